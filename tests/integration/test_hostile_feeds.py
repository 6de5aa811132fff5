"""Feeds that are built to hurt, each with the way in which it does. No service is needed; they are here since they take their time."""

import gzip
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.articles import build_article
from pipeline.errors import Rejected
from pipeline.feeds import find_changes, parse_feed, tell_apart
from pipeline.model import Feed, ParsedFeed

URL = "https://example.org/feed.xml"
ITEM = "<item><title>a</title></item>"
ATTRIBUTES = " ".join(f"a{number}='1'" for number in range(99))
VERSION = "https://jsonfeed.org/version/1"
NAMES = ("klingon", "rot13", "zlib_codec", "utf-7", "unicode_escape", "utf-16", "")


def rss(entries: str, broken: str = "") -> bytes:
    """An RSS feed; with "&" it is broken, and feedparser's to read."""
    return f'<rss version="2.0"><channel><title>a</title>{broken}{entries}</channel></rss>'.encode()


def json_feed(*items: object) -> bytes:
    """A JSON Feed."""
    return json.dumps({"version": VERSION, "items": items}).encode()


def parsed(body: bytes, content_type: str | None = None) -> ParsedFeed | None:
    """The feed, or None where it was refused, in less than three seconds of processor time, the making of its articles counted."""
    start = time.process_time()
    try:
        feed = parse_feed(body, url=URL, content_type=content_type)
    except Rejected:
        return None
    else:
        for entry, seen in find_changes(tell_apart(feed.entries), {}, datetime.now(UTC)):
            build_article(Feed(url=URL), entry, seen)
        return feed
    finally:
        assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(lambda: b"<!DOCTYPE x [<!ENTITY % a 'x'><!ENTITY % b '%a;%a;'>%b;]>" + rss(ITEM), id="parameter entities"),
        pytest.param(lambda: rss("<item/>" * 120_000), id="120,000 items"),
        pytest.param(lambda: rss(ITEM * 60_000), id="60,000 items with titles"),
        pytest.param(lambda: rss(ITEM * 24_000, "&"), id="24,000 items in a broken feed"),
        pytest.param(lambda: rss(f"<item {ATTRIBUTES}/>" * 9_000, "&"), id="900,000 attributes"),
        pytest.param(lambda: rss(f"<item><title>{'&' * 5_000_000}</title></item>"), id="nothing but ampersands"),
        pytest.param(lambda: rss(f"<item><title>{'&x;' * 3_000_000}</title></item>"), id="entities that nobody declared"),
        pytest.param(lambda: rss(f"<item><title>{'a& ' * 3_000_000}</title></item>"), id="a broken text without end"),
        pytest.param(
            lambda: b"<?xml version='1.0' encoding='punycode'?>" + rss(f"<item><title>{'a' * 400_000}</title></item>"), id="punycode"
        ),
        pytest.param(lambda: b"<?xml version='1.0' encoding='IDNA'?>" + rss(ITEM * 20_000), id="idna"),
        pytest.param(lambda: "<?xml version='1.0' encoding='cp037'?>".encode("cp037"), id="EBCDIC"),
        pytest.param(lambda: b"<x xml:base='http://a/" + b"../" * 100_000 + b"'/>" + rss(ITEM * 2_000), id="a base without end"),
        pytest.param(lambda: b'{"version": "x", "items": [' + b'{"a":' * 300_000, id="nested JSON objects"),
        pytest.param(lambda: json_feed(*[{}] * 500_000), id="500,000 JSON items"),
        pytest.param(lambda: b"\0" * 5_000_000, id="nothing but NULs"),
        pytest.param(lambda: b"<html>" * 100_000, id="HTML without end"),
        pytest.param(lambda: b"<sitemapindex>" + b"<sitemap><loc>/news</loc></sitemap>" * 50_000, id="an index of 50,000 sitemaps"),
        pytest.param(lambda: gzip.compress(rss(f"<item><title>{' ' * 300_000_000}</title></item>"), 1), id="a zip bomb"),
        pytest.param(lambda: b"<urlset>" + b"<url><loc>a</loc></url>" * 40_000, id="a sitemap without end"),
        pytest.param(
            lambda: b"<!DOCTYPE x [<!ENTITY a 'aaa'><!ENTITY b '&a;&a;'>]><urlset><url><loc>&b;</loc></url></urlset>",
            id="a laughing sitemap",
        ),
    ],
)
def test_refused(build: Callable[[], bytes]) -> None:
    """It costs too much, and says so before a parser works on it for long."""
    assert parsed(build()) is None


@pytest.mark.parametrize(
    ("build", "count"),
    [
        pytest.param(
            lambda: b"<!DOCTYPE x [<!ENTITY a '" + b"a" * 99_999 + b"'>]>" + rss(f"<item><title>{'&a;' * 9_999}</title></item>"),
            1,
            id="blow-up",
        ),
        pytest.param(lambda: b"<!DOCTYPE rss SYSTEM 'http://127.0.0.1:1/x.dtd'>" + rss(ITEM), 1, id="a DTD elsewhere"),
        pytest.param(lambda: rss("<item/>" * 40_000), 40_000, id="40,000 items"),
        pytest.param(lambda: rss("<a>" * 60_000), 0, id="60,000 nested tags"),
        pytest.param(lambda: rss(f"<item><description>{'<div>' * 40_000}"), 1, id="nested tags inside of a text"),
        pytest.param(lambda: rss(f"<item><title a='{'x' * 9_000_000}'>a</title></item>"), 1, id="an attribute of 9 MB"),
        pytest.param(lambda: rss(f"<item><title>{'a ' * 4_500_000}</title></item>"), 1, id="a text of 9 MB"),
        pytest.param(
            lambda: rss(f"<item><description><![CDATA[{'<p>a</p>' * 1_000_000}]]></description></item>"), 1, id="a text of a million tags"
        ),
        pytest.param(lambda: rss(f"<item><title>{'&lt;a' * 1_500_000}</title></item>"), 1, id="a text of signs that open a tag"),
        pytest.param(lambda: rss(f"<item><title>a{chr(0) * 5_000_000}</title></item>"), 1, id="5 MB of NULs inside of a title"),
        pytest.param(lambda: b"\xff\xfe" + rss(ITEM).decode().encode("utf-16-le")[:-3], 0, id="UTF-16 cut off within a letter"),
        pytest.param(lambda: rss(ITEM).decode().encode("utf-32"), 0, id="UTF-32"),
        pytest.param(lambda: rss(f"<item><author>{'a' * 200_000}</author></item>", "&"), 1, id="a name of 200,000 letters"),
        pytest.param(lambda: rss(f"<item><author>{'&#97;' * 100_000}</author></item>", "&"), 1, id="the same in references"),
        pytest.param(lambda: rss(f"<item><author>a@{'a.' * 200_000}</author></item>"), 1, id="a mail address of 400,000 letters"),
        pytest.param(lambda: rss(f"<item><pubDate>{' 1' * 500_000}</pubDate></item>"), 1, id="a date of a million digits"),
        pytest.param(lambda: rss(f"<item><link>{'../' * 500_000}</link></item>"), 1, id="a link of 1.5 MB"),
        pytest.param(
            lambda: rss(f"<item>{''.join(f'<category>{number}</category>' for number in range(30_000))}</item>", "&"), 1, id="categories"
        ),
        pytest.param(lambda: rss(f"<item>{'<author>a@b.org (a)</author>' * 20_000}</item>"), 1, id="20,000 authors"),
        pytest.param(lambda: rss("<!--" * 90_000), 0, id="comments that open and never close"),
        pytest.param(lambda: rss("<![CDATA[" * 20_000), 0, id="sections that open and never close"),
        pytest.param(lambda: b"<rss " * 60_000, 0, id="tags that open and never close"),
        pytest.param(lambda: rss(ITEM) + b"<?a?>" * 40_000, 1, id="instructions"),
        pytest.param(lambda: json_feed({"id": 1e308}, {"content_html": "<a" * 1_000_000}), 2, id="JSON: signs that open a tag"),
        pytest.param(
            lambda: b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": 1e99999}, {"id": NaN}]}', 2, id="JSON: no numbers"
        ),
        pytest.param(
            lambda: json_feed({"id": "\ud800", "authors": [{"name": str(number)} for number in range(99_999)]}), 1, id="JSON: authors"
        ),
        pytest.param(lambda: json_feed({"id": "1", "author": {"name": "a." * 500_000}}), 1, id="JSON: a name of a million letters"),
        pytest.param(lambda: json_feed({"id": "1", "author": {"name": "a@b.org " * 120_000}}), 1, id="JSON: mail addresses of a megabyte"),
        pytest.param(lambda: b"\xff\xfe" + json_feed().decode().encode("utf-16-le"), 0, id="JSON in UTF-16"),
    ],
)
def test_survived(build: Callable[[], bytes], count: int) -> None:
    """What can be read in time is read."""
    feed = parsed(build())

    assert feed is not None
    assert len(feed.entries) == count


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("told", ["declared in the XML", "declared in the header"])
def test_charsets_that_are_none(name: str, told: str) -> None:
    """A feed that lies about its charset is read all the same."""
    in_xml = told == "declared in the XML"
    body = (f"<?xml version='1.0' encoding='{name}'?>".encode() if in_xml else b"") + rss(ITEM)
    feed = parsed(body, None if in_xml else f"text/xml; charset={name}")

    assert feed is not None
    assert [entry.title for entry in feed.entries] == ["a"]


@pytest.mark.parametrize("name", ["punycode", "IDNA", "'punycode"])
def test_charsets_of_hosts_in_the_header(name: str) -> None:
    """A header may not name them either: 400,000 letters of punycode take six seconds."""
    assert parsed(rss(f"<item><title>& {'a' * 400_000}</title></item>"), f"text/xml; charset={name}") is None
