"""Files of records: whole or not there, exact, and harmless in a spreadsheet."""

import csv
import io
import json
import re
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from desk.export import choose_form, export
from pipeline.errors import Rejected
from pipeline.index.hits import Found, QuotationHit
from pipeline.model import Span


def hit(content: str, **facts: Any) -> QuotationHit:
    """A quotation of these words."""
    known: dict[str, Any] = {"id": "1", "revision": 1, "cluster": "c", "url": "u", "article_id": "a", "saying": "s", "start": 0, "end": 1}
    return QuotationHit(**(known | {"content": content, "type": "direct", "confidence": 0.5} | facts))


def found(*records: QuotationHit) -> Found[QuotationHit]:
    """What a search found."""
    return Found(total=len(records), rows=len(records), records=records, facets={"type": {"direct": 1}})


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, line ends as they are."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('He said "no", twice', 'He said "no", twice'),
        ("one\nline\r\nand another", "one\nline\r\nand another"),
        ("a,b;c", "a,b;c"),
        ("“é” 🙂", "“é” 🙂"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("a=1", "a=1"),  # only at the start
        ("'=1", "'=1"),
    ],
)
def test_cells(tmp_path: Path, content: str, expected: str) -> None:
    """A cell holds exactly the words, or the words behind a mark where a spreadsheet would reckon."""
    export(found(), [hit(content)], "csv", tmp_path / "a.csv")
    (row,) = rows(tmp_path / "a.csv")
    assert row["content"] == expected


def test_a_csv_file_says_that_it_is_utf_8(tmp_path: Path) -> None:
    """Excel reads it with its accents; programs that read JSON get no mark."""
    for form, start in [("csv", b"\xef\xbb\xbfid,"), ("jsonl", b"{"), ("json", b"{")]:
        export(found(), [hit("é")], form, tmp_path / f"a.{form}")  # type: ignore[arg-type]
        assert (tmp_path / f"a.{form}").read_bytes().startswith(start)


def test_columns(tmp_path: Path) -> None:
    """Lists are joined, spans are their words, numbers are plain, what is not known is empty."""
    export(found(), [hit("x", people=("=A", "B"), source=Span(start=0, end=1, text="She"), confidence=0.25)], "csv", tmp_path / "a.csv")
    (row,) = rows(tmp_path / "a.csv")
    assert (row["people"], row["source"], row["confidence"], row["speaker"]) == ("'=A; B", "She", "0.25", "")
    assert "highlight" not in row


@pytest.mark.parametrize("records", [[], [hit("a")], [hit("a"), hit("b")]], ids=len)
def test_json_is_one_value(capsys: pytest.CaptureFixture[str], records: list[QuotationHit]) -> None:
    """On stdout: what was found, with all the records."""
    export(found(hit("x")), records, "json", None)
    answer = json.loads(capsys.readouterr().out)
    assert [record["content"] for record in answer["records"]] == [record.content for record in records]
    assert (answer["total"], answer["facets"]) == (1, {"type": {"direct": 1}})


def test_interrupted(tmp_path: Path) -> None:
    """An export that breaks off leaves the old file as it was, and nothing else."""
    (tmp_path / "a.jsonl").write_text("old")

    def broken() -> Iterator[QuotationHit]:
        yield hit("a")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(found(), broken(), "jsonl", tmp_path / "a.jsonl")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.jsonl", "old")]


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file grows beyond 20 MB: pytest's own output may go to one, too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize("form", ["csv", "jsonl", "json"])
def test_disk_is_full(tmp_path: Path, form: Any) -> None:
    """The error names the file that was asked for; nothing is left under its name, nor beside it."""
    with pytest.raises(OSError, match="File too large") as caught:
        export(found(), [hit("word " * 5_000_000)], form, tmp_path / f"a.{form}")
    assert (caught.value.filename, list(tmp_path.iterdir())) == (str(tmp_path / f"a.{form}"), [])


def test_stdout_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error comes while the command can still tell it, however little was written."""

    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("sys.stdout", Full())
    with pytest.raises(OSError, match="No space left on device: 'stdout'"):
        export(found(), [hit("a")], "csv", None)


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("nosuch/a.csv", r"^nosuch/a\.csv: there is no folder nosuch$"),
        ("a.csv/b.csv", r"there is no folder a\.csv"),
        ("a.xml", r"^a\.xml: give --json, --jsonl or --csv, or a name that ends so$"),
        ("a", "give --json"),
    ],
)
def test_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, reason: str) -> None:
    """A place that cannot be is told, by name, before anything is asked."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").touch()
    with pytest.raises(Rejected, match=reason):
        choose_form(Path(output))


@pytest.mark.parametrize("before", [None, "old"])
def test_link(tmp_path: Path, before: str | None) -> None:
    """What a link names is written, and the link stays."""
    (tmp_path / "to").mkdir()
    (tmp_path / "a.jsonl").symlink_to(tmp_path / "to/b.jsonl")
    if before:
        (tmp_path / "to/b.jsonl").write_text(before)
    export(found(), [hit("a")], "jsonl", tmp_path / "a.jsonl")

    assert (tmp_path / "a.jsonl").is_symlink()
    assert [path.name for path in (tmp_path / "to").iterdir()] == ["b.jsonl"]
    assert json.loads((tmp_path / "to/b.jsonl").read_text())["content"] == "a"


def test_device(tmp_path: Path) -> None:
    """A device is written to, never replaced by a file."""
    (tmp_path / "a.csv").symlink_to("/dev/null")
    export(found(), [hit("a")], "csv", tmp_path / "a.csv")

    assert Path("/dev/null").is_char_device()
    assert list(tmp_path.iterdir()) == [tmp_path / "a.csv"]


@pytest.mark.parametrize("is_terminal", [True, False])
def test_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], is_terminal: bool) -> None:
    """How far it is, of all that will come, is shown where somebody looks: on stderr, if that is a terminal."""
    shown = io.StringIO()
    monkeypatch.setattr("desk.export.ERR", Console(file=shown, force_terminal=is_terminal, width=80))

    def slow() -> Iterator[QuotationHit]:
        yield from (hit("a"), hit("b"))
        time.sleep(0.3)  # the bar is drawn ten times a second
        yield hit("c")

    export(Found(total=9, rows=4, records=(), facets={}), slow(), "csv", tmp_path / "a.csv")

    assert re.findall(r"\d+%", shown.getvalue())[-1:] == (["75%"] if is_terminal else [])
    assert capsys.readouterr() == ("", f"{tmp_path}/a.csv: 3 records\n")
