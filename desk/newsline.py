"""The index for a program: the same few questions as at the command line. In: words and filters; out: typed records.

    with open_newsline() as newsline:
        for hit in newsline.search("missile talks", place=["Japan"]).records:
            print(hit.published, hit.title)

Invariant: nothing is written. All methods may raise `Rejected` (the question cannot be meant) and `Unavailable`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar, Unpack

from msgspec import convert
from msgspec.structs import replace

from config.settings import load
from desk.services import services
from pipeline.index.context import find_context
from pipeline.index.hits import ArticleHit, Found, QuotationHit
from pipeline.index.names import explain_unknown
from pipeline.index.people import Portrait, build_named, build_names, build_portrait, build_said, build_spoken_of, part_names
from pipeline.index.queries import (
    EXACT_ROWS,
    ArticleFilters,
    Body,
    QuotationFilters,
    Wanted,
    build_copies,
    build_counts,
    build_known,
    build_page,
    build_quotation_search,
    build_records,
    build_search,
    build_spellings,
    wanted_of_articles,
    wanted_of_quotations,
)
from pipeline.index.spellings import is_spelled
from workers.search import Index, open_index

TEXTS_AT_ONCE = 100  # of some kilobytes each
Row = TypeVar("Row")
Document = dict[str, Any]
Ask = Callable[[Mapping[str, Any]], Found[Document]]


class Newsline:
    """What the index can be asked."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def search(self, words: str | None = None, **filters: Unpack[ArticleFilters]) -> Found[ArticleHit]:
        """Articles, best first; one for each cluster unless `copies=True`."""
        found = _ask(self.index.search, build_search(words, **filters)).of(ArticleHit)
        every = build_search(words, **filters | {"spellings": True})
        return _explain(found, self.index.search, wanted_of_articles(filters), every)

    def quotations(self, words: str | None = None, **filters: Unpack[QuotationFilters]) -> Found[QuotationHit]:
        """Quotations, newest first; the same words once in a cluster unless `copies=True`."""
        found = _ask(self.index.quotations, build_quotation_search(words, **filters)).of(QuotationHit)
        every = build_quotation_search(words, **filters | {"spellings": True})
        return _explain(found, self.index.quotations, wanted_of_quotations(filters), every)

    def all_articles(self, words: str | None = None, **filters: Unpack[ArticleFilters]) -> Iterator[ArticleHit]:
        """Every article, whatever `size` says, in the order of `search`."""
        return self._all("articles", self.index.search, build_search(words, **filters), ArticleHit)

    def all_quotations(self, words: str | None = None, **filters: Unpack[QuotationFilters]) -> Iterator[QuotationHit]:
        """Every quotation, whatever `size` says, in the order of `quotations`."""
        return self._all("quotations", self.index.quotations, build_quotation_search(words, **filters), QuotationHit)

    def people(self, name: str, *, spellings: bool = False, size: int = 5) -> Found[Portrait]:
        """Who is called so: people whose names have these words, in other spellings if asked; the most often named first, each apart."""
        called, others = part_names(name, self.index.search(build_names(name)).facets.get("names", {}))
        chosen = called | (others if spellings else {})
        names = sorted(chosen, key=chosen.__getitem__, reverse=True)[:size]
        portraits = tuple(self._portrait(name) for name in names)
        found = Found(total=len(names), rows=len(names), records=portraits, facets={}, spellings=others)
        return replace(found, notes=_find_unknown(self.index.search, wanted_of_articles({"person": [name]}))) if not names else found

    def _all(self, kind: str, ask: Ask, body: Body, record: type[Row]) -> Iterator[Row]:
        """Page by page; of each row the first."""
        row, seen = body.get("collapse", {}).get("field", "id"), set[int]()
        for page in self.index.pages(kind, build_page(body)):
            first = list(_find_first(page.records, row, seen))
            yield from (convert(found, record) for found in _with_copies(ask, body, first))

    def _portrait(self, name: str) -> Portrait:
        said, spoken_of = self.index.quotations(build_said(name)), self.index.quotations(build_spoken_of(name))
        return build_portrait(name, self.index.search(build_named(name)), said, spoken_of)

    def in_context(self, hits: Iterable[QuotationHit]) -> Iterator[QuotationHit]:
        """The same quotations, each with the sentences in which it stands; an article that is gone has none."""
        hits = iter(hits)
        while some := tuple(islice(hits, TEXTS_AT_ONCE)):
            texts = self.index.texts({hit.article_id for hit in some})
            yield from (replace(hit, context=find_context(texts.get(hit.article_id, ""), hit)) for hit in some)


@contextmanager
def open_newsline() -> Iterator[Newsline]:
    """Newsline on the services that the settings name, or on embedded ones, while the block runs; all that was written is found."""
    with services(load(), needs_redis=False) as settings:
        index = open_index(settings)
        try:
            index.refresh()
            yield Newsline(index)
        finally:
            index.close()


def _ask(ask: Ask, body: Body) -> Found[Document]:
    """What a search finds, each record with its number of copies where there may be some."""
    found = replace(ask(build_counts(body)), records=ask(build_records(body)).records)
    if "collapse" not in body or (found.rows == found.total <= EXACT_ROWS):
        return found
    return replace(found, records=tuple(_with_copies(ask, body, found.records)))


def _find_first(records: Iterable[Document], row: str, seen: set[int]) -> Iterator[Document]:
    """Of each row the first, unless it was seen. To know a row again takes its hash, so that a million take some 60 MB."""
    for record in records:
        if hash(record[row]) not in seen:
            seen.add(hash(record[row]))
            yield record


def _with_copies(ask: Ask, body: Body, records: Sequence[Document]) -> Iterator[Document]:
    """The records of a search, each with how many documents its row stands for; one that is gone by now stood for itself."""
    if "collapse" not in body or not records:
        yield from records
        return
    row = body["collapse"]["field"]
    copies = ask(build_copies(body, [record[row] for record in records])).facets["copies"]
    yield from ({**record, "copies": copies.get(record[row], 1)} for record in records)


def _explain(found: Found[Row], ask: Ask, wanted: list[Wanted], every: Body) -> Found[Row]:
    """With the other spellings of names that were asked for; `every` takes them. When nothing was found, with notes why."""
    named = (value for value in wanted if value.spellings)
    spellings = {name: count for value in named for name, count in _find_spellings(ask, every, value).items()}
    return replace(found, spellings=spellings, notes=() if found.total else _find_unknown(ask, wanted))


def _find_spellings(ask: Ask, every: Body, wanted: Wanted) -> dict[str, int]:
    """Other spellings of a name, with the number of documents that have only these."""
    counts = ask(build_spellings(every, wanted)).facets.get("spellings", {})
    return {name: count for name, count in counts.items() if is_spelled(name, wanted.spellings)}


def _find_unknown(ask: Ask, wanted: list[Wanted]) -> tuple[str, ...]:
    """Which of the values that were asked for are nowhere in the index, and what is near them."""
    known = ((value, ask(build_known(value))) for value in wanted)
    return tuple(explain_unknown(value.name, value.value, values.facets.get("values", {})) for value, values in known if not values.total)
