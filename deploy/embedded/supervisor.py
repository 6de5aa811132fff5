"""The supervisor: starts the services, restarts one that dies, stops all when nobody holds the lease.

In: a home folder and how to make each service; out: home/run/services.json with their addresses, or with the failure.
Invariant: when it has ended, so have its services. It runs in a process of its own, in the main thread (see process).
"""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from deploy.embedded import locks
from deploy.embedded.errors import NotAvailable
from deploy.embedded.service import Service

TICK_S = 0.1
REMAINS_GONE_WITHIN_S = 15.0


def supervise(home: Path, makers: Mapping[str, Callable[[], Service] | None]) -> None:
    """Run the services from start to end; `makers` has a function for each address, None for one not wanted."""
    answer = home / "run/services.json"
    with locks.opened(home / "run/lease") as lease, locks.opened(home / "run/services") as services:
        try:
            _await_remains_gone(home, services)
            made = {name: make() if make else None for name, make in makers.items()}
            _run(answer, made, lease, services)
        except (NotAvailable, OSError) as error:
            _write(answer, {"failure": str(error)})


def _await_remains_gone(home: Path, services: int) -> None:
    """Two servers on the same data would ruin them; what a killed supervisor left is gone at once on Linux."""
    deadline = time.monotonic() + REMAINS_GONE_WITHIN_S
    while not locks.try_take(services):
        if time.monotonic() > deadline:
            raise NotAvailable(f"services of a supervisor that was killed still run in {home}: end them (pgrep -f {home})")
        time.sleep(TICK_S)


def _run(answer: Path, made: Mapping[str, Service | None], lease: int, services: int) -> None:
    running = [service for service in made.values() if service]
    try:
        for service in running:
            service.start(keep=[services])
        if _await_ready(running, lease):
            _write(answer, {name: service.url if service else "" for name, service in made.items()})
            _watch(running, lease, services)
    finally:
        answer.unlink(missing_ok=True)
        for service in running:
            service.ask_to_stop()
        for service in running:
            service.wait_stopped()


def _await_ready(running: list[Service], lease: int) -> bool:
    """Wait until all answer; False when meanwhile nobody wants them any more."""
    while not all(service.check_start() for service in running):
        if locks.try_take(lease):
            return False
        time.sleep(TICK_S)
    return True


def _watch(running: list[Service], lease: int, services: int) -> None:
    """Until nobody holds the lease: then this process holds it, so that who comes now waits for the end."""
    while not locks.try_take(lease):
        for service in running:
            service.shorten_log()
            if service.has_died() and service.is_rested():
                print(f"{service.name} died, is started again: {service.last_words()}", flush=True)  # noqa: T201 - goes to its log
                service.start(keep=[services])
        time.sleep(TICK_S)


def _write(answer: Path, content: dict[str, str]) -> None:
    """Whole or not at all: who waits for the file reads it as soon as it is there."""
    draft = answer.with_suffix(".draft")
    draft.write_text(json.dumps(content))
    draft.replace(answer)
