"""Who said what. In: articles with text, mentions and entities; out: the same articles with `quotations`.

Invariant: `text[q.start:q.end] == q.content`, and the same for each quotation's cue and source.
"""

from collections.abc import Callable, Sequence

import msgspec
from spacy.language import Language

from pipeline.model import Article, Quotation
from pipeline.quotes.marks import find_quoted

__all__ = ["run"]


def run(articles: Sequence[Article], nlp: Callable[[str | None], Language | None]) -> list[Article]:  # noqa: ARG001 - the contract's; the first version reads only marks
    """Fill `quotations` of each article that has text; one article returned for each, in the same order."""
    return [article if article.rejected or article.fate or not article.text else _quote(article) for article in articles]


def _quote(article: Article) -> Article:
    text = article.text or ""
    found = [Quotation(start=q.start, end=q.end, content=text[q.start : q.end], type="direct", confidence=0.5) for q in find_quoted(text)]
    return msgspec.structs.replace(article, quotations=tuple(found))
