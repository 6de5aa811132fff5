"""`newsline demo`: the whole flow over the bundled news site. In: nothing; out: what an analyst would want to see.

Invariant: it uses a home and services of its own, so it never touches anybody's data, and starts afresh each time.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import IPv4Network
from typing import Annotated

import typer
from msgspec.structs import asdict
from rich.text import Text

from config.settings import Settings, load
from desk.fleet import Fleet
from desk.newsline import Newsline
from desk.results import show_quotations
from desk.run import stopping, watch
from desk.services import ERR, services, tell
from desk.show import OUT, counted, print_table
from desk.status import audit_line
from pipeline.errors import PipelineError
from pipeline.model import Feed
from seeds.serve import Site, serve
from workers.audit import audit
from workers.edge import Edge
from workers.knowledge import load_knowledge

POLL_S = 2.0
PATIENCE_S = 300.0
SUBJECT = "Aegis"  # what the bundled site talks about most


def demo(*, keep: Annotated[bool, typer.Option("--keep", help="Go on watching the site until Ctrl-C.")] = False) -> None:
    """Watch a bundled news site with real workers, from feed to search hit.

    Example: newsline demo
    """
    started = time.monotonic()
    chosen = load()
    load_knowledge(chosen.knowledge)  # a wrong file is told before anything starts
    with stopping() as stop, serve() as site, services(_fresh(chosen)) as settings:
        edge = Edge(settings)
        edge.feeds.add([Feed(url=url) for url in site.feeds], datetime.now(UTC))
        tell("starting a scheduler and a worker for each of six queues; this takes half a minute or so")
        with _fleet(settings) as fleet:
            _wait(edge, fleet, site)
            _show(edge)
            OUT.print(f"\ntime taken: {time.monotonic() - started:.0f} s")
            if keep:
                tell(f"still watching {site.url}; Ctrl-C stops")
                watch(edge, fleet, stop)
    _show_next(settings)


def _fresh(settings: Settings) -> Settings:
    """Settings for a home of its own, emptied, on embedded services; the loopback may be fetched, without waiting."""
    home = settings.home.expanduser() / "demo"
    shutil.rmtree(home, ignore_errors=True)
    afresh = {"home": home, "redis_url": None, "elasticsearch_url": None, "elasticsearch_prefix": "", "archive_url": None}
    return settings.model_copy(
        update=afresh | {"allowed_networks": (IPv4Network("127.0.0.0/8"),), "host_pace_s": 0.0, "poll_interval_s": POLL_S}
    )


@contextmanager
def _fleet(settings: Settings) -> Iterator[Fleet]:
    fleet = Fleet(settings)
    fleet.start()
    try:
        yield fleet
    finally:
        fleet.stop()


def _wait(edge: Edge, fleet: Fleet, site: Site) -> None:
    """Until each entry has its fate: those of the first look, and of a look after the site has changed an article."""
    until = time.monotonic() + PATIENCE_S
    changed: datetime | None = None
    with ERR.status("") as shown:
        while not (changed and _all_polled_since(edge, changed) and not edge.ledger.under_way()):
            if time.monotonic() > until:
                raise PipelineError(f"not done after {PATIENCE_S:.0f} s; the logs are in {edge.settings.home / 'log'}")
            changed = changed or (datetime.now(UTC) if site.updated else None)
            fleet.tend()
            fleet.check()
            shown.update(f"{edge.ledger.opened()} entries seen, {len(edge.ledger.under_way())} under way")
            time.sleep(0.2)


def _all_polled_since(edge: Edge, moment: datetime) -> bool:
    return all(feed.polled and feed.polled > moment for feed in edge.feeds.all())


def _show(edge: Edge) -> None:
    edge.index.refresh()
    newsline = Newsline(edge.index)
    articles = newsline.search(size=100)
    columns = ["published", "language", "publisher", "title"]
    print_table([{**asdict(hit), "published": f"{hit.published:%Y-%m-%d}"} for hit in articles.records], columns)
    for facet in ("people", "organizations", "places"):
        named = ", ".join(f"{name} ({count})" for name, count in articles.facets[facet].items())
        OUT.print(Text.assemble((f"\nmost named {facet}: ", "bold"), named))
    OUT.print(Text(f"\nwho said what about {SUBJECT}: ", "bold"), end="")
    said_of = newsline.quotations(SUBJECT, size=12)
    show_quotations(said_of, said_of.records)
    said = edge.index.count("quotations")
    OUT.print(f"\n{counted(articles.total, 'article')}, one of which changed and was indexed twice; {counted(said, 'quotation')}")
    found = audit(edge)
    OUT.print(audit_line(found.seen, found.fates, found.under_way, adds_up=found.adds_up))
    if not found.adds_up:
        raise PipelineError("the audit does not add up")


def _show_next(settings: Settings) -> None:
    OUT.print(f"\ntry next (the site itself is gone; KEEP=1 keeps it):\n  export NEWSLINE_HOME={settings.home}", soft_wrap=True)
    for words in (f"quotations --about {SUBJECT} --type direct", "search harbour --language en", "status"):
        OUT.print(f"  .venv/bin/newsline {words}", soft_wrap=True)
