"""Words that have a capital only because they open a sentence. In: a text and mentions; out: those that name something.

"Iron is heavy. Much iron came." names nothing. Invariant: the other mentions stay as they are, in order.
"""
# ruff: noqa: RUF001 - marks of every kind are its subject

import re
from collections.abc import Set as AbstractSet

from pipeline.model import Mention

_SMALL = re.compile(r"[a-z\u00df-\u00ff]+")
_OPENS = re.compile(r"(?:^|[.!?\n:—–][\"”’)]* ?)[\"“‘«]? ?$")
_LOOK = 5  # characters looked back


def common_words(text: str) -> set[str]:
    """The words that the text writes small."""
    return set(_SMALL.findall(text))


def drop_openers(text: str, mentions: list[Mention], common: AbstractSet[str]) -> list[Mention]:
    """Leave out words that open a sentence and are in `common`, in lower case."""
    return [mention for mention in mentions if not (mention.text.lower() in common and _opens_sentence(text, mention))]


def _opens_sentence(text: str, mention: Mention) -> bool:
    return mention.text.istitle() and _OPENS.search(text[max(0, mention.start - _LOOK) : mention.start]) is not None
