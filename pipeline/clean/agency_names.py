"""News agencies: what each is called, where it publishes, and how it and others sign articles. Data; `agencies.py` has the rules.

Invariant: a name of up to four letters counts as it is written here, a longer one in capitals and small letters alike. Names that mean
something else in other news (PA is a state, AAP a party, TNS a pollster) are left out: better none than a wrong one.
"""

# What it goes by in the index · its other names, in all languages · its own sites.
AGENCIES: tuple[tuple[str, str, str], ...] = (
    ("AFP", "Afp | Agence France-Presse | Agence France Presse | AFP News", "afp.com"),
    ("Anadolu", "Anadolu Agency | Agence Anadolu | Agencia Anadolu", "aa.com.tr"),
    ("ANI", "Asian News International", "aninews.in"),
    ("ANSA", "Ansa | Agenzia ANSA", "ansa.it"),
    ("Antara", "Antara News", "antaranews.com"),
    ("AP", "Associated Press | AP News", "apnews.com ap.org"),
    ("Australian Associated Press", "", "aap.com.au"),
    ("Belga", "Agence Belga | Belga News Agency", "belga.be belganewsagency.eu"),
    ("Bernama", "", "bernama.com"),
    ("Bloomberg", "Bloomberg News | Bloomberg Opinion | Bloomberg View", "bloomberg.com"),
    ("Canadian Press", "La Presse canadienne | Presse canadienne", "thecanadianpress.com"),
    ("CTK", "ČTK | Czech News Agency", "ctk.cz ctk.eu ceskenoviny.cz"),
    ("dpa", "DPA | Dpa | Deutsche Presse-Agentur | Deutsche Presse Agentur", "dpa.com dpa-international.com"),
    ("EFE", "Efe | Agencia EFE | EFE News", "efe.com"),
    ("Europa Press", "", "europapress.es"),
    ("IANS", "Indo-Asian News Service", "ians.in"),
    ("Interfax", "", "interfax.com interfax.ru"),
    ("IRNA", "Islamic Republic News Agency", "irna.ir"),
    ("Jiji Press", "", "jiji.com"),
    ("KCNA", "Korean Central News Agency", "kcna.kp kcna.co.jp"),
    ("Keystone-ATS", "ats | Agence télégraphique suisse", "keystone-sda.ch"),
    ("Kyodo", "Kyodo News", "kyodonews.net kyodonews.jp"),
    ("Lusa", "LUSA | Agência Lusa | Agencia Lusa", "lusa.pt"),
    ("NTB", "Norsk Telegrambyrå", "ntb.no"),
    ("PA Media", "Press Association", "pamediagroup.com"),
    ("Prensa Latina", "", "prensa-latina.cu"),
    ("PTI", "Press Trust of India", "ptinews.com"),
    (
        "Reuters",
        "Thomson Reuters | Thomson Reuters Foundation | Reuters Breakingviews | Reuters News | Agencia Reuters | Agence Reuters",
        "reuters.com",
    ),
    ("RIA Novosti", "", "ria.ru"),
    ("Ritzau", "", "ritzau.dk ritzau.com"),
    ("Tanjug", "", "tanjug.rs"),
    ("TASS", "Tass | ITAR-TASS | Itar-Tass", "tass.com tass.ru"),
    ("Tribune News Service", "", ""),
    ("Télam", "Telam", "telam.com.ar"),
    ("Ukrinform", "", "ukrinform.net ukrinform.ua"),
    ("UPI", "United Press International", "upi.com"),
    ("Xinhua", "Xinhua News Agency | Agence Xinhua | Agencia Xinhua | Chine nouvelle", "xinhuanet.com news.cn"),
    ("Yonhap", "Yonhap News Agency | Yonhap News", "yna.co.kr"),
)
# Words that lead to whom an article is from or made with: "By Ann Roe, AFP", "Avec AFP", "(Con información de EFE)", "Source: Xinhua".
BY = "by par por von di door"
WITH = "with avec con mit"
WHAT = (  # of theirs there is in it
    "inputs? from|files from|reporting (?:by|from)|additional reporting (?:by|from)|information from|material from"
    "|información de|informaciones de|datos de|material von"
)
SOURCE = "source sources fuente fuentes quelle quellen fonte fonti bron"
AND = "and et y e und en"
THE = "(?:the|la|el|die|de) |[ld]['’]"  # noqa: RUF001  apostrophe; before an agency's name
# What follows an agency's name in a byline: "AP Sports Writer", "Reuters Staff".
ROLE = "staff writers? reporters? correspondents? journalists? editors? newsroom"
# Sentences at the end of an article; @ is an agency, or several.
SENTENCES = (
    r"@(?:[^.!?\n]|\b[A-Z]\.){0,300}? contributed (?:\w+ ){0,2}to th(?:is|e) (?:report|story|article)",
    r"(?:information|material|reporting) from @ (?:was|were) (?:also )?(?:used|included) in this",
    r"this (?:report|story|article) (?:by|is by|is from|was (?:\w+ )?(?:written|produced|provided|published|reported) by) @",
    r"cet article (?:est (?:de|publié par)|a été (?:\w+ )?(?:rédigé|écrit|produit|publié|fourni) (?:par|avec)) @",
    r"est[ea] (?:noticia|artículo|nota) (?:es de|fue (?:\w+ )?(?:escrit|publicad|producid|elaborad)[oa] (?:\w+ )?por) @",
)
RIGHTS = r"\b(?:19|20)\d\d\b|rights|droits|derechos|rechte"  # without it "© AFP" may be a picture's
# How an agency's articles end that do not name it, or not as an author.
SIGNATURES = {
    "Reuters": (
        r"(?:reporting|writing) by .{3,400}; ?(?:.{3,200}; ?)?editing by"
        r"|(?:reportage|rédigé par|version française) .{3,300}édité par"
        r"|(?:reporte|información) de .{3,300}editado (?:en español )?por"
        r"|(?:our standards|nuestros estándares|les normes).{0,30}thomson reuters"
    ),
    "Bloomberg": r"to contact the (?:reporter|editor|author)s?\b.{1,300}@bloomberg\.net",
}
