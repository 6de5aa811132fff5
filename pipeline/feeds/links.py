"""The bytes of a web page in, the addresses of the feeds that it names out.

Invariant: addresses are absolute, each once, in the page's order.
"""

from lxml import etree
from lxml.html import document_fromstring

from pipeline.feeds.plain import resolve_link

HEAD_BYTES = 200_000  # where such tags stand
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})


def find_feed_links(body: bytes, url: str) -> list[str]:
    """The feeds that a page's `<link rel="alternate">` tags name; an empty list when there is none."""
    try:
        page = document_fromstring(body[:HEAD_BYTES])
    except (etree.LxmlError, ValueError):  # an empty page, or one that is no HTML at all
        return []
    base = resolve_link(next(iter(page.xpath("//base/@href")), None), url) or url
    links = [resolve_link(link.get("href"), base) for link in page.iter("link") if _names_feed(link.get("rel"), link.get("type"))]
    return list(dict.fromkeys(link for link in links if link))


def _names_feed(rel: str | None, kind: str | None) -> bool:
    return "alternate" in (rel or "").lower().split() and (kind or "").partition(";")[0].strip().lower() in FEED_TYPES
