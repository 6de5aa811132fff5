"""What French says about quotations: its words, as `parts.Language` explains them."""
# ruff: noqa: RUF001 - apostrophes and marks of every kind are its subject

import re

from pipeline.quotes.languages.forms import inflect
from pipeline.quotes.languages.parts import Language, groups, words

_SAY = words(
    "prévoir remarquer asséner confesser décréter préconiser prôner rectifier insinuer titrer chiffrer évaluer parier calculer",
    "diagnostiquer claironner relayer recenser lister déduire résoudre démontrer arguer",
    "penser croire protester corriger",
    "dire déclarer affirmer ajouter annoncer assurer indiquer expliquer estimer préciser souligner rappeler confirmer répondre",
    "reconnaître admettre avertir prévenir promettre prétendre soutenir noter observer regretter raconter confier écrire tweeter",
    "révéler avouer nier démentir insister répéter conclure poursuivre continuer juger lancer marteler demander réclamer",
    "rétorquer répliquer exclamer interroger proclamer prédire plaider témoigner signaler commenter considérer garantir",
    "alerter suggérer murmurer crier jurer résumer relever détailler informer glisser réagir argumenter arguer renchérir",
    "lâcher souffler déplorer dénoncer critiquer constater exiger avancer alléguer clamer certifier concéder convenir énoncer",
    "exposer objecter pointer publier rapporter relater réaffirmer réfuter réitérer revendiquer riposter stipuler supposer",
    "nuancer tempérer espérer craindre redouter anticiper pronostiquer apprendre maintenir spécifier expliciter divulguer",
    "mentionner postuler professer contester reprocher conseiller recommander proposer menacer ordonner appeler exhorter",
    "inviter enjoindre",
)
_URGE = _SAY | words("prier sommer presser supplier engager encourager autoriser interdire refuser accepter") - words("prévoir")
_JUDGE = words(
    "accuser dénoncer qualifier critiquer annoncer nier démentir réclamer déplorer évoquer exiger promettre",
    "juger estimer considérer demander fustiger contester réfuter regretter vanter confirmer prédire proposer recommander",
)
_SPEAK = words(
    "excuser plaisanter acclamer entonner chanter maugréer grommeler ricaner sangloter pleurer exulter jubiler savourer",
    "condamner rejeter commencer soupirer sourire rire penser reprendre trancher ironiser indigner agacer tonner étonner",
    "réjouir féliciter alarmer insurger inquiéter plaindre souvenir amuser enthousiasmer désoler emporter offusquer défendre",
    "excuser justifier pester fulminer plaisanter railler croire imaginer saluer applaudir balayer cingler enchaîner entamer",
    "gronder hurler chuchoter bredouiller balbutier rassurer scander espérer craindre redouter fustiger tempêter émouvoir",
    "vanter lamenter analyser décrire décrypter philosopher rêver calculer prophétiser opposer adresser abonder acquiescer",
    "approuver parler",
)
_LIGHT = words("faire laisser mettre tenir")
_ER = "e ent ait aient a èrent é ée és ées ant era eront erait"
_ENDINGS = {
    "er": _ER,
    "cer": "ce cent çait çaient ça cèrent cé cée cés cées çant cera",
    "ger": "ge gent geait geaient gea gèrent gé gée gés gées geant gera",
    "eler": "elle ellent elait elaient ela elèrent elé elée elés elées elant ellera",
    **{
        f"é{middle}er": " ".join(f"{'è' if ending in {'e', 'ent'} else 'é'}{middle}{ending}" for ending in _ER.split())
        for middle in ("l", "r", "d", "t", "gu")
    },
    "ir": "it issent issait issaient irent i ie is ies issant ira",
    "dre": "d dent dait daient dit dirent du due dus dues dant dra",
    "mettre": "met mettent mettait mettaient mit mirent mis mise mettant mettra",
    "dire": "dit disent disait disaient dirent dite dits dites disant dira",
    "enir": "ient iennent enait enaient int inrent enu enue enus enues enant iendra",
    "rire": "rit rient riait riaient rirent ri riant",
    "aindre": "aint aignent aignait aignaient aignit ainte aints aignant",
    "prendre": "prend prennent prenait prenaient prit prirent pris prise prenant",
}
_IRREGULAR = (
    "prévoir prévoit prévoient prévoyait prévoyaient prévit prévu prévue prévoyant",
    "écrire écrit écrivent écrivait écrivaient écrivit écrivirent écrite écrits écrivant",
    "décrire décrit décrivent décrivait décrivaient décrivit décrite décrivant",
    "reconnaître reconnaît reconnait reconnaissent reconnaissait reconnaissaient reconnut reconnurent reconnu reconnue reconnaissant",
    "poursuivre poursuit poursuivent poursuivait poursuivaient poursuivit poursuivirent poursuivi poursuivie poursuivant",
    "conclure conclut concluent concluait concluaient conclurent conclu conclue concluant",
    "démentir dément démentent démentait démentaient démentit démentirent démenti démentie démentant",
    "relever relève relèvent relevait relevaient releva relevèrent relevé relevée relevant",
    "marteler martèle martèlent martelait martela martelé martelée martelant",
    "croire croit croient croyait croyaient crut crurent cru croyant",
    "faire fait font faisait faisaient fit firent faite faisant fera",
    "émouvoir émeut émeuvent ému émue",
    "appeler appelle appellent appelait appelaient appela appelèrent appelé appelée appelés appelant appellera",
)
_PEOPLE = words(
    "employé employée employés salarié salariée salariés ouvrier ouvrière ouvriers étudiant étudiante étudiants retraité retraitée",
    "infirmier infirmière agriculteur agriculteurs policier policiers pompier pompiers soldat soldats général colonel commandant",
    "capitaine ambassadeur ambassadrice roi reine pape évêque acteur actrice chanteur chanteuse cinéaste réalisateur réalisatrice",
    "philosophe professeur professeure psychologue vendeur vendeuse propriétaire locataire touriste touristes coach athlète père mère",
    "fils fille frère sœur mari épouse veuve ami amie collègue collègues conseiller conseillère commissaire adjoint adjointe rapporteur",
    "ministre président présidente maire procureur procureure avocat avocate porte-parole syndicat syndicats source sources témoin",
    "témoins police gendarmerie parquet préfecture préfet ministère gouvernement mairie association associations entreprise groupe",
    "responsable responsables opposition majorité direction organisation organisations expert experts experte spécialiste",
    "spécialistes chercheur chercheurs chercheuse économiste économistes analyste analystes observateurs historien historienne",
    "député députée députés sénateur sénatrice élu élue élus élues secrétaire directeur directrice patron patronne chef cheffe",
    "entraîneur sélectionneur joueur joueuse auteur auteure autrice écrivain chercheuses médecin médecins enseignants parents",
    "habitants riverains voisins autorités défense accusation partie juge juges tribunal cour justice commission parti partis",
    "gauche droite candidat candidate intéressé intéressée homme femme victime victimes famille proches institut banque agence",
    "collectif fédération ong diplomate diplomates militants manifestants écologistes scientifiques sociologue politologue",
)
_AUXILIARIES = words("a ont avait avaient aura auront aurait auraient est sont était étaient été ayant eu")
_AROUND = _AUXILIARIES | words(
    "s' s’ se n' n’ ne l' l’ le lui leur y en pas été -t -il -elle",
    "-on -ils -elles -t-il -t-elle -t-on -je -nous également aussi ainsi notamment toutefois déjà récemment ensuite encore même",
    "alors enfin par ailleurs cependant pourtant d'abord plus longuement aussitôt voulu veut voulait tenu tient tenait à fini par",
)
_CLITICS = r"(?:(?:l|n|s|m)['’]|(?:ne|se|lui|leur|me)\s+)?"
_ENCLITIC = r"(?:-t)?-(?:il|elle|on|ils|elles|je)"
_AUXILIARY = rf"(?:{_CLITICS}(?:a|ont|avait|avaient|est|sont|aurait|était)(?:{_ENCLITIC})?(?:\s+\w+ment|\s+aussi|\s+encore)?\s+)?"
_FORMS = inflect(_URGE | _JUDGE | _SPEAK | _LIGHT, _ENDINGS, _IRREGULAR)
_CUE = "|".join(sorted(_FORMS, key=len, reverse=True))
_PERSON = rf"[A-ZÉÈÀÂÎÔÇ][\w’'-]+\s+[A-ZÉÈÀÂÎÔÇ]|(?:(?:le|la|un|une)\s|l['’])(?:{'|'.join(sorted(_PEOPLE))})\b"
_WHO = (
    rf"{_ENCLITIC}\b|\s+(?:[A-ZÉÈÀÂÎÔÇ]|l['’]|celui-ci|celle-ci"
    r"|(?:le|la|les|un|une|des|ce|cet|cette|son|sa|ses|leur|celui|celle)\s)"
    rf"|\s+(?:à|au|aux|sur|devant|dans|auprès|lors|hier|\w+di)\b[^,.;:«»“”\"]{{0,50}}?\s(?:{_PERSON})"
)
_PAUSE = re.compile(rf"(?:,|(?<=[?!…]))\s+(?={_AUXILIARY}{_CLITICS}(?:{_CUE})(?:{_WHO})|[\w’']+(?:-t)?-(?:il|elle|ils|elles|on)\b)")

FRENCH = Language(
    say=_SAY,
    urge=_URGE,
    judge=_JUDGE,
    speak=_SPEAK,
    with_prepositions={
        "accuser": words("de d'"),
        "appeler": words("à"),
        "qualifier": words("de"),
        "avertir": words("de"),
        "dénoncer": words("comme"),
        "parler": words("de"),
    },
    phrases={
        "faire": ("savoir", "valoir", "remarquer", "observer", "comprendre"),
        "laisser": ("entendre",),
        "mettre": ("en garde", "en avant"),
        "tenir": ("à préciser", "à rappeler", "à souligner"),
    },
    forms=_FORMS,
    around=_AROUND,
    auxiliaries=_AUXILIARIES,
    quoted_as=words("citer"),
    nouns=words(
        "accusation affirmation annonce déclaration promesse avertissement réponse communiqué verdict message lettre constat réaction"
    ),
    according=("selon", "d'après", "d’après", "pour", "aux yeux de", "aux yeux d'", "à en croire", "de l'avis de", "de l’avis de"),
    according_people=words("pour"),
    people=_PEOPLE,
    relative=words("qui"),
    pronouns=groups(m="il lui celui-ci lui-même", f="elle celle-ci elle-même", p="ils elles ceux-ci celles-ci"),
    titles=groups(
        m="m monsieur président sénateur député",
        f="mme madame mlle présidente sénatrice députée",
    ),
    honorifics=("M.", "Mme", "Me"),
    articles=words("un une le la l"),
    determiners=words(
        "le la les l' l’ un une des du ce cet cette ces son sa ses leur leurs mon ma mes notre nos plusieurs certains certaines",
        "tous toutes quelques deux trois quatre cinq de nombreux nombreuses beaucoup d' me m. mme",
    ),
    first=words("je j' nous tu vous on"),
    as_words=words("comme"),
    aside_ends=words("selon comme quand lorsque tandis après avant"),
    definite=words("le la l ce cette"),
    prepositions=words("de du des d pour qui à au aux dans avec sur et chez", "lundi mardi mercredi jeudi vendredi samedi dimanche hier"),
    of=words("de du des d' d’"),
    to=words("à"),
    goes_to=words("délégué déléguée adjoint adjointe conseiller favorable favorables opposé opposés"),
    negations=words("ne n' pas plus jamais"),
    selves=words("s' s’ se"),
    feels=words("dire déclarer montrer avouer estimer juger"),
    questions=words("q question"),
    answers=words("r réponse"),
    written_by=words("de du des d"),
    offices=_PEOPLE,
    addressed=words("pour à au aux devant auprès dans lors sur en après avant depuis chez avec pendant via par face"),
    times=words(
        "lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui aujourd’hui soir matin midi après-midi semaine mois",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre jour nuit instant moment année fois",
    ),
    that=words("que qu' qu’"),
    whether=words("si pourquoi comment combien"),
    clause_words=words("que qu' qu’ si qui mais et ou car donc alors tandis lorsque quand comme où dont avant après sans pour"),
    works=words(
        "film films livre roman série chanson album pièce émission exposition journal opération loi projet plan programme",
        "association collectif documentaire titre intitulé intitulée dit dite baptisé baptisée appelé appelée surnommé surnommée",
        "expression terme concept notion slogan chaîne site groupe surnom mot mots revue magazine spectacle article bande podcast",
        "restaurant navire label concours prix",
    ),
    before_marks=words(
        "dit dite disait déclare déclaré déclarait ajoute ajouté répond répondu écrit affirme affirmé lance lancé assure",
        "assuré explique expliqué",
    )
    - {"dite"},
    placeholder="C'est ainsi",
    pause=_PAUSE,
    aside=_PAUSE,
)
