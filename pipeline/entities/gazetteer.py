"""Find many known names in a text in one pass. In: names, each with a value; out: where they stand in a text.

Invariant: the time grows with the length of the text, not with the number of names; what is found are whole words.
"""
# ruff: noqa: RUF001 - apostrophes of every kind are its subject

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise, takewhile
from typing import Generic, TypeVar

V = TypeVar("V")

WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
CAPITAL = re.compile(r"\b[A-Z\u00c0-\u00de](?:[^\W_]|[\u0300-\u036f])*")  # a word with a capital
MOST_WORDS = 12  # a longer name is left out: it would make every look-up slow
_GAP = re.compile(r"[ .'’&-]{0,3}")  # what may stand between two words of one name


class Gazetteer(Generic[V]):
    """Names with what they stand for.

    >>> list(Gazetteer([("Ann Roe", 1), ("Ann Roe Mills", 2)]).find("Ann Roe Mills"))
    [(0, 13, 2)]
    """

    def __init__(self, names: Iterable[tuple[str, V]], key: Callable[[str], str] = str, opening: re.Pattern[str] = WORD) -> None:
        """Take in names, each with its value.

        Args:
            names: of two that count as the same, the first one's value stays.
            key: says which words count as the same.
            opening: the words that a name may open with in a text; the fewer, the faster.
        """
        self._opening = opening
        self._key = key
        self._values: dict[str, V] = {}
        self._longest: dict[str, int] = {}  # how many words the longest name has that opens with this word
        for name, value in names:
            words = [key(word) for word in WORD.findall(name)]
            if 0 < len(words) <= MOST_WORDS:
                self._values.setdefault(" ".join(words), value)
                self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def find(self, text: str) -> Iterator[tuple[int, int, V]]:
        """Start, end and value of each name in the text; of two that overlap the first, of two that start together the longer."""
        position = 0 if self._values else len(text)
        for opening in self._opening.finditer(text, position):
            longest = self._longest.get(self._key(opening[0]))
            if longest is None or opening.start() < position:
                continue
            words = list(islice(WORD.finditer(text, opening.start()), longest))
            length = self._match(text, words)
            if length:
                yield opening.start(), words[length - 1].end(), self._values[self._join(words[:length])]
                position = words[length - 1].end()

    def _match(self, text: str, words: list[re.Match[str]]) -> int:
        """How many of these words, that follow one another in the text, are a name; 0 when they are none."""
        gaps = (_GAP.fullmatch(text, one.end(), other.start()) for one, other in pairwise(words))
        together = 1 + sum(1 for _ in takewhile(bool, gaps))
        return next((length for length in range(together, 0, -1) if self._join(words[:length]) in self._values), 0)

    def _join(self, words: list[re.Match[str]]) -> str:
        return " ".join(self._key(word[0]) for word in words)
