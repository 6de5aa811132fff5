"""Titles and bylines at the start of a text."""

import pytest

from pipeline.clean.furniture import drop_furniture

TITLES = ("Ferries sail again", "Ferries sail again – The Courier")
NAMES = ("Ada Crane", "The Courier")
REST = "The first ferry for three days left on Wednesday.\nFerries sail again"


@pytest.mark.parametrize(
    "start",
    [
        pytest.param("", id="nothing to drop"),
        "Ferries sail again\n",
        pytest.param("FERRIES SAIL AGAIN.\n", id="title in capitals"),
        "Ferries sail again\nFerries sail again – The Courier\n",
        "By Ada Crane\n",
        "Ada Crane, The Courier · 12 March 2025, 5:50 am GMT\n",
        pytest.param("By Somebody Else and Jean-Luc d'Arc\n", id="a name that nobody declares"),
        "Par Camille Rouvière, le 13 mars 2025 à 8 h\n",
        "Publié le 13 mars 2025 à 8 h – mis à jour le 14 mars 2025\n",
        "14 de marzo de 2025\n",
        "Wednesday 12 March 2025\n3 min read\n",
        "Ferries sail again\nBy Ada Crane\nPublished 12 March 2025\n",
    ],
)
def test_dropped(start: str) -> None:
    """Title, names and dates at the start go; the same words further down stay."""
    assert drop_furniture(start + REST, TITLES, NAMES) == REST


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("By Wednesday the ferries sailed.\nMore.", id="a sentence that begins with by"),
        pytest.param("Ada Crane won in 2025.\nMore.", id="a sentence about the author"),
        pytest.param("March 12, 2025 was a cold day.\nMore.", id="a sentence that begins with a date"),
        pytest.param("“Yes.”\nMore.", id="a short paragraph"),
        pytest.param("By the\nMore.", id="small words alone"),
        pytest.param("Ferries sail again today\nMore.", id="nearly the title"),
        pytest.param("By Ada Crane " * 20 + "\nMore.", id="too long for a byline"),
    ],
)
def test_kept(text: str) -> None:
    """Whatever says something stays."""
    assert drop_furniture(text, TITLES, NAMES) == text


def test_text_of_furniture_alone() -> None:
    """When nothing else is there, nothing is left."""
    assert drop_furniture("Ferries sail again\nBy Ada Crane", TITLES, NAMES) == ""
