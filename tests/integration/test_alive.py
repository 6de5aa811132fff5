"""Signs of life of real processes, and what `newsline status` makes of them."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from desk.fleet import commands
from desk.services import environment
from pipeline.model import Feed
from workers import alive
from workers.alive import count_alive
from workers.edge import Edge
from workers.tasks import make_app, send

QUICK = (
    "import runpy, sys; from workers import alive; alive.EVERY_S, alive.EXPIRE_S = 0.2, 1.5; "
    "sys.argv = sys.argv[1:]; runpy.run_module(sys.argv[0], run_name='__main__')"
)
Start = Callable[[str], subprocess.Popen[bytes]]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sign counts for a moment only."""
    monkeypatch.setattr(alive, "EVERY_S", 0.2)
    monkeypatch.setattr(alive, "EXPIRE_S", 1.5)


@pytest.fixture
def start(edge: Edge) -> Iterator[Start]:
    """Starts a process as `newsline run` does, but one whose signs count for a moment only."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(name: str) -> subprocess.Popen[bytes]:
        python, _, module, *arguments = commands()[name]
        started.append(subprocess.Popen([python, "-c", QUICK, module, *arguments], env=environment(edge.settings)))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


def wait(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    until = time.monotonic() + 40
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize(("name", "count"), [("poll", 1), ("scheduler", 2), ("alerts", 1)])
def test_a_process_that_is_killed(start: Start, edge: Edge, name: str, count: int) -> None:
    """Each counts from its start on, for as long as it lives; one that was killed is forgotten, the others are not."""
    assert count_alive(edge.redis, [name, "quotes"]) == {name: 0, "quotes": 0}
    processes = [start(name) for _ in range(count)]
    wait(lambda: count_alive(edge.redis, [name])[name] == count)
    time.sleep(2 * alive.EXPIRE_S)

    assert count_alive(edge.redis, [name, "quotes"]) == {name: count, "quotes": 0}
    processes[0].kill()
    wait(lambda: count_alive(edge.redis, [name])[name] == count - 1)
    wait(lambda: edge.redis.zcard(f"alive:{name}") == count - 1)
    time.sleep(2 * alive.EXPIRE_S)
    assert count_alive(edge.redis, [name])[name] == count - 1


def test_what_nobody_works_on(start: Start, edge: Edge, site: Any, newsline: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits while nobody works on it is told with the remedy, and is exit code 1; a worker counts also while it is busy."""
    for name, value in environment(edge.settings).items():
        monkeypatch.setenv(name, value)
    assert newsline("status").code == 0

    feed = site.url + "/feed"
    site.pages["/feed"] = lambda _handler: time.sleep(4 * alive.EXPIRE_S)
    edge.feeds.add([Feed(url=feed)], datetime.now(UTC))
    send(make_app(edge.settings), "poll", [])
    ended = newsline("status")
    assert ended.code == 1
    assert ended.err == (
        "newsline: nobody works on what waits for poll (1 message), scheduler (1 feed): start newsline run, "
        "or docker compose up --detach poll scheduler; if it was started, its log says why it ended\n"
    )

    start("poll")
    wait(lambda: site.asked("/feed") == 1)
    time.sleep(2 * alive.EXPIRE_S)
    state = json.loads(newsline("status", "--json").out)
    assert (state["queues"]["poll"]["workers"], state["queues"]["fetch"]["workers"]) == (1, 0)
    assert (state["processes"], state["unattended"]) == ({"scheduler": 0, "alerts": 0}, {})
