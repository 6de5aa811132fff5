"""How long from an article's indexing to its alert, with many rules. In: nothing; out: delays, and what they cost, printed.

The real process `alerts` watches an embedded Elasticsearch while made-up articles are written at an even pace; its alerts
go to a webhook on the loopback. The delay of an alert is from `indexed` of its newest article to `delivered`. With --compare, what
trying the rules on one page costs as named clauses and as a search for each.

    .venv/bin/python benchmarks/alerts.py [--rules 1000] [--articles 10] [--seconds 60] [--compare]
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
from elasticsearch.helpers import scan
from made import NAMES, WORDS, label_of, make_article, make_name, make_word
from pydantic import AnyUrl, RedisDsn

from config.settings import Settings
from deploy.embedded import lease
from desk.services import environment
from pipeline.alerts import Rule, build_hits
from pipeline.model import Article
from workers.edge import Edge
from workers.matches import New

COMMON = 1_000  # ranks of words and names that are too common to be asked for
OTHERS = 10_000_000  # numbers of articles that rules are made of, never written
TICKS = os.sysconf("SC_CLK_TCK")


def make_rule(number: int, target: str) -> Rule:
    """One of a mix: four of ten ask two words, one a phrase, one a name, two a speaker, one words about a name, one an outlet."""
    chance = random.Random(number)  # noqa: S311  seeded
    words = [make_word(int(COMMON * (WORDS / COMMON) ** chance.random())) for _ in range(4)]
    name = make_name(int(COMMON * (NAMES / COMMON) ** chance.random()))
    field = {"person": "person", "place": "place"}.get(label_of(name), "organization")
    asks: list[dict[str, Any]] = [{"query": " ".join(chance.sample(words, 2))} for _ in range(4)]
    asks.append({"query": f'"{words[1]} {words[2]}" | ({words[0]} {words[3]}*)'})
    asks.append({field: (name,)})
    asks += [{"speaker": name}, {"speaker": name.split()[1], "query": words[0]}]
    asks += [{"about": name, "query": words[0]}, {"publisher": f"The {make_word(number % 300).title()} Times", "query": words[0]}]
    several = {"min_clusters": 2, "within_s": 3_600} if number % 20 == 0 else {}
    return Rule(name=f"rule-{number}", added=datetime.now(UTC), targets=(target,), **asks[number % len(asks)], **several)


def fresh(number: int) -> Article:
    """An article that was first seen now."""
    now = datetime.now(UTC)
    return msgspec.structs.replace(make_article(number), first_seen=now, published=now)


@contextmanager
def webhook() -> Iterator[str]:
    """A server that takes whatever is posted; its address for apprise."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name there
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"json://127.0.0.1:{server.server_port}/hook"
    server.shutdown()


def spent_s(*pids: int) -> float:
    """Processor time that processes have taken so far."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(each[11]) + int(each[12]) for each in fields) / TICKS


def resident_mb(pid: int) -> int:
    """Memory of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def find_node(home: Path) -> int:
    """The process id of the Elasticsearch that keeps its data there."""
    commands = ((int(path.parent.name), path.read_bytes()) for path in Path("/proc").glob("[0-9]*/cmdline"))
    return next(pid for pid, command in commands if b"java" in command and str(home).encode() in command)


def write_evenly(edge: Edge, a_second: int, seconds: int) -> None:
    """Write so many articles each second, in two messages."""
    start, number = time.monotonic(), 0
    for half in range(2 * seconds):
        time.sleep(max(start + half / 2 - time.monotonic(), 0))
        batch = [fresh(number + place) for place in range(a_second // 2)]
        edge.writer.write(batch, datetime.now(UTC))
        number += len(batch)


def measure(edge: Edge, rules: int, a_second: int, seconds: int) -> None:
    """The delays of all alerts of a run, and what it cost; the first seconds, in which apprise loads, count too."""
    with webhook() as target:
        for number in range(rules):
            edge.rules.add(make_rule(number, target))
        process = subprocess.Popen([sys.executable, "-m", "workers.alerts"], env=environment(edge.settings), stdout=subprocess.DEVNULL)
        node = find_node(edge.settings.home)
        while not edge.rules.checked("articles"):
            time.sleep(0.1)
        before, node_before = spent_s(process.pid), spent_s(node)
        write_evenly(edge, a_second, seconds)
        time.sleep(6)
        cost, node_cost, memory = spent_s(process.pid) - before, spent_s(node) - node_before, resident_mb(process.pid)
        process.terminate()
        process.wait(60)
    tell(edge, a_second * seconds)
    print(f"processor time a second: alerts {cost / seconds:.2f} s, node {node_cost / seconds:.2f} s with writing; {memory} MB")


def tell(edge: Edge, articles: int) -> None:
    """Print the delays."""
    edge.index.refresh()
    alerts = [hit["_source"] for hit in scan(edge.index.client, index=f"{edge.index.prefix}alerts")]
    delays = sorted(
        (datetime.fromisoformat(alert["delivered"]) - datetime.fromisoformat(alert["indexed"])).total_seconds()
        for alert in alerts
        if alert["delivered"]
    )
    print(f"{articles} articles, {len(alerts)} alerts of {len({alert['rule'] for alert in alerts})} rules, {len(delays)} delivered")
    cuts = statistics.quantiles(delays, n=100)
    print(f"indexed to delivered: p50 {cuts[49]:.2f} s, p95 {cuts[94]:.2f} s, p99 {cuts[98]:.2f} s, max {delays[-1]:.2f} s")


def compare(edge: Edge, rules: int) -> None:
    """Trying all rules on ten new articles: as named clauses, and as a search for each rule; the best of five."""
    articles = [make_rule(number, "json://127.0.0.1") for number in range(rules)]
    articles = [rule for rule in articles if rule.kind == "articles"]
    hits = edge.index.client.search(index=f"{edge.index.prefix}articles", size=10, source=False)["hits"]["hits"]
    now = datetime.now(UTC)
    page = [New(hit["_id"], 1, hit["_index"], now, now) for hit in hits]
    lines: list[Any] = []
    for rule in articles:
        body = build_hits(rule, [new.id for new in page]) | {"highlight": {"fields": {}}}
        lines += [{"index": page[0].where}, body]
    for name, ask in (
        ("named clauses", lambda: edge.matches.try_rules(articles, page)),
        ("a search for each", lambda: edge.index.client.msearch(searches=lines)),
    ):
        took = []
        for _ in range(5):
            start = time.perf_counter()
            ask()
            took.append(time.perf_counter() - start)
        print(f"{len(articles)} rules on {len(page)} articles, {name}: {1000 * min(took):.0f} ms")


def main() -> None:
    """Run it on embedded services of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=10, help="a second")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--compare", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, lease(Path(home)) as found:
        addresses = {"redis_url": RedisDsn(found.redis_url), "elasticsearch_url": AnyUrl(found.elasticsearch_url)}
        edge = Edge(Settings(home=Path(home), **addresses))
        edge.writer.write([fresh(OTHERS * 2 + number) for number in range(200)], datetime.now(UTC) - timedelta(minutes=5))
        measure(edge, chosen.rules, chosen.articles, chosen.seconds)
        if chosen.compare:
            compare(edge, chosen.rules)


if __name__ == "__main__":
    main()
