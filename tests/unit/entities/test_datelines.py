"""Where an article says that it was written."""

import pytest

from pipeline.entities.datelines import TOP, find_dateline
from pipeline.entities.languages import words_of


@pytest.mark.parametrize(
    ("text", "places", "agency"),
    [
        ("ASHCOMBE — It rained.", ["ASHCOMBE"], None),
        ("PORT ELLERY (Meridian Wire) - It rained.", ["PORT ELLERY"], "Meridian Wire"),
        ("OSLO – “It rained,” Roe said.", ["OSLO"], None),
        ("LONDON, Jan 3 (Reuters) - It rained.", ["LONDON"], "Reuters"),
        ("ASHCOMBE, Ruritania -- It rained.", ["ASHCOMBE", "Ruritania"], None),
        ("ST. LOUIS, Mo., Jan. 4, 2018 (AP) — It rained.", ["ST. LOUIS", "Mo"], "AP"),
        ("MADRID, 3 ene (EFE).- Llovió.", ["MADRID"], "EFE"),
        ("Genève, le 3 mai (ATS) – Il a plu.", ["Genève"], "ATS"),
        ("Rain again\nASHCOMBE (AP) — It rained.", ["ASHCOMBE"], "AP"),
    ],
)
def test_datelines(text: str, places: list[str], agency: str | None) -> None:
    """The place is a place, the wire agency an organization, and the date is neither."""
    found = find_dateline(text, words_of("en"))

    assert [m.text for m in found if m.label == "place"] == places
    assert [m.text for m in found if m.label == "organization"] == ([agency] if agency else [])
    assert all(text[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ashcombe — It rained.",  # neither in capitals nor from an agency
        "ASHCOMBE-based firms closed.",
        "BREAKING — It rained.",
        "Ann Roe (Labour) – She won.",
        "It rained in ASHCOMBE — Roe said.",  # inside a line
        "ASHCOMBE — the town",  # no sentence opens
        "x" * TOP + "\nASHCOMBE — It rained.",  # far down
    ],
)
def test_no_dateline(text: str) -> None:
    """Dashes behind other things make no dateline."""
    assert find_dateline(text, words_of("en")) == []
