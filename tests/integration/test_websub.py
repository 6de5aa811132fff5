"""Feeds that are pushed: a hub of our own on the loopback, the real server, a real Redis."""

import asyncio
import hmac
import json
import os
import socket
import subprocess
import sys
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from pydantic import AnyUrl
from typer.testing import CliRunner

from desk.feeds import app
from pipeline.model import Article, Feed, decode
from workers import hubs, websub
from workers.edge import Edge
from workers.poll import poll
from workers.remember import PUSHED_INTERVAL_S
from workers.subscriptions import Subscription
from workers.websub import keep_asking, make_server

NEWS = "https://news.example"
PASSED = ("home", "redis_url", "elasticsearch_url", "push_url", "push_listen", "host_pace_s")  # to a process


def rss(*names: str, title: str = "Harbour News") -> str:
    """A feed with an entry for each of these names."""
    entries = "".join(f"<item><guid>{name}</guid><link>{NEWS}/{name}</link><title>About {name}</title></item>" for name in names)
    return f'<rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'


@dataclass
class Hub:
    """A hub that verifies who subscribes (W3C WebSub, section 5.3) and pushes what it is told to."""

    url: str = ""
    lease_s: int = 864_000
    does: str = "verify"  # or "verify at once", "deny", "refuse", "nothing"
    forms: list[dict[str, str]] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)  # of subscribers, to its questions
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    running: set[Any] = field(default_factory=set)

    async def take_form(self, request: web.Request) -> web.Response:
        """Answer somebody who subscribes."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.forms.append(form)
        if self.does == "refuse":
            return web.Response(status=403)
        if self.does == "verify at once":
            await self.ask(form)
        elif self.does != "nothing":
            task = asyncio.create_task(self.ask(form))
            self.running.add(task)
        return web.Response(status=202)

    async def ask(self, form: dict[str, str], **changed: str) -> tuple[int, str]:
        """Ask a subscriber whether it meant this."""
        query = {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": "chal & lenge"}
        query |= {"hub.lease_seconds": str(self.lease_s)} if form["hub.mode"] == "subscribe" else {}
        query |= {"hub.mode": "denied", "hub.reason": "not here"} if self.does == "deny" else {}
        query |= {name.replace("_", "."): value for name, value in changed.items()}
        async with aiohttp.ClientSession() as session, session.get(form["hub.callback"], params=query) as response:
            self.answers.append((response.status, await response.text()))
        return self.answers[-1]

    def ask_now(self, form: dict[str, str] | None = None, **changed: str) -> tuple[int, str]:
        """The same, from a test: `hub_topic="…"` changes the question."""
        return asyncio.run_coroutine_threadsafe(self.ask(form or self.forms[-1], **changed), self.loop).result(10)

    def push(self, body: str | bytes, form: dict[str, str] | None = None, *, method: str = "sha256", key: str | None = None) -> int:
        """Push a body, signed with the subscriber's secret or another; returns the status of the answer."""
        form, data = form or self.forms[-1], body.encode() if isinstance(body, str) else body
        signature = hmac.new((form["hub.secret"] if key is None else key).encode(), data, method).hexdigest()
        return send(form["hub.callback"], data, {"X-Hub-Signature": f"{method}={signature}", "Content-Type": "application/rss+xml"})


def send(url: str, body: Any, headers: dict[str, str]) -> int:
    """POST a body; returns the status of the answer."""

    async def post() -> int:
        async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as response:
            return response.status

    return asyncio.run(post())


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A hub at 127.0.0.1."""
    made, started = Hub(), Future[None]()

    async def serve() -> None:
        app = web.Application()
        app.router.add_post("/", made.take_form)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        place = web.TCPSite(runner, "127.0.0.1", 0)
        await place.start()
        made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        started.set_result(None)
        await stopping.wait()
        await asyncio.wait_for(asyncio.gather(*made.running, return_exceptions=True), 10)
        await runner.cleanup()

    stopping = asyncio.Event()
    thread = threading.Thread(target=made.loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    started.result(10)
    yield made
    made.loop.call_soon_threadsafe(stopping.set)
    thread.join(20)
    made.loop.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(edge: Edge) -> Iterator[None]:
    """The server, and what asks hubs, in a thread."""
    own, server = make_server(edge.settings)

    async def serve() -> None:
        asking = asyncio.create_task(keep_asking(own))
        await server.serve()
        asking.cancel()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    wait(lambda: server.started)
    yield
    server.should_exit = True
    thread.join(20)
    own.redis.close()


@pytest.fixture
def desk(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edge]:
    """An edge that hubs can reach, with the server that they reach."""
    monkeypatch.setattr(websub, "TICK_S", 0.05)
    port = free_port()
    edge.settings = edge.settings.model_copy(
        update={"push_url": AnyUrl(f"http://127.0.0.1:{port}/push/"), "push_listen": f"127.0.0.1:{port}"}
    )
    with serving(edge):
        yield edge


def wait(holds: Callable[[], Any], seconds: float = 10) -> Any:
    """Wait until something holds, and return it."""
    until = time.monotonic() + seconds
    while not (value := holds()):
        assert time.monotonic() < until, "it never held"
        time.sleep(0.02)
    return value


def offer(site: Any, hub: Hub, *names: str) -> str:
    """A feed with these entries that names the hub; returns its address."""
    url = site.url + "/feed"
    site.put("/feed", rss(*names), Link=f'<{hub.url}>; rel="hub", <{url}>; rel="self"')
    return str(url)


def subscription(edge: Edge) -> Subscription:
    """The only one."""
    (found,) = edge.subscriptions.all().values()
    return found


def subscribe(edge: Edge, site: Any, hub: Hub, *names: str) -> str:
    """Watch a feed and poll it, until its hub has agreed; returns its address."""
    url = offer(site, hub, *names)
    edge.feeds.add([Feed(url=url)], datetime.now(UTC))
    poll(edge, [url])
    wait(lambda: hub.answers)
    return url


def fetched(edge: Edge) -> list[str]:
    """The addresses of all articles that wait in `fetch`."""
    messages = [json.loads(raw) for raw in reversed(edge.queues.lrange("fetch", 0, -1))]
    bodies = [json.loads(b64decode(message["body"]))[0][0] for message in messages]
    return [article.url.removeprefix(f"{NEWS}/") for body in bodies for article in decode(body, list[Article])]


def next_poll_s(edge: Edge, url: str) -> float:
    """After how many seconds this feed is due."""
    return (edge.feeds.next_poll(url) or 0) - time.time()


def listed(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What `newsline feeds list --stale --json` says."""
    for name in ("redis_url", "elasticsearch_url", "push_url"):
        monkeypatch.setenv(f"NEWSLINE_{name}".upper(), str(getattr(edge.settings, name)))
    return list(json.loads(CliRunner().invoke(app, ["list", "--stale", "--json"], catch_exceptions=False).stdout))


# Subscribing


@pytest.mark.parametrize("does", ["verify", "verify at once"])
def test_a_feed_with_a_hub_is_subscribed(desk: Edge, site: Any, hub: Hub, does: str) -> None:
    """Its hub is asked for its topic with a secret, and our answer to the question is the challenge."""
    hub.does = does
    url = subscribe(desk, site, hub, "a")
    (form,) = hub.forms

    assert (form["hub.mode"], form["hub.topic"]) == ("subscribe", url)
    assert form["hub.callback"].startswith(str(desk.settings.push_url))
    assert (len(form["hub.secret"]), len(form["hub.callback"].rpartition("-")[2])) == (64, 32)
    assert hub.answers == [(200, "chal & lenge")]
    assert 863_000 < subscription(desk).until - time.time() <= 864_000
    assert desk.redis.zscore("websub", subscription(desk).id) == pytest.approx(time.time() + 432_000, abs=60)


def test_two_subscriptions_share_nothing(desk: Edge, site: Any, hub: Hub) -> None:
    """Each has its own secret and its own callback."""
    urls = [site.put(path, rss("a"), Link=f"<{hub.url}>; rel=hub") for path in ("/one", "/two")]
    desk.feeds.add([Feed(url=url) for url in urls], datetime.now(UTC))
    poll(desk, urls)
    wait(lambda: len(hub.forms) == 2)

    assert {form["hub.topic"] for form in hub.forms} == set(urls)
    assert len({form["hub.secret"] for form in hub.forms}) == len({form["hub.callback"] for form in hub.forms}) == 2


def test_without_the_setting_nothing_is_kept(edge: Edge, site: Any, hub: Hub) -> None:
    """Push is off by default."""
    url = offer(site, hub, "a")
    edge.feeds.add([Feed(url=url)], datetime.now(UTC))
    poll(edge, [url])

    assert edge.redis.keys("websub*") == []


def test_a_hub_in_our_own_network_is_not_asked(desk: Edge, site: Any) -> None:
    """A feed cannot make us send a form to an address that is not public."""
    url = site.put("/feed", rss("a"), Link="<http://10.0.0.1/admin>; rel=hub")
    desk.feeds.add([Feed(url=url)], datetime.now(UTC))
    poll(desk, [url])

    assert "10.0.0.1 is not a public address" in wait(lambda: subscription(desk).error)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        pytest.param({}, 200, id="asked again in time"),
        pytest.param({"hub_topic": "https://other.example/feed"}, 404, id="another topic"),
        pytest.param({"hub_mode": "unsubscribe"}, 404, id="another mode"),
        pytest.param({"hub_mode": "publish"}, 404, id="no mode at all"),
        pytest.param({"hub_challenge": ""}, 404, id="no challenge"),
        pytest.param({"hub_topic": ""}, 400, id="no topic"),
        pytest.param({"hub_mode": "denied", "hub_topic": "https://other.example/feed"}, 404, id="a denial of another topic"),
    ],
)
def test_questions(desk: Edge, site: Any, hub: Hub, changed: dict[str, str], status: int) -> None:
    """We say yes to what we asked for alone; anything else changes nothing."""
    subscribe(desk, site, hub, "a")
    before = subscription(desk).until
    code, body = hub.ask_now(None, **changed)

    assert (code, body) == (status, "chal & lenge" if status == 200 else "")
    assert abs(subscription(desk).until - before) < 10


def test_a_question_that_comes_too_late(desk: Edge, site: Any, hub: Hub) -> None:
    """After the time for asking back is over we did not mean it."""
    subscribe(desk, site, hub, "a")
    desk.redis.hset(f"websub:{subscription(desk).id}", "asked_until", time.time() - 1)

    assert hub.ask_now()[0] == 404


def test_addresses_that_are_made_up(desk: Edge, site: Any, hub: Hub) -> None:
    """Who does not know the token finds nothing, whatever else is right."""
    subscribe(desk, site, hub, "a")
    right = hub.forms[0]["hub.callback"]
    for wrong in (right[:-1], right[:-1] + ("0" if right[-1] != "0" else "1"), right.rpartition("-")[0], right + "0", "x", ""):
        form = hub.forms[0] | {"hub.callback": wrong if wrong.startswith("http") else f"{desk.settings.push_url}{wrong}"}

        assert hub.ask_now(form)[0] == 404
        assert hub.push(rss("forged"), form) == 410
    assert desk.redis.hget(f"websub:{subscription(desk).id}", "pushed") is None
    assert fetched(desk) == []


# Leases


def test_a_lease_is_renewed_in_time(desk: Edge, site: Any, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lease of two seconds never ends while the hub agrees."""
    monkeypatch.setattr(hubs, "LEAST_S", 0.1)
    hub.lease_s = 2
    subscribe(desk, site, hub, "a")
    until = time.monotonic() + 3.5
    while time.monotonic() < until:
        assert subscription(desk).until > time.time()
        time.sleep(0.02)

    assert 3 <= len(hub.forms) <= 5
    assert len({form["hub.callback"] for form in hub.forms}) == 1


@pytest.mark.parametrize(
    ("does", "error"),
    [("refuse", "the server answers 403"), ("deny", "denied: not here"), ("nothing", None)],
)
def test_a_hub_that_does_not_agree(desk: Edge, site: Any, hub: Hub, does: str, error: str | None) -> None:
    """It is asked again after an hour, then after two; the feed is polled as ever."""
    hub.does = does
    url = offer(site, hub, "a")
    desk.feeds.add([Feed(url=url)], datetime.now(UTC))
    poll(desk, [url])
    for hours in (1, 2):
        wait(lambda hours=hours: len(hub.forms) == hours and (subscription(desk).error or not error))  # type: ignore[misc]
        found = subscription(desk)
        assert (found.until, found.error) == (0, error)
        assert desk.redis.zscore("websub", found.id) == pytest.approx(time.time() + 3600 * hours, abs=30)
        if hours == 1:
            desk.redis.hdel(f"websub:{found.id}", "error")
            desk.redis.zadd("websub", {found.id: 0})

    assert next_poll_s(desk, url) <= 900


def test_a_hub_that_is_gone(desk: Edge, site: Any, hub: Hub) -> None:
    """It is an error of the subscription, not of the feed, and what is left of the lease is used to ask again."""
    url = subscribe(desk, site, hub, "a")
    desk.redis.hset(f"websub:{subscription(desk).id}", mapping={"hub": "http://127.0.0.1:1/", "until": time.time() + 1000})
    desk.redis.zadd("websub", {subscription(desk).id: 0})

    assert wait(lambda: subscription(desk).error).startswith("no answer: ")
    assert desk.redis.zscore("websub", subscription(desk).id) == pytest.approx(time.time() + 500, abs=30)
    assert desk.feeds.get([url])[0].errors == 0


def test_a_denial_ends_a_lease(desk: Edge, site: Any, hub: Hub) -> None:
    """A hub may deny at any time; the feed is polled soon, and as often as without it."""
    url = subscribe(desk, site, hub, "a")
    hub.push(rss("b"))
    poll(desk, [url])
    assert next_poll_s(desk, url) > 3600
    hub.does = "deny"

    assert hub.ask_now()[0] == 200
    assert (subscription(desk).until, subscription(desk).error) == (0, "denied: not here")
    assert next_poll_s(desk, url) <= 60
    poll(desk, [url])
    assert next_poll_s(desk, url) <= 900


def test_a_lease_that_is_over(desk: Edge, site: Any, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed is never polled later than its lease ends, and after that as often as without it."""
    monkeypatch.setattr(hubs, "LEAST_S", 3600)
    hub.lease_s = 1000
    url = subscribe(desk, site, hub, "a")
    hub.push(rss("b"))
    poll(desk, [url])
    assert 850 < next_poll_s(desk, url) <= 1000
    desk.redis.hset(f"websub:{subscription(desk).id}", "until", time.time() - 1)
    poll(desk, [url])

    assert next_poll_s(desk, url) <= 900


@pytest.mark.parametrize("how", ["remove", "pause", "gone", "no hub any more"])
def test_what_is_not_wanted_is_unsubscribed(desk: Edge, site: Any, hub: Hub, how: str) -> None:
    """The hub is told, its question is answered, and what it still pushes is refused."""
    url = subscribe(desk, site, hub, "a")
    first = hub.forms[0]
    if how == "remove":
        desk.feeds.remove(url)
    elif how == "pause":
        desk.feeds.pause(url)
    else:
        site.put("/feed", rss("a", "b"), 410 if how == "gone" else 200)
        poll(desk, [url])
    wait(lambda: len(hub.answers) == 2)

    assert hub.forms[1] == {"hub.mode": "unsubscribe", "hub.topic": url, "hub.callback": first["hub.callback"]}
    assert hub.answers[1] == (200, "chal & lenge")
    wait(lambda: not any(found.until for found in desk.subscriptions.all().values()))
    assert hub.push(rss("c"), first) == 410
    assert "c" not in fetched(desk)
    if how in {"pause", "gone"}:
        desk.feeds.resume(url, datetime.now(UTC))
        wait(lambda: subscription(desk).until)
    else:
        wait(lambda: desk.redis.keys("websub*") == [])


def test_a_hub_that_does_not_let_go(desk: Edge, site: Any, hub: Hub) -> None:
    """It is told once; when it does not ask back in time the subscription is forgotten all the same."""
    url = subscribe(desk, site, hub, "a")
    hub.does = "nothing"
    desk.feeds.remove(url)
    wait(lambda: len(hub.forms) == 2)
    desk.redis.zadd("websub", {subscription(desk).id: 0})
    wait(lambda: desk.redis.keys("websub*") == [])

    assert len(hub.forms) == 2


def test_another_hub(desk: Edge, site: Any, hub: Hub) -> None:
    """A feed that changes its topic or hub is subscribed anew, and the old callback is closed."""
    url = subscribe(desk, site, hub, "a")
    first = hub.forms[0]
    site.put("/feed", rss("a", "b"), Link=f"<{hub.url}>; rel=hub, <{site.url}/new>; rel=self")
    poll(desk, [url])
    wait(lambda: len(hub.answers) == 2)

    assert hub.forms[1]["hub.topic"] == f"{site.url}/new"
    assert hub.forms[1]["hub.secret"] != first["hub.secret"]
    assert hub.push(rss("c"), first) == 410


# Pushes


def test_a_pushed_entry_is_fetched(desk: Edge, site: Any, hub: Hub) -> None:
    """It ends as a message in `fetch` with an open line, and neither the same push nor the next poll opens it again."""
    url = subscribe(desk, site, hub, "a")
    assert hub.push(rss("b")) == 202

    assert fetched(desk) == ["b"]
    assert desk.ledger.opened() == 2
    (line,) = (line for line in desk.ledger.lines(desk.ledger.under_way()).values() if line.article.url == f"{NEWS}/b")
    assert (line.article.feed_url, line.article.publisher, line.stage) == (url, "Harbour News", "fetch")

    assert hub.push(rss("b")) == 202  # the same once more
    assert hub.push(rss("b", "a")) == 202  # the whole feed
    offer(site, hub, "b", "a")
    assert poll(desk, [url]) == []
    assert desk.ledger.opened() == 2
    assert fetched(desk) == ["b"]


def test_a_changed_entry_is_pushed(desk: Edge, site: Any, hub: Hub) -> None:
    """It is the next revision; an old body that comes again changes nothing back."""
    subscribe(desk, site, hub, "a")
    hub.push(rss("b"))
    hub.push(rss("b").replace("About b", "More about b"))
    hub.push(rss("b"))

    assert fetched(desk) == ["b", "b"]
    assert desk.ledger.opened() == 3


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_signatures_that_count(desk: Edge, site: Any, hub: Hub, method: str) -> None:
    """All that the recommendation names."""
    subscribe(desk, site, hub, "a")
    hub.push(rss("b"), method=method)

    assert fetched(desk) == ["b"]


@pytest.mark.parametrize(("method", "key"), [("sha256", "guess"), ("sha256", ""), ("md5", None)])
def test_signatures_that_do_not(desk: Edge, site: Any, hub: Hub, method: str, key: str | None) -> None:
    """A forger is answered like the hub, and what he sends is left out; he cannot even have the feed polled."""
    url = subscribe(desk, site, hub, "a")
    for body in (rss("b"), ""):
        assert hub.push(body, method=method, key=key) == 202
        assert send(hub.forms[0]["hub.callback"], body, {}) == 202

    assert fetched(desk) == []
    assert next_poll_s(desk, url) > 700


@pytest.mark.parametrize("body", ["", "  ", "words", "<rss><channel></channel></rss>", "<!doctype html><html>"])
def test_a_push_without_a_feed(desk: Edge, site: Any, hub: Hub, body: str) -> None:
    """It has the feed polled, a minute after the last poll at the soonest, each time."""
    url = subscribe(desk, site, hub, "a")
    for _ in range(2):
        desk.redis.zadd("due", {url: time.time() + 800})
        assert hub.push(body) == 202
        assert 50 < next_poll_s(desk, url) <= 60

    assert subscription(desk).pushed is None


def test_pushes_teach_the_rhythm(desk: Edge, site: Any, hub: Hub) -> None:
    """What comes by push counts as what comes by poll, so that a feed whose hub stops is polled as often as it needs."""
    url = subscribe(desk, site, hub, "a")
    before = desk.feeds.get([url])[0].rhythm
    hub.push(rss("b", "c"))
    after = desk.feeds.get([url])[0].rhythm

    assert after.entries == pytest.approx(before.entries + 2)
    assert (after.size, after.gaps) == (before.size, 0)


@pytest.mark.parametrize(
    ("size", "bounds_s"),
    [(1, (900, 0.7 * PUSHED_INTERVAL_S)), (100, (0.9 * PUSHED_INTERVAL_S, PUSHED_INTERVAL_S))],
)
def test_polls_of_a_pushed_feed_are_rare(desk: Edge, site: Any, hub: Hub, size: int, bounds_s: tuple[float, float]) -> None:
    """They slow down once the hub has brought something, to where a feed of that size would lose nothing if its hub stopped."""
    names = [f"a{number}" for number in range(size)]
    url = subscribe(desk, site, hub, *names)
    poll(desk, [url])
    assert next_poll_s(desk, url) <= 900
    hub.push(rss("b"))
    poll(desk, [url])

    assert bounds_s[0] <= next_poll_s(desk, url) <= bounds_s[1]


def test_a_hub_that_misses_something(desk: Edge, site: Any, hub: Hub) -> None:
    """A poll that finds what was not pushed ends the trust; the push that brings it restores it."""
    url = subscribe(desk, site, hub, "a")
    hub.push(rss("b"))
    poll(desk, [url])
    offer(site, hub, "late", "b", "a")
    assert len(poll(desk, [url])) == 1
    assert next_poll_s(desk, url) <= 900
    hub.push(rss("d"))
    poll(desk, [url])
    assert next_poll_s(desk, url) <= 900  # something, but not that
    hub.push(rss("late"))
    poll(desk, [url])

    assert next_poll_s(desk, url) > 900


def test_a_renewal_forgives(desk: Edge, site: Any, hub: Hub) -> None:
    """After a renewal what was late counts no more, but then something must be pushed first."""
    url = subscribe(desk, site, hub, "a")
    hub.push(rss("b"))
    poll(desk, [url])
    offer(site, hub, "late", "b", "a")
    poll(desk, [url])
    assert hub.ask_now()[0] == 200
    poll(desk, [url])
    assert next_poll_s(desk, url) <= 900
    hub.push(rss("d"))
    poll(desk, [url])

    assert next_poll_s(desk, url) > 900


def test_what_came_before_the_lease_is_not_late(desk: Edge, site: Any, hub: Hub) -> None:
    """The first poll after the hub has agreed may find anything."""
    url = subscribe(desk, site, hub, "a")
    hub.push(rss("c"))
    offer(site, hub, "b", "a")
    assert len(poll(desk, [url])) == 1

    assert next_poll_s(desk, url) > 900


def test_the_process(edge: Edge, site: Any, hub: Hub, tmp_path: Path) -> None:
    """`python -m workers.websub` subscribes, takes in what is pushed, ends when it is told to, and logs no secret."""
    port = free_port()
    edge.settings = edge.settings.model_copy(update={"push_url": AnyUrl(f"http://127.0.0.1:{port}"), "push_listen": f"127.0.0.1:{port}"})
    env = (
        os.environ
        | {f"NEWSLINE_{name}".upper(): str(getattr(edge.settings, name)) for name in PASSED}
        | {"NEWSLINE_ALLOWED_NETWORKS": "127.0.0.1"}
    )
    with (tmp_path / "log").open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "workers.websub"], env=env, stdout=out, stderr=subprocess.STDOUT)
    try:
        url = offer(site, hub, "a")
        edge.feeds.add([Feed(url=url)], datetime.now(UTC))
        poll(edge, [url])
        wait(lambda: hub.answers or process.poll() is not None, 30)
        assert hub.push(rss("b")) == 202
        assert hub.push(rss("forged"), key="guess") == 202
        process.terminate()
        process.wait(20)
    finally:
        process.kill()
    told = (tmp_path / "log").read_text()

    assert fetched(edge) == ["b"]
    assert {"hub asked", "hub agreed", "feed pushed", "push not signed by its hub, left out"} <= {
        json.loads(line)["event"] for line in told.splitlines()
    }
    assert subscription(edge).secret not in told
    assert subscription(edge).token not in told


@pytest.mark.parametrize("missing", ["push_url", "redis_url"])
def test_a_process_without_its_settings(edge: Edge, missing: str) -> None:
    """It ends with one line that names what is missing."""
    settings = {name: str(getattr(edge.settings, name)) for name in PASSED} | {"push_url": "https://push.example"}
    env = os.environ | {f"NEWSLINE_{name}".upper(): value for name, value in settings.items() if name != missing}
    ended = subprocess.run([sys.executable, "-m", "workers.websub"], env=env, capture_output=True, text=True, check=False, timeout=60)

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"NEWSLINE_{missing}".upper() + " must be set")
    assert ended.stderr.count("\n") == 1


# Harm


def test_a_stranger_s_body_is_not_read(desk: Edge) -> None:
    """Who knows no token is turned away before his body comes, and the connection ends."""
    began = time.monotonic()
    port = int(desk.settings.push_listen.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as stranger:
        stranger.sendall(b"POST /push/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n" + b" " * 1000)
        answer = stranger.recv(1000)
        rest = stranger.recv(1000)

    assert answer.startswith(b"HTTP/1.1 410 ")
    assert rest == b""
    assert time.monotonic() - began < 2


def test_a_body_that_is_too_large(desk: Edge, site: Any, hub: Hub) -> None:
    """It is refused as soon as it is, whether it says how large or not."""
    subscribe(desk, site, hub, "a")

    async def drip() -> Any:
        for _ in range(3000):
            yield b" " * 1000

    assert hub.push(" " * (desk.settings.page_max_bytes + 1)) == 413
    assert send_endless(hub.forms[0]["hub.callback"], drip) == 413


def send_endless(url: str, drip: Callable[[], Any]) -> int:
    """POST a body of unknown length; 413 also when the connection is closed on it."""
    try:
        return asyncio.run(_send(url, drip))
    except aiohttp.ClientError:
        return 413


async def _send(url: str, drip: Callable[[], Any]) -> int:
    async with aiohttp.ClientSession() as session, session.post(url, data=drip()) as response:
        return response.status


def test_a_body_that_never_ends_holds_up_no_other(desk: Edge, site: Any, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub that drips has one slot at most, for a while; others are heard meanwhile."""
    monkeypatch.setattr(websub, "BODY_S", 1.0)
    url = subscribe(desk, site, hub, "a")
    slow = site.put("/slow", rss("x"), Link=f"<{hub.url}>; rel=hub")
    desk.feeds.add([Feed(url=slow)], datetime.now(UTC))
    poll(desk, [slow])
    wait(lambda: len(hub.answers) == 2)
    forms = {form["hub.topic"]: form for form in hub.forms}
    statuses: list[int] = []

    async def drip() -> Any:
        for _ in range(100):
            yield b" "
            await asyncio.sleep(0.1)

    with ThreadPoolExecutor() as pool:
        slow_ones = [pool.submit(send_endless, forms[slow]["hub.callback"], drip) for _ in range(6)]
        time.sleep(0.3)
        started = time.monotonic()
        statuses = [hub.push(rss("b"), forms[url])]
        took_s = time.monotonic() - started
        endings = [each.result(30) for each in slow_ones]

    assert (statuses, fetched(desk)) == ([202], ["b"])
    assert took_s < 1
    assert set(endings) <= {503, 413}


def test_many_pushes_at_once(desk: Edge, site: Any, hub: Hub) -> None:
    """Each is taken in once, whether they are of one feed or say the same."""
    subscribe(desk, site, hub, "a")
    bodies = [rss(f"n{number % 10}", "a") for number in range(60)]
    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(hub.push, bodies))

    assert set(statuses) == {202}
    assert sorted(fetched(desk)) == [f"n{number}" for number in range(10)]


def test_redis_is_away(desk: Edge, site: Any, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub is told to come again, and its push is not counted as heard."""
    subscribe(desk, site, hub, "a")
    from redis.exceptions import ConnectionError as AwayError  # noqa: PLC0415

    def away(*_: object) -> None:
        raise AwayError("away")

    with monkeypatch.context() as patch:
        patch.setattr("workers.websub.hand_on", away)
        assert hub.push(rss("b")) == 503
    assert hub.push(rss("b")) == 202
    assert subscription(desk).pushed
    assert desk.ledger.opened() == 2  # its line is open: the sweeper sends it


def test_what_is_shown(desk: Edge, site: Any, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """`feeds list` says who pushes a feed, until when, and whether it is relied on; then its entries come without delay."""
    url = subscribe(desk, site, hub, "a")
    shown = listed(desk, monkeypatch)
    hub.push(rss("b"))
    poll(desk, [url])
    desk.feeds.add([Feed(url=f"{NEWS}/feed")], datetime.now(UTC))
    shown += listed(desk, monkeypatch)
    offer(site, hub, "late", "b")
    poll(desk, [url])
    shown += [row for row in listed(desk, monkeypatch) if row["url"] == url]
    push = shown[2]["push"]

    assert [(row["url"], row["state"]) for row in shown] == [
        (url, "watched"),
        (f"{NEWS}/feed", "watched"),
        (url, "pushed"),
        (url, "watched"),
    ]
    assert (push["hub"], push["topic"], push["error"], shown[1]["push"]) == (hub.url, url, None, None)
    assert datetime.fromisoformat(push["until"]) > datetime.fromisoformat(push["pushed"])
    assert shown[2]["delay_s"] == 0


def test_no_secret_is_told(desk: Edge, site: Any, hub: Hub, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither logs nor lists nor what stands for a subscription in them hold its secret or its token."""
    subscribe(desk, site, hub, "a")
    hub.push(rss("b"))
    hub.push(rss("c"), key="guess")
    hub.ask_now(hub_topic="wrong")
    found = subscription(desk)
    told = repr(found) + json.dumps(listed(desk, monkeypatch)) + "".join(capfd.readouterr())

    assert found.secret not in told
    assert found.token not in told
