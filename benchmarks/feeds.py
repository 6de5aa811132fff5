"""How well and how fast `parse_feed` reads feeds.

`score`: what other parsers' test suites expect of their files, and what of it we miss; in: `feeds/` of the gold folder, with its scorer.
`speed`: entries a second of a feed with 500, beside feedparser, fastfeedparser and gofeed, as far as they are there. Whatever
is not there is "not measured"; nothing of the set is kept.

    NEWSLINE_GOLD=../shared/gold taskset -c 0 .venv/bin/python benchmarks/feeds.py [score] [speed]
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import feedparser

from pipeline.errors import Rejected
from pipeline.feeds import parse_feed

GOLD = Path(os.environ.get("NEWSLINE_GOLD", "../shared/gold")) / "feeds"
ENTRIES = 500
GOFEED = """package main

import (
	"bytes"
	"fmt"
	"os"
	"time"

	"github.com/mmcdole/gofeed"
)

func main() {
	body, err := os.ReadFile("feed.xml")
	if err != nil {
		panic(err)
	}
	entries, start := 0, time.Now()
	for time.Since(start) < time.Second {
		feed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
		if err != nil {
			panic(err)
		}
		entries += len(feed.Items)
	}
	fmt.Println(float64(entries) / time.Since(start).Seconds())
}
"""
URL = "http://localhost/feed"  # where `newsline try feed` says a feed comes from when nothing else does


def score() -> None:
    """Predict every file of the set and print what its scorer says."""
    if not GOLD.is_dir():
        print(f"not measured: no gold set at {GOLD} (set NEWSLINE_GOLD)")
        return
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(GOLD / "feeds-dev.tar.gz") as archive:
            archive.extractall(folder, filter="data")
        manifest = next(Path(folder).rglob("manifest.jsonl"))
        names = [json.loads(line)["file"] for line in manifest.read_text(encoding="utf-8").splitlines()]
        predicted = Path(folder, "predicted.jsonl")
        predicted.write_text("".join(json.dumps(build_prediction(manifest.parent, name)) + "\n" for name in names), encoding="utf-8")
        subprocess.run([sys.executable, GOLD / "score_feeds.py", manifest, predicted, "--failures"], check=True)  # noqa: S603 - it came with the set


def build_prediction(folder: Path, name: str) -> dict[str, Any]:
    """A file's feed as the scorer reads it: the first ten entries, or why it was refused."""
    try:
        feed = parse_feed((folder / name).read_bytes(), url=URL)
    except Rejected as refusal:
        return {"file": name, "error": refusal.reason}
    entries = [
        {
            "id": entry.id,
            "title": entry.title,
            "link": entry.link,
            "published": entry.published and entry.published.isoformat(),
            "updated": entry.updated and entry.updated.isoformat(),
            "author": entry.author,
            "summary": entry.summary,
            "content": entry.content,
        }
        for entry in feed.entries[:10]
    ]
    return {"file": name, "error": None, "title": feed.title, "entry_count": len(feed.entries), "entries": entries}


def speed() -> None:
    """Print entries a second of each reader: processor time, the median of five rounds in turn, each of a tenth of a second or more."""
    body = build_feed()
    readers: dict[str, Callable[[], object]] = {
        "newsline": lambda: parse_feed(body, url=URL),
        "newsline, a bare & in it": lambda: parse_feed(body.replace(b"&amp;", b"&", 1), url=URL),
        "feedparser": lambda: feedparser.parse(body),
    }
    if find_spec("fastfeedparser"):
        fastfeedparser = import_module("fastfeedparser")
        readers["fastfeedparser"] = lambda: fastfeedparser.parse(body)
    else:
        print("fastfeedparser: not measured (pip install fastfeedparser)")
    rounds = [{name: measure(read) for name, read in readers.items()} for _ in range(5)]
    for name in readers:
        print(f"{name:26}{statistics.median(row[name] for row in rounds):12,.0f} entries/s")
    print(f"{'gofeed':26}{measure_gofeed(body)}")


def measure(read: Callable[[], object]) -> float:
    """Entries a second of processor time."""
    count, start = 0, time.process_time()
    while count == 0 or time.process_time() - start < 0.1:  # noqa: PLR2004  long enough for the clock
        read()
        count += 1
    return ENTRIES * count / (time.process_time() - start)


def measure_gofeed(body: bytes) -> str:
    """Build gofeed with Go and let it read the same feed on one processor."""
    if not (go := shutil.which("go")):
        return " not measured: there is no Go"
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "feed.xml").write_bytes(body)
        Path(folder, "main.go").write_text(GOFEED, encoding="utf-8")
        for command in (["mod", "init", "bench"], ["get", "github.com/mmcdole/gofeed@v1.4.2"], ["build", "-o", "bench", "."]):
            if subprocess.run([go, *command], cwd=folder, capture_output=True, check=False).returncode:  # noqa: S603 - our own commands
                return f" not measured: go {command[0]} failed"
        told = subprocess.run(  # noqa: S603 - built above
            [Path(folder, "bench")], cwd=folder, env={"GOMAXPROCS": "1"}, capture_output=True, check=True, text=True
        )
        return f"{float(told.stdout):12,.0f} entries/s"


def build_feed() -> bytes:
    """An RSS feed as news sites write them: summary, whole text, author, date; some 950 bytes an entry."""
    paragraphs = "<p>More words about the harbour and its ferries follow here, as they do in most feeds.</p>" * 5
    items = (
        f"<item><title>Harbour council weighs plan {number} &amp; more</title><link>https://courier.example/news/{number}</link>"
        f'<guid isPermaLink="false">urn:courier:{number}</guid><pubDate>Sun, 01 Mar 2026 12:{number % 60:02}:00 +0100</pubDate>'
        f"<dc:creator>Ada Crane</dc:creator><category>Harbour</category><description>The council met on day {number}.</description>"
        f'<content:encoded><![CDATA[<p><a href="https://courier.example/{number}">Plan</a>.</p>{paragraphs}]]></content:encoded></item>'
        for number in range(ENTRIES)
    )
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    head = "<title>Courier</title><link>https://courier.example/</link><language>en</language>"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {spaces}><channel>{head}{"".join(items)}</channel></rss>'.encode()


RUNS = {"score": score, "speed": speed}


def main() -> None:
    """Measure what the command line names, or everything."""
    for name in sys.argv[1:] or RUNS:
        RUNS[name]()


if __name__ == "__main__":
    main()
