"""People by words of their names."""

import pytest

from pipeline.index.people import part_names


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
    called, _ = part_names(words, {name: 1})
    assert bool(called) is expected


@pytest.mark.parametrize(
    ("words", "names", "called", "others"),
    [
        ("Mohammed", ["Mohammed Ali", "Prince Muhammad", "Tom Ali"], ["Mohammed Ali"], ["Prince Muhammad"]),
        ("Lavrov Sergey", ["Sergey Lavrov"], [], ["Sergey Lavrov"]),  # in another order is in another spelling
        ("Gaddafi", ["Muammar Kadhafi", "Aisha Gaddafi"], ["Aisha Gaddafi"], ["Muammar Kadhafi"]),
        ("al-Assad", ["Bashar al-Assad", "Bashar Assad"], ["Bashar al-Assad"], ["Bashar Assad"]),
        ("&", ["Anybody"], [], []),
    ],
)
def test_parted(words: str, names: list[str], called: list[str], others: list[str]) -> None:
    """Of the people that an index gives, those who are called so and those who are so in another spelling are told apart."""
    assert part_names(words, dict.fromkeys(names, 2)) == (dict.fromkeys(called, 2), dict.fromkeys(others, 2))
