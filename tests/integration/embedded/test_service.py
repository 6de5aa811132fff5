"""One server process and its supervisor: what is said when it does not start, and that it stops."""

import json
import socket
import time
from pathlib import Path

import pytest

from deploy.embedded import NotAvailable, locks, supervisor, wheels
from deploy.embedded.service import PORTS, Service, free_port

STUBBORN = "trap '' TERM; echo ready; while :; do sleep 0.1; done"
JAVA_ERROR = "Exception in thread main\n\tat Some.where(Some.java:1)\nCaused by: it is full\n\t... 17 more\n"


def service(tmp_path: Path, script: str, *, is_ready: bool = False, ready_within_s: float = 5) -> Service:
    """A shell script as a server."""
    return Service("Shell", "sh://", ["sh", "-c", script], tmp_path / "sh.log", lambda: is_ready, ready_within_s)


def wait_written(log: Path, word: str) -> None:
    """Wait until the log has the word."""
    deadline = time.monotonic() + 5
    while word not in log.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo no room; exit 3", r"Shell ended at its start: no room \(its log: .*/sh\.log\)"),
        (f"printf '{JAVA_ERROR}'; exit 1", r": Exception in thread main \| Caused by: it is full \("),  # no stack
        ("for n in 1 2 3 4 5 6 7; do echo $n; done; exit 1", r": 3 \| 4 \| 5 \| 6 \| 7 \("),  # the last lines
        ("exit 1", r"its start:  \("),
    ],
    ids=["one line", "java", "many lines", "silent"],
)
def test_last_words(tmp_path: Path, script: str, message: str) -> None:
    """One that ends at its start is reported with the last lines of this start, not of those before."""
    (tmp_path / "sh.log").write_text("an earlier start\n")
    shell = service(tmp_path, script)
    shell.start()
    while not shell.has_died():
        time.sleep(0.02)
    with pytest.raises(NotAvailable, match=message) as raised:
        shell.check_start()
    assert "earlier" not in str(raised.value)
    shell.ask_to_stop()
    shell.wait_stopped()


def test_never_ready(tmp_path: Path) -> None:
    """One that runs and does not answer is given up after its time."""
    shell = service(tmp_path, "sleep 60", ready_within_s=0)
    shell.start()
    with pytest.raises(NotAvailable, match="did not answer within 0 s"):
        shell.check_start()
    assert not shell.has_died()
    shell.ask_to_stop()
    shell.wait_stopped()
    assert shell.has_died()


def test_one_that_does_not_heed_is_killed(tmp_path: Path) -> None:
    """SIGTERM first; SIGKILL when that takes too long."""
    shell = service(tmp_path, STUBBORN, is_ready=True)
    shell.start()
    wait_written(tmp_path / "sh.log", "ready")
    assert shell.check_start()
    shell.ask_to_stop()
    assert not shell.has_died()
    shell.wait_stopped(within_s=0.3)
    assert shell.has_died()


def test_not_started_needs_no_stop(tmp_path: Path) -> None:
    """When the first of two services cannot be started, the second is stopped without having been."""
    shell = service(tmp_path, "exit 0")
    shell.ask_to_stop()
    shell.wait_stopped()
    assert not shell.has_died()


def test_free_port(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens on it; when all that are tried are taken, that is said."""
    assert free_port() in PORTS
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setattr("random.sample", lambda _ports, _count: [taken.getsockname()[1]])
        with pytest.raises(NotAvailable, match=r"no port of 20000-32000 is free"):
            free_port()


def test_remains_of_a_killed_supervisor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a server of a killed supervisor still runs (macOS), no second one is put on its data."""
    monkeypatch.setattr(supervisor, "REMAINS_GONE_WITHIN_S", 0.2)
    with locks.held(tmp_path / "run/services"):
        supervisor.supervise(tmp_path, {"redis_url": lambda: pytest.fail("was made")})
    answer = json.loads((tmp_path / "run/services.json").read_text())
    assert answer["failure"].startswith(f"services of a supervisor that was killed still run in {tmp_path}: end them")


def test_package_that_is_not_installed() -> None:
    """The message names the extra and the setting that does without it."""
    with pytest.raises(NotAvailable, match=r"no_such_wheel.*newsline\[embedded\].*NEWSLINE_ELASTICSEARCH_URL"):
        wheels.load("no_such_wheel")
