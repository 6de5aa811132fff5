"""Looking at an address to see whether it is a feed, or its site has some. In: an address; out: what was found there.

Invariant: nothing is stored; what is wrong with an address is a reason, not an exception.
"""

import asyncio
from collections.abc import Sequence
from urllib.parse import urljoin

from protego import Protego

from config.settings import Settings
from pipeline.errors import PipelineError, Rejected
from pipeline.feeds import find_feed_links, parse_feed
from pipeline.model import ParsedFeed, Record
from workers.http import Answer, Http, check_status, open_http

AT_ONCE = 20
# Where the publishing systems in wide use put their feeds, and Google's news sitemaps often are.
WELL_KNOWN = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/news-sitemap.xml", "/sitemap-news.xml")
MAX_SITEMAPS = 10  # of those in a robots.txt


class Look(Record, frozen=True):
    """What is at an address: a feed, or a page with the feeds it names or its site has, or neither and why."""

    url: str
    feed: ParsedFeed | None = None
    links: tuple[str, ...] = ()
    error: str | None = None


def look_at(settings: Settings, urls: Sequence[str]) -> list[Look]:
    """Look at each address, several at a time; in the order given."""
    return asyncio.run(_look_at_all(settings, urls))


async def _look_at_all(settings: Settings, urls: Sequence[str]) -> list[Look]:
    turns = asyncio.Semaphore(AT_ONCE)
    async with open_http(settings) as http:
        return list(await asyncio.gather(*(_look(http, url, turns) for url in urls)))


async def _look(http: Http, url: str, turns: asyncio.Semaphore) -> Look:
    async with turns:
        try:
            answer = await _ask(http, url)
        except PipelineError as error:
            return Look(url=url, error=error.reason)
        try:
            return Look(url=url, feed=_parse(answer))
        except Rejected as error:
            links = find_feed_links(answer.body, answer.url) or await _guess(http, answer.url)
            return Look(url=url, links=tuple(links), error=error.reason)


async def _ask(http: Http, url: str) -> Answer:
    answer = await http.get(url, admit=http.freely)
    check_status(answer)
    return answer


def _parse(answer: Answer) -> ParsedFeed:
    return parse_feed(answer.body, url=answer.url, content_type=answer.headers.get("Content-Type"))


async def _guess(http: Http, url: str) -> list[str]:
    """The feeds that a site has and does not name on its page; the same one at two addresses is taken once."""
    tried = [*await _sitemaps(http, url), *(urljoin(url, path) for path in WELL_KNOWN)]
    feeds: dict[tuple[str, ...], str] = {}
    for found in await asyncio.gather(*(_try(http, each) for each in dict.fromkeys(tried))):
        if found:
            feeds.setdefault(found[1], found[0])
    return list(feeds.values())


async def _sitemaps(http: Http, url: str) -> list[str]:
    """The sitemaps that robots.txt names, those for news first."""
    try:
        answer = await _ask(http, urljoin(url, "/robots.txt"))
    except PipelineError:
        return []
    named = Protego.parse(answer.body.decode("utf-8", "replace")).sitemaps
    return sorted(named, key=lambda each: "news" not in each.lower())[:MAX_SITEMAPS]


async def _try(http: Http, url: str) -> tuple[str, tuple[str, ...]] | None:
    """The address of the feed that is there, after redirects, and what it holds (sitemaps, or ids); None when that is nothing."""
    try:
        answer = await _ask(http, url)
        feed = _parse(answer)
    except PipelineError:
        return None
    held = (*feed.sitemaps, *(entry.id for entry in feed.entries))
    return (answer.url, held) if held else None
