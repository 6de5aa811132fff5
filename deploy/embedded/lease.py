"""Hold the embedded services while a block runs. In: a home folder; out: their addresses.

Four locks in home/run keep it free of races:
    start       whoever comes or goes holds it meanwhile, so one at a time does
    lease       shared by all holders; the supervisor takes it alone when nobody holds it, and then stops the services
    supervisor  held by the supervisor as long as it lives; the one who starts it hands the lock on
    services    held by the supervisor and the services: free means that none of them is left
Invariant: services.json is there only while it was written by the supervisor that lives, or is stale and removed by the
next that is started, before anybody reads it.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.embedded import locks
from deploy.embedded.elasticsearch_program import prepare_program
from deploy.embedded.errors import NotAvailable

TICK_S = 0.05
GONE_WITHIN_S = 15.0  # so long a leaver waits for the services to end


@dataclass(frozen=True)
class Addresses:
    """Where the services answer; empty for one that was not asked for."""

    redis_url: str
    elasticsearch_url: str


@contextmanager
def lease(
    home: Path, *, heap: str = "512m", redis: bool = True, elasticsearch: bool = True, tell: Callable[[str], None] = lambda _line: None
) -> Iterator[Addresses]:
    """Start the services under `home` unless they run already; hold them while the block runs.

    The last holder's leaving stops them and waits until they are gone. `heap` is Elasticsearch's, as Java writes it;
    it counts for the one who starts them. `tell` gets a line of progress now and then.

    Raises:
        NotAvailable: one of them cannot be started, or they run already without one that is asked for.
    """
    home = home.expanduser().absolute()
    wanted = {"redis_url": redis, "elasticsearch_url": elasticsearch}
    with ExitStack() as opened:
        with _as_not_available(home):
            holder = opened.enter_context(locks.opened(home / "run/lease"))
        try:
            with _as_not_available(home), locks.held(home / "run/start"):
                locks.share(holder)
                addresses = _find_or_start(home, heap, wanted, tell)
            yield addresses
        finally:
            _leave(home, holder)


@contextmanager
def _as_not_available(home: Path) -> Iterator[None]:
    """A full disk, a folder that cannot be written, no memory for a process: said in one line."""
    try:
        yield
    except OSError as error:
        raise NotAvailable(f"the embedded services cannot be started in {home}: {error}") from error


def _find_or_start(home: Path, heap: str, wanted: dict[str, bool], tell: Callable[[str], None]) -> Addresses:
    with locks.opened(home / "run/supervisor") as supervisor:
        while not locks.try_take(supervisor):
            if (home / "run/services.json").exists():
                return _read_addresses(home, wanted)
            time.sleep(TICK_S)  # it starts, for one who was killed meanwhile, or has stopped all and is about to end
        (home / "run/services.json").unlink(missing_ok=True)
        _start_supervisor(home, heap, wanted, tell, supervisor)
    _await_answer(home)
    return _read_addresses(home, wanted)


def _start_supervisor(home: Path, heap: str, wanted: dict[str, bool], tell: Callable[[str], None], supervisor: int) -> None:
    """Hand the lock to a supervisor that goes its own way: it outlives this process to end the services cleanly."""
    argv = [sys.executable, "-P", "-m", "deploy.embedded", str(home), "--heap", heap]
    argv += ["--redis"] if wanted["redis_url"] else []
    argv += ["--program", str(prepare_program(tell))] if wanted["elasticsearch_url"] else []
    tell(f"starting {' and '.join(name.removesuffix('_url').capitalize() for name, is_wanted in wanted.items() if is_wanted)}")
    log = home / "log/supervisor.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        subprocess.run(  # noqa: S603 - our own command line
            argv,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=home,
            pass_fds=[supervisor],
            start_new_session=True,
            check=False,  # when it fails, the lock it was handed is free, and its log says why
        )


def _await_answer(home: Path) -> None:
    """Wait for what the supervisor writes when all services answer, or when one does not."""
    with locks.opened(home / "run/supervisor") as supervisor:
        while not (home / "run/services.json").exists():
            if locks.could_take(supervisor):
                raise NotAvailable(f"the supervisor of the services under {home} ended (its log: {home / 'log/supervisor.log'})")
            time.sleep(TICK_S)


def _read_addresses(home: Path, wanted: dict[str, bool]) -> Addresses:
    answer: dict[str, str] = json.loads((home / "run/services.json").read_text())
    if "failure" in answer:
        raise NotAvailable(answer["failure"])
    missing = [name.removesuffix("_url").capitalize() for name, is_wanted in wanted.items() if is_wanted and not answer[name]]
    if missing:
        raise NotAvailable(f"the services under {home} run without {' and '.join(missing)}: end the command that started them first")
    return Addresses(**answer)


def _leave(home: Path, holder: int) -> None:
    """Give up the lease, and wait for the services to end if nobody else holds it."""
    with locks.held(home / "run/start"), locks.opened(home / "run/supervisor") as supervisor:
        deadline = time.monotonic() + GONE_WITHIN_S
        while not _others_hold(holder) and not locks.could_take(supervisor) and time.monotonic() < deadline:
            time.sleep(TICK_S)


def _others_hold(lease: int) -> bool:
    """Whether other commands share the lease; gives up our own. The supervisor, when it stops, holds it alone."""
    return not locks.could_take(lease) and locks.could_take(lease, shared=True)
