"""Which feeds are pushed to us, by which hub and until when. In: what feeds offer, hubs say and polls find; out: subscriptions. In Redis.

Invariant: a feed that no hub was ever found for costs nothing; a secret is made for one subscription, and is never logged or shown.
`websub` holds when to look at each subscription again, `websub:<id>` what is known of it.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, cast

from redis import Redis
from redis.client import Pipeline

from pipeline.articles import entry_key
from pipeline.feeds.websub import Mode, Offer
from workers.ledger import LUA, feed_key

TOKEN = re.compile(r"([0-9a-f]{16})-([0-9a-f]{32})")
BODIES = 50  # the last so many bodies of a feed are known again
FORGET_S = 14 * 24 * 3600
MOST_LATE = 20  # entries that are waited for; more make no difference


@dataclass(frozen=True)
class Named:
    """What a feed says of its hub, if it has one, and the address that said so."""

    offer: Offer | None
    base: str


@dataclass(frozen=True)
class Subscription:
    """One feed at one hub. Times in seconds since the epoch; `until` is the end of the lease, 0 when there is none."""

    id: str
    feed_url: str
    offer: Offer
    base: str  # where the feed's bytes come from when it is polled: relative links of a push are joined to it
    token: str = field(repr=False)
    secret: str = field(repr=False)
    is_offered: bool = True  # False: the feed no longer names its hub
    asked: Mode | None = None  # what the hub was last asked,
    asked_until: float = 0.0  # and until when it may ask back whether we meant it
    refusals: int = 0  # how often it was asked since it last agreed
    error: str | None = None
    until: float = 0.0
    is_level: bool = False  # a poll came after the lease began: from then on a push must bring all that is new
    is_proven: bool = False  # the hub has brought something since an entry was late
    pushed: float | None = None  # when the hub last brought something

    @property
    def path(self) -> str:
        """The end of the callback's address, which only the hub knows."""
        return f"{self.id}-{self.token}"


@dataclass(frozen=True)
class Push:
    """What may be shown of a subscription: nothing with which one could push in its hub's place."""

    hub: str
    topic: str
    until: datetime | None  # the end of the lease
    pushed: datetime | None
    relied_on: bool  # so that the feed is polled rarely
    error: str | None


class Subscriptions:
    """The subscriptions, in Redis."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._change = redis.register_script((LUA / "change_line.lua").read_text())  # unless it was removed meanwhile
        self._take_due = redis.register_script((LUA / "take_due.lua").read_text())

    def keep(self, named: Mapping[str, Named], now: datetime) -> None:
        """Keep what feeds, by address, say of their hubs; another hub or topic makes a new subscription, none ends it."""
        known = self._read(feed_key(url) for url in named)
        for url, told in named.items():
            before = known.get(feed_key(url))
            if told.offer is None and before and before.is_offered:
                self._look(before.id, now.timestamp(), is_offered=0)
            elif told.offer and not (before and before.is_offered and before.offer == told.offer):
                self._make(url, told.offer, told.base, now)

    def at(self, path: str) -> Subscription | None:
        """The subscription whose callback this is, if there is one."""
        found = TOKEN.fullmatch(path)
        subscription = self._read([found[1]]).get(found[1]) if found else None
        known = subscription is not None and found is not None and secrets.compare_digest(subscription.token, found[2])
        return subscription if known else None

    def all(self) -> dict[str, Subscription]:
        """Every subscription, by the address of its feed."""
        ids = cast("list[str]", self._redis.zrange("websub", 0, -1))
        return {subscription.feed_url: subscription for subscription in self._read(ids).values()}

    def pushes(self, now: datetime) -> dict[str, Push]:
        """How each subscribed feed is pushed, by the feed's address."""
        known = {subscription.id: subscription for subscription in self.all().values()}
        has_late = self._each(known, lambda pipe, id_: pipe.exists(f"websub:late:{id_}"))
        return {each.feed_url: _push(each, now, has_late=has_late[id_]) for id_, each in known.items()}

    def take_due(self, now: datetime, most: int, lease_s: float) -> list[Subscription]:
        """Subscriptions to look at, again in `lease_s` unless something says otherwise."""
        ids = list(self._take_due(["websub"], [now.timestamp(), now.timestamp() + lease_s, most]))
        return list(self._read(ids).values())

    def ask(self, subscription: Subscription, mode: Mode, now: datetime, wait_s: float) -> None:
        """The hub is asked now: it has `wait_s` to ask back, then it counts as having refused."""
        until = now.timestamp() + wait_s
        self._look(subscription.id, until, asked=mode, asked_until=until, refusals=subscription.refusals + 1)

    def put_off(self, subscription: Subscription, now: datetime, wait_s: float) -> None:
        """The hub could not be asked yet; that is no refusal."""
        self._look(subscription.id, now.timestamp() + wait_s, refusals=subscription.refusals)

    def fail(self, subscription: Subscription, error: str) -> None:
        """Keep what went wrong when the hub was asked."""
        self._set(subscription.id, error=error)

    def begin(self, subscription: Subscription, now: datetime, lease_s: float, again_s: float) -> None:
        """The lease begins, or goes on; what was late is forgiven, but then the hub must bring something to be relied on again."""
        fields: dict[str, str | float] = {"until": now.timestamp() + lease_s, "refusals": 0, "error": ""}
        fields |= {} if subscription.until > now.timestamp() else {"is_level": 0}
        fields |= {"is_proven": 0} if self._redis.delete(f"websub:late:{subscription.id}") else {}
        self._look(subscription.id, now.timestamp() + again_s, **fields)

    def end(self, subscription: Subscription, now: datetime, error: str, again_s: float) -> None:
        """The lease is over before its time."""
        self._look(subscription.id, now.timestamp() + again_s, until=0, refusals=max(subscription.refusals, 1), error=error)

    def rest(self, subscription: Subscription) -> None:
        """Look at it no more until its feed is resumed."""
        self._look(subscription.id, float("inf"), until=0, asked="", refusals=0, error="")

    def remove(self, subscription: Subscription) -> None:
        """Forget all about it."""
        pipe = self._redis.pipeline(transaction=True)
        self._forget(pipe, subscription.id)
        pipe.zrem("websub", subscription.id)
        pipe.execute()

    def rely(self, new_ids: Mapping[str, Sequence[str]], now: datetime) -> dict[str, float]:
        """For feeds that were just polled: seconds for which their pushes can be relied on.

        A feed is left out that is not pushed, or of which this poll or an earlier one found what should have been pushed.

        Args:
            new_ids: the address of each feed → ids of the entries that its poll brought first.
            now: the time of the polls.
        """
        urls = {feed_key(url): url for url in new_ids}
        told = self._each(urls, lambda pipe, id_: pipe.hmget(f"websub:{id_}", ["until", "is_level", "is_proven"]))
        running = {id_: float(until) - now.timestamp() for id_, (until, _, _) in told.items() if until and float(until) > now.timestamp()}
        for id_ in running:
            if told[id_][1] != "1":
                self._set(id_, is_level=1)
            elif late := [entry_key(urls[id_], new) for new in new_ids[urls[id_]][:MOST_LATE]]:
                self._redis.sadd(f"websub:late:{id_}", *late)
        has_late = self._each(running, lambda pipe, id_: pipe.exists(f"websub:late:{id_}"))
        return {urls[id_]: left_s for id_, left_s in running.items() if told[id_][2] == "1" and not has_late[id_]}

    def knows(self, subscription: Subscription, body: bytes) -> bool:
        """Whether this very body came before: delivered again by its hub, or by somebody who overheard it."""
        return self._redis.lpos(f"websub:bodies:{subscription.id}", _digest(body)) is not None

    def receive(self, subscription: Subscription, body: bytes, entry_ids: Sequence[str], now: datetime) -> None:
        """The hub brought this body, with these entries; they are late no more."""
        bodies, late = f"websub:bodies:{subscription.id}", f"websub:late:{subscription.id}"
        pipe = self._redis.pipeline(transaction=True)
        pipe.lpush(bodies, _digest(body))
        pipe.ltrim(bodies, 0, BODIES - 1)
        pipe.expire(bodies, FORGET_S)
        pipe.srem(late, *[entry_key(subscription.feed_url, entry_id) for entry_id in entry_ids])
        pipe.execute()
        self._set(subscription.id, pushed=now.timestamp(), is_proven=1)

    def _make(self, feed_url: str, offer: Offer, base: str, now: datetime) -> None:
        id_ = feed_key(feed_url)
        fields = {"feed_url": feed_url, "hub": offer.hub, "topic": offer.topic, "base": base, "is_offered": "1"}
        fields |= {"token": secrets.token_hex(16), "secret": secrets.token_hex(32)}
        pipe = self._redis.pipeline(transaction=True)
        self._forget(pipe, id_)
        pipe.hset(f"websub:{id_}", items=[part for item in fields.items() for part in item])
        pipe.zadd("websub", {id_: now.timestamp()})
        pipe.execute()

    def _set(self, id_: str, **fields: str | float) -> None:
        self._change([f"websub:{id_}"], ["HSET", *(part for item in fields.items() for part in item)])

    def _look(self, id_: str, at: float, **fields: str | float) -> None:
        self._set(id_, **fields)
        self._redis.zadd("websub", {id_: at}, xx=True)

    def _forget(self, pipe: Pipeline, id_: str) -> None:
        pipe.delete(f"websub:{id_}", f"websub:late:{id_}", f"websub:bodies:{id_}")

    def _read(self, ids: Iterable[str]) -> dict[str, Subscription]:
        found = self._each(ids, lambda pipe, id_: pipe.hgetall(f"websub:{id_}"))
        return {id_: _subscription(id_, fields) for id_, fields in found.items() if fields}

    def _each(self, ids: Iterable[str], ask: Callable[[Pipeline, str], object]) -> dict[str, Any]:
        """The answer to the same question for each id, asked together."""
        wanted, pipe = list(ids), self._redis.pipeline(transaction=False)
        for id_ in wanted:
            ask(pipe, id_)
        return dict(zip(wanted, pipe.execute(), strict=True))


def _subscription(id_: str, fields: Mapping[str, str]) -> Subscription:
    return Subscription(
        id=id_,
        feed_url=fields["feed_url"],
        offer=Offer(fields["hub"], fields["topic"]),
        base=fields["base"],
        token=fields["token"],
        secret=fields["secret"],
        is_offered=fields["is_offered"] == "1",
        asked=cast("Mode | None", fields.get("asked") or None),
        asked_until=float(fields.get("asked_until", 0)),
        refusals=int(fields.get("refusals", 0)),
        error=fields.get("error") or None,
        until=float(fields.get("until", 0)),
        is_level=fields.get("is_level") == "1",
        is_proven=fields.get("is_proven") == "1",
        pushed=float(fields["pushed"]) if "pushed" in fields else None,
    )


def _push(subscription: Subscription, now: datetime, *, has_late: bool) -> Push:
    until, pushed = subscription.until, subscription.pushed
    return Push(
        hub=subscription.offer.hub,
        topic=subscription.offer.topic,
        until=datetime.fromtimestamp(until, UTC) if until else None,
        pushed=datetime.fromtimestamp(pushed, UTC) if pushed else None,
        relied_on=until > now.timestamp() and subscription.is_proven and not has_late,
        error=subscription.error,
    )


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()[:16]
