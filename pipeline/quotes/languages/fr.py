"""French cue words."""
# ruff: noqa: RUF001 - apostrophes and marks of every kind are its subject

import re

from pipeline.quotes.languages.parts import Language, groups, words

_ASIDES = words(
    "dit disait déclare répond répondit répondait répliqua réplique lance lança ajoute ajouta demande demanda",
    "explique expliqua affirme affirma",
)

FRENCH = Language(
    say=words(
        "dire déclarer affirmer ajouter annoncer assurer indiquer expliquer estimer préciser souligner rappeler",
        "confirmer répondre",
        "reconnaître admettre avertir prévenir promettre prétendre soutenir noter observer regretter raconter confier",
        "écrire tweeter",
        "révéler avouer nier démentir insister répéter conclure poursuivre continuer juger lancer marteler demander",
        "réclamer rétorquer répliquer",
        "s'exclamer exclamer interroger proclamer prédire plaider témoigner signaler commenter considérer garantir",
        "alerter suggérer",
        "murmurer crier jurer résumer relever détailler informer glisser réagir argumenter arguer renchérir lâcher",
        "souffler",
    ),
    urge=words("demander promettre appeler exhorter inviter ordonner conseiller jurer menacer proposer recommander prier sommer"),
    judge=words("accuser dénoncer qualifier critiquer condamner annoncer nier démentir saluer réclamer déplorer évoquer exiger"),
    speak=words("commencer soupirer sourire rire penser reprendre trancher ironiser s'indigner indigner s'agacer tonner s'étonner étonner"),
    with_prepositions={
        "accuser": words("de"),
        "appeler": words("à"),
        "qualifier": words("de"),
        "avertir": words("de"),
        "dénoncer": words("comme"),
        "parler": words("de"),
    },
    quoted_as=words("citer"),
    nouns=words("accusation affirmation annonce déclaration promesse avertissement réponse communiqué"),
    according=("selon", "d'après", "d’après", "pour", "aux yeux de"),
    relative=words("qui"),
    pronouns=groups(m="il lui", f="elle", p="ils elles"),
    titles=groups(m="m monsieur président sénateur député", f="mme madame mlle présidente sénatrice députée"),
    articles=words("un une le la l"),
    first=words("je j' nous tu vous on"),
    as_words=words("comme"),
    aside_ends=words("selon comme quand lorsque tandis après avant"),
    definite=words("le la l ce cette"),
    prepositions=words("de du des d pour qui à au aux dans avec sur et chez", "lundi mardi mercredi jeudi vendredi samedi dimanche hier"),
    before_marks=words(
        "dit disait déclare déclaré déclarait ajoute ajouté répond répondu écrit affirme affirmé lance lancé assure",
        "assuré explique expliqué",
    ),
    placeholder="C'est ainsi",
    pause=re.compile(
        rf"(?:,|(?<=[?!…]))\s+(?=(?:(?:{'|'.join(sorted(_ASIDES))})\b|(?:a|ont)-t-(?:il|elle|on|ils|elles)\b|[\w’']+-(?:t-)?(?:il|elle|ils|elles|on)\b))"
    ),
)
