"""The `newsline` command: what stops it is told in one line on stderr, with exit code 2 and no password."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.core
from redis.exceptions import ConnectionError as RedisAway

from config.settings import BadSettingsError
from deploy.embedded import NotAvailable
from desk.main import COMMANDS, read_command
from pipeline.errors import PipelineError, Rejected, Unavailable

AWAY = {"NEWSLINE_REDIS_URL": "redis://me:hunter2@127.0.0.1:1/0", "NEWSLINE_ELASTICSEARCH_URL": "http://me:hunter2@127.0.0.1:1"}


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (PipelineError("broken"), "broken"),
        (Rejected("no such feed", about="https://news.example/feed"), "https://news.example/feed: no such feed"),
        (Unavailable("Elasticsearch is away"), "Elasticsearch is away"),
        (BadSettingsError("NEWSLINE_TRY is no setting"), "NEWSLINE_TRY is no setting"),
        (NotAvailable("no Java"), "no Java"),
        (FileNotFoundError(2, "No such file or directory", "a.xml"), "a.xml: No such file or directory"),
        (PermissionError(13, "Permission denied", "a[b].xml"), "a[b].xml: Permission denied"),
        (OSError("no space"), "no space"),
        (
            RedisAway("Connection refused"),
            "Redis does not answer (Connection refused): start it, or unset NEWSLINE_REDIS_URL to use an embedded one",
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_what_stops_a_command(newsline: Any, monkeypatch: pytest.MonkeyPatch, error: Exception, line: str) -> None:
    """What is expected to go wrong is one line that names the input, letter for letter."""

    def fail() -> None:
        raise error

    monkeypatch.setattr("desk.main.app", fail)
    ended = newsline()

    assert (ended.code, ended.out, ended.err) == (2, "", f"newsline: {line}\n")


def test_bug_is_not_hidden(newsline: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug keeps its traceback: one line would not help to find it."""

    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("desk.main.app", fail)
    with pytest.raises(ZeroDivisionError):
        newsline()


@pytest.mark.parametrize(
    "arguments",
    [
        ["status"],
        ["audit"],
        ["trace", "https://news.example/a"],
        ["feeds", "list"],
        ["feeds", "export"],
        ["feeds", "remove", "x"],
        ["search", "x"],
        ["quotations"],
        ["feeds", "check"],
        ["dead", "list"],
    ],
    ids=" ".join,
)
def test_service_that_is_away(newsline: Any, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    """A service that does not answer is one line that says which, without its password."""
    for name, value in AWAY.items():
        monkeypatch.setenv(name, value)
    ended = newsline(*arguments)

    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert "does not answer" in ended.err
    assert "hunter2" not in ended.err


@pytest.mark.parametrize("name", ["missing.html", "."])
def test_ingest_of_no_file(newsline: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A file that is not there, or is a folder, is said to be so before anything is started."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSLINE_HOME", str(tmp_path / "home"))
    ended = newsline("ingest", name)

    assert (ended.code, ended.out) == (2, "")
    assert name in ended.err
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["ingest", "a", "b", "--url", "https://news.example/a"], "--url"),
        (["search", "x", "--size", "0"], "--size"),
        (["search", "x", "--since", "yesterday"], "--since"),
        (["search", "ferry", "-strike"], "'single' marks"),
        (["quotations", "-strike"], "'single' marks"),
        (["quotations", "--confidence", "2"], "--confidence"),
        (["try", "quotes", "a", "--workers", "0"], "--workers"),
        (["nosuch"], "nosuch"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_arguments(newsline: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], word: str) -> None:
    """Arguments that cannot be are refused by name before anything is started."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSLINE_HOME", str(tmp_path / "home"))
    for name in "ab":
        (tmp_path / name).write_text("words")
    ended = newsline(*arguments)

    assert (ended.code, ended.out) == (2, "")
    assert word in ended.err
    assert not (tmp_path / "home").exists()


def commands(command: Any) -> Iterator[Any]:
    """The command, or those of a group."""
    if not isinstance(command, typer.core.TyperGroup):
        yield command
        return
    for inner in command.commands.values():
        yield from commands(inner)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(name: str) -> None:
    """Each command's help shows how it is typed."""
    helps = {command.name: command.help or "" for command in commands(read_command(name))}

    assert helps
    assert [name for name, text in helps.items() if not re.search("Example: .*newsline ", text)] == []


def test_help_names_every_command(newsline: Any) -> None:
    """The first thing that is typed shows all there is, each with what it does."""
    lines = newsline("--help").out.splitlines()

    assert [name for name in COMMANDS if not any(line.startswith(f"│ {name} ") for line in lines)] == []
