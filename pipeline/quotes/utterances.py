"""Tell speech from words that are merely in marks, by form alone. In: a text and what stands between its marks; out: the utterances.

An utterance can stand by itself: it starts where a sentence or clause can start and ends where one can end ("No," he
said). Words in marks inside a clause (a "total disaster", the film "Frozen") stay part of that clause, and the clause
decides what becomes of them.
"""

import re

from pipeline.quotes.languages import Language
from pipeline.quotes.marks import Quoted

_SENTENCE_END = '.?!…:”"»)]—–'
_ENDING = ",.?!…—–-"
MIN_WORDS = 4  # shorter without a cue is a title, a nickname, a "scare quote"


def find_utterances(text: str, paragraph: tuple[int, int], quoted: list[Quoted], language: Language) -> list[Quoted]:
    """The quoted spans of a paragraph that stand by themselves; those that run on from or into another paragraph do."""
    start, end = paragraph
    return [q for q in quoted if q.outer_start < start or q.outer_end > end or _stands_alone(text, paragraph, q, language)]


def count_words(text: str) -> int:
    """How many words, split at spaces."""
    return len(text.split())


def _stands_alone(text: str, paragraph: tuple[int, int], quoted: Quoted, language: Language) -> bool:
    content = text[quoted.start : quoted.end]
    before = text[paragraph[0] : quoted.outer_start].rstrip()
    after = text[quoted.outer_end : paragraph[1]]
    can_end = content[-1] in _ENDING or after[:1] in {",", "."} or not after.strip()
    if not before or before[-1] in _SENTENCE_END:
        return can_end or count_words(content) >= MIN_WORDS
    starts_high = _starts_like_a_sentence(content)
    if before[-1] == ",":
        return can_end and (starts_high or count_words(content) >= MIN_WORDS)
    is_after_cue = _last_word(before) in language.before_marks
    return is_after_cue and can_end and (starts_high or count_words(content) >= MIN_WORDS)


def _starts_like_a_sentence(content: str) -> bool:
    first = content.lstrip("[(‘'… .¿¡")[:1]
    return first.isupper() or first.isdigit()


def _last_word(before: str) -> str:
    match = re.search(r"[\w'’]+$", before)
    return match[0].casefold() if match else ""
