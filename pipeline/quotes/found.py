"""What finding hands to resolving: a quotation as spans of the article's text, nothing resolved.

Invariant: `0 <= start < end`, in the article's text, and the same for cue, source and referent.
"""

from typing import Literal, NamedTuple

from pipeline.model import QuotationType

Offsets = tuple[int, int]
How = Literal[
    "label",  # HILL: "No." / "No." — Ann Roe (labels, turns, direct)
    "colon",  # Roe told reporters on Monday: "No." (direct)
    "before",  # Roe said, "No." (direct)
    "after",  # "No," Roe said. (direct)
    "according",  # "No," according to Roe. / In Roe's view, it rained. (direct, indirect)
    "same",  # Roe shook her head. "No." (direct)
    "inherited",  # "No," Roe said. "Never." (direct, inherit)
    "alone",  # "Never." with nothing beside it; inherit may make it "inherited" (direct)
    "clause",  # Roe said that it rained. / Roe urged them to leave. (indirect)
    "complement",  # Roe denied the report. / Roe praised her for "a fine job". (indirect, inline)
    "inverted",  # It rained, Roe said. (indirect)
    "noun",  # Roe's claim that it rained (indirect)
    "inline",  # words in marks that stand under some other verb (inline)
    "marks",  # words in marks in a language without a model (stage)
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
