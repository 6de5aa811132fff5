"""Names of organizations by their form, for where a model misses or cuts them. In: a text; out: spans.

the Ruritanian Foreign Ministry    Ministry of Fisheries    Roe administration
"""

from collections.abc import Iterator

from pipeline.entities.languages import Words


def find_organizations(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Spans that have the form of an organization's name; they may overlap one another.

    >>> text = "The Ruritanian Foreign Ministry spoke."
    >>> [text[a:b] for a, b in find_organizations(text, words_of("en"))]
    ['Ruritanian Foreign Ministry']
    """
    for pattern in words.formed:
        for match in pattern.finditer(text):
            opening = words.opening.match(text, match.start(1))
            yield (opening.end() if opening else match.start(1)), match.end(1)


def is_administration(text: str, end: int, words: Words) -> bool:
    """Whether the name that ends at `end` stands for those who work under it: "the [Roe] administration", "the [Roe] and Doe campaigns"."""
    return words.administration.match(text, end, end + 60) is not None
