"""How feeds are shown: which of them, as rows of a list or lines of a check. In: feeds, what came of a check; out: plain data and text.

Invariant: what needs a person comes first in a list, of which only the beginning is shown, and last in a check, which scrolls by.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from msgspec import to_builtins

from desk.show import counted
from pipeline.feeds.faults import newest
from pipeline.model import Feed
from workers.check import Checked
from workers.discover import Found
from workers.subscriptions import Push

State = Literal["failing", "gone", "paused", "watched", "pushed"]
URGENT: tuple[State, ...] = ("failing", "gone", "paused")
NEAR = 3  # feeds that are named for an address that is none
Row = dict[str, Any]


def list_rows(feeds: Iterable[Feed], polls: Mapping[str, datetime | None], pushes: Mapping[str, Push], *, stale: bool) -> list[Row]:
    """A row for each feed: what is kept of it, its state, its next poll; those that fail first, or those whose entries are found latest."""
    rows = [_plain(feed) | _now(feed, polls.get(feed.url), pushes.get(feed.url)) for feed in feeds]
    return sorted(rows, key=_lateness if stale else _urgency)


def is_in(feed: Feed, folder: str) -> bool:
    """Whether a feed is in a folder, or in one that lies in it: `"News"` holds what is in `"News/World"`."""
    return any(f"{'/'.join(path)}/".startswith(f"{folder.strip('/')}/") for path in feed.folders)


def is_named(feed: Feed, words: str) -> bool:
    """Whether these words stand in a feed's address or title, in whatever case."""
    return words.casefold() in f"{feed.url} {feed.moved_to or ''} {feed.title or ''}".casefold()


def shown(row: Row) -> Row:
    """A row as people read it: times to the minute, delays in minutes, folders as paths."""
    return row | {
        "folders": ["/".join(path) for path in row["folders"]],
        "succeeded": _minute(row["succeeded"]),
        "next_poll": _minute(row["next_poll"]),
        "missed": round(row["rhythm"].get("missed", 0)),
        "delay_min": None if row["delay_s"] is None else round(row["delay_s"] / 60),
    }


def count_states(rows: Sequence[Row]) -> str:
    """`12 feeds: 10 watched, 2 failing`."""
    states = Counter(row["state"] for row in rows)
    return f"{counted(len(rows), 'feed')}: {', '.join(f'{number:,} {state}' for state, number in states.most_common())}"


def near(url: str, feeds: Iterable[Feed]) -> list[str]:
    """The feeds that somebody may have meant: the same address but for its protocol, "www." or "/", or else some of the same host."""
    known = list(feeds)
    same = [feed.url for feed in known if _bare(url) in {_bare(feed.url), _bare(feed.moved_to or "")}]
    return same or [feed.url for feed in known if _bare(feed.url).partition("/")[0] == _bare(url).partition("/")[0]][:NEAR]


def check_lines(checked: Sequence[Checked], *, few: bool) -> list[str]:
    """A line a feed, unless nothing is to be told of it and there are many; then how many there were of each kind."""
    ordered = sorted(checked, key=lambda each: (bool(each.wrong), bool(each.remarks)))
    kinds = [("wrong" if each.wrong else "remark" if each.remarks else "ok", each) for each in ordered]
    told = Counter(kind for kind, _ in kinds)
    lines = [f"{kind:6} {each.url}  {_what_is_there(each)}" for kind, each in kinds if few or kind != "ok"]
    return [*lines, f"{counted(len(checked), 'feed')} tried: {told['ok']:,} ok, {told['remark']:,} with remarks, {told['wrong']:,} wrong"]


def describe_found(found: Found) -> str:
    """`found https://example.org/feed  Harbour News: RSS, 12 entries, the newest of 2026-02-28`."""
    what = f"{found.kind}, {_entries(len(found.feed.entries), newest(found.feed))}"
    return f"found {found.url}  {found.feed.title or 'no title'}: {what}"


def _what_is_there(checked: Checked) -> str:
    if checked.wrong:
        return "; ".join(filter(None, [checked.wrong, checked.remedy]))
    return "; ".join([f"{checked.title or 'no title'}: {_entries(checked.entries or 0, checked.newest)}", *checked.remarks])


def _entries(number: int, last: datetime | None) -> str:
    return ("1 entry" if number == 1 else f"{number:,} entries") + (f", the newest of {last:%Y-%m-%d}" if last else "")


def _urgency(row: Row) -> tuple[int, int, str]:
    state = row["state"]
    return URGENT.index(state) if state in URGENT else len(URGENT), -row["errors"], row["url"]


def _lateness(row: Row) -> tuple[float, str]:
    return -(math.inf if row["delay_s"] is None else row["delay_s"]), row["url"]


def _now(feed: Feed, next_poll: datetime | None, push: Push | None) -> Row:
    return {"state": _state(feed, next_poll, push), "next_poll": next_poll, "push": push and asdict(push)}


def _state(feed: Feed, next_poll: datetime | None, push: Push | None) -> State:
    if feed.gone:
        return "gone"
    working: State = "pushed" if push and push.relied_on else "watched"
    return "paused" if next_poll is None else "failing" if feed.errors else working


def _plain(feed: Feed) -> Row:
    plain: Row = to_builtins(feed, builtin_types=[datetime])
    del plain["folder"]  # kept for old records only
    return plain


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "never"


def _bare(url: str) -> str:
    """`https://www.example.org/Feed/` gives `example.org/Feed`."""
    parts = urlsplit(url if "://" in url else f"//{url}")
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{parts.query and '?'}{parts.query}"
