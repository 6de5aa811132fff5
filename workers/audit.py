"""Does the ledger add up? In: the live lines and the settled ones; out: how many were seen, what became of them, what is missing.

Invariant: seen = sum of all fates + under way. When it does not hold, the missing lines are named.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from pipeline.model import Record
from workers.edge import Edge

LOOKS = 3  # the flow goes on while it is counted: a difference counts only when it stays
NAMED = 100  # missing lines that are named; the count is of all
CHUNK = 1000


class Audit(Record, frozen=True):
    """What an audit found: `seen == sum(fates.values()) + under_way` when it `adds_up`."""

    seen: int
    fates: dict[str, int]
    under_way: int
    adds_up: bool
    missing: tuple[str, ...] = ()


def audit(edge: Edge) -> Audit:
    """Count until it adds up, at most a few times; then name what is missing."""
    for _ in range(LOOKS):
        found = _count(edge)
        if found.adds_up:
            return found
    missing = tuple(islice(dict.fromkeys(islice(_missing(edge), 2 * NAMED)), NAMED))  # each comes twice at most
    return Audit(seen=found.seen, fates=found.fates, under_way=found.under_way, adds_up=False, missing=missing)


def _count(edge: Edge) -> Audit:
    seen = edge.ledger.opened()
    fates = edge.index.count_fates()
    under_way = [key for chunk in chunks(edge.ledger.under_way()) for key in _unsettled(edge, chunk)]
    adds_up = edge.ledger.opened() == seen == sum(fates.values()) + len(under_way)
    return Audit(seen=seen, fates=fates, under_way=len(under_way), adds_up=adds_up)


def _missing(edge: Edge) -> Iterator[str]:
    """Keys of lines that were opened and are neither settled nor under way; not those of entries that are forgotten."""
    for chunk in chunks(edge.ledger.all_keys()):
        live = edge.ledger.lines(chunk)
        yield from (key for key in _unsettled(edge, chunk) if key not in live)


def _unsettled(edge: Edge, keys: list[str]) -> list[str]:
    """A line may be settled and still be listed as under way, when a worker died in between: it counts as settled."""
    settled = edge.index.lines(keys)
    return [key for key in keys if key not in settled]


def chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    """Keys in lists of a size that Redis and Elasticsearch take at once."""
    rest = iter(keys)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
