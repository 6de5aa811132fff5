"""Who a source names. In: a source's span, the article's text, mentions and entities; out: a `Speaker`, or None.

    name         "Foreign Minister Ann Roe"   the mention that ends the naming part: not the one in "a spokesman for Ann Roe"
    pronoun      "she"                        the person the sentence before began with, or else the last speaker
    it, they     "it"                         the last organization that spoke or was named
    description  "the minister"               whoever was called that: "Ann Roe, the minister", "Minister Ann Roe"
    group        "officials"                  nobody: None

Nothing between quotation marks is ever looked at.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.model import Entity, Mention, Speaker
from pipeline.quotes.found import Offsets
from pipeline.quotes.languages import Language
from pipeline.quotes.marks import Quoted

_SEGMENT = re.compile(r"[,(;:—–]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_NAMING: dict[str, tuple[str, ...]] = {
    "": ("person",),
    "f": ("person",),
    "m": ("person",),
    "it": ("organization", "place"),
    "they": ("organization",),
}


class Resolver:
    """Resolves the sources of one article, in the order of the text; remembers who spoke last."""

    def __init__(
        self, text: str, mentions: Sequence[Mention], entities: Sequence[Entity], quoted: Sequence[Quoted], language: Language
    ) -> None:
        self._text = text
        self._entities = entities
        self._language = language
        self._mentions = [m for m in mentions if m.entity is not None and not _is_inside(m, quoted)]
        self._starts = [m.start for m in self._mentions]
        self._last: Speaker | None = None
        self._last_at = 0
        self._roles = self._read_roles()

    def resolve_speaker(self, source: Offsets, referent: Offsets | None = None) -> Speaker | None:
        """Who `source` names; `referent` is read instead when there is one ("who" → the noun before it)."""
        start, end = referent or source
        words = _WORD.findall(self._text[start:end])
        gender = self._language.pronouns.get(words[0].lower()) if len(words) == 1 else None
        if gender is not None:
            speaker = self._by_pronoun(words[0].lower(), gender, start)
        elif words and words[0].lower() in self._language.first and len(words) == 1:
            speaker = None
        else:
            speaker = self._by_name(start, end) or self._by_description(start, end)
        if speaker is not None:
            self._last, self._last_at = speaker, start
        return speaker

    def _by_name(self, start: int, end: int) -> Speaker | None:
        """The mention that ends one of the source's naming parts: people first."""
        parts = _naming_parts(self._text, start, end, self._language)
        ending = [m for part in parts for m in self._within(*part) if self._ends(m, part[1])]
        ending.sort(key=lambda m: m.label != "person")
        return self._speaker(ending[0]) if ending else None

    def _ends(self, mention: Mention, end: int) -> bool:
        """Whether nothing of weight follows the mention in its part: "Ann Roe, 34", but not "the Roe campaign"."""
        rest = self._text[mention.end : end]
        return not _WORD.search(rest)

    def _by_pronoun(self, word: str, gender: str, at: int) -> Speaker | None:
        labels = _NAMING.get(gender if gender == "it" else word if word in {"they"} else gender, ("person",))
        paragraph = self._text.rfind("\n", 0, at) + 1
        near = [m for m in self._within(paragraph, at) if m.label in labels and m.end <= at]
        if near:
            return self._speaker(self._first_of_sentence(near))
        if self._last is not None and self._last.label in labels:
            return self._last
        before = [m for m in self._within(0, paragraph) if m.label in labels]
        return self._speaker(self._first_of_sentence(before)) if before else None

    def _first_of_sentence(self, mentions: list[Mention]) -> Mention:
        """Of the last sentence's mentions the first: most often its subject."""
        chosen = mentions[-1]
        for mention in reversed(mentions):
            between = self._text[mention.end : chosen.start]
            if re.search(r"[.?!…][”\"»)]*\s|\n", between):
                break
            chosen = mention
        return chosen

    def _by_description(self, start: int, end: int) -> Speaker | None:
        """`the minister`: the last one before who was called that."""
        words = _WORD.findall(self._text[start:end])
        if not words or words[0].lower() not in self._language.definite:
            return None
        head_part = _naming_parts(self._text, start, end, self._language)[0]
        head = _WORD.findall(self._text[head_part[0] : head_part[1]])
        known = self._roles.get(head[-1].lower(), []) if head else []
        before = [m for m in known if m.start < start]
        return self._speaker(before[-1]) if before else None

    def _read_roles(self) -> dict[str, list[Mention]]:
        """What each person is called beside the name: {"minister": [mentions]}."""
        roles: dict[str, list[Mention]] = {}
        for mention in self._mentions:
            if mention.label == "person":
                for word in self._role_words(mention):
                    roles.setdefault(word, []).append(mention)
        return roles

    def _role_words(self, mention: Mention) -> list[str]:
        before = re.search(r"([^\W\d_]+),?\s+$", self._text[max(0, mention.start - 40) : mention.start])
        after = re.match(r",\s+(?:an?|the|une?|le|la|el|los)\s+([^,.;\n]{1,60})", self._text[mention.end : mention.end + 80])
        head = _cut(after[1], self._language) if after else ""
        found = [*([before[1]] if before else []), *_WORD.findall(head)[-1:]]
        return [word.lower() for word in found]

    def _within(self, start: int, end: int) -> list[Mention]:
        return [m for m in self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)] if m.end <= end]

    def _speaker(self, mention: Mention) -> Speaker:
        assert mention.entity is not None
        entity = self._entities[mention.entity]
        return Speaker(name=entity.name, label=entity.label, entity=mention.entity)


def _naming_parts(text: str, start: int, end: int, language: Language) -> list[Offsets]:
    """The parts of a source, up to commas and each up to its first preposition: "the mayor | of Rome", "Ann Roe"."""
    parts = []
    at = start
    for match in [*_SEGMENT.finditer(text, start, end), None]:
        stop = match.start() if match else end
        parts.append((at, at + len(_cut(text[at:stop], language))))
        at = match.end() if match else end
    return parts


def _cut(words: str, language: Language) -> str:
    """The words before the first preposition that has some before it."""
    match = language.preposition_pattern.search(words)
    return words[: match.start()] if match and words[: match.start()].strip() else words


def _is_inside(mention: Mention, quoted: Sequence[Quoted]) -> bool:
    place = bisect_left(quoted, (mention.start + 1,)) - 1
    return place >= 0 and mention.start < quoted[place].outer_end
