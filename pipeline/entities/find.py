"""Find what an article names. In: a spaCy Doc whose `ner` has run; out: mentions, in order, that do not overlap.

Invariant: `doc.text[m.start:m.end] == m.text`, and no mention holds a line break or ends in punctuation.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.entities.names import clean_span
from pipeline.entities.patterns import find_organizations, is_administration
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
_PERSON_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Prof|President|Senator|Sen|Minister|Gov|Governor|King|Queen|Emperor|Tsar)\.? $"
)
_PERSON_AFTER = re.compile(r",? who(?:se)?\b|, \d\d,")
_PLACE_BEFORE = re.compile(
    r"\b(?:(?:town|city|village|island|province|region|state|district|port) of|(?<!\w)in|into|near|outside|across) $"
)

Span = tuple[int, int, Label]


def find_mentions(doc: Doc) -> list[Mention]:
    """The spans of `doc` that name a person, an organization, a place or another thing; `entity` is still None."""
    text = doc.text
    spans = list(_without_overlap([*_patterned(text), *_named(doc)]))
    return [Mention(start=start, end=end, text=text[start:end], label=label) for start, end, label in spans]


def _named(doc: Doc) -> Iterator[Span]:
    """What the model names, cleaned, and its label set right where the words around leave no doubt."""
    text = doc.text
    for span in doc.ents:
        label = LABELS.get(span.label_)
        if label is None:
            continue
        start, end = clean_span(text, span.start_char, span.end_char, is_person=label == "person")
        if any(c.isalpha() for c in text[start:end]):
            yield start, end, _label(text, start, end, label)


def _label(text: str, start: int, end: int, label: Label) -> Label:
    before = text[max(0, start - 20) : start]
    if label == "person" and is_administration(text, end):
        return "organization"
    if label in {"organization", "other"} and (_PERSON_BEFORE.search(before) or _PERSON_AFTER.match(text, end)):
        return "person"
    is_plain = label == "person" or (label == "organization" and " " not in text[start:end] and not text[start:end].isupper())
    return "place" if is_plain and _PLACE_BEFORE.search(before) else label


def _patterned(text: str) -> Iterator[Span]:
    return ((start, end, "organization") for start, end in find_organizations(text))


def _without_overlap(spans: list[Span]) -> Iterator[Span]:
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
