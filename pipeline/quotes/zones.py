"""Where a sentence starts and ends, by its marks. In: a Doc and a token; out: a token.

The parser's own sentences are not used: one wrong break would hide a cue from its quotation.
"""

from spacy.tokens import Doc

_STOPS = {".", "?", "!"}


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


def is_stop(doc: Doc, place: int) -> bool:
    """Whether a sentence ends with this token."""
    return doc[place].text in _STOPS
