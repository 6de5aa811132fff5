"""What a poll costs at present (docs/adr/0008-when-to-poll.md). In: polls as they are made, and the time; out: the price. In Redis.

Invariant: over half a day or so all workers together poll as often as the budget says; without a budget a poll costs nothing.
"""

from datetime import datetime
from typing import cast

from redis import Redis

from pipeline.feeds.when import adjust_price, start_price

ADJUSTED_EVERY_S = 60


class Price:
    """The price of a poll, one for all feeds."""

    def __init__(self, redis: Redis, polls_per_hour: float | None) -> None:
        self._redis = redis
        self._budget = polls_per_hour

    def get(self) -> float:
        """Seconds of waiting that a poll is worth; at first what brings feeds that nothing is known of to the budget."""
        if self._budget is None:
            return 0.0
        value = cast("str | None", self._redis.hget("price", "value"))
        return float(value) if value else start_price(self._redis.hlen("feeds"), self._budget)

    def count(self, polls: int) -> None:
        """So many feeds were polled."""
        if self._budget is not None:
            self._redis.hincrby("price", "polls", polls)

    def adjust(self, now: datetime) -> None:
        """Move the price by what was polled, once a minute, whoever calls first."""
        if self._budget is None or not self._redis.set("price:adjusted", now.isoformat(), nx=True, ex=ADJUSTED_EVERY_S):
            return
        price, (polls, since) = self.get(), self._redis.hmget("price", ["polls", "since"])
        if since:
            price = adjust_price(price, int(polls or 0), now.timestamp() - float(since), self._budget)
        pipe = self._redis.pipeline(transaction=True)
        pipe.hincrby("price", "polls", -int(polls or 0))
        pipe.hset("price", mapping={"value": price, "since": now.timestamp()})
        pipe.execute()
