"""A page, at each step of reading it, in; the reason not to go on out, or None.

Invariant: a reason is one line that an operator understands without seeing the page.
"""

import re

from pipeline.model import Page

PAGE_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml", "application/octet-stream"})
MAGIC = {
    b"%PDF": "application/pdf",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"PK\x03\x04": "application/zip",
    b"\x1f\x8b": "application/gzip",
    b"\xd0\xcf\x11\xe0": "application/msword",
    b"\x7fELF": "a program",
    b"ID3": "audio/mpeg",
}
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MAX_TAGS = 100_000  # trafilatura takes 40 µs a tag; a long live blog has 30,000
MAX_ATTRIBUTES = 5_000  # of one tag: libxml2 compares each with all before it
LONG_TAG = 4 * MAX_ATTRIBUTES  # characters; a shorter one cannot hold so many to matter
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
LEAST_TEXT = 40  # characters: a news flash is one sentence
STUB = 1_000  # characters: what a paywall lets one read of an article is less


def refuse_bytes(page: Page) -> str | None:
    """Why the bytes are no page at all."""
    if not page.body.strip():
        return "the page is empty"
    kind = next((kind for magic, kind in MAGIC.items() if page.body.startswith(magic)), None)
    declared = (page.content_type or "").partition(";")[0].strip().lower()
    if kind or declared not in PAGE_TYPES:
        return f"not a web page: {kind or declared}"
    if b"\0" in page.body[:1000] and not page.body.startswith(UTF16_MARKS):
        return "not a web page: binary data"
    return None


def refuse_markup(html: str) -> str | None:
    """Why the page would cost more time than any article does."""
    pieces = html.split("<")
    if len(pieces) > MAX_TAGS:
        return f"the page has more than {MAX_TAGS:,} tags"
    tags = (tag for piece in pieces if len(piece) > LONG_TAG and len(tag := piece.partition(">")[0]) > LONG_TAG)
    if any(len(QUOTED.sub("", tag).split()) > MAX_ATTRIBUTES for tag in tags):
        return f"a tag of the page has more than {MAX_ATTRIBUTES:,} attributes"
    return None


def refuse_text(text: str, *, is_free: bool) -> str | None:
    """Why the text is not the article's."""
    if len(text) < LEAST_TEXT:
        return "no article text found"
    if not is_free and len(text) < STUB:
        return f"behind a paywall: only {len(text)} characters of it are free"
    return None
