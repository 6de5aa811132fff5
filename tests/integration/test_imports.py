"""What starting a command imports, in a process of its own each: nothing heavy that it has no use for."""

import subprocess
import sys

import pytest

HEAVY = ("spacy", "thinc", "celery", "trafilatura", "pandas", "apprise", "uvicorn")
REDIS = ("redis", "obstore")
READING = (*HEAVY, *REDIS, "lxml")


@pytest.mark.parametrize(
    ("arguments", "left_out"),
    [
        (["--help"], (*HEAVY, *REDIS, "elasticsearch", "aiohttp", "lxml")),
        (["try", "--help"], REDIS),
        (["search", "--help"], READING),
        (["quotations", "--help"], READING),
        (["people", "--help"], READING),
        (["show", "--help"], (*HEAVY, *REDIS)),
        (["index", "check", "--help"], READING),
        (["kibana", "--help"], (*HEAVY, *REDIS, "elasticsearch")),
        (["status", "--help"], HEAVY),
        (["trace", "--help"], HEAVY),
        (["audit", "--help"], HEAVY),
        (["feeds", "--help"], (*HEAVY, "elasticsearch")),
        (["alerts", "--help"], HEAVY),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_a_command_imports_what_it_needs(arguments: list[str], left_out: tuple[str, ...]) -> None:
    """No command waits for seconds until models and clients are imported that it has no use for."""
    assert imported("import sys; from desk.main import main; sys.argv[1:] = sys.argv[2:]; main()", arguments) & set(left_out) == set()


def test_the_api_imports_what_it_needs() -> None:
    """A program that asks the index loads no models and no queue."""
    assert imported("import desk.newsline", []) & {*HEAVY, *REDIS} == set()


def imported(code: str, arguments: list[str]) -> set[str]:
    """The modules that a new process has at the end."""
    tell = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    ended = subprocess.run([sys.executable, "-c", f"{tell}; {code}", "newsline", *arguments], capture_output=True, text=True, check=True)
    return set(ended.stderr.split())
