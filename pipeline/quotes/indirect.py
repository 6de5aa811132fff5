"""Find reported speech without marks, or with marks only on some of its words. In: a frame and its parse; out: `Found`s.

    clause      Roe said that it rained. Roe urged them to leave.
    complement  Roe called it a mistake. Roe denied the report.
    inverted    It rained, Roe said. / The rain, Roe said, was over. (a record for each piece)
    according   According to Roe, it rained.
    noun        Roe's claim that it rained

The content is the whole of what the cue takes, so words in marks inside it are part of it (then its type is "mixed").
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.quotes.asides import find_aside
from pipeline.quotes.clauses import Range, Source, find_named_after, find_source, is_cue, neighbour_source, phrase, shrink
from pipeline.quotes.complements import find_clause_before, find_complement
from pipeline.quotes.found import Found, How
from pipeline.quotes.frames import Frame
from pipeline.quotes.languages import Language
from pipeline.quotes.zones import sentence_end, sentence_start

Report = tuple[How, Range, Range, Source | None]  # how, cue, content, source


def find_indirect(frame: Frame, doc: Doc, language: Language) -> list[Found]:
    """Each reported clause or complement outside the utterances, with its cue and source, in no order."""
    found = []
    for how, cue, content, source in _reports(frame, doc, language):
        bounds = _outside_utterances(frame, doc, content)
        if bounds is not None:
            found.append(_build(frame, doc, how, cue, bounds, source))
    return found


def _reports(frame: Frame, doc: Doc, language: Language) -> Iterator[Report]:
    for token in doc:
        if frame.utterance_at(token.idx) is not None:
            continue
        if is_cue(token, language):
            yield from _verb(token, frame, language)
        elif token.pos_ == "NOUN" and token.lemma_ in language.nouns:
            yield from _noun(token)
    yield from _according(doc, language)


def _verb(verb: Token, frame: Frame, language: Language) -> Iterator[Report]:
    cue = (verb.i, verb.i)
    source = find_source(verb, language) or neighbour_source(verb, sentence_start(verb.doc, verb.i), len(verb.doc) - 1)
    pieces = find_aside(verb, source, language, lambda place: frame.has_sentence_at(verb.doc[place].idx))
    if pieces:
        yield from (("inverted", cue, piece, source) for piece in pieces)
        return
    complement = find_complement(verb, language)
    if complement is not None:
        yield complement[1], cue, complement[0], source
        return
    before = find_clause_before(verb, source)
    if before is not None and source is not None:
        yield "inverted", cue, before, source


def _noun(noun: Token) -> Iterator[Report]:
    """`Roe's claim [that it rained]`."""
    clause = next((child for child in noun.rights if child.dep_ in {"acl", "ccomp"} and any(t.dep_ == "mark" for t in child.lefts)), None)
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    if clause is not None and owner is not None:
        yield "noun", (noun.i, noun.i), (clause.left_edge.i, clause.right_edge.i), Source(_owner(owner))


def _owner(owner: Token) -> Range:
    first, last = phrase(owner)
    return first, last - 1 if last > first and owner.doc[last].dep_ == "case" else last


def _according(doc: Doc, language: Language) -> Iterator[Report]:
    """`According to Roe, [it rained].` and `[It rained], according to Roe.`"""
    for match in language.according_pattern.finditer(doc.text):
        words = doc.char_span(*match.span(), alignment_mode="expand")
        source = find_named_after(doc, words.start, words.end)
        if source is None:
            continue
        before = (sentence_start(doc, words.start), words.start - 1)
        after = (source.words[1] + 1, sentence_end(doc, source.words[1], len(doc) - 1))
        is_medial = doc[max(0, words.start - 1)].text == "," and doc[min(len(doc) - 1, after[0])].text == ","
        for piece in (before, after) if is_medial else (max(before, after, key=lambda p: p[1] - p[0]),):
            if piece[1] > piece[0]:
                yield "according", (words.start, words.end - 1), piece, source


def _outside_utterances(frame: Frame, doc: Doc, content: Range) -> Range | None:
    """The content up to the first utterance in it, trimmed; None when nothing is left."""
    first, last = content
    for place in range(first, last + 1):
        if frame.utterance_at(doc[place].idx) is not None:
            last = place - 1
            break
    if last < first:
        return None
    first, last = shrink(doc[0], first, last)
    return None if doc[first].is_punct or doc[first].is_space else (first, last)


def _outside(frame: Frame, doc: Doc, source: Source | None) -> Source | None:
    """The source without an utterance that the parse took into it."""
    if source is None:
        return None
    words = [place for place in range(source.words[0], source.words[1] + 1) if frame.utterance_at(doc[place].idx) is None]
    return source._replace(words=(words[0], words[-1])) if words and words[-1] - words[0] == len(words) - 1 else None


def _build(frame: Frame, doc: Doc, how: How, cue: Range, content: Range, source: Source | None) -> Found:
    def offsets(tokens: Range) -> tuple[int, int]:
        return frame.to_article(doc[tokens[0]].idx, doc[tokens[1]].idx + len(doc[tokens[1]]))

    source = _outside(frame, doc, source)
    start, end = offsets(content)
    inside = [marks for marks in frame.inline if marks.start < end and start < marks.end]
    for marks in inside:  # a quotation of several sentences may go on after the clause's own end
        start = min(start, marks.outer_start) if start > marks.start else start
        end = max(end, marks.outer_end) if end > marks.start + 1 and end < marks.end else end
    whole = next((marks for marks in inside if marks.start <= start + 1 and marks.end >= end - 1), None)
    return Found(
        whole.start if whole else start,
        whole.end if whole else end,
        "direct" if whole else "mixed" if inside else "indirect",
        how,
        offsets(cue),
        source and offsets(source.words),
        source and source.referent and offsets(source.referent),
    )
