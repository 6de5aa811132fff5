"""Google news sitemaps."""

from datetime import UTC, datetime

import pytest

from pipeline.errors import Rejected
from pipeline.feeds import parse_feed
from pipeline.model import Entry, ParsedFeed

URL = "https://example.org/news-sitemap.xml"
SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
NEWS = (
    "<news:news><news:publication><news:name>Courier</news:name><news:language>en</news:language></news:publication>"
    "<news:publication_date>{date}</news:publication_date><news:title>Ferries &amp; trains</news:title></news:news>"
)


def parsed(pages: str) -> ParsedFeed:
    """A parsed sitemap of these pages."""
    return parse_feed(f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {SPACES}>{pages}</urlset>'.encode(), url=URL)


def test_news() -> None:
    """Pages marked as news are entries, others are not."""
    feed = parsed(
        f"<url><loc> https://example.org/a </loc><lastmod>2026-03-02</lastmod>{NEWS.format(date='2026-03-01T13:00:00+01:00')}</url>"
        "<url><loc>https://example.org/imprint</loc></url>"
    )

    assert feed == ParsedFeed(
        title="Courier",
        language="en",
        entries=(
            Entry(
                id="https://example.org/a",
                title="Ferries & trains",
                link="https://example.org/a",
                published=datetime(2026, 3, 1, 12, 0, tzinfo=UTC),
                updated=datetime(2026, 3, 2, tzinfo=UTC),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("pages", "links"),
    [
        pytest.param("", [], id="empty: nothing new today"),
        pytest.param(f"<url>{NEWS}</url>", [], id="without an address"),
        pytest.param(f"<url><loc>/a</loc>{NEWS}</url>", ["https://example.org/a"], id="a relative address"),
        pytest.param(f"<url><loc>https://example.org/?a=1&b=2</loc>{NEWS}</url>", ["https://example.org/?a=1=2"], id="a bare ampersand"),
        pytest.param(f"<url><loc>https://example.org/a</loc>{NEWS}", ["https://example.org/a"], id="cut off"),
    ],
)
def test_odd_sitemaps(pages: str, links: list[str]) -> None:
    """What can be read is read."""
    assert [entry.link for entry in parsed(pages).entries] == links


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"<sitemapindex {SPACES}><sitemap><loc>https://example.org/b.xml</loc></sitemap></sitemapindex>", "index of sitemaps"),
        (f"<urlset {SPACES}><url><loc>https://example.org/a</loc></url></urlset>", "marks nothing as news"),
    ],
)
def test_other_sitemaps(body: str, reason: str) -> None:
    """A sitemap without news is told from a feed without entries."""
    with pytest.raises(Rejected, match=reason):
        parse_feed(body.encode(), url=URL)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(
            ["/a.xml", "/b.xml", "/news-1.xml", "/c.xml"],
            "/news-1.xml, https://example.org/a.xml, https://example.org/b.xml",
            id="news first",
        ),
        pytest.param(["/a.xml"], "/a.xml", id="no word of news"),
    ],
)
def test_an_index_says_what_it_names(names: list[str], expected: str) -> None:
    """Whoever adds an index is told what to add in its place."""
    entries = "".join(f"<sitemap><loc>{name}</loc></sitemap>" for name in names)
    with pytest.raises(Rejected) as refusal:
        parse_feed(f"<sitemapindex {SPACES}>{entries}</sitemapindex>".encode(), url=URL)

    assert refusal.value.reason.endswith(f"such as https://example.org{expected}")
