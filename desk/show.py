"""How the desk prints. In: rows of plain data; out: a table at a terminal, one JSON value with `as_json`.

Invariant: stdout carries data only; progress and errors go to stderr.
"""

import sys
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.model import encode

WIDE = 300  # columns where nobody sees them: a table in a file or pipe is not cut
OUT = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else WIDE)


def print_json(value: object) -> None:
    """One JSON value on a line of its own."""
    sys.stdout.write(encode(value).decode() + "\n")


def print_table(rows: Sequence[Mapping[str, object]], columns: Sequence[str], title: str | None = None) -> None:
    """A table of these columns; a row that lacks one shows nothing there."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold", no_wrap=column in {"published", "fate"})
    for row in rows:
        table.add_row(*(_cell(row.get(column)) for column in columns))
    OUT.print(table)


def counted(number: int, noun: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def _cell(value: object) -> Text:
    if value is None:
        return Text("")
    return Text(", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value))
