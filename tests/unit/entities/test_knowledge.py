"""Names that are known have the same id everywhere."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pipeline import entities
from pipeline.entities.knowledge import BadKnowledge, identify, parse_knowledge
from pipeline.entities.resolve import resolve_entities
from pipeline.model import Article, Entity, Label, Mention
from seeds.articles import FOLDER, read_contents

Nlp = Callable[[str | None], Language | None]
HEADER = "name,aliases,label,wikidata\n"
FILE = (
    HEADER
    + """José Díaz,J. Díaz,person,Q1
Ann Roe,Roe,person,
Paul Roe,Roe,person,
World Health Organization,WHO|OMS|Organisation mondiale de la santé,organization,Q7817
Meridian Bank,the Bank|MB,organization,
Ellery Bank,the Bank,organization,
Zenda,,place,
Zenda,,organization,
dpa,,organization,
Rose Café,Rose,organization,
"""
)


def article(text: str, language: str = "xx") -> Article:
    """An article in a language without a model, so that only known names are found."""
    return Article(id="1", url="u", canonical_url="u", key="k", text=text, language=language)


def names(text: str) -> list[tuple[str, str | None]]:
    """Name and id of each entity that the file alone finds."""
    [named] = entities.run([article(text)], lambda _: None, parse_knowledge(FILE.encode(), "people.csv"))
    assert all(text[m.start : m.end] == m.text for m in named.mentions)
    return [(entity.name, entity.id) for entity in named.entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("José Díaz spoke.", [("José Díaz", "Q1")], id="by name"),
        pytest.param("Jose Diaz’s boat.", [("José Díaz", "Q1")], id="without accents, with a possessive"),
        pytest.param("JOSE DIAZ spoke.", [("José Díaz", "Q1")], id="in capitals"),
        pytest.param("Ann Roe, then Roe.", [("Ann Roe", "person:ann roe")], id="made from label and name"),
        pytest.param("It was Roe.", [("Roe", None)], id="shared, on its own"),
        pytest.param("The WHO and the OMS.", [("World Health Organization", "Q7817")], id="two aliases are one entity"),
        pytest.param("But who knows?", [], id="an acronym is in capitals"),
        pytest.param("A rose by the café.", [], id="a name has a capital"),
        pytest.param("dpa said so.", [("dpa", "organization:dpa")], id="a name without one"),
        pytest.param("At the Bank.", [("the Bank", None)], id="an alias of two"),
        pytest.param(
            "Meridian Bank lent. The Bank won.", [("Meridian Bank", "organization:meridian bank")], id="resolved by the fuller name"
        ),
        pytest.param("In Zenda.", [], id="of two kinds: not told without a model"),
        pytest.param("Ann Roebuck and the Roe Mills.", [], id="part of another name"),
        pytest.param("", [], id="empty"),
    ],
)
def test_names(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Known names are found as whole words, resolve by name or alias, and stay open where two share them."""
    assert names(text) == expected


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        pytest.param([("Zenda", "place")], ["place:zenda"], id="by its label"),
        pytest.param([("Zenda", "person")], [None], id="of no known kind"),
        pytest.param([("Bob Roe", "person"), ("Roe", "person")], [None], id="a family name may be another's"),
        pytest.param([("World Hockey Organization", "organization"), ("WHO", "organization")], [None], id="and so may an acronym"),
        pytest.param([("Ann B. Roe", "person"), ("Ann Roe", "person")], ["person:ann roe"], id="by a fuller alias"),
    ],
)
def test_identify(named: list[tuple[str, Label]], expected: list[str | None]) -> None:
    """What a model found is known by its fullest name and its label, never by one word that may be somebody else's."""
    mentions = [Mention(start=0, end=1, text=text, label=label) for text, label in named]

    _, found = identify(*resolve_entities(mentions), parse_knowledge(FILE.encode(), "f"))

    assert [entity.id for entity in found] == expected


def test_label_of_the_file_counts(nlp: Nlp) -> None:
    """What a model takes for something else gets the label of the file, unless the words beside it say otherwise."""
    knowledge = parse_knowledge(f"{HEADER}Halvorsen,,organization,\n".encode(), "f")

    [firm, person] = entities.run([article("Halvorsen grew in Paris.", "en"), article("Mr. Halvorsen's wife left.", "en")], nlp, knowledge)

    assert firm.entities[0] == Entity(name="Halvorsen", label="organization", id="organization:halvorsen")
    assert (person.entities[0].label, person.entities[0].id) == ("person", None)


def test_across_the_bundled_site(nlp: Nlp) -> None:
    """Over articles in three languages a known entity has one id, one name and one label, however an article writes it."""
    knowledge = parse_knowledge((FOLDER.parent / "knowledge.csv").read_bytes(), "knowledge.csv")
    chosen = {
        "/courier/aegis-council-vote": "en",
        "/dispatch/central-bank": "en",
        "/valbrune/aegis-courants": "fr",
        "/voz/museo-faro": "es",
    }
    texts = {link: "\n".join(read_contents().articles[link][0].paragraphs) for link in chosen}

    named = entities.run([article(texts[link], language) for link, language in chosen.items()], nlp, knowledge)

    [council, bank, currents, museum] = [{(e.id, e.name, e.label) for e in a.entities if e.id} for a in named]
    assert ("organization:halvorsen marine", "Halvorsen Marine", "organization") in council & bank
    assert ("place:marenia", "Marenia", "place") in currents  # "Marénie"
    assert ("person:rosario lujan", "Rosario Luján", "person") in museum


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "f.csv:1: no column name; the first line must be name,aliases,label,wikidata"),
        (b"name;aliases;label;wikidata\n", "f.csv:1: no column name; the first line must be name,aliases,label,wikidata"),
        (b"name,aliases,wikidata\n", "f.csv:1: no column label; the first line must be name,aliases,label,wikidata"),
        (HEADER.encode() + b"A,,people,\n", "f.csv:2: 'people' is no label; use person, organization, place or other"),
        (HEADER.encode() + b"A\n", "f.csv:2: '' is no label; use person, organization, place or other"),
        (HEADER.encode() + b",,person,\n", "f.csv:2: no name; fill in the column name or take the line out"),
        (HEADER.encode() + b"A,,person,42\n", "f.csv:2: '42' is no Wikidata id; write one like Q42 or leave it empty"),
        (
            HEADER.encode() + "Zoë,,person,\nB,,person,\nzoe,,person,\n".encode(),
            "f.csv:4: person:zoe is on line 2 already; make one line of the two",
        ),
        (HEADER.encode() + b"A,,person,Q1\nB,,person,Q1\n", "f.csv:3: Q1 is on line 2 already; make one line of the two"),
        (HEADER.encode() + "Ann\nZoë,,person,\n".encode("latin-1"), "f.csv:3: not UTF-8; save the file as CSV in UTF-8"),
        (
            HEADER.encode() + b'"A" B,,person,\n',
            "f.csv:2: ',' expected after '\"'; put \"\" around a field that holds commas, and write each \" in it twice",
        ),
    ],
)
def test_a_wrong_file_is_one_line(data: bytes, expected: str) -> None:
    """The line names the file, the line in it and what to do."""
    with pytest.raises(BadKnowledge) as caught:
        parse_knowledge(data, "f.csv")

    assert str(caught.value) == expected


def test_a_file_as_spreadsheets_write_it() -> None:
    """A byte order mark, line ends of Windows, quoted fields and other columns do no harm."""
    data = '\ufeffname,label,note,aliases,wikidata\r\n"Roe, Ann",person,hello,Ann Roe,Q5\r\n'.encode()

    [known] = parse_knowledge(data, "f").identify([Entity(name="Ann Roe", label="person")])

    assert known is not None
    assert known.id == "Q5"


def test_large_file_is_read_in_seconds_and_costs_little() -> None:
    """20,000 rows are read within seconds, and a text then takes about as long as with ten."""
    rows = "".join(f"Ann{number} Roe,Roe{number}|A. Roe {number},person,\n" for number in range(20_000))
    started = time.process_time()
    knowledge = parse_knowledge((HEADER + rows).encode(), "f")
    read = time.process_time() - started
    started = time.process_time()
    found = sum(1 for _ in knowledge.find("Ann7 Roe and A. Roe 9 met Roe123. " * 1000))
    took = time.process_time() - started

    assert found == 3000
    assert (read, took) < (8, 3)


@given(st.text(), st.text(min_size=1))
def test_every_name_finds_itself(before: str, name: str) -> None:
    """A name of letters is found wherever it stands, and each mention equals its span."""
    knowledge = parse_knowledge(HEADER.encode() + b"Zenda,,place,\n", "f")
    text = f"{before} Zenda {name}"

    found = list(knowledge.find(text))

    assert all(text[m.start : m.end] == m.text for m in found)
    assert "Zenda" in [m.text for m in found]
