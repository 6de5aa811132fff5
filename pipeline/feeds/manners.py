"""What a server asks of those who poll it. In: the headers of an answer, the time; out: seconds to leave it alone.

Invariant: a header that says nothing sane asks for nothing, and nobody is left alone for more than a day.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_RETRY_S = 24 * 3600.0  # who asks us to come back in a year is asked again tomorrow
LONGEST_FRESH_S = 3600.0  # a longer max-age is what a server says of all its files, not of its news
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


def _seconds_until(value: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds()
