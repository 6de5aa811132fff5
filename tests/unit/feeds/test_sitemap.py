"""Google news sitemaps."""

import gzip
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
        pytest.param(
            f"<url><loc>https://example.org/a</loc>{NEWS.replace('Ferries', '&#xD83D;&#xDE00;')}</url>",
            ["https://example.org/a"],
            id="half an emoji",
        ),
        pytest.param(f"<url><loc>https://example.org/a</loc>{NEWS}", ["https://example.org/a"], id="cut off"),
    ],
)
def test_odd_sitemaps(pages: str, links: list[str]) -> None:
    """What can be read is read."""
    assert [entry.link for entry in parsed(pages).entries] == links


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"<sitemapindex {SPACES}></sitemapindex>", "add that: none"),
        (f"<urlset {SPACES}><url><loc>https://example.org/a</loc></url></urlset>", "marks nothing as news"),
    ],
)
def test_other_sitemaps(body: str, reason: str) -> None:
    """A sitemap without news is told from a feed without entries."""
    with pytest.raises(Rejected, match=reason):
        parse_feed(body.encode(), url=URL)


def index(*sitemaps: str, url: str = "https://example.org/sitemaps.xml") -> tuple[str, ...]:
    """The sitemaps to poll of an index that names these: addresses, each with the time when it changed or none ("/a 2026-03-01")."""
    pairs = (sitemap.partition(" ") for sitemap in sitemaps)
    entries = "".join(f"<sitemap><loc>{link}</loc>{changed and f'<lastmod>{changed}</lastmod>'}</sitemap>" for link, _, changed in pairs)
    return parse_feed(f"<sitemapindex {SPACES}>{entries}</sitemapindex>".encode(), url=url).sitemaps


@pytest.mark.parametrize(
    ("sitemaps", "expected"),
    [
        pytest.param(["/pages.xml", "/news.xml", "/posts?type=News"], ["/news.xml", "/posts?type=News"], id="those that say news"),
        pytest.param(["https://news.example/pages.xml", "/news.xml"], ["/news.xml"], id="a host called news says nothing"),
        pytest.param(["/news-1.xml 2026-03-01", "/news-2.xml 2026-03-02T08:00:00Z"], ["/news-2.xml", "/news-1.xml"], id="the newest first"),
        pytest.param(
            ["/news-01.xml 2026-01-31", "/news-02.xml 2026-02-28", "/news-03.xml 2026-03-02"],
            ["/news-03.xml", "/news-02.xml"],
            id="by month",
        ),
        pytest.param(
            ["/news-old.xml 2026-01-31", "/news.xml", "/news-new.xml 2026-03-02"], ["/news-new.xml", "/news.xml"], id="without a time"
        ),
        pytest.param(
            [f"/news-{n}.xml" for n in range(500)], [f"/news-{n}.xml" for n in (*range(10), *range(490, 500))], id="both ends of many"
        ),
        pytest.param(
            [f"/news-{n}.xml 2026-03-01T00:{n:02}:00Z" for n in range(60)],
            [f"/news-{n}.xml" for n in range(59, 39, -1)],
            id="the newest of many",
        ),
        pytest.param(["/news.xml", "/news.xml 2026-03-01"], ["/news.xml"], id="one twice"),
        pytest.param(["/news.xml", "javascript:news", "mailto:news@example.org", ""], ["/news.xml"], id="no address"),
    ],
)
def test_index(sitemaps: list[str], expected: list[str]) -> None:
    """Of an index the sitemaps for news are named that changed lately, and never many."""
    assert list(index(*sitemaps)) == [f"https://example.org{path}" for path in expected]


def test_index_for_news() -> None:
    """An index whose own address says news names nothing else, but for itself."""
    url = "https://example.org/news/index.xml"

    assert index("/a.xml", "https://example.org/b.xml", url, url=url) == ("https://example.org/a.xml", "https://example.org/b.xml")


def test_index_without_news() -> None:
    """Whoever adds an index of other sitemaps is told what it names."""
    with pytest.raises(Rejected) as refusal:
        index("/a.xml", "/b.xml", "/c.xml", "/d.xml")

    assert refusal.value.reason.endswith("add that: https://example.org/a.xml, https://example.org/b.xml, https://example.org/c.xml")


def test_namespace_with_a_brace() -> None:
    """A namespace that lxml cannot name is no reason to fall over."""
    body = b'<sitemapindex xmlns="}x"><sitemap><loc>https://news.example/news.xml</loc></sitemap></sitemapindex>'

    assert parse_feed(body, url=URL).entries == ()


def test_packed() -> None:
    """A sitemap that is a gzip file is read like any other, also one in several pieces."""
    body = f"<urlset {SPACES}><url><loc>https://example.org/a</loc>{NEWS.format(date='2026-03-01')}</url></urlset>".encode()
    whole = parse_feed(body, url=URL)

    assert [entry.link for entry in whole.entries] == ["https://example.org/a"]
    assert parse_feed(gzip.compress(body), url=URL) == whole
    assert parse_feed(gzip.compress(body[:100]) + gzip.compress(body[100:]), url=URL) == whole
