"""Spanish cue words."""
# ruff: noqa: RUF001 - apostrophes and marks of every kind are its subject

import re

from pipeline.quotes.languages.parts import Language, groups, words

SPANISH = Language(
    say=words(
        "decir declarar afirmar añadir agregar anunciar asegurar indicar explicar estimar precisar subrayar recordar",
        "confirmar responder",
        "reconocer admitir advertir avisar prometer sostener señalar apuntar notar observar lamentar contar escribir",
        "tuitear manifestar",
        "revelar confesar negar desmentir insistir repetir reiterar concluir proseguir continuar considerar opinar",
        "lanzar pedir exigir replicar",
        "exclamar preguntar proclamar predecir testificar comentar garantizar alertar sugerir destacar resaltar",
        "detallar informar relatar",
        "murmurar gritar jurar resumir aclarar argumentar denunciar acusar criticar contestar expresar matizar",
        "aseverar",
    ),
    urge=words("pedir prometer llamar exhortar invitar ordenar aconsejar jurar amenazar proponer recomendar instar urgir"),
    judge=words("acusar denunciar calificar criticar condenar anunciar negar desmentir exigir rechazar tildar lamentar"),
    speak=words("empezar comenzar suspirar sonreír reír pensar zanjar ironizar"),
    with_prepositions={
        "acusar": words("de"),
        "calificar": words("de como"),
        "tildar": words("de"),
        "hablar": words("de"),
        "advertir": words("de sobre"),
    },
    quoted_as=words("citar"),
    nouns=words("acusación afirmación anuncio declaración promesa advertencia respuesta comunicado"),
    according=("según", "de acuerdo con", "a juicio de", "en palabras de"),
    relative=words("que quien quienes"),
    pronouns=groups(m="él", f="ella", p="ellos ellas"),
    titles=groups(m="sr señor don presidente ministro senador diputado", f="sra señora doña presidenta ministra senadora diputada"),
    articles=words("un una el la"),
    first=words("yo nosotros nosotras tú usted ustedes"),
    as_words=words("como"),
    aside_ends=words("según como cuando mientras tras antes"),
    definite=words("el la este esta su"),
    prepositions=words("de del para que en con sobre y a al"),
    before_marks=words(
        "dice dijo decía declaró declara añadió añade respondió responde escribió afirma afirmó aseguró asegura",
        "explicó explica",
    ),
    placeholder="Es así",
    pause=re.compile(r"\s[—–]\s?(?=[^\W\d_A-ZÁÉÍÓÚÑ])"),
)
