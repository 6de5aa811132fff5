"""A page in, whether it can be cleaned out: told before any parser works on it.

Invariant: what passes is text, and costs seconds at most.
"""

import re

from pipeline.errors import Rejected
from pipeline.model import Page

HEAD_BYTES = 1000
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
READABLE = frozenset({"", "text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml"})
# First bytes of what is often served as a web page without being one.
MAGIC = (
    (b"%PDF", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image or sound"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x7fELF", "a program"),
)
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def check_page(page: Page) -> None:
    """Pass a page that holds text.

    Raises:
        Rejected: there is none, or it is empty, no web page, or too much work; the reason says which.
    """
    if page.failure:
        raise Rejected(page.failure)
    if not page.body.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise Rejected("the page is empty")
    magic = next((kind for start, kind in MAGIC if page.body.startswith(start)), None)
    if magic:
        raise Rejected(f"not a web page: {magic}")
    if _media_type(page) not in READABLE and not _looks_like_html(page):
        raise Rejected(f"not a web page: {_media_type(page)}")
    if b"\0" in page.body[:HEAD_BYTES] and not page.body.startswith(UTF16):
        raise Rejected("not a web page: binary data")


def is_plain_text(page: Page) -> bool:
    """Whether the page is text without markup; HTML that calls itself text/plain is not."""
    return _media_type(page) == "text/plain" and not _looks_like_html(page)


def _media_type(page: Page) -> str:
    return (page.content_type or "").partition(";")[0].strip().lower()


def _looks_like_html(page: Page) -> bool:
    return HTML.match(page.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:HEAD_BYTES]) is not None
