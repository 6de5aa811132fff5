"""Find again what was found once. In: a text and its mentions; out: the same and those that were missed.

A model that sees "Ann Roe" in one sentence may miss "Roe" in the next. Invariant: in order, without overlap.
"""

import re

from pipeline.entities.gazetteer import Gazetteer
from pipeline.model import Label, Mention

_CAPITAL_BEFORE = re.compile(r"(?:[A-Z\u00c0-\u00de][\w'\u2019-]* |-)$")
_CAPITAL_AFTER = re.compile(r"[ -][A-Z\u00c0-\u00de]|['\u2019][a-zA-Z]{2}")
_LOOK = 30  # characters looked back for the word before
SHORTEST = 3  # letters of a name that is looked for


def repeat_names(text: str, mentions: list[Mention], common: set[str]) -> list[Mention]:
    """Add each other place where a name stands, alone and written alike.

    Args:
        text: the whole text.
        mentions: in order.
        common: words that the text also writes small: as names they are not looked for.
    """
    names = [(name, label) for name, label in _names(mentions).items() if name.lower() not in common]
    taken = iter([*mentions, Mention(start=len(text), end=len(text), text="", label="other")])
    current, more = next(taken), []
    for start, end, label in Gazetteer(names).find(text):
        while current.end <= start and current.start < len(text):
            current = next(taken)
        if end <= current.start and _is_alone(text, start, end):
            more.append(Mention(start=start, end=end, text=text[start:end], label=label))
    return sorted([*mentions, *more], key=lambda mention: mention.start)


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


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether no other word with a capital stands beside it: it would be part of another name."""
    return not _CAPITAL_BEFORE.search(text[max(0, start - _LOOK) : start]) and not _CAPITAL_AFTER.match(text, end)
