"""Bytes of RSS, Atom or CDF in, `ParsedFeed` out, by feedparser, which also reads what is broken.

Invariant: feedparser gets bytes and never an address or a file name, so it opens nothing.
"""

import io
import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import feedparser

from pipeline.errors import Rejected
from pipeline.feeds.plain import check_date, clean_field, clean_line, clean_markup, has_markup, resolve_link
from pipeline.model import Entry, ParsedFeed

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));")
SURROGATES = range(0xD800, 0xE000)
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ODD_INPUT = (ValueError, LookupError, AttributeError, TypeError, RecursionError)  # seen of feedparser's loose parser on broken feeds
# Hours ahead of UTC of the zone names that feedparser takes for UTC.
ZONES = {
    "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2, "IST": 5.5, "SGT": 8, "HKT": 8, "JST": 9,
    "AWST": 8, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "HST": -10, "AKST": -9, "AKDT": -8,
}  # fmt: skip


def parse_syndication(body: bytes, url: str, content_type: str | None) -> ParsedFeed:
    """What feedparser finds, which may be nothing: it takes anything for a feed.

    Raises:
        Rejected: feedparser fell over it.
    """
    try:
        # Sanitizing is off: nothing shows this HTML, and an entry should hold what the feed gave.
        found = feedparser.parse(io.BytesIO(_without_surrogates(body)), response_headers=_headers(body, content_type), sanitize_html=False)
    except ODD_INPUT as error:
        raise Rejected(f"this feed is too broken to be read: {type(error).__name__}: {error}", about=url) from error
    base = resolve_link(found.feed.get("link"), url) or url
    return ParsedFeed(
        title=_title(found.feed, found.version),
        link=resolve_link(found.feed.get("link"), url),
        language=clean_field(found.feed.get("language")),
        entries=tuple(_entry(entry, base, found.version) for entry in found.entries),
    )


def _headers(body: bytes, content_type: str | None) -> dict[str, str]:
    """Headers that make feedparser use the charset we were told, else what the XML says, else UTF-8 (not US-ASCII)."""
    charset = CHARSET.search(content_type or "")
    name = "utf-16" if body.startswith(UTF16_MARKS) else charset[1] if charset else None
    return {"content-type": f"application/xml; charset={name}" if name else "application/xml"}


def _without_surrogates(body: bytes) -> bytes:
    """The body without references to half characters ("&#xD83D;"), over which feedparser falls."""
    return REFERENCE.sub(lambda found: b"" if _number(found) in SURROGATES else found[0], body)


def _number(reference: re.Match[bytes]) -> int:
    return int(reference[1], 16) if reference[1] else int(reference[2])


def _entry(entry: Any, base: str, version: str) -> Entry:  # noqa: ANN401 — feedparser has no types
    link = resolve_link(entry.get("link"), base)
    summary, content = clean_field(entry.get("summary")), _content(entry)
    published, updated = _moment(entry, "published"), _moment(entry, "updated")
    if published is None and not version.startswith("atom"):  # dc:date is all that many RSS feeds have
        published, updated = updated, None
    return Entry(
        id=clean_field(entry.get("id")) or link or _made_id(entry),
        title=_title(entry, version),
        link=link,
        published=published,
        updated=updated,
        author=_author(entry),
        summary=_text(entry, "summary", version) if summary != content else None,
        content=content or (summary if has_markup(summary) else None),
    )


def _content(entry: Any) -> str | None:  # noqa: ANN401 — feedparser has no types
    """The entry's full text, HTML before plain text."""
    contents = sorted(entry.get("content", ()), key=lambda content: "html" not in content.get("type", ""))
    return next((value for content in contents if (value := clean_field(content.get("value")))), None)


def _title(holder: Any, version: str) -> str | None:  # noqa: ANN401 — feedparser has no types
    """A title as the feed gave it: plain, or with its tags where it has some."""
    title = clean_line(holder.get("title"))
    return title if has_markup(title) else _text(holder, "title", version)


def _text(holder: Any, field: str, version: str) -> str | None:  # noqa: ANN401 — feedparser has no types
    """A field as plain text. Atom says what is markup; in RSS one has to look."""
    value, kind = holder.get(field), holder.get(f"{field}_detail", {}).get("type")
    if kind == "text/plain" and (version.startswith("atom") or not has_markup(value)):
        return clean_line(value)
    return clean_markup(value)


def _author(entry: Any) -> str | None:  # noqa: ANN401 — feedparser has no types
    """The names of all authors without their mail addresses, else what stands there: "A, B"."""
    names = [clean_markup(author.get("name")) for author in entry.get("authors", ())]
    return ", ".join(dict.fromkeys(name for name in names if name)) or clean_markup(entry.get("author"))


def _moment(entry: Any, field: str) -> datetime | None:  # noqa: ANN401 — feedparser has no types
    # Not .get(): feedparser would warn, and give `published` for an `updated` that is not there.
    if f"{field}_parsed" not in entry or not (parts := entry[f"{field}_parsed"]):
        return None
    year, month, day, hour, minute, second = parts[:6]
    words = str(entry[field]).split() or [""]
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
    return check_date(moment - timedelta(hours=ZONES.get(words[-1], 0)))


def _made_id(entry: Any) -> str:  # noqa: ANN401 — feedparser has no types
    """An id for an entry that has neither its own nor a link: the same for the same words."""
    return sha256(f"{entry.get('title')}\0{entry.get('summary')}".encode(errors="replace")).hexdigest()[:32]
