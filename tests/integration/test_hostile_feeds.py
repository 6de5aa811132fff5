"""Feeds, feed lists and pages that are built to hurt, each with the way in which it does: each costs less than 3 s and 300 MB.

No service is needed; they are here since they take their time.
"""

import json
import time
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from pipeline.articles import build_article
from pipeline.errors import Rejected
from pipeline.feeds import find_changes, find_feed_links, parse_feed, parse_opml, tell_apart
from pipeline.model import Feed

pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")  # Python 3.12: other threads are OpenBLAS's, and idle
MAX_S, MAX_MB = 3, 300
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


def zip_bomb() -> bytes:
    """A feed that says nothing for 300 MB."""
    packer = zlib.compressobj(level=1, wbits=31)
    return b"".join([packer.compress(b"<rss>"), *(packer.compress(b" " * 1_000_000) for _ in range(300)), packer.flush()])


def costly(apart: Any, build: Callable[[], bytes], read: Callable[[bytes], Sequence[Any]]) -> Sequence[Any] | None:
    """What `read` finds, or None where it refused, with a reason: in less than 3 s of processor time and 300 MB.

    What building the body takes counts as memory, too.
    """

    def measured() -> tuple[float, object]:
        body = build()
        start = time.process_time()
        try:
            found: object = list(read(body))
        except Rejected as error:
            found = error.reason
        return time.process_time() - start, found

    (seconds, found), megabytes = apart(measured)
    assert found != ""
    assert (seconds < MAX_S, megabytes < MAX_MB) == (True, True), f"{seconds:.1f} s, {megabytes} MB"
    return found if isinstance(found, list) else None


def titles(body: bytes, content_type: str | None = None) -> list[str | None]:
    """The titles of a feed's entries, at most 100 letters of each, once articles were made of them."""
    feed = parse_feed(body, url=URL, content_type=content_type)
    for entry, seen in find_changes(tell_apart(feed.entries), {}, datetime.now(UTC)):
        build_article(Feed(url=URL), entry, seen)
    return [entry.title and entry.title[:100] for entry in feed.entries]


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
        pytest.param(zip_bomb, id="a zip bomb"),
        pytest.param(lambda: b"<urlset>" + b"<url><loc>a</loc></url>" * 40_000, id="a sitemap without end"),
        pytest.param(
            lambda: b"<!DOCTYPE x [<!ENTITY a 'aaa'><!ENTITY b '&a;&a;'>]><urlset><url><loc>&b;</loc></url></urlset>",
            id="a laughing sitemap",
        ),
    ],
)
def test_refused(apart: Any, build: Callable[[], bytes]) -> None:
    """It costs too much, and says so before a parser works on it for long."""
    assert costly(apart, build, titles) is None


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
def test_survived(apart: Any, build: Callable[[], bytes], count: int) -> None:
    """What can be read in time is read."""
    found = costly(apart, build, titles)

    assert found is not None
    assert len(found) == count


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("told", ["declared in the XML", "declared in the header"])
def test_charsets_that_are_none(apart: Any, name: str, told: str) -> None:
    """A feed that lies about its charset is read all the same."""
    in_xml = told == "declared in the XML"
    body = (f"<?xml version='1.0' encoding='{name}'?>".encode() if in_xml else b"") + rss(ITEM)
    read = partial(titles, content_type=None if in_xml else f"text/xml; charset={name}")

    assert costly(apart, lambda: body, read) == ["a"]


@pytest.mark.parametrize("name", ["punycode", "IDNA", "'punycode"])
def test_charsets_of_hosts_in_the_header(apart: Any, name: str) -> None:
    """A header may not name them either: 400,000 letters of punycode take six seconds."""
    read = partial(titles, content_type=f"text/xml; charset={name}")

    assert costly(apart, lambda: rss(f"<item><title>& {'a' * 400_000}</title></item>"), read) is None


def opml(outlines: str) -> bytes:
    """A feed list."""
    return f"<opml><body>{outlines}</body></opml>".encode()


@pytest.mark.parametrize(
    ("build", "count"),
    [
        pytest.param(lambda: opml('<outline text="a">' * 100_000), None, id="100,000 nested folders"),
        pytest.param(lambda: opml('<outline xmlUrl="https://a.example/">' * 100_000), None, id="100,000 nested feeds"),
        pytest.param(lambda: opml("<outline/>" * 2_000_000), None, id="20 MB of outlines"),
        pytest.param(lambda: opml('<outline xmlUrl="https://a.example/"/>' * 249_000), 1, id="one feed 249,000 times"),
        pytest.param(
            lambda: opml("".join(f'<outline text="{number}"><outline xmlUrl="{URL}"/></outline>' for number in range(120_000))), 1,
            id="one feed in 120,000 folders",
        ),
        pytest.param(
            lambda: opml("".join(f'<outline text="a b" type="rss" xmlUrl="{URL}{number}"/>' for number in range(100_000))), 100_000,
            id="100,000 feeds: harmless",
        ),
        pytest.param(lambda: opml(f'<outline xmlUrl="{URL}" category="{"a," * 2_000_000}"/>'), None, id="2,000,000 categories"),
        pytest.param(lambda: opml(f'<outline xmlUrl="{URL}" category="{"a/" * 2_000_000}"/>'), 1, id="a folder 2,000,000 deep"),
        pytest.param(lambda: opml(f'<outline {" ".join(f"a{n}=1" for n in range(2_000_000))}/>'), None, id="2,000,000 attributes"),
        pytest.param(lambda: opml(f'<outline {" ".join(f"xmlns:a{n}=1" for n in range(900_000))}/>'), None, id="900,000 namespaces"),
        pytest.param(lambda: opml(f'<outline text="{"&" * 999_999}" xmlUrl="{URL}"/>'), 1, id="999,999 ampersands"),
        pytest.param(lambda: opml(f'<outline text="{"x" * 9_000_000}" xmlUrl="{URL}"/>'), 1, id="a title of 9 MB"),
        pytest.param(lambda: opml(f"<a {' '.join(f'a{n}=1' for n in range(990))}/>" * 5_000), None, id="5,000,000 attributes"),
        pytest.param(lambda: opml("x" * 49_000_000), 0, id="a text of 49 MB"),
        pytest.param(lambda: b"x" * 50_000_001, None, id="more than 50 MB"),
        pytest.param(
            lambda: b"<!DOCTYPE x [<!ENTITY a 'aaa'>" + b"<!ENTITY b '&a;&a;'>" * 1_000 + b"]>" + opml("&b;"), None, id="a laughing list"
        ),
        pytest.param(lambda: opml("<outline a=b <" * 400_000), 0, id="a list of nothing but errors"),
    ],
)  # fmt: skip
def test_feed_lists(apart: Any, build: Callable[[], bytes], count: int | None) -> None:
    """A list that costs too much is refused, a long one is read."""
    found = costly(apart, build, lambda body: [feed.url for feed in parse_opml(body).feeds])

    assert (None if found is None else len(found)) == count


LINK = "<link rel=alternate type=application/rss+xml href={}>"


@pytest.mark.parametrize(
    ("page", "count"),
    [
        pytest.param(
            f"<base href='http://a/{'x/' * 60_000}'>" + "".join(map(LINK.format, range(1_400))), 50, id="a base of 60,000 folders"
        ),
        pytest.param(LINK.format("../" * 60_000), 0, id="a link of 60,000 steps up"),
        pytest.param("".join(map(LINK.format, range(3_000))), 50, id="3,000 feeds"),
        pytest.param("<b>" * 3_000_000, 0, id="nested tags"),
        pytest.param("<font><p><table><a>" * 500_000, 0, id="tags that do not nest"),
        pytest.param(f"<link {' '.join(f'a{number}=1' for number in range(900_000))}>", 0, id="attributes"),
        pytest.param("<" * 9_000_000, 0, id="signs that open a tag"),
        pytest.param("&#1;" * 2_000_000, 0, id="references"),
    ],
)
def test_pages(apart: Any, page: str, count: int) -> None:
    """Looking for the feeds that a page names costs no more than its first bytes."""
    found = costly(apart, page.encode, lambda body: find_feed_links(body, URL))

    assert found is not None
    assert len(found) == count
