"""The feeds that are polled and which of them are due. In: feeds; out: feeds whose time has come. Kept in Redis.

Invariant: each feed stands once in `feeds` (what is known of it) and once in `due` (its next poll, seconds since the
epoch, `inf` while it is paused or gone), and in `failing` while its polls fail; a feed that is taken is due again after a while by
itself, so a worker that dies loses no poll.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from msgspec.structs import replace
from redis import Redis

from pipeline.errors import Rejected
from pipeline.feeds import FeedList, Refused, parse_opml
from pipeline.feeds.opml import MAX_BYTES
from pipeline.model import Feed, Record, decode, encode
from workers.ledger import LUA, feed_key, forget_later

NEVER = float("inf")
LEAST_HASTE_S = 60.0  # however often a hub says that there is something new


class Feeds:
    """The feeds, in Redis."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._take_due = redis.register_script((LUA / "take_due.lua").read_text())
        self._hasten = redis.register_script((LUA / "hasten.lua").read_text())

    def add(self, feeds: Iterable[Feed], now: datetime, paused: Collection[str] = ()) -> int:
        """Add feeds that are not known yet, due at once unless they are paused; returns how many were new."""
        pipe = self._redis.pipeline(transaction=True)
        for feed in feeds:
            pipe.hsetnx("feeds", feed.url, encode(feed).decode())
            pipe.zadd("due", {feed.url: NEVER if feed.url in paused else now.timestamp()}, nx=True)
        return sum(pipe.execute()[::2])

    def remove(self, url: str) -> bool:
        """Poll this feed no more, nor the sitemaps that it brought; what is remembered of its entries stays for a while."""
        named = [sitemap for index in self.get([url]) for sitemap in self._brought(index, index.sitemaps)]
        pipe = self._redis.pipeline(transaction=True)
        for each in (url, *named):
            pipe.hdel("feeds", each)
            pipe.zrem("due", each)
            pipe.srem("failing", each)
            look_at_push(pipe, each)
            forget_later(pipe, each)
        return bool(pipe.execute()[0])

    def follow(self, index: Feed, named: Sequence[str], now: datetime) -> Feed:
        """Add the sitemaps that an index names and did not before, remove those that it names no more; returns it as it is now.

        One that somebody removed is not added again while it is named, and one that somebody added is not removed.
        """
        inherited = Feed(url="", index=index.url, title=index.title, folders=index.folders, language=index.language)
        self.add([replace(inherited, url=url) for url in named if url not in index.sitemaps], now)
        for url in self._brought(index, set(index.sitemaps) - set(named)):
            self.remove(url)
        return replace(index, sitemaps=tuple(named))

    def pause(self, url: str) -> bool:
        """Poll this feed no more until it is resumed; False when there is no such feed."""
        self._redis.zadd("due", {url: NEVER}, xx=True)
        look_at_push(self._redis, url)
        return bool(self._redis.hexists("feeds", url))

    def resume(self, url: str, now: datetime) -> bool:
        """Poll this feed again, at once; False when there is no such feed."""
        found = self.get([url])
        pipe = self._redis.pipeline(transaction=True)
        for feed in found:
            pipe.hset("feeds", url, encode(replace(feed, gone=False)).decode())
            pipe.zadd("due", {url: now.timestamp()})
            look_at_push(pipe, url)
        pipe.execute()
        return bool(found)

    def hasten(self, url: str, now: datetime) -> None:
        """Poll a feed as soon as manners allow, unless it is paused or gone: somebody says that it has something new."""
        for feed in self.get([url]):
            soonest = feed.polled.timestamp() + LEAST_HASTE_S if feed.polled else 0.0
            self._hasten(["due"], [url, max(now.timestamp(), soonest)])

    def next_poll(self, url: str) -> float | None:
        """When a feed is polled next, seconds since the epoch; None when it is unknown, paused or gone."""
        at = self._redis.zscore("due", url)
        return None if at is None or at == NEVER else float(at)

    def next_polls(self) -> dict[str, datetime | None]:
        """When each feed is polled next; None for one that is paused or gone."""
        due = cast("list[tuple[str, float]]", self._redis.zrange("due", 0, -1, withscores=True))
        return {url: None if at == NEVER else datetime.fromtimestamp(at, UTC) for url, at in due}

    def all(self) -> list[Feed]:
        """Every feed, by address."""
        return [decode(data, Feed) for _, data in sorted(self._redis.hgetall("feeds").items())]

    def failing(self) -> list[Feed]:
        """The feeds whose last poll failed."""
        return self.get(sorted(cast("set[str]", self._redis.smembers("failing"))))

    def count(self) -> int:
        """How many feeds there are."""
        return int(self._redis.hlen("feeds"))

    def count_failing(self) -> int:
        """How many feeds' last poll failed."""
        return int(self._redis.scard("failing"))

    def get(self, urls: Iterable[str]) -> list[Feed]:
        """The feeds at these addresses, as far as they are known."""
        wanted = list(urls)
        return [decode(data, Feed) for data in (self._redis.hmget("feeds", wanted) if wanted else []) if data]

    def count_due(self, now: datetime) -> int:
        """How many feeds' time has come."""
        return int(self._redis.zcount("due", "-inf", now.timestamp()))

    def take_due(self, now: datetime, most: int, lease_s: float) -> list[str]:
        """Addresses of feeds whose time has come, due again in `lease_s` unless a poll says otherwise."""
        return list(self._take_due(["due"], [now.timestamp(), now.timestamp() + lease_s, most]))

    def _brought(self, index: Feed, urls: Iterable[str]) -> list[str]:
        return [feed.url for feed in self.get(urls) if feed.index == index.url]


def look_at_push(redis: Redis, url: str) -> None:
    """Let its subscription, if it has one, be looked at now: it may have to begin or to end."""
    redis.zadd("websub", {feed_key(url): 0}, xx=True)


class Imported(Record, frozen=True):
    """What came of a list: how many feeds were new, how many known before (they stay as they are), and what was left out."""

    new: int
    known: int
    refused: tuple[Refused, ...] = ()


def import_feeds(feeds: Feeds, file: Path) -> Imported:
    """Add the feeds of an OPML file, those that it says are paused paused. Raises Rejected when it is none."""
    found = read_opml(file)
    new = feeds.add(found.feeds, datetime.now(UTC), found.paused)
    return Imported(new=new, known=len(found.feeds) - new, refused=found.refused)


def read_opml(file: Path) -> FeedList:
    """The feeds of an OPML file; one byte more than any list has is not read. Raises Rejected when it is none."""
    with file.open("rb") as opened:
        body = opened.read(MAX_BYTES + 1)
    try:
        return parse_opml(body)
    except Rejected as error:
        raise Rejected(error.reason, about=str(file)) from error


def read_addresses(what: str) -> list[str]:
    """The addresses of an OPML file, or of a text file with one a line ("#" begins a remark); what is no file is an address."""
    file = Path(what)
    if "://" in what or not file.is_file():
        return [what]
    if file.read_bytes()[:1_000].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        return [feed.url for feed in read_opml(file).feeds]
    lines = (line.partition(" #")[0].strip() for line in file.read_text(encoding="utf-8-sig", errors="replace").splitlines())
    return [line for line in lines if line and not line.startswith("#")]
