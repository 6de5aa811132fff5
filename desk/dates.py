"""Dates as people type them. In: "2018-01-15", "2018-01-15T14:02", with or without a zone; out: the moment, in UTC."""

from datetime import UTC, datetime

import typer


def parse_date(text: str) -> datetime:
    """A day is its first moment in UTC, and so is a time without a zone.

    Raises:
        typer.BadParameter: it is no date; the reason says how one is written.
    """
    try:
        time = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date; write 2018-01-15, or 2018-01-15T14:02 (UTC)") from error
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
