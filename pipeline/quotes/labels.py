"""A name beside speech that says whose it is, without a verb. In: a text, its mentions and marks; out: `Found`s, how "label".

    Kovač: "I will resign."             a known name before the marks
    "I will resign." — Ann Roe          a known name after them, to the paragraph's end
    I will resign.                      a post that is signed: no marks needed
    — Ann Roe (@annroe) March 3, 2021

`Photo: "Spring"` is none. Invariant: the name lies outside the content.
"""
# ruff: noqa: RUF001 - marks of every kind are its subject

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Mention
from pipeline.quotes.found import Found, Offsets
from pipeline.quotes.languages import Language
from pipeline.quotes.marks import Quoted

_WINDOW = 80  # characters before the marks in which a name is looked for
MAX_WORDS = 5  # of a name with its titles
_PARTICLE = 3  # letters: "de", "van", "of"
_BEFORE = re.compile(r"(?:^\s*|[.?!…:”\"»]\s+)([^\W\d_][^.?!…:;,”\"“»–—\n]{0,60}):\s*\Z", re.MULTILINE)
_SIGNATURE = re.compile(r"[ \t]*\n?[ \t]*(?:—|–|--|-)\s*([^\W\d_][^,(\n]{1,60}?)[ \t]*(?:,[^\n]{1,60}|\(@\w{1,30}\)[^\n]{0,40})?(?=\n|$)")
_POST = re.compile(r"^(?:—|–|--|-)[ \t]*([^\W\d_][^,(\n]{1,60}?)[ \t]*\(@\w{1,30}\)", re.MULTILINE)


class Names:
    """What an article calls its people and organizations."""

    def __init__(self, mentions: Iterable[Mention], language: Language) -> None:
        self.language = language
        named = [m for m in mentions if m.label in {"person", "organization"}]
        self._names = {m.text.casefold() for m in named}
        self._families = {family_name(m.text) for m in named if m.label == "person"}

    def is_known(self, label: str) -> bool:
        """Whether a label names one of them, in any case, with or without titles: "HILL, HOST"."""
        name = without_aside(label)
        return self.is_like(name) and (name.casefold() in self._names or family_name(name) in self._families)

    def is_like(self, label: str) -> bool:
        """Whether a few words are written as names are: "Ann de Roe", not "Her answer", not "Of Roe"."""
        words = label.split()
        is_written_large = all(word[0].isupper() or len(word) <= _PARTICLE for word in words) and words[-1][0].isupper()
        return is_written_large and len(words) <= MAX_WORDS and words[0].lower() not in self.language.prepositions


def without_aside(label: str) -> str:
    """What stands before a comma or bracket: `without_aside("HILL, HOST") == "HILL"`."""
    return re.split(r"\s*[,(]", label, maxsplit=1)[0]


def find_labelled(text: str, names: Names, quoted: Sequence[Quoted]) -> Iterator[Found]:
    """What stands between marks with a known name and a colon before it, or signed with one after it.

    A dash signs nothing in a language where it opens speech.
    """
    for marks in quoted:
        floor = max(text.rfind("\n", 0, marks.outer_start) + 1, marks.outer_start - _WINDOW)
        before = _BEFORE.search(text, floor, marks.outer_start)
        after = None if names.language.pause else _SIGNATURE.match(text, marks.outer_end)
        if before and names.is_known(before[1]):
            yield Found(marks.start, marks.end, "direct", "label", source=before.span(1))
        elif after and names.is_known(after[1]):
            yield Found(marks.start, marks.end, "direct", "label", source=after.span(1))


def find_posts(text: str, names: Names, quoted: Sequence[Quoted], paragraphs: Sequence[Offsets]) -> Iterator[Found]:
    """Each paragraph before a signature with a handle that holds no marks."""
    for match in _POST.finditer(text):
        place = bisect_left(paragraphs, (match.start(),)) - 1
        if place < 0 or not names.is_known(match[1]):
            continue
        start, end = paragraphs[place]
        before = bisect_left(quoted, (end,)) - 1
        if before < 0 or quoted[before].outer_end <= start:
            yield Found(start, start + len(text[start:end].rstrip()), "direct", "label", source=match.span(1))


def family_name(label: str) -> str:
    """The last word of a name, in small letters: `family_name("HUGH HILL, HOST") == "hill"`."""
    return without_aside(label).casefold().rpartition(" ")[2]
