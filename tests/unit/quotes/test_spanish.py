"""Spanish: its marks, dashes and cue words, through both stages."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from pipeline import entities, quotes
from pipeline.model import Article

Expected = tuple[str, str, str | None, str | None]  # type, content, source, speaker

TABLE = [
    pytest.param("«No vamos a ceder», dijo Ana Torres el lunes.", [("direct", "No vamos a ceder", "Ana Torres", "Ana Torres")], id="after"),
    pytest.param(
        "El presidente afirmó que los impuestos bajarán.",
        [("indirect", "que los impuestos bajarán", "El presidente", None)],
        id="that-clause",
    ),
    pytest.param(
        "Según Luis Pérez, la ley se aprobará en marzo.",
        [("indirect", "la ley se aprobará en marzo", "Luis Pérez", "Luis Pérez")],
        id="according to",
    ),
    pytest.param(
        "Ana Torres aseguró: «El proyecto está muerto».", [("direct", "El proyecto está muerto", "Ana Torres", "Ana Torres")], id="colon"
    ),
    pytest.param(
        "—Me voy mañana —dijo Juan Gómez—. No me esperes.",
        [("direct", "Me voy mañana", "Juan Gómez", "Juan Gómez"), ("direct", "No me esperes.", "Juan Gómez", "Juan Gómez")],
        id="dash",
    ),
    pytest.param(
        "La ministra Clara Ruiz considera que la reforma es necesaria.",
        [("indirect", "que la reforma es necesaria", "La ministra Clara Ruiz", "Clara Ruiz")],
        id="title",
    ),
    pytest.param(
        "“Hay que actuar”, señaló Luis Pérez. “Y pronto”.",
        [("direct", "Hay que actuar", "Luis Pérez", "Luis Pérez"), ("direct", "Y pronto", "Luis Pérez", "Luis Pérez")],
        id="two with one cue",
    ),
    pytest.param("Luis Pérez prometió reducir el gasto.", [("indirect", "reducir el gasto", "Luis Pérez", "Luis Pérez")], id="infinitive"),
    pytest.param(
        "El país, añadió Ana Torres, está listo.",
        [("indirect", "El país", "Ana Torres", "Ana Torres"), ("indirect", "está listo", "Ana Torres", "Ana Torres")],
        id="inverted, in the middle",
    ),
    pytest.param(
        "De acuerdo con Clara Ruiz, las obras empezarán en mayo.",
        [("indirect", "las obras empezarán en mayo", "Clara Ruiz", "Clara Ruiz")],
        id="de acuerdo con",
    ),
    pytest.param("La película «Los pájaros» se estrena el miércoles.", [], id="title of a film"),
    pytest.param(
        "Clara Ruiz calificó el texto de «catástrofe».", [("mixed", "el texto de «catástrofe»", "Clara Ruiz", "Clara Ruiz")], id="mixed"
    ),
    pytest.param(
        "Ana Torres abandonó la sala. «No tengo nada que decir», dijo ella.",
        [("direct", "No tengo nada que decir", "ella", "Ana Torres")],
        id="pronoun",
    ),
    pytest.param(
        "El alcalde pidió que se aplazara la votación.", [("indirect", "que se aplazara la votación", "El alcalde", None)], id="description"
    ),
    pytest.param("“Ya veremos”, respondió Luis Pérez.", [("direct", "Ya veremos", "Luis Pérez", "Luis Pérez")], id="curly marks"),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_sentences(nlp: Callable[[str | None], Language | None], text: str, expected: list[Expected]) -> None:
    """Each kind of quotation is found whole, with the words that name its source and who that is; nothing else is."""
    article = Article(id="1", url="u", canonical_url="u", key="k", language="es", text=text)

    [quoting] = quotes.run(entities.run([article], nlp), nlp)

    found = [(q.type, q.content, q.source and q.source.text, q.speaker and q.speaker.name) for q in quoting.quotations]
    assert found == expected
