"""Fetching pages. In: articles as the poll made them; out: the same with their identity, their pages in the archive.

Invariant: each article that goes in comes out, or its line is postponed in the ledger; one whose page is archived
already (it was sent again) is not fetched twice. An article that will never have a page goes on if its feed gave a text.
"""

import asyncio
import random
from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from pipeline.articles import locate_article
from pipeline.errors import Rejected, Transient, Unavailable
from pipeline.model import Article, Page
from workers.edge import Edge
from workers.http import Http, check_status, open_http
from workers.pace import Pace, TooEarly
from workers.remember import mark_duplicate
from workers.robots import Robots

LONGEST_DELAY_S = 24 * 3600.0


def fetch(edge: Edge, articles: Sequence[Article]) -> list[Article]:
    """Fetch the pages of these articles side by side; returns those that go on, some with their fate."""
    return asyncio.run(_fetch_all(edge, articles))


async def _fetch_all(edge: Edge, articles: Sequence[Article]) -> list[Article]:
    async with open_http(edge.settings) as http:
        robots = Robots(edge.redis, http, Pace(edge.redis, edge.settings.host_pace_s, edge.settings.fetch_timeout_s))
        fetched = await asyncio.gather(*(_fetch(edge, http, robots, article) for article in articles))
    return [article for article in fetched if article is not None]


async def _fetch(edge: Edge, http: Http, robots: Robots, article: Article) -> Article | None:
    """The article with its identity or its fate; None when its line waits for another attempt."""
    try:
        page = edge.archive.get(article.key, article.first_seen) or await _get_page(edge, http, robots, article)
    except TooEarly as early:
        edge.ledger.postpone(article.key, "its host has a queue", datetime.now(UTC).timestamp() + early.wait_s)
        return None
    except Unavailable:
        raise
    except Transient as error:
        return _try_later(edge, article, error)
    except Rejected as error:
        return _go_on_without(edge, article, error.reason) or replace(article, rejected=error.reason, fate="rejected")
    return _locate(edge, article, page)


async def _get_page(edge: Edge, http: Http, robots: Robots, article: Article) -> Page:
    answer = await http.get(article.url, admit=robots.admit)
    check_status(answer)
    content_type = answer.headers.get("Content-Type")
    page = Page(url=answer.url, body=answer.body, content_type=content_type, entry_markup=article.entry_markup)
    edge.archive.put(article.key, page)
    return page


def _locate(edge: Edge, article: Article, page: Page) -> Article:
    """The article under its final address; what its feed gave of it is in the archive now."""
    located = replace(locate_article(article, page), fetched=datetime.now(UTC), entry_markup=None)
    return mark_duplicate(located, edge.ledger.claim([located])[located.id])


def _go_on_without(edge: Edge, article: Article, why: str) -> Article | None:
    """The article without a page; None when its feed gave nothing else."""
    if article.entry_markup is None:
        return None
    page = Page(url=article.url, body=b"", failure=why, entry_markup=article.entry_markup)
    edge.archive.put(article.key, page)
    return _locate(edge, article, page)


def _try_later(edge: Edge, article: Article, error: Transient) -> Article | None:
    """Postpone the line, each time for longer but at most a day; after so many tries the article is dead, or does without its page."""
    attempts = edge.ledger.count_attempt(article.key)
    if attempts >= edge.settings.tries:
        why = f"{error.reason} (tried {attempts} times)"
        return _go_on_without(edge, article, why) or replace(article, fate="dead", reason=why)
    delay = min(edge.settings.retry_delay_s * 2.0 ** (attempts - 1), LONGEST_DELAY_S)
    wait = delay * random.uniform(0.8, 1.2)  # noqa: S311  jitter
    edge.ledger.postpone(article.key, error.reason, datetime.now(UTC).timestamp() + max(wait, error.retry_after_s or 0))
    return None
