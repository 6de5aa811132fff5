"""People by words of their names."""

import re

import pytest

from pipeline.index.people import build_names


@pytest.mark.parametrize(
    ("words", "name", "expected"),
    [
        ("Lavrov", "Sergey Lavrov", True),
        ("lavrov", "LAVROV", True),
        ("Erdogan", "Recep Tayyip Erdoğan", True),
        ("ERDOĞAN", "Recep Tayyip Erdogan", True),
        ("Tayyip Erdogan", "Recep Tayyip Erdoğan", True),
        ("Recep Erdogan", "Recep Tayyip Erdoğan", True),  # words between are passed over
        ("Erdogan Recep", "Recep Tayyip Erdoğan", False),
        ("Lavro", "Sergey Lavrov", False),  # a word is whole
        ("Lavrov", "Lavrova", False),
        ("Jean", "Jean-Luc Moreau", True),
        ("o'brien", "Ann O’Brien", True),
        ("Łódz", "Lodz Łukasz", True),
        ("Smith", "Will Smith Jr.", True),
        (".*", "Anybody", False),  # no word, nobody
    ],
)
def test_names(words: str, name: str, *, expected: bool) -> None:
    """A name is found by some of its words, in order, without regard to case and accents; and by nothing else."""
    pattern = build_names(words, 5)["aggs"]["names"]["terms"]["include"]
    assert bool(re.fullmatch(pattern, name)) is expected
