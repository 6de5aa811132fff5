"""Real text and real pages, where the gold data is at hand: nothing here is in the repository."""

import gzip
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from pipeline.index.queries import build_quotation_search, build_search
from workers.audit import audit

PAGES = 50


@pytest.fixture
def seed(gold: Path | None) -> Path:
    """The seed article."""
    path = (gold or Path("nowhere")).parent / "seed/000_2ada3785626aae33.txt"
    if not path.exists():
        pytest.skip("no gold data: not measured")
    return path


def test_seed_article_answers_its_questions(desk: Any, seed: Path) -> None:
    """Who said what in the seed article, found by the command as an analyst would."""
    taken = desk.newsline("ingest", str(seed), "--url", "https://example.com/aegis", "--published", "2018-01-15", "--json")
    assert [row["fate"] for row in json.loads(taken.stdout)] == ["indexed"], taken.stderr

    said = json.loads(desk.newsline("quotations", "--speaker", "Lavrov", "--json").stdout)["records"]
    assert {quotation["speaker"] for quotation in said} == {"Sergey Lavrov"}
    assert sum(quotation["type"] == "direct" for quotation in said) == 4
    indirect = [quotation for quotation in said if quotation["type"] == "indirect"]
    assert indirect[0]["start"] == 0
    assert all(quotation["cue"]["text"] == "wants" for quotation in indirect[1:])

    ministry = json.loads(desk.newsline("quotations", "--speaker", "Russian Foreign Ministry", "--json").stdout)["records"]
    assert len(ministry) == 2
    assert "[North Korea]" in ministry[0]["content"]

    everything = json.loads(desk.newsline("quotations", "--json").stdout)["records"]
    others = [quotation for quotation in everything if quotation not in [*said, *ministry]]
    assert all(quotation["cue"]["text"] == "fault" and quotation["type"] == "indirect" for quotation in others)

    found = json.loads(desk.newsline("search", "missile", "--place", "Japan", "--json").stdout)
    assert found["total"] == 1
    assert sorted(found["facets"]["people"]) == ["Sergey Lavrov", "Shinzo Abe", "Vladimir Putin"]


@pytest.fixture
def pages(gold: Path | None) -> list[bytes]:
    """Fifty pages of publishers."""
    archive = (gold or Path("nowhere")) / "extraction/extraction-dev.tar.gz"
    if not archive.exists():
        pytest.skip("no gold data: not measured")
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(archive.read_bytes()))) as tar:
        names = sorted(name for name in tar.getnames() if name.endswith(".html.gz"))[:PAGES]
        return [gzip.decompress(member.read()) for name in names if (member := tar.extractfile(name))]


@pytest.mark.timeout(280)
def test_fifty_pages_of_publishers(desk: Any, local: Any, pages: list[bytes]) -> None:
    """Fifty real pages, served as a feed: all have a fate, the audit adds up, each quotation equals its span of the stored text."""
    replies = {f"/{number}": local.reply(page, "text/html") for number, page in enumerate(pages)}
    with local.serving(replies) as address:
        replies["/feed.xml"] = local.reply(local.rss([f"{address}/{number}" for number in range(len(pages))]), "application/rss+xml")
        desk.watch([f"{address}/feed.xml"])
        with desk.running():
            desk.wait(lambda edge: edge.ledger.opened() == PAGES and not edge.ledger.under_way(), 240)
    edge = desk.edge()
    found = audit(edge)
    assert found.adds_up
    assert sum(found.fates.values()) == PAGES
    assert "dead" not in found.fates, edge.index.count_reasons("dead")
    texts = {
        record["id"]: edge.index.trace(record["id"]).articles[0]["text"] for record in edge.index.search(build_search(size=PAGES)).records
    }
    quotations = edge.index.quotations(build_quotation_search(size=10_000)).records
    assert len(quotations) > PAGES
    for quotation in quotations:
        assert texts[quotation["article_id"]][quotation["start"] : quotation["end"]] == quotation["content"]
