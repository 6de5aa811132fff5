"""Names as they are typed, and those that are near."""

import pytest

from pipeline.index.names import explain_unknown, find_nearest, fold

COUNTS = {"Sergey Lavrov": 12, "Recep Tayyip Erdoğan": 9, "John Smith": 5, "Jane Smith": 7, "Jo": 2, "Ørsted": 1}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Erdoğan", "erdogan"),
        ("ERDOĞAN", "erdogan"),
        ("Ayşe Yıldız", "ayse yildiz"),
        ("Łódź Ørsted Æsir Straße", "lodz orsted aesir strasse"),
        ("Ñandú", "nandu"),
    ],
)
def test_fold(name: str, expected: str) -> None:
    """Case and accents fall away."""
    assert fold(name) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("Lavrof", ["Sergey Lavrov"]),
        ("Sergei Lavrov", ["Sergey Lavrov"]),
        ("lavrov", ["Sergey Lavrov"]),  # a part of the name
        ("Erdogen", ["Recep Tayyip Erdoğan"]),
        ("Smyth", ["Jane Smith", "John Smith"]),  # equally near: the more frequent first
        ("Jon Smith", ["John Smith"]),
        ("Orsted", ["Ørsted"]),
        ("Sergey Smith", []),  # each word must be near one of the same name
        ("Walrus", []),
        ("&", []),
    ],
)
def test_nearest(wanted: str, expected: list[str]) -> None:
    """The nearest come first, and what is far does not come at all."""
    assert list(find_nearest(wanted, COUNTS)) == expected


@pytest.mark.parametrize(
    ("value", "counts", "expected"),
    [
        ("Lavrof", COUNTS, 'no person "Lavrof"; nearest: Sergey Lavrov (12)'),
        ("Walrus", {"Jo": 3, "Al": 2, "Ed": 1, "Mo": 1}, 'no person "Walrus"; most frequent: Jo (3), Al (2), Ed (1)'),
        ("Walrus", {}, 'no person "Walrus"; there is none at all'),
    ],
)
def test_explained(value: str, counts: dict[str, int], expected: str) -> None:
    """What is nowhere is named, with what may have been meant."""
    assert explain_unknown("person", value, counts) == expected
