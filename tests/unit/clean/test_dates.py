"""Times as pages write them, and whose word counts."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.dates import Moment, choose_date, find_date, parse_date
from pipeline.clean.text import parse_html

EXACT = datetime(2018, 1, 15, 14, 2, tzinfo=UTC)
DAY = datetime(2018, 1, 15, tzinfo=UTC)
FEED = datetime(2018, 1, 16, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2018-01-15T14:02:00Z", Moment(EXACT, is_exact=True)),
        ("2018-01-15T15:02:00+01:00", Moment(EXACT, is_exact=True)),
        ("2018-01-15T15:02:00+0100", Moment(EXACT, is_exact=True)),
        (" 2018-01-15 14:02:00.000Z ", Moment(EXACT, is_exact=True)),
        ("Mon, 15 Jan 2018 14:02:00 GMT", Moment(EXACT, is_exact=True)),
        pytest.param("2018-01-15T14:02:00", Moment(EXACT, is_exact=False), id="no zone"),
        ("2018-01-15", Moment(DAY, is_exact=False)),
        ("20180115", Moment(DAY, is_exact=False)),
        ("2018/01/15", Moment(DAY, is_exact=False)),
        pytest.param("2018-01-15T00:00:00Z", Moment(DAY, is_exact=False), id="midnight is a day that was written as a time"),
        pytest.param("2018-01-15 at noon", Moment(DAY, is_exact=False), id="a day and words"),
        pytest.param("0001-01-01T00:00:00", None, id="a broken clock"),
        pytest.param("1970-01-01T00:00:01Z", None, id="another"),
        pytest.param("9999-12-31T23:59:59-12:00", None, id="the end of time"),
        pytest.param("2018-13-45", None, id="no such day"),
        pytest.param("yesterday", None, id="no date"),
        pytest.param("", None, id="nothing"),
        pytest.param(1516024920, None, id="a number"),
        pytest.param({"@value": "2018-01-15"}, None, id="an object"),
    ],
)
def test_parse(value: object, expected: Moment | None) -> None:
    """Every common way of writing a time gives the same time, in UTC."""
    assert parse_date(value) == expected


@given(st.one_of(st.text(max_size=40), st.datetimes().map(str), st.datetimes(timezones=st.just(timezone(timedelta(hours=14)))).map(str)))
def test_parse_any_text(value: str) -> None:
    """Whatever a page writes, the answer is a time between 1990 and 2100, in UTC, or None."""
    moment = parse_date(value)

    assert moment is None or (moment.time.tzinfo is UTC and 1990 <= moment.time.year < 2100)


@pytest.mark.parametrize(
    ("page", "feed", "expected"),
    [
        pytest.param(Moment(EXACT, is_exact=True), FEED, EXACT, id="the page knows the minute"),
        pytest.param(Moment(DAY, is_exact=False), FEED, FEED, id="the page knows the day, the feed more"),
        pytest.param(Moment(DAY, is_exact=False), None, DAY, id="the page knows the day, the feed nothing"),
        pytest.param(None, FEED, FEED, id="only the feed knows"),
        pytest.param(None, None, None, id="nobody knows"),
    ],
)
def test_choose(page: Moment | None, feed: datetime | None, expected: datetime | None) -> None:
    """The more exact word counts."""
    assert choose_date(page, feed) == expected


@pytest.mark.parametrize(
    ("html", "url", "expected"),
    [
        pytest.param("<p>Hello</p>", "https://example.org/2018/01/15/a", DAY, id="the address"),
        pytest.param("<time datetime='2018-01-15'>Monday</time><p>Hello</p>", "https://example.org/a", DAY, id="a time tag"),
        pytest.param("<p>In 1492 he sailed. On 3 May 2011 she did.</p>", "https://example.org/a", None, id="never out of the text"),
    ],
)
def test_find(html: str, url: str, expected: datetime | None) -> None:
    """A page that declares no date may still show one."""
    assert find_date(parse_html(f"<html><body>{html}<p>More</p></body></html>"), url) == expected
