"""What feeds put into their fields in, plain text and sane values out.

Invariant: what comes out holds no control characters, no lone surrogates and no white space at its ends; it is None
rather than empty.
"""

import html
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from textwrap import shorten
from typing import Any
from urllib.parse import urljoin

UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# [^<>] and not [^>]: a body of "<a<a<a…" must not be read again from each "<".
TAG = re.compile(r"<[!/?A-Za-z][^<>]*>")
# Told from "if x<y and z>0", which plain text may hold.
KNOWN_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|b|blockquote|br|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|li|ol|p|pre|q|s|section|small|span|strong|sub|sup|table|td|tr|u|ul|video)\b[^<>]*>",
    re.IGNORECASE,
)
# What stands before "@" has at most 64 characters (RFC 5321) and is looked at once.
MAIL = re.compile(r"[(<]?(?<![\w.+-])(?:mailto:)?[\w.+-]{1,64}@(?:[\w-]+\.)+\w+[)>]?")
AUTHOR_CHARACTERS = 500  # more is no byline
# Addresses that urljoin would give back as they are.
ABSOLUTE = re.compile(r"https?://[\w.:-]+/[\w./%+~@,:-]*(?:\?[\w./%+~@,:=&-]+)?", re.ASCII)
OLDEST, NEWEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def clean_field(value: object) -> str | None:
    """A field as it was given but for what no text may hold: `" a&b "` gives `"a&b"`, and what is no string gives None."""
    if not isinstance(value, str):
        return None
    return (value if value.isprintable() else UNWANTED.sub("", value)).strip() or None


def clean_markup(value: object) -> str | None:
    """The plain text of HTML: `"<b>AT&amp;T</b> said"` gives `"AT&T said"`."""
    if not isinstance(value, str) or not ("<" in value or "&" in value):
        return clean_line(value)
    field = clean_field(value)
    return clean_field(" ".join(html.unescape(TAG.sub(" ", _close_up(field))).split())) if field else None


def first_words(value: object) -> str | None:
    """A title for want of one, at most 100 characters, cut between words: `"<p>Hello, <b>world</b>!</p>"` gives `"Hello, world!"`."""
    text = clean_markup(value)
    return shorten(text[:1000], 100, placeholder="…") if text else None


def clean_line(value: object) -> str | None:
    """Plain text with its white space folded: one line."""
    if isinstance(value, str) and value.isprintable() and "  " not in value:  # no white space but single spaces
        return value.strip() or None
    field = clean_field(value)
    return " ".join(field.split()) if field else None


def has_markup(value: str | None) -> bool:
    """Whether a text holds an HTML tag that is in common use."""
    return bool(value and "<" in value and KNOWN_TAG.search(value))


def clean_text(value: str | None, is_plain: bool) -> str | None:
    """A text as one line; what is not plain is HTML."""
    return clean_line(value) if is_plain else clean_markup(value)


def clean_title(value: str | None, is_plain: bool) -> str | None:
    """A title as the feed gave it: plain, or with its tags where it has some."""
    title = clean_line(value)
    return title if is_plain or has_markup(title) else clean_markup(value)


def clean_author(value: object) -> str | None:
    """The name without the mail address: `"ada@example.org (Ada Crane)"` gives `"Ada Crane"`; an address alone stays."""
    name = clean_markup(value[:AUTHOR_CHARACTERS]) if isinstance(value, str) else None
    if name is None or not ("@" in name or "mailto:" in name):
        return name
    bare = " ".join(MAIL.sub(" ", name).replace("()", " ").split()).removesuffix("(mailto:").strip()
    return bare.removeprefix("(").removesuffix(")") if bare.startswith("(") else bare or name


def make_id(title: str | None, summary: str | None) -> str:
    """An id for an entry that has neither its own nor a link: the same for the same words."""
    return sha256(f"{title}\0{summary}".encode(errors="replace")).hexdigest()[:32]


def resolve_link(value: object, base: str) -> str | None:
    """An absolute address: a relative link is joined to `base`; one that is no address at all stays as it is."""
    link = clean_field(value)
    if link and ABSOLUTE.fullmatch(link):
        return link
    try:
        return urljoin(base, link) if link else None
    except ValueError:
        return link


def find_related(links: Iterable[Any], relation: str, base: str) -> str | None:
    """Where the first of these links of a feed with `rel="self"` or `"hub"` leads; `links` are elements or dicts with attributes."""
    targets = (link.get("href") for link in links if relation in (link.get("rel") or "").lower().split())
    return next((address for target in targets if (address := resolve_link(target, base))), None)


def resolve_site(value: object, base: str) -> str | None:
    """The address of a feed's site; an id that stands in its place ("urn:…", "tag:…") is none."""
    link = resolve_link(value, base)
    return None if link and link.startswith(("urn:", "tag:")) else link


def check_date(moment: datetime | None) -> datetime | None:
    """The moment in UTC, or None when no news can be from then: clocks that say 1970 or 0001 are wrong."""
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC) if OLDEST <= aware < NEWEST else None


def parse_iso_date(value: object) -> datetime | None:
    """A moment from ISO 8601 (RFC 3339, W3C): `"2026-03-01T10:00:00+01:00"`; without a zone it is taken for UTC."""
    field = clean_field(value)
    try:
        return check_date(datetime.fromisoformat(field)) if field else None
    except ValueError:
        return None


def _close_up(markup: str) -> str:
    # Inline tags stand inside words ("H<sub>2</sub>O"), all others part them ("one<br>two").
    return re.sub(r"</?(?:a|abbr|b|em|font|i|span|strong|sub|sup|u)\b[^<>]*>", "", markup, flags=re.IGNORECASE)
