"""Find what an article names. In: a spaCy Doc whose `ner` has run; out: mentions, in order, that do not overlap.

Invariant: `doc.text[m.start:m.end] == m.text`, and no mention holds a line break or ends in punctuation.
"""
# ruff: noqa: RUF001 - apostrophes of every kind are its subject

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from pipeline.entities.evidence import tell_label
from pipeline.entities.languages import Words, words_of
from pipeline.entities.names import clean_span, split_pair
from pipeline.entities.patterns import find_organizations
from pipeline.model import Label, Mention

# Of spaCy's labels; dates, numbers, languages and nationality words (NORP: "Russian" is no place) are not named things.
LABELS: dict[str, Label] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "EVENT": "other",
    "WORK_OF_ART": "other",
    "PRODUCT": "other",
    "LAW": "other",
}
_ACRONYM = re.compile(r" \(([A-Z][A-Za-z]{0,8}[A-Z])\)")  # behind the long form
_PARTICLES = r"(?:(?:de|d[aeiu]|del|della|la|le|van|von|der|den|ten|ter|zu|al|el|bin|ben|ibn|abu|y)[ -]|d['’])*"
_NAMED = re.compile(rf"(?=\W*\w.*[^\W\d_]){_PARTICLES}\w*[^\W_a-z\u00df-\u00ff]")  # letters, the first word with a capital or a number

Span = tuple[int, int, Label]


def find_mentions(doc: Doc) -> list[Mention]:
    """The spans of `doc` that name a person, an organization, a place or another thing; `entity` is still None."""
    text, words = doc.text, words_of(doc.lang_)
    spans = _without_overlap([*_formed(text, words), *_named(doc, text, words), *_missed(text, words)])
    return [Mention(start=start, end=end, text=text[start:end], label=label) for start, end, label in spans]


def _named(doc: Doc, text: str, words: Words) -> Iterator[Span]:
    """What the model names, cleaned, and its label set right where the words around leave no doubt."""
    for span in doc.ents:
        label = LABELS.get(span.label_)
        if label is None:
            continue
        first = _skip_office(text, span.start_char, span.end_char, words)
        for start, end in split_pair(text, first, span.end_char, is_person=label == "person"):
            yield from _clean(text, start, end, label, words)


def _skip_office(text: str, start: int, end: int, words: Words) -> int:
    """Where the name starts without the word that belongs to the office before it: "Secretary of [Defense Ann Roe]"."""
    if not words.office_before.search(text[max(0, start - 20) : start]):
        return start
    space = text.find(" ", start, end)
    return end if space < 0 else space + 1


def _clean(text: str, start: int, end: int, label: Label, words: Words) -> Iterator[Span]:
    start, end = clean_span(text, start, end, is_person=label == "person")
    titled = words.titled.match(text, start)
    if titled and titled.end() == end:
        start, label = titled.start(1), "person"
    told = tell_label(text, start, end, label, words)
    if told == "person" and label != "person":
        start, end = clean_span(text, start, end, is_person=True)
    label = told or label
    if not _NAMED.match(text, start, end) or words.no_name.match(text[start:end]):
        return
    if label == "person" or not words.title.match(text[start:end]):
        yield start, end, label
        acronym = _ACRONYM.match(text, end) if label == "organization" else None
        if acronym:
            yield *acronym.span(1), "organization"


def _formed(text: str, words: Words) -> Iterator[Span]:
    """Organizations by the form of their names, which a model may have cut."""
    return ((start, end, "organization") for start, end in find_organizations(text, words))


def _missed(text: str, words: Words) -> Iterator[Span]:
    """What has the form of a name or stands where only a name stands, should the model have missed it."""
    for pattern in (words.titled, words.saying):
        for match in pattern.finditer(text):
            yield *clean_span(text, *match.span(1), is_person=True), "person"
    for match in words.acronym.finditer(text):
        if not words.no_name.match(match[1]):
            yield *match.span(1), "organization"
    for match in words.event_named.finditer(text):
        yield *match.span(), "other"


def _without_overlap(spans: Iterable[Span]) -> Iterator[Span]:
    """The longer of two that overlap; of equals the first."""
    last: Span | None = None
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if last is None or span[0] >= last[1]:
            if last is not None:
                yield last
            last = span
        elif span[1] - span[0] > last[1] - last[0]:
            last = span
    if last is not None:
        yield last
