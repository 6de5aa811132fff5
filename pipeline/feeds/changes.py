"""A feed's entries and what was seen before in, the entries that are new or changed out, each with what to remember.

Invariant: an entry that only moved a clock is no change, and an entry counts once however often the feed repeats it; an id
that stands for several articles hides none of them, and an article whose id changes at every poll is not new each time.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from msgspec.structs import replace

from pipeline.feeds.plain import TAG
from pipeline.model import Entry, Seen


def tell_apart(entries: Sequence[Entry]) -> list[Entry]:
    """The entries of one poll; those that share an id although their links differ go by their links (`guid` is "news" for all)."""
    links: dict[str, set[str | None]] = {}
    for entry in entries:
        links.setdefault(entry.id, set()).add(entry.link)
    return [replace(entry, id=entry.link) if entry.link and len(links[entry.id]) > 1 else entry for entry in entries]


def keep_ids(entries: Sequence[Entry], first: Mapping[str, str]) -> list[Entry]:
    """The entries under the ids that their links first came with, unless the feed still has an entry of that id.

    Args:
        entries: the entries of one poll.
        first: for entries whose own ids were never seen: that id, and the one that their link first came with.
    """
    present = {entry.id for entry in entries}
    return [entry if first.get(entry.id, entry.id) in present else replace(entry, id=first[entry.id]) for entry in entries]


def find_changes(entries: Sequence[Entry], seen: Mapping[str, Seen], now: datetime) -> list[tuple[Entry, Seen]]:
    """The entries to work on, in the feed's order.

    Args:
        entries: the entries of one poll; of two with the same id the first counts.
        seen: what is remembered, by entry id.
        now: the time of the poll (UTC), first sight of what is new.

    Returns:
        New entries with revision 1; entries whose words changed with the next revision and the old `first_seen`.
    """
    distinct = {entry.id: entry for entry in reversed(entries)}
    changes = ((distinct[key], _next(seen.get(key), _digest(distinct[key]), now)) for key in dict.fromkeys(entry.id for entry in entries))
    return [(entry, after) for entry, after in changes if after is not None]


def _next(before: Seen | None, digest: str, now: datetime) -> Seen | None:
    if before is None:
        return Seen(revision=1, digest=digest, first_seen=now)
    if before.digest == digest:
        return None
    return Seen(revision=before.revision + 1, digest=digest, first_seen=before.first_seen)


def _digest(entry: Entry) -> str:
    """24 hex digits over what a reader would see: neither dates nor tags, which some feeds change at every poll."""
    seen = TAG.sub("", entry.content or "")  # a picture's address may hold a number that counts up
    words = "\0".join(field or "" for field in (entry.title, entry.link, entry.summary, seen))
    return sha256(words.encode()).hexdigest()[:24]
