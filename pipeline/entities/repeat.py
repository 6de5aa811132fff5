"""Find again what was found once. In: a text and its mentions; out: the same and those that were missed.

A model that sees "Ann Roe" in one sentence may miss "Roe" in the next. Invariant: in order, without overlap.
"""

import re

from pipeline.entities.gazetteer import CAPITAL, Gazetteer
from pipeline.model import Label, Mention

_CAPITAL_BEFORE = re.compile(r"\b([A-Z\u00c0-\u00de][\w'\u2019-]*) $|(-)$")
_CAPITAL_AFTER = re.compile(r"[ -][A-Z\u00c0-\u00de]|['\u2019][a-zA-Z]{2}")
_LOOK = 30  # characters looked back for the word before
SHORTEST = 3  # letters of a name that is looked for


def repeat_names(text: str, mentions: list[Mention], common: set[str]) -> list[Mention]:
    """Add each other place where a name stands, alone and written alike; where a part of it was found, it becomes the whole.

    Args:
        text: the whole text.
        mentions: in order.
        common: words that the text also writes small: as names they are not looked for.
    """
    names = [(name, label) for name, label in _names(mentions).items() if name.lower() not in common]
    there = {(mention.start, mention.end) for mention in mentions}
    again = [
        Mention(start=start, end=end, text=text[start:end], label=label)
        for start, end, label in Gazetteer(names, opening=CAPITAL).find(text)
        if (start, end) not in there and is_alone(text, start, end, common)
    ]
    return merge(mentions, again) if again else mentions


def merge(mentions: list[Mention], again: list[Mention]) -> list[Mention]:
    """Both, in order; of two that overlap the longer, of equals the first."""
    merged: list[Mention] = []
    for mention in sorted([*mentions, *again], key=lambda m: (m.start, -m.end)):
        if not merged or merged[-1].end <= mention.start:
            merged.append(mention)
        elif mention.end - mention.start > merged[-1].end - merged[-1].start:
            merged[-1] = mention
    return merged


def _names(mentions: list[Mention]) -> dict[str, Label]:
    """What to look for: names, and family names of people."""
    names: dict[str, Label] = {}
    for mention in mentions:
        if mention.label != "other":
            names.setdefault(mention.text, mention.label)
    for name, label in list(names.items()):
        if label == "person" and " " in name:
            names.setdefault(name.rsplit(" ", 1)[1], label)
    return {name: label for name, label in names.items() if len(name) >= SHORTEST and name[0].isupper()}


def is_alone(text: str, start: int, end: int, common: set[str]) -> bool:
    """Whether no other name stands beside it, as a part of which it would be another; a word like "In" is no name."""
    before = _CAPITAL_BEFORE.search(text[max(0, start - _LOOK) : start])
    return (before is None or (before[1] or before[2]).lower() in common) and not _CAPITAL_AFTER.match(text, end)
