"""Dates as people type them."""

from datetime import UTC, datetime

import pytest
import typer

from desk.dates import parse_date


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2018-01-15", datetime(2018, 1, 15, tzinfo=UTC)),
        (" 2018-01-15 ", datetime(2018, 1, 15, tzinfo=UTC)),
        ("2018-01-15T14:02", datetime(2018, 1, 15, 14, 2, tzinfo=UTC)),
        ("2018-01-15 14:02:03", datetime(2018, 1, 15, 14, 2, 3, tzinfo=UTC)),
        ("2018-01-15T14:02:00Z", datetime(2018, 1, 15, 14, 2, tzinfo=UTC)),  # as newsline itself prints it
        ("2018-01-15T14:02+03:00", datetime(2018, 1, 15, 11, 2, tzinfo=UTC)),
    ],
)
def test_dates(typed: str, expected: datetime) -> None:
    """A day is its first moment; without a zone it is UTC."""
    assert parse_date(typed) == expected
    assert parse_date(typed).tzinfo is UTC


@pytest.mark.parametrize("typed", ["yesterday", "15.1.2018", "2018-13-01", "2018-02-30", ""])
def test_no_dates(typed: str) -> None:
    """What is no date is refused with an example of one."""
    with pytest.raises(typer.BadParameter, match="is no date; write 2018-01-15"):
        parse_date(typed)
