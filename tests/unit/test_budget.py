"""The budget that we hold (see Taste in CONTRIBUTING.md), counted, so that nobody has to."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
EVERYTHING = [*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
ENVIRONMENT_READERS = {
    "config/settings.py",  # the settings
    "desk/services.py",  # hands its own environment on to its child processes
    "deploy/embedded/elasticsearch_program.py",  # where the user keeps caches (XDG)
}


def name(path: Path) -> str:
    """The module's path as one would say it: `pipeline/model.py`."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a module and how many lines it has, decorators and docstring counted."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield f"{name(path)}:{node.name}", (node.end_lineno or first) - first + 1


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_explained_and_short(path: Path) -> None:
    """Each module says what it is for, and has at most 300 lines, each of its functions at most 50."""
    assert ast.get_docstring(ast.parse(path.read_text()))
    assert len(path.read_text().splitlines()) <= 300
    assert [(function, lines) for function, lines in functions(path) if lines > 50] == []


def test_most_are_shorter() -> None:
    """The median module has at most 150 lines, the median function at most 10."""
    assert median(len(path.read_text().splitlines()) for path in MODULES if path.name != "__init__.py") <= 150
    assert median(lines for path in MODULES for _, lines in functions(path)) <= 10


def test_types_are_hardly_ever_ignored() -> None:
    """At most five times in all, and always by the name of what is ignored."""
    found = [(name(path), comment) for path in EVERYTHING for comment in re.findall(r"#\s*type:\s*" + r"ignore\S*", path.read_text())]

    assert len(found) <= 5, found
    assert all("[" in comment for _, comment in found), found


def test_the_environment_is_read_in_one_place() -> None:
    """Nobody but the settings reads the environment, save for those who must, named above with their reason."""
    readers = {name(path) for path in MODULES if re.search(r"\bos\.(environ|getenv)\b|\bfrom os import\b", path.read_text())}

    assert readers == ENVIRONMENT_READERS


def test_nothing_is_called_after_nothing() -> None:
    """No module is a place for what has no place."""
    names = {part for path in MODULES for part in path.relative_to(ROOT).with_suffix("").parts}

    assert not names & {"utils", "util", "helpers", "helper", "common", "base", "core", "manager", "misc", "tools"}
