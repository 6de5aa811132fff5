"""Where an article says that it was written, and which agency sent it. In: a text; out: the spans of its dateline.

ASHCOMBE — …    PORT ELLERY, Ruritania (Meridian Wire) - …    Madrid, 3 ene (EFE).- …

Invariant: a dateline opens a line near the top, is followed by a dash, and is in capitals or followed by an agency's acronym.
"""
# ruff: noqa: RUF001 - dashes of every kind are its subject

import re

from pipeline.entities.languages import Words
from pipeline.entities.names import clean_span
from pipeline.model import Label, Mention

TOP = 1000  # characters of a text in which the dateline is looked for

_UPPER = "A-Z\u00c0-\u00de"
_CAPITALS = rf"[{_UPPER}][{_UPPER}.'’-]+"
_CAPITAL = rf"[{_UPPER}][\w.'’-]*"
_WHEN = r"(?:,? (?:le )?(?:\d{1,2}\.? [^\W\d]{3,9}\.?|[^\W\d]{3,9}\.? \d{1,2})(?:,? \d{4})?)?"
_DASH = rf"[.:]? ?(?:[—–]|--?)(?= ?[“\"«{_UPPER}])"


def _pattern(word: str, agency: str) -> str:
    return rf"(?P<place>{word}(?: {word}){{0,3}})(?:, (?P<region>{_CAPITAL}(?: {_CAPITAL})?))?{_WHEN}{agency}{_DASH}"


_DATELINES = (
    re.compile("^" + _pattern(_CAPITALS, rf"(?: \((?P<agency>{_CAPITAL}(?: {_CAPITAL}){{0,3}})\))?"), re.MULTILINE),
    re.compile("^" + _pattern(_CAPITAL, rf" \((?P<agency>[{_UPPER}]{{2,6}}|Reuters)\)"), re.MULTILINE),
)


def find_dateline(text: str, words: Words) -> list[Mention]:
    """What the dateline names, the place first; empty without one.

    >>> find_dateline("ASHCOMBE (AP) — It rained.", words_of("en"))
    [ASHCOMBE, a place, and AP, an organization]
    """
    for pattern in _DATELINES:
        match = pattern.search(text, 0, TOP)
        if match and not words.no_name.match(match["place"]):
            return [_mention(match, part) for part in ("place", "region", "agency") if match[part]]
    return []


def _mention(match: re.Match[str], part: str) -> Mention:
    label: Label = "organization" if part == "agency" else "place"
    start, end = clean_span(match.string, *match.span(part), is_person=False)
    return Mention(start=start, end=end, text=match.string[start:end], label=label)
