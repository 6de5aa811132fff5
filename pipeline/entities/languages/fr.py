"""What French says about names: its words, as `parts.Words` explains them."""

import re

from pipeline.entities.languages.parts import NAME, Words, either, words

_TITLES = either("M. MM. Mme Mmes Mlle Me Dr Pr Mgr Monsieur Madame Maître")
_ROLES = either(
    "président présidente ministre maire député députée sénateur sénatrice avocat avocate directeur directrice chanteur chanteuse acteur",
    "actrice comédien comédienne écrivain écrivaine réalisateur réalisatrice sélectionneur sélectionneuse entraîneur entraîneuse procureur",
    "procureure juge porte-parole professeur professeure docteur docteure patron patronne chef cheffe frère sœur mère père mari femme fils",
    "fille romancier romancière historien historienne économiste chercheur chercheuse journaliste candidat candidate préfet préfète",
    "agriculteur agricultrice vigneron vigneronne médecin artiste peintre architecte photographe champion championne joueur joueuse",
)
_SAYING = either(
    "dit déclare affirme ajoute assure explique estime précise indique confie raconte prévient répond lance promet regrette déplore",
    "déclaré affirmé ajouté assuré expliqué estimé précisé indiqué confié raconté prévenu répondu lancé promis regretté déploré",
)
_PEOPLES = either(
    "Français Françaises Européens Américains Russes Allemands Allemandes Espagnols Italiens Italiennes Anglais Britanniques Chinois",
    "Japonais Belges Suisses Turcs Ukrainiens Israéliens Palestiniens Marocains Algériens Tunisiens Africains Arabes Parisiens Grecs",
)

FRENCH = Words(
    person_before=re.compile(rf"\b(?:{_TITLES}|{_ROLES}) $"),
    person_after=re.compile(r",? \d\d ans\b"),
    titled=re.compile(rf"{_TITLES} ({NAME}(?: {NAME}){{0,2}})\b"),
    formed=(
        re.compile(rf"([Mm]inistère d[eu]s? ?(?:la |l['\u2019])?{NAME}(?:(?: et)?(?: d[eu]s?)?(?: la)? (?:l['\u2019])?{NAME})?)\b"),
        re.compile(
            r"((?:Université|Institut|Banque|Cour|Tribunal|Conseil|Agence|Commission|Fédération|Office|Comité|Organisation)"
            rf" (?:[a-zà-ÿ]+ )?(?:d[eu]s? |d['\u2019])(?:la |l['\u2019])?{NAME})\b"
        ),
        re.compile(rf"(?:quotidien|journal|hebdomadaire|magazine|site|chaîne|agence) ((?:L[ea]s? )?{NAME}(?: {NAME})?)\b"),
    ),
    saying=re.compile(
        rf"[»”\"],? (?:(?:a|avait) )?{_SAYING} (?:{_TITLES} )?(?!(?:Le|La|Les|L|Un|Une|Il|Elle)\b)({NAME}(?: {NAME}){{0,2}})\b"
    ),
    place_before=re.compile(r"\b(?:(?:ville|village|commune|île|province|région|port|gare|aéroport) de|rivière) $"),
    organization=re.compile(
        r"(?:État|Sénat|Assemblée nationale|Assemblée|Parlement|Gouvernement|Élysée|Matignon|Conseil constitutionnel)$"
    ),
    event=re.compile(r"(?:[Bb]ataille|[Tt]raité|[Gg]uerre|[Aa]ccords?|[Cc]oupe) (?:d[eu]s?|d['\u2019])"),
    work_before=re.compile(r"\b(?:film|livre|roman|album|chanson|pièce|série|titre) [«\"\u201c] ?$"),
    office_before=re.compile(r"\b(?:[Mm]inistre|[Ss]ecrétaire d['\u2019][EÉ]tat|[Mm]inistère) (?:d[eu]s?|à)(?: la)? (?:l['\u2019])?$"),
    acronym=re.compile(r"\b(?:[Ll]['\u2019]|[LlDd]u |[Ll][ae] |[Aa]u )([A-Z]{3,6})\b(?![ -][A-Z])"),
    title=re.compile(rf"{_TITLES}$"),
    no_name=re.compile(rf"(?:PIB|TVA|SIDA|VIH|PDG|{_PEOPLES}|EXCLUSIF|DIRECT|VIDÉO|VIDEO|INFOGRAPHIE|REPORTAGE|ENTRETIEN)$"),
    openers=words(
        "ainsi alors après au aucun aucune aussi autour autre autres aux avait avant avec avez avoir avons car ce ceci cela",
        "celle celles celui cependant certain certaine certaines certains ces cet cette ceux chacun chacune chaque chez combien",
        "comme comment contre dans de depuis derrière des deux devant donc dont du durant dès désormais elle elles en encore",
        "enfin ensuite entre environ est et eux face faute hier il ils je jusque la le les leur leurs lors lorsque lui ma mais",
        "malgré me mes moi moins mon même ne ni nos notamment notre nous on or ou outre où par parce parfois parmi pas pendant",
        "personne peu plus plusieurs plutôt pour pourquoi pourtant près puis puisque quand quant que quel quelle quelles",
        "quelque quelques quels qui quoi quoique reste rien sa sans sauf se selon ses seul seule si soit son sont sous souvent",
        "sur surtout ta tandis tant tel telle tels toujours tous tout toute toutes trois trop très tu un une vers voici voilà",
        "vos votre vous ça également étaient était être",
    ),
)
