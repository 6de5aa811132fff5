"""Bytes of RSS, Atom or CDF in, `ParsedFeed` out, by feedparser, which also reads what is broken.

Invariant: feedparser gets bytes and never an address or a file name, so it opens nothing.
"""

import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import feedparser.mixin

from pipeline.errors import Rejected
from pipeline.feeds.dates import ZONES
from pipeline.feeds.plain import (
    AUTHOR_CHARACTERS,
    check_date,
    clean_author,
    clean_field,
    clean_markup,
    clean_text,
    clean_title,
    find_related,
    has_markup,
    make_id,
    resolve_link,
    resolve_site,
)
from pipeline.feeds.references import drop_odd_references
from pipeline.model import Entry, ParsedFeed

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
EMPTY_ELEMENT = re.compile(r"<(br|hr|img|wbr|source|col)((?:\s[^<>]*)?)></\1>")
BASE64 = re.compile(r"(?:\s*[\w+/]){8,}[\s=]*", re.ASCII)
NO_TEXT = ("image/", "audio/", "video/")
NO_UTF16 = re.compile(rb"\s*<\?xml[^>]*encoding=[\"']utf-16[\"']", re.IGNORECASE)  # bytes that say so in ASCII are none
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ODD_INPUT = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    RecursionError,
    OverflowError,
)  # seen of feedparser's loose parser on broken feeds


def _shorten_author(self: Any, key: str = "author") -> None:  # noqa: ANN401 — feedparser has no types
    """Cut a name before feedparser looks for a mail address in it, which takes the square of its length: 138 s for 200,000 letters."""
    context = self._get_context()
    if isinstance(context.get(key), str):
        context[key] = context[key][:AUTHOR_CHARACTERS]
    _sync_author(self, key)


def _leave_out_tag(self: Any, *_: object) -> None:  # noqa: ANN401 — feedparser has no types
    """Keep no categories: feedparser compares each with all before it, and nothing here asks for them."""
    self._get_context().setdefault("tags", [])


_sync_author = feedparser.mixin._FeedParserMixin._sync_author_detail  # noqa: SLF001 — it offers no other way
feedparser.mixin._FeedParserMixin._sync_author_detail = _shorten_author  # noqa: SLF001
feedparser.mixin._FeedParserMixin._add_tag = _leave_out_tag  # noqa: SLF001


def parse_syndication(body: bytes, url: str, content_type: str | None) -> ParsedFeed:
    """What feedparser finds, which may be nothing: it takes anything for a feed.

    Raises:
        Rejected: feedparser fell over it.
    """
    try:
        # Nothing shows this HTML: an entry should hold what the feed gave, save for links that only an xml:base makes whole.
        found = feedparser.parse(
            io.BytesIO(drop_odd_references(body)),
            response_headers=_headers(find_charset(body, content_type)),
            sanitize_html=False,
            resolve_relative_uris=b"xml:base" in body,
        )
    except ODD_INPUT as error:
        raise Rejected(f"this feed is too broken to be read: {type(error).__name__}: {error}", about=url) from error
    link, version = resolve_site(found.feed.get("link"), url), found.get("version", "")  # none where there is nothing to read
    return ParsedFeed(
        title=_title(found.feed, version),
        link=link,
        language=clean_field(found.feed.get("language")),
        entries=tuple(_entry(entry, link or url, version) for entry in found.entries),
        hub=find_related(found.feed.get("links", ()), "hub", url),
        topic=find_related(found.feed.get("links", ()), "self", url),
    )


def find_charset(body: bytes, content_type: str | None) -> str | None:
    """The charset that a mark at the start or the header declares; without it the XML's own counts."""
    declared = CHARSET.search(content_type or "")
    if declared is None and NO_UTF16.match(body):
        return "utf-8"
    return "utf-16" if body.startswith(UTF16_MARKS) else declared[1] if declared else None


def _headers(charset: str | None) -> dict[str, str]:
    """Headers that make feedparser use this charset, else what the XML says, else UTF-8 (not US-ASCII)."""
    return {"content-type": f"application/xml; charset={charset}" if charset else "application/xml"}


def _entry(entry: Any, base: str, version: str) -> Entry:  # noqa: ANN401 — feedparser has no types
    link = resolve_link(entry.get("link"), base)
    summary, content = _field(entry, "summary"), _content(entry)
    published, updated = _moment(entry, "published"), _moment(entry, "updated")
    if published is None and not version.startswith("atom"):  # dc:date is all that many RSS feeds have
        published, updated = updated, None
    return Entry(
        id=clean_field(entry.get("id")) or link or make_id(clean_field(entry.get("title")), summary),
        title=_title(entry, version),
        link=link,
        published=published,
        updated=updated,
        author=_author(entry),
        summary=clean_text(summary, _is_plain(entry, "summary", version)) if summary != content else None,
        content=content or (summary if has_markup(summary) else None),
    )


def _content(entry: Any) -> str | None:  # noqa: ANN401 — feedparser has no types
    """The entry's full text, HTML before plain text; pictures and sounds are none."""
    contents = sorted(entry.get("content", ()), key=lambda content: "html" not in content.get("type", ""))
    texts = (content for content in contents if not _is_binary(content))
    return next((value for content in texts if (value := _markup(content.get("value"), content.get("type")))), None)


def _is_binary(content: Any) -> bool:  # noqa: ANN401 — feedparser has no types
    """Whether it is still base64, as are the bytes of a picture."""
    return content.get("type", "").startswith(NO_TEXT) and bool(BASE64.fullmatch(content.get("value", "")))


def _field(holder: Any, field: str) -> str | None:  # noqa: ANN401 — feedparser has no types
    return _markup(holder.get(field), holder.get(f"{field}_detail", {}).get("type"))


def _markup(value: object, kind: object) -> str | None:
    """XHTML with empty elements that HTML knows as such: feedparser writes `<br></br>`, which is two lines' end."""
    field = clean_field(value)
    return EMPTY_ELEMENT.sub(r"<\1\2 />", field) if field and kind == "application/xhtml+xml" else field


def _title(holder: Any, version: str) -> str | None:  # noqa: ANN401 — feedparser has no types
    return clean_title(_field(holder, "title"), _is_plain(holder, "title", version))


def _is_plain(holder: Any, field: str, version: str) -> bool:  # noqa: ANN401 — feedparser has no types
    """Atom says what is markup; in RSS one has to look."""
    kind = holder.get(f"{field}_detail", {}).get("type")
    return kind == "text/plain" and (version.startswith("atom") or not has_markup(holder.get(field)))


def _author(entry: Any) -> str | None:  # noqa: ANN401 — feedparser has no types
    """The names of all authors without their mail addresses, else what stands there: "A, B"."""
    names = [clean_author(author.get("name")) for author in entry.get("authors", ())]
    return ", ".join(dict.fromkeys(name for name in names if name)) or clean_markup(entry.get("author"))


def _moment(entry: Any, field: str) -> datetime | None:  # noqa: ANN401 — feedparser has no types
    # Not .get(): feedparser would warn, and give `published` for an `updated` that is not there.
    if f"{field}_parsed" not in entry or not (parts := entry[f"{field}_parsed"]):
        return None
    year, month, day, hour, minute, second = parts[:6]
    words = str(entry[field]).split() or [""]
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        return check_date(moment - timedelta(hours=ZONES.get(words[-1], 0)))
    except (ValueError, OverflowError):
        return None
