"""The stage: articles in, the same articles with mentions and entities out."""

import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline import entities
from pipeline.entities.knowledge import parse_knowledge
from pipeline.entities.languages import words_of
from pipeline.entities.resolve import resolve_entities
from pipeline.model import Article, Mention

Nlp = Callable[[str | None], Language | None]


def article(text: str | None, language: str | None = "en", **more: str | None) -> Article:
    """An article with nothing but a text."""
    return msgspec.structs.replace(Article(id="1", url="u", canonical_url="u", key="k", text=text, language=language), **more)


@pytest.mark.parametrize(
    ("text", "people", "organizations", "places"),
    [
        pytest.param(
            "Foreign Minister Anna Schmidt met Peter Novak in Prague.", ["Anna Schmidt", "Peter Novak"], [], ["Prague"], id="titles"
        ),
        pytest.param("Anna Schmidt spoke. Schmidt then left for Berlin.", ["Anna Schmidt"], [], ["Berlin"], id="family name"),
        pytest.param("Mr. Schmidt's lawyers went to London.", ["Schmidt"], [], ["London"], id="possessive"),
        pytest.param("The Ruritanian Foreign Ministry protested.", [], ["Ruritanian Foreign Ministry"], [], id="ministry"),
        pytest.param("The Schmidt and Novak administrations failed.", [], ["Schmidt", "Novak"], [], id="people as administrations"),
        pytest.param("Russian and French ships passed.", [], [], [], id="nationality words are no places"),
        pytest.param("“It rained,” Vrzl said.", ["Vrzl"], [], [], id="unknown to the model, but says something"),
        pytest.param("Pope Francis met King Charles III in Rome.", ["Francis", "Charles III"], [], ["Rome"], id="rulers"),
        pytest.param("Iron is heavy. Much iron came.", [], [], [], id="a word that opens a sentence"),
        pytest.param("In 44 BC the Minister for Justice left.", [], [], [], id="no names"),
        pytest.param("The Battle of Hastings was lost.", [], [], [], id="an event is no place"),
        pytest.param("PORT ELLERY (Meridian Wire) - It rained.", [], ["Meridian Wire"], ["Port Ellery"], id="dateline"),
        pytest.param("The Obama and Bush administrations failed.", [], ["Obama", "Bush"], [], id="two administrations are not one"),
        pytest.param("The World Health Organization (WHO) spoke. The WHO left.", [], ["World Health Organization"], [], id="acronym"),
        pytest.param("", [], [], [], id="empty"),
    ],
)
def test_names(nlp: Nlp, text: str, people: list[str], organizations: list[str], places: list[str]) -> None:
    """Each kind of named thing comes out once, under its clean name."""
    [named] = entities.run([article(text)], nlp)

    assert [e.name for e in named.entities if e.label == "person"] == people
    assert [e.name for e in named.entities if e.label == "organization"] == organizations
    assert [e.name for e in named.entities if e.label == "place"] == places


@pytest.mark.parametrize(
    ("text", "language", "person"),
    [
        ("Selon Paul Dubois, la loi sera votée.", "fr", "Paul Dubois"),
        ("« Nous avançons », a déclaré M. Macron.", "fr", "Macron"),  # and no person "M"
        ("Según Luis Pérez, la ley se aprobará.", "es", "Luis Pérez"),
    ],
)
def test_other_languages(nlp: Nlp, text: str, language: str, person: str) -> None:
    """French and Spanish texts go through their own models."""
    [named] = entities.run([article(text, language)], nlp)

    assert [e.name for e in named.entities if e.label == "person"] == [person]


@pytest.mark.parametrize(
    "given_article",
    [
        pytest.param(article(None), id="no text"),
        pytest.param(article("Ann Roe spoke.", rejected="no article"), id="rejected"),
        pytest.param(article("Ann Roe spoke.", fate="duplicate"), id="settled"),
        pytest.param(article("Ann Roe spoke.", "xx"), id="no model"),
        pytest.param(article("Ann Roe spoke.", None), id="no language"),
    ],
)
def test_passes_untouched(nlp: Nlp, given_article: Article) -> None:
    """What cannot or need not be read comes back as it was."""
    assert entities.run([given_article], nlp) == [given_article]


def test_order_is_kept(nlp: Nlp) -> None:
    """Languages are read in groups, and yet each article is in its place."""
    texts = [("Peter Novak spoke.", "en"), ("Paul Dubois est parti à Paris.", "fr"), (None, "en"), ("Anna Schmidt left.", "en")]

    named = entities.run([article(*one) for one in texts], nlp)

    assert [a.text for a in named] == [text for text, _ in texts]
    assert [a.entities[0].name if a.entities else None for a in named] == ["Peter Novak", "Paul Dubois", None, "Anna Schmidt"]


def test_only_ner_runs(nlp: Nlp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser does not run for names, and the object is handed back whole."""
    model = nlp("en")
    assert model is not None
    seen: set[tuple[str, ...]] = set()
    pipe = model.pipe

    def spy(*args: Any, **kwargs: Any) -> object:
        seen.add(tuple(model.pipe_names))
        return pipe(*args, **kwargs)

    monkeypatch.setattr(model, "pipe", spy)
    entities.run([article("Ann Roe spoke.")], nlp)

    assert seen == {("ner",)}
    assert "parser" in model.pipe_names


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["Ann Roe", "Mr. Novak’s", "\n", " ", "“", "the UN", "Zürich", "🙂", "e\u0301", "\u2028", "said", ".", "A" * 1200]),
        max_size=20,
    )
)
def test_mentions_equal_their_spans(nlp: Nlp, pieces: list[str]) -> None:
    """Every mention equals its span of the text, has no line break, and they are in order without overlap."""
    text = "".join(pieces)

    [named] = entities.run([article(text)], nlp)

    assert all(text[m.start : m.end] == m.text and "\n" not in m.text for m in named.mentions)
    assert all(a.end <= b.start for a, b in pairwise(named.mentions))


KNOWN = parse_knowledge(b"name,aliases,label,wikidata\nAnn Roe,Roe|A,person,\nUN,,organization,\n", "known.csv")


@settings(max_examples=60, deadline=None)
@given(
    st.text(),
    st.lists(st.sampled_from(["Ann Roe", "Mr. Roe’s", "A", "UN", "\n", "—", "e\u0301", "\u0301", "(AP) – ", "Roe\u0301"]), max_size=20),
)
def test_known_names_equal_their_spans(text: str, pieces: list[str]) -> None:
    """The same holds, whatever the characters, for what is known without a model."""
    text += " ".join(pieces)

    [named] = entities.run([article(text, "xx")], lambda _: None, KNOWN)

    assert all(text[m.start : m.end] == m.text and "\n" not in m.text for m in named.mentions)
    assert all(a.end <= b.start for a, b in pairwise(named.mentions))
    assert {m.entity for m in named.mentions} == set(range(len(named.entities)))


@pytest.mark.parametrize(
    "piece",
    ["Mr. Ann Roe of Zenda said. ", "Roe", "A", "A-", "“", "\n", "Roe ", "the UN ", "A.", "Ann and ", "UNIVERSITY—", "e\u0301"],
)
@pytest.mark.parametrize("language", ["en", "fr", "es", "xx"])
def test_rules_take_time_by_length(piece: str, language: str) -> None:
    """The rules read 40 KB of anything in a fraction of a second; by its square it would take many."""
    text = piece * (40_000 // len(piece))
    words = words_of(language)
    found = [
        Mention(start=start, end=start + 3, text="Roe", label="person") for start in range(0, 5000, 50) if text.startswith("Roe", start)
    ]
    patterns = [words.titled, words.saying, words.acronym, words.event_named, *words.formed]

    started = time.process_time()
    for pattern in patterns:
        for _ in pattern.finditer(text):
            pass
    resolve_entities(entities.settle(text, found, words, KNOWN))

    assert time.process_time() - started < 4


def test_a_text_of_1_mb(nlp: Nlp) -> None:
    """A text without spaces or line breaks is no trouble, however long."""
    [named] = entities.run([article("Ann" * 350_000 + ". Anna Schmidt left for Berlin.")], nlp)

    assert [m.text for m in named.mentions] == ["Anna Schmidt", "Berlin"]


def test_long_text_is_cut(nlp: Nlp) -> None:
    """A text longer than the model takes at once keeps its offsets."""
    text = "It rained. " * 6000 + "Anna Schmidt left for Berlin."

    [named] = entities.run([article(text)], nlp)

    assert [text[m.start : m.end] for m in named.mentions][-2:] == ["Anna Schmidt", "Berlin"]
