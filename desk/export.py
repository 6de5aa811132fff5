"""Records written one by one, as JSON, JSON lines or CSV. In: an iterator of records; out: a file, or stdout.

Invariant: memory does not grow with the records; a file appears under its name when it is whole, and not before. In CSV no cell is a
formula to a spreadsheet: text that begins like one has a ' before it. All else is exact, quotation marks and line ends too. A CSV file
begins with U+FEFF, without which Excel reads it in an old code page and spoils accents.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Literal, TextIO, TypeVar

import msgspec
from rich.progress import track

from desk.services import ERR, tell
from desk.show import counted
from pipeline.errors import Rejected
from pipeline.index.hits import Found, Hit
from pipeline.model import encode

AnyHit = TypeVar("AnyHit", bound=Hit)
Form = Literal["json", "jsonl", "csv"]
FORMS: tuple[Form, ...] = ("json", "jsonl", "csv")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_IN_CSV = ("highlight", "score")


def choose_form(output: Path | None, **asked: bool) -> Form | None:
    """The form that was asked for, or that a file's name ends in; None is a table for people.

    Raises:
        Rejected: two forms, a file of no known form, or one in a folder that is not there.
    """
    if output and not output.absolute().parent.is_dir():
        raise Rejected(f"there is no folder {output.parent}", about=str(output))
    forms: list[Form] = [form for form in FORMS if asked.get(form)]
    if len(forms) > 1:
        raise Rejected(f"choose one of {' and '.join('--' + form for form in forms)}")
    if output and not forms:
        forms = [form for form in FORMS if output.suffix == f".{form}"]
        if not forms:
            raise Rejected("give --json, --jsonl or --csv, or a name that ends so", about=str(output))
    return forms[0] if forms else None


def export(found: Found[AnyHit], records: Iterable[AnyHit], form: Form, output: Path | None) -> None:
    """Write the records, of which `found` says how many there will be; progress, and how many it were, are told on stderr."""
    number = count()
    numbered = zip(records, number, strict=False)  # takes a record first, so that `number` stands at how many there were
    shown = (record for record, _ in track(numbered, "writing", total=found.rows, console=ERR, disable=not ERR.is_terminal, transient=True))
    with _opened(output, "utf-8-sig" if form == "csv" else "utf-8") as file:
        if form == "csv":
            _write_csv(shown, file)
        elif form == "jsonl":
            file.writelines(encode(record).decode() + "\n" for record in shown)
        else:
            _write_json(found, shown, file)
    _tell(found, next(number), form, output)


def _tell(found: Found[AnyHit], written: int, form: Form, output: Path | None) -> None:
    """Where the records are, and if they are but the first; JSON on stdout says so itself."""
    left_out = f"the first {written:,}; --all writes every one" if written == len(found.records) < found.rows else ""
    if output:
        tell(f"{output}: {left_out or counted(written, 'record')}")
    elif left_out and form != "json":
        tell(left_out)


@contextmanager
def _opened(output: Path | None, encoding: str) -> Iterator[TextIO]:
    with _named(output):
        if output is None:
            yield sys.stdout
            sys.stdout.flush()  # a full disk is told here, and not at the interpreter's end
        elif output.exists() and not output.is_file():  # /dev/null, a pipe
            with output.open("w", encoding=encoding, newline="") as file:
                yield file
        else:
            yield from _write_beside(output.resolve(), encoding)


def _write_beside(output: Path, encoding: str) -> Iterator[TextIO]:
    part = output.with_name(f".{output.name}.part")
    try:
        with part.open("w", encoding=encoding, newline="") as file:
            yield file
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _named(output: Path | None) -> Iterator[None]:
    """What the disk refuses is told of the file that was asked for."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(output or "stdout")) from error


def _write_json(found: Found[AnyHit], records: Iterable[AnyHit], file: TextIO) -> None:
    """`Found` as one value, its records one by one."""
    around = encode({**msgspec.structs.asdict(found), "records": []}).decode()
    before, after = around.split('"records":[]', 1)
    file.write(before + '"records":[')
    file.writelines("," * bool(number) + encode(record).decode() for number, record in enumerate(records))
    file.write("]" + after + "\n")


def _write_csv(records: Iterable[Hit], file: TextIO) -> None:
    writer = csv.writer(file)
    for number, record in enumerate(records):
        row = _row(record)
        if not number:
            writer.writerow(row)
        writer.writerow(row.values())


def _row(record: Hit) -> dict[str, object]:
    values = msgspec.to_builtins(record)
    return {name: _cell(value) for name, value in values.items() if name not in _NOT_IN_CSV}


def _cell(value: object) -> object:
    """One value: of a span its words, of a list its members with "; " between."""
    if isinstance(value, dict):
        value = value["text"]
    if isinstance(value, list | tuple):
        value = "; ".join(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
