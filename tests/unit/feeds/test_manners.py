"""What servers ask of those who poll them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.feeds import parse_feed
from pipeline.feeds.manners import find_awake, read_fresh, read_rest, read_retry_after
from pipeline.model import Rest

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


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", Rest()),
        ("<ttl>20</ttl>", Rest(after_poll_s=1200)),
        ("<TTL>\n20\n</TTL>", Rest(after_poll_s=1200)),
        pytest.param("<ttl>1440</ttl>", Rest(after_poll_s=3600), id="a day is believed for an hour"),
        ("<ttl>-1</ttl>", Rest()),
        ("<ttl>soon</ttl>", Rest()),
        pytest.param("<item><ttl>20</ttl></item>", Rest(), id="of an entry"),
        ("<skipHours><hour>0</hour><hour> 7 </hour><hour>23</hour></skipHours>", Rest(hours=(0, 7, 23))),
        pytest.param("<skipHours><hour>24</hour><hour>25</hour><hour>x</hour></skipHours>", Rest(hours=(0,)), id="midnight of RSS 0.91"),
        ("<skipDays><day>Sunday</day><day>saturday</day><day>Holiday</day></skipDays>", Rest(days=(5, 6))),
        ("<sy:updatePeriod> daily </sy:updatePeriod>", Rest(after_poll_s=3600)),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", Rest(after_poll_s=900)),
        ("<sy:updateFrequency>48</sy:updateFrequency><sy:updatePeriod>daily</sy:updatePeriod>", Rest(after_poll_s=1800)),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", Rest(after_poll_s=3600)),
        pytest.param(
            "<sy:updatePeriod>\n\thourly\t</sy:updatePeriod><sy:updateFrequency>\n\t1\t</sy:updateFrequency>", Rest(), id="WordPress"
        ),
        ("<sy:updatePeriod>now and then</sy:updatePeriod>", Rest()),
        pytest.param("<ttl>5</ttl><sy:updatePeriod>daily</sy:updatePeriod>", Rest(after_poll_s=3600), id="the longer counts"),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_rest(head: str, expected: Rest, charset: str) -> None:
    """What a feed asks for in its head is read; nothing is believed for more than an hour, and what makes no sense asks for nothing."""
    assert read_rest(f'<rss version="2.0"><channel>{head}</channel></rss>'.encode(charset)) == expected


@pytest.mark.parametrize("broken", ["", "<title>A & B</title>"], ids=["well-formed", "broken"])
def test_both_readers_rest(broken: str) -> None:
    """A feed's wish is heard in well-formed feeds and in broken ones."""
    body = f"<rss version='2.0'><channel>{broken}<ttl>20</ttl><item><link>https://example.org/a</link></item></channel></rss>"

    assert parse_feed(body.encode(), url="https://example.org/feed").rest == Rest(after_poll_s=1200)


NOON_S = NOW.timestamp()  # of a Sunday


@pytest.mark.parametrize(
    ("rest", "then", "expected"),
    [
        (Rest(), NOON_S, NOON_S),
        (Rest(hours=(11, 13)), NOON_S, NOON_S),
        (Rest(hours=(12,)), NOON_S, NOON_S + 3600),
        (Rest(hours=(12, 13, 15)), NOON_S + 1234, NOON_S + 1234 + 7200),
        pytest.param(Rest(hours=(23, 0, 1)), NOON_S + 11 * 3600, NOON_S + 14 * 3600, id="over midnight"),
        pytest.param(Rest(days=(6,)), NOON_S, NOON_S + 12 * 3600, id="Sunday"),
        pytest.param(Rest(days=(0,)), NOON_S, NOON_S, id="Monday"),
        pytest.param(Rest(days=(6,), hours=(0,)), NOON_S, NOON_S + 13 * 3600, id="Sunday and an hour"),
        pytest.param(Rest(days=(6, 0)), NOON_S, NOON_S + 86_400, id="two days are believed for one"),
        pytest.param(Rest(hours=tuple(range(24))), NOON_S, NOON_S + 86_400, id="all hours"),
        pytest.param(Rest(hours=tuple(range(24)), days=(6,)), float("inf"), float("inf"), id="never"),
    ],
)
def test_awake(rest: Rest, then: float, expected: float) -> None:
    """A poll moves out of the hours and days that a feed skips, in UTC, by whole hours and within a day."""
    assert find_awake(rest, then) == expected


@given(st.binary().map(lambda noise: b"<ttl>" + noise + b"<hour>" + noise), st.floats(0, 4e9))
def test_any_head(head: bytes, then: float) -> None:
    """Whatever a feed asks for, it is polled within an hour and a day."""
    rest = read_rest(head)

    assert 0 <= rest.after_poll_s <= 3600
    assert then <= find_awake(rest, then) <= then + 86_400


@given(st.text(), st.text())
def test_any_header(value: str, age: str) -> None:
    """Whatever stands in a header, it asks for something between nothing and a day."""
    assert 0 <= (read_retry_after({"Retry-After": value}, NOW) or 0) <= 86_400
    assert 0 <= read_fresh({"Cache-Control": f"max-age={value}", "Age": age}) <= 3600
