"""Names of organizations by their form, for where a small model misses or cuts them. In: a text; out: spans.

the Ruritanian Foreign Ministry    Ministry of Fisheries    Roe administration
"""
# ruff: noqa: RUF001 - apostrophes and marks of every kind are its subject

import re
from collections.abc import Iterator

_CAPITAL = r"[A-Z\u00c0-\u00de][\w’'&-]*"
_FIELD = (
    r"(?:Foreign|Defen[cs]e|Interior|Finance|Justice|Health|Education|Energy|Trade|Labou?r|Culture|Agriculture|Transport|Environment|"
    r"State|Treasury|Commerce|Economy|Security|Intelligence)"
)
_OFFICE = r"(?:Ministry|Department|Office|Agency|Service|Directorate)"
_HEAD = (
    r"(?:Ministry|Department|Office|Bureau|University|Institute|Bank|Court|Committee|Council|Association|Commission|Federation|"
    r"Agency|Chamber)"
)
_TAIL = (
    r"(?:University|Institute|Council|Committee|Association|Foundation|Agency|Commission|Federation|Ministry|Department|Bureau|"
    r"Authority|Corporation|Organi[sz]ation|Inc|Corp|Ltd)"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:{_CAPITAL} )?{_FIELD} {_OFFICE}\b",
        rf"\b(?:{_CAPITAL} )?{_HEAD} (?:of|for) (?:the )?{_CAPITAL}(?: (?:and |of )?{_CAPITAL}){{0,4}}",
        rf"\b{_CAPITAL}(?: (?:and |of |for )?{_CAPITAL}){{0,4}} {_TAIL}\b",
    )
)
_ADMINISTRATION = re.compile(
    r"['’]?s?(?: and [\w’' -]{2,30}?)? (?:administrations?|campaigns?|governments?|White House|cabinets?|camps?)\b"
)
_OPENING = re.compile(r"^(?:The|A|An|In|On|At|And|But|For|From|With|Its|His|Her|Their|Our) ")


def find_organizations(text: str) -> Iterator[tuple[int, int]]:
    """Spans that have the form of an organization's name; they may overlap one another.

    >>> [text[a:b] for text in ["The Ruritanian Foreign Ministry spoke."] for a, b in find_organizations(text)]
    ['Ruritanian Foreign Ministry']
    """
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            opening = _OPENING.match(match[0])
            yield match.start() + (opening.end() if opening else 0), match.end()


def is_administration(text: str, end: int) -> bool:
    """Whether the name that ends at `end` stands for those who work under it: "the [Roe] administration", "the [Roe] and Doe campaigns"."""
    return _ADMINISTRATION.match(text, end, end + 60) is not None
