"""How well confidence is calibrated, and the table it is read from, on the gold set that NEWSLINE_GOLD names.

In: PolNeAR's half for building; out: the table for pipeline/quotes/confidence.py, and the expected calibration error of
such a table on articles that it was not made from (five folds), printed. Nothing of the set is kept.

    .venv/bin/python benchmarks/confidence.py
"""

import importlib.util
from collections import Counter, defaultdict
from typing import Any, NamedTuple

from quotes import GOLD, NLP, build_article, read_gold

from pipeline import entities, quotes
from pipeline.model import Article, Quotation
from pipeline.quotes import stage
from pipeline.quotes.confidence import FEW, MEASURED, Shares, column_of
from pipeline.quotes.found import Found

FOLDS, BINS = 5, 10
SEEN = 20  # a kind seen less often than this hangs more on the others found the same way


class Row(NamedTuple):
    """One quotation: its kind, which share of the table it has, in which fold it is, and whether it was right."""

    how: str
    type: str
    column: int
    fold: int
    is_right: bool


def find_rows() -> list[Row]:
    """A row for each quotation found in the set."""
    documents = list(read_gold(GOLD / "quotes" / "polnear.dev.jsonl.gz"))
    asked: list[tuple[Found, bool]] = []

    def remember(found: Found, *, has_speaker: bool) -> float:
        asked.append((found, has_speaker))
        return 0.5

    stage.measure_confidence = remember  # it alone is told how a quotation was found
    articles = quotes.run(entities.run([build_article(document) for document in documents], NLP), NLP)
    scorer = load_scorer()
    rights = [
        (place, right)
        for place, (article, document) in enumerate(zip(articles, documents, strict=True))
        for right in judge(article, document["quotes"], scorer)
    ]
    return [
        Row(found.how, found.type, column_of(found, has_speaker=has_speaker), place % FOLDS, right)
        for (place, right), (found, has_speaker) in zip(rights, asked, strict=True)
    ]


def load_scorer() -> Any:  # noqa: ANN401 - a module
    """The set's own scorer."""
    spec = importlib.util.spec_from_file_location("scorer", GOLD / "quotes" / "score_quotes.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(GOLD)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def judge(article: Article, gold: list[dict[str, Any]], scorer: Any) -> list[bool]:  # noqa: ANN401 - a module
    """Whether each quotation of an article is right, as the set's scorer pairs and compares."""
    marked = [scorer.trim(article.text, one["start"], one["end"]) for one in gold]
    found = [scorer.trim(article.text, one.start, one.end) for one in article.quotations]
    gold_of = scorer.pairs(marked, found, 0.3, "iou")[1]
    return [place in gold_of and has_same_source(one, gold[gold_of[place]], scorer) for place, one in enumerate(article.quotations)]


def has_same_source(found: Quotation, gold: dict[str, Any], scorer: Any) -> bool:  # noqa: ANN401 - a module
    """Whether both name the same source, by its name or its place, or both name none."""
    if found.source is None or gold["speaker_text"] is None:
        return found.source is None and gold["speaker_text"] is None
    name = found.speaker.name if found.speaker else found.source.text
    overlaps = min(found.source.end, gold["speaker_end"]) > max(found.source.start, gold["speaker_start"])
    return overlaps or scorer.loose_match(gold["speaker_text"], name)


def fit(rows: list[Row]) -> dict[tuple[str, str], Shares]:
    """The table that the rows give."""
    right, seen = Counter[tuple[str, str, int]](), Counter[tuple[str, str, int]]()
    for row in rows:
        for type_ in (row.type, "any"):
            seen[row.how, type_, row.column] += 1
            right[row.how, type_, row.column] += row.is_right

    def share(how: str, type_: str, column: int) -> float:
        base = (right[how, "any", column] + 0.5) / (seen[how, "any", column] + 1)
        return round((right[how, type_, column] + SEEN * base) / (seen[how, type_, column] + SEEN), 2)

    kinds = sorted({(row.how, row.type) for row in rows})
    return {kind: (share(*kind, 0), share(*kind, 1), share(*kind, 2)) for kind in kinds}


def measure_error(rows: list[Row], table: dict[tuple[str, str], Shares]) -> float:
    """The expected calibration error: how far a bin's confidence is from its share of right ones, weighted by its size."""
    bins: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        confidence = table.get((row.how, row.type), FEW)[row.column]
        bins[min(int(confidence * BINS), BINS - 1)].append(confidence - row.is_right)
    return sum(abs(sum(several)) for several in bins.values()) / len(rows)


def main() -> None:
    """Print the table, its error on the same rows, and that of tables made without the articles that they are tried on."""
    if not GOLD.is_dir():
        print(f"not measured: no gold sets at {GOLD} (set NEWSLINE_GOLD)")
        return
    rows = find_rows()
    for kind, shares in fit(rows).items():
        print(f"    {kind}: {shares},".replace("'", '"'))
    errors = [
        measure_error([row for row in rows if row.fold == fold], fit([row for row in rows if row.fold != fold])) for fold in range(FOLDS)
    ]
    held_out = f"{sum(errors) / FOLDS:.3f} ({', '.join(f'{error:.3f}' for error in errors)})"
    print(f"{len(rows)} quotations; error of the table in use {measure_error(rows, MEASURED):.3f}, held out {held_out}")


if __name__ == "__main__":
    main()
