"""`newsline run`: everything on this machine until Ctrl-C. In: settings; out: a line when something changes.

Invariant: at the end every worker has finished the message it had, and what is still queued goes on at the next start.
"""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from config.settings import load
from desk.feeds import describe
from desk.fleet import Fleet
from desk.services import services, tell
from desk.show import counted
from desk.status import tell_briefly
from workers.edge import Edge
from workers.feeds import import_feeds
from workers.knowledge import load_knowledge
from workers.models import NOT_INSTALLED, missing_models

LOOK_S = 1.0
TELL_S = 10.0


def run(
    feeds: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="An OPML file whose feeds are added first.")] = None,
) -> None:
    """Watch the feeds until Ctrl-C: scheduler, a worker for each queue, and Redis and Elasticsearch unless they are set.

    Example: newsline run --feeds seeds/feeds.opml
    """
    chosen = load()
    load_knowledge(chosen.knowledge)  # a wrong file is told before anything starts
    with stopping() as stop, services(chosen) as settings:
        edge = Edge(settings)
        if feeds:
            tell(describe(import_feeds(edge.feeds, feeds), feeds))
        _tell_state(edge)
        fleet = Fleet(settings)
        fleet.start()
        try:
            watch(edge, fleet, stop)
        finally:
            tell("stopping: each worker finishes what it has")
            fleet.stop()
            tell(f"stopped; {tell_briefly(edge)}; what is under way goes on at the next start")


@contextmanager
def stopping() -> Iterator[Event]:
    """An event that Ctrl-C and SIGTERM set, instead of ending the program on the spot."""
    stop = Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def watch(edge: Edge, fleet: Fleet, stop: Event) -> None:
    """Keep the fleet alive and tell how far things are, until `stop` is set."""
    told, at = "", 0.0
    while not stop.wait(LOOK_S):
        for name in fleet.tend():
            tell(f"{name} ended and was started again; see {fleet.log_of(name)}")
        if time.monotonic() - at >= TELL_S:
            at, before, told = time.monotonic(), told, tell_briefly(edge)
            if told != before:
                tell(told)


def _tell_state(edge: Edge) -> None:
    edge.redis.ping()
    if not edge.index.is_up():
        tell(f"Elasticsearch at {edge.index.address} does not answer: articles wait in queue index until it does")
    for name in missing_models(edge.settings.models):
        tell(f"{name}: {NOT_INSTALLED}; until then its articles wait")
    known = edge.feeds.count()
    tell(
        f"watching {counted(known, 'feed')}; Ctrl-C stops"
        if known
        else "no feeds yet: newsline feeds add URL, or run --feeds FILE; Ctrl-C stops"
    )
