"""The address that hubs push to: a process of its own, `python -m workers.websub`, when NEWSLINE_PUSH_URL is set. Several may run.

In: hubs' questions and bodies of feeds, by HTTP; out: leases, and articles on their way to `fetch`, by the same path as those of a poll.
Invariant: nothing has an effect but what its hub signed, or asks at an address that only the hub knows about what we asked it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from weakref import WeakValueDictionary

import structlog
import uvicorn
from celery import Celery
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from config.logging import configure
from config.settings import Settings, load_for_worker
from pipeline.errors import Rejected
from pipeline.feeds import parse_feed
from pipeline.feeds.websub import Notice, is_signed, read_notice
from workers.alive import keep_telling
from workers.edge import Edge
from workers.http import open_http
from workers.hubs import Hubs, is_wanted, renewal_of, wait_of
from workers.remember import take_in
from workers.subscriptions import Subscription
from workers.tasks import hand_on, make_app

TICK_S = 1.0
SLOTS = 4  # bodies that are read and worked on at once: what a push costs in memory is bounded by it
BODY_S = 10.0  # a body is here by then, or its hub must send it again
MOST_CONNECTIONS = 200
STOP_S = 30  # what is being worked on when the process is told to end

# Closed: the rest of a body that nobody reads is not waited for.
HEADERS = ((b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff"), (b"connection", b"close"))

Answer = tuple[int, bytes]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

log = structlog.get_logger("newsline.websub")


class Callback:
    """The ASGI application."""

    def __init__(self, edge: Edge, app: Celery) -> None:
        self._edge = edge
        self._app = app
        self._slots = asyncio.Semaphore(SLOTS)
        self._one_each: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:  # noqa: ANN401  ASGI's types are dicts
        """Answer one request."""
        try:
            status, body = await self._answer(scope, receive)
        except (RedisError, OperationalError) as error:
            log.warning("service away, the hub must come again", service="redis", error=str(error))
            status, body = 503, b""
        await send({"type": "http.response.start", "status": status, "headers": [*HEADERS, (b"content-length", b"%d" % len(body))]})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Any, receive: Receive) -> Answer:  # noqa: ANN401  ASGI's types are dicts
        subscription = await asyncio.to_thread(self._edge.subscriptions.at, scope["path"].rpartition("/")[2])
        if subscription is None:
            return (404, b"") if scope["method"] == "GET" else (410, b"")
        if scope["method"] == "GET":
            notice = read_notice(scope["query_string"].decode("latin-1"))
            return await asyncio.to_thread(self._confirm, subscription, notice) if notice else (400, b"")
        return await self._take_body(subscription, scope, receive) if scope["method"] == "POST" else (405, b"")

    def _confirm(self, subscription: Subscription, notice: Notice) -> Answer:
        """Say yes to what we asked for, and hear a denial; all else is not ours."""
        now, known = datetime.now(UTC), {"feed_url": subscription.feed_url, "hub": subscription.offer.hub}
        if notice.topic != subscription.offer.topic:
            return 404, b""
        if notice.mode == "denied":
            refused = replace(subscription, until=0, refusals=max(subscription.refusals - 1, 0))  # the question was counted already
            self._edge.subscriptions.end(subscription, now, f"denied: {notice.reason[:200]}", wait_of(refused, now))
            self._edge.feeds.hasten(subscription.feed_url, now)
            log.warning("hub denied", **known, reason=notice.reason[:200])
            return 200, b""
        if notice.mode != subscription.asked or now.timestamp() > subscription.asked_until or not notice.challenge:
            return 404, b""
        if notice.mode == "subscribe":
            self._edge.subscriptions.begin(subscription, now, notice.lease_s, renewal_of(notice.lease_s))
        else:
            self._edge.subscriptions.end(subscription, now, "", 0)
        log.info("hub agreed", **known, mode=notice.mode, lease_s=notice.lease_s)
        return 200, notice.challenge.encode()

    async def _take_body(self, subscription: Subscription, scope: Any, receive: Receive) -> Answer:  # noqa: ANN401  ASGI's types are dicts
        """Work on a body; a feed has one slot at most, so that one hub cannot keep all others waiting."""
        alone = self._one_each.setdefault(subscription.id, asyncio.Lock())
        try:
            async with asyncio.timeout(BODY_S) as clock, alone, self._slots:
                body = await _read(receive, self._edge.settings.page_max_bytes)
                if body is None:
                    return 413, b""
                clock.reschedule(None)
                headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
                return await asyncio.to_thread(self._deliver, subscription, body, headers)
        except TimeoutError:
            return 503, b""

    def _deliver(self, subscription: Subscription, body: bytes, headers: dict[str, str]) -> Answer:
        """202 also for what is not believed, as the recommendation wants (section 7.1): a forger learns nothing."""
        now, url = datetime.now(UTC), subscription.feed_url
        if not is_wanted(self._edge, subscription):
            return 410, b""
        if not is_signed(body, headers.get("x-hub-signature", ""), subscription.secret):
            log.warning("push not signed by its hub, left out", feed_url=url, hub=subscription.offer.hub)
            return 202, b""
        if not self._edge.subscriptions.knows(subscription, body):
            self._open(subscription, body, headers.get("content-type"), now)
        return 202, b""

    def _open(self, subscription: Subscription, body: bytes, content_type: str | None, now: datetime) -> None:
        """Open the lines of its entries; a body without any says that the feed should be polled."""
        url, entry_ids = subscription.feed_url, list[str]()
        try:
            parsed = parse_feed(body, url=subscription.base, content_type=content_type)
            articles, entry_ids = take_in(self._edge, url, parsed, now)
            hand_on(self._app, "poll", articles)
        except Rejected as error:
            log.info("push without a feed, so it is polled", feed_url=url, reason=error.reason)
        if entry_ids:
            self._edge.subscriptions.receive(subscription, body, entry_ids, now)
        else:
            self._edge.feeds.hasten(url, now)


async def _read(receive: Receive, most: int) -> bytes | None:
    """A request's body; None when it is larger than `most`, or its sender went away."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if message["type"] == "http.disconnect" or len(body) > most:
            return None
        if not message.get("more_body"):
            return bytes(body)


async def keep_asking(edge: Edge) -> None:
    """Ask hubs, for ever."""
    async with open_http(edge.settings) as http:
        hubs = Hubs(edge, http)
        while True:
            try:
                await hubs.ask_due()
            except RedisError as error:
                log.warning("service away, waiting", service="redis", error=str(error))
            except Exception:  # a bug in one round: the others must go on
                log.exception("asking hubs failed")
            await asyncio.sleep(TICK_S)


def make_server(settings: Settings) -> tuple[Edge, uvicorn.Server]:
    """The edge and the server of these settings; nothing is started yet."""
    edge = Edge(settings)
    host, _, port = settings.push_listen.rpartition(":")
    config = uvicorn.Config(
        Callback(edge, make_app(settings)),
        host=host.strip("[]"),
        port=int(port),
        log_config=None,
        access_log=False,  # it would hold the callbacks' addresses
        lifespan="off",
        ws="none",
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=STOP_S,
    )
    return edge, uvicorn.Server(config)


async def serve(settings: Settings) -> None:
    """Answer hubs and ask them, until a signal."""
    edge, server = make_server(settings)
    keep_telling(edge.redis, ["websub"])
    asking = asyncio.create_task(keep_asking(edge))
    await server.serve()
    asking.cancel()


def main() -> None:
    """Serve until SIGTERM or SIGINT."""
    settings = load_for_worker()
    configure(settings.log_level)
    if settings.push_url is None:
        raise SystemExit("NEWSLINE_PUSH_URL must be set: the address at which hubs reach this process")
    asyncio.run(serve(settings))


if __name__ == "__main__":
    main()
