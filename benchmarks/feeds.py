"""How much of what other parsers' test suites expect of a feed `parse_feed` finds; prints the figures and each miss.

In: `feeds/` of the gold folder, with its scorer. Says "not measured" without it. Nothing of the set is kept.

    NEWSLINE_GOLD=../shared/gold .venv/bin/python benchmarks/feeds.py score
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from pipeline.errors import Rejected
from pipeline.feeds import parse_feed

GOLD = Path(os.environ.get("NEWSLINE_GOLD", "../shared/gold")) / "feeds"
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


RUNS = {"score": score}


def main() -> None:
    """Measure what the command line names, or everything."""
    for name in sys.argv[1:] or RUNS:
        RUNS[name]()


if __name__ == "__main__":
    main()
