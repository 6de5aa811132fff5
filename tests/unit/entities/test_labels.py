"""One label for one name."""

import pytest

from pipeline.entities.labels import settle_labels
from pipeline.model import Label, Mention


def mention(text: str, label: Label) -> Mention:
    """A mention whose place does not matter."""
    return Mention(start=0, end=len(text), text=text, label=label)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param([("Ann Roe", "person"), ("Roe", "organization")], ["person", "person"], id="family name"),
        pytest.param([("Roe", "organization"), ("Ann Roe", "person")], ["person", "person"], id="before the full name"),
        pytest.param([("Acme", "other"), ("Acme", "organization"), ("Acme", "organization")], ["organization"] * 3, id="most votes"),
        pytest.param([("Acme", "other"), ("Acme", "organization")], ["other", "other"], id="a tie goes to the first"),
        pytest.param([("Ann Zenda", "person"), ("Zenda", "place")], ["person", "place"], id="a place may share a family name"),
        pytest.param([("Roe", "organization"), ("Acme", "organization")], ["organization"] * 2, id="nobody of that name"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_settle_labels(given: list[tuple[str, Label]], expected: list[Label]) -> None:
    """The whole article decides a name's label."""
    assert [m.label for m in settle_labels([mention(*one) for one in given])] == expected
