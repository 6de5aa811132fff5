"""Find who is named beside each utterance. In: a frame and its parse; out: a `Found` for each utterance, source not resolved.

The words outside the marks are read in this order:

    colon      Roe told reporters on Monday: "No."
    before     Roe said, "No."
    after      "No," Roe said on Monday.
    inherited  "No," Roe said. "Never."          the second has cue and source of the first
    alone      "Never."                          nothing beside it: `inherit.py` looks at the paragraphs around
"""

from typing import NamedTuple

from spacy.tokens import Doc, Token

from pipeline.quotes.clauses import Range, Source, find_named_after, find_source, is_cue, neighbour_source
from pipeline.quotes.found import Found, How
from pipeline.quotes.frames import Frame
from pipeline.quotes.languages import Language
from pipeline.quotes.utterances import is_short
from pipeline.quotes.zones import is_stop, sentence_end, sentence_start


class Link(NamedTuple):
    """What ties an utterance to its source, as token ranges."""

    how: How
    cue: Range
    source: Source | None


def find_direct(frame: Frame, doc: Doc, language: Language) -> list[Found]:
    """A `Found` for each utterance of the paragraph; `how` is "alone" where nothing in the paragraph names the source."""
    ranges = [_tokens(doc, place) for place in frame.places]
    links: list[Link | None] = []
    for place in range(len(ranges)):
        link = _link(frame, doc, language, ranges, place)
        if link is None and place and _is_next_to(doc, ranges[place - 1], ranges[place]):
            before = links[place - 1]
            link = before and before._replace(how="inherited")
        elif link is None:
            link = _sentence_before(doc, ranges[place][0], ranges[place - 1][1] + 1 if place else 0, language)
        links.append(link)
    return [_build(frame, doc, place, link) for place, link in enumerate(links)]


def _link(frame: Frame, doc: Doc, language: Language, ranges: list[Range], place: int) -> Link | None:
    first, last = ranges[place]
    before = _zone_before(doc, first, ranges[place - 1][1] + 1 if place else 0)
    after = _zone_after(doc, last, ranges[place + 1][0] - 1 if place + 1 < len(ranges) else len(doc) - 1)
    return (
        _before(doc, before, (first, last), language)
        or _after(doc, after, (first, last), language)
        or _split(doc, before, ranges, place, language)
        or _led_to(doc, before, (first, last), language)
    )


def _before(doc: Doc, zone: Range | None, utterance: Range, language: Language) -> Link | None:
    """`Roe said, "…"`: the last cue before an utterance which opens after a colon, a comma or the cue itself."""
    if zone is None or not zone[0] <= zone[1]:
        return None
    end = doc[zone[1]]
    cue = _choose([t for t in reversed(doc[zone[0] : zone[1] + 1]) if is_cue(t, language)], utterance)
    return _as_link("colon" if end.text == ":" else "before", cue, zone, language)


def _led_to(doc: Doc, zone: Range | None, utterance: Range, language: Language) -> Link | None:
    """`Roe put it well: "…"`: without a cue, any verb before a colon or over the utterance."""
    if zone is None or not zone[0] <= zone[1]:
        return None
    has_colon = doc[zone[1]].text == ":"
    verb = _governing_verb(doc, zone, utterance) or (_first_verb(doc, zone) if has_colon else None)
    return _as_link("colon" if has_colon else "before", verb, zone, language)


def _after(doc: Doc, zone: Range | None, utterance: Range, language: Language) -> Link | None:
    """`"…," Roe said`: the first cue after an utterance which the sentence goes on from."""
    if zone is None or zone[0] > zone[1]:
        return None
    according = _find_according(doc, zone, language)
    if according is not None and according.cue[0] <= zone[0] + 1:
        return according
    cue = _choose([t for t in doc[zone[0] : zone[1] + 1] if is_cue(t, language)], utterance)
    cue = cue or _governing_verb(doc, zone, utterance) or _speaking_verb(doc, zone, language)
    return _as_link("after", cue, zone, language) or according


def _split(doc: Doc, zone: Range | None, ranges: list[Range], place: int, language: Language) -> Link | None:
    """`"…," Roe said, "…"`: the second half has the cue of the first."""
    if zone is None or not place or zone[0] != ranges[place - 1][1] + 1:
        return None
    return _after(doc, zone, ranges[place - 1], language)


def _choose(cues: list[Token], utterance: Range) -> Token | None:
    """Of several cues the one that the parse puts over the utterance; or else the nearest."""
    governing = [cue for cue in cues if any(utterance[0] <= child.i <= utterance[1] for child in cue.children)]
    return next(iter(governing or cues), None)


def _governing_verb(doc: Doc, zone: Range, utterance: Range) -> Token | None:
    """Any verb of the zone that takes the utterance as its clause: "…," she laughed."""
    for token in doc[utterance[0] : utterance[1] + 1]:
        if (
            zone[0] <= token.head.i <= zone[1]
            and token.dep_ in {"ccomp", "parataxis", "advcl", "dobj", "obj"}
            and token.head.pos_ == "VERB"
        ):
            return token.head
    return None


def _first_verb(doc: Doc, zone: Range) -> Token | None:
    verbs = [t for t in doc[zone[0] : zone[1] + 1] if t.pos_ in {"VERB", "AUX"}]
    return next((t for t in verbs if t.dep_ in {"ROOT", "conj", "ccomp"}), next(iter(verbs), None))


def _speaking_verb(doc: Doc, zone: Range, language: Language) -> Token | None:
    return next((t for t in doc[zone[0] : zone[1] + 1] if t.pos_ == "VERB" and t.lemma_ in language.speak), None)


def _as_link(how: How, cue: Token | None, zone: Range, language: Language) -> Link | None:
    if cue is None:
        return None
    source = find_source(cue, language)
    if source is not None and source.words[0] <= zone[1] and source.words[1] >= zone[0]:
        source = source._replace(words=(max(source.words[0], zone[0]), min(source.words[1], zone[1])))
    return Link(how, (cue.i, cue.i), source or neighbour_source(cue, *zone))


def _sentence_before(doc: Doc, utterance: int, floor: int, language: Language) -> Link | None:
    """`Roe shook her head. "Never."`: the sentence before an utterance, when no other utterance stands in it."""
    end = utterance - 2
    if end < floor or not is_stop(doc, utterance - 1):
        return None
    zone = (sentence_start(doc, end, floor), end)
    cue = next((t for t in reversed(doc[zone[0] : zone[1] + 1]) if is_cue(t, language)), None) or _first_verb(doc, zone)
    link = _as_link("same", cue, zone, language)
    return link if link and link.source and zone[0] > floor - 1 else None


def _find_according(doc: Doc, zone: Range, language: Language) -> Link | None:
    """`"…," according to Roe`."""
    span = doc[zone[0] : zone[1] + 1]
    match = language.according_pattern.search(span.text)
    words = match and doc.char_span(span.start_char + match.start(), span.start_char + match.end(), alignment_mode="expand")
    named = words and find_named_after(doc, words.start, words.end)
    return Link("according", (words.start, words.end - 1), named) if words and named else None


def _zone_before(doc: Doc, utterance: int, floor: int) -> Range | None:
    """From the start of the sentence, or the utterance before, to the utterance."""
    start = sentence_start(doc, utterance, floor)
    return (start, utterance - 1) if start < utterance else None


def _zone_after(doc: Doc, utterance: int, ceiling: int) -> Range | None:
    """From the utterance to the end of the sentence, or the next utterance; None when the utterance ended the sentence."""
    if doc[utterance - 1].text == "." and not doc[min(utterance + 1, len(doc) - 1)].is_lower:
        return None
    end = sentence_end(doc, utterance, ceiling)
    return (utterance + 1, end) if end > utterance else None


def _is_next_to(doc: Doc, before: Range, utterance: Range) -> bool:
    """Whether no whole sentence stands between two utterances, so that one cue serves both."""
    return sum(is_stop(doc, place) for place in range(before[1] + 1, utterance[0])) <= 1


def _tokens(doc: Doc, place: tuple[int, int]) -> Range:
    span = doc.char_span(*place, alignment_mode="expand")
    return span.start, span.end - 1


def _build(frame: Frame, doc: Doc, place: int, link: Link | None) -> Found:
    utterance = frame.utterances[place]
    if link is None:
        return Found(utterance.start, utterance.end, "direct", "alone")
    return Found(
        utterance.start,
        utterance.end,
        "direct",
        link.how,
        to_offsets(frame, doc, link.cue),
        link.source and to_offsets(frame, doc, link.source.words),
        link.source and link.source.referent and to_offsets(frame, doc, link.source.referent),
    )


def to_offsets(frame: Frame, doc: Doc, tokens: Range) -> tuple[int, int]:
    """The span of the article's text that a range of tokens stands for."""
    first, last = tokens
    return frame.to_article(doc[first].idx, doc[last].idx + len(doc[last]))
