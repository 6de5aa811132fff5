"""How fast names and quotations are found, beside spaCy as it is shipped and the ways of others; and how much memory it takes.

In: the articles of PolNeAR in the gold folder that NEWSLINE_GOLD names; out: two tables, printed. One core, processor time.

    OPENBLAS_NUM_THREADS=1 .venv/bin/python benchmarks/language.py [speed] [memory]
"""

import os
import random
import re
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import spacy
from quotes import GOLD, NLP, build_article, read_gold
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from config.settings import Settings
from pipeline import entities, quotes
from workers.models import find_folder

TEXTS = 128
BATCH = 32
ROUNDS = 5
MEMORY_TEXTS = 10_000
SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "ru", "sa", "te", "vi", "wo", "zu"]
UNUSED = ("lemmatizer", "attribute_ruler", "senter")  # of the stock pipeline: what is compared is ner + tagger + parser
SAID = {"say", "tell", "add", "note", "claim", "argue", "warn", "announce", "explain", "insist", "believe", "suggest", "report"}


def run_newsline(texts: list[str]) -> int:
    """Both stages, in batches as a worker gets them; the number of quotations."""
    articles = [build_article({"id": str(place), "text": text}) for place, text in enumerate(texts)]
    batches = [articles[start : start + BATCH] for start in range(0, len(articles), BATCH)]
    found = 0
    for batch in batches:
        with NLP.forgetting():
            found += sum(len(article.quotations) for article in quotes.run(entities.run(batch, NLP), NLP))
    return found


def run_stock(model: Language, texts: list[str]) -> int:
    """spaCy as shipped: ner, tagger and parser over whole texts."""
    return sum(len(doc.ents) for doc in model.pipe(texts, batch_size=BATCH, disable=UNUSED))


def run_tracker(model: Language, texts: list[str]) -> int:
    """The Gender Gap Tracker's way: the whole pipeline, a text at a time, then the clauses below its verbs of saying."""
    return sum(len(_find_clauses(model(text))) for text in texts)


def _find_clauses(doc: Doc) -> list[tuple[str, list[str]]]:
    below = [token for token in doc if token.dep_ == "ccomp" and token.head.lemma_ in SAID]
    return [(doc[t.left_edge.i : t.right_edge.i + 1].text, [c.text for c in t.head.children if c.dep_ == "nsubj"]) for t in below]


def run_textacy(model: Language, texts: list[str]) -> int:
    """textacy's direct quotations, a paragraph at a time, since an odd number of marks raises."""
    from textacy.extract import direct_quotations  # noqa: PLC0415 - it is no part of newsline: measured where it is installed

    found = 0
    for doc in model.pipe(paragraph for text in texts for paragraph in text.split("\n") if paragraph):
        try:
            found += len(list(direct_quotations(doc)))
        except ValueError:
            continue
    return found


def measure_speed(texts: list[str]) -> None:
    """Print milliseconds a text, the median of rounds in turn, and whether both ways name the same."""
    set_current_ops(NumpyOps())
    stock = spacy.load(find_folder(Settings().models["en"]))
    systems: dict[str, Callable[[], int]] = {
        "spaCy as shipped: ner + tagger + parser": lambda: run_stock(stock, texts),
        "newsline: entities + quotes": lambda: run_newsline(texts),
        "Gender Gap Tracker's way": lambda: run_tracker(stock, texts),
    }
    if _is_installed("textacy"):
        systems["textacy, by paragraph"] = lambda: run_textacy(stock, texts)
    times: dict[str, list[float]] = {name: [] for name in systems}
    for _ in range(ROUNDS):
        for name, system in systems.items():
            started = time.process_time()
            system()
            times[name].append((time.process_time() - started) / len(texts) * 1000)
    first = median(times["spaCy as shipped: ner + tagger + parser"])
    for name, each in times.items():
        print(f"{name:42} {median(each):6.1f} ms a text ({min(each):.1f}-{max(each):.1f})   {first / median(each):4.2f} x")
    print(f"texts whose entities differ from those of spaCy as shipped: {_count_differing(stock, texts)} of {len(texts)}")


def _is_installed(package: str) -> bool:
    return find_spec(package) is not None


def _count_differing(stock: Language, texts: list[str]) -> int:
    ours = NLP("en")
    assert ours is not None
    with ours.select_pipes(enable="ner"):
        pairs = zip(stock.pipe(texts, batch_size=BATCH, disable=UNUSED), ours.pipe(texts, batch_size=BATCH), strict=True)
        return sum(_names(one) != _names(other) for one, other in pairs)


def _names(doc: Doc) -> list[tuple[int, int, str]]:
    return [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]


def measure_memory(texts: list[str]) -> None:
    """Print the resident memory of this process while texts go by, each with names that never came before."""
    chance = random.Random(0)  # noqa: S311 - seeded
    for start in range(0, MEMORY_TEXTS, BATCH):
        run_newsline([_rename(chance.choice(texts), chance) for _ in range(BATCH)])
        if start // BATCH % 32 == 0:
            print(f"{start + BATCH:6} texts  {_resident_mb()} MB", flush=True)


def _rename(text: str, chance: random.Random) -> str:
    return re.sub(r"\b[A-Z][a-z]{4,}\b", lambda word: _invent(chance) if chance.random() < 1 / 5 else word[0], text)


def _invent(chance: random.Random) -> str:
    return "".join(
        chance.choice(["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "ru", "sa", "te", "vi", "wo", "zu"]) for _ in range(5)
    ).title()


def _resident_mb() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


def main() -> None:
    """Measure what the command line names, or both."""
    if not GOLD.is_dir():
        print(f"not measured: no gold sets at {GOLD} (set NEWSLINE_GOLD)")
        return
    texts = [document["text"] for document in read_gold(GOLD / "quotes" / "polnear.dev.jsonl.gz")]
    views = {"speed": lambda: measure_speed(texts[:TEXTS]), "memory": lambda: measure_memory([text[:2600] for text in texts])}
    for name in sys.argv[1:] or views:
        views[name]()


if __name__ == "__main__":
    main()
