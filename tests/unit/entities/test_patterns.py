"""Organizations by the form of their names."""

import pytest

from pipeline.entities.languages import words_of
from pipeline.entities.patterns import find_organizations, is_administration


@pytest.mark.parametrize(
    ("text", "expected", "language"),
    [
        ("the Ruritanian Foreign Ministry said", "Ruritanian Foreign Ministry", "en"),
        ("The Foreign Ministry said", "Foreign Ministry", "en"),
        ("at the Ministry of Fisheries and Forests in", "Ministry of Fisheries and Forests", "en"),
        ("the University of Strelsau opened", "University of Strelsau", "en"),
        ("In the Zenda River Authority", "Zenda River Authority", "en"),
        ("the National Institute for Cold Weather", "National Institute for Cold Weather", "en"),
        ("the newspaper Strelsau Morning said", "Strelsau Morning", "en"),
        ("le ministère de l’Intérieur a dit", "ministère de l’Intérieur", "fr"),
        ("l’Université de Strelsau", "Université de Strelsau", "fr"),
        ("selon le quotidien Le Soir", "Le Soir", "fr"),
        ("El Ministerio de Defensa anunció", "Ministerio de Defensa", "es"),
        ("el diario El Alba", "El Alba", "es"),
    ],
)
def test_finds(text: str, expected: str, language: str) -> None:
    """The whole name is found, without the article before it."""
    assert expected in [text[start:end] for start, end in find_organizations(text, words_of(language))]


@pytest.mark.parametrize("text", ["", "the ministry said", "a university town", "He is minister of health.", "Security was tight."])
def test_finds_nothing(text: str) -> None:
    """Words written small name nothing."""
    assert list(find_organizations(text, words_of("en"))) == []


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
    assert is_administration(text, text.index(name) + len(name), words_of("en")) is expected
