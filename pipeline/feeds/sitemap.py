"""Bytes of a Google news sitemap, or of an index that names some, in, `ParsedFeed` out.

Invariant: only addresses that the sitemap marks as news become entries; nothing is loaded and no entity expanded. However long
an index is, few of its sitemaps are named, and the same ones for the same bytes.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from lxml import etree

from pipeline.errors import Rejected
from pipeline.feeds.plain import clean_field, clean_line, parse_iso_date, resolve_link
from pipeline.feeds.references import drop_odd_references
from pipeline.model import Entry, ParsedFeed

MOST_SITEMAPS = 20  # of an index; those of large publishers name some ten for news
RECENT = timedelta(days=3)  # before the newest of its sitemaps; a news sitemap holds articles of two days


def parse_sitemap(body: bytes, url: str) -> ParsedFeed:
    """What a news sitemap says; the publication it names first gives title and language. Of an index: the sitemaps to poll.

    Raises:
        Rejected: the XML is broken, or it is a sitemap of another kind, or an index that names none for news.
    """
    root = _root(body, url)
    try:
        return _read(root, url)
    except UnicodeDecodeError as error:  # half characters, which lxml lets in and not out
        raise Rejected("this is a broken sitemap: it holds half characters", about=url) from error


def _read(root: Any, url: str) -> ParsedFeed:  # noqa: ANN401 — lxml has no types
    if root.tag.rpartition("}")[2] == "sitemapindex":  # etree.QName falls over a namespace that holds a brace
        return ParsedFeed(sitemaps=_choose(_named(root, url), url))
    pages = root.findall("{*}url")
    news = [page for page in pages if page.find("{*}news") is not None]
    if pages and not news:
        raise Rejected("this sitemap marks nothing as news", about=url)
    return ParsedFeed(
        title=next((name for page in news if (name := _field(page, "publication/{*}name"))), None),
        language=next((code for page in news if (code := _field(page, "publication/{*}language"))), None),
        entries=tuple(entry for page in news if (entry := _entry(page, url))),
    )


def _named(index: Any, base: str) -> list[tuple[str, datetime | None]]:  # noqa: ANN401 — lxml has no types
    """The sitemaps that an index names, with the times when they changed."""
    named = (
        (resolve_link(entry.findtext("{*}loc"), base), parse_iso_date(entry.findtext("{*}lastmod"))) for entry in index.iter("{*}sitemap")
    )
    return [(link, changed) for link, changed in named if link and link.startswith(("http://", "https://")) and link != base]


def _choose(named: Sequence[tuple[str, datetime | None]], base: str) -> tuple[str, ...]:
    """Those that are for news by their address or that of their index, and changed lately; the newest where there are many.

    Where an index tells no times, the newest may stand first or last.
    """
    news = [(link, changed) for link, changed in named if _is_for_news(base) or _is_for_news(link)]
    if not news:
        some = ", ".join(link for link, _ in named[:3]) or "none"
        raise Rejected(f"this index of sitemaps names none for news; if one of them is, add that: {some}", about=base)
    dated = sorted(((changed, link) for link, changed in news if changed), reverse=True)
    recent = [link for changed, link in dated if changed >= dated[0][0] - RECENT]
    undated = [link for link, changed in news if changed is None]
    ends = undated if len(undated) <= MOST_SITEMAPS else undated[: MOST_SITEMAPS // 2] + undated[-MOST_SITEMAPS // 2 :]
    return tuple(dict.fromkeys([*recent, *ends]))[:MOST_SITEMAPS]


def _is_for_news(url: str) -> bool:
    return "news" in url.lower().partition("://")[2].partition("/")[2]


def _root(body: bytes, url: str) -> Any:  # noqa: ANN401 — lxml has no types
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(drop_odd_references(body.strip()), parser)
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
