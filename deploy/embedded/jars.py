"""The jars of the embedded Elasticsearch: from this machine's Maven repository, or fetched into it once.

In: the lock file beside this module; out: paths of files. Invariant: each file has the sha256 that the lock names, and
a file under its final name is whole. The lock is what jgo writes when it resolves these three together; to upgrade,
resolve them anew and copy the jgo.lock.toml it makes (`jgo.build` of the three with their versions, joined by +):
org.elasticsearch:elasticsearch, org.elasticsearch.plugin:transport-netty4, org.eclipse.jdt:ecj.
"""

import hashlib
import tempfile
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.embedded.errors import NotAvailable
from deploy.embedded.wheels import load

LOCK = Path(__file__).with_name("elasticsearch.lock.toml")
AT_ONCE = 8  # 54 small files: the waiting is in the requests


@dataclass(frozen=True)
class Jar:
    """A jar as the lock names it."""

    group: str
    name: str
    version: str
    sha256: str

    @property
    def path(self) -> Path:
        """Its place in a Maven repository."""
        return Path(*self.group.split("."), self.name, self.version, f"{self.name}-{self.version}.jar")


def read_lock() -> list[Jar]:
    """The jars that the lock file of jgo names, in its order."""
    entries = tomllib.loads(LOCK.read_text())["dependencies"]
    return [Jar(entry["groupId"], entry["artifactId"], entry["version"], entry["sha256"]) for entry in entries]


def find_jars(jars: list[Jar], tell: Callable[[str], None]) -> list[Path]:
    """The files of `jars`, in order; those that the repository does not hold are fetched.

    Raises:
        NotAvailable: the registry cannot be reached, or a file is not the one that is locked.
    """
    repository = load("jgo.config").GlobalSettings.load().repo_cache
    missing = [jar for jar in jars if not (repository / jar.path).exists()]
    if missing:
        tell("fetching Elasticsearch (once, about 50 MB)")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda jar: _fetch(jar, repository), missing))
    for jar in jars:
        _check(jar, repository / jar.path)
    return [repository / jar.path for jar in jars]


def _fetch(jar: Jar, repository: Path) -> None:
    """Fetch into a folder beside, since jgo writes in place and a file cut off half way would pass for whole."""
    repository.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=repository, prefix=".fetch-") as folder:
        fetched = _resolve(jar, _context(Path(folder)))
        _check(jar, fetched)
        (repository / jar.path).parent.mkdir(parents=True, exist_ok=True)
        fetched.replace(repository / jar.path)


def _resolve(jar: Jar, context: Any) -> Path:  # noqa: ANN401 - jgo has no types
    try:
        path: Path = context.project(jar.group, jar.name).at_version(jar.version).artifact().resolve()
    except (load("requests").RequestException, RuntimeError) as error:  # jgo raises RuntimeError when no registry has it
        raise NotAvailable(
            f"Elasticsearch cannot be fetched ({jar.path.name}: {type(error).__name__}): connect to the network once, "
            "or set NEWSLINE_ELASTICSEARCH_URL to a cluster you have"
        ) from error
    return path


def _context(folder: Path) -> Any:  # noqa: ANN401 - jgo has no types
    """Where jgo looks: first what the user's jgo settings name, then its own registry."""
    registries = {**load("jgo.config").GlobalSettings.load().repositories}
    registries.setdefault("central", load("jgo.constants").MAVEN_CENTRAL_URL)
    return load("jgo.maven").MavenContext(repo_cache=folder, remote_repos=registries, timeout=15)


def _check(jar: Jar, path: Path) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != jar.sha256:
        raise NotAvailable(f"{path} is not the file that {LOCK.name} names (sha256 {digest}, not {jar.sha256}): remove it and start again")
