"""What processes print while they cannot get in: no password and no key, at the most talkative level."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desk.fleet import commands

PASSWORD, KEY = "hunter2", "bmV3c2xpbmU6aHVudGVyMw=="
NEWSLINE = [str(Path(sys.executable).parent / "newsline")]
ENV = {
    "NEWSLINE_REDIS_URL": f"redis://ann:{PASSWORD}@127.0.0.1:19498/0",
    "NEWSLINE_ELASTICSEARCH_URL": f"https://ann:{PASSWORD}@127.0.0.1:19499",
    "NEWSLINE_LOG_LEVEL": "DEBUG",
}
WITH_KEY = ENV | {"NEWSLINE_ELASTICSEARCH_URL": "https://127.0.0.1:19499", "NEWSLINE_ELASTICSEARCH_API_KEY": KEY}
PROCESSES = {
    "status": [*NEWSLINE, "status"],
    "search": [*NEWSLINE, "search", "word"],
    **{name: command for name, command in commands().items() if name in {"scheduler", "poll", "index"}},
}


@pytest.mark.parametrize(
    ("env", "names"), [(ENV, ["status", "scheduler", "poll"]), (WITH_KEY, ["search", "index"])], ids=["password", "key"]
)
def test_no_secret_is_printed(tmp_path: Path, env: dict[str, str], names: list[str]) -> None:
    """Commands, scheduler and workers name the address that does not answer, and nothing that opens it."""
    running = {name: _start(command, tmp_path / name, env) for name, command in PROCESSES.items() if name in names}
    until = time.monotonic() + 60
    while not all("127.0.0.1" in _printed(tmp_path / name) for name in running):
        assert time.monotonic() < until, {name: _printed(tmp_path / name) for name in running}
        time.sleep(0.5)
    for process in running.values():
        process.terminate()
    for process in running.values():
        process.wait(60)
    printed = "".join(_printed(tmp_path / name) for name in running)
    assert PASSWORD not in printed
    assert KEY not in printed


def _printed(home: Path) -> str:
    return "".join(file.read_text() for file in sorted([*home.rglob("*.txt"), *home.rglob("*.log")]))


def _start(command: list[str], home: Path, env: dict[str, str]) -> subprocess.Popen[str]:
    home.mkdir()
    with (home / "told.txt").open("w") as told:
        return subprocess.Popen(command, env={**os.environ, **env, "NEWSLINE_HOME": str(home)}, stdout=told, stderr=told, text=True)
