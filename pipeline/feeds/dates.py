"""A date as mail and RSS write it in, the moment in UTC out.

Invariant: what is not wholly understood is None, and never a guess.
"""

import re
from datetime import UTC, datetime, timedelta

from pipeline.feeds.plain import check_date

MAIL_DATE = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Z][a-z]{2})[a-z]*\s+(\d{4})"
    r"\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:([+-])(\d{2}):?(\d{2})|([A-Z]{1,4}))",
    re.ASCII,
)
MONTHS = {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12,
}  # fmt: skip
# Hours ahead of UTC of the zone names that feedparser takes for UTC.
ZONES = {
    "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2, "IST": 5.5, "SGT": 8, "HKT": 8, "JST": 9,
    "AWST": 8, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "HST": -10, "AKST": -9, "AKDT": -8,
}  # fmt: skip
# With those that it knows (RFC 822).
ALL_ZONES = {
    "GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, **ZONES,
}  # fmt: skip


def parse_mail_date(text: str) -> datetime | None:
    """A moment from RFC 822: `"Sun, 01 Mar 2026 13:00:00 +0100"` gives noon in UTC; None too when no news can be from then."""
    found = MAIL_DATE.fullmatch(text)
    if found is None:
        return None
    day, month, year, hour, minute, second, sign, hours, minutes, zone = found.groups()
    if month not in MONTHS or (zone and zone not in ALL_ZONES):
        return None
    ahead = ALL_ZONES[zone] * 60 if zone else int(sign + hours) * 60 + int(sign + minutes)
    try:
        moment = datetime(int(year), MONTHS[month], int(day), int(hour), int(minute), min(int(second or 0), 59), tzinfo=UTC)
        return check_date(moment - timedelta(minutes=ahead) if ahead else moment)
    except (ValueError, OverflowError):
        return None
