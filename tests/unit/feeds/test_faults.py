"""Remarks on feeds that can be read."""

from datetime import UTC, datetime

import pytest

from pipeline.feeds import parse_feed
from pipeline.feeds.faults import find_faults, newest

NOW = datetime(2026, 3, 1, tzinfo=UTC)
GOOD = {"ETag": '"1"'}
ITEM = "<item><title>Café</title><pubDate>Sat, 28 Feb 2026 10:00:00 GMT</pubDate></item>"
OLD = ITEM.replace("2026", "2025").replace("Sat", "Fri")


def rss(entries: str) -> str:
    """A feed with these entries."""
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>a</title>{entries}</channel></rss>'


@pytest.mark.parametrize(
    ("body", "headers", "expected"),
    [
        pytest.param(rss(ITEM).encode(), GOOD, [], id="good"),
        pytest.param(rss(ITEM).encode(), {"Last-Modified": "x"}, [], id="one validator is enough"),
        pytest.param(rss(ITEM).encode("utf-8-sig"), GOOD, [], id="byte order mark"),
        pytest.param(rss(ITEM).encode(), {}, ["it has neither ETag nor Last-Modified, so each poll takes it whole"], id="no validators"),
        pytest.param(rss("").encode(), GOOD, ["it has no entries"], id="empty"),
        pytest.param(rss(OLD).encode(), GOOD, ["its newest entry is of 2025-02-28"], id="stale"),
        pytest.param(rss(OLD + ITEM).encode(), GOOD, [], id="the newest counts"),
        pytest.param(rss("<item><title>a</title></item>").encode(), GOOD, [], id="no dates"),
        pytest.param(rss(ITEM + "\n&").encode(), GOOD, ["its XML is broken in line 2 and was read all the same: "], id="broken XML"),
        pytest.param(
            rss("\n" + ITEM).encode("cp1252"), GOOD, ["its encoding is broken in line 2 and was read all the same: "], id="encoding"
        ),
        pytest.param(b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"}]}', GOOD, [], id="JSON"),
        pytest.param(b"<sitemapindex><sitemap><loc>https://a.example/news.xml</loc></sitemap></sitemapindex>", GOOD, [], id="index"),
    ],
)
def test_faults(body: bytes, headers: dict[str, str], expected: list[str]) -> None:
    """Each fault is a remark; what the parser says of it stands at its end."""
    found = find_faults(parse_feed(body, url="https://a.example/f"), body, headers, NOW)

    assert len(found) == len(expected)
    assert all(remark.startswith(start) for remark, start in zip(found, expected, strict=True))


def test_newest() -> None:
    """The newest entry's time; none when no entry has one."""
    assert newest(parse_feed(rss(OLD + ITEM).encode(), url="u")) == datetime(2026, 2, 28, 10, tzinfo=UTC)
    assert newest(parse_feed(rss("<item><title>a</title></item>").encode(), url="u")) is None
