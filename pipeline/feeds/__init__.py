"""Bytes of a feed in, entries out: parsing, changes since the last poll, when to poll, what servers ask of us, lists and a site's feeds.

Invariant: no network, no clock; whatever the bytes are, the answer is a value or `Rejected` with a reason.
"""

from pipeline.feeds.changes import find_changes, keep_ids, tell_apart
from pipeline.feeds.links import find_feed_links
from pipeline.feeds.manners import find_awake, read_fresh, read_retry_after
from pipeline.feeds.opml import FeedList, Refused, build_opml, parse_opml
from pipeline.feeds.parse import parse_feed

__all__ = [
    "FeedList",
    "Refused",
    "build_opml",
    "find_awake",
    "find_changes",
    "find_feed_links",
    "keep_ids",
    "parse_feed",
    "parse_opml",
    "read_fresh",
    "read_retry_after",
    "tell_apart",
]
