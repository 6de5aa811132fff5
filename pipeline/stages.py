"""What is done in the queues between fetch and index: pure functions from articles to articles.

In: articles; out: the same articles, further on, in the same order. Invariant: a stage's name is that of its queue
(queues.py has the flow), and a stage knows no other stage. This module loads spaCy; who needs only names asks queues.py.
"""

from collections.abc import Callable

import msgspec

from pipeline import clean, entities, quotes
from pipeline.model import Article


class Stage(msgspec.Struct, frozen=True):
    """One step of pure work.

    `run(articles, *needs)` returns one article for each it got. `needs` names what the worker hands in:
    "page" (a function from article to its Page), "nlp" (a function from language code to spaCy's object, or None) or
    "knowledge" (names that are known).
    """

    name: str
    run: Callable[..., list[Article]]
    needs: tuple[str, ...]


STAGES: tuple[Stage, ...] = (  # order matters: each stage reads what those above it wrote
    Stage("clean", clean.run, needs=("page",)),
    Stage("entities", entities.run, needs=("nlp", "knowledge")),
    Stage("quotes", quotes.run, needs=("nlp",)),
)
