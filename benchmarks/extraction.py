"""How exactly `clean` finds an article's text, beside trafilatura as shipped, on the gold pages; prints a table.

    NEWSLINE_GOLD=/path/to/gold python benchmarks/extraction.py

Reads `extraction/` of the gold folder and uses its scorer; says "not measured" without it.
"""

import gzip
import importlib.util
import json
import logging
import os
import sys
import tarfile
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import trafilatura

from pipeline import clean
from pipeline.clean.decode import decode_page
from pipeline.model import Article, Page

EXTRACTORS: dict[str, Callable[[bytes], str]] = {
    "newsline clean": lambda body: _clean(body),  # noqa: PLW0108  defined below
    "trafilatura default": lambda body: trafilatura.extract(decode_page(body, None), include_comments=False) or "",
    "trafilatura fast": lambda body: trafilatura.extract(decode_page(body, None), fast=True, include_comments=False) or "",
}


def main() -> None:
    """Print precision, recall, F1 and time of each extractor."""
    folder = Path(os.environ.get("NEWSLINE_GOLD", "")) / "extraction"
    archive = folder / "extraction-dev.tar.gz"
    if "NEWSLINE_GOLD" not in os.environ or not archive.exists():
        sys.exit("not measured: NEWSLINE_GOLD names no gold folder")
    logging.disable(logging.CRITICAL)  # trafilatura tells of each page that it discards
    scorer, (gold, pages) = _scorer(folder / "score_extraction.py"), _read(archive)
    print(f"{'':22}{'precision':>10}{'recall':>10}{'F1':>10}{'empty':>7}{'ms/page':>9}   ({len(pages)} pages)")
    for name, extract in EXTRACTORS.items():
        start = time.process_time()
        found = {key: extract(body) for key, body in pages.items()}
        took_ms = 1000 * (time.process_time() - start) / len(pages)
        row = scorer.score(gold, found)
        print(f"{name:22}{row['precision']:10.3f}{row['recall']:10.3f}{row['f1']:10.3f}{row['empty']:7}{took_ms:9.1f}")


def _clean(body: bytes) -> str:
    article = Article(id="", url="https://example.org/a", canonical_url="https://example.org/a", key="")
    return clean.run([article], lambda _: Page(url=article.url, body=body))[0].text or ""


def _read(archive: Path) -> tuple[dict[str, str], dict[str, bytes]]:
    """The true texts and the pages, by id."""
    gold: dict[str, str] = {}
    pages: dict[str, bytes] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member)
            if file and member.name.endswith("ground-truth.json"):
                gold = {key: row["articleBody"] for key, row in json.load(file).items()}
            elif file and member.name.endswith(".html.gz"):
                pages[Path(member.name).name.removesuffix(".html.gz")] = gzip.decompress(file.read())
    return gold, pages


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_extraction", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
