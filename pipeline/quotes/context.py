"""What the article says around a source. In: text, mentions, marks; out: answers to "who was named before this?".

Invariant: no mention between quotation marks is ever an answer.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from pipeline.model import Mention
from pipeline.quotes.languages import Language
from pipeline.quotes.marks import Quoted

_WINDOW = 200  # characters in which a sentence's start is looked for
_FAR = 40  # mentions that are looked back over
_SENTENCE = re.compile(r"[.?!…][”\"»)]*\s+(?=[^a-z\s])|\n")
_WORDS_BEFORE_SUBJECT = 4  # "On Monday, Foreign Minister [Ann Roe] …"
_ROLE_BEFORE = re.compile(r"([^\W\d_]+)\.?,?\s+$")
_AGE_AFTER = re.compile(r",? [(]?(\d{1,3})\b(?=[,.;)]|$)")
_AGE_BEFORE = re.compile(r"\b(\d{1,3})-\w+-\w+ \Z")
_WORD = re.compile(r"[^\W\d_]+")


class Context:
    """The mentions of one article outside quotations, and what stands beside them.

    Attributes:
        text: the article's text.
        entities: those that the text names anywhere, by their places.
    """

    def __init__(self, text: str, mentions: Sequence[Mention], quoted: Sequence[Quoted], language: Language) -> None:
        self.text = text
        self.entities = {mention.entity for mention in mentions}
        self._language = language
        self._mentions = [m for m in mentions if not _is_inside(m, quoted)]
        self._starts = [m.start for m in self._mentions]
        self._genders: dict[int | None, str] = {}
        self._called: dict[str, list[Mention]] = {}
        self._full: dict[str, list[Mention]] = {}
        self._people: dict[int | None, Mention] = {}
        for mention in self._mentions:
            self._read(mention)

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie inside a span."""
        found = self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [mention for mention in found if mention.end <= end]

    def gender(self, mention: Mention) -> str | None:
        """What a title says ("Ms."): "m", "f", or None."""
        return self._genders.get(mention.entity)

    def subject_before(self, at: int, fits: Callable[[Mention], bool]) -> Mention | None:
        """Whom the nearest sentence before, in the same paragraph, begins with."""
        for mention in self._before(at, fits):
            if "\n" in self.text[mention.end : at]:
                return None
            start = self._sentence_start(mention)
            first = next(filter(fits, self.within(start, mention.end)), mention)
            if len(self.text[start : first.start].split()) <= _WORDS_BEFORE_SUBJECT:
                return first
        return None

    def nearest_before(self, at: int, fits: Callable[[Mention], bool]) -> Mention | None:
        """The last mention before that fits."""
        return next(iter(self._before(at, fits)), None)

    def called_before(self, at: int, word: str) -> Mention | None:
        """The last mention before that was called `word`: "Minister Ann Roe", "Ann Roe, the minister", "the Foreign Ministry"."""
        called = self._called.get(word, [])
        place = bisect_left([mention.start for mention in called[-_FAR:]], at)
        return called[-_FAR:][place - 1] if place else None

    def only_person_before(self, at: int) -> Mention | None:
        """The one person named before `at`; None when there are more."""
        people = [first for first in list(self._people.values())[:2] if first.start < at]
        return people[0] if len(people) == 1 else None

    def fuller_before(self, name: str, at: int) -> Mention | None:
        """The last full name before `at`, or else the first after, of which `name` is the end, in any case."""
        words = name.casefold().split()
        full = self._full.get(words[-1] if words else "", [])
        place = bisect_left(full, at, key=lambda mention: mention.start)
        near = [*reversed(full[max(0, place - _FAR) : place]), *full[place : place + _FAR]]
        return next((m for m in near if f" {m.text.casefold()}".endswith(" " + " ".join(words))), None)

    def _before(self, at: int, fits: Callable[[Mention], bool]) -> list[Mention]:
        """The mentions before that fit, nearest first."""
        place = bisect_left(self._starts, at)
        return [m for m in reversed(self._mentions[max(0, place - _FAR) : place]) if m.end <= at and fits(m)]

    def _sentence_start(self, mention: Mention) -> int:
        """Where the mention's sentence starts; when that is far, some words before it."""
        floor = max(0, mention.start - _WINDOW)
        breaks = list(_SENTENCE.finditer(self.text, floor, mention.start))
        return breaks[-1].end() if breaks else floor

    def _read(self, mention: Mention) -> None:
        """Note the gender and the roles that the words beside a mention give."""
        before = _ROLE_BEFORE.search(self.text[max(0, mention.start - 40) : mention.start])
        title = before[1].lower() if before else ""
        if title in self._language.titles:
            self._genders[mention.entity] = self._language.titles[title]
        last = mention.text.split()[-1].casefold()
        roles = [title, *self._roles_after(mention), *self._ages(mention)] if mention.label == "person" else [last]
        if mention.label == "person":
            self._people.setdefault(mention.entity, mention)
            if last != mention.text.casefold():
                self._full.setdefault(last, []).append(mention)
        for role in filter(None, roles):
            self._called.setdefault(role, []).append(mention)

    def _roles_after(self, mention: Mention) -> list[str]:
        """`Ann Roe, the minister of fisheries,` gives "minister"."""
        match = self._language.apposition_pattern.match(self.text, mention.end, mention.end + 80)
        if not match:
            return []
        cut = self._language.preposition_pattern.search(match[1])
        return [word.lower() for word in _WORD.findall(match[1][: cut.start()] if cut else match[1])[-1:]]

    def _ages(self, mention: Mention) -> list[str]:
        """`Ann Roe, 34, ` and `34-year-old Ann Roe` give "34"."""
        before, after = _AGE_BEFORE.search(self.text, max(0, mention.start - 20), mention.start), _AGE_AFTER.match(self.text, mention.end)
        return [match[1] for match in (before, after) if match]


def _is_inside(mention: Mention, quoted: Sequence[Quoted]) -> bool:
    place = bisect_left(quoted, (mention.start + 1,)) - 1
    return place >= 0 and mention.start < quoted[place].outer_end
