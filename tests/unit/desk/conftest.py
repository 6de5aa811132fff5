"""The `newsline` command in this process: as quick as a function, and with the exit codes and lines of the real one."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from desk.main import main


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def newsline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Runs the command with these arguments; `stdin` is what it is given there."""
    monkeypatch.setattr("desk.main.configure", lambda *_args, **_kwargs: None)  # pytest keeps its own logging

    def run(*arguments: object, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["newsline", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capsys.readouterr()
        return Ended(caught.value.code if isinstance(caught.value.code, int) else 0, out, err)

    return run
