"""Where a sentence starts and ends, by its marks. In: a Doc and tokens; out: tokens, and ranges of tokens.

The parser's own sentences are not used: one wrong break would hide a cue from its quotation. Invariant: nothing reaches over the
floor or ceiling that is given.
"""

from spacy.tokens import Doc

from pipeline.quotes.clauses import Range

_STOPS = {".", "?", "!"}


def is_stop(doc: Doc, place: int) -> bool:
    """Whether a sentence ends with this token."""
    return doc[place].text in _STOPS


def sentence_start(doc: Doc, place: int, floor: int = 0) -> int:
    """The first token of the sentence that the token at `place` stands in, not before `floor`."""
    while place > floor and not is_stop(doc, place - 1):
        place -= 1
    return place


def sentence_end(doc: Doc, place: int, ceiling: int) -> int:
    """The last token, its stop not counted, of the sentence that the token at `place` stands in, not after `ceiling`."""
    while place < ceiling and not is_stop(doc, place + 1):
        place += 1
    return place


def zone_before(doc: Doc, utterance: Range, floor: int) -> Range | None:
    """What leads up to an utterance in its sentence: `[Roe said,] "…"`."""
    end = utterance[0] - 1
    while end >= floor and doc[end].is_space:
        end -= 1
    start = sentence_start(doc, end + 1, floor)
    return (start, end) if start <= end else None


def zone_after(doc: Doc, utterance: Range, ceiling: int) -> Range | None:
    """What the sentence goes on with after an utterance: `"…," [Roe said]`; None when the utterance ends it."""
    last = utterance[1]
    if doc[last - 1].text == "." and not doc[min(last + 1, len(doc) - 1)].is_lower:
        return None
    end = sentence_end(doc, last, ceiling)
    return (last + 1, end) if end > last else None


def sentence_before(doc: Doc, utterance: Range, floor: int) -> Range | None:
    """The whole sentence that ends where an utterance begins: `[Roe shook her head]. "…"`."""
    end = utterance[0] - 2
    if end < floor or not is_stop(doc, utterance[0] - 1):
        return None
    return sentence_start(doc, end, floor), end


def count_stops(doc: Doc, first: int, last: int) -> int:
    """How many sentences end between two tokens, the second not counted."""
    return sum(is_stop(doc, place) for place in range(first, last))
