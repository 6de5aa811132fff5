"""Looking at an address to see whether it is a feed, or names some. In: an address; out: what was found there.

Invariant: nothing is stored; what is wrong with an address is a reason, not an exception.
"""

import asyncio
from collections.abc import Sequence

from config.settings import Settings
from pipeline.errors import PipelineError, Rejected
from pipeline.feeds import find_feed_links, parse_feed
from pipeline.model import ParsedFeed, Record
from workers.http import Http, check_status, freely, open_http

AT_ONCE = 20


class Look(Record, frozen=True):
    """What is at an address: a feed, or a page with the feeds it names, or neither and why."""

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
    try:
        async with turns:
            answer = await http.get(url, admit=freely)
        check_status(answer)
    except PipelineError as error:
        return Look(url=url, error=error.reason)
    try:
        return Look(url=url, feed=parse_feed(answer.body, url=answer.url, content_type=answer.headers.get("Content-Type")))
    except Rejected as error:
        return Look(url=url, links=tuple(find_feed_links(answer.body, answer.url)), error=error.reason)
