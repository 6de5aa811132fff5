"""A real article, where the machine has it: who said what in it is known."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline import entities, quotes
from pipeline.model import Article

SEED = Path(os.environ.get("NEWSLINE_GOLD", "../shared/gold")).parent / "seed" / "000_2ada3785626aae33.txt"
Nlp = Callable[[str | None], Language | None]


@pytest.mark.parametrize("path", [SEED] if SEED.is_file() else [])
def test_seed_article(nlp: Nlp, path: Path) -> None:
    """Its four direct quotations and the indirect one are the minister's, the last two the ministry's; its people are three."""
    article = Article(id="1", url="u", canonical_url="u", key="k", language="en", text=path.read_text(encoding="utf-8"))

    [named] = entities.run([article], nlp)
    [quoting] = quotes.run([named], nlp)

    speakers = [(q.type, q.speaker.name) for q in quoting.quotations if q.speaker]
    assert [e.name for e in named.entities if e.label == "person"] == ["Sergey Lavrov", "Vladimir Putin", "Shinzo Abe"]
    assert "Japan" in [e.name for e in named.entities if e.label == "place"]
    assert speakers == [
        ("indirect", "Sergey Lavrov"),
        *[("direct", "Sergey Lavrov")] * 4,
        *[("direct", "Russian Foreign Ministry")] * 2,
    ]
    assert len(quoting.quotations) == len(speakers)
    assert quoting.quotations[5].content.startswith("[T]he")
