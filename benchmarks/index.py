"""How fast newsline writes to Elasticsearch, beside its client's own parallel_bulk; and how much room what is written takes.

In: nothing; made-up articles (made.py) are written to an embedded node of its own. Out: a table, printed.

    .venv/bin/python benchmarks/index.py speed [--articles 2000] [--rounds 5]
    .venv/bin/python benchmarks/index.py room [--articles 10000]
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
from elasticsearch import helpers
from made import make_article

from deploy.embedded import lease
from pipeline.index.build import Write, build_article, build_line, build_quotations
from pipeline.model import Article, encode
from workers.schema import set_up
from workers.search import Index, connect
from workers.steps import batches
from workers.writer import Writer

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HEAP = "1024m"  # in megabytes: the compiler that `newsline run` has; its 512 are too few for parallel_bulk at times
THEIRS = "parallel_bulk, documents ready-made"
MESSAGE = 20  # articles
MERGE_TIMEOUT_S = 600.0


def build_all(articles: list[Article]) -> Iterator[Write]:
    """All that is written of the articles."""
    for article in articles:
        yield build_article(article, NOW)
        yield from build_quotations(article, NOW)
        yield build_line(article, NOW)


def write_with_newsline(index: Index, messages: list[list[Article]], at_once: int) -> None:
    """Each message by a call of its own, `at_once` side by side."""
    writer = Writer(index)
    with ThreadPoolExecutor(at_once) as threads:
        for settled in threads.map(lambda message: writer.write(message, NOW), messages):
            assert all(article.fate == "indexed" for article in settled)


def write_in_parallel(index: Index, actions: list[dict[str, Any]]) -> None:
    """The client's helper as it comes: four threads, 500 actions a request."""
    for ok, answer in helpers.parallel_bulk(index.client, actions):
        assert ok, answer


def rate(url: str, prefix: str, articles: int, write: Callable[[Index], None]) -> float:
    """Articles a second into new indexes, which are then removed."""
    index = connect(url, prefix)
    set_up(index)
    started = time.monotonic()
    write(index)
    took = time.monotonic() - started
    index.refresh()
    assert index.count("articles") == articles
    for name in index.client.indices.get(index=f"{prefix}*").body:
        index.client.indices.delete(index=name)
    index.close()
    return articles / took


def speed(url: str, articles: int, rounds: int) -> None:
    """The ways in turn, each round with new indexes; prints the median of each."""
    made = [make_article(number) for number in range(articles)]
    messages = list(batches(made))
    ways: dict[str, Callable[[Index], None]] = {
        f"newsline, {n} at a time": (lambda index, n=n: write_with_newsline(index, messages, n)) for n in (1, 4)
    }
    ways[THEIRS] = lambda index: write_in_parallel(index, actions[index.prefix])
    rates: dict[str, list[float]] = {way: [] for way in ways}
    for number in range(-1, rounds):  # the first warms up
        for place, (way, write) in enumerate(ways.items()):
            prefix = f"r{number + 1}-{place}-"
            actions = {
                prefix: [{"_index": prefix + w.index, "_id": w.id, "_source": msgspec.to_builtins(w.document)} for w in build_all(made)]
            }
            found = rate(url, prefix, articles, write)
            rates[way] += [found] if number >= 0 else []
    print(f"{articles} articles in {len(messages)} messages")
    for way, found in rates.items():
        ratios = [rate / theirs for rate, theirs in zip(found, rates[THEIRS], strict=True)]  # in one round the machine is the same
        print(f"{way:40} {median(found):6.0f}/s  {median(ratios):.2f} x  {[round(ratio, 2) for ratio in ratios]}")


def room(url: str, articles: int) -> None:
    """Bytes on disk for each document, all segments merged into one; and for the JSON that was sent."""
    index = connect(url, "room-")
    set_up(index)
    sent, count = Counter[str](), Counter[str]()
    for start in range(0, articles, MESSAGE):
        message = [make_article(number) for number in range(start, min(start + MESSAGE, articles))]
        for write in build_all(message):
            sent[write.index.split("-")[0]] += len(encode(write.document))
            count[write.index.split("-")[0]] += 1
        Writer(index).write(message, NOW)
    for kind in sent:
        indices = index.client.options(request_timeout=MERGE_TIMEOUT_S).indices
        indices.forcemerge(index=index.prefix + kind, max_num_segments=1)
        indices.flush(index=index.prefix + kind, force=True)
        store = indices.stats(index=index.prefix + kind, metric="store")["_all"]["primaries"]["store"]
        print(
            f"{kind:12} {count[kind]:8} {store['size_in_bytes'] / count[kind]:8.0f} bytes on disk {sent[kind] / count[kind]:8.0f} as JSON"
        )


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    speeds = commands.add_parser("speed")
    speeds.add_argument("--articles", type=int, default=2000)
    speeds.add_argument("--rounds", type=int, default=5)
    rooms = commands.add_parser("room")
    rooms.add_argument("--articles", type=int, default=10_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, lease(Path(home), heap=HEAP, redis=False) as addresses:
        if arguments.command == "room":
            room(addresses.elasticsearch_url, arguments.articles)
        else:
            speed(addresses.elasticsearch_url, arguments.articles, arguments.rounds)


if __name__ == "__main__":
    main()
