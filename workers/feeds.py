"""The feeds that are polled and which of them are due. In: feeds; out: feeds whose time has come. Kept in Redis.

Invariant: each feed stands once in `feeds` (what is known of it) and once in `due` (its next poll, seconds since the
epoch); a feed that is taken is due again after a while by itself, so a worker that dies loses no poll.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from redis import Redis

from pipeline.errors import Rejected
from pipeline.feeds import parse_opml
from pipeline.model import Feed, decode, encode
from workers.ledger import LUA


class Feeds:
    """The feeds, in Redis."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._take_due = redis.register_script((LUA / "take_due.lua").read_text())

    def add(self, feeds: Iterable[Feed], now: datetime) -> int:
        """Add feeds that are not known yet, due at once; returns how many were new."""
        pipe = self._redis.pipeline(transaction=True)
        for feed in feeds:
            pipe.hsetnx("feeds", feed.url, encode(feed).decode())
            pipe.zadd("due", {feed.url: now.timestamp()}, nx=True)
        return sum(pipe.execute()[::2])

    def remove(self, url: str) -> bool:
        """Poll this feed no more; what is remembered of its entries stays."""
        pipe = self._redis.pipeline(transaction=True)
        pipe.zrem("due", url)
        pipe.hdel("feeds", url)
        return bool(pipe.execute()[1])

    def all(self) -> list[Feed]:
        """Every feed, by address."""
        return [decode(data, Feed) for _, data in sorted(self._redis.hgetall("feeds").items())]

    def failing(self) -> list[Feed]:
        """The feeds whose last poll failed."""
        return [feed for feed in self.all() if feed.errors]

    def get(self, urls: Iterable[str]) -> list[Feed]:
        """The feeds at these addresses, as far as they are known."""
        wanted = list(urls)
        return [decode(data, Feed) for data in (self._redis.hmget("feeds", wanted) if wanted else []) if data]

    def take_due(self, now: datetime, most: int, lease_s: float) -> list[str]:
        """Addresses of feeds whose time has come, due again in `lease_s` unless a poll says otherwise."""
        return list(self._take_due(["due"], [now.timestamp(), now.timestamp() + lease_s, most]))


def import_feeds(feeds: Feeds, file: Path) -> int:
    """Add the feeds of an OPML file; returns how many were new. Raises Rejected when it is none."""
    try:
        found = parse_opml(file.read_bytes())
    except Rejected as error:
        raise Rejected(error.reason, about=str(file)) from error
    return feeds.add(found, datetime.now(UTC))
