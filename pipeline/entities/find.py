"""Find what an article names. In: a spaCy Doc whose `ner` has run; out: mentions, in order, that do not overlap.

Invariant: `doc.text[m.start:m.end] == m.text`, and no mention holds a line break or ends in punctuation.
"""

from spacy.tokens import Doc

from pipeline.entities.names import clean_span
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


def find_mentions(doc: Doc) -> list[Mention]:
    """The spans of `doc` that name a person, an organization, a place or another thing; `entity` is still None."""
    mentions = []
    for span in doc.ents:
        label = LABELS.get(span.label_)
        if label is None:
            continue
        start, end = clean_span(doc.text, span.start_char, span.end_char, is_person=label == "person")
        if any(c.isalpha() for c in doc.text[start:end]):
            mentions.append(Mention(start=start, end=end, text=doc.text[start:end], label=label))
    return mentions
