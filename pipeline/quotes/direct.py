"""Find who is named beside each utterance. In: a paragraph's reading; out: a `Found` for each utterance, source not resolved.

The words outside the marks are read in this order; the first that tells wins:

    colon      Roe told reporters on Monday: "No."
    before     Roe said, "No."
    according  According to Roe, "no."
    according  "No," according to Roe.
    after      "No," Roe said on Monday.  /  "No," Roe said, "never."
    colon      Roe put it well: "No."            a verb that is no cue
    label      Her verdict: "Never."             no verb at all before the colon
    inherited  "No," Roe said. "Never."          the second has cue and source of the first
    same       Roe shook her head. "Never."      the sentence before, in the same paragraph
    alone      "Never."                          nothing beside it: `inherit` looks at the paragraph before

What stands around the second utterance of `Ann came in. "Yes," she said, "it does," and left. He nodded. "Good."` is called

    led        `she said,`       what leads up to it in its sentence
    rest       `and left`        what its sentence goes on with
    splits     yes               whether led begins right behind the utterance before: then led may be that one's `after`
    near       `He nodded.`      of the third: the sentence before it, since no words of its own sentence stand beside it

Invariant: one `Found` for each utterance, in order; its content is the utterance, whatever was found beside it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Token

from pipeline.quotes.clauses import Range, Source
from pipeline.quotes.cues import is_cue, is_speaking
from pipeline.quotes.found import Found, How
from pipeline.quotes.reading import Reading
from pipeline.quotes.zones import count_stops, sentence_before, zone_after, zone_before

MAX_LABEL = 6  # words before a colon that name who speaks, or what carries the words
_GOVERNS = {"ccomp", "parataxis", "advcl", "dobj", "obj"}


class Link(NamedTuple):
    """What ties an utterance to its source, as token ranges."""

    how: How
    cue: Range | None
    source: Source | None


def find_direct(reading: Reading) -> list[Found]:
    """A `Found` for each utterance of the paragraph, in order."""
    utterances = [reading.to_tokens(*place) for place in reading.frame.places]
    links: list[Link | None] = []
    for place, utterance in enumerate(utterances):
        before = utterances[place - 1] if place else None
        after = utterances[place + 1] if place + 1 < len(utterances) else None
        link = _find_beside(reading, before, utterance, after)
        links.append(link or _find_near(reading, before, utterance, links[-1] if links else None))
    return [_build(reading, place, link) for place, link in enumerate(links)]


def _find_beside(reading: Reading, before: Range | None, utterance: Range, after: Range | None) -> Link | None:
    """What the utterance's own sentence says of its source: `led` before it, `rest` behind it."""
    doc = reading.doc
    led = zone_before(doc, utterance, before[1] + 1 if before else 0)
    rest = zone_after(doc, utterance, after[0] - 1 if after else len(doc) - 1)
    splits = led is not None and before is not None and led[0] == before[1] + 1
    return (
        (led and (_read_before(reading, led, utterance) or _read_according(reading, led)))
        or (rest and _read_after(reading, rest, utterance))
        or (led and before and splits and _read_after(reading, led, before))
        or (led and _read_any_before(reading, led, utterance))
    ) or None


def _find_near(reading: Reading, before: Range | None, utterance: Range, link_before: Link | None) -> Link | None:
    """What the sentences between the utterance before and this one say of its source."""
    if before and count_stops(reading.doc, before[1] + 1, utterance[0]) <= 1:
        return link_before and link_before._replace(how="inherited")
    zone = sentence_before(reading.doc, utterance, before[1] + 1 if before else 0)
    link = zone and _link(reading, "same", _choose(reversed(_cues(reading, zone))) or _first_verb(reading, zone), zone)
    return link if link and link.source else None


def _read_before(reading: Reading, zone: Range, utterance: Range) -> Link | None:
    """`Roe said, "…"`: the last cue before."""
    how: How = "colon" if reading.doc[zone[1]].text == ":" else "before"
    return _link(reading, how, _choose(reversed(_cues(reading, zone)), utterance), zone)


def _read_after(reading: Reading, zone: Range, utterance: Range) -> Link | None:
    """`"…," Roe said`: the first cue after, or any verb over the utterance ("…," she laughed)."""
    according = _find_according(reading, zone)
    if according is not None and _opens(according, zone[0] + 1):
        return according
    verb = (
        _choose(_cues(reading, zone), utterance)
        or _governing_verb(reading, zone, utterance)
        or _speaking_verb(reading, zone)
        or _opening_verb(reading, zone)
    )
    return _link(reading, "after", verb, zone) or according


def _read_according(reading: Reading, zone: Range) -> Link | None:
    """`According to Roe, "…"`."""
    according = _find_according(reading, zone)
    return according if according is not None and _opens(according, zone[0]) else None


def _opens(link: Link, place: int) -> bool:
    """Whether the link's cue begins at a token or before it."""
    return link.cue is not None and link.cue[0] <= place


def _read_any_before(reading: Reading, zone: Range, utterance: Range) -> Link | None:
    """`Roe put it well: "…"`: without a cue, a verb over the utterance or, before a colon, the first."""
    has_colon = reading.doc[zone[1]].text == ":"
    verb = _governing_verb(reading, zone, utterance) or (_first_verb(reading, zone) if has_colon else None)
    if verb is None and has_colon and zone[1] - zone[0] <= MAX_LABEL:
        return Link("label", None, Source((zone[0], zone[1] - 1)))
    return _link(reading, "colon" if has_colon else "before", verb, zone)


def _cues(reading: Reading, zone: Range) -> list[Token]:
    return [token for token in reading.doc[zone[0] : zone[1] + 1] if is_cue(token, reading.language)]


def _choose(cues: Iterable[Token], utterance: Range | None = None) -> Token | None:
    """Of several cues the one that the parse puts over the utterance; or else the nearest."""
    cues = list(cues)
    governing = [cue for cue in cues if utterance and any(utterance[0] <= child.i <= utterance[1] for child in cue.children)]
    return next(iter(governing or cues), None)


def _governing_verb(reading: Reading, zone: Range, utterance: Range) -> Token | None:
    """Any verb of the zone that takes the utterance as its clause."""
    inside = reading.doc[utterance[0] : utterance[1] + 1]
    above = (token.head for token in inside if token.dep_ in _GOVERNS and zone[0] <= token.head.i <= zone[1])
    return next((verb for verb in above if verb.pos_ == "VERB"), None)


def _first_verb(reading: Reading, zone: Range) -> Token | None:
    verbs = [token for token in reading.doc[zone[0] : zone[1] + 1] if token.pos_ in {"VERB", "AUX"}]
    return next((verb for verb in verbs if verb.dep_ in {"ROOT", "conj", "ccomp"}), next(iter(verbs), None))


def _speaking_verb(reading: Reading, zone: Range) -> Token | None:
    return next((token for token in reading.doc[zone[0] : zone[1] + 1] if is_speaking(token, reading.language)), None)


def _opening_verb(reading: Reading, zone: Range) -> Token | None:
    """Any verb right after the comma, in languages that put it before its subject: `« … », scandait Roe`."""
    at = zone[0]
    while at < zone[1] and (reading.doc[at].text == "," or reading.doc[at].lower_ in reading.language.around):
        at += 1
    return reading.doc[at] if reading.language.reads_words and reading.doc[at].pos_ == "VERB" else None


def _link(reading: Reading, how: How, verb: Token | None, zone: Range) -> Link | None:
    return Link(how, reading.cue_range(verb), reading.find_source(verb, zone)) if verb is not None else None


def _find_according(reading: Reading, zone: Range) -> Link | None:
    """`"…," according to Roe`."""
    span = reading.doc[zone[0] : zone[1] + 1]
    match = reading.language.according_pattern.search(span.text)
    if match is None:
        return None
    words = reading.to_tokens(span.start_char + match.start(), span.start_char + match.end())
    named = reading.find_named_after(words)
    return Link("according", words, named) if named else None


def _build(reading: Reading, place: int, link: Link | None) -> Found:
    utterance = reading.frame.utterances[place]
    found = Found(utterance.start, utterance.end, "direct", "alone")
    return reading.add_source(found, *link) if link else found
