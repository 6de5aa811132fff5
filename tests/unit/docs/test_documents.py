"""What the documents say, against the code: links, variables, command lines, the sections of the runbook."""

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer.core

from config.settings import NOT_SETTINGS, Settings
from desk.fleet import LOOPS, PUSH
from desk.main import read_command
from pipeline.queues import QUEUES

ROOT = Path(__file__).parents[3]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
HEADINGS = ["What it does", "Healthy numbers", "What goes wrong", "How to see it", "What to type"]
VARIABLES = {f"NEWSLINE_{field}".upper() for field in Settings.model_fields} | NOT_SETTINGS
PROCESSES = [LOOPS[0], *PUSH, *LOOPS[1:]]
PLACEHOLDERS = {"FILE": "README.md", "URL": "https://example.org/a", "FILE…": "README.md"}


def name(path: Path) -> str:
    """The document's path from the root."""
    return path.relative_to(ROOT).as_posix()


def find_commands(text: str) -> list[str]:
    """The `newsline` command lines of a document, without comments: those in fences and those in backticks."""
    fences = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line for fence in fences for line in fence.splitlines()] + re.findall(
        r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    )
    found = (re.match(r"(?:docker compose .*run --rm |\.venv/bin/|NEWSLINE_\w+=\S+ )*newsline (?!run --rm)(.+)", line) for line in lines)
    return [match[1].partition(" # ")[0].strip() for match in found if match]


def parse(line: str) -> None:
    """Let the command itself read this line, files included; nothing is run. One word alone is a command's name."""
    words = [PLACEHOLDERS.get(word, word) for word in shlex.split(line)]
    command: Any = read_command(words.pop(0))
    while words and isinstance(command, typer.core.TyperGroup):
        command = command.commands[words.pop(0)]
    if words or " " in line:
        command.make_context("newsline", words)


COMMANDS = sorted({(name(path), line) for path in DOCUMENTS for line in find_commands(path.read_text())})


def test_command_lines_are_found() -> None:
    """Those of the README are among them, whichever way they are written."""
    lines = [line for document, line in COMMANDS if document == "README.md"]

    assert "feeds add URL" in lines  # in backticks
    assert "quotations --speaker Solheim" in lines  # in a fence
    assert "audit" in lines  # with a comment behind


@pytest.mark.parametrize(("document", "line"), COMMANDS)
def test_a_command_line_is_one_that_newsline_takes(document: str, line: str) -> None:
    """Each command in the documents exists, with its options, and the files that it names are here."""
    parse(line)


@pytest.mark.parametrize("line", ["serch missile", "search --plcae Japan", "ingest docs/not-here.html"])
def test_a_command_line_with_a_mistake_is_noticed(line: str) -> None:
    """A command, an option or a file that does not exist fails."""
    with pytest.raises(Exception, match=r"serch|plcae|not-here"):
        parse(line)


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_a_document_names_only_what_is_there(path: Path) -> None:
    """Links lead to files, and each NEWSLINE_ variable is a setting."""
    text = path.read_text()
    links = [link for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text) if "://" not in link]

    assert [link for link in links if not (path.parent / link).exists()] == []
    assert set(re.findall(r"NEWSLINE_[A-Z_]*[A-Z]", text)) <= VARIABLES


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_a_path_in_backticks_is_there(path: Path) -> None:
    """`pipeline/model.py` and its like are files or folders of the repository."""
    paths = re.findall(r"`((?:pipeline|workers|desk|config|deploy|seeds|tests|benchmarks|docs)/[\w./-]*)`", path.read_text())

    assert [named for named in paths if not (ROOT / named).exists() and named != "config/newsline.env"] == []


def test_the_runbook_has_a_section_for_each_queue() -> None:
    """The queues and the processes beside them come in order, each with the same five headings, and none of them is empty."""
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", (ROOT / "docs/operations.md").read_text(), re.MULTILINE | re.DOTALL))

    assert [section for section in sections if section != "Settings"] == [*QUEUES, *PROCESSES]
    for section in [*QUEUES, *PROCESSES]:
        parts = re.split(r"^### (.+)\n", sections[section], flags=re.MULTILINE)
        assert parts[1::2] == HEADINGS, section
        assert all(part.strip() for part in parts[2::2]), section


def test_decisions_are_numbered_and_complete() -> None:
    """Each ADR carries its number, and has context, options, decision and consequences."""
    for path in sorted((ROOT / "docs/adr").glob("*.md")):
        number = int(path.name.partition("-")[0])
        headings = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)

        assert headings[0].startswith(f"{number}. "), path.name
        assert headings[1:] == ["Context", "Options", "Decision", "Consequences"], path.name


def test_the_picture_of_the_flow_has_every_queue_in_order() -> None:
    """README's picture names the queues as the arrows that they are."""
    assert re.findall(r"──(\w+)──▶", (ROOT / "README.md").read_text()) == list(QUEUES)


def test_no_registry_is_named() -> None:
    """Whatever mirror a machine uses, no file of the repository says otherwise."""
    hosts = re.compile("|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "repo1" + r"\.maven", "maven" + r"\.org"]))
    files = [*DOCUMENTS, ROOT / "requirements.lock", ROOT / "Makefile", ROOT / "pyproject.toml", *(ROOT / "deploy").rglob("*.*")]

    assert [name(path) for path in files if path.suffix != ".pyc" and hosts.search(path.read_text())] == []


@pytest.mark.parametrize(
    ("document", "package"),
    [
        ("docs/quotations.md", "pipeline/quotes"),
        ("pipeline/quotes/__init__.py", "pipeline/quotes"),
        ("pipeline/entities/__init__.py", "pipeline/entities"),
    ],
)
def test_every_module_is_on_the_map(document: str, package: str) -> None:
    """Who reads how names and speakers are found comes by every module."""
    text = (ROOT / document).read_text()
    explained = (ast.get_docstring(ast.parse(text)) or "") if document.endswith(".py") else " ".join(re.findall(r"`(\w+)`", text))

    modules = {path.stem for path in (ROOT / package).glob("*.py")} - {"__init__"}
    assert modules - set(re.findall(r"\w+", explained)) == set()
