"""Bytes of a feed in, `ParsedFeed` out: tells what kind of feed it is and hands it to the reader of that kind.

Invariant: bytes that are no feed, or that are built to hurt, end as `Rejected` with a reason before a parser works on them.
"""

import gzip
import re
import zlib
from io import BytesIO
from itertools import islice

from msgspec.structs import replace

from pipeline.errors import Rejected
from pipeline.feeds.jsonfeed import parse_json_feed
from pipeline.feeds.manners import read_rest
from pipeline.feeds.sitemap import parse_sitemap
from pipeline.feeds.syndication import parse_syndication
from pipeline.feeds.wellformed import parse_wellformed
from pipeline.model import ParsedFeed

HEAD_BYTES = 2000
MAX_TAGS = 100_000  # a feed of 500 entries has some 10,000
# What feedparser takes for each, in seconds on one core of 2024; a feed of 500 entries takes 0.3.
TAG_S, ATTRIBUTE_S, REFERENCE_S, BYTE_S = 25e-6, 5e-6, 2.5e-6, 0.15e-6
MAX_COST_S = 2.5
LONG_BASE = re.compile(rb"\bbase\s*=\s*(?:\"[^\"]{2000}|'[^']{2000})")  # feedparser joins it to each link anew
MAX_ATTRIBUTES = 1_000  # of one tag: parsers compare each with all before it
WORD = re.compile(rb"\"[^\"]*\"|'[^']*'|([^\s\"']+)")  # of a tag, or what stands in quotation marks
NAMESPACE = re.compile(rb"\sxmlns:([\w.-]+)\s*=")
MAX_NAMESPACES = 500  # different ones; feedparser takes 25 s for 30,000
MAX_ENTITIES = 100  # some feeds declare a few HTML entities by hand
WEB_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
FEED_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
SITEMAP_ROOT = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
ENTITY = re.compile(rb"<!ENTITY\s[^<>]*>", re.IGNORECASE)
EXPANDING = re.compile(rb"&(?!#)|%\w+;")
# Charsets that Python decodes in the square of the time; they are for names of hosts.
SLOW_CHARSET = re.compile(rb"(?:encoding|charset)\s*=\s*[\"']?\s*(?:punycode|idna)", re.IGNORECASE)
GZIP = b"\x1f\x8b"
MAX_UNPACKED = 10_000_000  # bytes; a sitemap of 10,000 articles has some 6 million
EBCDIC = b"\x4c\x6f\xa7\x94"  # "<?xm"
BINARY = (EBCDIC, b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", GZIP, b"\x28\xb5\x2f\xfd", b"\x7fELF")


def parse_feed(body: bytes, *, url: str, content_type: str | None = None) -> ParsedFeed:
    """What a feed says: RSS, Atom, JSON Feed, a Google news sitemap or an index of such.

    Args:
        body: the bytes as received, decompressed; a file that is itself gzip, as many sitemaps are, is unpacked.
        url: where they came from; relative links are joined to it.
        content_type: the header, for its charset.

    Raises:
        Rejected: the bytes are no feed, or cost too much to read; the reason says which.
    """
    body = _unpack(body, url)
    head = _head(body)
    if head.startswith((b"{", b"[")):
        return parse_json_feed(body, url)
    if WEB_PAGE.search(head) and not FEED_ROOT.search(head):
        raise Rejected("this is a web page, not a feed", about=url)
    _check_tags(body, url)
    if FEED_ROOT.search(head) and (feed := parse_wellformed(body, url, content_type)):
        return replace(feed, rest=read_rest(body))
    visible = body.replace(b"\0", b"")
    check_shape(visible, url)
    if SITEMAP_ROOT.search(head):
        return parse_sitemap(body, url)
    _check_charset(visible, url, content_type)
    _check_cost(visible, url)
    feed = parse_syndication(body, url, content_type)
    if not feed.entries and not FEED_ROOT.search(head):
        raise Rejected("this is no feed: neither RSS, Atom, JSON Feed nor a news sitemap", about=url)
    return replace(feed, rest=read_rest(body))


def _unpack(body: bytes, url: str) -> bytes:
    if not body.startswith(GZIP):
        return body
    try:
        unpacked = gzip.GzipFile(fileobj=BytesIO(body)).read(MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Rejected("this is a broken gzip file", about=url) from error
    if len(unpacked) > MAX_UNPACKED:
        raise Rejected(f"it unpacks to more than {MAX_UNPACKED:,} bytes", about=url)
    return unpacked


def _head(body: bytes) -> bytes:
    """The first bytes in a form that can be looked at, in whichever encoding: no byte order mark, no NUL (UTF-16)."""
    if body.startswith(BINARY):
        raise Rejected("this is a binary file, not a feed")
    head = body[:HEAD_BYTES].lstrip(b"\xef\xbb\xbf\xff\xfe\x00").replace(b"\0", b"").lstrip()
    if not head:
        raise Rejected("the feed is empty")
    return head


def _check_tags(body: bytes, url: str) -> None:
    if body.count(b"<") > MAX_TAGS and _count_tags(body.replace(b"\0", b"")) > MAX_TAGS:
        raise Rejected(f"more than {MAX_TAGS:,} tags are too many for a feed", about=url)


def _check_charset(visible: bytes, url: str, content_type: str | None) -> None:
    declared = visible.partition(b">")[0] + (content_type or "").encode(errors="replace")
    if SLOW_CHARSET.search(declared):
        raise Rejected("its charset is for names of hosts, not for feeds", about=url)


def _check_cost(visible: bytes, url: str) -> None:
    attributes = visible.count(b'="') + visible.count(b"='")
    cost_s = TAG_S * _count_tags(visible) + ATTRIBUTE_S * attributes + REFERENCE_S * visible.count(b"&") + BYTE_S * len(visible)
    if cost_s > MAX_COST_S:
        raise Rejected(f"it is broken, and so large that it would take {cost_s:.0f} s to read all the same", about=url)
    if LONG_BASE.search(visible):
        raise Rejected("its xml:base is longer than any address", about=url)


def check_shape(visible: bytes, url: str) -> None:
    """Raises Rejected for XML, without NULs, on which a parser would work in the square of its size; the reason says why."""
    tags = (tag for piece in visible.split(b"<") if len(tag := piece.partition(b">")[0]) > MAX_ATTRIBUTES)
    if any(_count_words(tag) > MAX_ATTRIBUTES for tag in tags):
        raise Rejected(f"a tag with more than {MAX_ATTRIBUTES:,} attributes is no part of a feed", about=url)
    if len(set(NAMESPACE.findall(visible))) > MAX_NAMESPACES:
        raise Rejected(f"more than {MAX_NAMESPACES} namespaces are no feed's", about=url)
    entities = ENTITY.findall(visible)
    if len(entities) > MAX_ENTITIES or any(EXPANDING.search(entity) for entity in entities):
        raise Rejected("it declares entities that expand into others: refused as unsafe", about=url)


def _count_words(tag: bytes) -> int:
    """How many words stand in a tag outside of quotation marks, counted to just above the limit: its name and its attributes."""
    words = (word for word in WORD.finditer(tag) if word[1])
    return sum(1 for _ in islice(words, MAX_ATTRIBUTES + 1))


def _count_tags(body: bytes) -> int:
    """How many tags there are outside of CDATA sections, whose content costs a parser nothing."""
    first, *sections = body.split(b"<![CDATA[")
    return first.count(b"<") + sum(section.partition(b"]]>")[2].count(b"<") for section in sections)
