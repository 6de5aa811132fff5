"""What a name and the words around it say it is."""

import pytest

from pipeline.entities.evidence import tell_label
from pipeline.entities.languages import words_of
from pipeline.model import Label

P: Label = "person"
ORG: Label = "organization"
L: Label = "place"
O: Label = "other"  # noqa: E741 - beside P, ORG and L


def tell(marked: str, label: Label, language: str = "en") -> Label | None:
    """What is told of the name that [ ] marks."""
    start, end = marked.index("["), marked.index("]") - 1
    return tell_label(marked.replace("[", "").replace("]", ""), start, end, label, words_of(language))


@pytest.mark.parametrize(
    ("marked", "label"),
    [
        ("novelist [Ann Roe] wrote it", ORG),
        ("Emperor [Rudolf] reigned", ORG),
        ("Lord [Zenda] resigned", L),
        ("[Roe]'s wife left", ORG),
        ("one of [Roe]’s former lawyers", ORG),
        ("[Roe], 34, won", ORG),
        ("with [Roe], an 18 year old", L),
        ("[Roe] was born in May", L),
        ("[Roe] himself came", ORG),
        ("[Roe], who won", ORG),
        ("[Roe], his lawyer", ORG),
        ("In 1955, [Roe] took up rowing when he moved", L),
        ("[Roe] was sued over her garden", ORG),
        ("the [Roes] moved south", ORG),
    ],
)
def test_people(marked: str, label: Label) -> None:
    """Titles and trades before a name, and behind it kin, age, pronoun and what only people do, make it a person's."""
    assert tell(marked, label) == P


@pytest.mark.parametrize(
    ("marked", "label"),
    [
        ("[Zenda] said it would help", ORG),  # "it" is nobody
        ("the novelist [Zenda Prize]", ORG),
        ("Ann Roe of [Zenda], who won", L),  # whoever won, it was not the place
        ("she left [Acme] after her talk", ORG),  # nothing that the name does
        ("[Acme] sued. She lost", ORG),  # another sentence
        ("[Acme] sued Bob Roe when he left", ORG),  # another person in between
        ("[ACME]'s friends", O),
    ],
)
def test_not_people(marked: str, label: Label) -> None:
    """What stands beside a name but is said of somebody else does not make it a person's."""
    assert tell(marked, label) != P


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("on the river [Rill]", ORG, L),
        ("In [Zenda] he won", P, L),
        ("northern [Zenda]", ORG, L),
        ("the fishermen of [Zenda]", P, L),
        ("the Duke of [Zenda] won", P, L),
        ("the [Zenda] cloister", P, L),
        ("near [Zenda], Mass.", ORG, L),
        ("on [Mill Street]", ORG, L),
        ("the [Republic of Zenda]", ORG, L),
        ("in the [Senate]", L, ORG),
        ("the [Battle of Zenda]", L, O),
        ("the [Zenda Crisis]", ORG, O),
        ('the song "[Roe]" by', P, O),
        ("the song [Roe] sang", P, None),
        ("[Zenda] grew", L, None),
    ],
)
def test_other_labels(marked: str, label: Label, expected: Label | None) -> None:
    """Places, institutions, events and works are told by their own words or by those before and behind."""
    assert tell(marked, label) == expected


def test_a_language_we_do_not_know() -> None:
    """Without words nothing is told."""
    assert tell("Emperor [Rudolf] reigned", ORG, "xx") is None
