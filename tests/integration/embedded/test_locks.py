"""Locks between processes: who may have them together, and that they go with their holder."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.embedded import locks


@pytest.mark.parametrize(
    ("first_shared", "second_shared", "both"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
    ids=["two share", "alone beside a sharer", "sharing beside one alone", "two alone"],
)
def test_who_may_hold_together(tmp_path: Path, first_shared: bool, second_shared: bool, both: bool) -> None:
    """Only sharers hold a lock together; the second gets it when the first is gone."""
    with locks.opened(tmp_path / "run/lock") as second:
        with locks.opened(tmp_path / "run/lock") as first:
            assert locks.try_take(first, shared=first_shared)
            assert locks.could_take(second, shared=second_shared) is both
        assert locks.try_take(second, shared=second_shared)


def test_could_take_leaves_it_free(tmp_path: Path) -> None:
    """Asking is not taking."""
    with locks.opened(tmp_path / "lock") as one, locks.opened(tmp_path / "lock") as other:
        assert locks.could_take(one)
        assert locks.could_take(other)


def test_alone_gives_way_to_sharing(tmp_path: Path) -> None:
    """Who held it alone and then shares lets others share."""
    with locks.held(tmp_path / "lock") as one, locks.opened(tmp_path / "lock") as other:
        locks.share(one)
        assert locks.try_take(other, shared=True)
        assert not locks.try_take(other)


def test_handed_on_to_a_process(tmp_path: Path) -> None:
    """A process that was handed the lock holds it after the first holder has closed it, until it is killed."""
    with locks.held(tmp_path / "lock") as lock:
        holder = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], pass_fds=[lock])
    with locks.opened(tmp_path / "lock") as lock:
        assert not locks.try_take(lock)
        holder.kill()
        holder.wait()
        assert locks.try_take(lock)
