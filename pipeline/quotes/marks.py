"""Pair quotation marks. In: a text; out: what stands between marks, in order, never overlapping.

A mark opens or closes by the side its words are on; its shape ("straight", “curly”, «guillemet») decides only where
both are possible, so a wrong or mixed shape does no harm. Marks are paired within a paragraph; a quotation that is not
closed goes on into the next paragraph if that one opens with a mark too. Marks inside a quotation belong to it. An
apostrophe is never a mark. Invariant: `0 <= outer_start <= start < end <= outer_end <= len(text)`.
"""
# ruff: noqa: RUF001, RUF002 - apostrophes and marks of every kind are its subject

import re
from typing import NamedTuple

from pipeline.quotes.dashes import find_dashed

MARKS = re.compile('["“”„‟«»＂]')
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]{1,10000}")  # a longer line is no prose: cut, so that a parse stays small
_OPENING, _CLOSING = "“„«‟", "”»"
_GUILLEMETS = "«»"


class Quoted(NamedTuple):
    """Words between marks: `text[start:end]`, without the marks; `text[outer_start:outer_end]`, with them."""

    outer_start: int
    start: int
    end: int
    outer_end: int


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Start and end of each paragraph (a line with something on it).

    >>> find_paragraphs("One.\n\nTwo.")
    [(0, 4), (6, 10)]
    """
    return [match.span() for match in _PARAGRAPH.finditer(text) if not match[0].isspace()]


def find_quoted(text: str, pause: re.Pattern[str] | None = None) -> list[Quoted]:
    """What stands between quotation marks, outermost only.

    Args:
        text: of the article.
        pause: where speech that a dash opened stops for an aside; None when the language has no such speech.

    >>> [text[q.start:q.end] for text in ['"No," he said, “it’s "odd".”'] for q in find_quoted(text)]
    ['No,', 'it’s "odd".']
    """
    found: list[Quoted] = []
    going_on: int | None = None  # where a quotation began that an earlier paragraph left open
    paragraphs = find_paragraphs(text)
    for place, (start, end) in enumerate(paragraphs):
        dashed = find_dashed(text, start, end, pause) if pause else []
        if dashed:
            found.extend(Quoted(*one) for one in dashed)
            going_on = None
            continue
        pairs, left_open = _pair(text, start, end)
        if going_on is not None and pairs and _opens(text, start, pairs[0][0]):
            pairs[0] = (going_on, pairs[0][1])
        elif going_on is not None and left_open is not None and _opens(text, start, left_open):
            left_open = going_on
        going_on = None
        if left_open is not None and place + 1 < len(paragraphs) and _opens(text, *_first_mark(text, paragraphs[place + 1])):
            going_on = left_open
        elif left_open is not None:
            pairs.append((left_open, end))
        found.extend(_trim(text, *pair) for pair in pairs)
    return [q for q in found if q.start < q.end and not _is_attribute(text, q)]


def _is_attribute(text: str, quoted: Quoted) -> bool:
    """Whether the marks are those of markup left in the text: `author="Roe"`."""
    return quoted.outer_start > 0 and text[quoted.outer_start - 1] == "="


def _pair(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], int | None]:
    """The outermost pairs of a paragraph, from mark to after mark, and the place of a mark that is left open."""
    pairs: list[tuple[int, int]] = []
    stack: list[int] = []
    inner: list[tuple[int, int]] = []  # closed inside what is still open
    for match in MARKS.finditer(text, start, end):
        if _is_opening(text, match.start(), start, end, has_open=bool(stack)):
            stack.append(match.start())
        elif stack:
            opened = stack.pop()
            while inner and inner[-1][0] > opened:
                inner.pop()
            inner.append((opened, match.end()))
            if not stack:
                pairs, inner = pairs + inner, []
    if len(stack) == 1 and not inner:
        return pairs, stack[0]
    return pairs + inner, None  # a mark is missing somewhere: believe the pairs that are whole


def _is_opening(text: str, place: int, start: int, end: int, *, has_open: bool) -> bool:
    mark = text[place]
    if mark in _GUILLEMETS:
        return mark == "«"
    before = text[place - 1] if place > start else " "
    after = text[place + 1] if place + 1 < end else " "
    can_open = not (before.isalnum() or before in ",.!?;…%") and not after.isspace()
    can_close = not before.isspace() and not after.isalnum()
    if can_open != can_close:
        return can_open
    if has_open and before.isspace() and (after.isspace() or not after.isalnum()):
        return False  # a closing mark set apart by a space
    return mark in _OPENING or (mark not in _CLOSING and not has_open)


def _first_mark(text: str, paragraph: tuple[int, int]) -> tuple[int, int]:
    match = MARKS.search(text, *paragraph)
    return paragraph[0], match.start() if match and match[0] not in _CLOSING else paragraph[1]


def _opens(text: str, start: int, mark: int) -> bool:
    """Whether a paragraph's first word comes after this mark."""
    return mark < len(text) and text[mark] not in "\n\r" and not text[start:mark].strip()


def _trim(text: str, outer_start: int, outer_end: int) -> Quoted:
    """Cut the marks and the spaces beside them."""
    start, end = outer_start + 1, outer_end - (1 if MARKS.match(text[outer_end - 1]) else 0)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quoted(outer_start, start, end, outer_end)
