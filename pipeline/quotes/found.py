"""What finding hands to resolving: spans of the article's text, nothing resolved."""

from typing import Literal, NamedTuple

from pipeline.model import QuotationType

Offsets = tuple[int, int]
How = Literal[
    "label",
    "before",
    "after",
    "same",
    "colon",
    "inherited",
    "clause",
    "inverted",
    "according",
    "complement",
    "noun",
    "inline",
    "alone",
    "marks",
]


class Found(NamedTuple):
    """A quotation before its source is resolved.

    Attributes:
        start, end: the content.
        how: the rule that found it; confidence is measured by it.
        cue, source: the words that link and the words that name; None where there are none.
        referent: the words that the source stands for within its sentence ("who" → the noun before it), if it does.
    """

    start: int
    end: int
    type: QuotationType
    how: How
    cue: Offsets | None = None
    source: Offsets | None = None
    referent: Offsets | None = None
