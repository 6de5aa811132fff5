"""The feeds that a web page names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.feeds import find_feed_links

URL = "https://example.org/news/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="https://example.org/f.xml">', ["https://example.org/f.xml"]),
        ('<link rel="alternate" type="application/atom+xml" href="f.atom">', ["https://example.org/news/f.atom"]),
        ('<link rel="alternate" type="application/feed+json" href="/f.json">', ["https://example.org/f.json"]),
        pytest.param('<LINK REL="Alternate X" TYPE="application/RSS+xml; q=1" HREF="/f">', ["https://example.org/f"], id="case"),
        pytest.param('<base href="/x/"><link rel=alternate type=application/rss+xml href=f>', ["https://example.org/x/f"], id="base"),
        pytest.param("<link rel=alternate type=application/rss+xml href=/f>" * 2, ["https://example.org/f"], id="once"),
        pytest.param("<link rel=alternate type=application/rss+xml>", [], id="without an address"),
        pytest.param("<link rel=alternate hreflang=fr href=/fr>", [], id="another language"),
        pytest.param("<link rel=stylesheet type=application/rss+xml href=/f>", [], id="another relation"),
        pytest.param("<link rel=alternate type=application/rss+xml href=javascript:x>", [], id="a script"),
        pytest.param(f"<link rel=alternate type=application/rss+xml href=/{'x' * 2000}>", [], id="too long"),
        pytest.param('<a href="/feed.xml">RSS</a>', [], id="a link that readers click"),
    ],
)  # fmt: skip
def test_links(html: str, expected: list[str]) -> None:
    """Addresses are absolute, each once, in the page's order."""
    assert find_feed_links(f"<html><head>{html}</head><body><p>Hello</p></body></html>".encode(), URL) == expected


def test_more_than_a_site_has() -> None:
    """Of a page that names feeds without end, the first fifty count."""
    links = "".join(f"<link rel=alternate type=application/rss+xml href=/{number}>" for number in range(60))

    assert find_feed_links(links.encode(), URL) == [f"https://example.org/{number}" for number in range(50)]


@pytest.mark.parametrize("body", [b"", b"  ", b"hello", b"\x00\x01", b"%PDF-1.7", b"<", b"<!-- a -->"])
def test_no_page(body: bytes) -> None:
    """What is no page names no feed."""
    assert find_feed_links(body, URL) == []


@given(st.binary(max_size=200))
def test_random_bytes(body: bytes) -> None:
    """Any bytes give a list."""
    assert isinstance(find_feed_links(body, URL), list)
