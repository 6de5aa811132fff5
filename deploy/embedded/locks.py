"""Locks between processes, on files. In: the path of a file; out: its lock, taken or not.

Invariant: the kernel frees a lock when the last process that has it open is gone, however it went; so there is no
stale lock. A process started with the file descriptor passed on holds the lock too.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """The file descriptor of a lock that is not taken yet; closing frees it unless another process has it too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def held(path: Path) -> Iterator[int]:
    """Wait for the lock and hold it, alone, while the block runs."""
    with opened(path) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor


def share(descriptor: int) -> None:
    """Take the lock together with others; waits while somebody holds it alone."""
    fcntl.flock(descriptor, fcntl.LOCK_SH)


def try_take(descriptor: int, *, shared: bool = False) -> bool:
    """Take the lock now, alone or shared, or not at all. What was held before is given up."""
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def could_take(descriptor: int, *, shared: bool = False) -> bool:
    """Whether `try_take` would succeed; the lock is free again afterwards."""
    taken = try_take(descriptor, shared=shared)
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    return taken
