"""A cue set off by commas, and what stands around it. In: a verb and its source; out: the pieces of what was said.

    [The deal is dead], Roe said on Monday.
    [The deal], Roe said, [is dead].
    As Roe reported, [the deal is dead].

The parse is often wrong in such sentences, the commas seldom are: so this reads the commas.
"""
# ruff: noqa: RUF001 - apostrophes and marks of every kind are its subject

from collections.abc import Callable

from spacy.tokens import Doc, Token

from pipeline.quotes.clauses import CLAUSE, Range, Source
from pipeline.quotes.languages import Language
from pipeline.quotes.zones import sentence_end, sentence_start

MAX_MODIFIERS = 12  # words between the cue and the comma after it: "on Monday in Rome"
_BETWEEN = {"AUX", "ADV", "PART"}
_COMMAS = {",", "—", "–", "--"}


def find_aside(verb: Token, source: Source | None, language: Language, leads_to_speech: Callable[[int], bool]) -> list[Range]:
    """The one or two pieces around an aside; none when the cue is not set off by commas.

    Args:
        verb: the cue.
        source: the words that name who speaks.
        language: its data.
        leads_to_speech: whether an utterance that begins a sentence of its own stands at a token.
    """
    doc = verb.doc
    core = source and _core(doc, verb.i, source.words)
    if not core:
        return []
    first, last = core
    start, end = sentence_start(doc, first), sentence_end(doc, verb.i, len(doc) - 1)
    is_as = first > start and doc[first - 1].lower_ in language.as_words
    first -= is_as
    stop = _stop(verb, last, end)
    if stop is None:
        return []
    left = (start, first - 2) if first - 2 >= start and doc[first - 1].text in _COMMAS else None
    right = (stop + 1, end) if stop < end and doc[stop].text in _COMMAS and not _starts_something_new(doc[stop + 1], language) else None
    if left and stop >= end:
        return [left] if _has_verb(doc, left) else []
    if left and doc[stop].text in _COMMAS:
        if stop < end and leads_to_speech(stop + 1):
            return []  # "In Rome, Roe said, "No.""
        return [left, right] if right else [left]
    return [right] if is_as and first == start and right else []


def _core(doc: Doc, verb: int, source: Range) -> Range | None:
    """Source and cue side by side: "Roe has often said", "said Roe"."""
    if source[1] < verb:
        return (source[0], verb) if all(doc[place].pos_ in _BETWEEN for place in range(source[1] + 1, verb)) else None
    return (verb, source[1]) if source[0] == verb + 1 else None


def _stop(verb: Token, last: int, end: int) -> int | None:
    """The comma after the cue and its modifiers, or the end of the sentence; None when the cue goes on to report."""
    doc = verb.doc
    stop = last + 1
    while stop <= end and doc[stop].text not in _COMMAS:
        if stop - last > MAX_MODIFIERS:
            return None
        stop += 1
    reports = any(child.dep_ in CLAUSE | {"dobj", "obj", "xcomp"} and child.left_edge.i < stop for child in verb.rights if child.i > last)
    return None if reports else stop


def _starts_something_new(token: Token, language: Language) -> bool:
    """Whether what follows the aside is no more of what was said: ", adding …", ", who …", ", according to …"."""
    return token.tag_ == "VBG" or token.lower_ in language.relative or token.lower_ in language.aside_ends


def _has_verb(doc: Doc, words: Range) -> bool:
    return any(token.pos_ in {"VERB", "AUX"} for token in doc[words[0] : words[1] + 1])
