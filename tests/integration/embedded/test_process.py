"""Processes of our own: their session, their log, and that they end with the one who started them."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy.embedded import process

PARENT = """
import sys, time
from pathlib import Path
from deploy.embedded import process
print(process.start(["sleep", "60"], log=Path(sys.argv[1])).pid, flush=True)
time.sleep(60)
"""


def test_output_goes_to_the_log(tmp_path: Path) -> None:
    """Both streams are added to the log, whose folder is made; the environment is the one given."""
    log = tmp_path / "log/it.log"
    for word in ("one", "two"):
        started = process.start(
            ["sh", "-c", f"echo {word}; echo $GREETING >&2"], log=log, env={"GREETING": "hello", "PATH": os.environ["PATH"]}
        )
        assert started.wait() == 0
    assert log.read_text() == "one\nhello\ntwo\nhello\n"


def test_log_that_is_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it is long a log begins anew, the old one beside it, while its process goes on writing; a short one, or none, stays."""
    monkeypatch.setattr(process, "LOG_MAX_BYTES", 8)
    log = tmp_path / "it.log"
    assert not process.shorten(log)
    started = process.start(
        ["sh", "-c", "echo 12345678; until [ -e $GO ]; do sleep 0.01; done; echo after"],
        log=log,
        env={"GO": str(tmp_path / "go"), **os.environ},
    )
    while not process.shorten(log):
        time.sleep(0.01)
    (tmp_path / "go").touch()
    assert started.wait() == 0

    assert (tmp_path / "it.log.1").read_text() == "12345678\n"
    assert log.read_text() == "after\n"
    assert not process.shorten(log)


def test_has_a_session_of_its_own(tmp_path: Path) -> None:
    """Ctrl-C at the terminal goes to its starter's session only; the process id is that of the command itself."""
    started = process.start(["sleep", "60"], log=tmp_path / "log")
    assert os.getsid(started.pid) == started.pid
    started.terminate()
    assert started.wait() == -15


def test_command_that_is_not_found(tmp_path: Path) -> None:
    """It ends with exit code 1 and one line in the log."""
    assert process.start(["no-such-command"], log=tmp_path / "log").wait() == 1
    assert (tmp_path / "log").read_text() == "no-such-command: No such file or directory\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux kills the children of a process that is killed")
def test_dies_with_its_parent(tmp_path: Path) -> None:
    """When the parent is killed, the process is gone at once."""
    with subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path / "log")], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        wait_for_command(child, "sleep")
        parent.kill()
    wait_for_command(child, "")


def wait_for_command(pid: int, name: str) -> None:
    """Wait until process `pid` runs `name`; empty: until there is no such process but for a zombie."""
    deadline = time.monotonic() + 5
    while command(pid) != name:
        assert time.monotonic() < deadline, command(pid)
        time.sleep(0.02)


def command(pid: int) -> str:
    """The first word of its command line."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""
