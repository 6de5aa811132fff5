"""Looking at an address for feeds: it is one, its page names some, or its site has some. In: an address; out: what was found there.

Invariant: nothing is stored, and only what was read as a feed counts as one; what is wrong with an address is a reason, not an exception.
"""

import asyncio
from collections.abc import Iterable, Sequence
from urllib.parse import urljoin, urlsplit

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
COMMENTS = ("/comments/feed", "/comments/default")  # WordPress and Blogger name these beside the feed of their articles
NOT_FOUND = "no feed in its page, its home page, its robots.txt nor at " + ", ".join(WELL_KNOWN) + "; if you know one, give its own address"


class Found(Record, frozen=True):
    """A feed that was read, and what kind it is: RSS, Atom, JSON Feed or sitemap."""

    url: str
    kind: str
    feed: ParsedFeed


class Look(Record, frozen=True):
    """What is at an address: the feed itself, or those of its page or site; or none and why."""

    url: str
    feeds: tuple[Found, ...] = ()
    error: str | None = None


def look_at(settings: Settings, urls: Sequence[str]) -> list[Look]:
    """Look at each address, several at a time; in the order given. One without "https://" is tried with it, then with "http://"."""
    return asyncio.run(_look_at_all(settings, urls))


async def _look_at_all(settings: Settings, urls: Sequence[str]) -> list[Look]:
    turns = asyncio.Semaphore(AT_ONCE)
    async with open_http(settings) as http:
        return list(await asyncio.gather(*(_look(http, url, turns) for url in urls)))


async def _look(http: Http, url: str, turns: asyncio.Semaphore) -> Look:
    async with turns:
        addresses = [url] if "://" in url else [f"https://{url}", f"http://{url}"]
        looks = [await _look_once(http, addresses[0])]
        if looks[0].error and len(addresses) > 1:
            looks.append(await _look_once(http, addresses[1]))
        return next((look for look in looks if look.feeds), looks[0])


async def _look_once(http: Http, url: str) -> Look:
    try:
        answer = await _ask(http, url)
    except PipelineError as error:
        return Look(url=url, error=error.reason)
    try:
        return Look(url=url, feeds=(_read(url, answer),))
    except Rejected as error:
        feeds = await _feeds_of(http, find_feed_links(answer.body, answer.url)) or await _guess(http, answer.url)
        return Look(url=url, feeds=feeds, error=None if feeds else f"{error.reason}; {NOT_FOUND}")


async def _ask(http: Http, url: str) -> Answer:
    answer = await http.get(url, admit=http.freely)
    check_status(answer)
    return answer


def _read(url: str, answer: Answer) -> Found:
    feed = parse_feed(answer.body, url=answer.url, content_type=answer.headers.get("Content-Type"))
    head = answer.body[:2_000].replace(b"\0", b"").lower()
    kinds = {b"<feed": "Atom", b"<urlset": "sitemap", b"<sitemapindex": "sitemap", b"jsonfeed.org": "JSON Feed"}
    return Found(url=url, kind=next((kind for mark, kind in kinds.items() if mark in head), "RSS"), feed=feed)


async def _guess(http: Http, url: str) -> tuple[Found, ...]:
    """The feeds that a site has and this page does not name: its home page does, or they are where feeds usually are."""
    home = urljoin(url, "/")
    named = await _named(http, home) if home != url else ()
    return named or await _feeds_of(http, [*await _sitemaps(http, url), *(urljoin(url, path) for path in WELL_KNOWN)])


async def _named(http: Http, home: str) -> tuple[Found, ...]:
    try:
        answer = await _ask(http, home)
    except PipelineError:
        return ()
    return await _feeds_of(http, find_feed_links(answer.body, answer.url))


async def _sitemaps(http: Http, url: str) -> list[str]:
    """The sitemaps that robots.txt names, those for news first."""
    try:
        answer = await _ask(http, urljoin(url, "/robots.txt"))
    except PipelineError:
        return []
    named = Protego.parse(answer.body.decode("utf-8", "replace")).sitemaps
    return sorted(named, key=lambda each: "news" not in each.lower())[:MAX_SITEMAPS]


async def _feeds_of(http: Http, urls: Iterable[str]) -> tuple[Found, ...]:
    """Those of these that are feeds with something in them, of comments only if there is no other; the same one at two addresses once."""
    feeds: dict[tuple[str, ...], Found] = {}
    for found in await asyncio.gather(*(_try(http, each) for each in dict.fromkeys(urls))):
        if found:
            held = (*found.feed.sitemaps, *(entry.link or entry.id for entry in found.feed.entries))
            feeds.setdefault(held, found)
    feeds.pop((), None)
    return tuple(each for each in feeds.values() if not _of_comments(each.url)) or tuple(feeds.values())


async def _try(http: Http, url: str) -> Found | None:
    """The feed that is there, under its address after redirects; None when there is none."""
    try:
        answer = await _ask(http, url)
        return _read(answer.url, answer)
    except PipelineError:
        return None


def _of_comments(url: str) -> bool:
    return any(part in urlsplit(url).path for part in COMMENTS)
