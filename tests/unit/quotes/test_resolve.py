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
    Entity(name="Eva Dun", label="person"),  # she and Max Ode stand in no text: two whom only a headline could name
    Entity(name="Max Ode", label="person"),
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
        pytest.param("Anna Roe came. [ROE] said no.", ["Anna Roe"], id="a name in capitals that no mention covers"),
        pytest.param("Anna Roe came. [A] said no.", ["Anna Roe"], id="an answer: the one person named before"),
        pytest.param("Anna Roe and Bob Lind came. [A] said no.", [None], id="an answer: of two people, nobody knows"),
        pytest.param("[Anna Roe's letter] said no.", ["Anna Roe"], id="a letter is its writer's"),
        pytest.param("[A note from Anna Roe] said no.", ["Anna Roe"], id="a note from her"),
        pytest.param("[A note written by Anna Roe] said no.", ["Anna Roe"], id="a note written by her"),
        pytest.param(
            "Anna Roe came. [The 34-year-old] said no.", ["Anna Roe"], id="an age nobody told: whom the sentence before began with"
        ),
        pytest.param("[A note on Anna Roe] said no.", [None], id="a note on her"),
        pytest.param("Anna Roe came. [Her answer] said no.", ["Anna Roe"], id="her answer"),
        pytest.param("Anna Roe came. [Her doctor] said no.", [None], id="her doctor is not she"),
        pytest.param("Anna Roe wrote a note. [The note] said no.", ["Anna Roe"], id="the note: whoever the sentence before began with"),
        pytest.param("Anna Roe came. [The note] said no.", [None], id="a note that nobody is known to have written"),
        pytest.param("Anna Roe, 34, came. Bob Lind left. [The 34-year-old] said no.", ["Anna Roe"], id="an age after a name"),
        pytest.param("34-year-old Anna Roe came. Bob Lind left. [The 34-year-old] said no.", ["Anna Roe"], id="an age before a name"),
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
