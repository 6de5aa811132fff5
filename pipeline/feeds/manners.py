"""What a server asks of those who poll it. In: an answer's headers and a feed's head, the time; out: how long to leave it alone.

Invariant: what says nothing sane asks for nothing, and nobody is left alone for more than a day.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipeline.model import Rest

HOUR_S = 3600
DAY_S = 24 * HOUR_S
LONGEST_RETRY_S = 24 * 3600.0  # who asks us to come back in a year is asked again tomorrow
LONGEST_FRESH_S = 3600.0  # a longer max-age is what a server says of all its files, a longer ttl a template's: neither of its news
HEAD_BYTES = 20_000
ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
TTL = re.compile(rb"<ttl\s*>\s*(\d{1,6})", re.IGNORECASE)  # minutes
HOUR = re.compile(rb"<hour\s*>\s*(\d{1,2})\s*<", re.IGNORECASE)
DAY = re.compile(rb"<day\s*>\s*(mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
DAYS = (b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun")
PERIOD = re.compile(rb"<\w+:updatePeriod\s*>\s*(hourly|daily|weekly|monthly|yearly)", re.IGNORECASE)
PERIODS_S = {b"hourly": HOUR_S, b"daily": DAY_S, b"weekly": 7 * DAY_S, b"monthly": 30 * DAY_S, b"yearly": 365 * DAY_S}
FREQUENCY = re.compile(rb"<\w+:updateFrequency\s*>\s*(\d{1,6})", re.IGNORECASE)
MIDNIGHT = 24  # how RSS 0.91 writes hour 0
THURSDAY = 3  # the first of January 1970
MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def read_retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds after which to come back, as `Retry-After` says in seconds or as a date (RFC 9110, 10.2.3); None when it does not."""
    value = headers.get("Retry-After", "").strip()
    wait = float(value) if re.fullmatch(r"[0-9]+", value) else _seconds_until(value, now)
    return None if wait is None else min(max(wait, 0.0), LONGEST_RETRY_S)


def read_fresh(headers: Mapping[str, str]) -> float:
    """Seconds for which an answer is fresh: `max-age` less the `Age` it came with (RFC 9111, 4.2), at most an hour; 0 when untold."""
    max_age = MAX_AGE.search(headers.get("Cache-Control", ""))
    age = headers.get("Age", "").strip()
    fresh = float(max_age[1]) - (float(age) if re.fullmatch(r"[0-9]{1,9}", age) else 0.0) if max_age else 0.0
    return min(max(fresh, 0.0), LONGEST_FRESH_S)


def read_rest(body: bytes) -> Rest:
    """When the feed asks to be left alone: RSS's `ttl`, `skipHours`, `skipDays`, and the Syndication module's `updatePeriod`.

    Read from the bytes before the first entry: feedparser keeps one hour of a list of them.
    """
    head = ENTRY.split(body[:HEAD_BYTES].replace(b"\0", b""), 1)[0]
    ttl, hours = TTL.search(head), {int(hour) % MIDNIGHT for hour in HOUR.findall(head) if int(hour) <= MIDNIGHT}
    asked_s = max(60.0 * int(ttl[1]) if ttl else 0.0, _read_period(head))
    days = {DAYS.index(day.lower()) for day in DAY.findall(head)}
    return Rest(after_poll_s=min(asked_s, LONGEST_FRESH_S), hours=tuple(sorted(hours)), days=tuple(sorted(days)))


def find_awake(rest: Rest, then: float) -> float:
    """The time `then` (seconds since the epoch), or the first one whole hours later at which the feed may be asked, within a day."""
    times = (then + hours * HOUR_S for hours in range(24))
    return next((time for time in times if not _is_skipped(rest, time)), then + DAY_S)


def _is_skipped(rest: Rest, time: float) -> bool:
    return time // HOUR_S % 24 in rest.hours or (time // DAY_S + THURSDAY) % 7 in rest.days


def _read_period(head: bytes) -> float:
    """Seconds between two updates; 0 for once an hour, which WordPress writes into every feed unasked."""
    period, frequency = PERIOD.search(head), FREQUENCY.search(head)
    every_s = PERIODS_S[period[1].lower()] / max(int(frequency[1]) if frequency else 1, 1) if period else 0.0
    return 0.0 if every_s == HOUR_S else every_s


def _seconds_until(value: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds()
