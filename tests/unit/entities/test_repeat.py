"""What was found once is found again."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entities.openers import common_words
from pipeline.entities.repeat import repeat_names
from pipeline.model import Label, Mention


def mention(text: str, name: str, label: Label = "person") -> Mention:
    """The first mention of a name."""
    return Mention(start=text.index(name), end=text.index(name) + len(name), text=name, label=label)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param("Ann Roe spoke. Ann Roe left.", "Ann Roe", ["Ann Roe", "Ann Roe"], id="again"),
        pytest.param("Ann Roe spoke. “No,” Roe said.", "Ann Roe", ["Ann Roe", "Roe"], id="family name"),
        pytest.param("Roe’s boat: Ann Roe left.", "Ann Roe", ["Roe", "Ann Roe"], id="before, with a possessive"),
        pytest.param("Ann Roe spoke. Bob Roe left Roe Mills.", "Ann Roe", ["Ann Roe"], id="part of another name"),
        pytest.param("Ann Roe spoke. The pro-Roe side left.", "Ann Roe", ["Ann Roe"], id="part of a word"),
        pytest.param("Ann Bell rang. Bell rang a bell.", "Ann Bell", ["Ann Bell"], id="also a word"),
        pytest.param("Ann Roe spoke to roe.", "Ann Roe", ["Ann Roe"], id="written small"),
        pytest.param("Ann O. It was O.", "Ann O", ["Ann O"], id="too short to be sure"),
        pytest.param("", "", [], id="nothing"),
    ],
)
def test_repeat_names(text: str, name: str, expected: list[str]) -> None:
    """A name, and a person's family name, is found wherever it stands alone and is written alike."""
    found = repeat_names(text, [mention(text, name)] if name else [], common_words(text))

    assert [m.text for m in found] == expected
    assert all(text[m.start : m.end] == m.text for m in found)


def test_repeat_names_mends_a_part() -> None:
    """Where a model saw only a part of a name that the text has elsewhere, the whole is taken."""
    text = "Tarn Valley is wet, in May. In Tarn Valley it rained."
    part = Mention(start=text.rindex("Valley"), end=text.rindex("Valley") + 6, text="Valley", label="organization")

    found = repeat_names(text, [mention(text, "Tarn Valley", "place"), part], common_words(text))

    assert [(m.text, m.label) for m in found] == [("Tarn Valley", "place"), ("Tarn Valley", "place")]


def test_repeat_names_keeps_others_apart() -> None:
    """Only people have family names, and what has another label is left."""
    text = "Roe Mills closed. Mills reopened. Frost fell. Frost ended."

    found = repeat_names(text, [mention(text, "Roe Mills", "organization"), mention(text, "Frost", "other")], set())

    assert [m.text for m in found] == ["Roe Mills", "Frost"]


@given(st.text(st.sampled_from("Roe An.'\n ")))
def test_repeat_names_keeps_order(text: str) -> None:
    """Whatever the text, mentions are in order, equal their spans and do not overlap."""
    text = "Ann Roe " + text

    found = repeat_names(text, [mention(text, "Ann Roe")], set())

    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
