"""How well entities and quotations are found, on the gold sets that NEWSLINE_GOLD names.

In: the gold folder; out: the views of its README's table, printed. Nothing of the sets is kept.

    .venv/bin/python benchmarks/quotes.py [polnear] [gum] [names]
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from config.settings import Settings
from pipeline import entities, quotes
from pipeline.model import Article
from workers.models import Models

GOLD = Path(os.environ.get("NEWSLINE_GOLD", "../shared/gold"))
NLP = Models(Settings().models)
LABELS = {"person": "PER", "organization": "ORG", "place": "LOC"}


def read_gold(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of a gold file, one a line."""
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines():
        yield json.loads(line)


def build_article(document: dict[str, Any]) -> Article:
    """An English article with a gold document's text."""
    name = document["id"]
    return Article(id=name, url=name, canonical_url=name, key=name, language="en", text=document["text"])


def score_quotations(name: str, path: Path) -> None:
    """Run both stages over a quotation set and print its scorer's table."""
    documents = list(read_gold(path))
    started = time.perf_counter()
    named = entities.run([build_article(document) for document in documents], NLP)
    between = time.perf_counter()
    articles = quotes.run(named, NLP)
    took = f"entities {between - started:.1f} s, quotes {time.perf_counter() - between:.1f} s"
    print(f"\n{name}: {len(articles)} articles, {took}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        gold, predicted = Path(folder, "gold.jsonl"), Path(folder, "predicted.jsonl")
        gold.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
        predicted.write_text("".join(json.dumps(build_prediction(article)) + "\n" for article in articles), encoding="utf-8")
        scorer = path.parent / "score_quotes.py"
        subprocess.run([sys.executable, scorer, gold, predicted], check=True)  # noqa: S603 - it came with the set


def build_prediction(article: Article) -> dict[str, Any]:
    """An article's quotations as the scorer reads them: the resolved name, or else the source's own words."""
    rows = [
        {
            "start": q.start,
            "end": q.end,
            "speaker": q.speaker.name if q.speaker else q.source and q.source.text,
            "speaker_start": q.source and q.source.start,
            "speaker_end": q.source and q.source.end,
        }
        for q in article.quotations
    ]
    return {"id": article.id, "quotes": rows}


def score_names(path: Path) -> None:
    """Print the micro F1 of mentions: same span and label, and same span only."""
    documents = list(read_gold(path))
    articles = entities.run([build_article(document) for document in documents], NLP)
    gold = {(d["id"], e["start"], e["end"], e["label"]) for d in documents for e in d["entities"]}
    found = {(a.id, m.start, m.end, LABELS[m.label]) for a in articles for m in a.mentions if m.label in LABELS}
    print(
        f"\nnames: {len(documents)} texts, micro F1 {f1(gold, found):.1f}, span F1 {f1({g[:3] for g in gold}, {f[:3] for f in found}):.1f}"
    )


def f1(gold: set[Any], found: set[Any]) -> float:
    """The harmonic mean of precision and recall, in percent."""
    return 200 * len(gold & found) / (len(gold) + len(found))


SETS = {
    "polnear": lambda: score_quotations("PolNeAR", GOLD / "quotes" / "polnear.dev.jsonl.gz"),
    "gum": lambda: score_quotations("GUM", GOLD / "quotes" / "gum.dev.jsonl"),
    "names": lambda: score_names(GOLD / "entities" / "ner.dev.jsonl"),
}


def main() -> None:
    """Measure the sets named on the command line, or all."""
    if not GOLD.is_dir():
        print(f"not measured: no gold sets at {GOLD} (set NEWSLINE_GOLD)")
        return
    for name in sys.argv[1:] or SETS:
        SETS[name]()


if __name__ == "__main__":
    main()
