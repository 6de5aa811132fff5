"""What servers ask of those who poll them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.feeds.manners import read_fresh, read_retry_after

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("99999999999", 86_400),
        ("Sun, 01 Mar 2026 12:05:00 GMT", 300),
        ("Sun, 01 Mar 2026 13:05:00 +0100", 300),
        ("Sun, 01 Mar 2026 12:05:00", 300),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Tue, 01 Mar 2050 11:00:00 GMT", 86_400),
        ("soon", None),
        ("-5", None),
        ("²", None),
        ("", None),
    ],
)
def test_retry_after(value: str, expected: float | None) -> None:
    """Both forms are read: seconds and a date; the past is now, and nobody is left alone for more than a day."""
    assert read_retry_after({"Retry-After": value}, NOW) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Cache-Control": "public, max-age=600"}, 600),
        ({"Cache-Control": 'MAX-AGE="600"'}, 600),
        ({"Cache-Control": "max-age=600", "Age": "200"}, 400),
        ({"Cache-Control": "max-age=600", "Age": "700"}, 0),
        ({"Cache-Control": "max-age=600", "Age": "old"}, 600),
        ({"Cache-Control": "max-age=31536000"}, 3600),
        ({"Cache-Control": "s-maxage=600"}, 0),
        ({"Cache-Control": "no-cache"}, 0),
        ({"Cache-Control": "max-age=x"}, 0),
        ({}, 0),
    ],
)
def test_fresh(headers: dict[str, str], expected: float) -> None:
    """An answer that says how long it holds is not asked for sooner, within an hour."""
    assert read_fresh(headers) == expected


@given(st.text(), st.text())
def test_any_header(value: str, age: str) -> None:
    """Whatever stands in a header, it asks for something between nothing and a day."""
    assert 0 <= (read_retry_after({"Retry-After": value}, NOW) or 0) <= 86_400
    assert 0 <= read_fresh({"Cache-Control": f"max-age={value}", "Age": age}) <= 3600
