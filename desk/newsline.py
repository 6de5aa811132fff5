"""The index for a program: the same few questions as at the command line. In: words and filters; out: typed records.

    with open_newsline() as newsline:
        for hit in newsline.search("missile talks", place=["Japan"]).records:
            print(hit.published, hit.title)

Invariant: nothing is written. All methods may raise `Rejected` (the question cannot be meant) and `Unavailable`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar, Unpack

from msgspec.structs import replace

from config.settings import load
from desk.services import services
from pipeline.index.context import find_context
from pipeline.index.hits import ArticleHit, Found, Hit, QuotationHit
from pipeline.index.names import explain_unknown
from pipeline.index.queries import (
    ArticleFilters,
    QuotationFilters,
    Wanted,
    build_known,
    build_quotation_search,
    build_search,
    wanted_of_articles,
    wanted_of_quotations,
)
from workers.edge import Edge
from workers.search import Index

TEXTS_AT_ONCE = 100  # of some kilobytes each
AnyHit = TypeVar("AnyHit", bound=Hit)
Ask = Callable[[Mapping[str, Any]], Found[dict[str, Any]]]


class Newsline:
    """What the index can be asked."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def search(self, words: str | None = None, **filters: Unpack[ArticleFilters]) -> Found[ArticleHit]:
        """Articles, best first; one for each cluster unless `copies=True`."""
        found = self.index.search(build_search(words, **filters)).of(ArticleHit)
        return _explain(found, self.index.search, wanted_of_articles(filters))

    def quotations(self, words: str | None = None, **filters: Unpack[QuotationFilters]) -> Found[QuotationHit]:
        """Quotations, newest first; the same words once in a cluster unless `copies=True`."""
        found = self.index.quotations(build_quotation_search(words, **filters)).of(QuotationHit)
        return _explain(found, self.index.quotations, wanted_of_quotations(filters))

    def in_context(self, hits: Iterable[QuotationHit]) -> Iterator[QuotationHit]:
        """The same quotations, each with the sentences in which it stands; an article that is gone has none."""
        hits = iter(hits)
        while some := tuple(islice(hits, TEXTS_AT_ONCE)):
            texts = self.index.texts({hit.article_id for hit in some})
            yield from (replace(hit, context=find_context(texts.get(hit.article_id, ""), hit)) for hit in some)


@contextmanager
def open_newsline() -> Iterator[Newsline]:
    """Newsline on the services that the settings name, or on embedded ones, while the block runs; all that was written is found."""
    with services(load()) as settings:
        index = Edge(settings).index
        try:
            index.refresh()
            yield Newsline(index)
        finally:
            index.close()


def _explain(found: Found[AnyHit], ask: Ask, wanted: list[Wanted]) -> Found[AnyHit]:
    """When nothing was found: which of the values that were asked for are nowhere in the index, and what is near them."""
    if found.total:
        return found
    known = ((value, ask(build_known(value))) for value in wanted)
    notes = tuple(explain_unknown(value.name, value.value, values.facets.get("values", {})) for value, values in known if not values.total)
    return replace(found, notes=notes)
