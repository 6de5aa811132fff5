"""Asking hubs to push, to go on, and to stop. In: subscriptions whose time has come; out: requests to hubs, politely.

Invariant: a hub is asked before its lease is over, less and less often while it does not agree, and to stop once its feed is
removed, paused or gone. What it answers is believed only when it asks back (`workers/websub.py`).
"""

import asyncio
from datetime import UTC, datetime

import structlog

from pipeline.errors import PipelineError
from pipeline.feeds.websub import Mode, build_form
from workers.edge import Edge
from workers.http import Http, check_status
from workers.pace import Pace, TooEarly
from workers.subscriptions import Subscription

MOST = 100  # looked at in one go
TAKEN_S = 120.0  # longer than a request takes
ANSWER_S = 3600.0  # a hub has so long to ask back; after each time in vain twice as long
LONGEST_WAIT_S = 24 * 3600.0
RENEW_AT = 0.5  # of a lease: then ten days leave five for a hub that is down
LEAST_S = 60.0  # also a hub whose leases are shorter is asked no more often

log = structlog.get_logger("newsline.hubs")


class Hubs:
    """The hubs, to ask; for the length of one event loop."""

    def __init__(self, edge: Edge, http: Http) -> None:
        self._edge = edge
        self._http = http
        self._pace = Pace(edge.redis, edge.settings.host_pace_s, edge.settings.fetch_timeout_s)

    async def ask_due(self) -> None:
        """Look at each subscription whose time has come."""
        due = self._edge.subscriptions.take_due(datetime.now(UTC), MOST, TAKEN_S)
        await asyncio.gather(*(self._look_at(subscription) for subscription in due))

    async def _look_at(self, subscription: Subscription) -> None:
        now = datetime.now(UTC)
        if is_wanted(self._edge, subscription):
            await self._ask(subscription, "subscribe", wait_of(subscription, now))
        elif subscription.until > now.timestamp() and subscription.asked != "unsubscribe":
            await self._ask(subscription, "unsubscribe", ANSWER_S)
        elif subscription.is_offered and self._edge.feeds.get([subscription.feed_url]):  # paused: it may be resumed
            self._edge.subscriptions.rest(subscription)
        else:
            self._edge.subscriptions.remove(subscription)

    async def _ask(self, subscription: Subscription, mode: Mode, wait_s: float) -> None:
        """Ask; the hub may ask back before it answers, so what it is asked is kept first."""
        now, offer = datetime.now(UTC), subscription.offer
        known = {"feed_url": subscription.feed_url, "hub": offer.hub, "mode": mode}
        self._edge.subscriptions.ask(subscription, mode, now, wait_s)
        callback = f"{str(self._edge.settings.push_url).rstrip('/')}/{subscription.path}"
        try:
            check_status(await self._http.post(offer.hub, build_form(mode, offer, callback, subscription.secret), admit=self._pace.turn))
        except TooEarly as early:
            self._edge.subscriptions.put_off(subscription, now, early.wait_s)
        except PipelineError as error:
            self._edge.subscriptions.fail(subscription, error.reason)
            log.warning("hub refused", **known, error=error.reason)
        else:
            log.info("hub asked", **known)


def is_wanted(edge: Edge, subscription: Subscription) -> bool:
    """Whether its feed is watched and still names this hub."""
    return subscription.is_offered and edge.feeds.next_poll(subscription.feed_url) is not None


def wait_of(subscription: Subscription, now: datetime) -> float:
    """Seconds until a hub that does not agree is asked again: ever longer, but in time for what is left of a lease."""
    wait_s = min(ANSWER_S * 2.0 ** min(subscription.refusals, 10), LONGEST_WAIT_S)
    left_s = subscription.until - now.timestamp()
    return max(min(wait_s, left_s / 2), LEAST_S) if left_s > 0 else wait_s


def renewal_of(lease_s: float) -> float:
    """Seconds after which a lease is renewed."""
    return max(lease_s * RENEW_AT, LEAST_S)
