"""The flow, once, in order: feeds are polled, pages fetched, then the stages (stages.py has what they do), then Elasticsearch.

In: the name of a queue; out: the one that follows. Invariant: a queue's name is also its task, its stage, its metric and its
heading in docs/operations.md.
"""

QUEUES: tuple[str, ...] = ("poll", "fetch", "clean", "entities", "quotes", "index")


def next_queue(name: str) -> str:
    """The queue that follows `name`: `next_queue("clean") == "entities"`."""
    return QUEUES[QUEUES.index(name) + 1]
