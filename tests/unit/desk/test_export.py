"""Files of records: whole or not there, exact, and harmless in a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.export import export
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
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


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
