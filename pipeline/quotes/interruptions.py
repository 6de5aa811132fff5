"""An aside inside quotation marks, as French and Spanish write it. In: what stands between marks; out: the pieces that are said.

    « Nous partons, a dit le maire, si la pluie cesse. »     Nous partons · si la pluie cesse.
    «Nos vamos —dijo el alcalde— si deja de llover».         Nos vamos · si deja de llover

Invariant: the pieces are in order, never overlap, lie within what they came from, and hold something.
"""
# ruff: noqa: RUF001 - dashes are its subject

import re
from collections.abc import Iterable, Iterator

from pipeline.quotes.languages import Language
from pipeline.quotes.marks import Quoted

_ENDS = re.compile(r"[,.;:?!…—–\n]")
_FAR = 150  # characters that an aside has at most
_NO_WORDS = ",;—– \u00a0"


def split_asides(text: str, quoted: Iterable[Quoted], language: Language) -> list[Quoted]:
    """The quoted spans, each that an aside interrupts as its pieces.

    >>> [text[q.start:q.end] for text in ["« Oui, dit Ann Roe, je pars. »"] for q in split_asides(text, find_quoted(text), FRENCH)]
    ['Oui', 'je pars.']
    """
    pattern = language.aside
    return [piece for one in quoted for piece in (_pieces(text, one, pattern, language) if pattern else [one])]


def _pieces(text: str, quoted: Quoted, pattern: re.Pattern[str], language: Language) -> Iterator[Quoted]:
    outer, start = quoted.outer_start, quoted.start
    for pause in pattern.finditer(text, quoted.start, quoted.end):
        end = _before(text, start, pause.start())
        stop = _aside_end(text, pause.end(), quoted.end, language)
        if pause.start() < start or end <= start or stop is None:
            continue
        yield Quoted(outer, start, end, end)
        outer = start = stop
    if start < quoted.end:
        yield Quoted(outer, start, quoted.end, quoted.outer_end)


def _before(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _NO_WORDS:
        end -= 1
    return end


def _aside_end(text: str, start: int, end: int, language: Language) -> int | None:
    """Where speech goes on after an aside that begins at `start`; `end` when it does not; None when it is too long for one."""
    stop = _ENDS.search(text, start, min(end, start + _FAR))
    if stop is not None and stop[0] == "," and (role := language.role_pattern.match(text, stop.start(), end)):
        stop = _ENDS.search(text, role.end(), end)
    if stop is None:
        return end if end - start < _FAR else None
    at = stop.end()
    while at < end and (text[at] in _NO_WORDS or text[at].isspace()):
        at += 1
    return at
