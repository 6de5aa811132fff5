"""What Spanish says about quotations: its words, as `parts.Language` explains them."""
# ruff: noqa: RUF001 - apostrophes and marks of every kind are its subject

import re

from pipeline.quotes.languages.forms import inflect
from pipeline.quotes.languages.parts import Language, groups, words

_SAY = words(
    "prever remachar dictaminar diagnosticar adelantar apuntillar terciar rectificar insinuar titular deplorar desgranar enumerar",
    "calcular cifrar aventurar apelar suplicar implorar recapitular entender asumir reseñar describir estipular",
    "recoger contabilizar evaluar apostar imputar demostrar",
    "pensar creer protestar corregir reaccionar confirmar avanzar",
    "decir declarar afirmar añadir agregar anunciar asegurar indicar explicar estimar precisar subrayar recordar confirmar responder",
    "reconocer admitir advertir avisar prometer sostener señalar apuntar notar observar lamentar contar escribir tuitear manifestar",
    "revelar confesar negar desmentir insistir repetir reiterar concluir proseguir continuar considerar opinar lanzar pedir exigir",
    "replicar exclamar preguntar proclamar predecir testificar comentar garantizar alertar sugerir destacar resaltar detallar",
    "informar relatar murmurar gritar jurar resumir aclarar argumentar denunciar acusar criticar contestar expresar matizar",
    "aseverar recalcar puntualizar remarcar alegar aducir apostillar sentenciar espetar rematar ratificar corroborar vaticinar",
    "augurar pronosticar reprochar recriminar reivindicar rebatir refutar deslizar desvelar trasladar transmitir plantear razonar",
    "justificar exponer referir narrar constatar enfatizar especificar evidenciar inquirir interrogar mantener objetar pactar",
    "postular publicar ponderar proponer reclamar recomendar aconsejar ordenar amenazar rechazar reafirmar revindicar rogar",
    "sospechar temer testimoniar transmitir valorar zanjar certificar confiar coincidir incidir intervenir precisar demandar",
)
_URGE = _SAY | words("comprometer llamar exhortar invitar instar urgir animar emplazar conminar aceptar rehusar descartar") - words(
    "prever"
)
_JUDGE = words(
    "tachar considerar juzgar acusar denunciar calificar criticar anunciar negar desmentir exigir tildar lamentar prometer",
    "pedir reclamar censurar cuestionar elogiar ensalzar vaticinar confirmar proponer recomendar",
)
_SPEAK = words(
    "excusar cantar gruñir mascullar sollozar llorar reflexionar respirar festejar presumir",
    "condenar tachar rechazar empezar comenzar suspirar sonreír reír pensar zanjar ironizar felicitar congratular quejar",
    "alegrar bromear celebrar arremeter defender agradecer reflexionar creer aplaudir aventurar tranquilizar indignar clamar",
    "corear susurrar balbucear abundar ahondar arrancar retar saludar disculpar excusar arengar analizar describir cerrar",
    "terminar finalizar despedir",
)
_LIGHT = words("hacer dar poner dejar llamar mostrar")
_ENDINGS = {
    "ar": "a an ó aron aba aban ado ada ados ando ará arán aría",
    "er": "e en ió ieron ía ían ido ida idos iendo erá erán ería",
    "ir": "e en ió ieron ía ían ido ida idos iendo irá irán iría",
    "decir": "dice dicen dijo dijeron decía decían dicho dicha diciendo dirá diría",
    "pedir": "pide piden pidió pidieron pedía pedían pedido pedida pidiendo pedirá",
    "tener": "tiene tienen tuvo tuvieron tenía tenían tenido tenida teniendo tendrá",
    "poner": "pone ponen puso pusieron ponía ponían puesto puesta poniendo pondrá",
    "vertir": "vierte vierten virtió virtieron vertía vertían vertido vertida virtiendo vertirá",
    "ferir": "fiere fieren firió firieron fería ferían ferido firiendo",
    "gerir": "giere gieren girió girieron gería gerían gerido giriendo",
    "mentir": "miente mienten mintió mintieron mentía mentían mentido mintiendo",
    "seguir": "sigue siguen siguió siguieron seguía seguían seguido siguiendo",
    "petir": "pite piten pitió pitieron petía petían petido pitiendo",
    "reír": "ríe ríen rió rieron reía reían riendo",
    "luir": "luye luyen luyó luyeron luía luían luido luida luyendo",
    "ducir": "duce ducen dujo dujeron ducía ducían ducido duciendo",
    "contar": "cuenta cuentan contó contaron contaba contaban contado contada contando",
    "cordar": "cuerda cuerdan cordó cordaron cordaba cordaban cordado cordando cordará",
    "negar": "niega niegan negó negaron negaba negaban negado negada negando negará",
    "fesar": "fiesa fiesan fesó fesaron fesaba fesaban fesado fesando",
    "festar": "fiesta fiestan festó festaron festaba festaban festado festada festando",
    "mostrar": "muestra muestran mostró mostraron mostraba mostraban mostrado mostrada mostrando",
    "pensar": "piensa piensan pensó pensaron pensaba pensaban pensado pensando",
    "rogar": "ruega ruegan rogó rogaron rogaba rogado rogando",
    "fender": "fiende fienden fendió fendieron fendía fendido fendiendo",
}
_IRREGULAR = (
    "prever prevé prevén previó previeron preveía preveían previsto previendo",
    "entender entiende entienden entendió entendieron entendía entendían entendido entendiendo",
    "apostar apuesta apuestan apostó apostaron apostaba apostado apostando",
    "escribir escribe escriben escribió escribieron escribía escribían escrito escrita escribiendo",
    "hacer hace hacen hizo hicieron hacía hacían hecho haciendo",
    "dar da dan dio dieron daba daban dado dando",
    "empezar empieza empiezan empezó empezaron empezaba empezado empezando",
    "comenzar comienza comienzan comenzó comenzaron comenzaba comenzado comenzando",
    "creer cree creen creyó creyeron creía creían creído creyendo",
    "intervenir interviene intervienen intervino intervinieron intervenía intervenido interviniendo",
)
_PEOPLE = words(
    "ceo dt delantero delantera portero portera piloto tenista ciclista defensor defensora procurador procuradora intendente",
    "empleado empleada empleados obrero obreros estudiante estudiantes jubilado jubilada enfermero enfermera agricultor agricultores",
    "policías bombero soldado soldados general coronel comandante capitán embajador embajadora rey reina papa obispo actor actriz",
    "cantante cineasta filósofo profesor profesora psicólogo psicóloga vendedor vendedora propietario propietaria turista turistas",
    "atleta padre madre hijo hija hermano hermana marido esposa viuda amigo amiga colega compañero compañera consejero consejera",
    "comisario comisaria ponente concejal concejala delegado delegada vicepresidente vicepresidenta exministro expresidente",
    "investigadora dirigente dirigentes líder líderes activista activistas analistas",
    "ministro ministra presidente presidenta alcalde alcaldesa fiscal abogado abogada portavoz portavoces sindicato sindicatos",
    "fuente fuentes testigo testigos policía guardia fiscalía ministerio gobierno ejecutivo ayuntamiento asociación asociaciones",
    "empresa compañía grupo responsable responsables oposición mayoría dirección organización organizaciones experto expertos",
    "experta expertas especialista especialistas investigador investigadores investigadora economista economistas analista",
    "analistas observadores historiador historiadora diputado diputada diputados diputadas senador senadora secretario secretaria",
    "director directora jefe jefa entrenador seleccionador jugador jugadora autor autora escritor escritora médico médicos",
    "profesores padres vecinos vecinas autoridades defensa acusación juez jueza jueces tribunal corte justicia comisión partido",
    "partidos izquierda derecha candidato candidata hombre mujer víctima víctimas familia familiares instituto banco agencia",
    "colectivo federación ong diplomáticos diplomático militantes manifestantes ecologistas científicos científico sociólogo",
    "politólogo medios patronal trabajadores agentes bomberos funcionarios",
)
_AUXILIARIES = words("ha han había habían habrá habrán habría habrían hubo haya haber")
_AROUND = _AUXILIARIES | words(
    "se le les lo la no también además asimismo ya nos me así igualmente sí ayer hoy",
    "quiso quiere querido llegó a posteriormente luego después entonces finalmente sin embargo fue",
)
_FORMS = inflect(_URGE | _JUDGE | _SPEAK | _LIGHT, _ENDINGS, _IRREGULAR)
_CUE = "|".join(sorted(_FORMS, key=len, reverse=True))
_PERSON = rf"[A-ZÁÉÍÓÚÑ][\w’'-]+\s+[A-ZÁÉÍÓÚÑ]|(?:el|la|un|una)\s(?:{'|'.join(sorted(_PEOPLE))})\b"
_WHO = (
    r"\s+(?:[A-ZÁÉÍÓÚÑ]|(?:el|la|los|las|un|una|unos|unas|su|sus|este|esta|él|ella|ellos|ellas|fuentes|varios|testigos)\b"
    rf"|(?:a|al|en|ante|durante|sobre|tras|ayer|hoy|este\s\w+|el\s\w+s)\b[^,.;:«»“”\"]{{1,50}}?\s(?:{_PERSON}))"
)
_AUXILIARY = r"(?:(?:se|le|les|lo)\s+)?(?:(?:ha|han|había|habían)\s+)?"

SPANISH = Language(
    say=_SAY,
    urge=_URGE,
    judge=_JUDGE,
    speak=_SPEAK,
    with_prepositions={
        "acusar": words("de"),
        "calificar": words("de como"),
        "tildar": words("de"),
        "tachar": words("de"),
        "hablar": words("de"),
        "advertir": words("de sobre"),
        "alertar": words("de sobre"),
        "instar": words("a"),
        "llamar": words("a"),
    },
    phrases={
        "hacer": ("saber", "constar", "notar", "ver", "hincapié en"),
        "dar": ("a conocer", "a entender", "por hecho", "por sentado"),
        "poner": ("de manifiesto", "de relieve"),
        "dejar": ("claro", "entrever", "caer"),
    },
    forms=_FORMS,
    around=_AROUND,
    auxiliaries=_AUXILIARIES,
    drops_subject=True,
    plural_ending="n",
    quoted_as=words("citar"),
    nouns=words("acusación afirmación anuncio declaración promesa advertencia respuesta comunicado"),
    according=("según", "de acuerdo con", "a juicio de", "en palabras de", "en opinión de", "para", "a ojos de", "a decir de"),
    own_views=("a su juicio", "en su opinión", "a su entender", "a su parecer", "a su modo de ver"),
    according_people=words("para"),
    people=_PEOPLE,
    relative=words("que quien quienes"),
    pronouns=groups(m="él este aquel", f="ella esta", p="ellos ellas estos"),
    titles=groups(m="sr señor don presidente ministro senador diputado", f="sra señora doña presidenta ministra senadora diputada"),
    honorifics=("Sr.", "Sra.", "don", "doña"),
    articles=words("un una el la"),
    determiners=words(
        "el la los las un una unos unas este esta estos estas su sus mi varios varias algunos algunas dos tres cuatro cinco",
        "ambos ambas todos todas numerosos numerosas diversas diversos muchos otros otras otro otra sr. sra. don doña",
    ),
    first=words("yo nosotros nosotras tú usted ustedes"),
    as_words=words("como según"),
    before_as=words("tal y"),
    aside_ends=words("según como cuando mientras tras antes"),
    definite=words("el la este esta su"),
    prepositions=words("de del para que en con sobre y a al"),
    of=words("de del"),
    questions=words("p pregunta"),
    answers=words("r respuesta"),
    written_by=words("de del"),
    offices=_PEOPLE,
    to=words("a en con"),
    goes_to=words(
        "cercano cercana cercanos cercanas próximo próxima próximos próximas favorable favorables contrario contrarios",
        "consultado consultada consultados consultadas citado citada citados citadas publicado publicada publicados publicadas",
        "difundido difundida difundidos difundidas elaborado elaborada elaborados elaboradas",
    ),
    negations=words("no"),
    selves=words("se"),
    feels=words("mostrar declarar decir manifestar confesar"),
    addressed=words("en frente delante contra a al ante en durante tras desde por con sobre mediante vía después antes entre hacia"),
    personal=words("a al"),
    times=words(
        "lunes martes miércoles jueves viernes sábado domingo ayer hoy mañana tarde noche mediodía semana mes pasado pasada enero",
        "febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre día momento instante año vez",
    ),
    that=words("que"),
    whether=words("si"),
    clause_words=words("que si quien quienes pero y e o porque mientras cuando como donde aunque antes después sin para ni"),
    works=words(
        "película películas libro novela serie canción disco obra programa exposición diario periódico operación ley proyecto plan",
        "asociación colectivo documental título titulado titulada dicha llamado llamada llamados llamadas denominado denominada",
        "expresión término concepto noción lema cadena apodo palabra palabras bautizado bautizada apodado apodada revista",
        "espectáculo artículo banda restaurante grupo barco sello concurso premio",
    ),
    before_marks=words(
        "dice dijo decía declaró declara añadió añade respondió responde escribió afirma afirmó aseguró asegura",
        "explicó explica",
    ),
    placeholder="Es así",
    pause=re.compile(r"\s[—–]\s?(?=[^\W\d_A-ZÁÉÍÓÚÑ])"),
    aside=re.compile(rf"(?:,\s+|(?<=[?!…])\s+|\s[—–]\s?)(?={_AUXILIARY}(?:{_CUE}){_WHO})"),
)
