"""Bytes of a JSON Feed (1.0, 1.1) in, `ParsedFeed` out.

Invariant: a field of the wrong type is a field that is not there, as the format's makers ask readers to do; an entry
without an id gets its link for one, and one without a title its first words. Relative links belong to the home page.
"""

import json
from hashlib import sha256
from typing import Any

from pipeline.errors import Rejected
from pipeline.feeds.plain import clean_field, clean_line, clean_markup, first_words, parse_iso_date, resolve_link
from pipeline.model import Entry, ParsedFeed

MAX_ITEMS = 50_000  # as many as 100,000 tags of XML can hold


def parse_json_feed(body: bytes, url: str) -> ParsedFeed:
    """What a JSON Feed says.

    Raises:
        Rejected: the JSON is broken, is no JSON Feed, or has too many items.
    """
    try:
        feed = json.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise Rejected(f"this is broken JSON, not a feed: {error}", about=url) from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(feed, dict) or not _is_feed(feed.get("version"), items):
        raise Rejected("this is JSON, but no JSON Feed", about=url)
    if isinstance(items, list) and len(items) > MAX_ITEMS:
        raise Rejected(f"more than {MAX_ITEMS:,} items are too many for a feed", about=url)
    link = resolve_link(feed.get("home_page_url"), url)
    return ParsedFeed(
        title=clean_line(feed.get("title")),
        link=link,
        language=clean_field(feed.get("language")),
        entries=tuple(_entry(item, link or url, _author(feed)) for item in items if isinstance(item, dict))
        if isinstance(items, list)
        else (),
        hub=_hub(feed.get("hubs"), url),
        topic=resolve_link(feed.get("feed_url"), url),
    )


def _hub(hubs: object, url: str) -> str | None:
    """The first hub that speaks WebSub; rssCloud is another protocol."""
    listed = hubs if isinstance(hubs, list) else []
    found = (resolve_link(hub.get("url"), url) for hub in listed if isinstance(hub, dict) and str(hub.get("type")).lower() == "websub")
    return next((hub for hub in found if hub), None)


def _is_feed(version: object, items: object) -> bool:
    """The version is an address of jsonfeed.org; some write the bare number."""
    return "jsonfeed.org/version" in str(version) or (str(version) in {"1", "1.0", "1.1"} and isinstance(items, list))


def _entry(item: dict[str, Any], base: str, feed_author: str | None) -> Entry:
    link = resolve_link(item.get("url"), base) or resolve_link(item.get("external_url"), base)
    return Entry(
        id=_id(item.get("id")) or link or sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:32],
        title=clean_line(item.get("title")) or _first_words(item),
        link=link,
        published=parse_iso_date(item.get("date_published")),
        updated=parse_iso_date(item.get("date_modified")),
        author=_author(item) or feed_author,
        summary=clean_markup(item.get("summary")),
        content=clean_field(item.get("content_html")) or clean_field(item.get("content_text")),
    )


def _first_words(item: dict[str, Any]) -> str | None:
    """What a reader sees first of an item that has no title, as those of microblogs."""
    return next((words for field in ("summary", "content_text", "content_html") if (words := first_words(item.get(field)))), None)


def _id(value: object) -> str | None:
    """The id as text; numbers occur although the format wants strings."""
    return clean_field(str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value)


def _author(holder: dict[str, Any]) -> str | None:
    """The names of version 1.1's `authors` and of 1.0's `author`, each once: "A, B"."""
    authors = holder.get("authors")
    people = [*(authors if isinstance(authors, list) else [authors]), holder.get("author")]
    names = [name for person in people if isinstance(person, dict) and (name := clean_line(person.get("name")))]
    return ", ".join(dict.fromkeys(names)) or None
