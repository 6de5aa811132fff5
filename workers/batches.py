"""Things to send in, the batches that one message or one request takes out. Invariant: all of them, in their order, each once."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def cut(things: Iterable[T], bytes_of: Callable[[T], int], *, most: int, max_bytes: int) -> Iterator[list[T]]:
    """Cut into batches of at most `most` things and, but for a single large one, `max_bytes` together."""
    batch: list[T] = []
    size = 0
    for thing in things:
        length = bytes_of(thing)
        if batch and (len(batch) == most or size + length > max_bytes):
            yield batch
            batch, size = [], 0
        batch.append(thing)
        size += length
    if batch:
        yield batch
