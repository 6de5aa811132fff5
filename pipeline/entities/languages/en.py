"""What English says about names: its words, as `parts.Words` explains them."""

import re

from pipeline.entities.languages.parts import NAME, Words, either

_TITLES = either(
    "Mr Mrs Ms Miss Dr Sir Lord Lady Dame Prof Professor President Senator Sen Rep Congressman Congresswoman Minister Secretary",
    "Chancellor Gov Governor Mayor Judge Justice King Queen Prince Princess Emperor Empress Tsar Czar Sultan Pope Cardinal Archbishop",
    "Bishop Reverend Rev Rabbi Imam Ayatollah Sheikh Capt Captain Gen Col Lt Sgt Sergeant Lieutenant Colonel",
)
_SURE_TITLES = either(
    "Mr Mrs Ms Miss Dr Sir Lord Dame Prof Professor President Senator Sen Rep Congressman Congresswoman Gov Governor King Queen Prince",
    "Princess Emperor Empress Tsar Czar Sultan Pope Archbishop Bishop Reverend Rev Rabbi Imam Ayatollah Sheikh Capt Captain Gen Col Lt Sgt",
    "Sergeant Lieutenant Colonel",
)
_ROLES = either(
    "actor actress adviser advisor aide ambassador analyst anchor architect artist assistant astronaut athlete attorney author",
    "billionaire biographer biologist boss boxer brother businessman businesswoman candidate captain chairman chairwoman",
    "champion chef chief_executive choreographer coach colleague comedian comic commander commissioner composer conductor counsel critic",
    "daughter defender designer director doctor economist editor engineer entrepreneur executive father filmmaker footballer forward",
    "founder friend girlfriend boyfriend goalkeeper golfer grandfather grandmother guitarist historian husband impersonator inventor",
    "investor journalist lawyer lawmaker leader lecturer manager mathematician midfielder minister mother musician nephew niece novelist",
    "nurse officer owner painter philosopher photographer physicist pianist pilot player playwright poet politician president presenter",
    "producer professor prosecutor psychologist quarterback rapper researcher resident reporter rival scholar scientist screenwriter",
    "sculptor secretary senator singer sister skipper soldier son songwriter spokesman spokeswoman spokesperson star striker student",
    "superstar surgeon teacher teammate tycoon uncle veteran victim widow wife winger winner writer",
)
_KIN = either(
    "wife husband widow son sons daughter daughters mother father parents brother sister brothers sisters uncle aunt nephew niece cousin",
    "grandfather grandmother grandson girlfriend boyfriend fiancée family childhood life career death body face hand hands eyes head",
    "voice heart mind hair arms legs arm leg friend friends lawyer lawyers attorney attorneys biography autobiography birthday",
    "funeral marriage wedding memoir memoirs novel novels poems paintings resignation retirement debut",
)
_ACTS = either(
    "was_born died married was_married was_elected was_re-elected was_arrested was_sentenced was_appointed was_nominated was_honored",
    "was_shot was_jailed was_raised grew_up studied retired smiled laughed shrugged nodded sighed joked quipped recalled",
    "testified tweeted resided wore sat_down stood_up walked ran_for fell_in graduated majored played_the starred thinks thought",
    "felt knew loves loved hates hated lives lived moved moved_to also_met met espoused took_command accompanied starring co-wrote sang",
    "told_reporters told_me says_he said_he said_she says_she",
)
_PLACE_KINDS = either(
    "Street Avenue Boulevard Road Lane Square Park Garden Gardens Bridge Airport Stadium Arena Tower Castle Palace Cathedral",
    "Island Islands River Lake Sea Seas Ocean Bay Gulf Strait Valley Mountain Mountains Hill Hills Peninsula Coast Desert Forest",
    "Canyon Creek Falls Beach Harbor Harbour Heights County Province Principality Plaza Canal Convention_Center",
)
_CAPITAL = r"[A-Z\u00c0-\u00de][\w\u2019'&-]*"
_START = r"[A-Z\u00c0-\u00de](?<![\w\u2019'&-][A-Z\u00c0-\u00de])[\w\u2019'&-]*"  # the same, not in the middle of a word
_FIELD = either(
    "Foreign Defence Defense Interior Finance Justice Health Education Energy Trade Labor Labour Culture Agriculture Transport Environment",
    "State Treasury Commerce Economy Security Intelligence",
)
_HEAD = either(
    "Ministry Department Office Bureau University Institute Bank Court Committee Council Association Commission Federation Agency Chamber"
)
_TAIL = either(
    "University Institute Council Committee Association Foundation Agency Commission Federation Ministry Department Bureau Authority",
    "Corporation Organisation Organization Inc Corp Ltd",
)

ENGLISH = Words(
    person_before=re.compile(rf"\b(?:{_TITLES}\.?|(?<!the ){_ROLES}) $"),
    person_after=re.compile(
        rf",? (?:now )?\d\d,|, an? \d\d[ -]year|['\u2019]s? (?:own |late |young |former |first |last |second )?{_KIN}\b"
    ),
    person_acts=re.compile(rf",? who(?:se)?\b| {_ACTS}\b| (?:himself|herself)\b|, (?:his|her) "),
    family_after=re.compile(r"(?<=s)(?: were| are| had| have| resided| lived| moved|,| and)\b"),
    pronoun_after=re.compile(
        r"(?:['\u2019]s [a-z]+|,? (?:had|has|was|is|took|went|made|came|began|got|won|lost|[a-z]+ed|also|then|never))\b"
        r"[^A-Z.!?\n\u201c\u201d\"]{0,80}?\b(?:he|she|his|her|himself|herself)\b"
    ),
    titled=re.compile(rf"{_SURE_TITLES}\.? (?!{_TITLES}\b)({NAME}(?: {NAME}){{0,2}})\b(?! [A-Z])"),
    formed=(
        re.compile(rf"({_FIELD} (?:Ministry|Department|Office|Agency|Service|Directorate))\b"),
        re.compile(rf"({_HEAD} (?:of|for) (?:the )?{_CAPITAL}(?: (?:and |of )?{_CAPITAL}){{0,4}})"),
        re.compile(rf"({_START}(?: (?:and |of |for )?{_CAPITAL}){{0,4}} {_TAIL})\b"),
        re.compile(rf"(?:newspaper|daily|weekly|magazine|website|broadcaster|news agency) ({NAME}(?: {NAME}){{0,2}})\b"),
    ),
    opening=re.compile(r"(?:The|A|An|In|On|At|And|But|For|From|With|Its|His|Her|Their|Our) "),
    administration=re.compile(
        r"['\u2019]?s?(?: and [\w\u2019' -]{2,30}?)? (?:administrations?|campaigns?|governments?|White House|cabinets?|camps?)\b"
    ),
    saying=re.compile(rf"[,?!][\"\u201d] (?!(?:He|She|They|It|We|I|You|The|One)\b)({NAME}(?: {NAME})?) (?:said|says|told|added)\b"),
    acronym=re.compile(r"[Tt]he ([A-Z]{3,6})\b(?![ -][A-Z])"),
    place_before=re.compile(
        r"\b(?:(?:town|city|village|island|province|region|state|district|port|capital|river|county|suburb|mayor|north|south|east|west|coast)"
        r"(?: of)?|(?:residents|inhabitants|citizens|fishermen|farmers|villagers|streets|outskirts|harbou?r|[Dd]uke|[Dd]uchess|[Ee]arl"
        r"|[Cc]ount(?:ess)?|[Kk]ing|[Qq]ueen|[Bb]ishop|[Aa]rchbishop) of|[Rr]iver|Mount|Lake|Cape|[Ii]n|into|near|outside|across|throughout"
        r"|[a-z]+ern) $"
    ),
    place_after=re.compile(
        r" (?:cloister|river|region|valley|police|area|desert|peninsula|coast|mountains|shores?|native|suburb|county)\b"
        r"|, (?:Calif|Mass|Conn|Fla|Tex|Mich|Ill|Pa|Md|Va|Ga|N\.[JYCHMD])\b"
    ),
    place=re.compile(
        rf".* {_PLACE_KINDS}$|(?:Republic|Principality|Kingdom|Duchy|Province|Community|Isle|Gulf|Strait|Bay) of |(?:Mount|Lake|Cape) [A-Z]"
    ),
    inside=re.compile(r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Tt]o|[Oo]f|[Ff]or|[Ii]nto|[Nn]ear|[Oo]n|[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) $"),
    organization=re.compile(
        r"(?:U\.S\. |US )?(?:Congress|Senate|House|House of [A-Z]\w+|Parliament|Navy|Army|Marines|Air Force|Pentagon|Kremlin|Treasury"
        r"|State|White House|Supreme Court|High Court|Cabinet|Democrats|Republicans)$"
    ),
    event=re.compile(
        r"(?:Battle|Treaty|War|Siege|Reign|Convention|Declaration|Agreement|Peace|Year) of "
        r"|.* (?:War|Wars|Crisis|Act|Treaty|Agreement|Revolution|Games|Olympics|Cup|Summit|Festival|Awards?|Prize|Championships?)$"
    ),
    event_named=re.compile(rf"(?:Battle|Treaty|Siege|Convention|Peace) of (?:the )?{NAME}(?: (?:and )?{NAME})?"),
    work_before=re.compile(
        r"\b(?:song|single|album|film|movie|novel|book|play|poem|hit|series|painting|show|title[ds]?)[:,]? [\"\u201c\u2018']$"
    ),
    office_before=re.compile(r"\b(?:Minister|Secretary|Department|Ministry)(?: \(\w+\))? (?:for|of)(?: the)? $"),
    title=re.compile(rf"{_TITLES}$"),
    no_name=re.compile(
        r"(?:BC|AD|BCE|CE|VAT|GDP|G\.D\.P\.?|TV|DNA|AIDS|HIV|CEO|CFO|PhD|Ph\.D\.?|SUV|ATM|IQ|OK|AM|PM|A\.M|P\.M|Brexit|COVID|Internet|Web"
        r"|BREAKING|UPDATED?|WATCH|EXCLUSIVE|OPINION|EDITORIAL|CORRECTION|LIVE|VIDEO|PHOTOS?|ANALYSIS|REVIEW|NEW|NOTE|ADVERTISEMENT"
        rf"|Governor-General|Bank|Island|Republic|(?!Queen|King){_TITLES}s)$"
    ),
)
