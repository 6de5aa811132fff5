"""The site's feeds in their four formats. In: a feed, what it announces and the site's address; out: bytes and type.

Invariant: every link is absolute and starts with the address that is really served.
"""

import json
from collections.abc import Callable, Sequence
from email.utils import format_datetime
from html import escape
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from seeds.articles import NewsText, SiteFeed

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

Announced = Sequence[tuple[str, NewsText]]  # the link that the feed gives, which may be an old one, and the article

for prefix, namespace in {"atom": ATOM, "dc": DC, "sitemap": SITEMAP, "news": NEWS}.items():
    register_namespace(prefix, namespace)


def build_feed(feed: SiteFeed, announced: Announced, base: str) -> tuple[bytes, str]:
    """The feed's bytes and their Content-Type; `base` is the site's address without a closing slash."""
    build, content_type = KINDS[feed.kind]
    return build(feed, announced, base), content_type


def _build_rss(feed: SiteFeed, announced: Announced, base: str) -> bytes:
    rss = Element("rss", version="2.0")
    channel = SubElement(rss, "channel")
    _add(channel, "title", feed.publisher.name)
    _add(channel, "link", f"{base}/{feed.publisher.key}/")
    _add(channel, "description", feed.publisher.about)
    _add(channel, "language", feed.publisher.language)
    SubElement(channel, f"{{{ATOM}}}link", href=base + feed.link, rel="self", type="application/rss+xml")
    for link, article in announced:
        _add_rss_entry(channel, base + link, article)
    return _to_bytes(rss)


def _add_rss_entry(channel: Element, url: str, article: NewsText) -> None:
    entry = SubElement(channel, "item")
    _add(entry, "title", article.title)
    _add(entry, "link", url)
    _add(entry, "guid", url)
    _add(entry, "pubDate", format_datetime(article.published))
    if article.updated:
        _add(entry, f"{{{ATOM}}}updated", article.updated.isoformat())
    _add(entry, f"{{{DC}}}creator", article.author)
    _add(entry, "category", article.section)
    _add(entry, "description", f"<p>{escape(article.summary)}</p>")


def _build_atom(feed: SiteFeed, announced: Announced, base: str) -> bytes:
    root = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": feed.publisher.language})
    _add(root, f"{{{ATOM}}}title", feed.publisher.name)
    _add(root, f"{{{ATOM}}}id", base + feed.link)
    _add(root, f"{{{ATOM}}}updated", max(article.changed for _, article in announced).isoformat())
    SubElement(root, f"{{{ATOM}}}link", href=base + feed.link, rel="self")
    SubElement(root, f"{{{ATOM}}}link", href=f"{base}/{feed.publisher.key}/")
    for link, article in announced:
        _add_atom_entry(root, base + link, article)
    return _to_bytes(root)


def _add_atom_entry(root: Element, url: str, article: NewsText) -> None:
    entry = SubElement(root, f"{{{ATOM}}}entry")
    _add(entry, f"{{{ATOM}}}title", article.title)
    _add(entry, f"{{{ATOM}}}id", url)
    SubElement(entry, f"{{{ATOM}}}link", href=url)
    _add(entry, f"{{{ATOM}}}published", article.published.isoformat())
    _add(entry, f"{{{ATOM}}}updated", article.changed.isoformat())
    _add(SubElement(entry, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", article.author)
    SubElement(entry, f"{{{ATOM}}}category", term=article.section)
    _add(entry, f"{{{ATOM}}}summary", article.summary)


def _build_json(feed: SiteFeed, announced: Announced, base: str) -> bytes:
    facts = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.publisher.name,
        "description": feed.publisher.about,
        "home_page_url": f"{base}/{feed.publisher.key}/",
        "feed_url": base + feed.link,
        "language": feed.publisher.language,
        "items": [_make_json_entry(base + link, article) for link, article in announced],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()


def _make_json_entry(url: str, article: NewsText) -> dict[str, object]:
    return {
        "id": url,
        "url": url,
        "title": article.title,
        "summary": article.summary,
        "content_html": "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in article.paragraphs),
        "date_published": article.published.isoformat(),
        "date_modified": article.changed.isoformat(),
        "authors": [{"name": article.author}],
        "tags": [article.section],
    }


def _build_sitemap(feed: SiteFeed, announced: Announced, base: str) -> bytes:
    root = Element(f"{{{SITEMAP}}}urlset")
    for link, article in announced:
        url = SubElement(root, f"{{{SITEMAP}}}url")
        _add(url, f"{{{SITEMAP}}}loc", base + link)
        news = SubElement(url, f"{{{NEWS}}}news")
        publication = SubElement(news, f"{{{NEWS}}}publication")
        _add(publication, f"{{{NEWS}}}name", feed.publisher.name)
        _add(publication, f"{{{NEWS}}}language", feed.publisher.language)
        _add(news, f"{{{NEWS}}}publication_date", article.published.isoformat())
        _add(news, f"{{{NEWS}}}title", article.title)
    return _to_bytes(root)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _to_bytes(root: Element) -> bytes:
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


KINDS: dict[str, tuple[Callable[[SiteFeed, Announced, str], bytes], str]] = {
    "rss": (_build_rss, "application/rss+xml; charset=utf-8"),
    "atom": (_build_atom, "application/atom+xml; charset=utf-8"),
    "json": (_build_json, "application/feed+json"),
    "sitemap": (_build_sitemap, "application/xml"),
}
