"""What the desk's commands show of an index: rows, copies, notes, exit codes. A few articles, set by hand."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from desk.newsline import Newsline
from pipeline.index.queries import Order
from pipeline.model import Article, Entity, Quotation, Span, Speaker
from workers.schema import set_up
from workers.search import Index, connect
from workers.writer import Writer

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
SAID = "The harbour will close at noon."


def article(number: int, **fields: Any) -> Article:
    """An article in which the harbour master says `SAID`."""
    text = f"{SAID} So said Ida Lavrov in Oslo, report {number}."
    start = text.index("Ida Lavrov")
    source = Span(start=start, end=start + 10, text="Ida Lavrov")
    quotation = Quotation(
        start=0,
        end=len(SAID),
        content=SAID,
        type="direct",
        source=source,
        speaker=Speaker(name="Ida Lavrov", label="person", entity=0),
        confidence=0.9,
    )
    url = f"https://news.example/{number}"
    facts: dict[str, Any] = {
        "id": f"a{number}",
        "url": url,
        "canonical_url": url,
        "key": f"k{number}-1",
        "first_seen": NOW,
        "published": datetime(2026, 1, number, tzinfo=UTC),
        "language": "en",
        "publisher": "The Example",
        "section": "Port",
        "agencies": ("AFP",) if number > 1 else (),
        "title": f"Harbour {number}",
        "text": text,
        "entities": (Entity(name="Ida Lavrov", label="person"), Entity(name="Oslo", label="place")),
        "quotations": (quotation,),
    }
    return Article(**(facts | fields))


@pytest.fixture(scope="module")
def index(elasticsearch_url: str) -> Iterator[Index]:
    """Four articles, of which 2 and 3 are copies of 1: their clusters and sayings are set by hand."""
    made = connect(elasticsearch_url, f"t{uuid.uuid4().hex[:8]}-")
    set_up(made)
    Writer(made).write([article(number) for number in (1, 2, 3, 4)], NOW)
    made.refresh()
    (said,) = (hit for hit in Newsline(made).index.quotations({"query": {"term": {"article_id": "a1"}}}).records)
    for copy in ("a2", "a3"):
        made.client.update(index=f"{made.prefix}articles-2026.02", id=copy, doc={"cluster": "a1"})
        changed = {"cluster": "a1", "saying": said["saying"]}
        made.client.update(index=f"{made.prefix}quotations-2026.02", id=f"{copy}-0", doc=changed)
    made.refresh()
    yield made
    for name in made.client.indices.get_alias(index=f"{made.prefix}*").body:
        made.client.indices.delete(index=name)
    made.close()


@pytest.fixture
def newsline(index: Index) -> Newsline:
    """What a program asks."""
    return Newsline(index)


@pytest.fixture
def environment(index: Index, tmp_path: Path) -> dict[str, str]:
    """What makes another process ask the index."""
    return os.environ | {
        "NEWSLINE_HOME": str(tmp_path),
        "NEWSLINE_REDIS_URL": "redis://127.0.0.1:1/0",  # reading needs none
        "NEWSLINE_ELASTICSEARCH_URL": index.address,
        "NEWSLINE_ELASTICSEARCH_PREFIX": index.prefix,
    }


@pytest.fixture
def command(environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the `newsline` command on the index."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([".venv/bin/newsline", *arguments], env=environment, capture_output=True, text=True, check=False, timeout=60)

    return run


def test_copies_are_one_row(newsline: Newsline) -> None:
    """Three copies are one row, the newest, with their number; totals and facets count all; a switch shows each."""
    found = newsline.search(order="newest")
    assert [(hit.id, hit.copies) for hit in found.records] == [("a4", 1), ("a3", 3)]
    assert (found.total, found.rows, found.facets["places"]) == (4, 2, {"Oslo": 4})
    assert [hit.id for hit in newsline.search(order="oldest").records] == ["a1", "a4"]
    assert [(hit.id, hit.copies) for hit in newsline.search(order="oldest", copies=True).records] == [
        ("a1", 1),
        ("a2", 1),
        ("a3", 1),
        ("a4", 1),
    ]


def test_copies_are_those_that_were_found(newsline: Newsline) -> None:
    """A copy that a filter leaves out is not counted."""
    (hit,) = newsline.search(until=datetime(2026, 1, 3, tzinfo=UTC)).records
    assert (hit.id, hit.copies) == ("a2", 2)


def test_sayings_are_one_row(newsline: Newsline) -> None:
    """The same words in copies are one row; in another report they are another."""
    found = newsline.quotations()
    assert [(hit.article_id, hit.copies) for hit in found.records] == [("a4", 1), ("a3", 3)]
    assert (found.total, found.rows, found.facets["speaker"]) == (4, 2, {"Ida Lavrov": 4})
    assert [hit.article_id for hit in newsline.quotations(copies=True).records] == ["a4", "a3", "a2", "a1"]


@pytest.mark.parametrize(
    ("filters", "notes"),
    [
        ({"person": ["Ida Lavrof"]}, ('no person "Ida Lavrof"; nearest: Ida Lavrov (4)',)),
        ({"person": ["Lavrov"]}, ('no person "Lavrov"; nearest: Ida Lavrov (4)',)),  # a name is whole
        ({"person": ["ida lavrov"], "place": ["Osol"]}, ('no place "Osol"; nearest: Oslo (4)',)),
        (
            {"person": ["X"], "publisher": "Y"},
            ('no person "X"; most frequent: Ida Lavrov (4)', 'no publisher "Y"; most frequent: The Example (4)'),
        ),
        ({"agency": "AFB"}, ('no agency "AFB"; most frequent: AFP (3)',)),
        ({"section": "Prot"}, ('no section "Prot"; nearest: Port (4)',)),
        ({"language": "fre"}, ('no language "fre"; most frequent: en (4)',)),
        ({"author": "Ida"}, ('no author "Ida"; there is none at all',)),
        ({"person": ["Ida Lavrov"], "since": NOW}, ()),  # the value is there, only not then
        ({}, ()),
    ],
)
def test_unknown_values(newsline: Newsline, filters: Any, notes: tuple[str, ...]) -> None:
    """A value that is nowhere in the index is named, with the nearest; a search that finds nothing for other reasons stays as it is."""
    assert newsline.search("walrus", **filters).notes == notes


@pytest.mark.parametrize(
    ("filters", "notes"),
    [
        ({"speaker": "Lavrof"}, ('no speaker "Lavrof"; nearest: Ida Lavrov (4)',)),
        ({"speaker": "lavrov"}, ()),  # words of the name are enough
        ({"about": "Oslo"}, ('no about "Oslo"; there is none at all',)),
    ],
)
def test_unknown_values_of_quotations(newsline: Newsline, filters: Any, notes: tuple[str, ...]) -> None:
    """The same for who spoke, and about whom."""
    assert newsline.quotations("walrus", **filters).notes == notes


def test_command(command: Any) -> None:
    """Words need no marks; rows, copies and facets are shown."""
    ended = command("search", "harbour", "close", "--sort", "newest")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("4 articles in 2 rows; --copies shows each\n")
    assert "2026-01-03  Harbour 3  The Example, Port (AFP)  3 copies" in ended.stdout
    assert "places: Oslo (4)" in ended.stdout
    assert "section: Port (4)" in ended.stdout
    assert "agencies: AFP (3)" in ended.stdout


def test_command_quotations(command: Any) -> None:
    """Who, how, what; and the facets."""
    ended = command("quotations", "--speaker", "lavrov", "--publisher", "the example", "--section", "PORT", "--language", "en")
    assert ended.returncode == 0
    assert f"Ida Lavrov  direct, 0.90  3 copies\n    “{SAID}”" in ended.stdout
    assert "speaker: Ida Lavrov (4)" in ended.stdout


def test_context(newsline: Newsline) -> None:
    """Each quotation comes with the sentences in which it stands, its source's too; one whose article is gone comes without."""
    (first, second) = newsline.in_context(newsline.quotations().records)
    assert first.context
    assert first.context.text == f"{SAID} So said Ida Lavrov in Oslo, report 4."
    (lost,) = newsline.in_context([replace(second, article_id="nowhere")])
    assert (lost.content, lost.context) == (SAID, None)


def test_command_context(command: Any) -> None:
    """The sentences around are shown in place of the words alone."""
    ended = command("quotations", "--context", "--size", "1")
    assert f"    {SAID} So said Ida Lavrov in Oslo, report 4.\n" in ended.stdout


def test_command_people(command: Any) -> None:
    """A portrait says who, how often, with what, and what was said; somebody unknown is exit code 1."""
    ended = command("people", "lavrov")
    assert ended.returncode == 0
    assert ended.stdout.startswith("Ida Lavrov  in 4 articles, last on 2026-01-04\n4 quotations of theirs, named in 0 quotations\n")
    assert f"  2026-01-04  “{SAID}”  https://news.example/4\n" in ended.stdout
    ended = command("people", "Lavrot")
    assert (ended.returncode, ended.stderr) == (1, 'newsline: no person "Lavrot"; nearest: Ida Lavrov (4)\n')


def test_command_spellings(command: Any) -> None:
    """Who is there in another spelling is told, and shown if asked."""
    ended = command("people", "Lavroff")
    told = 'newsline: no person "Lavroff"; nearest: Ida Lavrov (4)\nnewsline: also written Ida Lavrov (4): --spellings takes these, too\n'
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", told)
    ended = command("people", "Lavroff", "--spellings")
    assert (ended.returncode, ended.stderr) == (0, "newsline: taken, too: Ida Lavrov (4)\n")
    assert ended.stdout.startswith("Ida Lavrov  in 4 articles")
    ended = command("quotations", "--speaker", "Lavroff", "--spellings", "--json")
    assert (ended.returncode, ended.stderr) == (0, "newsline: taken, too: Ida Lavrov (4)\n")
    answer = json.loads(ended.stdout)
    assert (answer["total"], answer["spellings"], answer["notes"]) == (4, {"Ida Lavrov": 4}, [])


@pytest.mark.parametrize("order", ["newest", "oldest", "best"])
def test_all_page_by_page(newsline: Newsline, monkeypatch: pytest.MonkeyPatch, order: Order) -> None:
    """However small the pages, all are there, once, in the order of the search; of copies the first, with their number."""
    monkeypatch.setattr("pipeline.index.queries.PAGE_HITS", 2)
    for copies in (True, False):
        first = newsline.search("harbour", order=order, copies=copies, size=100).records
        every = newsline.all_articles("harbour", order=order, copies=copies)
        assert [(hit.id, hit.copies) for hit in every] == [(hit.id, hit.copies) for hit in first]
        said = newsline.quotations("harbour", order=order, copies=copies, size=100).records
        spoken = newsline.all_quotations("harbour", order=order, copies=copies)
        assert [(hit.id, hit.copies) for hit in spoken] == [(hit.id, hit.copies) for hit in said]


def test_all_of_nothing(newsline: Newsline, elasticsearch_url: str) -> None:
    """What finds nothing, or an index that is not there yet, gives no page."""
    assert list(newsline.all_articles("walrus")) == []
    assert list(Newsline(connect(elasticsearch_url, "nowhere-")).all_quotations()) == []


def test_all_is_of_one_moment(newsline: Newsline, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written between two pages is in none of them."""
    monkeypatch.setattr("pipeline.index.queries.PAGE_HITS", 2)
    reading = newsline.all_articles(order="oldest", copies=True)
    found = [next(reading).id]
    Writer(index).write([article(5)], NOW)
    index.refresh()
    found += [hit.id for hit in reading]
    index.client.delete(index=f"{index.prefix}articles-2026.02", id="a5", refresh=True)
    index.client.delete(index=f"{index.prefix}quotations-2026.02", id="a5-0", refresh=True)
    assert found == ["a1", "a2", "a3", "a4"]


def test_command_export(command: Any, tmp_path: Path) -> None:
    """A file's name says its form; it holds all, and stdout nothing."""
    ended = command("quotations", "--all", "--copies", "--sort", "oldest", "--context", "--output", str(tmp_path / "said.csv"))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", f"{tmp_path}/said.csv: 4 records\n")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "said.csv").read_text("utf-8-sig"))))
    assert [row["article_id"] for row in rows] == ["a1", "a2", "a3", "a4"]
    assert (rows[0]["content"], rows[0]["people"], rows[0]["source"]) == (SAID, "Ida Lavrov", "Ida Lavrov")
    assert rows[0]["context"] == f"{SAID} So said Ida Lavrov in Oslo, report 1."


@pytest.mark.parametrize(
    ("form", "read"),
    [("--json", lambda text: json.loads(text)["records"]), ("--jsonl", lambda text: [json.loads(line) for line in text.splitlines()])],
)
def test_command_all(command: Any, form: str, read: Callable[[str], list[dict[str, Any]]]) -> None:
    """JSON and JSON lines hold the same records; one row for copies."""
    ended = command("search", "--all", form, "--size", "1", "--sort", "newest")
    assert [(record["id"], record["copies"]) for record in read(ended.stdout)] == [("a4", 1), ("a3", 3)]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--csv", "--size", "1"], "the first 1; --all writes every one\n"),
        (["--output", "a.json", "--size", "1"], "a.json: the first 1; --all writes every one\n"),
        (["--output", "a.jsonl"], "a.jsonl: 4 records\n"),
        (["--json", "--size", "1"], ""),  # its `total` says it
        (["--csv"], ""),
    ],
)
def test_command_tells_what_it_wrote(command: Any, tmp_path: Path, arguments: list[str], line: str) -> None:
    """Nobody takes the first records for all."""
    arguments = [str(tmp_path / part) if part.startswith("a.") else part for part in arguments]
    ended = command("quotations", "--copies", *arguments)
    assert ended.stderr.removeprefix(f"{tmp_path}/") == line


def test_command_tells_that_there_is_more(command: Any) -> None:
    """The rows that are not shown are told with the first line."""
    assert command("search", "--size", "1").stdout.startswith("4 articles in 2 rows; --copies shows each; 1 shown, --size shows more\n")


@pytest.mark.parametrize("name", ["a2", "k2-1", "https://news.example/2", "https://NEWS.example/2#top"])
def test_command_show(command: Any, name: str) -> None:
    """An article is read by any of its names: its facts, its text, its quotations with where they stand."""
    ended = command("show", name)
    assert ended.stdout.startswith(
        f"Harbour 2\n2026-01-02T00:00:00Z  The Example  Port\nhttps://news.example/2\n\n{SAID} So said Ida Lavrov"
    )
    assert re.search(rf"1 quotation +\n.*\n0-31 +Ida Lavrov +Ida Lavrov +direct +0.9 +{SAID}", ended.stdout)
    assert json.loads(command("show", name, "--json").stdout)["id"] == "a2"


def test_command_shows_nothing(command: Any) -> None:
    """An article that is not there is one line with the remedy."""
    ended = command("show", "a9")
    line = "newsline: a9: no article has this address or id; newsline trace tells what became of it\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", line)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--all"], "newsline: --all is for programs: add --csv, --jsonl or --json, or --output FILE\n"),
        (["--csv", "--json"], "newsline: choose one of --json and --csv\n"),
        (["--output", "a.txt"], "newsline: a.txt: give --json, --jsonl or --csv, or a name that ends so\n"),
        (["--output", "nowhere/a.csv"], "newsline: nowhere/a.csv: there is no folder nowhere\n"),
    ],
)
def test_command_cannot_export(command: Any, arguments: list[str], line: str) -> None:
    """What cannot be written so is one line, with exit code 2."""
    ended = command("search", "harbour", *arguments)
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", line)


def test_command_unknown_value(command: Any) -> None:
    """A value that is nowhere is told on stderr, with exit code 1; with --json it is in the answer as well."""
    ended = command("search", "--person", "Lavrof", "--json")
    assert (ended.returncode, ended.stderr) == (1, 'newsline: no person "Lavrof"; nearest: Ida Lavrov (4)\n')
    answer = json.loads(ended.stdout)
    assert (answer["total"], answer["records"]) == (0, [])
    assert answer["notes"] == ['no person "Lavrof"; nearest: Ida Lavrov (4)']


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (['"harbour'], 'newsline: "harbour: a quotation mark is not closed; write "…" around a phrase\n'),
        (["--", "-harbour"], "newsline: -harbour: it says only what must not be there; add a word that must\n"),
        (["*arbour"], "newsline: *arbour: a * stands only at the end of a word, after 2 letters or more\n"),
        (
            ["--since", "2026-02-01", "--until", "2026-01-01"],
            "newsline: nothing lies from 2026-02-01 00:00 up to 2026-01-01 00:00; until must be later than since\n",
        ),
    ],
)
def test_command_without_meaning(command: Any, arguments: list[str], line: str) -> None:
    """What cannot be meant is one line that names the question and the remedy, with exit code 2."""
    ended = command("search", *arguments)
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", line)


def test_example_for_programs(environment: dict[str, str]) -> None:
    """The example of the documents runs as it stands."""
    (code,) = re.findall(r"```python\n(.*?)```", Path("docs/searching.md").read_text(), re.DOTALL)
    ended = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60)
    lines = ended.stdout.splitlines()
    assert lines[0] == "4 {'Ida Lavrov': 4}"
    assert lines[1].endswith(f"Ida Lavrov {SAID}")
    assert lines[-1] == "Ida Lavrov 4 4"
