"""What can be read and is not as it should be: the bytes of a feed and what was read of them in, remarks for its publisher out.

Invariant: a remark is a line; a feed with none is as good as feeds get.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from lxml import etree

from pipeline.model import ParsedFeed

STALE_AFTER = timedelta(days=90)


def find_faults(feed: ParsedFeed, body: bytes, headers: Mapping[str, str], now: datetime) -> list[str]:
    """Remarks on a feed that was read: no entries, none for long, broken XML or encoding, no validators.

    Args:
        feed: what was read.
        body: what it was read from.
        headers: those that came with it; their names ignore case.
        now: aware, UTC.
    """
    remarks = [_about_entries(feed, now), _about_xml(body)]
    if not (headers.get("ETag") or headers.get("Last-Modified")):
        remarks.append("it has neither ETag nor Last-Modified, so each poll takes it whole")
    return [remark for remark in remarks if remark]


def newest(feed: ParsedFeed) -> datetime | None:
    """When its newest entry was published, or else changed."""
    return max((moment for entry in feed.entries if (moment := entry.published or entry.updated)), default=None)


def _about_entries(feed: ParsedFeed, now: datetime) -> str | None:
    if not feed.entries and not feed.sitemaps:
        return "it has no entries"
    last = newest(feed)
    return f"its newest entry is of {last:%Y-%m-%d}" if last and now - last > STALE_AFTER else None


def _about_xml(body: bytes) -> str | None:
    """Whether the XML is broken; None for JSON and for what is packed."""
    if not body.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return None
    try:
        etree.fromstring(body.strip(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except etree.XMLSyntaxError as error:
        what = "encoding" if "encoding" in str(error.msg).lower() else "XML"
        return f"its {what} is broken in line {error.lineno} and was read all the same: {error.msg}"
    except ValueError as error:
        return f"its XML is broken and was read all the same: {error}"
    return None
