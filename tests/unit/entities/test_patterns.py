"""Organizations by the form of their names."""

import pytest

from pipeline.entities.patterns import find_organizations, is_administration


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Ruritanian Foreign Ministry said", "Ruritanian Foreign Ministry"),
        ("The Foreign Ministry said", "Foreign Ministry"),
        ("at the Ministry of Fisheries and Forests in", "Ministry of Fisheries and Forests"),
        ("the University of Strelsau opened", "University of Strelsau"),
        ("In the Zenda River Authority", "Zenda River Authority"),
        ("the National Institute for Cold Weather", "National Institute for Cold Weather"),
    ],
)
def test_finds(text: str, expected: str) -> None:
    """The whole name is found, without the article before it."""
    assert expected in [text[start:end] for start, end in find_organizations(text)]


@pytest.mark.parametrize("text", ["", "the ministry said", "a university town", "He is minister of health.", "Security was tight."])
def test_finds_nothing(text: str) -> None:
    """Words written small name nothing."""
    assert list(find_organizations(text)) == []


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("the Roe administration", "Roe", True),
        ("the Roe and Doe administrations", "Roe", True),
        ("the Roe campaign", "Roe", True),
        ("Roe campaigned", "Roe", False),
        ("Roe said", "Roe", False),
    ],
)
def test_is_administration(text: str, name: str, *, expected: bool) -> None:
    """A person's name before "administration" or "campaign" stands for an organization."""
    assert is_administration(text, text.index(name) + len(name)) is expected
