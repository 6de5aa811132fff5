"""Polling: how fast, how politely, and what a feed costs in Redis.

    .venv/bin/python benchmarks/poll.py rate [--feeds 10000]   one worker process and a bare aiohttp loop, same servers, same run
    .venv/bin/python benchmarks/poll.py memory                 bytes of a feed and of what is remembered; the due set as it grows

In: nothing; a Redis of its own and, for `rate`, a server process on the loopback, each feed at an address of its own (127.x.y.z)
but for a hundred that share twenty-five hosts. Out: requests/s of both, the ratio, and whether a host got two requests at a time or
one too soon.
"""

import argparse
import asyncio
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path

import aiohttp
from msgspec.structs import replace
from redis import Redis

from config.settings import Settings
from deploy.embedded import lease
from pipeline.articles import build_article
from pipeline.feeds import find_changes, parse_feed
from pipeline.model import Feed, Rhythm
from workers.edge import Edge
from workers.http import user_agent
from workers.ledger import Opening
from workers.poll import AT_ONCE
from workers.scheduler import send_polls
from workers.tasks import make_app

ENTRIES = 25
SHARED = 100  # feeds that share hosts, four each
SLOW_HOSTS, SLOW_S = 5, 1.5  # of these hosts; slower than the pace
PACE_S = 1.0
WORDS = "The harbour office said on Monday that ferries would sail again once the storm had passed and the repairs were paid for. " * 4
CASES = {"not-modified": "304", "same": "200, nothing new", "changed": "200, one entry new", "new": "200, never seen"}
REMEMBERED = 50  # entries of a feed
SIZES = (1_000, 18_000, 180_000)


def template(version: int, entries: int = ENTRIES) -> bytes:
    """A feed's body after so many new entries; FEED stands for its number."""
    told = "".join(
        f"<item><title>Ferry {number} of FEED sails on Monday</title><link>https://news.example/FEED/{number}</link>"
        f"<guid isPermaLink='false'>FEED-{number}</guid><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><category>harbour</category>"
        f"<description>{WORDS}</description></item>"
        for number in range(version + entries - 1, version - 1, -1)
    )
    head = "<title>Harbour FEED</title><language>en</language>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{head}{told}</channel></rss>".encode()


@dataclass
class Host:
    """What a host was asked: when its last answer ended, how many requests run, what was wrong."""

    running: int = 0
    ended: float = -1e9
    least_gap_s: float = 1e9
    at_once: int = 0


@dataclass
class Site:
    """All hosts, in one process."""

    hosts: dict[str, Host] = field(default_factory=dict)
    versions: dict[bytes, int] = field(default_factory=dict)
    bodies: dict[int, bytes] = field(default_factory=dict)
    requests: int = 0

    def answer(self, path: bytes, *, conditional: bool) -> bytes:
        """The answer to a request for `/<case>/<number>`, which may end in `?bare`."""
        _, case, number = path.partition(b"?")[0].split(b"/")
        self.requests += 1
        if case == b"not-modified" and conditional:
            return b'HTTP/1.1 304 Not Modified\r\nETag: "0"\r\n\r\n'
        version = self.versions[path] = self.versions.get(path, 0) + (case == b"changed")
        if version not in self.bodies:
            self.bodies[version] = template(version)
        body = self.bodies[version].replace(b"FEED", number)
        head = b'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "%d"\r\nContent-Length: %d\r\n\r\n' % (version, len(body))
        return head + body

    def report(self) -> tuple[int, int, float]:
        """Requests, the most at a time that one host got, and the least time between an answer and the next request (s); then forget."""
        found = self.requests, max(host.at_once for host in self.hosts.values()), min(host.least_gap_s for host in self.hosts.values())
        self.requests = 0
        self.hosts.clear()
        return found


class Talk(asyncio.Protocol):
    """One connection."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note which host this is."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._address = transport.get_extra_info("sockname")[0]

    def data_received(self, data: bytes) -> None:
        """Answer a request once it is complete; slow hosts take their time."""
        self._received += data
        if not self._received.endswith(b"\r\n\r\n"):
            return
        request, self._received, now = self._received, b"", time.monotonic()
        host = self._site.hosts.setdefault(self._address, Host())
        host.running += 1
        host.at_once = max(host.at_once, host.running)
        host.least_gap_s = min(host.least_gap_s, now - host.ended)
        answer = self._site.answer(request.split(b" ", 2)[1], conditional=b"If-None-Match" in request)
        if self._address.startswith("127.200."):
            asyncio.get_running_loop().call_later(SLOW_S, self._send, host, answer)
        else:
            self._send(host, answer)

    def _send(self, host: Host, answer: bytes) -> None:
        host.running -= 1
        host.ended = time.monotonic()
        self._transport.write(answer)


def serve(pipe: Connection) -> None:
    """Answer on all of 127.0.0.0/8; says its port, then reports whenever it is asked to."""

    async def run() -> None:
        loop, site = asyncio.get_running_loop(), Site()
        server = await loop.create_server(lambda: Talk(site), "0.0.0.0", 0, backlog=4096)  # noqa: S104  all of the loopback
        pipe.send(server.sockets[0].getsockname()[1])
        loop.add_reader(pipe.fileno(), lambda: pipe.send((pipe.recv(), site.report())[1]))
        await asyncio.Event().wait()

    asyncio.run(run())


def address(number: int, feeds: int) -> str:
    """The host of a feed: its own, or one of those that are shared, of which some are slow."""
    if number < feeds - SHARED:
        return f"127.{1 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"
    shared = (feeds - number - 1) // 4
    return f"127.{200 if shared < SLOW_HOSTS else 201}.0.{shared + 1}"


def urls_of(case: str, feeds: int, port: int) -> list[str]:
    """The addresses of a case's feeds; those that share a host spread among the others."""
    order = sorted(range(feeds), key=lambda number: sha256(b"%d" % number).digest())
    return [f"http://{address(number, feeds)}:{port}/{case}/{number:06}" for number in order]


def prepare(edge: Edge, case: str, urls: Sequence[str]) -> None:
    """Make the feeds known as they would be after a poll: their validators and, where they will be read, their entries."""
    now = datetime.now(UTC) - timedelta(hours=1)
    feeds = [Feed(url=url) for url in urls]
    bodies = {feed: template(0).replace(b"FEED", feed.url[-6:].encode()) for feed in feeds}
    if case != "new":
        feeds = [
            replace(feed, etag='"0"', digest=sha256(body).hexdigest()[:32], received=now, polled=now, succeeded=now)
            for feed, body in bodies.items()
        ]
    edge.feeds.add(feeds, now + timedelta(days=1))
    if case == "changed":
        for at in range(0, len(feeds), 50):
            know_entries(edge, dict(list(bodies.items())[at : at + 50]), now)


def know_entries(edge: Edge, bodies: Mapping[Feed, bytes], now: datetime) -> None:
    """Remember the entries of these feeds, their lines settled."""
    entries = {feed: parse_feed(body, url=feed.url, content_type=None).entries for feed, body in bodies.items()}
    edge.ledger.first_ids({feed.url: some for feed, some in entries.items()})
    lines = {
        feed: [(build_article(feed, entry, seen), seen) for entry, seen in find_changes(some, {}, now)] for feed, some in entries.items()
    }
    edge.ledger.claim([article for some in lines.values() for article, _ in some])
    edge.ledger.settle(edge.ledger.open([Opening(feed, some) for feed, some in lines.items()], now))


def ask_bare(urls: Sequence[str], case: str) -> float:
    """Requests/s of a loop that gets each address and reads the answer, and does nothing else."""
    headers = {"User-Agent": user_agent(""), "Accept-Language": "*"} | ({"If-None-Match": '"0"'} if case == "not-modified" else {})

    async def work(session: aiohttp.ClientSession, rest: Iterator[str]) -> None:
        for url in rest:
            async with session.get(f"{url}?bare", headers=headers) as response:  # a feed changes by itself for each of the two
                await response.read()

    async def run() -> None:
        rest = iter(urls)
        connector = aiohttp.TCPConnector(limit=0, force_close=True)
        async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
            await asyncio.gather(*(work(session, rest) for _ in range(AT_ONCE)))

    started = time.monotonic()
    asyncio.run(run())
    return len(urls) / (time.monotonic() - started)


@contextmanager
def worker(settings: Settings) -> Iterator[tuple[Callable[[], None], Callable[[], float]]]:
    """One worker process for `poll`, as `newsline run` starts it; gives what waits until it is idle, and what tells its CPU seconds."""
    env = os.environ | {
        "NEWSLINE_HOME": str(settings.home),
        "NEWSLINE_REDIS_URL": str(settings.redis_url),
        "NEWSLINE_ELASTICSEARCH_URL": "http://127.0.0.1:1",
        "NEWSLINE_ALLOWED_NETWORKS": "127.0.0.0/8",
        "NEWSLINE_HOST_PACE_S": str(PACE_S),
    }
    flags = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--queues", "poll", "--concurrency", "1"]
    command = [sys.executable, "-m", "celery", "--quiet", "--app", "workers.app", "worker", *flags]
    edge, app = Edge(settings), make_app(settings)

    def rest() -> None:
        while edge.queues.llen("poll") or edge.queues.hlen("unacked"):
            time.sleep(0.05)

    with (settings.home / "worker.log").open("wb") as log, subprocess.Popen(command, env=env, stdout=log, stderr=log) as process:  # noqa: S603
        app.send_task("poll", ("[]",))
        rest()
        try:
            yield rest, lambda: _cpu_s(process.pid)
        finally:
            process.terminate()


def _cpu_s(pid: int) -> float:
    """CPU seconds of a process and its children."""
    tasks = Path(f"/proc/{pid}/task/{pid}")
    fields = (tasks / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") + sum(
        map(_cpu_s, map(int, (tasks / "children").read_text().split()))
    )


def poll_all(edge: Edge, urls: Sequence[str]) -> float:
    """Polls/s of the worker, from the moment that all are due until all but as many as share hosts are remembered.

    Those wait for their turns, which the bare loop does not; they are waited for when the clock has stopped.
    """
    app, started = make_app(edge.settings), time.time()
    edge.redis.zadd("due", dict.fromkeys(urls, started))
    sent = took = 0.0
    while (done := edge.redis.zcount("due", started + 600, "inf")) < len(urls):
        if time.time() - sent > 1:  # as the scheduler does
            send_polls(app, edge, datetime.now(UTC))
            sent = time.time()
        if done >= len(urls) - SHARED and not took:
            took = time.time() - started
        time.sleep(0.02)
    return (len(urls) - SHARED) / (took or time.time() - started)


def measure(case: str, feeds: int, settings: Settings, port: int, site: Connection) -> None:
    """Bare, newsline, bare again."""
    edge, urls = Edge(settings), urls_of(case, feeds, port)
    for database in (edge.redis, edge.queues):
        database.flushdb()
    prepare(edge, case, urls)
    known, before = edge.ledger.opened(), time.process_time()
    bare = [ask_bare(urls, case)]
    bare_ms = (time.process_time() - before) / feeds * 1e3
    with worker(settings) as (rest, cpu_s):
        site.send("reset")
        site.recv()
        before = cpu_s()
        polled = poll_all(edge, urls)
        rest()
        poll_ms = (cpu_s() - before) / feeds * 1e3
        site.send("report")
        requests, at_once, gap_s = site.recv()
    bare.append(ask_bare(urls, case))
    print(
        f"{CASES[case]:20} bare {bare[0]:,.0f} and {bare[1]:,.0f}/s, newsline {polled:,.0f}/s = {2 * polled / sum(bare):.2f}\n"
        f"{'':20} CPU of a request {bare_ms:.2f} ms, of a poll {poll_ms:.2f} ms = {bare_ms / poll_ms:.2f}\n"
        f"{'':20} {requests:,} requests, {len(edge.feeds.failing())} failed, {edge.ledger.opened() - known:,} lines\n"
        f"{'':20} a host: {at_once} at a time, {gap_s:.2f} s apart at least"
    )


def rate(feeds: int, cases: Sequence[str]) -> None:
    """All cases."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    server.start()
    port = here.recv()
    with tempfile.TemporaryDirectory() as folder, lease(Path(folder), elasticsearch=False) as addresses:
        settings = Settings.model_validate({"home": folder, "redis_url": addresses.redis_url})
        for case in cases:
            measure(case, feeds if case != "new" else feeds // 5, settings, port, here)
    server.kill()


def typical(number: int) -> Feed:
    """A feed as it is known after some polls."""
    now = datetime.now(UTC)
    return Feed(
        url=f"https://www.newspaper-{number:06}.example/section/rss.xml",
        title=f"The Harbour Newspaper {number:06}",
        folder="Newspapers",
        language="en",
        etag=f'W/"{sha256(b"%d" % number).hexdigest()[:24]}"',
        modified="Mon, 02 Mar 2026 10:00:00 GMT",
        digest=sha256(b"%d" % number).hexdigest()[:32],
        received=now,
        polled=now,
        succeeded=now,
        interval_s=2754.33,
        delay_s=1377.16,
        rhythm=Rhythm(entries=37.25, span_s=864000, day=(3.12, -4.5, 1.07, 0.33), size=30, gaps=1, missed=2.5),
    )


def used(redis: Redis) -> int:
    """Bytes that Redis has in use."""
    return int(redis.info("memory")["used_memory"])


def time_us(act: Callable[[], object], times: int = 200) -> float:
    """Microseconds that this takes, the median of some times."""
    took = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        took.append(time.perf_counter() - started)
    return sorted(took)[times // 2] * 1e6


def time_due_set(edge: Edge, count: int) -> None:
    """Print how long operations on the due set take with so many feeds in it, all due in the next hour but for two hundred."""
    now = datetime.now(UTC)
    edge.redis.zadd("due", {typical(number).url: now.timestamp() - 1 for number in range(0, count, count // 200)})
    feeds = [typical(number) for number in range(0, count, count // 200)]
    take = time_us(lambda: edge.feeds.take_due(now, 1, 3600.0))
    store = time_us(lambda: edge.ledger.open([Opening(feeds[0], [], now.timestamp() + 3600)], now))
    due = time_us(lambda: edge.feeds.count_due(now))
    print(f"{count:8,} feeds: in µs, take one that is due {take:.0f}, store one with its next poll {store:.0f}, count the due {due:.0f}")


def memory(sizes: Sequence[int]) -> None:
    """Bytes a feed and a remembered entry, and how the due set behaves as it grows."""
    with tempfile.TemporaryDirectory() as folder, lease(Path(folder), elasticsearch=False) as addresses:
        edge = Edge(Settings.model_validate({"home": folder, "redis_url": addresses.redis_url}))
        now, known, start = datetime.now(UTC), 0, used(edge.redis)
        for size in sizes:
            for at in range(known, size, 1000):
                edge.feeds.add([typical(number) for number in range(at, min(at + 1000, size))], now + timedelta(hours=1))
            known = size
            time_due_set(edge, size)
        a_feed = (used(edge.redis) - start) / known
        before, some = used(edge.redis), 500
        for at in range(0, some, 50):
            know_entries(
                edge, {typical(number): template(0, REMEMBERED).replace(b"FEED", b"%06d" % number) for number in range(at, at + 50)}, now
            )
        an_entry = (used(edge.redis) - before) / some / REMEMBERED
        parts = {name: _bytes_of(edge.redis, name) / some / REMEMBERED for name in ("seen", "links", "claim")}
        print(f"a feed {a_feed:.0f} bytes; an entry {an_entry:.0f}: {', '.join(f'{name} {size:.0f}' for name, size in parts.items())}")
        total = known * (a_feed + REMEMBERED * an_entry)
        print(f"{known:,} feeds of {REMEMBERED} remembered entries: {known * a_feed / 1e6:.0f} MB and {total / 1e9:.2f} GB in all")


def _bytes_of(redis: Redis, name: str) -> int:
    return sum(redis.memory_usage(key, samples=0) or 0 for key in redis.scan_iter(f"{name}:*", count=1000))


def main() -> None:
    """Measure one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figure", choices=["rate", "memory"])
    parser.add_argument("--feeds", type=int, default=10_000)
    parser.add_argument("--case", choices=list(CASES))
    args = parser.parse_args()
    if args.figure == "memory":
        memory(SIZES)
    else:
        rate(args.feeds, [args.case] if args.case else list(CASES))


if __name__ == "__main__":
    main()
