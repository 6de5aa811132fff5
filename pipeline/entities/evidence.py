"""What a name and the words around it say it is. In: a text and a span; out: the label that they leave no doubt about, or None.

Invariant: it hangs on the words in and beside the span alone, and on what the model called it.
"""
# ruff: noqa: RUF001 - apostrophes and marks of every kind are its subject

from functools import lru_cache
from typing import NamedTuple

from pipeline.entities.languages import Words
from pipeline.model import Label

MOST_SPACES = 3  # a name with more words is no person's
BEFORE = 30  # characters looked back
MARKS = frozenset("\"”’'")


class _Spot(NamedTuple):
    """A name where it stands: `before` is the text that ends where it starts."""

    text: str
    end: int
    name: str
    before: str
    label: Label

    @property
    def is_word(self) -> bool:
        """One word, and no acronym."""
        return " " not in self.name and not self.name.isupper()


@lru_cache(maxsize=4096)  # the same name is asked for when it is found and when the article settles on its label
def tell_label(text: str, start: int, end: int, label: Label, words: Words) -> Label | None:
    """What `text[start:end]`, which a model calls `label`, is for certain.

    >>> tell_label("Roe's wife left.", 0, 3, "organization", words_of("en"))
    'person'
    """
    spot = _Spot(text, end, text[start:end], text[max(0, start - BEFORE) : start], label)
    return _by_name(spot, words) or _by_words_before(spot, words) or _by_words_after(spot, words)


def _by_name(spot: _Spot, words: Words) -> Label | None:
    if words.event.match(spot.name):
        return "other"
    if words.organization.match(spot.name):
        return "organization"
    return "place" if spot.label != "person" and words.place.match(spot.name) else None


def _by_words_before(spot: _Spot, words: Words) -> Label | None:
    if words.work_before.search(spot.before) and not MARKS.isdisjoint(spot.text[spot.end : spot.end + 2]):
        return "other"
    if spot.label != "person" and _can_be_person(spot) and words.person_before.search(spot.before):
        return "person"
    return "place" if (spot.is_word or spot.label == "person") and words.place_before.search(spot.before) else None


def _can_be_person(spot: _Spot) -> bool:
    return spot.is_word or (0 < spot.name.count(" ") < MOST_SPACES and spot.label != "place")


def _by_words_after(spot: _Spot, words: Words) -> Label | None:
    if spot.is_word and words.place_after.match(spot.text, spot.end):
        return "place"
    return "person" if spot.label != "person" and not spot.name.isupper() and _is_person(spot, words) else None


def _is_person(spot: _Spot, words: Words) -> bool:
    """Whether the name is followed by what only follows people."""
    text, end = spot.text, spot.end
    if words.person_after.match(text, end):
        return True
    if spot.is_word and spot.before.endswith(("the ", "The ")) and words.family_after.match(text, end):
        return True
    if words.inside.search(spot.before):
        return False
    return bool(words.person_acts.match(text, end) or (spot.is_word and words.pronoun_after.match(text, end)))
