"""One label for one name."""

import pytest

from pipeline.entities.labels import settle_labels
from pipeline.entities.languages import words_of
from pipeline.model import Label, Mention


def settle(text: str, labels: dict[str, Label]) -> list[tuple[str, Label]]:
    """The labels of the words that stand in capitals, a mention each, given what a model calls them (by their place)."""
    mentions, position = [], 0
    for name, label in labels.items():
        name = name.rstrip("0123456789")  # noqa: PLW2901 - numbers only keep equal names apart
        position = text.index(name, position)
        mentions.append(Mention(start=position, end=position + len(name), text=name, label=label))
        position += len(name)
    return [(m.text, m.label) for m in settle_labels(text, mentions, words_of("en"))]


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        pytest.param("Ann Roe; Roe", {"Ann Roe": "person", "Roe": "organization"}, ["person", "person"], id="family name"),
        pytest.param("Roe; Ann Roe", {"Roe": "organization", "Ann Roe": "person"}, ["person", "person"], id="before the full name"),
        pytest.param("Ann Roe; Roe", {"Ann Roe": "person", "Roe": "place"}, ["person", "person"], id="no place speaks for it"),
        pytest.param("Ann Roe; in Roe", {"Ann Roe": "person", "Roe": "place"}, ["person", "place"], id="a place of that name"),
        pytest.param(
            "Acme; Acme; Acme", {"Acme": "other", "Acme1": "organization", "Acme2": "organization"}, ["organization"] * 3, id="most"
        ),
        pytest.param("Acme; Acme", {"Acme": "other", "Acme1": "organization"}, ["other"] * 2, id="a tie goes to the first"),
        pytest.param("Roe; Acme", {"Roe": "organization", "Acme": "organization"}, ["organization"] * 2, id="nobody of that name"),
        pytest.param("Roe; Roe's wife", {"Roe": "place", "Roe1": "place"}, ["person"] * 2, id="one word tells more"),
        pytest.param(
            "Roe; the Roe campaign", {"Roe": "person", "Roe1": "organization"}, ["person", "organization"], id="an office is apart"
        ),
        pytest.param("Ann Roe; Roe", {"Ann Roe": "organization", "Roe": "person"}, ["person"] * 2, id="full name of a person without"),
        pytest.param(
            "Roe Mills; Mills; Ann Mills",
            {"Roe Mills": "organization", "Mills": "person", "Ann Mills": "person"},
            ["organization", "person", "person"],
            id="another's",
        ),
        pytest.param("", {}, [], id="nothing"),
    ],
)
def test_settle_labels(text: str, given: dict[str, Label], expected: list[Label]) -> None:
    """The whole article decides a name's label, and what stands beside it weighs more than what a model calls it."""
    assert [label for _, label in settle(text, given)] == expected
