"""The bytes of a web page in, the addresses of the feeds that it names out.

Invariant: addresses are absolute and of the web, each once, in the page's order; no page costs more than its first bytes.
"""

from itertools import islice

from lxml import etree
from lxml.html import document_fromstring

from pipeline.feeds.plain import resolve_link

HEAD_BYTES = 200_000  # where such tags stand
MAX_LINKS = 50  # of one page: who names more names everything
MAX_URL = 2_000  # characters; a base without end would be joined to each link
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})


def find_feed_links(body: bytes, url: str) -> list[str]:
    """The feeds that a page's `<link rel="alternate">` tags name; an empty list when there is none."""
    try:
        page = document_fromstring(body[:HEAD_BYTES])
    except (etree.LxmlError, ValueError):  # an empty page, or one that is no HTML at all
        return []
    base = _resolve(next(iter(page.xpath("//base/@href")), None), url) or url
    links = (_resolve(link.get("href"), base) for link in page.iter("link") if _names_feed(link.get("rel"), link.get("type")))
    return list(islice(dict.fromkeys(filter(None, links)), MAX_LINKS))


def _resolve(link: str | None, base: str) -> str | None:
    found = resolve_link(link, base) if link and len(link) <= MAX_URL else None
    return found if found and found.lower().startswith(("http://", "https://")) else None


def _names_feed(rel: str | None, kind: str | None) -> bool:
    return "alternate" in (rel or "").lower().split() and (kind or "").partition(";")[0].strip().lower() in FEED_TYPES
