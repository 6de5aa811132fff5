"""Words in marks that no rule has taken: speech if a cue stands over them or they are many. In: a reading, what was found; out: `Found`s.

`Roe spoke of "a long and bitter winter".` is a quotation; `the film "Frozen"` is none.
Invariant: what is found overlaps nothing that was found before.
"""

import re

from spacy.tokens import Token

from pipeline.quotes.cues import is_cue, is_speaking
from pipeline.quotes.found import Found
from pipeline.quotes.languages import Language
from pipeline.quotes.marks import Quoted
from pipeline.quotes.reading import Reading
from pipeline.quotes.utterances import is_short, is_title

_LONGEST_WORD = 20
_TAKEN = {"dobj", "obj", "dative", "prep", "oprd", "xcomp", "ccomp", "acomp", "obl"}
_LAST_WORD = re.compile(r"([^\W\d_]+)(,?)\s*$")


def find_inline(text: str, reading: Reading, found: list[Found]) -> list[Found]:
    """The spans between marks that overlap nothing found so far and that somebody says."""
    more: list[Found] = []
    for marks in reading.frame.inline:
        is_taken = any(one.start < marks.end and marks.start < one.end for one in [*found, *more])
        if is_taken or is_title(text, marks.start, marks.end) or _is_named(text, marks, reading.language):
            continue
        verb = _verb_over(reading, marks)
        complement = _find_complement(reading, marks) if " " in text[marks.start : marks.end] else None
        if complement is not None:
            more.append(complement)
        elif not is_short(text, marks.start, marks.end) or (verb is not None and _is_said_by(text, reading, verb, marks)):
            more.append(_build(reading, marks, verb))
    return more


def _is_named(text: str, marks: Quoted, language: Language) -> bool:
    """Whether the word before the marks is one for what bears a name (`le film « … »`, `sa pièce, « … »`), or they begin as a name does."""
    before = _LAST_WORD.search(text[max(0, marks.outer_start - _LONGEST_WORD) : marks.outer_start])
    word, comma = (before[1].lower(), before[2]) if before else ("", "")
    begins = language.reads_words and not comma and text[marks.start].isupper() and word not in language.forms and word not in language.that
    return bool(word) and (word in language.works or begins)


def _verb_over(reading: Reading, marks: Quoted) -> Token | None:
    """The nearest verb that the words between the marks hang on."""
    frame = reading.frame
    first, last = reading.to_tokens(frame.from_article(marks.outer_start), frame.from_article(marks.outer_end))
    token = reading.doc[first : last + 1].root
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in {"VERB", "AUX"} and not first <= token.i <= last:
            return token
    return None


def _find_complement(reading: Reading, marks: Quoted) -> Found | None:
    """`Roe praised [the crew for "a very fine job"]`: the whole of what a verb of speaking takes, when it holds the marks."""
    frame = reading.frame
    first, last = reading.to_tokens(frame.from_article(marks.outer_start), frame.from_article(marks.outer_end))
    for verb in reading.doc[first : last + 1].root.ancestors:
        if verb.i < first and (is_cue(verb, reading.language) or is_speaking(verb, reading.language)):
            parts = [child for child in verb.rights if child.dep_ in _TAKEN]
            holds = next((part for part in parts if part.left_edge.i <= first <= part.right_edge.i), None)
            if holds is None or (holds is parts[0] and holds.i == first - 1):
                return None  # `spoke of "a long winter"`: the marks are the whole
            start, end = reading.to_offsets((parts[0].left_edge.i, max(last, holds.right_edge.i)))
            found = Found(min(start, marks.outer_start), max(end, marks.end), "mixed", "complement")
            return reading.add_source(found, "complement", reading.cue_range(verb), reading.find_source(verb, (verb.i, verb.i)))
    return None


def _is_said_by(text: str, reading: Reading, verb: Token, marks: Quoted) -> bool:
    """Whether the verb is one of speaking and the last word before the marks: `she shouted "Yes"`."""
    _, end = reading.to_offsets((verb.i, verb.i))
    speaks = is_cue(verb, reading.language) or is_speaking(verb, reading.language)
    return speaks and end <= marks.outer_start and not text[end : marks.outer_start].strip(" ,:")


def _build(reading: Reading, marks: Quoted, verb: Token | None) -> Found:
    found = Found(marks.start, marks.end, "direct", "inline")
    if verb is None:
        return found
    return reading.add_source(found, "inline", reading.cue_range(verb), reading.find_source(verb, (verb.i, verb.i)))
