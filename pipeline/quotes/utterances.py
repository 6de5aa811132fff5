"""Tell speech from words that are merely in marks, by form alone. In: a text and what stands between its marks; out: the utterances.

An utterance can stand by itself: it starts where a sentence or clause can start and ends where one can end ("No," he
said). Words in marks inside a clause (a "total disaster", the film "Frozen") stay part of that clause, and the clause
decides what becomes of them. Invariant: the utterances are some of the quoted spans, unchanged and in order.
"""
# ruff: noqa: RUF001 - apostrophes and marks of every kind are its subject

import re

from pipeline.quotes.languages import Language
from pipeline.quotes.marks import Quoted

MIN_WORDS = 4  # fewer without a cue are a title, a nickname, a "scare quote"
_NEAR = 40  # characters around the marks that are looked at
_OPENS_AFTER = set('.?!…:”"»()[]—–')
_ENDS = set(",.?!…—–-")
_GOES_ON = set(",.;:?!—–-)")
_TWO_SENTENCES = re.compile(r"[.?!…]\s+[^\W\d_a-z]")


def find_utterances(text: str, paragraph: tuple[int, int], quoted: list[Quoted], language: Language) -> list[Quoted]:
    """The quoted spans of a paragraph that stand by themselves; one that runs on over the paragraph's ends does."""
    start, end = paragraph
    utterances: list[Quoted] = []
    for marks in quoted:
        runs_over = marks.outer_start < start or marks.outer_end > end
        if runs_over or _stands_alone(text, paragraph, marks, language) or _ends_a_split(text, marks, utterances):
            utterances.append(marks)
    return utterances


def is_short(text: str, start: int, end: int) -> bool:
    """Whether a span has too few words to be speech when nothing says that it is."""
    return len(text[start : min(end, start + 200)].split()) < MIN_WORDS


def is_title(text: str, start: int, end: int) -> bool:
    """Whether every weighty word is written large, as in the name of a book or a show: "Good Morning, Ruritania"."""
    content = text[start : min(end, start + 200)]
    heavy = [word for word in re.findall(r"[^\W\d_][\w’'-]*", content) if len(word) >= MIN_WORDS]
    return len(content.split()) > 1 and content[-1] not in ".?!" and all(word[0].isupper() for word in heavy)


def _stands_alone(text: str, paragraph: tuple[int, int], marks: Quoted, language: Language) -> bool:
    """Whether quoted words begin where a sentence can, or after a cue or comma, and end where one can."""
    before = text[max(paragraph[0], marks.outer_start - _NEAR) : marks.outer_start].rstrip()
    after = text[marks.outer_end : min(paragraph[1], marks.outer_end + _NEAR)].lstrip()
    can_end = text[marks.end - 1] in _ENDS or not after or after[0] in _GOES_ON
    is_long = not is_short(text, marks.start, marks.end)
    if not before or before[-1] in _OPENS_AFTER:
        return can_end or (is_long and not _runs_on(after, language))
    is_sentence = _starts_like_a_sentence(text, marks)
    if is_sentence and _TWO_SENTENCES.search(text, marks.start, marks.end):
        return True
    word = _last_word(before.rstrip(","))
    is_name = word in language.works or is_title(text, marks.start, marks.end)  # "sa pièce, « Le dernier train », …"
    is_led_to = word in language.before_marks or (before[-1] == "," and is_sentence and not is_name)
    return is_led_to and can_end and (is_long or is_sentence)


def _runs_on(after: str, language: Language) -> bool:
    """Whether the sentence goes on behind the marks with more of what is said: `"A total disaster" if it rains`."""
    word = re.match(r"[^\W\d_]+", after)
    names = language.before_marks | language.pronouns.keys() | language.definite | language.articles
    return word is not None and word[0].islower() and word[0] not in names


def _ends_a_split(text: str, marks: Quoted, utterances: list[Quoted]) -> bool:
    """`"The plan," she said, "is dead."`: what follows an utterance in the same sentence, after a comma."""
    if not utterances:
        return False
    between = text[utterances[-1].outer_end : marks.outer_start].rstrip()
    return between.endswith(",") and not re.search(r"[.?!]\s", between) and text[utterances[-1].end - 1] not in ".?!"


def _starts_like_a_sentence(text: str, marks: Quoted) -> bool:
    first = text[marks.start : min(marks.end, marks.start + 8)].lstrip("[(‘'… .¿¡")[:1]
    return first.isupper() or first.isdigit()


def _last_word(before: str) -> str:
    match = re.search(r"[\w'’]+$", before)
    return match[0].casefold() if match else ""
