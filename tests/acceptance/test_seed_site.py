"""The seed site through real workers, whatever dies meanwhile."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.index.queries import build_quotation_search, build_search
from pipeline.queues import QUEUES
from seeds.serve import Site, serve
from workers.audit import audit
from workers.edge import Edge

EXPECTED = json.loads((Path(__file__).parents[2] / "seeds/expected.json").read_text())


def is_done(site: Site) -> Callable[[Edge], bool]:
    """Whether the site has changed its article, both versions were seen, and nothing is under way."""
    lines = len(EXPECTED["entries"]) + 1  # the update
    return lambda edge: site.updated and edge.ledger.opened() >= lines and not edge.ledger.under_way()


def check_index(edge: Edge, site: Site) -> None:
    """Each entry has the fate that an analyst expects, each article and quotation is there once."""
    found = audit(edge)
    assert found.adds_up, found
    wanted = Counter(entry["fate"] for entry in EXPECTED["entries"])
    assert found.fates == {**wanted, "indexed": wanted["indexed"] + 1}, edge.index.count_reasons("rejected", "dead")
    articles = edge.index.search(build_search(size=1000)).records
    assert len(articles) == wanted["indexed"]
    assert len({article["canonical_url"] for article in articles}) == len(articles)
    quotations = edge.index.quotations(build_quotation_search(size=1000)).records
    places = Counter((quotation["article_id"], quotation["start"], quotation["end"]) for quotation in quotations)
    assert max(places.values()) == 1
    for article in articles:
        check_spans(edge.index.trace(article["id"]).articles[0], [q for q in quotations if q["article_id"] == article["id"]])
    assert "/private/spring-newsletter" not in site.requests


def check_spans(article: dict[str, Any], quotations: list[dict[str, Any]]) -> None:
    """Every quotation in the index equals its span of the stored text."""
    assert len(article["quotations"]) == len(quotations)
    for quotation in quotations:
        assert article["text"][quotation["start"] : quotation["end"]] == quotation["content"]


@pytest.mark.timeout(240)
def test_a_worker_of_each_queue_is_killed(desk: Any, kill_worker: Callable[[int, str], int]) -> None:
    """SIGKILL of a worker of each queue in the middle of the flow loses nothing and doubles nothing."""
    with serve() as site:
        desk.watch(site.feeds)
        with desk.running() as run:
            for number, queue in enumerate(QUEUES):
                desk.wait(lambda edge, number=number: edge.ledger.opened() >= min(number * 6, 30))
                kill_worker(run.pid, queue)
            desk.wait(is_done(site), 200)
        check_index(desk.edge(), site)


def test_run_stops_and_goes_on(desk: Any) -> None:
    """Ctrl-C in the middle keeps what is queued; the next run finishes it."""
    with serve() as site:
        desk.watch(site.feeds)
        with desk.running():
            desk.wait(lambda edge: edge.ledger.opened() > 5)
        with desk.running():
            desk.wait(is_done(site))
        check_index(desk.edge(), site)
