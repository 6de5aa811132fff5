"""Names of organizations by their form, for where a model misses or cuts them. In: a text; out: spans.

the Ruritanian Foreign Ministry    Ministry of Fisheries    Roe administration

Invariant: a span holds all that the form asks for; it may overlap what the model found, and the longer one stays (`find`).
"""

# ruff: noqa: RUF001 - apostrophes of every kind are its subject

import re
from collections.abc import Iterator

from pipeline.entities.languages import Words

LOOK = 30  # characters looked back
_BEFORE = re.compile(r"\b[A-Z\u00c0-\u00de][\w’'&-]* $")


def find_organizations(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Spans that have the form of an organization's name; they may overlap one another.

    >>> text = "The Ruritanian Foreign Ministry spoke."
    >>> [text[a:b] for a, b in find_organizations(text, words_of("en"))]
    ['Ruritanian Foreign Ministry']
    """
    for pattern in words.formed:
        for match in pattern.finditer(text):
            start = match.start(1)
            before = _BEFORE.search(text[max(0, start - LOOK) : start])
            if before and before[0][:-1].lower() not in words.openers:
                start -= len(before[0])
            opening = words.opening.match(text, start, match.end(1))
            yield (opening.end() if opening else start), match.end(1)


def is_administration(text: str, end: int, words: Words) -> bool:
    """Whether the name that ends at `end` stands for those who work under it: "the [Roe] administration", "the [Roe] and Doe campaigns"."""
    return words.administration.match(text, end, end + 60) is not None
