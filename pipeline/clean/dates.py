"""What page and feed say of a time in, the time to believe out.

Invariant: aware and in UTC, between 1990 and 2100: 0001-01-01 and 1970-01-01 are what broken clocks say.
"""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import htmldate
import msgspec

from pipeline.clean.text import ODD_INPUT

OLDEST, NEWEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
DAY = re.compile(r"\s*(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")


class Moment(msgspec.Struct, frozen=True):
    """A time in UTC; `is_exact` when it was told with hour and zone, and is no bare day."""

    time: datetime
    is_exact: bool


def parse_date(value: object) -> Moment | None:
    """A time as pages write it: ISO 8601, that of mail headers, or a day: `"2018-01-15T14:02:00Z"`."""
    if not isinstance(value, str):
        return None
    time = _parse_iso(value.strip()) or _parse_mail(value) or _parse_day(value)
    if time is None:
        return None
    # Midnight to the second is what a page says that knows only the day.
    is_exact = time.tzinfo is not None and (time.hour, time.minute, time.second) != (0, 0, 0)
    return _checked(time, is_exact=is_exact)


def choose_date(page: Moment | None, feed: datetime | None) -> datetime | None:
    """The page's time if it is exact, else the feed's, else the page's day."""
    if page is not None and (page.is_exact or feed is None):
        return page.time
    return feed


def find_date(tree: Any, url: str) -> datetime | None:  # noqa: ANN401  lxml has no types
    """The day that the address or the page's markup tells, for a page that declares none; never guessed from its words."""
    try:
        day = htmldate.find_date(tree, url=url, extensive_search=False, original_date=True, min_date="1990-01-01", max_date="2099-12-31")
    except ODD_INPUT:  # then the day is not known, which is no reason to lose the article
        return None
    moment = parse_date(day)
    return moment.time if moment else None


def _parse_iso(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _parse_mail(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _parse_day(value: str) -> datetime | None:
    found = DAY.match(value)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC) if found else None
    except ValueError:
        return None


def _checked(time: datetime, *, is_exact: bool) -> Moment | None:
    aware = time if time.tzinfo else time.replace(tzinfo=UTC)
    day = timedelta(days=1)
    if not OLDEST + day <= aware.replace(tzinfo=UTC) <= NEWEST - day:  # before shifting zones, which could overflow
        return None
    return Moment(aware.astimezone(UTC), is_exact)
