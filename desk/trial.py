"""`newsline try`: one stage on a file, no service, no network. In: a file or JSON lines; out: the record as JSON.

Invariant: with --jsonl there is one line out for each line in, in order; a line that cannot be read gives
`{"id", "error"}` in its place, and the exit code is then 1.
"""

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from msgspec.structs import replace

from config.settings import Settings, load
from pipeline import clean, entities, quotes
from pipeline.articles import article_id, canonical_url, locate_article
from pipeline.clean import detect_language
from pipeline.errors import PipelineError, Rejected, Unavailable
from pipeline.feeds import parse_feed
from pipeline.model import Article, Page, ParsedFeed
from workers.knowledge import load_knowledge
from workers.models import Models

CHUNK = 32  # lines that go through a stage together
UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)  # what msgspec says of bytes that are no line

app = typer.Typer(no_args_is_help=True, help="One stage on a file: no service, no network, JSON out. Example: newsline try all page.html")
Source = Annotated[Path, typer.Argument(allow_dash=True, help="The file; - is stdin.")]
Url = Annotated[str, typer.Option(help="The address that the file came from.")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="Read and write one JSON record a line.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes (with --jsonl).")]
Record = dict[str, object]
NOT_SHOWN = frozenset({"key", "revision", "feed_url", "first_seen", "fate", "reason", "entry_markup"})  # the ledger's, not the stage's


class Line(msgspec.Struct, frozen=True):
    """One line of input; each stage reads what it needs of it."""

    id: str = ""
    text: str | None = None
    language: str | None = None
    url: str | None = None
    path: str | None = None
    html: str | None = None


@app.command()
def feed(file: Source, url: Url = "http://localhost/feed", *, jsonl: Jsonl = False, workers: Workers = 1) -> None:
    """Parse a feed.

    Example: newsline try feed feed.xml --url https://example.org/feed.xml
    """
    _try("feed", file, Line(url=url, path=str(file)), jsonl=jsonl, workers=workers)


@app.command(name="clean")
def clean_page(file: Source, url: Url = "http://localhost/", *, jsonl: Jsonl = False, workers: Workers = 1) -> None:
    """Clean a page.

    Example: newsline try clean page.html --url https://example.org/a
    """
    _try("clean", file, Line(url=url, path=str(file)), jsonl=jsonl, workers=workers)


@app.command(name="entities")
def find_entities(file: Source, *, jsonl: Jsonl = False, workers: Workers = 1) -> None:
    """Find the entities in plain text.

    Example: newsline try entities article.txt
    """
    _try("entities", file, None, jsonl=jsonl, workers=workers)


@app.command(name="quotes")
def find_quotations(file: Source, *, jsonl: Jsonl = False, workers: Workers = 1) -> None:
    """Find the quotations in plain text.

    Example: echo '"It works," Ada Crane said.' | newsline try quotes -
    """
    _try("quotes", file, None, jsonl=jsonl, workers=workers)


@app.command(name="all")
def all_stages(file: Source, url: Url = "http://localhost/", *, jsonl: Jsonl = False, workers: Workers = 1) -> None:
    """Run a page through all stages.

    Example: newsline try all page.html --url https://example.org/a
    """
    _try("all", file, Line(url=url, path=str(file)), jsonl=jsonl, workers=workers)


def _try(kind: str, file: Path, line: Line | None, *, jsonl: bool, workers: int) -> None:
    settings = load()
    _known(settings.knowledge)  # a wrong file is told before anything starts
    if not jsonl:
        record = _run_file(kind, settings, line or Line(text=_read_text(str(file))))
        sys.stdout.write(json.dumps(record, indent=2, ensure_ascii=False, default=datetime.isoformat) + "\n")
        raise typer.Exit(1 if record.get("error") else 0)
    failed = 0
    with sys.stdin.buffer if str(file) == "-" else file.open("rb") as lines:
        for record in _run_chunks(partial(_run_raw, kind, settings), _chunks(lines), workers):
            failed += bool(record.get("error"))
            sys.stdout.write(json.dumps(record, ensure_ascii=False, default=datetime.isoformat) + "\n")
    raise typer.Exit(1 if failed else 0)


def _run_file(kind: str, settings: Settings, line: Line) -> Record:
    """The record of one file. What cannot be read stops the command; what was read and is no feed is told in the record."""
    try:
        return _run(kind, settings, [line])[0]
    except Rejected as error:
        return {"id": None, "error": str(error)}


def _chunks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = (line for line in lines if line.strip())
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _run_chunks(run: Callable[[list[bytes]], list[Record]], chunks: Iterator[list[bytes]], workers: int) -> Iterator[Record]:
    if workers == 1:
        results: Iterable[list[Record]] = map(run, chunks)
        yield from (record for records in results for record in records)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from (record for records in pool.map(run, chunks) for record in records)


def _run_raw(kind: str, settings: Settings, raw: list[bytes]) -> list[Record]:
    """The records of lines as they stand in the file; one that is no line of ours gives an error in its place."""
    read = [_read_line(text) for text in raw]
    good = iter(run_lines(kind, settings, [line for line in read if isinstance(line, Line)]))
    return [next(good) if isinstance(line, Line) else line for line in read]


def _read_line(text: bytes) -> "Line | Record":
    try:
        return msgspec.json.decode(text, type=Line)
    except UNREADABLE as error:
        return {"id": _id_of(text), "error": f"not a line that can be read: {error}"}


def _id_of(text: bytes) -> object:
    try:
        value = msgspec.json.decode(text)
    except UNREADABLE:
        return None
    return value.get("id") if isinstance(value, dict) else None


def run_lines(kind: str, settings: Settings, lines: list[Line]) -> list[Record]:
    """One record a line. What breaks a chunk is tried line by line, so that one bad line costs only itself.

    Raises Unavailable when a model is not installed: that is no line's fault.
    """
    try:
        return _run(kind, settings, lines)
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001  whatever a line does wrong is told in its place
        if len(lines) > 1:
            return [record for line in lines for record in run_lines(kind, settings, [line])]
        why = str(error) if isinstance(error, PipelineError) else f"{type(error).__name__}: {error}"
        return [{"id": lines[0].id or None, "error": why}] if lines else []


def _run(kind: str, settings: Settings, lines: list[Line]) -> list[Record]:
    if kind == "feed":
        return [_parse_feed(line) for line in lines]
    pages = {str(number): _page(line) for number, line in enumerate(lines)} if kind in {"clean", "all"} else {}
    articles = [_article(str(number), line, pages.get(str(number))) for number, line in enumerate(lines)]
    if pages:
        articles = clean.run(articles, lambda article: pages[article.key])
    nlp = _models(settings.models)
    with nlp.forgetting():
        if kind != "clean":
            articles = entities.run(articles, nlp, _known(settings.knowledge))
        if kind in {"quotes", "all"}:
            articles = quotes.run(articles, nlp)
    return [_record(article, line) for article, line in zip(articles, lines, strict=True)]


def _parse_feed(line: Line) -> Record:
    parsed = parse_feed(_read(_needed(line.path, "path")), url=line.url or "http://localhost/feed")
    told = _plain(parsed)
    return {"id": line.id, "error": None, **told, "entry_count": len(parsed.entries), "entries": told["entries"]}


def _page(line: Line) -> Page:
    body = line.html.encode() if line.html is not None else _read(_needed(line.path, "html or path"))
    content_type = "text/html; charset=utf-8" if line.html is not None else None
    return Page(url=line.url or "http://localhost/", body=body, content_type=content_type)


def _article(key: str, line: Line, page: Page | None) -> Article:
    if page is None:
        text = _needed(line.text, "text")
        language = line.language or detect_language(text)
        return Article(id="", url="", canonical_url="", key=key, text=text, text_source="file", language=language)
    canonical = canonical_url(page.url)
    return locate_article(Article(id=article_id(canonical), url=page.url, canonical_url=canonical, key=key), page)


def _record(article: Article, line: Line) -> Record:
    known = replace(article, id=line.id or article.id, key="")
    return {name: value for name, value in _plain(known).items() if name not in NOT_SHOWN}


def _plain(value: Article | ParsedFeed) -> Record:
    """Its JSON, with times as the public record writes them: +00:00 where msgspec says Z."""
    return dict(msgspec.to_builtins(value, builtin_types=(datetime,)))


def _read(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        data = Path(path).read_bytes()
        return gzip.decompress(data) if path.endswith(".gz") else data
    except (OSError, EOFError, ValueError, zlib.error) as error:  # EOFError: cut short; ValueError: a name with a NUL in it
        raise PipelineError(getattr(error, "strerror", None) or str(error), about=path) from error


def _read_text(path: str) -> str:
    try:
        return _read(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PipelineError("this is no plain text in UTF-8", about=path) from error


def _needed(value: str | None, name: str) -> str:
    if value is None:
        raise Rejected(f"the line has no {name}")
    return value


_known = cache(load_knowledge)


@cache
def _loaded(names: tuple[tuple[str, str], ...]) -> Models:
    return Models(dict(names))


def _models(names: dict[str, str]) -> Models:
    return _loaded(tuple(sorted(names.items())))
