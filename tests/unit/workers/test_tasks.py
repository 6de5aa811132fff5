"""How steps become Celery tasks: what goes on is sent before a message counts as done, and nothing is dropped."""

import importlib
import sys
import time
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from celery import Celery
from celery.exceptions import SoftTimeLimitExceeded
from redis.exceptions import ConnectionError as RedisAway

from config.settings import Settings
from pipeline.errors import Rejected, Unavailable
from pipeline.model import Article, decode, encode
from pipeline.queues import QUEUES
from workers.limits import LIMIT_S, LONGEST_S
from workers.steps import RedeliveredError
from workers.tasks import PAUSE_S, make_app

SETTINGS = Settings.model_validate({"redis_url": "redis://nowhere.example:1/4", "elasticsearch_url": "http://nowhere.example:2"})


def article(name: str, **fields: Any) -> Article:
    """An article that is under way."""
    return Article(**({"id": name, "url": "", "canonical_url": "", "key": f"{name}-1"} | fields))


class World:
    """An app whose messages are kept here instead of being sent."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.app: Celery = make_app(SETTINGS)
        self.sent: list[tuple[str, str]] = []
        self.forgiven: list[str] = []
        self.slept: list[float] = []
        self._patch = patch
        patch.setattr(self.app, "send_task", self._send)
        clock = SimpleNamespace(sleep=self.slept.append, time=time.time, monotonic=time.monotonic)
        patch.setattr("workers.tasks.time", clock)  # only there: other threads sleep, too
        patch.setattr("workers.ledger.Ledger.forgive", lambda _ledger, keys: self.forgiven.extend(keys))

    def _send(self, queue: str, arguments: tuple[str], headers: dict[str, float]) -> None:
        assert headers["sent_at"] > 0
        self.sent.append((queue, "".join(a.id for a in decode(arguments[0], list[Article]))))

    def run(self, queue: str, *articles: Article, does: list[Article] | Exception) -> None:
        """Run the task of a queue on a message; the step does this."""

        def work(_edge: object, _queue: str, _articles: Sequence[Article]) -> list[Article]:
            if isinstance(does, Exception):
                raise does
            return does

        self._patch.setattr("workers.tasks.work", work)
        self.app.tasks[queue](encode(articles).decode())


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """An app without a broker."""
    return World(monkeypatch)


def test_one_task_a_queue(world: World) -> None:
    """Each queue has one task, of its name, which is sent to that queue."""
    assert {name for name in world.app.tasks if not name.startswith("celery.")} == set(QUEUES)
    assert {queue: world.app.amqp.router.route({}, queue)["queue"].name for queue in QUEUES} == {queue: queue for queue in QUEUES}


def test_nothing_is_lost_with_a_worker(world: World) -> None:
    """A message counts as done only after its work, goes back when its worker dies, and is not hoarded by another."""
    conf = world.app.conf

    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.worker_prefetch_multiplier) == (True, True, 1)
    assert conf.broker_transport_options["visibility_timeout"] == SETTINGS.visibility_timeout_s


@pytest.mark.parametrize("queue", QUEUES)
def test_limits(world: World, queue: str) -> None:
    """Each task has a time limit, is killed somewhat later, and always before its message is given to another."""
    task = world.app.tasks[queue]

    assert (task.soft_time_limit, task.time_limit) == (LIMIT_S, LONGEST_S)
    assert LIMIT_S < LONGEST_S < SETTINGS.visibility_timeout_s


def test_what_is_done_goes_on(world: World) -> None:
    """What a step did is handed on: to the next queue, or to `index` when it has ended."""
    a, b = article("a"), article("b", rejected="paywall")
    world.run("clean", a, b, does=[a, b])

    assert world.sent == [("entities", "a"), ("index", "b")]


def test_nothing_to_hand_on(world: World) -> None:
    """What waits in the ledger, or is settled, sends no message."""
    world.run("index", article("a"), does=[])

    assert world.sent == []


@pytest.mark.parametrize("error", [Unavailable("Elasticsearch is away"), RedisAway("gone")], ids=["service", "Redis"])
def test_service_that_is_away(world: World, error: Exception) -> None:
    """The message is sent again as it is after a pause, and no try is held against its articles."""
    world.run("index", article("a"), article("b"), does=error)

    assert world.sent == [("index", "ab")]
    assert world.forgiven == ["a-1", "b-1"]
    assert world.slept == [PAUSE_S]


def test_too_slow_together(world: World) -> None:
    """Articles that took too long together are sent alone, to the same queue."""
    world.run("quotes", article("a"), article("b"), does=SoftTimeLimitExceeded())

    assert world.sent == [("quotes", "a"), ("quotes", "b")]


def test_delivered_again(world: World) -> None:
    """A message of several articles that came before goes on article by article: one may have killed its worker."""
    world.run("clean", article("a"), article("b"), does=RedeliveredError())

    assert world.sent == [("clean", "a"), ("clean", "b")]


def test_too_slow_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that takes too long alone is dead."""
    world.run("quotes", article("a"), does=SoftTimeLimitExceeded())

    assert world.sent == [("index", "a")]


@pytest.mark.parametrize("error", [Rejected("bad"), KeyError("x")], ids=["Rejected", "bug"])
def test_bug(world: World, error: Exception) -> None:
    """What is not foreseen is raised, so that Celery logs it; the sweeper sends the articles again."""
    with pytest.raises(type(error)):
        world.run("clean", article("a"), does=error)

    assert world.sent == []


def test_poll(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `poll` finds goes on as it comes: to `fetch`, or to `index` when it has its fate."""

    def poll_due(_edge: object, hand_on: Callable[[list[Article]], None]) -> int:
        hand_on([article("a"), article("b", fate="duplicate")])
        assert world.sent == [("fetch", "a"), ("index", "b")]
        hand_on([article("c")])
        return 3

    monkeypatch.setattr("workers.tasks.poll_due", poll_due)
    world.app.tasks["poll"]("[]")

    assert world.sent == [("fetch", "a"), ("index", "b"), ("fetch", "c")]


@pytest.mark.parametrize("env", [{}, {"NEWSLINE_REDIS_URL": "foo"}], ids=["unset", "wrong"])
def test_worker_without_settings(monkeypatch: pytest.MonkeyPatch, env: dict[str, str]) -> None:
    """What `celery --app workers.app` loads ends with one line when a setting is wrong or missing."""
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delitem(sys.modules, "workers.app", raising=False)
    with pytest.raises(SystemExit) as caught:
        importlib.import_module("workers.app")

    assert "NEWSLINE_REDIS_URL" in str(caught.value.code)
    assert "\n" not in str(caught.value.code)
