"""The turns of interviews and transcripts. In: a text and its mentions; out: a `Found` for each turn, how "label".

    Q: Why was it shut? A: It was not safe.      questions and answers, each with its letter or word before it
    HILL: We never saw it. / QUINN: Never?       names that take turns, one of them known to the article
    Roe: The bridge was never safe.              a known name by itself, as in a headline: "indirect", it may be in other words

A turn's content runs to the end of its paragraph, or to the next question or answer in it. `Location: Oslo` is none: nobody is
called so. Invariant: turns are in order, and each lies in one paragraph.
"""
# ruff: noqa: RUF001 - marks of every kind are its subject

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.quotes.found import Found, Offsets
from pipeline.quotes.labels import Names, family_name, without_aside
from pipeline.quotes.languages import Language

_LABEL = re.compile(r"\s*([^\W\d_][^:,(–—\n]{0,60}?(?:, [^\Wa-z]+| \([^\n:]{0,30}\))?)\s?:\s+(?=[('\[…]*[^\W\d_a-z])")
MANY = 2  # names that open a paragraph once each: more are a list; turns of people who speak again: more are a conversation
_ENDS = set(".?!…”\"»'’)—–-")


class Turn(NamedTuple):
    """A label and what stands after it."""

    label: Offsets
    content: Offsets
    name: str


def find_turns(text: str, names: Names, paragraphs: Sequence[Offsets], language: Language) -> list[Found]:
    """The turns, in order; none when the paragraphs that open with a label are no conversation.

    Args:
        text: of the article.
        names: of its people.
        paragraphs: start and end of each.
        language: its labels of questions and answers.
    """
    asked = [turn for paragraph in paragraphs for turn in _read_questions(text, paragraph, language)]
    said = {turn.name.casefold() for turn in asked}
    is_interview = bool(said & language.questions) and bool(said & language.answers)
    labelled = [turn for paragraph in paragraphs if (turn := _read_turn(text, paragraph, names))]
    spoken = _find_alternating(text, labelled, names)
    lone = [] if len(labelled) > MANY else [turn for turn in labelled if turn not in spoken and names.is_known(turn.name)]
    direct = [Found(*turn.content, "direct", "label", source=turn.label) for turn in [*spoken, *(asked if is_interview else [])]]
    return sorted([*direct, *(Found(*turn.content, "indirect", "label", source=turn.label) for turn in lone)])


def _read_turn(text: str, paragraph: Offsets, names: Names) -> Turn | None:
    """`HILL: We saw it.`: a paragraph that opens with what may be a name and ends as a sentence does."""
    match = _LABEL.match(text, *paragraph)
    content = _trim(text, match.end(), paragraph[1]) if match else None
    if match is None or content is None or text[content[1] - 1] not in _ENDS or not names.is_like(without_aside(match[1])):
        return None
    return Turn(match.span(1), content, match[1])


def _read_questions(text: str, paragraph: Offsets, language: Language) -> Iterator[Turn]:
    """`Q: Why? A: It was.`: one or more in a paragraph that opens with such a label."""
    labels = list(language.interview_pattern.finditer(text, *paragraph))
    if not labels or text[paragraph[0] : labels[0].start()].strip():
        return
    ends = [*(label.start() for label in labels[1:]), paragraph[1]]
    for label, end in zip(labels, ends, strict=True):
        content = _trim(text, label.end(), end)
        if content:
            yield Turn(label.span(1), content, label[1])


def _find_alternating(text: str, turns: list[Turn], names: Names) -> list[Turn]:
    """The turns between the first and the last of those who speak again after another.

    None when no name is known, unless two speak again and somebody asks; both of two known names when one asks.
    """
    places: dict[str, list[int]] = {}
    for place, turn in enumerate(turns):
        places.setdefault(family_name(turn.name), []).append(place)
    # who speaks again after another: the places of a name lie further apart than if they followed one another
    again = [place for several in places.values() if several[-1] - several[0] >= len(several) > 1 for place in several]
    asks = any(text[turn.content[1] - 1] == "?" for turn in turns)
    if asks and len(turns) == MANY and all(names.is_known(turn.name) for turn in turns):
        return turns
    is_asked = len(again) > MANY and asks
    if not again or not (is_asked or any(names.is_known(turn.name) for turn in turns)):
        return []
    return turns[min(again) : max(again) + 1]


def _trim(text: str, start: int, end: int) -> Offsets | None:
    """The span without spaces at its end; None when nothing is left."""
    stop = start + len(text[start:end].rstrip())
    return (start, stop) if start < stop else None
