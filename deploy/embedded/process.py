"""Processes that do not outlive the one that started them. In: a command line; out: a running process.

Invariant: the process has a session of its own, so Ctrl-C at the terminal does not reach it, and writes to its log
only. On Linux the kernel kills it (SIGKILL) when the thread that started it ends, so start from the main thread; it
does not reach the process's own children. On macOS there is no such thing: there the one who starts must also stop.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1  # linux/prctl.h
LOG_MAX_BYTES = 20_000_000  # some days of a busy worker


def start(argv: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None, keep: Collection[int] = ()) -> subprocess.Popen[bytes]:
    """Start `argv` as a process that dies with this one; what it prints is added to `log`.

    `keep` are file descriptors that stay open in it; `env` is its environment, by default that of this process.

    Raises:
        OSError: the log cannot be written, or no process can be started. A command that is not found ends with
            exit code 1 and a line in the log.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    # A function to run between fork and exec would do as well, but may hang where the parent has threads.
    shim = [sys.executable, "-I", "-S", __file__, str(os.getpid())]
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - our own command lines
            [*shim, *argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            pass_fds=keep,
            start_new_session=True,
        )


def shorten(log: Path) -> bool:
    """Once a log is long, move what it holds to NAME.log.1; who writes it goes on at the start of the file. True if it was.

    Lines that are written at that moment may be lost: a process that was started here has no other way to be told.
    """
    if not log.exists() or log.stat().st_size <= LOG_MAX_BYTES:
        return False
    shutil.copyfile(log, log.with_name(f"{log.name}.1"))
    os.truncate(log, 0)  # it is open for appending only, so what comes next stands at its start
    return True


def _become(parent: int, argv: list[str]) -> None:
    """Tie this process to its parent, then let it become `argv`; the tie and the process id stay."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the tie was there
        sys.exit(1)
    try:
        os.execvp(argv[0], argv)  # noqa: S606 - no shell is the point
    except OSError as error:
        sys.exit(f"{argv[0]}: {error.strerror}")


if __name__ == "__main__":
    _become(int(sys.argv[1]), sys.argv[2:])
