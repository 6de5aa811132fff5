"""What polls found, remembered. In: what each of some polls found; out: the articles of new and changed entries, their lines open.

Invariant: the entries of a feed are remembered, their lines opened and its next poll set in one transaction. Redis is asked for
all of these polls together: a handful of times, however many they are.
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from msgspec.structs import replace

from pipeline.articles import build_article
from pipeline.feeds import find_awake, find_changes, keep_ids, tell_apart
from pipeline.feeds.when import Limits, Plan, learn, plan
from pipeline.model import Article, Entry, Feed, ParsedFeed, Seen
from workers.edge import Edge
from workers.feeds import look_at_push
from workers.ledger import Opening, entry_of
from workers.subscriptions import Named

LONGEST_INTERVAL_S = 24 * 3600.0  # also a feed that fails is tried once a day
INDEX_INTERVAL_S = 3600.0  # at most, for an index of sitemaps: it has no entries, but some name a new one each day
MAX_DOUBLINGS = 17  # of a second: more than a day
PUSHED_INTERVAL_S = 6 * 3600.0  # of a feed that is pushed: should its hub stop, an entry waits no longer, and that once

log = structlog.get_logger("newsline.poll")


@dataclass(frozen=True)
class Found:
    """What one poll found: the feed as it is known now, and its entries (none when nothing changed, or when it failed)."""

    feed: Feed
    at: datetime
    entries: Sequence[Entry] = ()
    least_s: float = 0.0  # it is polled again no sooner
    push: Named | None = None  # what it says of its hub; None when it said nothing new
    asked: bool = True  # False: its host had a queue, so there was no poll; it comes in `least_s`


def remember(edge: Edge, found: Sequence[Found]) -> list[Article]:
    """Open the lines of what is new or changed; the next poll of each feed comes when it pays, later for one that fails."""
    known = _identify(edge, {each.feed.url: tell_apart(each.entries) for each in found})
    changes = {each.feed.url: find_changes(*known[each.feed.url], each.at) for each in found}
    lines = _make_articles(edge, {each.feed.url: each.feed for each in found}, changes)
    edge.price.count(sum(each.asked for each in found))
    price, pushed_s, openings = edge.price.get(), _rely(edge, found, changes), []
    for each in found:
        url, feed = each.feed.url, each.feed
        if each.asked and not feed.errors:
            feed = _plan(edge, _learn(feed, len(known[url][0]), changes[url], each.at), each.at, price, pushed_s.get(url, 0.0))
        openings.append(Opening(feed, lines[url], _next_poll(each, feed)))
        if each.asked:
            log.info("feed polled", feed_url=url, entries=len(each.entries), opened=len(lines[url]), error=feed.error)
    articles = edge.ledger.open(openings, datetime.now(UTC))
    if edge.settings.push_url:
        edge.subscriptions.keep({each.feed.url: each.push for each in found if each.push}, datetime.now(UTC))
    for each in found:
        if each.feed.gone:
            look_at_push(edge.redis, each.feed.url)
    return articles


def take_in(edge: Edge, url: str, parsed: ParsedFeed, now: datetime) -> tuple[list[Article], list[str]]:
    """Open the lines of what a hub pushed, which may be a part of the feed; its next poll stays when it is.

    Returns:
        The articles to hand on, as those of a poll, and the ids of all entries that came.
    """
    feed, then = next(iter(edge.feeds.get([url])), None), edge.feeds.next_poll(url)
    if feed is None or then is None:
        return [], []
    entries, seen = _identify(edge, {url: tell_apart(parsed.entries)})[url]
    changes = find_changes(entries, seen, now)
    lines = _make_articles(edge, {url: feed}, {url: changes})[url]
    articles = edge.ledger.open([Opening(_learn(feed, 0, changes, now), lines, then)], now)
    log.info("feed pushed", feed_url=url, entries=len(entries), opened=len(articles))
    return articles, [entry.id for entry in entries]


def mark_duplicate(article: Article, owner: str | None) -> Article:
    """The article, with the fate `duplicate` when another entry owns it."""
    if owner is None or owner == entry_of(article.key):
        return article
    return replace(article, fate="duplicate", reason=f"the same article as that of entry {owner}", entry_markup=None)


def _identify(edge: Edge, entries: Mapping[str, list[Entry]]) -> dict[str, tuple[list[Entry], dict[str, Seen]]]:
    """The entries of each feed under ids that can be believed, and what is remembered of them."""
    seen = edge.ledger.seen({url: [entry.id for entry in some] for url, some in entries.items()})
    first = edge.ledger.first_ids({url: [entry for entry in some if entry.id not in seen[url]] for url, some in entries.items()})
    older = edge.ledger.seen({url: list(ids.values()) for url, ids in first.items()})
    return {url: (keep_ids(some, first[url]), seen[url] | older[url]) for url, some in entries.items()}


def _make_articles(
    edge: Edge, feeds: Mapping[str, Feed], changes: Mapping[str, Sequence[tuple[Entry, Seen]]]
) -> dict[str, list[tuple[Article, Seen]]]:
    """The articles of what changed in each feed; those that another entry has brought already have their fate."""
    made = {url: [(build_article(feeds[url], entry, seen), seen) for entry, seen in some] for url, some in changes.items()}
    owners = edge.ledger.claim([article for some in made.values() for article, _ in some if article.fate is None])
    return {url: [(mark_duplicate(article, owners.get(article.id)), seen) for article, seen in some] for url, some in made.items()}


def _learn(feed: Feed, size: int, changes: Sequence[tuple[Entry, Seen]], now: datetime) -> Feed:
    """The feed with what entries that came, by poll or push, have shown of its rhythm."""
    elapsed_s = (now - feed.succeeded).total_seconds() if feed.succeeded else None
    published = [entry.published.timestamp() if entry.published else None for entry in _new(changes)]
    return replace(feed, succeeded=now, rhythm=learn(feed.rhythm, elapsed_s, now.timestamp(), published, size))


def _rely(edge: Edge, found: Sequence[Found], changes: Mapping[str, Sequence[tuple[Entry, Seen]]]) -> dict[str, float]:
    """Seconds for which those feeds that are pushed can be relied on to be."""
    if not edge.settings.push_url:
        return {}
    new = {each.feed.url: [entry.id for entry in _new(changes[each.feed.url])] for each in found if each.asked and not each.feed.errors}
    return edge.subscriptions.rely(new, datetime.now(UTC))


def _plan(edge: Edge, feed: Feed, now: datetime, price: float, pushed_s: float) -> Feed:
    """The feed with its next poll; one that is pushed is polled as late as it may be without an entry lost, should its hub stop."""
    shortest_s = max(edge.settings.poll_interval_s, feed.rest.after_poll_s)
    longest_s = max(shortest_s, INDEX_INTERVAL_S) if feed.sitemaps else LONGEST_INTERVAL_S
    planned = plan(feed.rhythm, now.timestamp(), price, Limits(shortest_s, longest_s))
    if pushed_s:
        latest = plan(feed.rhythm, now.timestamp(), math.inf, Limits(shortest_s, min(pushed_s, PUSHED_INTERVAL_S)))
        planned = Plan(max(planned.wait_s, latest.wait_s), 0.0)
    return replace(feed, interval_s=planned.wait_s, delay_s=planned.delay_s)


def _new(changes: Sequence[tuple[Entry, Seen]]) -> list[Entry]:
    return [entry for entry, seen in changes if seen.revision == 1]


def _next_poll(found: Found, feed: Feed) -> float:
    """As planned, twice as late after each failure, a little earlier by chance to spread polls; seconds since the epoch."""
    now = found.at.timestamp()
    if not found.asked:
        return now + found.least_s
    wait_s = min(feed.interval_s * 2.0 ** min(feed.errors, MAX_DOUBLINGS), LONGEST_INTERVAL_S) * random.uniform(0.9, 1.0)  # noqa: S311  spreads polls
    return find_awake(feed.rest, now + max(wait_s, found.least_s, feed.rest.after_poll_s))
