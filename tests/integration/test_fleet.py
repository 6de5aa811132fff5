"""The processes of `newsline run`: one for each queue, kept alive, stopped in order."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.settings import Settings
from desk import fleet as fleets
from desk.fleet import BROKEN, Fleet, commands, members
from pipeline.errors import PipelineError
from pipeline.queues import QUEUES

SLEEP = "import time; print('up', flush=True); time.sleep(60)"
END = "print('broken: no such thing')"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
TELL = "import os; print({name: value for name, value in os.environ.items() if name.startswith('NEWSLINE_')})"


def test_each_queue_has_a_worker() -> None:
    """There is one scheduler, one process for alerts, and a worker for each queue that serves that queue alone and goes by its name."""
    lines = {name: " ".join(command) for name, command in commands().items()}

    assert set(lines) == {"scheduler", "alerts", *QUEUES}
    for queue in QUEUES:
        assert f"--queues {queue} --hostname {queue}@%h" in lines[queue]
        assert "--concurrency 1 " in lines[queue]
    assert all(command[0] == sys.executable for command in commands().values())


@pytest.mark.parametrize(("push_url", "has_it"), [(None, False), ("https://push.example.org", True)])
def test_hubs_are_answered_when_they_can_reach_us(push_url: str | None, *, has_it: bool) -> None:
    """The process for pushes is there only with its setting."""
    assert ("websub" in members(Settings.model_validate({"push_url": push_url}))) is has_it


@pytest.fixture
def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Fleet]]:
    """Makes a fleet of Python programs, by name; they are stopped at the end."""
    made: list[Fleet] = []

    def make(**programs: str) -> Fleet:
        monkeypatch.setattr(fleets, "commands", lambda: {name: [sys.executable, "-c", code] for name, code in programs.items()})
        made.append(Fleet(Settings(home=tmp_path)))
        made[-1].start()
        return made[-1]

    monkeypatch.setattr(fleets, "STOP_S", 1.0)
    yield make
    for each in made:
        each.stop()


def wait(fleet: Fleet, holds: Callable[[], object]) -> None:
    """Wait until something holds; on time-out what the members printed is the message."""
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until, [fleet.log_of(name).read_text() for name in fleet.pids()]
        time.sleep(0.02)


def is_up(fleet: Fleet, name: str) -> bool:
    """Whether this member has printed that it is."""
    return "up" in fleet.log_of(name).read_text()


def is_alive(pid: int) -> bool:
    """Whether there is such a process."""
    return Path(f"/proc/{pid}/stat").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text()


def test_all_are_started(fleet: Callable[..., Fleet]) -> None:
    """Each member runs, and what it prints is in its log."""
    made = fleet(scheduler=SLEEP, poll=SLEEP)
    for name in ("scheduler", "poll"):
        wait(made, lambda name=name: is_up(made, name))  # type: ignore[misc]

    assert set(made.pids()) == {"scheduler", "poll"}
    assert made.tend() == []
    made.check()


def test_what_ends_is_started_again(fleet: Callable[..., Fleet]) -> None:
    """A member that is killed is started again, and its name told once; the others are left alone."""
    made = fleet(scheduler=SLEEP, poll=SLEEP)
    before = made.pids()
    os.kill(before["poll"], 9)
    wait(made, lambda: not is_alive(before["poll"]))

    assert made.tend() == ["poll"]
    assert made.tend() == []
    after = made.pids()
    assert (after["scheduler"], after["poll"] != before["poll"]) == (before["scheduler"], True)


def test_what_is_broken(fleet: Callable[..., Fleet]) -> None:
    """A member that ends at once is started less and less often, and after some times said to be broken, with its last line."""
    made = fleet(scheduler=SLEEP, poll=END)
    starts: list[float] = []
    while len(starts) < BROKEN:
        made.check()
        starts += [time.monotonic()] * len(made.tend())
        time.sleep(0.02)
    wait(made, lambda: "broken" in made.log_of("poll").read_text())

    assert starts[2] - starts[1] > 2.5  # the pauses are 1 and 3 seconds
    with pytest.raises(PipelineError, match="poll keeps ending: broken: no such thing"):
        made.check()


def test_stop(fleet: Callable[..., Fleet]) -> None:
    """Stopping ends all, also one that will not hear; stopping again is no error."""
    made = fleet(scheduler=SLEEP, poll=STUBBORN, fetch=SLEEP)
    for name in ("scheduler", "poll", "fetch"):
        wait(made, lambda name=name: is_up(made, name))  # type: ignore[misc]
    pids = made.pids()
    made.stop()

    wait(made, lambda: not any(map(is_alive, pids.values())))
    made.stop()


def test_members_see_the_settings(fleet: Callable[..., Fleet], tmp_path: Path) -> None:
    """A member's environment holds the settings of the command that started it."""
    made = fleet(scheduler=SLEEP, poll=TELL)
    wait(made, lambda: "}\n" in made.log_of("poll").read_text())

    assert made.log_of("poll").read_text() == f"{{'NEWSLINE_HOME': '{tmp_path}'}}\n"
