"""How names are cleaned and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entities.names import acronyms, clean_span, fold, spell, split_pair
from pipeline.model import Label


@pytest.mark.parametrize(
    ("text", "is_person", "expected"),
    [
        ("Ann Roe", True, "Ann Roe"),
        ("Foreign Minister Ann Roe", True, "Ann Roe"),
        ("Mr. Roe", True, "Roe"),
        ("Doña Ana Roe", True, "Ana Roe"),
        ("President Ann Roe", True, "Ann Roe"),
        ("Gov. Ann Roe", True, "Ann Roe"),
        ("Sheriff Ann Roe", True, "Ann Roe"),
        ("Dr Roe's", True, "Roe"),
        ("the Roes’", True, "Roes"),
        ("Prime Minister", True, "Minister"),  # nothing but titles: the last one is all there is
        ("Ann Roe,", True, "Ann Roe"),
        ("Ann Roe\nBy staff", True, "Ann Roe"),
        ("Jeanne Roe lundi", True, "Jeanne Roe"),
        ("Según Ana Roe", True, "Ana Roe"),
        ("John F.", True, "John F."),  # the dot of an initial is part of the name
        ("the Red Cross", False, "Red Cross"),
        ("The United States'", False, "United States"),
        ("Acme Inc.", False, "Acme Inc"),
        ("“Winter”", False, "Winter"),
        ("President Hotel", False, "President Hotel"),  # a title is cut from people only
        ("Theodore Roe", True, "Theodore Roe"),
        ("Drake Roe", True, "Drake Roe"),  # "Dr" must be a whole word
    ],
)
def test_clean_span(text: str, *, is_person: bool, expected: str) -> None:
    """Titles, articles, possessives, punctuation and line breaks are no part of a name."""
    start, end = clean_span(text, 0, len(text), is_person=is_person)

    assert text[start:end] == expected


@pytest.mark.parametrize(
    ("text", "name"), [("Henry VIII reigned", "Henry"), ("Sam Roe Jr. won", "Sam Roe"), ("Sam Roe, Jr. won", "Sam Roe")]
)
def test_clean_span_takes_in_a_number(text: str, name: str) -> None:
    """A ruler's number and "Jr." belong to a person's name even where the model left them out."""
    start, end = clean_span(text, 0, len(name), is_person=True)

    assert text[start:end].rstrip(".") in {"Henry VIII", "Sam Roe Jr", "Sam Roe, Jr"}


@given(st.text(), st.text(), st.booleans())
def test_clean_span_stays_inside(before: str, name: str, is_person: bool) -> None:
    """Whatever the characters, the clean span lies within the text, and only a number or "Jr." makes it longer."""
    text = before + name

    start, end = clean_span(text, len(before), len(text), is_person=is_person)

    assert len(before) <= start <= end <= len(text)


@pytest.mark.parametrize(
    ("text", "is_person", "expected"),
    [
        ("Ann and Bob", True, ["Ann", "Bob"]),
        ("Ann Roe & Bob Roe", True, ["Ann Roe", "Bob Roe"]),
        ("Ann and others", True, ["Ann and others"]),
        ("Fish and Chips", False, ["Fish and Chips"]),
        ("Anderson", True, ["Anderson"]),
    ],
)
def test_split_pair(text: str, *, is_person: bool, expected: list[str]) -> None:
    """Two people joined by "and" are two; an organization may have "and" in its name."""
    assert [text[start:end] for start, end in split_pair(text, 0, len(text), is_person=is_person)] == expected


@pytest.mark.parametrize(
    ("one", "other"), [("José Díaz", "Jose Diaz"), ("U.S.", "us"), ("O’Neill", "O'Neill"), ("ANN ROE", "Ann Roe"), ("Ann  Roe", "Ann Roe")]
)
def test_fold_makes_equal(one: str, other: str) -> None:
    """Accents, dots, apostrophes, case and spaces make no other name."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("World Health Organization", "who"),
        ("Bank of Ruritania", "br"),
        ("Bank of Ruritania", "bor"),
        ("United States", "us"),
        ("Organisation mondiale de la santé", "oms"),
        ("Organización de las Naciones Unidas", "onu"),
        ("Écoles-Unies", "eu"),
    ],
)
def test_acronyms(name: str, expected: str) -> None:
    """An acronym is made of the capitals, of the weighty words, or of all words."""
    assert expected in acronyms(name)


@pytest.mark.parametrize(
    ("spellings", "label", "expected"),
    [
        (["ANN ROE", "Ann Roe"], "person", "Ann Roe"),
        (["PORT ELLERY"], "place", "Port Ellery"),
        (["UK"], "place", "UK"),
        (["UNESCO"], "organization", "UNESCO"),
        (["Díaz", "Diaz"], "person", "Díaz"),
    ],
)
def test_spell(spellings: list[str], label: Label, expected: str) -> None:
    """A name is written as the article does where it does not shout."""
    assert spell(spellings, label) == expected
