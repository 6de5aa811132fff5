"""The processes that do the work on this machine. In: settings; out: scheduler, alerts and a worker for each queue, kept alive.

Invariant: a process that ends is started again (later each time it ends at once), and stopping lets each worker finish
the message it has; what is still queued stays in Redis for the next start.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from config.settings import Settings
from deploy.embedded.process import shorten, start
from desk.services import environment
from pipeline.errors import PipelineError
from pipeline.queues import QUEUES
from workers.limits import LONGEST_S

SOON_S = 5.0  # a process that ends sooner than this after its start is broken rather than unlucky
LONGEST_PAUSE_S = 30.0
BROKEN = 3  # so often at once is no accident
LOOPS = ("scheduler", "alerts")  # modules of workers/ that are processes of their own
STOP_S = LONGEST_S + 10.0  # a worker finishes what it has, at most this long


def commands() -> dict[str, list[str]]:
    """What runs: name → command line. The workers' names are those of their queues."""
    celery = [sys.executable, "-m", "celery", "--quiet", "--app", "workers.app", "worker", "--concurrency", "1"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    workers = {queue: [*celery, *quiet, "--queues", queue, "--hostname", f"{queue}@%h"] for queue in QUEUES}
    loops = {name: [sys.executable, "-m", f"workers.{name}"] for name in LOOPS}
    return loops | workers


PUSH = {"websub": [sys.executable, "-m", "workers.websub"]}  # only where hubs can reach it


def members(settings: Settings) -> dict[str, list[str]]:
    """What runs with these settings: name → command line."""
    return commands() | (PUSH if settings.push_url else {})


class Fleet:
    """All processes of one `newsline run`."""

    def __init__(self, settings: Settings) -> None:
        # One core a worker: who wants more starts more workers.
        self._env: Mapping[str, str] = {"OPENBLAS_NUM_THREADS": "1"} | environment(settings)
        self._logs: Path = settings.home.expanduser() / "log"
        self._logs.mkdir(parents=True, exist_ok=True)
        self._members = {name: _Member(name, command) for name, command in members(settings).items()}

    def start(self) -> None:
        """Start all."""
        for member in self._members.values():
            member.start(self._env, self._logs)

    def tend(self) -> list[str]:
        """Start again what has ended, and keep logs short; returns the names of those that were started."""
        for name in self._members:
            shorten(self.log_of(name))
        ended = [member for member in self._members.values() if member.has_ended()]
        return [member.name for member in ended if member.start_again(self._env, self._logs)]

    def stop(self) -> None:
        """Stop the scheduler first, then let the workers finish what they have."""
        self._stop(["scheduler"])
        self._stop([name for name in self._members if name != "scheduler"])

    def check(self) -> None:
        """Raise PipelineError when a member ends again and again: it is broken, and waiting will not mend it."""
        for member in self._members.values():
            if member.quick_ends >= BROKEN:
                lines = self.log_of(member.name).read_text(errors="replace").split("\n")
                raise PipelineError(f"{member.name} keeps ending: {next((line for line in reversed(lines) if line.strip()), 'no log')}")

    def log_of(self, name: str) -> Path:
        """Where this member writes its log."""
        return self._logs / f"{name}.log"

    def pids(self) -> dict[str, int]:
        """Process id of each member."""
        return {member.name: member.process.pid for member in self._members.values() if member.process}

    def _stop(self, names: list[str]) -> None:
        processes = [process for name in names if (process := self._members[name].process)]
        for process in processes:
            process.send_signal(signal.SIGTERM)
        until = time.monotonic() + STOP_S
        for process in processes:
            try:
                process.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()


class _Member:
    """One process and when it was last started."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.process: subprocess.Popen[bytes] | None = None
        self._command = command
        self._started = 0.0
        self._pause_s = 0.0
        self.quick_ends = 0

    def start(self, env: Mapping[str, str], logs: Path) -> None:
        self.process = start(self._command, log=logs / f"{self.name}.log", env=env)
        self._started = time.monotonic()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def start_again(self, env: Mapping[str, str], logs: Path) -> bool:
        """Start again unless it ended at once and its pause is not over."""
        lived = time.monotonic() - self._started
        if lived < self._pause_s:
            return False
        self.quick_ends = self.quick_ends + 1 if lived < SOON_S + self._pause_s else 0
        self._pause_s = min(2.0**self.quick_ends - 1, LONGEST_PAUSE_S)
        self.start(env, logs)
        return True
