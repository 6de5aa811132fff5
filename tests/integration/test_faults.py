"""A real Elasticsearch that is killed, too busy, or given too much: nothing is lost, nothing is there twice, one clear line each."""

import json
import os
import signal
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from deploy.embedded import lease
from pipeline.errors import Unavailable
from pipeline.model import Article, Quotation
from workers import bulk
from workers.schema import set_up
from workers.search import Index, connect
from workers.writer import Writer

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
SAID = ("We will sail.", "Not before Monday.")
BUSY = {
    "type": "es_rejected_execution_exception",
    "reason": "rejected execution of coordinating operation [coordinating_and_primary_bytes=0, replica_bytes=0, all_bytes=0]",
}


def article(number: int, text: str = "") -> Article:
    """An article with two quotations."""
    words = " ".join((*SAID, text))
    said = [Quotation(start=words.index(w), end=words.index(w) + len(w), content=w, type="direct") for w in SAID]
    url = f"https://news.example/{number}"
    facts: dict[str, Any] = {"id": f"a{number}", "url": url, "canonical_url": url, "key": f"k{number}-1", "first_seen": NOW}
    return Article(**facts, language="en", text=words, quotations=tuple(said))


def counts(index: Index) -> list[int]:
    """Articles, quotations, lines."""
    index.refresh()
    return [index.count(kind) for kind in ("articles", "quotations", "ledger")]


def write_until_taken(index: Index, articles: list[Article]) -> list[str]:
    """Writes as a worker does, again and again; returns what it was told meanwhile."""
    told: list[str] = []
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            assert {a.fate for a in Writer(index).write(articles, NOW)} == {"indexed"}
        except Unavailable as error:
            told.append(str(error))
            time.sleep(0.2)
        else:
            return told
    raise AssertionError(told[-1])


def node_of(home: Path) -> int:
    """The process id of the node whose data lie in `home`."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if b"EmbeddedNode" in words and any(word == f"path.data={home}/elasticsearch/data".encode() for word in words):
                return int(folder.name)
    raise AssertionError("there is no node")


def test_node_killed_in_mid_bulk(tmp_path: Path) -> None:
    """Killed while articles stream in and started again, the node has each once, with its quotations and line."""
    with lease(tmp_path, redis=False) as addresses:
        index = connect(addresses.elasticsearch_url)
        set_up(index)
        killed_after = 12
        told: list[str] = []
        for number in range(30):
            if number == killed_after:
                killer = threading.Timer(0.03, os.kill, (node_of(tmp_path), signal.SIGKILL))
                killer.start()
            told += write_until_taken(index, [article(number * 50 + place, "It rained. " * 200) for place in range(50)])
        assert counts(index) == [1500, 3000, 1500]
        index.close()
    assert told
    assert all(line.startswith(addresses.elasticsearch_url) and "\n" not in line for line in told)


@pytest.fixture
def index(elasticsearch_url: str) -> Iterator[Index]:
    """An index of its own, set up."""
    made = connect(elasticsearch_url, f"f{uuid.uuid4().hex[:8]}-")
    set_up(made)
    yield made
    for name in made.client.indices.get(index=f"{made.prefix}*-2026.02").body:
        made.client.indices.delete(index=name)
    made.close()


def test_thirty_megabytes(index: Index) -> None:
    """A text of 30 MB, which this node's memory does not allow, is dead with one line that says so; its neighbours are indexed."""
    long = article(2, "Nothing happened in the harbour. " * 950_000)
    settled = Writer(index).write([article(1), long, article(3)], NOW)
    assert [a.fate for a in settled] == ["indexed", "dead", "indexed"]
    reason = settled[1].reason or ""
    assert reason.startswith("too large for the memory of Elasticsearch: ")
    assert "\n" not in reason
    assert counts(index) == [2, 4, 3]
    (line,) = index.trace("k2-1").lines
    assert (line["fate"], line["reason"], line["message"]) == ("dead", reason, None)


Refusal = Callable[[int, list[bytes]], set[int] | None]  # number of the request and its writes → those refused; None: all, with a 429


@contextmanager
def busy_proxy(url: str, refuse: Refusal) -> Iterator[str]:
    """A proxy before Elasticsearch that refuses writes as a busy one does: 429 for a write, or for a whole request."""
    requests = [0]

    class Handler(BaseHTTPRequestHandler):
        def do_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            if self.path.startswith("/_bulk"):
                requests[0] += 1
                self._bulk(body, requests[0])
            else:
                self._answer(*self._forward(body))

        def _bulk(self, body: bytes, number: int) -> None:
            lines = body.splitlines(keepends=True)
            starts = [place for place, line in enumerate(lines) if line.startswith((b'{"create"', b'{"index"', b'{"delete"'))]
            writes = [b"".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
            refused = refuse(number, writes)
            if refused is None:
                self._answer(429, json.dumps({"error": BUSY, "status": 429}).encode())
                return
            passed = [write for place, write in enumerate(writes) if place not in refused]
            answers = iter(json.loads(self._forward(b"".join(passed))[1])["items"] if passed else [])
            items = [{"index": {"status": 429, "error": BUSY}} if place in refused else next(answers) for place in range(len(writes))]
            self._answer(200, json.dumps({"items": items}).encode())

        def _forward(self, body: bytes) -> tuple[int, bytes]:
            headers = {name: self.headers[name] for name in ("content-type", "accept") if self.headers[name]}
            request = urllib.request.Request(url + self.path, data=body or None, headers=headers, method=self.command)  # noqa: S310  our own node
            try:
                with urllib.request.urlopen(request) as answer:  # noqa: S310
                    return answer.status, answer.read()
            except urllib.error.HTTPError as error:
                return error.code, error.read()

        def _answer(self, status: int, data: bytes) -> None:
            self.send_response(status)
            for name, value in (
                ("X-Elastic-Product", "Elasticsearch"),
                ("content-type", "application/vnd.elasticsearch+json;compatible-with=9"),
                ("content-length", str(len(data))),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_any  # noqa: N815 - names that http.server asks for

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("refuse", "told"),
    [
        (lambda number, writes: set(range(0, len(writes), 2)) if number % 2 else set(), 0),  # half of them, once
        (lambda number, _: None if number % 2 else set(), 0),  # each request, once
        (lambda number, writes: set(range(number, len(writes))), 0),  # one more is taken each time
        (lambda number, _: None if number < 8 else set(), 1),  # longer than a bulk insists: the message waits, and comes again
    ],
    ids=["items", "requests", "slowly", "for long"],
)
def test_busy(index: Index, monkeypatch: pytest.MonkeyPatch, refuse: Refusal, told: int) -> None:
    """What a busy Elasticsearch refuses is sent again until it is taken, and only that; after a while the whole message waits."""
    monkeypatch.setattr(bulk, "WAITS_S", (0.0, 0.01, 0.01, 0.01))
    with busy_proxy(index.address, refuse) as url:
        lines = write_until_taken(connect(url, index.prefix), [article(number) for number in range(4)])
    assert counts(index) == [4, 8, 4]
    assert len(lines) == told
    assert all("rejected execution" in line and "\n" not in line for line in lines)


def test_old_mapping(index: Index) -> None:
    """An index that lacks a field and was not given it refuses for the cluster's sake: nobody is dead, and the line says what helps."""
    strict = {"dynamic": "strict", "properties": {"id": {"type": "keyword"}}}
    index.client.indices.create(index=f"{index.prefix}articles-2026.02", mappings=strict)
    index.client.indices.delete(index=f"{index.prefix}articles-2026.02")
    index.client.indices.delete_index_template(name=f"{index.prefix}articles")
    index.client.indices.create(index=f"{index.prefix}articles-2026.02", mappings=strict, aliases={f"{index.prefix}articles": {}})
    with pytest.raises(Unavailable, match="newsline index setup"):
        Writer(index).write([article(1)], NOW)
    assert counts(index)[2] == 0
    set_up(index)
    (found,) = [index.client.indices.get_mapping(index=f"{index.prefix}articles").body]
    assert "language" in next(iter(found.values()))["mappings"]["properties"]
