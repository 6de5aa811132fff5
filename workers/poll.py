"""Polling feeds. In: feeds that are due; out: the articles of new and changed entries, their lines open.

Invariant: whatever happens to a feed, it has a next poll, and what went wrong is kept with it. One event loop polls many feeds side
by side; a slow one keeps its own place and no other's. Redis is asked in rounds, for all that came in meanwhile.
"""

import asyncio
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from msgspec.structs import replace
from redis.exceptions import RedisError

from pipeline.errors import Gone, PipelineError, Rejected, Transient
from pipeline.feeds import parse_feed, read_fresh
from pipeline.feeds.parse import GZIP
from pipeline.feeds.websub import find_offer
from pipeline.model import Article, Feed, ParsedFeed
from workers.edge import Edge
from workers.feeds import NEVER
from workers.http import Answer, Http, check_status, open_http
from workers.pace import Pace, TooEarly
from workers.remember import Found, remember
from workers.subscriptions import Named

NOT_MODIFIED = 304
IN_FULL_AFTER = timedelta(days=1)  # of "not modified": then one asks in full, since servers lie
AT_ONCE = 500  # feeds that one task polls side by side
TURN_S = 20.0  # a task takes no further feeds after that; those that are slow then end within a minute
ROUND_S = 0.25  # between two looks at what has ended: the more at a time, the less each costs
LEASES = 2  # visibility timeouts: by then the task that took a feed has ended, or was killed
SMALL_BYTES = 200_000  # what is parsed in place; more in a thread, so that the others go on

log = structlog.get_logger("newsline.poll")


def poll(edge: Edge, urls: Sequence[str]) -> list[Article]:
    """Poll these feeds side by side; returns the articles to fetch, and those whose fate is known at once."""
    waiting, articles = edge.feeds.get(urls), list[Article]()

    def take(most: int) -> list[Feed]:
        taken, waiting[:most] = waiting[:most], []
        return taken

    asyncio.run(_poll_all(edge, take, articles.extend))
    return articles


def poll_due(edge: Edge, hand_on: Callable[[list[Article]], None]) -> int:
    """Poll what is due and comes due meanwhile, for a while; what is found is handed on as it comes. Returns how many articles."""
    until, lease_s = time.monotonic() + TURN_S, LEASES * edge.settings.visibility_timeout_s

    def take(most: int) -> list[Feed]:
        if time.monotonic() > until:
            return []
        return edge.feeds.get(edge.feeds.take_due(datetime.now(UTC), most, lease_s))

    return asyncio.run(_poll_all(edge, take, hand_on))


async def _poll_all(edge: Edge, take: Callable[[int], Sequence[Feed]], hand_on: Callable[[list[Article]], None]) -> int:
    """Keep as many feeds in the works as there is room for, until there are none."""
    pace = Pace(edge.redis, edge.settings.host_pace_s, edge.settings.fetch_timeout_s)
    asking, count = set[asyncio.Task[Found]](), 0
    async with open_http(edge.settings, once=True) as http:
        while True:
            asking |= {asyncio.create_task(_poll(edge, http, pace, feed)) for feed in take(AT_ONCE - len(asking))}
            if not asking:
                return count
            ended, asking = await asyncio.wait(asking, timeout=ROUND_S)
            articles = _remember(edge, [task.result() for task in ended])
            hand_on(articles)
            count += len(articles)


def _remember(edge: Edge, found: Sequence[Found]) -> list[Article]:
    """Remember what these polls found, together; where that fails by a bug, one by one, and the feed that has it keeps it."""
    try:
        return remember(edge, found)
    except (RedisError, SoftTimeLimitExceeded):
        raise
    except Exception as error:
        if len(found) > 1:
            return [article for each in found for article in _remember(edge, [each])]
        if found[0].feed.errors:  # keeping an error failed: it would only fail again
            raise
        log.exception("feed could not be remembered", feed_url=found[0].feed.url)
        return remember(edge, [_fail(found[0].feed, _name(error), found[0].at)])


async def _poll(edge: Edge, http: Http, pace: Pace, feed: Feed) -> Found:
    now = datetime.now(UTC)
    polled = replace(feed, polled=now, interval_s=feed.interval_s if feed.succeeded else edge.settings.poll_interval_s)
    try:
        return await _ask(edge, http, polled, pace, now)
    except TooEarly as early:
        return Found(feed, now, least_s=early.wait_s, asked=False)
    except Gone as error:
        return _fail(replace(polled, gone=True), error.reason, now, NEVER)
    except Transient as error:
        return _fail(polled, error.reason, now, error.retry_after_s or 0)
    except PipelineError as error:
        return _fail(polled, error.reason, now)
    except (RedisError, SoftTimeLimitExceeded):
        raise
    except Exception as error:  # a bug: this feed keeps it, and the others go on
        log.exception("feed broke its parser", feed_url=feed.url)
        return _fail(polled, _name(error), now)


def _fail(feed: Feed, why: str, now: datetime, retry_after_s: float = 0) -> Found:
    """Keep what went wrong; one that moved is asked at its own address next time, which may know a better one."""
    return Found(replace(feed, errors=feed.errors + 1, error=why, moved_to=None), now, least_s=retry_after_s)


def _name(error: Exception) -> str:
    return "".join(traceback.format_exception_only(error)).strip()


async def _ask(edge: Edge, http: Http, feed: Feed, pace: Pace, now: datetime) -> Found:
    """What the feed says now (nothing, if that is what it said before), and how long that holds."""
    conditions = _conditions(feed, now)
    answer = await http.get(feed.moved_to or feed.url, conditions, admit=pace.turn)
    well, fresh_s = replace(feed, errors=0, error=None), read_fresh(answer.headers)
    if answer.status == NOT_MODIFIED and conditions:
        return Found(well, now, least_s=fresh_s)
    check_status(answer)
    told = _received(well, answer, now)
    if told.digest == feed.digest:
        return Found(told, now, least_s=fresh_s)
    parsed = await _parse(answer)
    title, language = feed.title or parsed.title, feed.language or parsed.language
    told = replace(told, title=title, language=language, rest=parsed.rest)
    return Found(
        _follow(edge, told, parsed, now) if parsed.sitemaps else told,
        now,
        parsed.entries,
        fresh_s,
        push=Named(find_offer(answer.links, parsed, answer.url), answer.url),
    )


async def _parse(answer: Answer) -> ParsedFeed:
    kind = answer.headers.get("Content-Type")
    if len(answer.body) <= SMALL_BYTES and not answer.body.startswith(GZIP):  # which may be small only until it is unpacked
        return parse_feed(answer.body, url=answer.url, content_type=kind)
    return await asyncio.to_thread(parse_feed, answer.body, url=answer.url, content_type=kind)


def _follow(edge: Edge, index: Feed, parsed: ParsedFeed, now: datetime) -> Feed:
    """Make feeds of the sitemaps that an index names, as they come and go."""
    if index.index:
        raise Rejected("an index of sitemaps that another one names is not followed", about=index.url)
    return edge.feeds.follow(index, parsed.sitemaps, now)


def _received(feed: Feed, answer: Answer, now: datetime) -> Feed:
    """The feed with what came with its body; one whose validators stayed while the body changed is believed no more."""
    etag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
    digest = sha256(answer.body).hexdigest()[:32]
    same = bool(etag or modified) and (etag, modified) == (feed.etag, feed.modified)
    lies = feed.lies or (same and feed.digest is not None and feed.digest != digest)
    moved_to = answer.moved_to or feed.moved_to
    return replace(feed, etag=etag, modified=modified, digest=digest, received=now, lies=lies, moved_to=moved_to)


def _conditions(feed: Feed, now: datetime) -> dict[str, str]:
    """The validators to send; none to a feed that lies, nor after a day of "not modified"."""
    if feed.lies or feed.received is None or now - feed.received > IN_FULL_AFTER:
        return {}
    conditions = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    return {name: value for name, value in conditions.items() if value}
