"""English cue words."""

from pipeline.quotes.languages.parts import Language, groups, words

ENGLISH = Language(
    say=words(
        "say tell add announce argue assert claim confirm contend declare deny explain insist note predict promise report reply respond",
        "reveal state suggest testify tweet retweet vow warn write admit acknowledge allege ask complain concede conclude emphasize emphasise",
        "joke mention observe quip recall remark repeat continue comment urge caution stress pledge point maintain reiterate affirm",
        "disclose inform assure remind boast brag lament muse recount counter retort rejoin interject chime",
        "underscore underline opine speculate charge swear profess proclaim pronounce protest signal hint imply intimate",
        "post blog shout yell scream whisper cry exclaim mutter murmur answer read elaborate clarify specify estimate",
        "advise recommend propose demand plead beg wonder inquire query question chant fume gush vent rant scoff sneer snap tease apologize",
        "agree certify attest conjecture reckon forecast foresee find show indicate quote",
    ),
    urge=words(
        "urge ask tell promise vow pledge threaten beg order instruct advise warn command implore beseech plead",
        "recommend request call demand challenge swear claim agree exhort caution remind direct",
    ),
    judge=words(
        "accuse announce blame call condemn criticize criticise describe denounce decry deny deride dismiss",
        "characterize characterise label brand dub propose suggest urge demand promise pledge",
        "claim mention repeat question acknowledge admit emphasize emphasise stress reiterate lament bemoan compare liken predict warn",
        "recommend allege outline detail report note reveal disclose explain confirm declare argue concede recall",
    ),
    speak=words(
        "begin go start interrupt laugh sigh smile nod shrug chuckle think conclude finish open chant sing cheer praise mock slam blast hail tout"
    ),
    with_prepositions={
        "accuse": words("of"),
        "ask": words("for about if whether"),
        "argue": words("for against"),
        "blame": words("for on"),
        "call": words("for on"),
        "caution": words("against about of"),
        "comment": words("on about"),
        "complain": words("about of that"),
        "condemn": words("for as"),
        "criticize": words("for as"),
        "criticise": words("for as"),
        "describe": words("as"),
        "dismiss": words("as"),
        "hint": words("at"),
        "insist": words("on"),
        "joke": words("about"),
        "point": words("to out"),
        "remind": words("of about"),
        "report": words("on about"),
        "tell": words("about of if whether"),
        "testify": words("about to"),
        "warn": words("of about against"),
        "write": words("about of"),
    },
    irregular=words("said told found wrote swore sworn foresaw cried"),
    nouns=words(
        "accusation admission allegation announcement answer argument assertion assessment assurance belief call charge claim comment",
        "complaint conclusion concession confirmation contention criticism declaration denial estimate explanation forecast insistence",
        "observation pledge prediction promise proposal question remark report revelation statement suggestion testimony threat tweet vow",
        "warning view word message letter memo email note post video sign speech interview release",
    ),
    according=("according to", "in the words of", "in the view of", "in the opinion of"),
    relative=words("who which that whom"),
    pronouns=groups(m="he him his", f="she her hers", n="it its", p="they them their"),
    titles=groups(
        m="mr sir lord king prince chairman congressman spokesman actor",
        f="mrs ms miss lady dame queen princess chairwoman congresswoman spokeswoman actress",
    ),
    articles=words("a an the"),
    first=words("i me my we us our you your"),
    complementizers=words("that if whether"),
    as_words=words("as"),
    aside_ends=words("according as when while after before because since although though during in"),
    definite=words("the this that his her"),
    prepositions=words("of for who at from in with on to that whose and after during by"),
    before_marks=words(
        "say says said saying tells told tell telling asked asks asking added adds adding wrote writes writing replied replies responded declared tweeted tweets exclaimed answered reads read concluded continued insisted insists explained warned shouted yelled"
    ),
    placeholder="It is so",
)
