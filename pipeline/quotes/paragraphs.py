"""An article's paragraphs as frames. In: a text and its language; out: a `Frame` for each paragraph, in order.

A paragraph that ends in a colon is read together with the one it introduces; one that opens with a dateline
("ASHCOMBE, England (Reuters) — ") is read from behind it, so that no place or agency is taken for who speaks or what is said.
(`entities/datelines.py` names what such a line holds; stages do not know each other.) Invariant: frames are in
order and never overlap.
"""
# ruff: noqa: RUF001 - dashes are its subject

import re
from collections.abc import Iterator

from pipeline.quotes.found import Offsets
from pipeline.quotes.frames import Frame, build_frame
from pipeline.quotes.languages import Language
from pipeline.quotes.marks import MARKS, Quoted, find_paragraphs
from pipeline.quotes.utterances import find_utterances

_CITY = r"[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ.'’-]+(?: [^\W\d_a-zà-ÿ.'’-]{2,}){0,4}"  # in capitals
_AGENCY = r"\([^()\n]{2,40}\)"
_PLACE = r"[^\W\d_a-zà-ÿ][\w.'’-]*(?: [\w.'’-]+){0,4}"
_DATELINE = re.compile(
    rf"\s*(?:{_CITY}(?:, [^—–()\n]{{1,40}}?)?(?: ?{_AGENCY})?\s*(?:—|–|--)|(?:{_PLACE}(?:, [^—–()\n]{{1,40}}?)? ?)?{_AGENCY}\s*(?:—|–|--?))"
    r"\s*(?=[^\Wa-zà-ÿ]|[“\"‘'«„(])"
)


def find_frames(text: str, quoted: list[Quoted], language: Language) -> Iterator[Frame]:
    """A frame for each paragraph; a quotation that runs over several paragraphs is an utterance in each of them."""
    first = 0
    for start, end in _join_introductions(text, find_paragraphs(text)):
        dateline = _DATELINE.match(text, start, end)
        paragraph = (dateline.end() if dateline else start, end)
        while first < len(quoted) and quoted[first].outer_end <= paragraph[0]:
            first += 1
        last = first
        while last < len(quoted) and quoted[last].outer_start < paragraph[1]:
            last += 1
        here = quoted[first:last]
        utterances = find_utterances(text, paragraph, here, language)
        inline = sorted(set(here) - set(utterances))
        yield build_frame(text, paragraph, utterances, inline, language.placeholder)


def can_quote(frame: Frame, language: Language) -> bool:
    """Whether a frame needs a parse: something in marks, or a word that may be a cue."""
    return bool(frame.utterances or frame.inline) or language.can_report(frame.text)


def _join_introductions(text: str, paragraphs: list[Offsets]) -> list[Offsets]:
    joined: list[Offsets] = []
    for start, end in paragraphs:
        if joined and text[joined[-1][1] - 1] == ":" and MARKS.match(text, start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
