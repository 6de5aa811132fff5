"""From the words of a source to a speaker, without any model."""

import re

import pytest

from pipeline.model import Entity, Label, Mention
from pipeline.quotes.context import Context
from pipeline.quotes.languages import language_of
from pipeline.quotes.marks import find_quoted
from pipeline.quotes.resolve import Resolver

ENTITIES = [
    Entity(name="Anna Roe", label="person"),
    Entity(name="Bob Lind", label="person"),
    Entity(name="Acme Mills", label="organization"),
    Entity(name="Zenda", label="place"),
    Entity(name="Ruritanian Foreign Ministry", label="organization"),
]
NAMES: list[tuple[str, int, Label]] = [
    ("Anna Roe", 0, "person"),
    ("Roe", 0, "person"),
    ("Bob Lind", 1, "person"),
    ("Lind", 1, "person"),
    ("Acme Mills", 2, "organization"),
    ("Zenda", 3, "place"),
    ("Ruritanian Foreign Ministry", 4, "organization"),
]


def find_mentions(text: str) -> list[Mention]:
    """The mentions of the names above, longest first."""
    found: list[Mention] = []
    for name, entity, label in NAMES:
        for match in re.finditer(rf"\b{name}\b", text):
            if not any(m.start <= match.start() < m.end for m in found):
                found.append(Mention(start=match.start(), end=match.end(), text=name, label=label, entity=entity))
    return sorted(found, key=lambda m: m.start)


def resolve(text: str, language: str = "en") -> list[str | None]:
    """The speaker's name for each [source] in a text; the brackets are taken out first."""
    sources = []
    plain = ""
    for piece in re.split(r"(\[[^\]]*\])", text):
        if piece.startswith("["):
            sources.append((len(plain), len(plain) + len(piece) - 2))
        plain += piece.strip("[]")
    data = language_of(language)
    resolver = Resolver(Context(plain, find_mentions(plain), find_quoted(plain), data), ENTITIES, data)
    speakers = [resolver.resolve_speaker(source) for source in sources]
    return [speaker.name if speaker else None for speaker in speakers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[Anna Roe] said no.", ["Anna Roe"], id="name"),
        pytest.param("[Foreign Minister Anna Roe] said no.", ["Anna Roe"], id="title before"),
        pytest.param("[Anna Roe, a doctor,] said no.", ["Anna Roe"], id="apposition after"),
        pytest.param("[The mayor of Zenda, Anna Roe,] said no.", ["Anna Roe"], id="apposition before: not the place in it"),
        pytest.param("Anna Roe came. Later [Roe] said no.", ["Anna Roe"], id="family name"),
        pytest.param("[A spokesman for Anna Roe] said no.", [None], id="a spokesman is not whom he speaks for"),
        pytest.param("[Anna Roe's lawyer] said no.", [None], id="nor is a lawyer"),
        pytest.param("[Acme Mills] said no.", ["Acme Mills"], id="organization"),
        pytest.param("[Bob Lind of Acme Mills] said no.", ["Bob Lind"], id="a person of an organization"),
        pytest.param("[Zenda] said no.", ["Zenda"], id="a country speaks"),
        pytest.param("[officials] said no.", [None], id="a group"),
        pytest.param("[I] said no.", [None], id="the author"),
        pytest.param("Anna Roe came in. [She] said no.", ["Anna Roe"], id="pronoun"),
        pytest.param("Anna Roe met Bob Lind. [She] said no.", ["Anna Roe"], id="pronoun: whom the sentence begins with"),
        pytest.param("[Anna Roe] said no. Rain fell on Bob Lind's house.\n[She] said so.", ["Anna Roe", "Anna Roe"], id="who spoke last"),
        pytest.param("Mr. Bob Lind came. [She] said no.", [None], id="pronoun: a title tells"),
        pytest.param("Ms. Anna Roe came. Mr. Bob Lind left. [She] said no.", ["Anna Roe"], id="pronoun: the one that fits"),
        pytest.param("Anna Roe went to Acme Mills. [It] said no.", ["Acme Mills"], id="it"),
        pytest.param("Anna Roe came. [They] said no.", [None], id="they is no single person"),
        pytest.param(
            "Anna Roe, the minister of trade, came. Bob Lind left. [The minister] said no.", ["Anna Roe"], id="description after a name"
        ),
        pytest.param("Minister Anna Roe came. Bob Lind left. [The minister] said no.", ["Anna Roe"], id="description before a name"),
        pytest.param("The Ruritanian Foreign Ministry shut. [The ministry] said no.", ["Ruritanian Foreign Ministry"], id="part of a name"),
        pytest.param("Bob Lind came. [The doctor] said no.", [None], id="nobody was called that"),
        pytest.param("[A minister] said no, and Minister Anna Roe left.", [None], id="some minister"),
        pytest.param('Anna Roe came. "Bob Lind is late." [He] said no.', ["Anna Roe"], id="never from inside the marks"),
        pytest.param("[He] said no.", [None], id="a pronoun for nobody"),
    ],
)
def test_resolve_speaker(text: str, expected: list[str | None]) -> None:
    """A source names an entity of the article, or nobody."""
    assert resolve(text) == expected


def test_referent_is_read_instead() -> None:
    """The word "who" stands for the noun before it."""
    text = "Anna Roe, who said no, left."
    data = language_of("en")
    resolver = Resolver(Context(text, find_mentions(text), [], data), ENTITIES, data)

    speaker = resolver.resolve_speaker((10, 13), (0, 8))

    assert speaker is not None
    assert (speaker.name, speaker.label, speaker.entity) == ("Anna Roe", "person", 0)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Anna Roe est là. [Elle] dit non.", "fr", ["Anna Roe"]),
        ("[Anna Roe lundi] a dit non.", "fr", ["Anna Roe"]),
        ("Anna Roe llegó. [Ella] dijo no.", "es", ["Anna Roe"]),
        ("[La ministra Anna Roe] dijo no.", "es", ["Anna Roe"]),
    ],
)
def test_other_languages(text: str, language: str, expected: list[str | None]) -> None:
    """The same steps work with another language's words."""
    assert resolve(text, language) == expected
