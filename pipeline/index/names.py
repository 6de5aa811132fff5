"""In: a name as somebody typed it; out: the names in the index that may be meant.

Invariant: names are compared folded, letter by letter as Elasticsearch's asciifolding does for the languages of Europe.
"""

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher

CLOSE = 0.75  # of two words, by difflib: one letter of four may differ
_FOLDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "\N{LATIN SMALL LETTER DOTLESS I}": "i", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"})


def fold(name: str) -> str:
    """The name without case and accents: "Erdoğan" gives "erdogan"."""
    parted = unicodedata.normalize("NFKD", name).casefold().translate(_FOLDED)
    letters = unicodedata.normalize("NFKD", parted)  # once more: small letters may have parts that capitals lack
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def find_words(name: str) -> list[str]:
    """The words of a name, folded: "Jean-Luc Müller" gives ["jean", "luc", "muller"]."""
    return re.findall(r"\w+", fold(name))


def find_nearest(wanted: str, counts: Mapping[str, int], limit: int = 3) -> dict[str, int]:
    """The values nearest to `wanted`, nearest first, then most frequent, with their counts.

    Each word of `wanted` must be close to a word of the value: "Lavrof" gives {"Sergey Lavrov": 12}.
    """
    words = find_words(wanted)
    matcher = SequenceMatcher(autojunk=False)
    near = {name: _closeness(words, find_words(name), matcher) for name in counts}
    ranked = sorted((name for name in counts if near[name]), key=lambda name: (-near[name], -counts[name], name))
    return {name: counts[name] for name in ranked[:limit]}


def explain_unknown(name: str, value: str, counts: Mapping[str, int]) -> str:
    """`no person "Lavrof"; nearest: Sergey Lavrov (12)`."""
    nearest = find_nearest(value, counts)
    told = ", ".join(f"{value} ({count})" for value, count in (nearest or dict(list(counts.items())[:3])).items())
    return f'no {name} "{value}"' + (f"; {'nearest' if nearest else 'most frequent'}: {told}" if told else "; there is none at all")


def _closeness(words: list[str], others: list[str], matcher: "SequenceMatcher[str]") -> float:
    """The mean closeness of each word to the closest of `others`; 0 if one is close to none."""
    total = 0.0
    for word in words:
        matcher.set_seq2(word)
        best = max((_ratio(matcher, other) for other in others), default=0.0)
        if best < CLOSE:
            return 0.0
        total += best
    return total / len(words) if words else 0.0


def _ratio(matcher: "SequenceMatcher[str]", other: str) -> float:
    matcher.set_seq1(other)
    return matcher.ratio() if matcher.real_quick_ratio() >= CLOSE and matcher.quick_ratio() >= CLOSE else 0.0
