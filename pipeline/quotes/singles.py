"""Speech between single marks, as British papers print it. In: a text; out: the same text with those marks made double.

‘It’s the miners’ bridge,’ she said.   →   “It’s the miners’ bridge,” she said.

So every later step reads double marks only, and no letter moves. An apostrophe is told from a closing mark by what stands
around it, and single marks count only in an article that does not set its speech between double ones.
Invariant: the result is as long as the text and differs from it only where a single mark stood.
"""
# ruff: noqa: RUF001, RUF002 - apostrophes and marks of every kind are its subject

import re
from collections.abc import Iterator

from pipeline.quotes.languages import Language
from pipeline.quotes.marks import find_paragraphs, find_quoted

_SINGLE = re.compile("['‘’‚‛]")
_STOPS = ",.?!…—–-"
_WORD = re.compile(r"\w{1,8}")
_DECADE = re.compile(r"\d\ds?")

Pair = tuple[int, int]  # the places of two marks; the second is -1 where the quotation goes on in the next paragraph


def double_marks(text: str, language: Language) -> str:
    """The text with double marks for the single ones, if it sets its speech between those.

    Args:
        text: of the article.
        language: its `elided` words begin with an apostrophe ("’em", "’n’").

    >>> double_marks("‘It’s late,’ she said.", ENGLISH)
    '“It’s late,” she said.'
    """
    if not _SINGLE.search(text):
        return text
    pairs = [pair for paragraph in find_paragraphs(text) for pair in _pair(text, *paragraph, language)]
    doubles = [(quoted.outer_start, quoted.outer_end - 1) for quoted in find_quoted(text)]
    if _count_phrases(text, pairs, doubles) <= _count_phrases(text, doubles, pairs):
        return text
    letters = list(text)
    for opening, closing in pairs:
        letters[opening] = "“"
        if closing > opening:
            letters[closing] = "”"
    return "".join(letters)


def _pair(text: str, start: int, end: int, language: Language) -> Iterator[Pair]:
    """The pairs of a paragraph: an opening mark with the best that can close before the next opening one."""
    opening, closing = -1, list[int]()
    for place in (match.start() for match in _SINGLE.finditer(text, start, end)):
        if _can_open(text, place, start, end, language):
            if closing:
                yield opening, _best(text, closing)
            opening, closing = place, []
        elif opening >= 0 and _can_close(text, place, end):
            closing.append(place)
    if closing or opening == start:
        yield opening, _best(text, closing) if closing else -1


def _best(text: str, closing: list[int]) -> int:
    """The first after a stop ("it’s late,’"), or else the last ("the miners’ hut’")."""
    return next((place for place in closing if text[place - 1] in _STOPS), closing[-1])


def _can_open(text: str, place: int, start: int, end: int, language: Language) -> bool:
    before = text[place - 1] if place > start else " "
    after = text[place + 1] if place + 1 < end else " "
    if text[place] == "’" or before.isalnum() or before in _STOPS[:5] or after.isspace():
        return False
    word = _WORD.match(text, place + 1, end)
    return word is None or (word[0].lower() not in language.elided and not _DECADE.fullmatch(word[0]))


def _can_close(text: str, place: int, end: int) -> bool:
    after = text[place + 1] if place + 1 < end else " "
    return text[place] != "‘" and not text[place - 1].isspace() and not after.isalnum()


def _count_phrases(text: str, pairs: list[Pair], others: list[Pair]) -> int:
    """How many of the pairs hold more than one word and stand inside none of the others; both in order."""
    place = count = 0
    for opening, closing in pairs:
        while place < len(others) and others[place][1] < opening:
            place += 1
        is_inside = place < len(others) and others[place][0] < opening
        count += not is_inside and (closing < 0 or " " in text[opening:closing].strip())
    return count
