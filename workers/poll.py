"""Polling feeds. In: addresses of feeds that are due; out: the articles of new and changed entries, their lines open.

Invariant: whatever happens to a feed, it has a next poll, and what went wrong is kept with it; the entries of a feed are
remembered, their lines opened and its next poll set in one transaction.
"""

import asyncio
import math
import random
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from msgspec.structs import replace

from pipeline.articles import build_article
from pipeline.errors import Gone, PipelineError, Rejected, Transient
from pipeline.feeds import find_awake, find_changes, keep_ids, parse_feed, read_fresh, tell_apart
from pipeline.feeds.websub import find_offer
from pipeline.feeds.when import Limits, Plan, learn, plan
from pipeline.model import Article, Entry, Feed, ParsedFeed, Seen
from workers.edge import Edge
from workers.feeds import NEVER, look_at_push
from workers.http import Answer, Http, check_status, open_http
from workers.ledger import entry_of
from workers.pace import Pace, TooEarly

NOT_MODIFIED = 304
LONGEST_INTERVAL_S = 24 * 3600.0  # also a feed that fails is tried once a day
INDEX_INTERVAL_S = 3600.0  # at most, for an index of sitemaps: it has no entries, but some name a new one each day
MAX_DOUBLINGS = 17  # of a second: more than a day
PUSHED_INTERVAL_S = 6 * 3600.0  # of a feed that is pushed: should its hub stop, an entry waits no longer, and that once
IN_FULL_AFTER = timedelta(days=1)  # of "not modified": then one asks in full, since servers lie

log = structlog.get_logger("newsline.poll")


def poll(edge: Edge, urls: Sequence[str]) -> list[Article]:
    """Poll these feeds side by side; returns the articles to fetch, and those whose fate is known at once."""
    return asyncio.run(_poll_all(edge, edge.feeds.get(urls)))


async def _poll_all(edge: Edge, feeds: Sequence[Feed]) -> list[Article]:
    pace = Pace(edge.redis, edge.settings.host_pace_s, edge.settings.fetch_timeout_s)
    async with open_http(edge.settings) as http:
        found = await asyncio.gather(*(_poll(edge, http, pace, feed) for feed in feeds))
    return [article for articles in found for article in articles]


async def _poll(edge: Edge, http: Http, pace: Pace, feed: Feed) -> list[Article]:
    now = datetime.now(UTC)
    known, feed = feed, replace(feed, polled=now, interval_s=edge.settings.poll_interval_s)
    try:
        parsed, told, fresh_s = await _ask(edge, http, feed, pace, now)
        told = _follow(edge, told, parsed, now) if parsed.sitemaps else told
    except TooEarly as early:
        edge.ledger.open(known, [], now, now.timestamp() + early.wait_s)
        return []
    except Gone as error:
        _fail(edge, replace(feed, gone=True), error.reason, now, NEVER)
        look_at_push(edge.redis, feed.url)
        return []
    except Transient as error:
        return _fail(edge, feed, error.reason, now, error.retry_after_s or 0)
    except PipelineError as error:
        return _fail(edge, feed, error.reason, now)
    except SoftTimeLimitExceeded:
        raise
    except Exception as error:  # a bug: this feed keeps it, and the others go on
        log.exception("feed broke its parser", feed_url=feed.url)
        return _fail(edge, feed, "".join(traceback.format_exception_only(error)).strip(), now)
    return _remember(edge, replace(told, errors=0, error=None), parsed, now, fresh_s)


def _fail(edge: Edge, feed: Feed, why: str, now: datetime, retry_after_s: float = 0) -> list[Article]:
    """Keep what went wrong; one that moved is asked at its own address next time, which may know a better one."""
    return _remember(edge, replace(feed, errors=feed.errors + 1, error=why, moved_to=None), ParsedFeed(), now, retry_after_s)


async def _ask(edge: Edge, http: Http, feed: Feed, pace: Pace, now: datetime) -> tuple[ParsedFeed, Feed, float]:
    """What the feed says now (nothing, if that is what it said before), what is known of it then, and how long that holds (s)."""
    conditions = _conditions(feed, now)
    answer = await http.get(feed.moved_to or feed.url, conditions, admit=pace.turn)
    fresh_s = read_fresh(answer.headers)
    if answer.status == NOT_MODIFIED and conditions:
        return ParsedFeed(), feed, fresh_s
    check_status(answer)
    told = _received(feed, answer, now)
    if told.digest == feed.digest:
        return ParsedFeed(), told, fresh_s
    parsed = await asyncio.to_thread(parse_feed, answer.body, url=answer.url, content_type=answer.headers.get("Content-Type"))
    if edge.settings.push_url:
        edge.subscriptions.offer(feed.url, find_offer(answer.links, parsed, answer.url), answer.url, now)
    title, language = feed.title or parsed.title, feed.language or parsed.language
    return parsed, replace(told, title=title, language=language, rest=parsed.rest), fresh_s


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


def _remember(edge: Edge, feed: Feed, parsed: ParsedFeed, now: datetime, least_s: float = 0) -> list[Article]:
    """Open the lines of what is new or changed; the next poll comes when it pays, later for a feed that fails."""
    entries, seen = _identify(edge, feed, parsed)
    changes = find_changes(entries, seen, now)
    edge.price.count()
    opened = _make_articles(edge, feed, changes)
    feed = feed if feed.errors else _plan(edge, _learn(feed, len(entries), changes, now), _new(changes), now)
    wait = min(feed.interval_s * 2 ** min(feed.errors, MAX_DOUBLINGS), LONGEST_INTERVAL_S) * random.uniform(0.9, 1.0)  # noqa: S311  spreads polls
    then = find_awake(feed.rest, now.timestamp() + max(wait, least_s, feed.rest.after_poll_s))
    articles = edge.ledger.open(feed, opened, now, then)
    log.info("feed polled", feed_url=feed.url, entries=len(parsed.entries), opened=len(articles), error=feed.error)
    return articles


def take_in(edge: Edge, url: str, parsed: ParsedFeed, now: datetime) -> tuple[list[Article], list[str]]:
    """Open the lines of what a hub pushed, which may be a part of the feed; its next poll stays when it is.

    Returns:
        The articles to hand on, as those of a poll, and the ids of all entries that came.
    """
    feed, then = next(iter(edge.feeds.get([url])), None), edge.feeds.next_poll(url)
    if feed is None or then is None:
        return [], []
    entries, seen = _identify(edge, feed, parsed)
    changes = find_changes(entries, seen, now)
    opened = _make_articles(edge, feed, changes)
    articles = edge.ledger.open(_learn(feed, 0, changes, now), opened, now, then)
    log.info("feed pushed", feed_url=url, entries=len(entries), opened=len(articles))
    return articles, [entry.id for entry in entries]


def _identify(edge: Edge, feed: Feed, parsed: ParsedFeed) -> tuple[list[Entry], dict[str, Seen]]:
    """The entries under ids that can be believed, and what is remembered of them."""
    entries = tell_apart(parsed.entries)
    seen = edge.ledger.seen(feed.url, [entry.id for entry in entries])
    first = edge.ledger.first_ids(feed.url, [entry for entry in entries if entry.id not in seen])
    return keep_ids(entries, first), seen | edge.ledger.seen(feed.url, first.values())


def _learn(feed: Feed, size: int, changes: Sequence[tuple[Entry, Seen]], now: datetime) -> Feed:
    """The feed with what entries that came, by poll or push, have shown of its rhythm."""
    elapsed_s = (now - feed.succeeded).total_seconds() if feed.succeeded else None
    published = [entry.published.timestamp() if entry.published else None for entry in _new(changes)]
    return replace(feed, succeeded=now, rhythm=learn(feed.rhythm, elapsed_s, now.timestamp(), published, size))


def _plan(edge: Edge, feed: Feed, new: Sequence[Entry], now: datetime) -> Feed:
    """The feed with its next poll; one that is pushed is polled as late as it may be without an entry lost, should its hub stop."""
    shortest_s = max(edge.settings.poll_interval_s, feed.rest.after_poll_s)
    longest_s = max(shortest_s, INDEX_INTERVAL_S) if feed.sitemaps else LONGEST_INTERVAL_S
    planned = plan(feed.rhythm, now.timestamp(), edge.price.get(), Limits(shortest_s, longest_s))
    pushed_s = edge.subscriptions.rely(feed.url, [entry.id for entry in new], now) if edge.settings.push_url else 0.0
    if pushed_s:
        latest = plan(feed.rhythm, now.timestamp(), math.inf, Limits(shortest_s, min(pushed_s, PUSHED_INTERVAL_S)))
        planned = Plan(max(planned.wait_s, latest.wait_s), 0.0)
    return replace(feed, interval_s=planned.wait_s, delay_s=planned.delay_s)


def _new(changes: Sequence[tuple[Entry, Seen]]) -> list[Entry]:
    return [entry for entry, seen in changes if seen.revision == 1]


def _make_articles(edge: Edge, feed: Feed, changes: Sequence[tuple[Entry, Seen]]) -> list[tuple[Article, Seen]]:
    return _mark_duplicates(edge, [(build_article(feed, entry, seen), seen) for entry, seen in changes])


def _mark_duplicates(edge: Edge, opened: Sequence[tuple[Article, Seen]]) -> list[tuple[Article, Seen]]:
    """Give the articles that another entry has brought already their fate."""
    owners = edge.ledger.claim([article for article, _ in opened if article.fate is None])
    return [(mark_duplicate(article, owners.get(article.id)), seen) for article, seen in opened]


def mark_duplicate(article: Article, owner: str | None) -> Article:
    """The article, with the fate `duplicate` when another entry owns it."""
    if owner is None or owner == entry_of(article.key):
        return article
    return replace(article, fate="duplicate", reason=f"the same article as that of entry {owner}", entry_markup=None)
