"""Bytes of a Google news sitemap in, `ParsedFeed` out.

Invariant: only addresses that the sitemap marks as news become entries; nothing is loaded and no entity expanded.
"""

from typing import Any

from lxml import etree

from pipeline.errors import Rejected
from pipeline.feeds.plain import clean_field, clean_line, parse_iso_date, resolve_link
from pipeline.model import Entry, ParsedFeed


def parse_sitemap(body: bytes, url: str) -> ParsedFeed:
    """What a news sitemap says; the publication it names first gives title and language.

    Raises:
        Rejected: the XML is broken, or it is a sitemap of another kind.
    """
    root = _root(body, url)
    if etree.QName(root).localname == "sitemapindex":
        raise Rejected(f"this is an index of sitemaps: add those of news that it names, such as {_named(root, url)}", about=url)
    pages = root.findall("{*}url")
    news = [page for page in pages if page.find("{*}news") is not None]
    if pages and not news:
        raise Rejected("this sitemap marks nothing as news", about=url)
    return ParsedFeed(
        title=next((name for page in news if (name := _field(page, "publication/{*}name"))), None),
        language=next((code for page in news if (code := _field(page, "publication/{*}language"))), None),
        entries=tuple(entry for page in news if (entry := _entry(page, url))),
    )


def _named(index: Any, base: str) -> str:  # noqa: ANN401 — lxml has no types
    """The first three sitemaps that an index names, those with "news" in their address first."""
    links = [link for entry in index.findall("{*}sitemap") if (link := resolve_link(entry.findtext("{*}loc"), base))]
    return ", ".join(sorted(links, key=lambda link: "news" not in link.lower())[:3]) or "none"


def _root(body: bytes, url: str) -> Any:  # noqa: ANN401 — lxml has no types
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Rejected(f"this is a broken sitemap: {error}", about=url) from error
    if root is None:
        raise Rejected("this is a broken sitemap", about=url)
    return root


def _entry(page: Any, base: str) -> Entry | None:  # noqa: ANN401 — lxml has no types
    link = resolve_link(page.findtext("{*}loc"), base)
    if link is None:
        return None
    return Entry(
        id=link,
        title=clean_line(_field(page, "title")),
        link=link,
        published=parse_iso_date(_field(page, "publication_date")),
        updated=parse_iso_date(page.findtext("{*}lastmod")),
    )


def _field(page: Any, name: str) -> str | None:  # noqa: ANN401 — lxml has no types
    return clean_field(page.findtext(f"{{*}}news/{{*}}{name}"))
