"""Who a source names. In: a source's span, the article's text, mentions and entities; out: a `Speaker`, or None.

    answer       "A"                          the one person that was named before an interview
    pronoun      "she"                        whom the sentence before began with, or else who spoke last
    it, they     "it"                         the same among organizations
    name         "Foreign Minister Ann Roe"   the mention that ends the naming part: not the one in "a spokesman for Ann Roe"
    name, bare   "HILL", "Roe"                of several people the one of that family name who was named last in full
    carrier      "Roe's letter", "the note"   whose letter it is; the note's: whom the sentence before began with
    description  "the minister"               whoever was called that before: "Ann Roe, the minister", "Minister Ann Roe"
    headline     "the mayor"                  the one person whom only the headline names
    group        "officials"                  nobody by name: None

A source of one word is asked as the first three, any other as the rest, in this order. Invariant: a speaker is an entity of the
article, and nothing between quotation marks is ever looked at.
"""
# ruff: noqa: RUF001 - apostrophes and marks of every kind are its subject

import re
from collections.abc import Sequence

from pipeline.model import Entity, Label, Mention, Speaker
from pipeline.quotes.context import Context
from pipeline.quotes.found import Offsets
from pipeline.quotes.languages import Language

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SEGMENT = re.compile(r"[,(;:—–]")
_AGE = re.compile(r"\b\d{1,3}\b")
_APOSTROPHES = ("'", "’")
_LABELS: dict[str, tuple[Label, ...]] = {"m": ("person",), "f": ("person",), "n": ("organization", "place"), "p": ("organization",)}


class Resolver:
    """Resolves the sources of one article in the order of the text, and remembers who spoke last.

    An entity without a mention in the text is one that only the headline names.
    """

    def __init__(self, context: Context, entities: Sequence[Entity], language: Language) -> None:
        self._context = context
        self._entities = entities
        self._language = language
        self._last: Speaker | None = None
        self._last_at = -1
        unnamed = [place for place, entity in enumerate(entities) if entity.label == "person" and place not in context.entities]
        self._headline = Speaker(name=entities[unnamed[0]].name, label="person", entity=unnamed[0]) if len(unnamed) == 1 else None
        self._has_neuter = "n" in language.pronouns.values()  # or else "il" may be a company

    def resolve_speaker(self, source: Offsets, referent: Offsets | None = None) -> Speaker | None:
        """Who `source` names.

        Args:
            source: the words beside the quotation.
            referent: read in their place when there is one ("who" stands for the noun before it).

        Returns:
            An entity of the article, or None when the words name nobody that the article names.
        """
        span = referent or source
        words = [word.lower() for word in _WORD.findall(self._context.text[slice(*span)])]
        if not words or (len(words) == 1 and words[0] in self._language.first):
            return None
        if len(words) == 1 and words[0] in self._language.answers:
            speaker = self._speaker(self._context.only_person_before(span[0])) or self._headline
        elif len(words) == 1 and words[0] in self._language.pronouns:
            speaker = self._by_pronoun(self._language.pronouns[words[0]], span[0])
        else:
            speaker = self._speaker(self._by_name(*span)) or self._by_carrier(*span)
            speaker = speaker or self._speaker(self._by_description(*span)) or self._by_headline(*span)
        if speaker is not None:
            self._last, self._last_at = speaker, source[0]
        return speaker

    def resolve_unnamed(self, cue: Offsets) -> Speaker | None:
        """Who is meant where a verb has no subject ("Añadió que"): whoever spoke last, or whom a nearer sentence begins with.

        Nobody by name when the verb tells of many ("Añadieron que").
        """
        many = self._language.plural_ending
        if not self._language.drops_subject or (many and self._context.text[slice(*cue)].endswith(many)):
            return None
        subject = self._context.subject_before(cue[0], lambda mention: mention.label in {"person", "organization"})
        if subject is None or subject.start < self._last_at:
            return self._last
        return self._speaker(subject)

    def _by_name(self, start: int, end: int) -> Mention | None:
        """The mention that ends one of the source's naming parts, people first."""
        text = self._context.text
        parts = _naming_parts(text, start, end, self._language)
        near = [(m, part) for part in parts for m in self._context.within(part[0], end) if m.start < part[1]]
        ending = [m for m, part in near if not _WORD.search(text[m.end : part[1]])]  # "Bank of Zenda" goes on past its part
        named = min(ending, key=lambda mention: mention.label != "person", default=None)
        is_bare = named is None or (named.label == "person" and " " not in named.text)
        return (self._context.fuller_before(text[slice(*parts[0])], start) if is_bare else None) or named

    def _by_pronoun(self, kind: str, at: int) -> Speaker | None:
        labels = _LABELS[kind] if self._has_neuter or kind == "p" else ("person", "organization")

        def fits(mention: Mention) -> bool:
            return mention.label in labels and self._context.gender(mention) in {None, kind}

        subject = self._context.subject_before(at, fits)
        if subject is None and self._last is not None and self._last.label in labels:
            return self._last
        nearest = self._speaker(subject or self._context.nearest_before(at, fits))
        return nearest or (self._headline if "person" in _LABELS[kind] else None)

    def _by_carrier(self, start: int, end: int) -> Speaker | None:
        """`Roe's letter`, `a note from Roe`, `the statement`: who wrote it."""
        text = self._context.text
        words = _WORD.findall(text[slice(*_naming_parts(text, start, end, self._language)[0])])
        carrier = next((word.lower() for word in reversed(words) if word.lower() in self._language.nouns), None)
        if carrier is None:
            return None
        if words[0].lower() in self._language.pronouns:
            return self._by_pronoun(self._language.pronouns[words[0].lower()], start)
        writer = next((m for m in self._context.within(start, end) if self._is_writer(m, start)), None)
        if writer is None and words[0].lower() in self._language.definite:
            subject = self._context.subject_before(start, lambda mention: mention.label in {"person", "organization"})
            writer = subject if subject and carrier in text[subject.end : start].lower() else None
        return self._speaker(writer)

    def _is_writer(self, mention: Mention, start: int) -> bool:
        """Whether a mention in a source has what the source begins or ends with: "Roe's letter", "a letter from Roe"."""
        text = self._context.text
        before = _WORD.findall(text[start : mention.start])
        return text[mention.end : mention.end + 1] in _APOSTROPHES or (bool(before) and before[-1].lower() in self._language.written_by)

    def _by_headline(self, start: int, end: int) -> Speaker | None:
        """`the minister`, when the article's text calls nobody so: the person that its headline names."""
        words = [word.lower() for word in _WORD.findall(self._context.text[start:end])]
        is_office = words[0] in self._language.definite and any(word in self._language.offices for word in words)
        return self._headline if is_office else None

    def _by_description(self, start: int, end: int) -> Mention | None:
        """`the minister`: the last one before who was called that; `the ministry`: the last one with that in its name."""
        text = self._context.text
        words = _WORD.findall(text[start:end])
        if words[0].lower() not in self._language.definite:
            return None
        part = _naming_parts(text, start, end, self._language)[0]
        age = _AGE.search(text, *part)
        if age is None:
            return self._context.called_before(start, _WORD.findall(text[slice(*part)])[-1].lower())
        return self._context.called_before(start, age[0]) or self._context.subject_before(start, lambda one: one.label == "person")

    def _speaker(self, mention: Mention | None) -> Speaker | None:
        if mention is None or mention.entity is None:
            return None
        entity = self._entities[mention.entity]
        return Speaker(name=entity.name, label=entity.label, entity=mention.entity)


def _naming_parts(text: str, start: int, end: int, language: Language) -> list[Offsets]:
    """The parts of a source, up to commas and each up to its first preposition: "the mayor | of Rome", "Ann Roe"."""
    parts = []
    at = start
    for match in [*_SEGMENT.finditer(text, start, end), None]:
        stop = match.start() if match else end
        cut = language.preposition_pattern.search(text, at, stop)
        has_words = cut is not None and text[at : cut.start()].strip() != ""
        parts.append((at, cut.start() if cut is not None and has_words else stop))
        at = match.end() if match else end
    return parts
