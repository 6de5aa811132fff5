"""Polling an index of sitemaps of a site of our own: its sitemaps become feeds, as they come and go."""

import gzip
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.model import Feed
from workers.edge import Edge
from workers.poll import poll
from workers.price import Price

SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def index(*paths: str) -> str:
    """An index that names these sitemaps."""
    return f"<sitemapindex {SPACES}>{''.join(f'<sitemap><loc>{path}</loc></sitemap>' for path in paths)}</sitemapindex>"


def sitemap(*names: str) -> str:
    """A sitemap with a page of news for each of these names."""
    pages = "".join(
        f"<url><loc>https://news.example/{name}</loc><news:news><news:title>{name}</news:title></news:news></url>" for name in names
    )
    return f"<urlset {SPACES}>{pages}</urlset>"


@pytest.fixture
def url(edge: Edge, site: Any) -> str:
    """The address of an index that was polled once; it names two sitemaps."""
    address: str = site.put("/index.xml", index("/news-1.xml", "/news-2.xml", "/pages.xml"))
    edge.feeds.add([Feed(url=address, folders=(("World",),), title="Courier")], datetime.now(UTC))
    assert poll(edge, [address]) == []
    return address


def paths(edge: Edge, site: Any) -> list[str]:
    """The paths of all feeds."""
    return [feed.url.removeprefix(site.url) for feed in edge.feeds.all()]


def test_sitemaps_are_feeds(edge: Edge, site: Any, url: str) -> None:
    """Those for news are polled like any feed, at once, under the index's name and folder."""
    site.put("/news-1.xml", gzip.compress(sitemap("a", "b").encode()), content_type="application/gzip")
    due = edge.feeds.take_due(datetime.now(UTC), 10, 60)

    assert due == [f"{site.url}/news-1.xml", f"{site.url}/news-2.xml"]
    assert [(feed.index, feed.folders, feed.title) for feed in edge.feeds.get(due)] == [(url, (("World",),), "Courier")] * 2
    assert [article.url for article in poll(edge, due)] == ["https://news.example/a", "https://news.example/b"]


def test_sitemaps_come_and_go(edge: Edge, site: Any, url: str) -> None:
    """What an index names anew is polled, what it names no more is not; what was seen comes once."""
    site.put("/news-2.xml", sitemap("a"))
    assert len(poll(edge, [f"{site.url}/news-2.xml"])) == 1
    site.put("/index.xml", index("/news-2.xml", "/news-3.xml"))
    poll(edge, [url])
    assert paths(edge, site) == ["/index.xml", "/news-2.xml", "/news-3.xml"]
    site.put("/index.xml", index("/news-3.xml"))
    poll(edge, [url])
    assert paths(edge, site) == ["/index.xml", "/news-3.xml"]
    site.put("/index.xml", index("/news-2.xml"))
    poll(edge, [url])

    assert paths(edge, site) == ["/index.xml", "/news-2.xml"]
    assert poll(edge, [f"{site.url}/news-2.xml"]) == []


def test_what_people_did_stays(edge: Edge, site: Any, url: str) -> None:
    """A sitemap that somebody removed does not come back while it is named; one that somebody added is not removed."""
    edge.feeds.remove(f"{site.url}/news-1.xml")
    edge.feeds.add([Feed(url=f"{site.url}/news-3.xml")], datetime.now(UTC))
    site.put("/index.xml", index("/news-1.xml", "/news-2.xml", "/news-3.xml"))
    poll(edge, [url])
    assert paths(edge, site) == ["/index.xml", "/news-2.xml", "/news-3.xml"]
    site.put("/index.xml", index("/news-4.xml"))
    poll(edge, [url])

    assert paths(edge, site) == ["/index.xml", "/news-3.xml", "/news-4.xml"]


def test_index_that_fails(edge: Edge, site: Any, url: str) -> None:
    """An index that fails, or names nothing for a while, takes none of its sitemaps away."""
    for body in ("", index(), index("/pages.xml"), "<html>Sorry</html>"):
        site.put("/index.xml", body)
        poll(edge, [url])
        assert edge.feeds.get([url])[0].errors
        assert paths(edge, site) == ["/index.xml", "/news-1.xml", "/news-2.xml"]


def test_index_that_is_removed(edge: Edge, site: Any, url: str) -> None:
    """With an index go the sitemaps that it brought."""
    edge.feeds.add([Feed(url="https://other.example/feed")], datetime.now(UTC))

    assert edge.feeds.remove(url)
    assert [feed.url for feed in edge.feeds.all()] == ["https://other.example/feed"]
    assert list(edge.feeds.next_polls()) == ["https://other.example/feed"]


def test_index_in_an_index(edge: Edge, site: Any, url: str) -> None:
    """An index that another one names is an error: a site could name one after the other for ever."""
    poll(edge, [site.put("/news-1.xml", index("/news-5.xml"))])

    assert edge.feeds.get([f"{site.url}/news-1.xml"])[0].error == "an index of sitemaps that another one names is not followed"
    assert paths(edge, site) == ["/index.xml", "/news-1.xml", "/news-2.xml"]


def test_index_is_polled_each_hour(edge: Edge, site: Any, url: str) -> None:
    """With a budget of polls an index, which has no entries, is not taken for a quiet feed."""
    edge.price = Price(edge.redis, 0.001)
    quiet = f"{site.url}/news-1.xml"
    site.put("/news-1.xml", sitemap())
    poll(edge, [url, quiet])
    waits = {feed: (edge.redis.zscore("due", feed) or 0) - time.time() for feed in (url, quiet)}

    assert waits[url] <= 3600 < waits[quiet]
