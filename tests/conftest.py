"""What all tests share: an environment without newsline's settings, the real services, started once when asked for, and the command."""

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from deploy.embedded import Addresses, elasticsearch_program, jars, lease
from desk.main import main

for name in [name for name in os.environ if name.startswith("NEWSLINE_") and name != "NEWSLINE_GOLD"]:
    del os.environ[name]

# Machines are noisy and a model loads at its first call: how long an example takes is no property of the code.
hypothesis.settings.register_profile("newsline", deadline=None)
hypothesis.settings.load_profile("newsline")

# What our two Java classes call otherwise in Elasticsearch 8 (what no longer fits makes the compiler fail), and what its Lucene logs.
CALLS_OF_8 = {
    '"org.apache.lucene.internal.vectorization"': '"org.apache.lucene"',
    "Dir(), false)": "Dir())",
    "Factory(name)": "Factory(name, org.elasticsearch.common.settings.Settings.EMPTY)",
    "Provider<Analyzer>(name)": "Provider<Analyzer>(name, settings)",
    "super(name)": "super(name, org.elasticsearch.common.settings.Settings.EMPTY)",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which Elasticsearch the tests of this process start."""
    parser.addoption("--elasticsearch8", action="store_true", help="on the last Elasticsearch 8, put together as the embedded 9 is")


def pytest_configure(config: pytest.Config) -> None:
    """With --elasticsearch8 each lease is one on a node of that version."""
    if config.getoption("elasticsearch8"):
        folder = tempfile.TemporaryDirectory(prefix="elasticsearch8-")
        config.add_cleanup(folder.cleanup)
        for source in elasticsearch_program.JAVA.iterdir():
            text = source.read_text()
            for ours, older in CALLS_OF_8.items():
                text = text.replace(ours, older)
            Path(folder.name, source.name).write_text(text)
        elasticsearch_program.JAVA = Path(folder.name)
        jars.LOCK = Path(__file__).with_name("elasticsearch8.lock.toml")


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Addresses]:
    """A real Redis and a real Elasticsearch, gone at the end of the session."""
    with lease(tmp_path_factory.mktemp("services")) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def elasticsearch_url(services: Addresses) -> str:
    """Where the real Elasticsearch answers."""
    return services.elasticsearch_url


@pytest.fixture(scope="session")
def gold() -> Path | None:
    """The folder of gold data, where there is one."""
    folder = Path(os.environ.get("NEWSLINE_GOLD", "../shared/gold"))
    return folder if folder.is_dir() else None


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def newsline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """The command in this process, as quick as a function: runs it with these arguments; `stdin` is what it is given there."""
    monkeypatch.setattr("desk.main.configure", lambda *_args, **_kwargs: None)  # pytest keeps its own logging

    def run(*arguments: object, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["newsline", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capsys.readouterr()
        return Ended(caught.value.code if isinstance(caught.value.code, int) else 0, out, err)

    return run
