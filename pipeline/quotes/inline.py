"""Words in marks that no rule has taken: speech if a cue stands over them or they are many. In: a frame, its parse, what was found; out: `Found`s.

`Roe spoke of "a long and bitter winter".` is a quotation; `the film "Frozen"` is none.
"""

from spacy.tokens import Doc, Token

from pipeline.quotes.clauses import find_source, is_cue
from pipeline.quotes.found import Found, Offsets
from pipeline.quotes.frames import Frame
from pipeline.quotes.languages import Language
from pipeline.quotes.utterances import is_short, is_title


def find_inline(text: str, frame: Frame, doc: Doc, found: list[Found], language: Language) -> list[Found]:
    """The spans between marks that overlap nothing found so far and that somebody says."""
    more = []
    for marks in frame.inline:
        if any(one.start < marks.end and marks.start < one.end for one in found):
            continue
        verb = _verb_over(doc, frame, (marks.outer_start, marks.outer_end))
        if is_title(text, marks.start, marks.end):
            continue
        is_said = verb is not None and (is_cue(verb, language) or verb.lemma_ in language.speak)
        if not is_short(text, marks.start, marks.end) or (
            is_said and verb is not None and _is_beside(text, frame, verb, marks.outer_start)
        ):
            more.append(_build(frame, doc, (marks.start, marks.end), verb, language))
    return more


def _verb_over(doc: Doc, frame: Frame, outer: Offsets) -> Token | None:
    """The nearest verb that the words between the marks hang on."""
    start, end = (frame.from_article(offset) for offset in outer)
    span = doc.char_span(start, end, alignment_mode="expand")
    token = span.root
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in {"VERB", "AUX"} and not span.start <= token.i < span.end:
            return token
    return None


def _is_beside(text: str, frame: Frame, verb: Token, mark: int) -> bool:
    """Whether the verb is the last word before the marks: `she shouted "Yes"`."""
    _, end = frame.to_article(verb.idx, verb.idx + len(verb))
    return end <= mark and not text[end:mark].strip(" ,:")


def _build(frame: Frame, doc: Doc, content: Offsets, verb: Token | None, language: Language) -> Found:
    source = verb is not None and find_source(verb, language) or None

    def offsets(first: int, last: int) -> Offsets:
        return frame.to_article(doc[first].idx, doc[last].idx + len(doc[last]))

    return Found(
        *content,
        "direct",
        "inline",
        offsets(verb.i, verb.i) if verb is not None else None,
        source and offsets(*source.words),
        source and source.referent and offsets(*source.referent),
    )
