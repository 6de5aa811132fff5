"""`newsline try`: the record of each stage, a line out for each line in, and what cannot be read told in its place."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Entity, Mention, Quotation

TEXT = "“The bridge over the river will open in the spring,” Ann Lee said on Monday. She spoke to reporters in Paris."
SAID = "The bridge over the river will open in the spring"
HTML = f"""<html lang="en"><head><title>Bridge to open</title><meta property="og:site_name" content="Harbour News">
<meta property="article:published_time" content="2018-01-15T14:02:00Z"><link rel="canonical" href="/bridge"></head>
<body><article><h1>Bridge to open</h1><p>{TEXT}</p></article></body></html>"""
RSS = """<rss version="2.0"><channel><title>Harbour News</title><link>https://news.example/</link><language>en</language>
<item><guid>1</guid><link>https://news.example/bridge</link><title>Bridge to open</title><description>In spring.</description>
<pubDate>Mon, 15 Jan 2018 14:02:00 GMT</pubDate><author>Ann Lee</author></item></channel></rss>"""

CLEANED = {"id", "url", "canonical_url", "publisher", "title", "authors", "language", "published", "updated"} | {
    "text",
    "text_source",
    "rejected",
}
FOUND = {"mentions", "entities", "quotations"}
INTERNAL = {"key", "revision", "feed_url", "first_seen", "fate", "reason"}
STAGES = ["feed", "clean", "entities", "quotes", "all"]


def lines(*records: object) -> bytes:
    """JSON lines."""
    return b"".join(record + b"\n" if isinstance(record, bytes) else json.dumps(record).encode() + b"\n" for record in records)


def records(printed: str) -> list[dict[str, Any]]:
    """The records that were printed, a line each."""
    return [json.loads(line) for line in printed.splitlines()]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, the present one, with a file for each stage."""
    monkeypatch.chdir(tmp_path)
    for name, content in {"page.html": HTML, "feed.xml": RSS, "text.txt": TEXT}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content.encode()))
    (tmp_path / "binary").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe" + bytes(range(256)))
    (tmp_path / "broken.gz").write_bytes(b"\x1f\x8b\x08\x00 broken")
    (tmp_path / "cut.gz").write_bytes(gzip.compress(HTML.encode())[:100])
    return tmp_path


# One file


@pytest.mark.parametrize(
    "arguments",
    [["feed", "feed.xml"], ["feed", "feed.xml.gz"], ["feed", "feed.xml", "--url", "https://news.example/feed"]],
    ids=["file", "gz", "url"],
)
def test_feed(newsline: Any, files: Path, arguments: list[str]) -> None:
    """A feed's record has its facts and its entries, in the feed's order."""
    ended = newsline("try", *arguments)
    record = json.loads(ended.out)

    assert (ended.code, ended.err) == (0, "")
    assert {"id", "error", "title", "link", "language", "entry_count", "entries"} <= record.keys()
    assert (record["error"], record["title"], record["language"], record["entry_count"]) == (None, "Harbour News", "en", 1)
    (entry,) = record["entries"]
    assert set(entry) == {"id", "title", "link", "published", "updated", "author", "summary", "content"}
    assert (entry["id"], entry["link"], entry["published"]) == ("1", "https://news.example/bridge", "2018-01-15T14:02:00+00:00")


def check_cleaned(record: dict[str, Any]) -> None:
    """The record of the page above, cleaned."""
    assert (record["canonical_url"], record["publisher"], record["title"]) == (
        "https://news.example/bridge",
        "Harbour News",
        "Bridge to open",
    )
    assert (record["language"], record["published"], record["updated"]) == ("en", "2018-01-15T14:02:00+00:00", None)
    assert (record["text"].removeprefix("Bridge to open\n\n"), record["text_source"], record["rejected"]) == (TEXT, "page", None)


def check_found(record: dict[str, Any]) -> None:
    """What is found in the text above: who said what, and each span is where it says."""
    text = record["text"]
    spans = record["mentions"] + [part for quotation in record["quotations"] for part in (quotation["cue"], quotation["source"])]
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)
    assert {entity["name"]: entity["label"] for entity in record["entities"]} == {"Ann Lee": "person", "Paris": "place"}
    assert all(set(entity) == set(Entity.__struct_fields__) for entity in record["entities"])
    assert all(set(mention) == set(Mention.__struct_fields__) for mention in record["mentions"])
    assert {record["entities"][mention["entity"]]["name"] for mention in record["mentions"]} >= {"Ann Lee", "Paris"}


def check_quoted(record: dict[str, Any]) -> None:
    """The quotation in the text above."""
    (quotation,) = record["quotations"]
    assert set(quotation) == set(Quotation.__struct_fields__)
    assert record["text"][quotation["start"] : quotation["end"]] == quotation["content"]
    assert (quotation["content"].rstrip(","), quotation["type"]) == (SAID, "direct")
    assert (quotation["cue"]["text"], quotation["source"]["text"]) == ("said", "Ann Lee")
    assert quotation["speaker"]["name"] == record["entities"][quotation["speaker"]["entity"]]["name"] == "Ann Lee"
    assert 0 < quotation["confidence"] <= 1


def test_clean(newsline: Any, files: Path) -> None:
    """A page's record has its text and facts, and nothing of the ledger."""
    ended = newsline("try", "clean", "page.html", "--url", "https://news.example/bridge?utm_source=x")
    record = json.loads(ended.out)

    assert (ended.code, ended.err) == (0, "")
    assert record.keys() >= CLEANED
    assert not record.keys() & INTERNAL
    check_cleaned(record)


def test_entities(newsline: Any, files: Path) -> None:
    """The record of plain text has its mentions and entities, and no quotation."""
    record = json.loads(newsline("try", "entities", "text.txt").out)

    assert record.keys() >= CLEANED | FOUND
    assert (record["text"], record["language"], record["quotations"]) == (TEXT, "en", [])
    check_found(record)


@pytest.mark.parametrize("source", ["text.txt", "-"])
def test_quotes(newsline: Any, files: Path, source: str) -> None:
    """The record of plain text, from a file or stdin, has its quotations too."""
    record = json.loads(newsline("try", "quotes", source, stdin=TEXT.encode()).out)

    assert (record["text"], record["text_source"], record["url"]) == (TEXT, "file", "")
    check_found(record)
    check_quoted(record)


@pytest.mark.parametrize("source", ["page.html", "page.html.gz", "-"])
def test_all(newsline: Any, files: Path, source: str) -> None:
    """A page's whole record, from a file or stdin."""
    record = json.loads(newsline("try", "all", source, "--url", "https://news.example/a", stdin=HTML.encode()).out)

    check_cleaned(record)
    check_found(record)
    check_quoted(record)


def test_text_with_a_byte_order_mark(newsline: Any, files: Path) -> None:
    """The mark that some editors write first is no part of the text."""
    assert json.loads(newsline("try", "entities", "-", stdin=TEXT.encode("utf-8-sig")).out)["text"] == TEXT


@pytest.mark.parametrize("stage", ["entities", "quotes"])
def test_empty_text(newsline: Any, files: Path, stage: str) -> None:
    """An empty text is a record in which nothing is found."""
    ended = newsline("try", stage, "-")
    record = json.loads(ended.out)

    assert ended.code == 0
    assert (record["text"], record["mentions"], record["entities"], record["quotations"]) == ("", [], [], [])


def test_page_without_an_article(newsline: Any, files: Path) -> None:
    """A page that holds no article is no error: the record says why, and has no text."""
    ended = newsline("try", "all", "-", stdin=b"<html><body><p>Home</p></body></html>")
    record = json.loads(ended.out)

    assert ended.code == 0
    assert record["rejected"]
    assert (record["text"], record["quotations"]) == (None, [])


def test_file_that_is_no_feed(newsline: Any, files: Path) -> None:
    """A file that is no feed is told in the record, with exit code 1."""
    ended = newsline("try", "feed", "page.html", "--url", "https://news.example/")

    assert (ended.code, ended.err) == (1, "")
    assert json.loads(ended.out) == {"id": None, "error": "https://news.example/: this is a web page, not a feed"}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("jsonl", [[], ["--jsonl"]], ids=["file", "lines"])
@pytest.mark.parametrize("line", ["missing: No such file or directory", ".: Is a directory"])
def test_file_that_cannot_be_read(newsline: Any, files: Path, stage: str, jsonl: list[str], line: str) -> None:
    """A file that is not there, or a folder, is one line on stderr and exit code 2."""
    ended = newsline("try", stage, line.partition(":")[0], *jsonl)

    assert (ended.code, ended.out, ended.err) == (2, "", f"newsline: {line}\n")


@pytest.mark.parametrize("stage", ["entities", "quotes"])
def test_binary_file(newsline: Any, files: Path, stage: str) -> None:
    """A file that is no text is one line on stderr and exit code 2."""
    ended = newsline("try", stage, "binary")

    assert (ended.code, ended.out, ended.err) == (2, "", "newsline: binary: this is no plain text in UTF-8\n")


@pytest.mark.parametrize("source", ["broken.gz", "cut.gz"])
def test_broken_gz(newsline: Any, files: Path, source: str) -> None:
    """A file that cannot be unpacked is one line that names it."""
    ended = newsline("try", "clean", source)

    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert ended.err.startswith(f"newsline: {source}: ")


@pytest.mark.parametrize("jsonl", [[], ["--jsonl"]], ids=["file", "lines"])
def test_model_that_is_not_installed(newsline: Any, files: Path, monkeypatch: pytest.MonkeyPatch, jsonl: list[str]) -> None:
    """A model that is missing is one line with the remedy, however many lines want it."""
    monkeypatch.setenv("NEWSLINE_MODELS", '{"en": "no_such_model"}')
    ended = newsline("try", "quotes", "-", *jsonl, stdin=lines({"text": TEXT}, {"text": TEXT}) if jsonl else TEXT.encode())

    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert ended.err.startswith("newsline: no_such_model: this spaCy model is not installed")


# JSON lines


@pytest.mark.parametrize(
    ("stage", "good"),
    [
        ("feed", {"path": "feed.xml", "url": "https://news.example/feed"}),
        ("clean", {"path": "page.html.gz", "url": "https://news.example/a"}),
        ("clean", {"html": HTML, "url": "https://news.example/a"}),
        ("entities", {"text": TEXT}),
        ("quotes", {"text": TEXT, "language": "en"}),
        ("all", {"html": HTML, "url": "https://news.example/a"}),
    ],
    ids=["feed", "clean path", "clean html", "entities", "quotes", "all"],
)
@pytest.mark.parametrize("source", ["in.jsonl", "-"])
def test_lines(newsline: Any, files: Path, stage: str, good: dict[str, str], source: str) -> None:
    """A line out for each line in, in order, each with its id; what cannot be read is told in its place, with exit code 1."""
    given = lines({"id": "first", **good}, b"{", {"id": "bad", "path": "missing", "colour": 1}, {"id": "last", **good})
    (files / "in.jsonl").write_bytes(given)
    ended = newsline("try", stage, source, "--jsonl", stdin=given)
    first, broken, bad, last = records(ended.out)

    assert (ended.code, ended.err) == (1, "")
    assert (first["id"], broken["id"], bad["id"], last["id"]) == ("first", None, "bad", "last")
    assert set(broken) == set(bad) == {"id", "error"}
    assert not first.get("error")
    assert {**first, "id": None} == {**last, "id": None}


@pytest.mark.parametrize(
    ("line", "id_", "error"),
    [
        pytest.param(b"words", None, "not a line that can be read", id="no JSON"),
        pytest.param(b'"words"', None, "not a line that can be read", id="no object"),
        pytest.param(b"[]", None, "not a line that can be read", id="a list"),
        pytest.param(b"null", None, "not a line that can be read", id="null"),
        pytest.param(b'{"id": "a"', None, "not a line that can be read", id="cut short"),
        pytest.param(b'{"id": "a", "text": "\xff"}', None, "not a line that can be read", id="no UTF-8"),
        pytest.param(b'{"id": "\\ud800", "text": 1}', None, "not a line that can be read", id="half a character"),
        pytest.param(b'{"id": "a", "x": ' + b"[" * 100_000, None, "not a line that can be read", id="deep"),
        pytest.param(b'{"id": "a", "text": 5}', "a", "$.text", id="text is a number"),
        pytest.param(b'{"id": "a"}', "a", "the line has no text", id="no text"),
        pytest.param(b'{"id": "a", "text": null}', "a", "the line has no text", id="null text"),
        pytest.param(b'{"id": "a", "path": "text.txt"}', "a", "the line has no text", id="a path where text is wanted"),
    ],
)
def test_bad_line_of_text(newsline: Any, files: Path, line: bytes, id_: str | None, error: str) -> None:
    """A line that is none, or has no text, gives its id (if it can be known) and what is wrong; the others go on."""
    ended = newsline("try", "entities", "-", "--jsonl", stdin=lines({"id": "good", "text": ""}, line, {"id": "fine", "text": ""}))
    good, bad, fine = records(ended.out)

    assert (ended.code, ended.err) == (1, "")
    assert (good["id"], fine["id"]) == ("good", "fine")
    assert bad["id"] == id_
    assert error in bad["error"]
    assert set(bad) == {"id", "error"}


@pytest.mark.parametrize(
    ("stage", "line", "error"),
    [
        ("clean", {"path": "missing.html"}, "missing.html: No such file or directory"),
        ("clean", {"path": "."}, ".: Is a directory"),
        ("clean", {"path": "broken.gz"}, "broken.gz: "),
        ("clean", {"path": "cut.gz"}, "cut.gz: "),
        ("clean", {"path": "a\0b"}, "embedded null byte"),
        ("clean", {}, "the line has no html or path"),
        ("clean", {"html": HTML, "url": "ftp://news.example/"}, "the link does not start with http:// or https://"),
        ("all", {"text": TEXT}, "the line has no html or path"),
        ("feed", {}, "the line has no path"),
        ("feed", {"path": "page.html"}, "this is a web page, not a feed"),
        ("feed", {"path": "binary"}, "this is a binary file, not a feed"),
    ],
)
def test_bad_line_of_files(newsline: Any, files: Path, stage: str, line: dict[str, str], error: str) -> None:
    """A line whose file cannot be read or used gives what is wrong, in one line that names the file."""
    ended = newsline("try", stage, "-", "--jsonl", stdin=lines({"id": "a", **line}))
    (bad,) = records(ended.out)

    assert (ended.code, ended.err) == (1, "")
    assert (bad["id"], set(bad)) == ("a", {"id", "error"})
    assert error in bad["error"]


def test_path_may_be_gz(newsline: Any, files: Path) -> None:
    """A packed file gives the record of what is in it."""
    given = lines(*({"id": "a", "url": "https://news.example/a", "path": path} for path in ("page.html", "page.html.gz")))
    plain, packed = records(newsline("try", "clean", "-", "--jsonl", stdin=given).out)

    assert plain == packed


def test_line_without_an_id(newsline: Any, files: Path) -> None:
    """A page that comes without an id has that of its article."""
    (record,) = records(newsline("try", "clean", "-", "--jsonl", stdin=lines({"html": HTML, "url": "https://news.example/a"})).out)

    assert len(record["id"]) == 32


@pytest.mark.parametrize("given", [b"", b"\n\n  \n"], ids=["nothing", "blank lines"])
def test_no_lines(newsline: Any, files: Path, given: bytes) -> None:
    """Nothing in, nothing out; a blank line is no line."""
    ended = newsline("try", "quotes", "-", "--jsonl", stdin=given)

    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_stated_language_counts(newsline: Any, files: Path) -> None:
    """A line's own language goes before what the text looks like."""
    given = lines({"text": TEXT, "language": "xx"}, {"text": TEXT})
    stated, detected = records(newsline("try", "entities", "-", "--jsonl", stdin=given).out)

    assert (stated["language"], detected["language"]) == ("xx", "en")
    assert detected["mentions"]


def test_bug_in_a_stage(newsline: Any, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that breaks a stage is told so in its place; those that went through it together are found as ever."""

    def run(articles: Any, _nlp: Any, _knowledge: Any) -> Any:
        if any(article.text == "bad" for article in articles):
            raise KeyError("x")
        return articles

    monkeypatch.setattr("desk.trial.entities.run", run)
    given = lines({"id": "1", "text": "good"}, {"id": "2", "text": "bad"}, {"id": "3", "text": "fine"})
    ended = newsline("try", "entities", "-", "--jsonl", stdin=given)
    good, bad, fine = records(ended.out)

    assert ended.code == 1
    assert (good["text"], bad, fine["text"]) == ("good", {"id": "2", "error": "KeyError: 'x'"}, "fine")


def test_knowledge(newsline: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of the knowledge file have their id, also in a language without a model."""
    path = tmp_path / "people.csv"
    path.write_text("name,aliases,label,wikidata\nAnn Roe,Roe,person,Q5\n", encoding="utf-8")
    monkeypatch.setenv("NEWSLINE_KNOWLEDGE", str(path))

    ended = newsline("try", "entities", "-", "--jsonl", stdin=lines({"id": "1", "text": "Und da kam Roe.", "language": "de"}))

    [record] = records(ended.out)
    assert record["entities"] == [{"name": "Ann Roe", "label": "person", "aliases": ["Roe"], "id": "Q5"}]


def test_wrong_knowledge(newsline: Any, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong knowledge file ends the command before it reads a line."""
    path = tmp_path / "people.csv"
    path.write_text("name,aliases,label,wikidata\nAnn Roe,,human,\n", encoding="utf-8")
    monkeypatch.setenv("NEWSLINE_KNOWLEDGE", str(path))

    ended = newsline("try", "entities", "-", "--jsonl", stdin=lines({"id": "1", "text": "x"}))

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.strip().endswith("people.csv:2: 'human' is no label; use person, organization, place or other")
