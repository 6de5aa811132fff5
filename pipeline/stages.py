"""The flow, once, in order: feeds are polled, pages fetched, then the stages below, then Elasticsearch.

In: articles; out: the same articles, further on, in the same order. Invariant: a stage's name is also its task, its
queue, its metric and its heading in docs/operations.md, and a stage knows no other stage.
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
    time_limit_s: int = 120


STAGES: tuple[Stage, ...] = (  # order matters: each stage reads what those above it wrote
    Stage("clean", clean.run, needs=("page",)),
    Stage("entities", entities.run, needs=("nlp", "knowledge")),
    Stage("quotes", quotes.run, needs=("nlp",)),
)

QUEUES: tuple[str, ...] = ("poll", "fetch", *(stage.name for stage in STAGES), "index")


def next_queue(name: str) -> str:
    """The queue that follows `name`: `next_queue("clean") == "entities"`."""
    return QUEUES[QUEUES.index(name) + 1]
