"""Trying feeds, many at a time and politely. In: addresses; out: for each what is wrong with it and what to do.

Invariant: nothing is stored; a host gets one request at a time, the pace after the last has ended; what is wrong is a value.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import aiohttp

from config.settings import Settings
from pipeline.errors import PipelineError, Rejected, Transient
from pipeline.feeds import find_feed_links, parse_feed
from pipeline.feeds.faults import find_faults, newest
from pipeline.model import Record
from workers.http import Answer, Http, check_status, open_http

AT_ONCE = 50  # requests, of as many hosts
LATER = "try again later"
FIND = "see what its site has: newsline feeds add {site}"
# What to do, by what stood behind an error or by the status that was answered.
BY_CAUSE: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (TimeoutError, "the server is slow or away: " + LATER),
    ((aiohttp.InvalidURL, UnicodeError), "an address begins with https:// or http:// and names a host"),
    (aiohttp.ClientConnectorDNSError, "its host has no address: look whether the name is right, or the site has moved"),
    (aiohttp.ClientSSLError, "its certificate or its TLS is wrong: tell the publisher, or try http://"),
    (aiohttp.ClientConnectorError, "nothing listens there: " + LATER),
    (aiohttp.ClientError, "the server breaks off or speaks no HTTP: " + LATER),
)
FORBIDDEN, MISSING, GONE = {401, 402, 403, 406, 451}, {404}, 410
BY_STATUS = {
    **dict.fromkeys(FORBIDDEN, "the server does not let newsline in: set NEWSLINE_CONTACT, slow down, or ask the publisher"),
    **dict.fromkeys(MISSING, "it is not there: " + FIND),
    GONE: "it was taken away for good: newsline feeds remove {url}",
}


class Checked(Record, frozen=True):
    """What came of trying a feed: either entries, and remarks, or what is wrong; and what to do then."""

    url: str
    title: str | None = None
    entries: int | None = None
    newest: datetime | None = None
    moved_to: str | None = None
    remarks: tuple[str, ...] = ()
    wrong: str | None = None
    remedy: str | None = None


class Turns:
    """Turns at hosts, for one event loop: one request at a time for each, a pace apart, and so many at once in all."""

    def __init__(self, pace_s: float) -> None:
        self._pace_s = pace_s
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free: dict[str, float] = {}
        self._all = asyncio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """This address's host, for the length of one request."""
        loop, host = asyncio.get_running_loop(), urlsplit(url).netloc.lower()
        async with self._hosts[host]:
            await asyncio.sleep(self._free.get(host, 0.0) - loop.time())
            try:
                async with self._all:
                    yield
            finally:
                self._free[host] = loop.time() + self._pace_s


def check_feeds(settings: Settings, urls: Sequence[str], done: Callable[[], object]) -> list[Checked]:
    """Try each address, in the order given; `done` is called when one has been tried."""
    return asyncio.run(_check_all(settings, urls, done))


async def _check_all(settings: Settings, urls: Sequence[str], done: Callable[[], object]) -> list[Checked]:
    turns = Turns(settings.host_pace_s)

    async def check(http: Http, url: str) -> Checked:
        found = await _check(http, turns, url)
        done()
        return found

    async with open_http(settings) as http:
        return list(await asyncio.gather(*(check(http, url) for url in urls)))


async def _check(http: Http, turns: Turns, url: str) -> Checked:
    try:
        answer = await http.get(url, admit=turns.turn)
    except PipelineError as error:
        return Checked(url=url, wrong=error.reason, remedy=_remedy(error))
    try:
        check_status(answer)
    except PipelineError as error:
        remedy = BY_STATUS.get(answer.status, LATER if isinstance(error, Transient) else FIND)
        return Checked(url=url, wrong=error.reason, remedy=remedy.format(url=url, site=_site(url)))
    return await asyncio.to_thread(_read, url, answer)


def _read(url: str, answer: Answer) -> Checked:
    now = datetime.now(UTC)
    try:
        feed = parse_feed(answer.body, url=answer.url, content_type=answer.headers.get("Content-Type"))
    except Rejected as error:
        named = find_feed_links(answer.body, answer.url)
        remedy = f"it names feeds: newsline feeds add {' '.join(named)}" if named else FIND.format(site=_site(url))
        return Checked(url=url, moved_to=answer.moved_to, wrong=error.reason, remedy=remedy)
    moved = [f"it has moved to {answer.moved_to}, where it is polled from now on"] if answer.moved_to else []
    return Checked(
        url=url, title=feed.title, entries=len(feed.entries), newest=newest(feed), moved_to=answer.moved_to,
        remarks=(*moved, *find_faults(feed, answer.body, answer.headers, now)),
    )  # fmt: skip


def _remedy(error: PipelineError) -> str | None:
    return next((remedy for kind, remedy in BY_CAUSE if isinstance(error.__cause__, kind)), None)


def _site(url: str) -> str:
    return urljoin(url, "/")
