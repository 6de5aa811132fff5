"""One server process: start, ask whether it answers, stop. In: its command line; out: a server at `url`.

Invariant: once it was started it is either running or said to have died, with the last lines of its log.
"""

import contextlib
import random
import socket
import subprocess
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deploy.embedded import process
from deploy.embedded.errors import NotAvailable

STOP_S = 12.0  # a clean stop takes about one second; after this it is killed
REST_S = 5.0  # least time between two starts of one that dies
LAST_LINES = 5
PORTS = range(20_000, 32_000)  # below those that systems give to outgoing connections, which could take it meanwhile


def free_port() -> int:
    """A TCP port of the loopback address on which nobody listens now.

    Raises:
        NotAvailable: there is none among a hundred.
    """
    for port in random.sample(PORTS, 100):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise NotAvailable(f"no port of {PORTS.start}-{PORTS.stop} is free on 127.0.0.1")


@dataclass
class Service:
    """A server: `argv` starts it at `url`, `is_ready()` says whether it answers."""

    name: str
    url: str
    argv: Sequence[str]
    log: Path
    is_ready: Callable[[], bool]
    ready_within_s: float
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started: float = field(default=0.0, init=False)
    _log_start: int = field(default=0, init=False)

    def start(self, keep: Collection[int] = ()) -> None:
        """Start the process, from the main thread; `keep` are file descriptors it holds open.

        Raises:
            OSError: no process can be started.
        """
        self._log_start = self.log.stat().st_size if self.log.exists() else 0
        self._process = process.start(self.argv, log=self.log, keep=keep)
        self._started = time.monotonic()

    def check_start(self) -> bool:
        """Whether it answers by now.

        Raises:
            NotAvailable: it died, or has had time enough.
        """
        if self.has_died():
            raise NotAvailable(f"{self.name} ended at its start: {self.last_words()} (its log: {self.log})")
        if time.monotonic() - self._started > self.ready_within_s:
            raise NotAvailable(f"{self.name} did not answer within {self.ready_within_s:.0f} s: {self.last_words()} (its log: {self.log})")
        return self.is_ready()

    def has_died(self) -> bool:
        """Whether it was started and runs no more."""
        return self._process is not None and self._process.poll() is not None

    def shorten_log(self) -> None:
        """Let its log not grow for ever."""
        if process.shorten(self.log):
            self._log_start = 0

    def is_rested(self) -> bool:
        """Whether its last start is long enough ago to start it again."""
        return time.monotonic() - self._started > REST_S

    def last_words(self) -> str:
        """The last lines it wrote since its start, as one; without those of a Java stack trace."""
        with self.log.open("rb") as log:
            log.seek(self._log_start)
            lines = [line.strip() for line in log.read().decode(errors="replace").splitlines()]
        return " | ".join([line for line in lines if line and not line.startswith(("at ", "... "))][-LAST_LINES:])

    def ask_to_stop(self) -> None:
        """Send SIGTERM, on which Redis and Elasticsearch write what they hold and end."""
        if self._process:
            self._process.terminate()

    def wait_stopped(self, within_s: float = STOP_S) -> None:
        """Wait until it is gone; kill it when it takes longer."""
        if not self._process:
            return
        try:
            self._process.wait(within_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
