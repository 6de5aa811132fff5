"""The program folder of Elasticsearch and its jars: made once, checked against the lock, needed no network afterwards."""

import functools
import hashlib
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.embedded import NotAvailable, jars
from deploy.embedded.elasticsearch_node import ARCHIVE, SOON_READY, elasticsearch_service
from deploy.embedded.jars import Jar, find_jars, read_lock

PREPARE = "from deploy.embedded.elasticsearch_program import prepare_program; print(prepare_program(print))"
LEASE = "import sys, pathlib; from deploy.embedded import lease\nwith lease(pathlib.Path(sys.argv[1]), redis=False): print('up')"
UNREACHABLE = {"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}  # nobody listens on the discard port

CONTENT = b"a jar"
JAR = Jar("org.example", "thing", "1.0", hashlib.sha256(CONTENT).hexdigest())


def python(code: str, *args: Path, **env: str | Path) -> "subprocess.Popen[str]":
    """Run code in a process with these environment variables."""
    variables = os.environ | {name: str(value) for name, value in env.items()}
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)], env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a registry that is reached by HTTP, and an empty local repository."""
    folder = tmp_path / "registry"
    folder.mkdir()
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings = tmp_path / "jgo.conf"
        settings.write_text(f"[repositories]\ncentral = http://127.0.0.1:{server.server_port}\n")
        monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
        monkeypatch.setenv("M2_REPO", str(tmp_path / "repository"))
        yield folder
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is that of the overridden method
        """Nothing."""


def put(folder: Path, content: bytes) -> None:
    """Put the jar into a registry or repository."""
    path = folder / JAR.path
    path.parent.mkdir(parents=True)
    path.write_bytes(content)


def test_lock_is_whole() -> None:
    """Each jar has a sha256, and the lock names no host."""
    locked = read_lock()
    assert {"elasticsearch", "transport-netty4", "ecj"} <= {jar.name for jar in locked}
    assert all(len(jar.sha256) == 64 for jar in locked)
    assert "//" not in jars.LOCK.read_text()


def test_fetch_once(registry: Path, tmp_path: Path) -> None:
    """A missing jar is fetched into the repository, and found there when the registry has it no more."""
    put(registry, CONTENT)
    told: list[str] = []
    (found,) = find_jars([JAR], told.append)
    assert (found, found.read_bytes()) == (tmp_path / "repository" / JAR.path, CONTENT)
    assert told == ["fetching Elasticsearch (once, about 50 MB)"]
    (registry / JAR.path).unlink()
    assert find_jars([JAR], told.append) == [found]
    assert len(told) == 1


def test_fetched_file_that_is_not_the_locked_one(registry: Path, tmp_path: Path) -> None:
    """It is refused, and nothing of it stays in the repository."""
    put(registry, b"another jar")
    with pytest.raises(NotAvailable, match=r"thing-1\.0\.jar is not the file that elasticsearch\.lock\.toml names"):
        find_jars([JAR], print)
    assert [path for path in (tmp_path / "repository").rglob("*") if path.is_file()] == []


def test_file_on_disk_that_is_not_the_locked_one(registry: Path, tmp_path: Path) -> None:
    """It is refused with its path, and left for its owner to remove."""
    put(tmp_path / "repository", b"half a j")
    with pytest.raises(NotAvailable, match=f"{tmp_path}.*remove it"):
        find_jars([JAR], print)
    assert (tmp_path / "repository" / JAR.path).read_bytes() == b"half a j"


def test_registry_that_lacks_it(registry: Path) -> None:
    """The message names the jar and the remedy."""
    with pytest.raises(NotAvailable, match=r"thing-1\.0\.jar.*NEWSLINE_ELASTICSEARCH_URL"):
        find_jars([JAR], print)


def test_first_start_without_network(tmp_path: Path) -> None:
    """The message names the remedy; nothing is left of the try, so it works when the network is back."""
    lease = python(LEASE, tmp_path / "home", M2_REPO=tmp_path / "m2", XDG_CACHE_HOME=tmp_path / "cache", **UNREACHABLE)
    _, errors = lease.communicate()
    assert errors.splitlines()[-1].startswith("deploy.embedded.errors.NotAvailable: Elasticsearch cannot be fetched (")
    assert "set NEWSLINE_ELASTICSEARCH_URL to a cluster you have" in errors
    assert list((tmp_path / "cache").rglob("ready")) == []


def test_two_first_starts_at_once_and_a_second_without_network(tmp_path: Path) -> None:
    """One of two makes the program while the other waits; a node then starts without network, Maven repository or compiler."""
    first, second = (python(PREPARE, XDG_CACHE_HOME=tmp_path) for _ in range(2))
    told = [made.communicate()[0].splitlines() for made in (first, second)]
    assert told[0][-1] == told[1][-1]
    assert sum("preparing" in line for lines in told for line in lines) == 1
    assert Path(told[0][-1], ARCHIVE).exists()  # without it each start takes twice as long, and complains in the log
    lease = python(
        LEASE, tmp_path / "home", XDG_CACHE_HOME=tmp_path, M2_REPO=tmp_path / "none", JGO_CONFIG_FILE=tmp_path / "none", **UNREACHABLE
    )
    assert lease.communicate() == ("up\n", "")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("heap", "is_soon_ready"), [("512m", True), ("2048m", True), ("2g", False), ("16g", False)])
def test_heap(tmp_path: Path, heap: str, is_soon_ready: bool) -> None:
    """A heap in gigabytes is for an index that is large and stays up: such a node has both of Java's compilers."""
    assert (SOON_READY in elasticsearch_service(tmp_path, tmp_path, heap).argv) == is_soon_ready
