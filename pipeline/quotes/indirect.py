"""Find reported speech without marks, or with marks only on some of its words. In: a paragraph's reading; out: `Found`s.

    clause      Roe said that it rained. Roe urged them to leave.
    complement  Roe called it a mistake. Roe denied the report.
    inverted    It rained, Roe said. / The rain, Roe said, was over. (a record for each piece)
    according   According to Roe, it rained. In Roe's view, it rained.
    noun        Roe's claim that it rained

The content is the whole of what the cue takes, so words in marks inside it are part of it (then its type is "mixed").
Invariant: no content holds an utterance; those are `direct`'s.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.quotes.asides import find_aside
from pipeline.quotes.clauses import Range, Source, find_source, phrase, shrink
from pipeline.quotes.complements import find_clause_before, find_complement
from pipeline.quotes.cues import is_cue, is_speaking
from pipeline.quotes.found import Found, How, Offsets
from pipeline.quotes.groups import is_finite
from pipeline.quotes.languages import Language
from pipeline.quotes.marks import Quoted
from pipeline.quotes.reading import Reading
from pipeline.quotes.reported import find_object, find_reported
from pipeline.quotes.zones import sentence_end, sentence_start

Report = tuple[How, Range, Source | None, Range]  # how, cue, source, content


def find_indirect(reading: Reading) -> list[Found]:
    """Each reported clause or complement outside the utterances, with its cue and source, in no order."""
    found = []
    for how, cue, source, content in _find_reports(reading):
        words = _before_utterance(reading, content)
        if words is not None:
            found.append(reading.add_source(_build(reading, words, how), how, cue, source))
    return found


def _find_reports(reading: Reading) -> Iterator[Report]:
    according = [reading.to_tokens(*match.span()) for match in reading.language.according_pattern.finditer(reading.frame.text)]
    taken = {place for first, last in according for place in range(first, last + 1)}
    for token in reading.doc:
        if reading.is_said(token.i) or token.i in taken:  # "croire" in "à en croire Roe"
            continue
        if is_cue(token, reading.language):
            yield from _read_verb(reading, token)
        elif is_speaking(token, reading.language):
            yield from _read_speaking(reading, token)
        elif token.pos_ == "NOUN" and token.lemma_ in reading.language.nouns:
            yield from _read_noun(token, reading.language)
            yield from _read_view(reading, token)
    yield from _read_according(reading, according)


def _find_source(reading: Reading, verb: Token) -> Source | None:
    return reading.find_source(verb, (sentence_start(reading.doc, verb.i), len(reading.doc) - 1))


def _find_pieces(reading: Reading, verb: Token, source: Source | None) -> list[Range]:
    return find_aside(verb, source, reading.language, lambda place: reading.frame.has_sentence_at(reading.doc[place].idx))


def _read_speaking(reading: Reading, verb: Token) -> Iterator[Report]:
    """`The deal is "a shame", Roe laughed`: a verb that goes with marks, when what stands around or after it has some."""
    source = _find_source(reading, verb)
    clause = find_reported(verb, source, reading.language)
    if clause is not None and any(map(is_finite, reading.doc[clause[0] : clause[1] + 1])):  # not "n'a commencé [qu'à midi]"
        yield "clause", reading.cue_range(verb), source, clause
        return
    pieces = _find_pieces(reading, verb, source)
    judged = None if pieces else find_object(verb, source, reading.language)
    reports: list[tuple[How, Range]] = [("inverted", piece) for piece in pieces] + ([("complement", judged)] if judged else [])
    for how, words in reports:
        start, end = reading.to_offsets(words)
        if any(marks.start < end and start < marks.end for marks in reading.frame.inline):
            yield how, reading.cue_range(verb), source, words


def _read_verb(reading: Reading, verb: Token) -> Iterator[Report]:
    """What a cue reports: what stands around it if it is set off, or else what it takes, or else the clause before it."""
    cue, source = reading.cue_range(verb), _find_source(reading, verb)
    pieces = _find_pieces(reading, verb, source)
    if pieces:
        yield from (("inverted", cue, source, piece) for piece in pieces if piece[0] > verb.i or not _holds_speech(reading, piece))
        return
    taken = _find_taken(verb, source, reading.language)
    if taken is not None:
        content, how = taken
        if not (source and _overlap(content, source.words)) and not _leads_to_speech(reading, content):
            yield how, cue, source, content
        return
    before = find_clause_before(verb, source)
    if before is not None and source is not None and not _holds_speech(reading, before):
        yield "inverted", cue, source, before


def _find_taken(verb: Token, source: Source | None, language: Language) -> tuple[Range, How] | None:
    """What a cue takes: by the word that opens it, where the language is read by its words; or else by the parse."""
    reported = find_reported(verb, source, language)
    if reported is not None:
        return reported, "clause"
    judged = find_object(verb, source, language)
    return (judged, "complement") if judged is not None else find_complement(verb, language)


def _holds_speech(reading: Reading, words: Range) -> bool:
    return any(map(reading.is_said, range(words[0], words[1] + 1)))


def _leads_to_speech(reading: Reading, words: Range) -> bool:
    """`pidió perdón: «…»`: what was said follows, so the words before it only tell how."""
    after = words[1] + 1
    return after + 1 < len(reading.doc) and reading.doc[after].text == ":" and reading.is_said(after + 1)


def _overlap(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _read_noun(noun: Token, language: Language) -> Iterator[Report]:
    """`Roe's claim [that it rained]`, `Roe is of the opinion [that it rained]`."""
    clause = next((child for child in noun.rights if child.dep_ in {"acl", "ccomp"} and any(t.dep_ == "mark" for t in child.lefts)), None)
    source = _read_owner(noun) or _read_holder(noun, language)
    if clause is not None and source is not None:
        yield "noun", (noun.i, noun.i), source, (clause.left_edge.i, clause.right_edge.i)


def _read_owner(noun: Token) -> Source | None:
    """`[Roe]'s claim`."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    return Source(_without_possessive(owner)) if owner is not None else None


def _read_holder(noun: Token, language: Language) -> Source | None:
    """`[Roe] is of the opinion`."""
    is_held = noun.dep_ == "pobj" and noun.head.lower_ in language.written_by and noun.head.head.pos_ == "AUX"
    return find_source(noun.head.head, language) if is_held else None


def _read_view(reading: Reading, noun: Token) -> Iterator[Report]:
    """`In Roe's view, [it rained]` and `[it rained], in Roe's view`."""
    owner = _read_owner(noun)
    if owner is not None and noun.lower_ in reading.language.views.get(noun.head.lower_, ()):
        words = (noun.head.i, noun.i)
        yield from (("according", words, owner, piece) for piece in _around(reading.doc, words, reading.language))


def _without_possessive(owner: Token) -> Range:
    first, last = phrase(owner)
    return first, last - 1 if last > first and owner.doc[last].dep_ == "case" else last


def _read_according(reading: Reading, according: list[Range]) -> Iterator[Report]:
    """Read `According to Roe, [it rained]` and `[it rained], according to Roe`."""
    doc = reading.doc
    for words in according:
        source = reading.find_named_after(words)
        if source is None and doc[words[0] : words[1] + 1].text.lower() not in reading.language.own_views:
            continue
        aside = (words[0], source.words[1] if source else words[1])
        yield from (("according", words, source, piece) for piece in _around(doc, aside, reading.language))


def _around(doc: Doc, words: Range, language: Language) -> list[Range]:
    """What an aside without a verb leaves of its sentence: both sides when commas set it off, else the longer one."""
    before = (sentence_start(doc, words[0]), words[0] - 1)
    after = (words[1] + 1, sentence_end(doc, words[1], len(doc) - 1))
    is_medial = doc[max(0, words[0] - 1)].text == "," and doc[min(len(doc) - 1, after[0])].text == ","
    if is_medial and before[1] > before[0] and doc[min(len(doc) - 1, after[0] + 1)].lower_ in language.relative:
        return [before]  # ", according to Roe, who …"
    pieces = [before, after] if is_medial else [max(before, after, key=lambda piece: piece[1] - piece[0])]
    return [piece for piece in pieces if piece[1] > piece[0]]


def _before_utterance(reading: Reading, content: Range) -> Range | None:
    """The content up to the first utterance in it, trimmed; None when nothing is left."""
    first, last = content
    last = next((place - 1 for place in range(first, last + 1) if reading.is_said(place)), last)
    if last < first:
        return None
    first, last = shrink(reading.doc[0], first, last)
    if reading.doc[last].dep_ == "cc" and last > first:  # "that it rained [and]"
        first, last = shrink(reading.doc[0], first, last - 1)
    return None if reading.doc[first].is_punct or reading.doc[first].is_space else (first, last)


def _build(reading: Reading, content: Range, how: How) -> Found:
    start, end = reading.to_offsets(content)
    inside = [marks for marks in reading.frame.inline if marks.start < end and start < marks.end]
    whole = next((marks for marks in inside if marks.outer_start <= start and end <= marks.outer_end), None)
    if whole is not None:
        return Found(whole.start, whole.end, "direct", how)
    for marks in inside:
        start, end = _take_in(start, end, marks)
    return Found(start, end, "mixed" if inside else "indirect", how)


def _take_in(start: int, end: int, marks: Quoted) -> Offsets:
    """The content with all that stands between marks which it begins or ends in: there may be more sentences there."""
    return (
        marks.outer_start if marks.outer_start < start < marks.outer_end else start,
        marks.outer_end if marks.outer_start < end < marks.outer_end else end,
    )
