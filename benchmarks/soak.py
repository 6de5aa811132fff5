"""A night in ten minutes: newsline watches feeds that fail, lie, move, change and repeat themselves; then it is counted.

In: nothing; a site of so many feeds runs on the loopback and publishes by chance, seeded. Out: what was published, what was found,
what is missing or there twice, and the audit, printed; exit code 1 unless each page was found once and the audit adds up.

    .venv/bin/python benchmarks/soak.py [--feeds 500] [--minutes 10]
"""

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path

from aiohttp import web
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from config.settings import Settings
from deploy.embedded import Addresses, lease
from pipeline.model import Feed
from workers.audit import Audit, audit
from workers.edge import Edge

FAILS = 0.3  # share of polls
ENTRIES_A_MINUTE = 0.4  # of one feed, by expectation
WINDOW = 30  # entries that a feed shows
SETTLES_S = 900.0  # a feed that failed some times in a row is asked again after minutes
ENV = {
    "NEWSLINE_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NEWSLINE_HOST_PACE_S": "0",
    "NEWSLINE_POLL_INTERVAL_S": "20",
    "NEWSLINE_RETRY_DELAY_S": "2",
    "NEWSLINE_TRIES": "8",
    "NEWSLINE_VISIBILITY_TIMEOUT_S": "60",
}
TEXT = (
    "The harbour office of {town} said on Monday that ferry number {number} would sail again. “We kept our promise,” said Ann Roe, "
    "who runs the office. The crossing had been closed for weeks after a storm, and the repairs cost more than the town had hoped. "
) * 4


@dataclass
class Source:
    """A feed of the site: its numbered entries, newest last, and how it behaves."""

    number: int
    manner: str
    entries: list[int] = field(default_factory=list)
    edits: Counter[int] = field(default_factory=Counter)


MANNERS = ("honest", "bare", "frozen", "failing", "moving", "editing", "ticking", "shared guid", "new guids", "gone quiet")


class Site:
    """The feeds and their pages. The chance is seeded; what happens when depends on when it is asked."""

    def __init__(self, feeds: int) -> None:
        self.chance = random.Random(0)  # noqa: S311  a seeded site
        self.sources = [Source(number, MANNERS[number % len(MANNERS)]) for number in range(feeds)]
        self.published: dict[str, Source] = {}
        self.asked: Counter[str] = Counter()
        self.url = ""
        self.heals = False  # nothing fails any more

    def publish(self, seconds: float) -> None:
        """What appears in so many seconds."""
        for source in self.sources:
            if source.manner == "gone quiet" and source.entries:
                continue
            if self.chance.random() < ENTRIES_A_MINUTE * seconds / 60:
                source.entries.append(len(self.published))
                self.published[self._page(source, source.entries[-1])] = source
            if source.manner == "editing" and source.entries and self.chance.random() < seconds / 120:
                source.edits[self.chance.choice(source.entries[-WINDOW:])] += 1

    async def answer_feed(self, request: web.Request) -> web.StreamResponse:
        """A feed, in its manner."""
        source = self.sources[int(request.match_info["number"])]
        self.asked[source.manner] += 1
        if source.manner == "failing" and not self.heals and self.chance.random() < FAILS:
            return await self._fail(request)
        if source.manner == "moving" and "moved" not in request.path and self.asked["moving"] > len(self.sources) // 5:
            raise web.HTTPMovedPermanently(f"{self.url}/moved/feed/{source.number}")
        body = self._feed(source)
        etag = '"frozen"' if source.manner == "frozen" else f'"{sha256(body).hexdigest()[:16]}"'
        headers = {} if source.manner == "bare" else {"ETag": etag}
        if source.manner != "frozen" and request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, headers=headers, content_type="application/rss+xml")

    async def answer_page(self, request: web.Request) -> web.StreamResponse:
        """A page; one in ten is busy when it is first asked for, one in ten leads to another address first."""
        number = int(request.match_info["entry"])
        self.asked[request.path] += 1
        if number % 10 == 3 and self.asked[request.path] == 1:  # noqa: PLR2004  any digit would do
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "1"})
        if number % 10 == 7 and not request.path.startswith("/then"):  # noqa: PLR2004  another
            raise web.HTTPFound("/then" + request.path)
        source = self.sources[int(request.match_info["number"])]
        text = TEXT.format(town=f"Port {source.number}", number=number) + f" Edition {source.edits[number]}."
        canonical = f'<link rel="canonical" href="{self._page(source, number)}">'
        return web.Response(
            text=f"<html><head><title>Ferry {number}</title>{canonical}</head><body><p>{text}</p></body></html>", content_type="text/html"
        )

    async def _fail(self, request: web.Request) -> web.StreamResponse:
        if self.chance.random() < 0.5:  # noqa: PLR2004  as often as not
            raise web.HTTPInternalServerError
        response = web.StreamResponse(headers={"Content-Length": "5000"})
        await response.prepare(request)
        await response.write(b"<rss><channel><item>")
        if request.transport:
            request.transport.abort()
        return response

    def _feed(self, source: Source) -> bytes:
        now = format_datetime(datetime.now(UTC)) if source.manner == "ticking" else "Mon, 02 Mar 2026 10:00:00 GMT"
        entries = "".join(self._entry(source, number, now) for number in reversed(source.entries[-WINDOW:]))
        head = f"<title>Feed {source.number}</title><lastBuildDate>{now}</lastBuildDate>"
        return f'<rss version="2.0"><channel>{head}{entries}</channel></rss>'.encode()

    def _entry(self, source: Source, number: int, now: str) -> str:
        page = self._page(source, number)
        guids = {"shared guid": f"feed-{source.number}", "new guids": f"{number}-{self.chance.random()}"}
        title = f"Ferry {number}" + f", edition {source.edits[number]}" * bool(source.edits[number])
        guid = f'<guid isPermaLink="false">{guids.get(source.manner, page)}</guid>'
        return f"<item>{guid}<link>{page}</link><title>{title}</title><pubDate>{now}</pubDate></item>"

    def _page(self, source: Source, number: int) -> str:
        return f"{self.url}/page/{source.number}/{number}"


def serve(site: Site) -> None:
    """Run the site on a thread of its own, as long as this process lives."""
    loop = asyncio.new_event_loop()

    async def start() -> None:
        app = web.Application()
        for prefix in ("", "/moved"):
            app.router.add_get(prefix + "/feed/{number}", site.answer_feed)
        for prefix in ("", "/then"):
            app.router.add_get(prefix + "/page/{number}/{entry}", site.answer_page)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        place = web.TCPSite(runner, "127.0.0.1", 0)
        await place.start()
        site.url = f"http://127.0.0.1:{runner.addresses[0][1]}"

    loop.run_until_complete(start())
    threading.Thread(target=loop.run_forever, daemon=True).start()


def watch(site: Site, edge: Edge, minutes: float) -> None:
    """Let the site publish, then wait until newsline has come to rest."""
    until = time.monotonic() + 60 * minutes
    while time.monotonic() < until:
        site.publish(1.0)
        time.sleep(1.0)
    site.heals, ended, until = True, datetime.now(UTC), time.monotonic() + SETTLES_S
    while time.monotonic() < until and not _is_at_rest(edge, ended):
        time.sleep(1.0)


def _is_at_rest(edge: Edge, ended: datetime) -> bool:
    """Whether each feed was polled with success after the last entry came, and all that was found has its fate."""
    return all(feed.succeeded and feed.succeeded > ended for feed in edge.feeds.all()) and not edge.ledger.under_way()


def count_indexed(addresses: Addresses) -> Counter[str]:
    """How often each page is in the index."""
    with Elasticsearch(addresses.elasticsearch_url) as client:
        client.indices.refresh(index="articles-*")
        return Counter(hit["_source"]["canonical_url"] for hit in scan(client, index="articles-*", _source=["canonical_url"]))


def tell(site: Site, found: Counter[str], audited: Audit) -> bool:
    """Print the count, by manner; whether all is well."""
    print(f"{'manner':12} feeds  asked  published  found  missing  twice")
    for manner in MANNERS:
        pages = [page for page, source in site.published.items() if source.manner == manner]
        missing, twice = sum(not found[page] for page in pages), sum(found[page] > 1 for page in pages)
        feeds = sum(source.manner == manner for source in site.sources)
        print(f"{manner:12} {feeds:5} {site.asked[manner]:6} {len(pages):10} {len(pages) - missing:6} {missing:8} {twice:6}")
    print(
        f"audit: {audited.seen} seen, {audited.fates}, {audited.under_way} under way: {'adds up' if audited.adds_up else 'DOES NOT ADD UP'}"
    )
    return audited.adds_up and all(found[page] == 1 for page in site.published) and set(found) == set(site.published)


def main() -> None:
    """Soak and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=10)
    args = parser.parse_args()
    site = Site(args.feeds)
    serve(site)
    with tempfile.TemporaryDirectory() as folder, lease(Path(folder)) as addresses:
        os.environ |= ENV | {
            "NEWSLINE_HOME": folder,
            "NEWSLINE_REDIS_URL": addresses.redis_url,
            "NEWSLINE_ELASTICSEARCH_URL": addresses.elasticsearch_url,
        }
        edge = Edge(Settings())
        edge.feeds.add([Feed(url=f"{site.url}/feed/{source.number}") for source in site.sources], datetime.now(UTC))
        run = subprocess.Popen([Path(sys.executable).parent / "newsline", "run"], stdout=subprocess.DEVNULL)  # noqa: S603  our own command
        try:
            watch(site, edge, args.minutes)
        finally:
            run.send_signal(signal.SIGINT)
            run.wait(60)
        edge.index.refresh()
        good = tell(site, count_indexed(addresses), audit(edge))
    sys.exit(not good)


if __name__ == "__main__":
    main()
