"""Find reported speech without marks, or with marks only on some of its words. In: a frame and its parse; out: `Found`s.

    clause      Roe said that it rained. Roe urged them to leave.
    complement  Roe called it a mistake. Roe denied the report.
    inverted    It rained, Roe said.
    according   According to Roe, it rained.
    noun        Roe's claim that it rained

The content is the whole of what the cue takes, so words in marks inside it are part of it (then its type is "mixed").
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.quotes.clauses import CLAUSE, OBJECT, Range, Source, find_named_after, find_source, is_cue, phrase, shrink
from pipeline.quotes.found import Found, How
from pipeline.quotes.frames import Frame
from pipeline.quotes.languages import Language

_SUBORDINATE = {"xcomp"}
_PREDICATE = {"oprd", "xcomp", "acomp"}


def find_indirect(frame: Frame, doc: Doc, language: Language) -> list[Found]:
    """Each reported clause or complement outside the utterances, with its cue and source, in no order."""
    found = []
    for cue, content, source, how in _reports(doc, language):
        bounds = _outside_utterances(frame, doc, content)
        if bounds is not None:
            found.append(_build(frame, doc, bounds, cue, source, how))
    return found


def _reports(doc: Doc, language: Language) -> Iterator[tuple[Range, Range, Source | None, How]]:
    for token in doc:
        if is_cue(token, language):
            source = find_source(token, language)
            right = _complement(token, language)
            left = None if right else _clause_before(token, source)
            if right:
                yield (token.i, token.i), right[0], source, right[1]
            elif left and source:
                yield (token.i, token.i), left, source, "inverted"
        elif token.pos_ == "NOUN" and token.lemma_ in language.nouns:
            yield from _noun(token)
    yield from _according(doc, language)


def _complement(verb: Token, language: Language) -> tuple[Range, How] | None:
    """What the verb takes after it: "said [that it rained]", "told us [it rained]", "called [it a mistake]"."""
    parts = [child for child in verb.rights if _is_part(child, verb, language)]
    if not parts:
        return None
    first, last = max(verb.i + 1, parts[0].left_edge.i), max(part.right_edge.i for part in parts)
    how: How = "clause" if any(part.dep_ in CLAUSE | _SUBORDINATE for part in parts) else "complement"
    return (first, last), how


def _is_part(child: Token, verb: Token, language: Language) -> bool:
    lemma = verb.lemma_.lower()
    if child.dep_ in CLAUSE:
        return True
    if child.dep_ in _SUBORDINATE and lemma in language.urge:
        return True
    if child.dep_ in OBJECT:
        return lemma in language.judge and not any(other.dep_ in CLAUSE | _SUBORDINATE for other in verb.rights)
    if child.dep_ in _PREDICATE:
        return lemma in language.judge
    return child.dep_ in {"prep", "obl"} and _opening(child) in language.with_prepositions.get(lemma, ())


def _opening(child: Token) -> str:
    """The preposition of a complement: its head in spaCy's English scheme, its case in Universal Dependencies."""
    return child.lower_ if child.dep_ == "prep" else next((t.lower_ for t in child.lefts if t.dep_ == "case"), "")


def _clause_before(verb: Token, source: Source | None) -> Range | None:
    """`[It rained], Roe said.`: the clause that the cue hangs behind."""
    clause = next((child for child in verb.lefts if child.dep_ in CLAUSE), None)
    if clause is None and verb.dep_ in {"parataxis", "ccomp"} and verb.head.i < verb.i:
        clause = verb.head
    if clause is None:
        return None
    edge = min([verb.i, *([source.words[0]] if source and source.words[0] > clause.i else [])])
    return (clause.left_edge.i, edge - 1) if clause.left_edge.i < edge else None


def _noun(noun: Token) -> Iterator[tuple[Range, Range, Source | None, How]]:
    """`Roe's claim [that it rained]`."""
    clause = next((child for child in noun.rights if child.dep_ in {"acl", "ccomp"} and any(t.dep_ == "mark" for t in child.lefts)), None)
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    if clause is not None and owner is not None:
        yield (noun.i, noun.i), (clause.left_edge.i, clause.right_edge.i), Source(_owner(owner)), "noun"


def _owner(owner: Token) -> Range:
    first, last = phrase(owner)
    return first, last - 1 if last > first and owner.doc[last].dep_ == "case" else last


def _according(doc: Doc, language: Language) -> Iterator[tuple[Range, Range, Source | None, How]]:
    """`According to Roe, [it rained].` and `[It rained], according to Roe.`"""
    for match in language.according_pattern.finditer(doc.text):
        words = doc.char_span(*match.span(), alignment_mode="expand")
        source = find_named_after(doc, words.start, words.end)
        if source is None:
            continue
        sentence = words.sent
        before, after = (sentence.start, words.start - 1), (source.words[1] + 1, sentence.end - 1)
        content = max(before, after, key=lambda piece: piece[1] - piece[0])
        if content[1] - content[0] >= 1:
            yield (words.start, words.end - 1), content, source, "according"


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


def _build(frame: Frame, doc: Doc, content: Range, cue: Range, source: Source | None, how: How) -> Found:
    def offsets(tokens: Range) -> tuple[int, int]:
        return frame.to_article(doc[tokens[0]].idx, doc[tokens[1]].idx + len(doc[tokens[1]]))

    start, end = offsets(content)
    inside = [q for q in frame.inline if q.start >= start - 1 and q.end <= end + 1]
    whole = next((q for q in inside if q.start <= start + 1 and q.end >= end - 1), None)
    if whole is not None:
        start, end = whole.start, whole.end
    return Found(
        start,
        end,
        "direct" if whole else "mixed" if inside else "indirect",
        how,
        offsets(cue),
        source and offsets(source.words),
        source and source.referent and offsets(source.referent),
    )
