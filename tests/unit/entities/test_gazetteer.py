"""Many names in one pass."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entities.gazetteer import Gazetteer
from pipeline.entities.names import fold

NAMES = ["Ann Roe", "Ann Roe Mills", "Roe", "O'Neill", "U.S.", "A&B", "Zürich"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Roe spoke.", ["Ann Roe"]),
        ("Ann Roe Mills closed.", ["Ann Roe Mills"]),  # the longest
        ("Mr. Roe’s", ["Roe"]),
        ("Roes and Roeville", []),  # whole words
        ("Ann, Roe", ["Roe"]),  # a comma parts them
        ("Ann\nRoe", ["Roe"]),
        ("O’Neill of the U.S.", ["O’Neill", "U.S"]),  # a dot at the end is the sentence's
        ("A & B", ["A & B"]),
        ("roe", []),
        ("Zu\u0308rich", []),  # written otherwise
        ("", []),
    ],
)
def test_find(text: str, expected: list[str]) -> None:
    """Whole words, the longest name, whatever stands between its words but a comma or a line break."""
    assert [text[start:end] for start, end, _ in Gazetteer((name, 0) for name in NAMES).find(text)] == expected


def test_find_by_key() -> None:
    """Words that are folded to the same count as the same, and the first of two names keeps its value."""
    gazetteer = Gazetteer([("Zürich", 1), ("Zurich", 2)], key=fold)

    assert [value for _, _, value in gazetteer.find("ZURICH, Zu\u0308rich")] == [1, 1]


@given(st.text(st.sampled_from("Roe An.'-é\n\u0308")), st.lists(st.text(st.sampled_from("Roe An.'-é\u0308"))))
def test_find_in_order(text: str, names: list[str]) -> None:
    """What is found is in order, does not overlap and is a name, letter for letter."""
    found = list(Gazetteer((name, name) for name in names).find(text))

    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all([c for c in text[start:end] if c.isalnum()] == [c for c in name if c.isalnum()] for start, end, name in found)


def test_find_takes_time_by_text_alone() -> None:
    """100,000 names, one text of 1 MB whose every word opens a name: done in seconds."""
    gazetteer = Gazetteer((f"Roe {number} Mills", number) for number in range(100_000))

    started = time.process_time()

    assert sum(1 for _ in gazetteer.find("Roe " * 250_000)) == 0
    assert time.process_time() - started < 10
