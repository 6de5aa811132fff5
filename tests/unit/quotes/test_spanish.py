"""Spanish: its marks, dashes and cue words, through both stages. The table was written before the rules."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from pipeline import entities, quotes
from pipeline.model import Article

Expected = tuple[str, str, str | None, str | None, str | None]  # type, content, cue, source, speaker

TABLE: dict[str, tuple[str, list[Expected]]] = {
    # direct, after
    "after": ("«No vamos a ceder», dijo Ana Torres el lunes.", [("direct", "No vamos a ceder", "dijo", "Ana Torres", "Ana Torres")]),
    "after, straight marks, role before the name": (
        '"Necesitamos ayuda", reclamó el alcalde, Javier Molina, ante la prensa.',
        [("direct", "Necesitamos ayuda", "reclamó", "el alcalde, Javier Molina", "Javier Molina")],
    ),
    "after, curly marks, role after the name": (
        "“Nada está decidido”, asegura Marta Iglesias, directora del hospital.",
        [("direct", "Nada está decidido", "asegura", "Marta Iglesias, directora del hospital", "Marta Iglesias")],
    ),
    "curly marks": ("“Ya veremos”, respondió Luis Pérez.", [("direct", "Ya veremos", "respondió", "Luis Pérez", "Luis Pérez")]),
    "verdict": (
        "«El caso está cerrado», zanja Pedro Salas.",
        [("direct", "El caso está cerrado", "zanja", "Pedro Salas", "Pedro Salas")],
    ),
    "question": (
        "«¿Quién va a pagar?», se preguntó Ana López.",
        [("direct", "¿Quién va a pagar?", "preguntó", "Ana López", "Ana López")],
    ),
    "exclamation": (
        "«¡Es una vergüenza!», exclamó Carlos Vidal a la salida del juzgado.",
        [("direct", "¡Es una vergüenza!", "exclamó", "Carlos Vidal", "Carlos Vidal")],
    ),
    "perfect tense": (
        "«El Estado cumplirá su palabra», ha afirmado este martes la ministra de Hacienda, Elena Ríos.",
        [("direct", "El Estado cumplirá su palabra", "afirmado", "la ministra de Hacienda, Elena Ríos", "Elena Ríos")],
    ),
    "somebody told, between the cue and the name": (
        "“No quedan plazas”, explicó a Efe Marta Iglesias.",
        [("direct", "No quedan plazas", "explicó", "Marta Iglesias", "Marta Iglesias")],
    ),
    "pronominal cue": (
        "«Es una gran victoria», se felicitó la abogada Lucía Serrano.",
        [("direct", "Es una gran victoria", "felicitó", "la abogada Lucía Serrano", "Lucía Serrano")],
    ),
    "headline without a stop": (
        "«La ley saldrá adelante», promete Elena Ríos",
        [("direct", "La ley saldrá adelante", "promete", "Elena Ríos", "Elena Ríos")],
    ),
    "several sentences": (
        "“Faltan camas. Los médicos se van. Nadie responde”, lamenta Marta Iglesias.",
        [("direct", "Faltan camas. Los médicos se van. Nadie responde", "lamenta", "Marta Iglesias", "Marta Iglesias")],
    ),
    "nested marks": (
        "«Me dijo “vete de aquí” y me fui», cuenta Sofía Prieto.",
        [("direct", "Me dijo “vete de aquí” y me fui", "cuenta", "Sofía Prieto", "Sofía Prieto")],
    ),
    # direct, before
    "colon": (
        "Ana Torres aseguró: «El proyecto está muerto».",
        [("direct", "El proyecto está muerto", "aseguró", "Ana Torres", "Ana Torres")],
    ),
    "colon, participle first": (
        "Preguntado por los periodistas, Javier Molina respondió: “No voy a comentarlo”.",
        [("direct", "No voy a comentarlo", "respondió", "Javier Molina", "Javier Molina")],
    ),
    "colon, day between": (
        'Elena Ríos declaró el lunes en Sevilla: "El puente estará cerrado hasta mayo".',
        [("direct", "El puente estará cerrado hasta mayo", "declaró", "Elena Ríos", "Elena Ríos")],
    ),
    "colon, subject left out": (
        "Luis Pérez salió al balcón. Y añadió: «Volveremos a ganar».",
        [("direct", "Volveremos a ganar", "añadió", None, "Luis Pérez")],
    ),
    # direct, around the cue
    "aside inside the marks, name": (
        "«El puente, explicó Javier Molina, estará cerrado hasta mayo».",
        [
            ("direct", "El puente", "explicó", "Javier Molina", "Javier Molina"),
            ("direct", "estará cerrado hasta mayo", "explicó", "Javier Molina", "Javier Molina"),
        ],
    ),
    "aside between dashes inside the marks": (
        "«Saldremos mañana —dijo el alcalde— si deja de llover».",
        [
            ("direct", "Saldremos mañana", "dijo", "el alcalde", None),
            ("direct", "si deja de llover", "dijo", "el alcalde", None),
        ],
    ),
    "split by the cue": (
        "“El puente”, explicó Javier Molina, “estará cerrado hasta mayo”.",
        [
            ("direct", "El puente", "explicó", "Javier Molina", "Javier Molina"),
            ("direct", "estará cerrado hasta mayo", "explicó", "Javier Molina", "Javier Molina"),
        ],
    ),
    "two with one cue": (
        "“Hay que actuar”, señaló Luis Pérez. “Y pronto”.",
        [
            ("direct", "Hay que actuar", "señaló", "Luis Pérez", "Luis Pérez"),
            ("direct", "Y pronto", "señaló", "Luis Pérez", "Luis Pérez"),
        ],
    ),
    "second cue without a subject": (
        "«Hay que actuar», dijo Pedro Salas. «Cada día cuenta», añadió.",
        [
            ("direct", "Hay que actuar", "dijo", "Pedro Salas", "Pedro Salas"),
            ("direct", "Cada día cuenta", "añadió", None, "Pedro Salas"),
        ],
    ),
    "next paragraph": (
        "«El puerto reabrirá», aseguró Javier Molina.\n«Todo estará listo en verano».",
        [
            ("direct", "El puerto reabrirá", "aseguró", "Javier Molina", "Javier Molina"),
            ("direct", "Todo estará listo en verano", "aseguró", "Javier Molina", "Javier Molina"),
        ],
    ),
    # dashes, interviews
    "dash": (
        "—Me voy mañana —dijo Juan Gómez—. No me esperes.",
        [("direct", "Me voy mañana", "dijo", "Juan Gómez", "Juan Gómez"), ("direct", "No me esperes.", "dijo", "Juan Gómez", "Juan Gómez")],
    ),
    "dashes, question and answer": (
        "—¿Se arrepiente de algo?\n—De nada —responde Elena Ríos.",
        [
            ("direct", "¿Se arrepiente de algo?", None, None, None),
            ("direct", "De nada", "responde", "Elena Ríos", "Elena Ríos"),
        ],
    ),
    "name and colon": (
        "Elena Ríos: «No me arrepiento de nada»",
        [("direct", "No me arrepiento de nada", None, "Elena Ríos", "Elena Ríos")],
    ),
    # pronouns, subjects left out, descriptions
    "pronoun": (
        "Ana Torres abandonó la sala. «No tengo nada que decir», dijo ella.",
        [("direct", "No tengo nada que decir", "dijo", "ella", "Ana Torres")],
    ),
    "subject left out, direct": (
        "Carlos Vidal se encogió de hombros. «Ya veremos», dijo.",
        [("direct", "Ya veremos", "dijo", None, "Carlos Vidal")],
    ),
    "subject left out, indirect": (
        "Elena Ríos defendió la ley. Añadió que el Gobierno no dará marcha atrás.",
        [("indirect", "que el Gobierno no dará marcha atrás", "Añadió", None, "Elena Ríos")],
    ),
    "subject left out, many": (
        "Elena Ríos recibió a los sindicatos. Aseguran que no cederán.",
        [("indirect", "que no cederán", "Aseguran", None, None)],
    ),
    "percent sign at the end": (
        "El alcalde pidió que se reduzca el gasto un 40 %.",
        [("indirect", "que se reduzca el gasto un 40 %", "pidió", "El alcalde", None)],
    ),
    "they": (
        "Los sindicatos están indignados. «Llegaremos hasta el final», advierten ellos.",
        [("direct", "Llegaremos hasta el final", "advierten", "ellos", None)],
    ),
    "description of somebody named before": (
        "Elena Ríos, ministra de Hacienda, visitó la fábrica el martes. «Se mantendrán los empleos», prometió la ministra.",
        [("direct", "Se mantendrán los empleos", "prometió", "la ministra", "Elena Ríos")],
    ),
    "description of nobody named": (
        "«No vi nada», declaró el hombre de 34 años.",
        [("direct", "No vi nada", "declaró", "el hombre de 34 años", None)],
    ),
    "unnamed sources": (
        "“La negociación está en punto muerto”, admiten fuentes diplomáticas.",
        [("direct", "La negociación está en punto muerto", "admiten", "fuentes diplomáticas", None)],
    ),
    "family name after the full name": (
        "Javier Molina presentó su libro. «El año será decisivo», advirtió Molina.",
        [("direct", "El año será decisivo", "advirtió", "Molina", "Javier Molina")],
    ),
    "two of one family name": (
        "Carlos Vidal y su hermana Rosa Vidal dirigen la bodega. «No venderemos», juró Rosa Vidal.",
        [("direct", "No venderemos", "juró", "Rosa Vidal", "Rosa Vidal")],
    ),
    # messages and statements
    "tweet": (
        "«Gracias a todos», escribió Marta Iglesias en su cuenta de X.",
        [("direct", "Gracias a todos", "escribió", "Marta Iglesias", "Marta Iglesias")],
    ),
    "tweet, before": (
        "En la red social X, Luis Pérez ha escrito: “La lucha continúa”.",
        [("direct", "La lucha continúa", "escrito", "Luis Pérez", "Luis Pérez")],
    ),
    "statement, direct": (
        "«Lamentamos esta decisión», indicó Iberia en un comunicado.",
        [("direct", "Lamentamos esta decisión", "indicó", "Iberia", "Iberia")],
    ),
    "statement, indirect": (
        "En un comunicado, Iberia aseguró que los vuelos se mantendrán.",
        [("indirect", "que los vuelos se mantendrán", "aseguró", "Iberia", "Iberia")],
    ),
    # mixed
    "mixed, that-clause": (
        "El ministro Tomás Rey consideró que la medida era «injusta e inútil».",
        [("mixed", "que la medida era «injusta e inútil»", "consideró", "El ministro Tomás Rey", "Tomás Rey")],
    ),
    "mixed, what it was called": (
        "Clara Ruiz calificó el texto de «catástrofe».",
        [("mixed", "el texto de «catástrofe»", "calificó", "Clara Ruiz", "Clara Ruiz")],
    ),
    "mixed, feeling": (
        "Javier Molina se mostró «muy preocupado» por la situación.",
        [("mixed", "«muy preocupado» por la situación", "mostró", "Javier Molina", "Javier Molina")],
    ),
    "words in marks after a judging verb": (
        "Carlos Vidal denunció «una farsa de juicio».",
        [("direct", "una farsa de juicio", "denunció", "Carlos Vidal", "Carlos Vidal")],
    ),
    # indirect, clause
    "that-clause": (
        "El presidente afirmó que los impuestos bajarán.",
        [("indirect", "que los impuestos bajarán", "afirmó", "El presidente", None)],
    ),
    "that-clause, present": (
        "La ministra Clara Ruiz considera que la reforma es necesaria.",
        [("indirect", "que la reforma es necesaria", "considera", "La ministra Clara Ruiz", "Clara Ruiz")],
    ),
    "that-clause, day between": (
        "La empresa Ferrovalle anunció el jueves que cerrará su planta de Gijón.",
        [("indirect", "que cerrará su planta de Gijón", "anunció", "La empresa Ferrovalle", "Ferrovalle")],
    ),
    "two that-clauses": (
        "Pedro Salas dijo que la carretera estaba cortada y que llegaban refuerzos.",
        [("indirect", "que la carretera estaba cortada y que llegaban refuerzos", "dijo", "Pedro Salas", "Pedro Salas")],
    ),
    "subjunctive": (
        "El alcalde pidió que se aplazara la votación.",
        [("indirect", "que se aplazara la votación", "pidió", "El alcalde", None)],
    ),
    "adding": (
        "El alcalde prometió una investigación y añadió que los responsables serán castigados.",
        [
            ("indirect", "una investigación", "prometió", "El alcalde", None),
            ("indirect", "que los responsables serán castigados", "añadió", "El alcalde", None),
        ],
    ),
    "asked whether": (
        "Los diputados preguntaron si el texto se sometería a votación.",
        [("indirect", "si el texto se sometería a votación", "preguntaron", "Los diputados", None)],
    ),
    "who": (
        "Javier Molina, quien afirmó que el puerto reabriría, se marchó ayer.",
        [("indirect", "que el puerto reabriría", "afirmó", "quien", "Javier Molina")],
    ),
    "apposition": (
        "El alcalde, Javier Molina, dijo que no habrá obras este año.",
        [("indirect", "que no habrá obras este año", "dijo", "El alcalde, Javier Molina", "Javier Molina")],
    ),
    "dar a conocer": (
        "La compañía dio a conocer que la planta reabrirá el lunes.",
        [("indirect", "que la planta reabrirá el lunes", "dio a conocer", "La compañía", None)],
    ),
    "hacer saber": (
        "El entrenador Bruno Castro hizo saber que se marchará en junio.",
        [("indirect", "que se marchará en junio", "hizo saber", "El entrenador Bruno Castro", "Bruno Castro")],
    ),
    "poner de manifiesto": (
        "Lucía Serrano puso de manifiesto que faltan recursos.",
        [("indirect", "que faltan recursos", "puso de manifiesto", "Lucía Serrano", "Lucía Serrano")],
    ),
    # indirect, infinitive and object
    "infinitive": (
        "Luis Pérez prometió reducir el gasto.",
        [("indirect", "reducir el gasto", "prometió", "Luis Pérez", "Luis Pérez")],
    ),
    "infinitive, institution": (
        "El Gobierno prometió bajar los impuestos.",
        [("indirect", "bajar los impuestos", "prometió", "El Gobierno", "Gobierno")],
    ),
    "past infinitive": (
        "Javier Molina asegura haber recibido amenazas.",
        [("indirect", "haber recibido amenazas", "asegura", "Javier Molina", "Javier Molina")],
    ),
    "group": (
        "Varios testigos relataron haber oído dos explosiones.",
        [("indirect", "haber oído dos explosiones", "relataron", "Varios testigos", None)],
    ),
    "called on": (
        "La ONU instó a los dos países a cesar los combates.",
        [("indirect", "a cesar los combates", "instó", "La ONU", "ONU")],
    ),
    "asked to": (
        "El juez le ordenó abandonar la sala.",
        [("indirect", "abandonar la sala", "ordenó", "El juez", None)],
    ),
    "accused of": (
        "La oposición acusa al Gobierno de mentir.",
        [("indirect", "al Gobierno de mentir", "acusa", "La oposición", None)],
    ),
    # indirect, inverted
    "inverted": (
        "La medida entrará en vigor el lunes, indicó el ministerio.",
        [("indirect", "La medida entrará en vigor el lunes", "indicó", "el ministerio", None)],
    ),
    "inverted, perfect tense, role and name": (
        "El sospechoso fue detenido en Vigo, ha precisado la fiscal Isabel Marín.",
        [("indirect", "El sospechoso fue detenido en Vigo", "precisado", "la fiscal Isabel Marín", "Isabel Marín")],
    ),
    "inverted, in the middle": (
        "El país, añadió Ana Torres, está listo.",
        [
            ("indirect", "El país", "añadió", "Ana Torres", "Ana Torres"),
            ("indirect", "está listo", "añadió", "Ana Torres", "Ana Torres"),
        ],
    ),
    "inverted, conditional": (
        "El grupo podría suprimir 300 empleos, afirma el sindicato UGT.",
        [("indirect", "El grupo podría suprimir 300 empleos", "afirma", "el sindicato UGT", "UGT")],
    ),
    "inverted, sources": (
        "Dos hombres están fugados, informaron fuentes policiales.",
        [("indirect", "Dos hombres están fugados", "informaron", "fuentes policiales", None)],
    ),
    "as recalled": (
        "Como recordó Ana López, el voto es secreto.",
        [("indirect", "el voto es secreto", "recordó", "Ana López", "Ana López")],
    ),
    # according to
    "according to": (
        "Según Luis Pérez, la ley se aprobará en marzo.",
        [("indirect", "la ley se aprobará en marzo", "Según", "Luis Pérez", "Luis Pérez")],
    ),
    "according to the police": (
        "Según la policía, dos hombres siguen fugados.",
        [("indirect", "dos hombres siguen fugados", "Según", "la policía", None)],
    ),
    "according to, last": (
        "Dos hombres siguen fugados, según Isabel Marín.",
        [("indirect", "Dos hombres siguen fugados", "según", "Isabel Marín", "Isabel Marín")],
    ),
    "according to, in the middle": (
        "La obra, según Javier Molina, durará dos años.",
        [
            ("indirect", "La obra", "según", "Javier Molina", "Javier Molina"),
            ("indirect", "durará dos años", "según", "Javier Molina", "Javier Molina"),
        ],
    ),
    "according to, in marks": (
        "Según Pedro Salas, «las cifras son falsas».",
        [("direct", "las cifras son falsas", "Según", "Pedro Salas", "Pedro Salas")],
    ),
    "as somebody said": (
        "El tren salió tarde, según explicó Marta Iglesias.",
        [("indirect", "El tren salió tarde", "explicó", "Marta Iglesias", "Marta Iglesias")],
    ),
    "de acuerdo con": (
        "De acuerdo con Clara Ruiz, las obras empezarán en mayo.",
        [("indirect", "las obras empezarán en mayo", "De acuerdo con", "Clara Ruiz", "Clara Ruiz")],
    ),
    "a juicio de": (
        "A juicio de Sofía Prieto, la reforma es un error.",
        [("indirect", "la reforma es un error", "A juicio de", "Sofía Prieto", "Sofía Prieto")],
    ),
    "en opinión de": (
        "En opinión de un portavoz del ministerio, el acuerdo llegará el jueves.",
        [("indirect", "el acuerdo llegará el jueves", "En opinión de", "un portavoz del ministerio", None)],
    ),
    "para": (
        "Para Ana López, el texto va demasiado lejos.",
        [("indirect", "el texto va demasiado lejos", "Para", "Ana López", "Ana López")],
    ),
    # no quotation
    "title of a film": ("La película «Los pájaros» se estrena el miércoles.", []),
    "title of a book": ("En su libro, «Invierno en Vigo», vuelve a una infancia pobre.", []),
    "scare quotes": ("La ciudad inauguró su «barrio verde» el sábado.", []),
    "what it is called": ("La llamada «ley mordaza» se debatirá en mayo.", []),
    "in order to": ("Para mejorar el tráfico, la calle seguirá cerrada.", []),
    "for now": ("Para el lunes, la nieve habrá desaparecido.", []),
    "nobody speaks": ("El ministro abandonó la reunión antes del mediodía.", []),
    "depending on": ("Los precios cambian según la temporada y la ciudad.", []),
    # written after the first rules: 26 of 40 French, 27 of 40 Spanish rows were right at first sight
    "Perdimos el contacto con la": (
        (
            "“Perdimos el contacto con la tripulación poco después de la medianoche”, indicó a la prensa el "
            "comandante Jorge Morales, que dirige la búsqueda."
        ),
        [
            (
                "direct",
                "Perdimos el contacto con la tripulación poco después de la medianoche",
                "indicó",
                "el comandante Jorge Morales",
                "Jorge Morales",
            )
        ],
    ),
    "El jefe del Ejecutivo Tomás": (
        "El jefe del Ejecutivo, Tomás Laredo, aseguró este miércoles que «nada se decidirá sin los alcaldes».",
        [("mixed", "que «nada se decidirá sin los alcaldes»", "aseguró", "El jefe del Ejecutivo, Tomás Laredo", "Tomás Laredo")],
    ),
    "Al menos doce personas murieron": (
        "Al menos doce personas murieron en el derrumbe de un edificio, informaron este jueves las autoridades locales.",
        [("indirect", "Al menos doce personas murieron en el derrumbe de un edificio", "informaron", "las autoridades locales", None)],
    ),
    "Estoy aliviada pero la batalla": (
        "«Estoy aliviada, pero la batalla no ha terminado», dice Camila Pardo, de 42 años, empleada de la fábrica.",
        [
            (
                "direct",
                "Estoy aliviada, pero la batalla no ha terminado",
                "dice",
                "Camila Pardo, de 42 años, empleada de la fábrica",
                "Camila Pardo",
            )
        ],
    ),
    "Según datos del Instituto Nacional": (
        "Según datos del Instituto Nacional de Estadística, el paro bajó en marzo.",
        [("indirect", "el paro bajó en marzo", "Según", "datos del Instituto Nacional de Estadística", None)],
    ),
    "El abogado de la familia": (
        "El abogado de la familia, Ramón Ortiz, denuncia «una investigación chapucera».",
        [("direct", "una investigación chapucera", "denuncia", "El abogado de la familia, Ramón Ortiz", "Ramón Ortiz")],
    ),
    "No me corresponde comentarlo respondió": (
        "“No me corresponde comentarlo”, respondió la presidenta de la comunidad, Silvia Alba. “Dejo trabajar a la justicia”, agregó.",
        [
            ("direct", "No me corresponde comentarlo", "respondió", "la presidenta de la comunidad, Silvia Alba", "Silvia Alba"),
            ("direct", "Dejo trabajar a la justicia", "agregó", None, "Silvia Alba"),
        ],
    ),
    "En una entrevista con Radio": (
        "En una entrevista con Radio Nacional, la alcaldesa de Burgos admitió que las obras van con retraso.",
        [("indirect", "que las obras van con retraso", "admitió", "la alcaldesa de Burgos", None)],
    ),
    "No nos moverán coreaban los": (
        "«No nos moverán», coreaban los manifestantes frente al Congreso.",
        [("direct", "No nos moverán", "coreaban", "los manifestantes", None)],
    ),
    "El portavoz del Gobierno Íñigo": (
        "El portavoz del Gobierno, Íñigo Sanz, ha insistido en que no habrá elecciones anticipadas.",
        [("indirect", "en que no habrá elecciones anticipadas", "insistido", "El portavoz del Gobierno, Íñigo Sanz", "Íñigo Sanz")],
    ),
    "Para la economista Julia Marchena": (
        "Para la economista Julia Marchena, «la subida de los precios va a durar».",
        [("direct", "la subida de los precios va a durar", "Para", "la economista Julia Marchena", "Julia Marchena")],
    ),
    "El portavoz del ejército desmintió": (
        "El portavoz del ejército desmintió cualquier incursión en territorio vecino.",
        [("indirect", "cualquier incursión en territorio vecino", "desmintió", "El portavoz del ejército", None)],
    ),
    "Mateo Roca alegó ante el": (
        "Mateo Roca alegó ante el tribunal que desconocía el contrato.",
        [("indirect", "que desconocía el contrato", "alegó", "Mateo Roca", "Mateo Roca")],
    ),
    "Los resultados son alentadores celebra": (
        "“Los resultados son alentadores”, celebra Ana Clemente, investigadora del CSIC. Pide, sin embargo, prudencia.",
        [
            ("direct", "Los resultados son alentadores", "celebra", "Ana Clemente, investigadora del CSIC", "Ana Clemente"),
            ("indirect", "prudencia", "Pide", None, "Ana Clemente"),
        ],
    ),
    "España no cederá al chantaje": (
        "España “no cederá al chantaje”, recalcó el ministro de Exteriores, Enrique Castán.",
        [("mixed", "España “no cederá al chantaje”", "recalcó", "el ministro de Exteriores, Enrique Castán", "Enrique Castán")],
    ),
    "Un vecino dice haber oído": (
        "Un vecino dice haber oído gritos hacia las tres de la madrugada.",
        [("indirect", "haber oído gritos hacia las tres de la madrugada", "dice", "Un vecino", None)],
    ),
    "Vienes mañana preguntó Lía Martín": (
        "—¿Vienes mañana? —preguntó Lía Martín a su hermano.\n—No puedo —respondió él—. Tengo examen.",
        [
            ("direct", "¿Vienes mañana?", "preguntó", "Lía Martín", "Lía Martín"),
            ("direct", "No puedo", "respondió", "él", None),
            ("direct", "Tengo examen.", "respondió", "él", None),
        ],
    ),
    "De acuerdo con el diario": (
        "De acuerdo con el diario El Tiempo, los dos bancos estarían cerca de un acuerdo.",
        [("indirect", "los dos bancos estarían cerca de un acuerdo", "De acuerdo con", "el diario El Tiempo", "El Tiempo")],
    ),
    "El presidente exhortó a los": (
        "El presidente exhortó a los legisladores a votar el presupuesto antes de Navidad.",
        [("indirect", "a votar el presupuesto antes de Navidad", "exhortó", "El presidente", None)],
    ),
    "Hay que decir la verdad": (
        "«Hay que decir la verdad», defendió Víctor Delmás. El diputado socialista tachó después la reforma de «brutal».",
        [
            ("direct", "Hay que decir la verdad", "defendió", "Víctor Delmás", "Víctor Delmás"),
            ("mixed", "la reforma de «brutal»", "tachó", "El diputado socialista", None),
        ],
    ),
    "El museo reabrirá sus puertas": ("El museo reabrirá sus puertas en junio tras cuatro años de obras.", []),
    "El libro Los años grises": ("El libro «Los años grises», publicado en 2019, ganó un premio.", []),
    "En Instagram la cantante Inés": (
        "En Instagram, la cantante Inés Vidal dio las gracias a sus seguidores: «Sois increíbles».",
        [("direct", "Sois increíbles", "dio", "la cantante Inés Vidal", "Inés Vidal")],
    ),
    "Esta decisión subraya Greenpeace pone": (
        "“Esta decisión”, subraya Greenpeace, “pone en peligro a miles de especies”.",
        [
            ("direct", "Esta decisión", "subraya", "Greenpeace", "Greenpeace"),
            ("direct", "pone en peligro a miles de especies", "subraya", "Greenpeace", "Greenpeace"),
        ],
    ),
    "Los equipos de rescate temen": (
        "Los equipos de rescate temen que aumente el número de víctimas.",
        [("indirect", "que aumente el número de víctimas", "temen", "Los equipos de rescate", None)],
    ),
    "La fiscal Olga Mesa precisó": (
        "La fiscal Olga Mesa precisó que el sospechoso tenía antecedentes y añadió que había confesado.",
        [
            ("indirect", "que el sospechoso tenía antecedentes", "precisó", "La fiscal Olga Mesa", "Olga Mesa"),
            ("indirect", "que había confesado", "añadió", "La fiscal Olga Mesa", "Olga Mesa"),
        ],
    ),
    "Consultada por Efe la dirección": ("Consultada por Efe, la dirección no quiso hacer comentarios.", []),
    "Nadie nos avisó lamentan los": (
        "«Nadie nos avisó», lamentan los vecinos del barrio.",
        [("direct", "Nadie nos avisó", "lamentan", "los vecinos del barrio", None)],
    ),
    "Rosa Blanco y Pedro Blanco": (
        "Rosa Blanco y Pedro Blanco declararon el martes. “Lo hemos perdido todo”, contó Rosa Blanco.\n“Solo quedan cenizas”.",
        [
            ("direct", "Lo hemos perdido todo", "contó", "Rosa Blanco", "Rosa Blanco"),
            ("direct", "Solo quedan cenizas", "contó", "Rosa Blanco", "Rosa Blanco"),
        ],
    ),
    "En Washington el presidente amenazó": (
        "En Washington, el presidente amenazó con imponer nuevos aranceles.",
        [("indirect", "con imponer nuevos aranceles", "amenazó", "el presidente", None)],
    ),
    "El texto recordó debe pasar": (
        "El texto, recordó, debe pasar todavía por el Senado.",
        [("indirect", "El texto", "recordó", None, None), ("indirect", "debe pasar todavía por el Senado", "recordó", None, None)],
    ),
    "Los investigadores no descartan ninguna": (
        "Los investigadores no descartan ninguna hipótesis, según fuentes cercanas al caso.",
        [("indirect", "Los investigadores no descartan ninguna hipótesis", "según", "fuentes cercanas al caso", None)],
    ),
    "Nunca toqué ese dinero se": (
        "“Nunca toqué ese dinero”, se defiende Bernardo Tizón, imputado en marzo.",
        [("direct", "Nunca toqué ese dinero", "defiende", "Bernardo Tizón", "Bernardo Tizón")],
    ),
    "El club señaló que no": (
        "El club señaló que no quiere vender a su portero, según publica la prensa local.",
        [
            ("indirect", "El club señaló que no quiere vender a su portero", "publica", "la prensa local", None),
        ],
    ),
    "Emma Fuentes considera en cambio": (
        "Emma Fuentes considera, en cambio, que la ciudad debió actuar antes.",
        [("indirect", "que la ciudad debió actuar antes", "considera", "Emma Fuentes", "Emma Fuentes")],
    ),
    "La expresión ciudad de quince": ("La expresión «ciudad de quince minutos» genera debate desde hace dos años.", []),
    "La situación está bajo control": (
        "«La situación está bajo control», quiso tranquilizar el delegado Diego Lamas.",
        [("direct", "La situación está bajo control", "tranquilizar", "el delegado Diego Lamas", "Diego Lamas")],
    ),
    "El Ministerio de Defensa anunció": (
        "El Ministerio de Defensa anunció el envío de dos buques a la zona.",
        [("indirect", "el envío de dos buques a la zona", "anunció", "El Ministerio de Defensa", "Ministerio de Defensa")],
    ),
    "Juan Pérez alcalde de León": (
        "Juan Pérez, alcalde de León, dijo: «El tranvía estará listo». «Cumpliremos los plazos», añadió.",
        [
            ("direct", "El tranvía estará listo", "dijo", "Juan Pérez, alcalde de León", "Juan Pérez"),
            ("direct", "Cumpliremos los plazos", "añadió", None, "Juan Pérez"),
        ],
    ),
    "A juicio de la oposición": (
        "A juicio de la oposición, el plan llega tarde, aunque reconoce que era necesario.",
        [
            ("indirect", "el plan llega tarde", "A juicio de", "la oposición", None),
            ("indirect", "que era necesario", "reconoce", None, None),
        ],
    ),
    # written after the next: 20 of 32 French, 18 of 32 Spanish rows were right at first sight
    "El país atraviesa una crisis": (
        (
            "“El país atraviesa una crisis sin precedentes”, advirtió la noche del jueves, durante un discurso "
            "televisado, el jefe de Estado, Adrián Collado."
        ),
        [("direct", "El país atraviesa una crisis sin precedentes", "advirtió", "el jefe de Estado, Adrián Collado", "Adrián Collado")],
    ),
    "La Comisión Europea dijo el": (
        "La Comisión Europea dijo el viernes que estudiará la denuncia.",
        [("indirect", "que estudiará la denuncia", "dijo", "La Comisión Europea", "Comisión Europea")],
    ),
    "Todos estamos en shock relata": (
        "«Todos estamos en shock», relata Lucía, una vecina de 27 años.",
        [("direct", "Todos estamos en shock", "relata", "Lucía, una vecina de 27 años", "Lucía")],
    ),
    "La Fiscalía ha abierto una": (
        "La Fiscalía ha abierto una investigación por homicidio imprudente, según han informado fuentes judiciales.",
        [("indirect", "La Fiscalía ha abierto una investigación por homicidio imprudente", "informado", "fuentes judiciales", None)],
    ),
    "Es mentira espetó antes de": ("«Es mentira», espetó antes de abandonar el plató.", [("direct", "Es mentira", "espetó", None, None)]),
    "La exministra lamentó una falta": (
        "La exministra lamentó «una falta clamorosa de medios» y pidió refuerzos.",
        [
            ("direct", "una falta clamorosa de medios", "lamentó", "La exministra", None),
            ("indirect", "refuerzos", "pidió", "La exministra", None),
        ],
    ),
    "No tenemos elección Hay que": (
        "“No tenemos elección. Hay que reducir gastos”, ha explicado Pablo Zorro, el director financiero.",
        [("direct", "No tenemos elección. Hay que reducir gastos", "explicado", "Pablo Zorro, el director financiero", "Pablo Zorro")],
    ),
    "Según la ONG Médicos del": (
        "Según la ONG Médicos del Mundo, más de 300 familias duermen en la calle cada noche.",
        [("indirect", "más de 300 familias duermen en la calle cada noche", "Según", "la ONG Médicos del Mundo", "Médicos del Mundo")],
    ),
    "El partido se decidió por": (
        "«El partido se decidió por un detalle», resumió el técnico vasco Eric Salinas.",
        [("direct", "El partido se decidió por un detalle", "resumió", "el técnico vasco Eric Salinas", "Eric Salinas")],
    ),
    "Varios testigos afirman que la": (
        "Varios testigos afirman que la policía disparó primero.",
        [("indirect", "que la policía disparó primero", "afirman", "Varios testigos", None)],
    ),
    "La ley no protege lo": (
        "La ley no protege lo suficiente, opina por su parte la abogada Diana Morán.",
        [("indirect", "La ley no protege lo suficiente", "opina", "la abogada Diana Morán", "Diana Morán")],
    ),
    "El sindicato CSIF exige la": (
        "El sindicato CSIF exige la apertura inmediata de negociaciones.",
        [("indirect", "la apertura inmediata de negociaciones", "exige", "El sindicato CSIF", "CSIF")],
    ),
    "No soy candidato a nada": (
        "«No soy candidato a nada», repite una y otra vez Gerardo Mallo.",
        [("direct", "No soy candidato a nada", "repite", "Gerardo Mallo", "Gerardo Mallo")],
    ),
    "Ella asegura no haber visto": (
        "Ella asegura no haber visto nunca al acusado.",
        [("indirect", "no haber visto nunca al acusado", "asegura", "Ella", None)],
    ),
    "Que vengan a vernos protesta": (
        "«¡Que vengan a vernos!», protesta Dionisio, ganadero en Lugo.",
        [("direct", "¡Que vengan a vernos!", "protesta", "Dionisio, ganadero en Lugo", "Dionisio")],
    ),
    "El presidente estadounidense prometió este": (
        "El presidente estadounidense prometió este domingo que su país seguirá “al lado de sus aliados”.",
        [("mixed", "que su país seguirá “al lado de sus aliados”", "prometió", "El presidente estadounidense", None)],
    ),
    "En un mensaje publicado en": (
        "En un mensaje publicado en X, Clara Vidal pidió perdón: «Me equivoqué».",
        [("direct", "Me equivoqué", "pidió", "Clara Vidal", "Clara Vidal")],
    ),
    "La tasa de paro bajó": (
        "La tasa de paro bajó 0,2 puntos en el segundo trimestre, según el INE.",
        [("indirect", "La tasa de paro bajó 0,2 puntos en el segundo trimestre", "según", "el INE", "INE")],
    ),
    "Su hijo está vivo le": ("«Su hijo está vivo», le anunció el médico.", [("direct", "Su hijo está vivo", "anunció", "el médico", None)]),
    "Por el contrario Román Leiva": (
        "Por el contrario, Román Leiva cree que el acuerdo se firmará.",
        [("indirect", "que el acuerdo se firmará", "cree", "Román Leiva", "Román Leiva")],
    ),
    "El festival Noches del puerto": ("El festival «Noches del puerto» espera 40.000 espectadores.", []),
    "Los bomberos intervinieron hacia las": ("Los bomberos intervinieron hacia las seis para apagar un incendio.", []),
    "Por primera vez los dos": ("Por primera vez, los dos hombres se dieron la mano.", []),
    "El hecho en España atrae": ("El «hecho en España» atrae cada vez a más clientes.", []),
    "El juez me dijo Está": (
        "«El juez me dijo: “Está usted libre”», cuenta Fátima Soto.",
        [("direct", "El juez me dijo: “Está usted libre”", "cuenta", "Fátima Soto", "Fátima Soto")],
    ),
    "Nada justifica tanta violencia reaccionó": (
        "“Nada justifica tanta violencia”, reaccionó en TVE Lorenzo Girón, portavoz del Gobierno. “Los culpables serán castigados”.",
        [
            ("direct", "Nada justifica tanta violencia", "reaccionó", "Lorenzo Girón, portavoz del Gobierno", "Lorenzo Girón"),
            ("direct", "Los culpables serán castigados", "reaccionó", "Lorenzo Girón, portavoz del Gobierno", "Lorenzo Girón"),
        ],
    ),
    "El fabricante que emplea a": (
        "El fabricante, que emplea a 3.000 personas, confirmó que estudia un ERE.",
        [("indirect", "que estudia un ERE", "confirmó", "El fabricante", None)],
    ),
    "Julián Haro dice no arrepentirse": (
        "Julián Haro dice no arrepentirse de nada. «Lo volvería a hacer», desliza.",
        [
            ("indirect", "no arrepentirse de nada", "dice", "Julián Haro", "Julián Haro"),
            ("direct", "Lo volvería a hacer", "desliza", None, "Julián Haro"),
        ],
    ),
    "Los dos países están de": (
        "Los dos países “están de acuerdo en lo esencial”, celebró un diplomático.",
        [("mixed", "Los dos países “están de acuerdo en lo esencial”", "celebró", "un diplomático", None)],
    ),
    "La vacunación sigue siendo la": (
        "“La vacunación sigue siendo la mejor protección”, recuerda la Organización Mundial de la Salud (OMS) en su informe.",
        [
            (
                "direct",
                "La vacunación sigue siendo la mejor protección",
                "recuerda",
                "la Organización Mundial de la Salud (OMS)",
                "Organización Mundial de la Salud",
            )
        ],
    ),
    "Pregunta Por qué esta reforma": (
        "Pregunta: ¿Por qué esta reforma?\nRespuesta: Porque se espera desde hace diez años.",
        [
            ("direct", "¿Por qué esta reforma?", None, "Pregunta", None),
            ("direct", "Porque se espera desde hace diez años.", None, "Respuesta", None),
        ],
    ),
    "El banco informó el lunes": (
        "El banco informó el lunes de que ha sufrido un ataque informático.",
        [("indirect", "de que ha sufrido un ataque informático", "informó", "El banco", None)],
    ),
    # written last: 21 of 25 French, 20 of 25 Spanish rows were right at first sight
    "El ministro de Sanidad Bruno": (
        "El ministro de Sanidad, Bruno Leal, reconoció el domingo en la Cadena Ser que se cometieron “errores”.",
        [("mixed", "que se cometieron “errores”", "reconoció", "El ministro de Sanidad, Bruno Leal", "Bruno Leal")],
    ),
    "Estamos orgullosas de este resultado": (
        "«Estamos orgullosas de este resultado», celebra la capitana del equipo, Mónica Giral.",
        [("direct", "Estamos orgullosas de este resultado", "celebra", "la capitana del equipo, Mónica Giral", "Mónica Giral")],
    ),
    "Un portavoz de Seat rehusó": (
        "Un portavoz de Seat rehusó comentar esas informaciones.",
        [("indirect", "comentar esas informaciones", "rehusó", "Un portavoz de Seat", None)],
    ),
    "Devuélvannos la tierra gritaba la": (
        "«¡Devuélvannos la tierra!», gritaba la multitud.",
        [("direct", "¡Devuélvannos la tierra!", "gritaba", "la multitud", None)],
    ),
    "Las temperaturas bajarán desde el": (
        "Las temperaturas bajarán desde el martes, prevé la Aemet.",
        [("indirect", "Las temperaturas bajarán desde el martes", "prevé", "la Aemet", "Aemet")],
    ),
    "Además agregó que la búsqueda": (
        "Además, agregó que la búsqueda se reanudará al amanecer.",
        [("indirect", "que la búsqueda se reanudará al amanecer", "agregó", None, None)],
    ),
    "El senador Hugo Barbero ponente": (
        "El senador Hugo Barbero, ponente del texto, aboga por un aplazamiento. “No hay prisa”, dice.",
        [("direct", "No hay prisa", "dice", None, "Hugo Barbero")],
    ),
    "Según ella el proyecto costará": (
        "Según ella, el proyecto costará el triple de lo previsto.",
        [("indirect", "el proyecto costará el triple de lo previsto", "Según", "ella", None)],
    ),
    "La escuela era mi refugio": (
        "“La escuela era mi refugio”, recuerda Aisha Toral, hoy médica. “Pasaba allí las tardes”.",
        [
            ("direct", "La escuela era mi refugio", "recuerda", "Aisha Toral", "Aisha Toral"),
            ("direct", "Pasaba allí las tardes", "recuerda", "Aisha Toral", "Aisha Toral"),
        ],
    ),
    "Las negociaciones han fracasado dieron": (
        "Las negociaciones han fracasado, dieron a conocer ambas partes en un comunicado conjunto.",
        [("indirect", "Las negociaciones han fracasado", "dieron a conocer", "ambas partes", None)],
    ),
    "El dueño de la cadena": (
        "El dueño de la cadena dejó entrever que cerrarán más tiendas.",
        [("indirect", "que cerrarán más tiendas", "dejó entrever", "El dueño de la cadena", None)],
    ),
    "Amnistía Internacional acusa a las": (
        "Amnistía Internacional acusa a las autoridades de torturar a detenidos.",
        [("indirect", "a las autoridades de torturar a detenidos", "acusa", "Amnistía Internacional", "Amnistía Internacional")],
    ),
    "Soy inocente Siempre lo he": (
        "«Soy inocente. Siempre lo he dicho», clamó ante el tribunal Fabricio Colina.\n«Ni siquiera estaba allí».",
        [
            ("direct", "Soy inocente. Siempre lo he dicho", "clamó", "Fabricio Colina", "Fabricio Colina"),
            ("direct", "Ni siquiera estaba allí", "clamó", "Fabricio Colina", "Fabricio Colina"),
        ],
    ),
    "El Gobierno francés condenó un": (
        "El Gobierno francés condenó un ataque «cobarde y bárbaro».",
        [("mixed", "un ataque «cobarde y bárbaro»", "condenó", "El Gobierno francés", None)],
    ),
    "Nadia Cano pregunta si el": (
        "Nadia Cano pregunta si el Ayuntamiento pagará los daños.",
        [("indirect", "si el Ayuntamiento pagará los daños", "pregunta", "Nadia Cano", "Nadia Cano")],
    ),
    "Como explica El País el": (
        "Como explica El País, el fondo se creó en 2010.",
        [("indirect", "el fondo se creó en 2010", "explica", "El País", "El País")],
    ),
    "A juicio de Patricio Noel": (
        "A juicio de Patricio Noel, el mercado seguirá frágil.",
        [("indirect", "el mercado seguirá frágil", "A juicio de", "Patricio Noel", "Patricio Noel")],
    ),
    "La novela La noche de": ("La novela «La noche de las mareas» llegará al cine.", []),
    "La empresa emplea a 250": ("La empresa emplea a 250 trabajadores en su planta de Vigo.", []),
    "La policía pidió a los": (
        "La policía pidió a los vecinos que no salieran de casa.",
        [("indirect", "que no salieran de casa", "pidió", "La policía", None)],
    ),
    "Gracias Sevilla tuiteó el rapero": (
        "“¡Gracias, Sevilla!”, tuiteó el rapero Nico.",
        [("direct", "¡Gracias, Sevilla!", "tuiteó", "el rapero Nico", "Nico")],
    ),
    "Presupuestos No habrá impuestos nuevos": (
        "Presupuestos: «No habrá impuestos nuevos», asegura el presidente",
        [("direct", "No habrá impuestos nuevos", "asegura", "el presidente", None)],
    ),
    "Esperamos y rezamos susurra una": (
        "«Esperamos y rezamos», susurra una madre de familia.",
        [("direct", "Esperamos y rezamos", "susurra", "una madre de familia", None)],
    ),
    "Dos soldados murieron según el": (
        "Dos soldados murieron, según el Ejército, que denunció una «emboscada».",
        [("indirect", "Dos soldados murieron", "según", "el Ejército", None), ("mixed", "una «emboscada»", "denunció", "que", None)],
    ),
    "La Moncloa no confirmó esa": ("La Moncloa no confirmó esa visita.", [("indirect", "esa visita", "confirmó", "La Moncloa", "Moncloa")]),
    # words between a cue and its subject, whose view it is, who is accused
    "El delantero Marcos Rey autor": (
        "El delantero Marcos Rey, autor de dos goles, celebró la victoria: “Nos hacía falta un partido así”.",
        [("direct", "Nos hacía falta un partido así", "celebró", "El delantero Marcos Rey, autor de dos goles", "Marcos Rey")],
    ),
    "Los vecinos se quejan de": (
        "Los vecinos se quejan de que nadie les avisó del corte de luz.",
        [("indirect", "de que nadie les avisó del corte de luz", "quejan", "Los vecinos", None)],
    ),
    "Mi padre siempre decía trabaja": (
        "“Mi padre siempre decía ‘trabaja y calla’ y yo le hice caso”, cuenta el escritor Julio Armas.",
        [("direct", "Mi padre siempre decía ‘trabaja y calla’ y yo le hice caso", "cuenta", "el escritor Julio Armas", "Julio Armas")],
    ),
    "Según fuentes de la investigación": (
        "Según fuentes de la investigación consultadas por EFE, el detenido actuó solo.",
        [("indirect", "el detenido actuó solo", "Según", "fuentes de la investigación consultadas por EFE", None)],
    ),
    "Yo no firmé nada repite": (
        "“Yo no firmé nada”, repite una y otra vez Julio Armas.",
        [("direct", "Yo no firmé nada", "repite", "Julio Armas", "Julio Armas")],
    ),
    "El experto Hugo Paredes analizó": (
        "El experto Hugo Paredes analizó la sentencia. A su juicio, el tribunal se equivocó.",
        [("indirect", "el tribunal se equivocó", "A su juicio", None, "Hugo Paredes")],
    ),
    "La fábrica cerrará en mayo": (
        "La fábrica cerrará en mayo, tal y como adelantó este diario.",
        [("indirect", "La fábrica cerrará en mayo", "adelantó", "este diario", None)],
    ),
    "El presidente de Cantabria defendió": (
        "El presidente de Cantabria defendió ayer que la obra es imprescindible.",
        [("indirect", "que la obra es imprescindible", "defendió", "El presidente de Cantabria", None)],
    ),
    "Los agricultores se quejan de": (
        "Los agricultores se quejan de que los precios no cubren los costes.",
        [("indirect", "de que los precios no cubren los costes", "quejan", "Los agricultores", None)],
    ),
    "No es justo lamentó entre": (
        "“No es justo”, lamentó entre aplausos la profesora Elena Mora, de 58 años.",
        [("direct", "No es justo", "lamentó", "la profesora Elena Mora, de 58 años", "Elena Mora")],
    ),
    "No pienso marcharme dijo Clara": (
        "—No pienso marcharme —dijo Clara, y cerró la puerta.",
        [("direct", "No pienso marcharme", "dijo", "Clara", "Clara")],
    ),
    "Vamos a pelear hasta el": (
        '"Vamos a pelear hasta el final", aseguró el DT de Racing, Martín Sosa, en conferencia de prensa.',
        [("direct", "Vamos a pelear hasta el final", "aseguró", "el DT de Racing, Martín Sosa", "Martín Sosa")],
    ),
    "La Generalitat ha advertido de": (
        "La Generalitat ha advertido de que habrá sanciones y ha recomendado no usar el coche.",
        [
            ("indirect", "de que habrá sanciones", "advertido", "La Generalitat", "Generalitat"),
            ("indirect", "no usar el coche", "recomendado", "La Generalitat", "Generalitat"),
        ],
    ),
    "El portavoz del PP Jorge": (
        "El portavoz del PP, Jorge Luna, ha acusado al presidente de “mentir a los españoles”.",
        [("mixed", "al presidente de “mentir a los españoles”", "acusado", "El portavoz del PP, Jorge Luna", "Jorge Luna")],
    ),
    "La alcaldesa se ha comprometido": (
        "La alcaldesa se ha comprometido a abrir el parque en junio.",
        [("indirect", "a abrir el parque en junio", "comprometido", "La alcaldesa", None)],
    ),
    "No hay dinero gritó hacia": (
        "“No hay dinero”, gritó hacia la grada la profesora Elena Mora.",
        [("direct", "No hay dinero", "gritó", "la profesora Elena Mora", "Elena Mora")],
    ),
    "Según un informe difundido por": (
        "Según un informe difundido por la ONU, el paro subirá.",
        [("indirect", "el paro subirá", "Según", "un informe difundido por la ONU", "ONU")],
    ),
    "Según un estudio elaborado por": (
        "Según un estudio elaborado por la Universidad de Vigo, el mar sube.",
        [("indirect", "el mar sube", "Según", "un estudio elaborado por la Universidad de Vigo", "Universidad de Vigo")],
    ),
    "No hay prisa repite el": (
        "“No hay prisa”, repite el Domingo Pérez de siempre.",
        [("direct", "No hay prisa", "repite", "el Domingo Pérez de siempre", "Domingo Pérez")],
    ),
    "Ganamos dijo el extremo argentino": (
        "“Ganamos”, dijo el extremo argentino Juan Roe, autor del gol.",
        [("direct", "Ganamos", "dijo", "el extremo argentino Juan Roe, autor del gol", "Juan Roe")],
    ),
}
MISSING = {  # rows that are not right yet, and why
    "somebody told, between the cue and the name": "entities: Efe is taken into the name",
    "Vienes mañana preguntó Lía Martín": "who answers is not told from who asked",
    "A juicio de la oposición": "a verb without a subject inside another clause",
    "Según la ONG Médicos del": "entities: the organization is not found whole",
    "El sindicato CSIF exige la": "entities: CSIF is not found",
    "La vacunación sigue siendo la": "entities: the organization is not found whole",
    "Las temperaturas bajarán desde el": "entities: Aemet is not found",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(*row, id=name, marks=[pytest.mark.xfail(reason=MISSING[name], strict=True)] if name in MISSING else [])
        for name, row in TABLE.items()
    ],
)
def test_sentences(nlp: Callable[[str | None], Language | None], text: str, expected: list[Expected]) -> None:
    """Each kind of quotation is found whole, with the words that name its source and who that is; nothing else is."""
    article = Article(id="1", url="u", canonical_url="u", key="k", language="es", text=text)

    [quoting] = quotes.run(entities.run([article], nlp), nlp)

    found = [
        (q.type, q.content, q.cue and q.cue.text, q.source and q.source.text, q.speaker and q.speaker.name) for q in quoting.quotations
    ]
    assert found == expected
