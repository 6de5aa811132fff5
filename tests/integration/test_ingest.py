"""Taking files straight in: each has a fate like a fetched page, on the real services."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.errors import Unavailable
from pipeline.index.queries import build_search
from pipeline.model import Page
from workers.audit import audit
from workers.edge import Edge
from workers.ingest import ingest

WORDS = "“The bridge over the river will open in the spring,” Ann Lee said on Monday. She spoke to reporters in Paris."
FILE = "file:///news/bridge.txt"
DAY = datetime(2018, 1, 15, tzinfo=UTC)


def take_in(edge: Edge, body: str | bytes = WORDS, url: str = FILE, content_type: str = "text/plain") -> str | None:
    """Take in a file; returns the key of its line."""
    return ingest(edge, body.encode() if isinstance(body, str) else body, url, DAY, content_type)


def found(edge: Edge) -> list[dict[str, Any]]:
    """All articles that are in the index."""
    edge.index.refresh()
    return [edge.index.trace(record["id"]).articles[0] for record in edge.index.search(build_search()).records]


def test_text(edge: Edge) -> None:
    """A file of text is in the index with its date, quotations and the name it was given; nothing is under way."""
    key = take_in(edge)
    (article,) = found(edge)

    assert (article["url"], article["text"], article["published"]) == (FILE, WORDS, "2018-01-15T00:00:00Z")
    assert [quotation["speaker"]["name"] for quotation in article["quotations"]] == ["Ann Lee"]
    assert edge.index.lines([str(key)]) == {key: "indexed"}
    assert audit(edge).adds_up
    assert edge.ledger.under_way() == []


def test_html_with_its_address(edge: Edge) -> None:
    """A saved page goes by the address it is given, tracking dropped."""
    html = f"<html><head><title>Bridge to open</title></head><body><article><p>{WORDS}</p></article></body></html>"
    take_in(edge, html, "https://news.example/bridge?utm_source=x", "text/html; charset=utf-8")
    (article,) = found(edge)

    assert (article["canonical_url"], article["title"]) == ("https://news.example/bridge", "Bridge to open")


def test_same_bytes_again(edge: Edge) -> None:
    """The same bytes again are known already."""
    take_in(edge)

    assert take_in(edge) is None
    assert len(found(edge)) == 1


def test_changed_bytes(edge: Edge) -> None:
    """A file that changed is the next revision of the same article."""
    first, second = take_in(edge), take_in(edge, WORDS.replace("spring", "autumn"))
    (article,) = found(edge)

    assert (str(first)[-2:], str(second)[-2:]) == ("-1", "-2")
    assert "autumn" in article["text"]
    assert audit(edge).fates == {"indexed": 2}


@pytest.mark.parametrize(
    "body", [b"", b" \n ", b"\x00\x01\x02\xff" * 100, b"\x89PNG\r\n\x1a\n" + bytes(100)], ids=["empty", "blank", "bytes", "picture"]
)
def test_file_that_is_no_article(edge: Edge, body: bytes) -> None:
    """What holds no text has a fate with a reason, and is not in the index."""
    key = take_in(edge, body)
    audited = audit(edge)

    assert edge.index.lines([str(key)]) == {key: "rejected"}
    assert audited.adds_up
    assert found(edge) == []


def test_two_files_at_one_address(edge: Edge) -> None:
    """Of two entries for one article the second is a duplicate: the first has it."""
    take_in(edge, url="https://news.example/bridge")
    key = take_in(edge, url="https://news.example/bridge#comments")

    assert [line["fate"] for line in edge.index.trace(str(key)).lines] == ["duplicate"]
    assert audit(edge).fates == {"indexed": 1, "duplicate": 1}


def test_archive_is_away(edge: Edge) -> None:
    """When the archive takes nothing, nothing was taken in: the same file can be given again."""
    edge.settings = edge.settings.model_copy(update={"archive_url": "s3:///"})
    with pytest.raises(Unavailable):
        take_in(edge)
    edge.settings = edge.settings.model_copy(update={"archive_url": None})

    assert take_in(edge)
    assert audit(edge).fates == {"indexed": 1}


def test_elasticsearch_goes_away(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """When Elasticsearch goes away in between, the line stays under way, its page in the archive, for the workers to finish."""

    def fail(*_: object) -> None:
        raise Unavailable("Elasticsearch is away")

    with monkeypatch.context() as patch:
        patch.setattr(edge.writer, "write", fail)
        with pytest.raises(Unavailable):
            take_in(edge)
    (key,) = edge.ledger.under_way()

    assert edge.archive.get(key) == Page(url=FILE, body=WORDS.encode(), content_type="text/plain")
    assert audit(edge).adds_up
