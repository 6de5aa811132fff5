"""Which bytes are a feed, and what is refused before a parser works on it."""

import gzip
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Rejected
from pipeline.feeds import parse_feed

URL = "https://example.org/feed.xml"
RSS = '<rss version="2.0"><channel><title>Courier</title><item><title>Ferries – “sail”</title><link>/a</link></item></channel></rss>'
BOMB = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
HTML = "<!DOCTYPE html><html><head><title>Courier</title></head><body>Hello</body></html>"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"", "the feed is empty", id="empty"),
        pytest.param(b" \r\n\t", "the feed is empty", id="white space"),
        pytest.param(b"\xef\xbb\xbf", "the feed is empty", id="a byte order mark alone"),
        pytest.param(HTML.encode(), "this is a web page, not a feed", id="HTML"),
        pytest.param(b"<html>\n<body>Hello", "this is a web page, not a feed", id="HTML without doctype"),
        pytest.param(b"%PDF-1.7", "this is a binary file, not a feed", id="PDF"),
        pytest.param(b"\x1f\x8b\x08\x00abc", "this is a broken gzip file", id="broken gzip"),
        pytest.param(gzip.compress(b"<rss/>")[:-9], "this is a broken gzip file", id="gzip that is cut off"),
        pytest.param(gzip.compress(gzip.compress(b"<rss/>")), "this is a binary file, not a feed", id="gzip in gzip"),
        pytest.param(b"Not found", "this is no feed: neither RSS, Atom, JSON Feed nor a news sitemap", id="words"),
        pytest.param(b"<data><a/></data>", "this is no feed: neither RSS, Atom, JSON Feed nor a news sitemap", id="other XML"),
        pytest.param(b'{"a": 1}', "this is JSON, but no JSON Feed", id="other JSON"),
    ],
)
def test_what_is_no_feed(body: bytes, reason: str) -> None:
    """The reason says what it is instead."""
    with pytest.raises(Rejected) as refusal:
        parse_feed(body, url=URL)

    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            f'<!DOCTYPE x [<!ENTITY l0 "lol">{BOMB}]><rss version="2.0"><channel><title>&l9;</title></channel></rss>', id="laughs"
        ),
        pytest.param("<!DOCTYPE x [" + '<!ENTITY a "b">' * 200 + "]><rss/>", id="many entities"),
        pytest.param("<rss><channel>" + "<a>" * 200_000, id="nested tags"),
        pytest.param("<rss><channel>" + "<item/>" * 200_000, id="many entries"),
        pytest.param("<rss " + " ".join(f'a{number}="1"' for number in range(5_000)) + ">", id="many attributes"),
        pytest.param("<rss " + " ".join(f'xmlns:a{number}="u"' for number in range(900)) + ">", id="many namespaces"),
        pytest.param("[" * 500_000, id="nested JSON"),
        pytest.param('{"version": "https://jsonfeed.org/version/1", "items": [{"id": ' + "9" * 5_000 + "}]}", id="a number without end"),
    ],
)
def test_what_is_built_to_hurt(body: str) -> None:
    """It is refused within a second."""
    start = time.process_time()
    with pytest.raises(Rejected):
        parse_feed(body.encode(), url=URL)

    assert time.process_time() - start < 1


def test_entities_that_name_files_are_not_read() -> None:
    """No file of this machine gets into a feed."""
    body = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><title>[&a;]</title></channel></rss>'

    assert parse_feed(body, url=URL).title in {"[]", "[&a;]", None}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(RSS.encode(), None, id="utf-8, undeclared"),
        pytest.param(b"\xef\xbb\xbf" + RSS.encode(), "text/xml", id="with its mark"),
        pytest.param(b"\r\n" + RSS.encode(), None, id="after an empty line"),
        pytest.param(b'<?xml version="1.0" encoding="windows-1252"?>' + RSS.encode("cp1252"), None, id="declared in the XML"),
        pytest.param(RSS.encode("cp1252"), "application/rss+xml; charset=windows-1252", id="declared in the header"),
        pytest.param(b'<?xml version="1.0" encoding="utf-8"?>' + RSS.encode(), "text/xml", id="text/xml does not mean ASCII"),
        pytest.param(RSS.encode("utf-16"), None, id="utf-16 with its mark"),
    ],
)
def test_charsets(body: bytes, content_type: str | None) -> None:
    """The same words, whatever they were written in."""
    (entry,) = parse_feed(body, url=URL, content_type=content_type).entries

    assert entry.title == "Ferries – “sail”"


STARTS = [b"", b'<rss version="2.0"><channel>', b'<feed xmlns="http://www.w3.org/2005/Atom">', b"<urlset>", b"{", b"\xff\xfe<\0", b"<?xml "]
CHARSETS = [None, "text/xml; charset=utf-16", "text/xml; charset=klingon", "text/xml; charset=undefined", "text/xml; charset=hex"]


@given(st.sampled_from(STARTS), st.binary(max_size=300), st.sampled_from(CHARSETS))
@settings(deadline=None)
def test_random_bytes(start: bytes, body: bytes, content_type: str | None) -> None:
    """A feed or `Rejected`: nothing else comes out, whatever goes in."""
    try:
        parse_feed(start + body, url=URL, content_type=content_type)
    except Rejected as error:
        assert error.reason  # noqa: PT017  most bytes are no feed


PIECES = [
    "<item>",
    "</item>",
    "<title>",
    "<link>",
    "<![CDATA[",
    "]]>",
    "&a;",
    "&#0;",
    "&#xD800;",
    "&#99999999999;",
    "<pubDate>Mon, 01 Jan 0001 00:00:00 JST</pubDate>",
    "<link href='http://[b'/>",
    "<content mode='base64'>",
    "<!--",
    "<pubDate>99",
    "<guid>",
    "\0",
    "<a:b>",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=10)), max_size=20), st.integers(0, len(RSS)))
@settings(max_examples=200)
def test_broken_feeds(pieces: list[str], place: int) -> None:
    """A feed with rubbish in it still gives entries with ids and clean fields, or `Rejected`."""
    body = (RSS[:place] + "".join(pieces) + RSS[place:]).encode(errors="surrogatepass")
    try:
        entries = parse_feed(body, url=URL).entries
    except Rejected:
        return
    assert all(entry.id for entry in entries)
    assert "\0" not in "".join(entry.title or "" for entry in entries)
