"""`newsline ingest`. In: files of text or HTML; out: their fate, a line each."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from config.settings import load
from desk.dates import parse_date
from desk.services import services
from desk.show import print_json, print_table
from pipeline.errors import Rejected
from workers.edge import Edge
from workers.ingest import ingest as take_in

GOOD = frozenset({"indexed", "unchanged", "duplicate"})


def ingest(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="Files of plain text or HTML.")],
    url: Annotated[str | None, typer.Option(help="The article's address (for one file); without it the file's own.")] = None,
    published: Annotated[datetime | None, typer.Option(parser=parse_date, help="When it was published.", metavar="DATE")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Take files straight in, without a feed.

    Example: newsline ingest article.html --url https://example.org/a --published 2018-01-15
    """
    if url and len(files) > 1:
        raise Rejected("--url names one article; give one file with it", about=f"{len(files)} files")
    with services(load()) as settings:
        rows = _take_in(Edge(settings), files, url, published)
    if json:
        print_json(rows)
    else:
        print_table(rows, ["file", "fate", "reason", "url"])
    raise typer.Exit(0 if all(row["fate"] in GOOD for row in rows) else 1)


def _take_in(edge: Edge, files: list[Path], url: str | None, published: datetime | None) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for path in files:
        body = path.read_bytes()
        address = url or path.resolve().as_uri()
        key = take_in(edge, body, address, published, _content_type(body))
        rows.append({"file": str(path), "key": key, "url": address, **_end(edge, key)})
    return rows


def _end(edge: Edge, key: str | None) -> dict[str, object]:
    if key is None:
        return {"fate": "unchanged", "reason": "this file is known already"}
    line = next(iter(edge.index.trace(key).lines), None)
    return {"fate": line["fate"], "reason": line["reason"]} if line else {"fate": "under way", "reason": None}


def _content_type(body: bytes) -> str:
    """HTML shows itself by its first tag; anything else is taken for text."""
    return "text/html" if body.lstrip()[:1] == b"<" else "text/plain"
