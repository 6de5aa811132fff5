"""A newsline of its own for each test: real services under a temporary home, `newsline` as a subprocess."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from config.settings import load
from deploy.embedded import Addresses, lease
from pipeline.model import Feed
from workers.edge import Edge

NEWSLINE = Path(sys.executable).parent / "newsline"
QUICK = {
    "NEWSLINE_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NEWSLINE_HOST_PACE_S": "0",
    "NEWSLINE_POLL_INTERVAL_S": "2",
    "NEWSLINE_RETRY_DELAY_S": "0.5",
    "NEWSLINE_TRIES": "2",
    "NEWSLINE_VISIBILITY_TIMEOUT_S": "8",
}


@dataclass
class Desk:
    """One newsline: its home, its services, its command."""

    home: Path
    addresses: Addresses
    env: dict[str, str] = field(default_factory=dict)

    def edge(self) -> Edge:
        """The world as this newsline's workers see it."""
        settings = load().model_copy(
            update={
                "home": self.home,
                "redis_url": self._url("redis_url"),
                "elasticsearch_url": self._url("elasticsearch_url"),
                "visibility_timeout_s": int(QUICK["NEWSLINE_VISIBILITY_TIMEOUT_S"]),
            }
        )
        return Edge(settings)

    def newsline(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run the command to its end."""
        return subprocess.run([NEWSLINE, *arguments], env=self._env(env), text=True, capture_output=True, timeout=120, check=False)

    @contextmanager
    def running(self, **env: str) -> Iterator[subprocess.Popen[str]]:
        """`newsline run` while the block runs; then Ctrl-C, and it must end well."""
        with (self.home / "run.txt").open("w") as told:
            process = subprocess.Popen([NEWSLINE, "run"], env=self._env(env), text=True, stdout=told, stderr=told)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(60)
        assert code == 0, (self.home / "run.txt").read_text()

    def watch(self, urls: list[str]) -> None:
        """Watch these feeds, due at once."""
        self.edge().feeds.add([Feed(url=url) for url in urls], datetime.now(UTC))

    def wait(self, done: Callable[[Edge], bool], seconds: float = 120) -> None:
        """Wait until something holds; on time-out the logs are the message."""
        edge, until = self.edge(), time.monotonic() + seconds
        while not done(edge):
            assert time.monotonic() < until, self.logs()
            time.sleep(0.2)

    def logs(self) -> str:
        """The ends of all logs."""
        return "\n".join(
            f"== {path.name}\n{path.read_text(errors='replace')[-2000:]}" for path in sorted((self.home / "log").glob("*.log"))
        )

    def _env(self, env: dict[str, str]) -> dict[str, str]:
        return {**os.environ, **QUICK, "NEWSLINE_HOME": str(self.home), **self.env, **env}

    def _url(self, name: str) -> object:
        values = {f"NEWSLINE_{name.upper()}": getattr(self.addresses, name)}
        with pytest.MonkeyPatch.context() as patch:
            for variable, value in values.items():
                patch.setenv(variable, value)
            return getattr(load(), name)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A newsline with empty services of its own."""
    with lease(tmp_path) as addresses:
        yield Desk(tmp_path, addresses)


def children(pid: int) -> dict[int, str]:
    """Process ids and command lines of the children of a process."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:  # it ended while we looked
            continue
        if parent == pid:
            found[int(folder.name)] = command
    return found


@pytest.fixture
def kill_worker() -> Callable[[int, str], int]:
    """Kills, with SIGKILL, the worker of a queue that a `newsline run` started; returns its process id."""

    def kill(run: int, queue: str) -> int:
        until = time.monotonic() + 60
        while not (pids := [pid for pid, command in children(run).items() if f"--queues {queue} " in command]):
            assert time.monotonic() < until, f"no worker of {queue}"
            time.sleep(0.1)
        os.kill(pids[0], signal.SIGKILL)
        return pids[0]

    return kill


Reply = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(replies: dict[str, Reply]) -> Iterator[str]:
    """A local server that replies to each path as told, 404 to others; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(ConnectionError):  # newsline hangs up on what is too long
                replies.get(self.path, reply(b"", status=404))(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(body: bytes, content_type: str = "text/html; charset=utf-8", status: int = 200) -> Reply:
    """Reply with a body."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return send


def endless(piece: bytes, content_type: str = "text/html", pause_s: float = 0.0) -> Reply:
    """Reply with a piece again and again, until the other side hangs up."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", content_type)
        handler.end_headers()
        while True:
            handler.wfile.write(piece)
            time.sleep(pause_s)

    return send


def rss(links: list[str], title: str = "A feed") -> bytes:
    """An RSS feed with an entry for each link."""
    entries = "".join(f"<item><guid>{link}</guid><link>{link}</link><title>Entry {n}</title></item>" for n, link in enumerate(links))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'.encode()


@pytest.fixture
def local() -> SimpleNamespace:
    """What a test needs to serve pages of its own."""
    return SimpleNamespace(serving=serving, reply=reply, endless=endless, rss=rss)
