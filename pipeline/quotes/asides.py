"""A cue set off by commas, and what stands around it. In: a verb and its source; out: the pieces of what was said.

    [The deal is dead], Roe said on Monday.
    [The deal], Roe said, [is dead].
    As Roe reported, [the deal is dead].

The parse is often wrong in such sentences, the commas seldom are: so this reads the commas.
(`interruptions` does the same for an aside inside quotation marks.)
Invariant: the pieces are in order and hold neither cue nor source.
"""
# ruff: noqa: RUF001 - apostrophes and marks of every kind are its subject

from collections.abc import Callable

from spacy.tokens import Doc, Token

from pipeline.quotes.clauses import CLAUSE, Range, Source
from pipeline.quotes.groups import is_finite, is_infinitive, is_set_off, read_group
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
    core = _core(verb, source, language)
    return _around(verb, core, language, leads_to_speech) if core else []


def _around(verb: Token, core: Range, language: Language, leads_to_speech: Callable[[int], bool]) -> list[Range]:
    """What stands around cue and source, if commas part it from them."""
    doc, (first, last) = verb.doc, core
    start, end = sentence_start(doc, first), sentence_end(doc, verb.i, len(doc) - 1)
    is_as = first > start and doc[first - 1].lower_ in language.as_words
    first -= is_as
    while is_as and first > start and doc[first - 1].lower_ in language.before_as:
        first -= 1
    stop = _stop(verb, last, end, language)
    if stop is None:
        return []
    left = (start, first - 2) if first - 2 >= start and _follows_comma(doc, first) else None
    right = (stop + 1, end) if stop < end and doc[stop].text in _COMMAS and not _starts_something_new(doc[stop + 1], language) else None
    if left is None:
        return [right] if is_as and first == start and right else []
    if stop >= end:
        return [left] if _has_verb(doc, left) else []
    if leads_to_speech(stop + 1):
        return []  # "In Rome, Roe said, "No.""
    if right is None or (leads_to_speech(left[0]) and (not _has_verb(doc, right) or _only_adds(doc, right))):
        return [left]  # ""No," Roe said, on Monday", ""No," Roe said, and left"
    return [left, right]


def _follows_comma(doc: Doc, place: int) -> bool:
    """Whether a comma, or a comma inside closing marks (`… "so badly," Roe said`), stands before the token at `place`."""
    return doc[place - 1].text in _COMMAS or (doc[place - 1].is_quote and doc[place - 2].text == ",")


def _core(verb: Token, source: Source | None, language: Language) -> Range | None:
    """Source and cue side by side: "Roe has often said", "said Roe", "a dit mardi Roe"; in Spanish the cue alone, after a comma."""
    group = read_group(verb, language)
    if source is None:
        is_alone = language.drops_subject and is_set_off(verb.doc, group.first, language)
        return (group.first, group.last) if is_alone else None
    first, last = source.words
    if last < group.first:
        between = verb.doc[last + 1 : group.first]
        return (first, group.last) if all(token.pos_ in _BETWEEN for token in between) else None
    is_beside = first == verb.i + 1 or (language.reads_words and is_set_off(verb.doc, group.first, language))
    return (group.first, max(group.last, last)) if is_beside else None


def _stop(verb: Token, last: int, end: int, language: Language) -> int | None:
    """The comma after the cue and its modifiers, or the end of the sentence; None when the cue goes on to report."""
    doc = verb.doc
    stop = last + 1
    while stop <= end and doc[stop].text not in _COMMAS:
        if stop - last > MAX_MODIFIERS:
            return None
        stop += 1
    if language.reads_words:
        return None if any(_reports(token, language) for token in doc[last + 1 : stop]) else stop
    led = language.with_prepositions.get(verb.lemma_, frozenset())
    reports = any(
        last < child.left_edge.i < stop and (child.dep_ in CLAUSE | {"dobj", "obj", "xcomp"} or child.lower_ in led)
        for child in verb.rights
    )
    return None if reports else stop


def _reports(token: Token, language: Language) -> bool:
    """Whether a word after a cue tells that it goes on to report: a clause, an infinitive, a verb, a colon."""
    return is_finite(token) or is_infinitive(token) or token.lower_ in language.that or token.text in {":", '"', "«", "“"}


def _starts_something_new(token: Token, language: Language) -> bool:
    """Whether what follows the aside is no more of what was said: ", adding …", ", who …", ", according to …"."""
    return token.tag_ == "VBG" or token.lower_ in language.relative or token.lower_ in language.aside_ends


def _only_adds(doc: Doc, words: Range) -> bool:
    return words[0] < words[1] and doc[words[0]].pos_ == "CCONJ" and doc[words[0] + 1].pos_ in {"VERB", "AUX"}


def _has_verb(doc: Doc, words: Range) -> bool:
    """Whether the words are a clause: they have a verb, or a subject of what was taken for a noun ("Le chantier [prendra] …")."""
    return any(token.pos_ in {"VERB", "AUX"} or token.dep_ == "nsubj" for token in doc[words[0] : words[1] + 1])
