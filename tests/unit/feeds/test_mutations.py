"""Feeds, lists and pages that were good until something happened to them on the way."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Rejected
from pipeline.feeds import find_feed_links, parse_feed, parse_opml

URL = "https://example.org/feed"
RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Café</title><link>https://example.org/</link><ttl>60</ttl>
<skipHours><hour>3</hour></skipHours><item><title>A &amp; B</title><link>/a</link><guid isPermaLink="false">1</guid>
<pubDate>Sun, 01 Mar 2026 10:00:00 +0100</pubDate><dc:creator>Ada</dc:creator><description><![CDATA[<p>Hello]]></description>
<content:encoded>&lt;p&gt;Hello&lt;/p&gt;</content:encoded></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://example.org/x/">
<title type="html">A &amp;lt;b></title><id>urn:x</id>
<entry><id>tag:a</id><link rel="alternate" href="a"/><updated>2026-03-01T10:00:00Z</updated><author><name>Ada</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hello</p></div></content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Café",
        "items": [{"id": 1, "url": "/a", "date_published": "2026-03-01T10:00:00Z", "authors": [{"name": "Ada"}], "content_html": "<p>Hi"}],
    }
)
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>https://news.example/b</loc><news:news><news:publication_date>2026-03-01</news:publication_date><news:title>B</news:title></news:news>
</url></urlset>"""
INDEX = "<sitemapindex><sitemap><loc>https://example.org/news.xml</loc><lastmod>2026-03-01</lastmod></sitemap></sitemapindex>"
OPML = """<?xml version="1.0" encoding="utf-8"?><opml version="2.0" xmlns:n="urn:newsline"><body><outline text="Caf&eacute;">
<outline type="rss" text="A & B" xmlUrl="https://example.org/f" category="/a/b,c" n:paused="true"/></outline></body></opml>"""
PAGE = '<!doctype html><html><head><base href="/x/"><link rel="alternate" type="application/rss+xml" href="f?a=1&b=2"></head></html>'
PIECES = st.binary(max_size=8) | st.sampled_from(
    [b"<", b"&", b"]]>", b"<!--", b"<![CDATA[", b"\0", b"\xff\xfe", b'"', b"<!DOCTYPE x [", b"&#xD800;"]
)


@st.composite
def mutated(draw: st.DrawFn, text: str) -> bytes:
    """The text after up to six accidents: cut off, a piece lost, doubled or overwritten; in one of some encodings."""
    body = text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"])))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(start + 60, len(body))))
        middle = draw(st.sampled_from([b"", body[start:end] * 2]) | PIECES)
        body = body[:start] + middle + (b"" if draw(st.integers(0, 9)) == 0 else body[end:])
    return body


@pytest.mark.parametrize(
    ("text", "read"),
    [
        *(
            pytest.param(text, lambda body: parse_feed(body, url=URL), id=name)
            for name, text in [("rss", RSS), ("atom", ATOM), ("json", JSON_FEED), ("sitemap", SITEMAP), ("index", INDEX), ("page", PAGE)]
        ),
        pytest.param(OPML, parse_opml, id="opml"),
        pytest.param(PAGE, lambda body: find_feed_links(body, URL), id="links"),
    ],
)
@given(data=st.data())
def test_mutated(text: str, read: Callable[[bytes], object], data: st.DataObject) -> None:
    """Whatever happened to it: a value, or `Rejected` with a reason of one line; nothing else comes out."""
    body = data.draw(mutated(text))
    try:
        assert read(body) is not None
    except Rejected as error:
        assert error.reason  # noqa: PT017  half of them are still good
        assert "\n" not in error.reason  # noqa: PT017  the same
