"""In: what an analyst asks, as plain arguments; out: the body of an Elasticsearch search.

Invariant: a filter never changes the order, and names are compared folded: "erdogan" is "Erdoğan". Words are searched
by their stems in the article's language and as they are written; words in quotation marks only as they are written.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple, TypedDict, Unpack

from pipeline.errors import Rejected
from pipeline.index.build import LANGUAGES
from pipeline.index.spellings import find_name_words, spell, spell_name, spell_phrase, spell_words
from pipeline.index.words import build_words
from pipeline.model import QuotationType

Body = dict[str, Any]
Order = Literal["best", "newest", "oldest"]

MAX_ANALYZED = 1_000_000  # characters; a longer text would make the highlighter refuse the whole search
MAX_HITS = 10_000  # index.max_result_window of Elasticsearch
PAGE_HITS = 1_000
FACET_VALUES = 10
EXACT_ROWS = 10_000  # up to about so many the rows of a search are counted exactly
KNOWN_VALUES = 10_000  # the most frequent values of a field, among which the nearest to an unknown one are looked for
SPELLINGS = 100  # names among which those in another spelling are looked for; each document has one, so they are frequent
LINE_ADDRESSES = ("url", "canonical_url", "article_id", "key")
ARTICLE_ADDRESSES = ("url", "canonical_url", "id")
ARTICLE_FACETS = ("people", "organizations", "places", "publisher", "section", "agencies", "language")
QUOTATION_FACETS = ("speaker", "about", "type", "publisher", "section", "agencies", "language")
_OF_ANY = {"publisher": "publisher", "section": "section", "agency": "agencies"}  # filters of articles and quotations, and their fields
_HEAVY = ("text", "mentions", "entities", "quotations")  # what a list of articles does not show


class Filters(TypedDict, total=False):
    """What narrows and orders any search. `since` <= published < `until`; `copies` shows all articles of a cluster.

    `spellings` takes names in other spellings, too: "Mohammed" finds "Muhammad".
    """

    publisher: str | None
    section: str | None
    agency: str | None
    language: str | None
    since: datetime | None
    until: datetime | None
    order: Order
    copies: bool
    spellings: bool
    size: int


class ArticleFilters(Filters, total=False):
    """What narrows a search for articles: each name must be in the article, whole."""

    person: Sequence[str]
    organization: Sequence[str]
    place: Sequence[str]
    author: str | None


class QuotationFilters(Filters, total=False):
    """What narrows a search for quotations.

    `speaker` is words of the name: "Lavrov" finds "Sergey Lavrov". `about` is words, in this order, of a name that is
    said in the quotation.
    """

    speaker: str | None
    about: str | None
    type: QuotationType | None
    confidence: float | None


class Wanted(NamedTuple):
    """A value that a filter asks for: the filter's name, the value, its field, its clause and, of names, patterns of spellings."""

    name: str
    value: str
    field: str
    clause: Body
    spellings: tuple[str, ...] = ()
    spelled: Sequence[Body] = ()  # clauses that find the same sooner than the patterns would

    @property
    def respelled(self) -> Body:
        """The clause, or the name in another spelling."""
        if not self.spellings:
            return self.clause
        spelled = self.spelled or [{"regexp": {f"{self.field}.folded": pattern}} for pattern in self.spellings]
        return {"bool": {"should": [self.clause, {"bool": {"filter": spelled}}]}}


def build_search(text: str | None = None, **asked: Unpack[ArticleFilters]) -> Body:
    """Articles that hold what `text` says (`words.py`), best first, then newest, one for each cluster; None finds all.

    Raises:
        Rejected: the words or the dates cannot be meant.
    """
    body = _build(text, {"title": 3, "text": 1}, asked, wanted_of_articles(asked), "cluster")
    body["sort"] = order_by(asked.get("order", "best"), "id")
    body["_source"] = {"excludes": list(_HEAVY)}
    return body | {"highlight": _highlight("text", "title"), "aggs": body["aggs"] | count_values(*ARTICLE_FACETS)}


def build_quotation_search(text: str | None = None, **asked: Unpack[QuotationFilters]) -> Body:
    """Quotations in which `text` was said, newest first, those of one article in its order; the same words once in a cluster.

    Raises:
        Rejected: the words or the dates cannot be meant.
    """
    body = _build(text, {"content": 1}, asked, wanted_of_quotations(asked), "saying")
    confidence, type_ = asked.get("confidence"), asked.get("type")
    body["query"]["bool"]["filter"] += [{"term": {"type": type_}}] if type_ else []
    body["query"]["bool"]["filter"] += [{"range": {"confidence": {"gte": confidence}}}] if confidence is not None else []
    body["sort"] = order_by(asked.get("order", "newest"), "article_id", "start")
    return body | {"highlight": _highlight("content"), "aggs": body["aggs"] | count_values(*QUOTATION_FACETS)}


def wanted_of_articles(asked: ArticleFilters) -> list[Wanted]:
    """The values that filters ask for by name."""
    wanted = [_is_named("person", name, "people") for name in asked.get("person", ())]
    wanted += [_is_named("organization", name, "organizations") for name in asked.get("organization", ())]
    wanted += [_is_named("place", name, "places") for name in asked.get("place", ())]
    author = asked.get("author")
    return wanted + ([_is_named("author", author, "authors")] if author else []) + _wanted_of_any(asked)


def wanted_of_quotations(asked: QuotationFilters) -> list[Wanted]:
    """The values that filters ask for by name."""
    speaker, about = asked.get("speaker"), asked.get("about")
    words = {"match": {"speaker.words": {"query": speaker, "operator": "and"}}}
    spelled = [{"regexp": {"speaker.words": spell(word)}} for word in find_name_words(speaker or "")]
    wanted = [Wanted("speaker", speaker, "speaker", words, spell_words(speaker), spelled)] if speaker else []
    wanted += [Wanted("about", about, "about", {"match_phrase": {"about.words": about}}, spell_phrase(about))] if about else []
    return wanted + _wanted_of_any(asked)


def build_counts(body: Body) -> Body:
    """How many a search finds, and its facets, without records: an answer that Elasticsearch remembers while the index stays as it is."""
    matching = body["query"]["bool"]
    query = {"bool": {"filter": [*matching["must"], *matching["filter"]]}}
    return {"query": query, "size": 0, "track_total_hits": True, "aggs": body["aggs"]}


def build_records(body: Body) -> Body:
    """The records of a search and nothing counted."""
    return {name: part for name, part in body.items() if name != "aggs"} | {"track_total_hits": False}


def build_page(body: Body) -> Body:
    """The same search, to be read to its end: `PAGE_HITS` at a time and nothing beside the records. Copies are not left out."""
    return {name: body[name] for name in ("query", "sort", "_source") if name in body} | {"size": PAGE_HITS, "track_total_hits": False}


def build_copies(body: Body, values: Sequence[str]) -> Body:
    """How many documents that `body` finds stand behind each of these rows. Inner hits would be a search for each row."""
    row = body["collapse"]["field"]
    filters = [*body["query"]["bool"]["filter"], {"terms": {row: list(values)}}]
    query = {"bool": {"must": body["query"]["bool"]["must"], "filter": filters}}
    return {"query": query, "size": 0, "aggs": {"copies": {"terms": {"field": row, "size": len(values)}}}}


def build_known(wanted: Wanted) -> Body:
    """Whether a wanted value is anywhere in the index (the total), and the values that are."""
    values = {"terms": {"field": wanted.field, "size": KNOWN_VALUES}}
    return {
        "size": 0,
        "track_total_hits": True,
        "post_filter": wanted.clause,
        "aggs": {"values": values},
    }


def build_spellings(body: Body, wanted: Wanted) -> Body:
    """The names in what `body`, which takes other spellings, finds only because it takes those of `wanted`."""
    query = {"bool": {**body["query"]["bool"], "must_not": [wanted.clause]}}
    return {"query": query, "size": 0, "aggs": {"spellings": {"terms": {"field": wanted.field, "size": SPELLINGS}}}}


def build_texts(ids: Iterable[str]) -> Body:
    """The texts of these articles, at most `MAX_HITS`."""
    return {"query": {"ids": {"values": list(ids)}}, "size": MAX_HITS, "_source": ["id", "text"]}


def build_months(ids: Collection[str]) -> Body:
    """When these articles were first seen, as far as they are in the index, in whatever month: the earliest of each."""
    found = {"ids": {"values": list(ids)}}
    return {"query": found, "size": len(ids), "collapse": {"field": "id"}, "_source": ["id", "first_seen"], "sort": ["first_seen"]}


def build_fate_counts() -> Body:
    """How many lines of the ledger ended how."""
    return {"size": 0, "track_total_hits": True, "aggs": {"fate": {"terms": {"field": "fate", "size": 100}}}}


def build_reason_counts(fate: str) -> Body:
    """The most frequent reasons why lines of the ledger ended with this fate."""
    return {"query": {"term": {"fate": fate}}, "size": 0, "aggs": {"reason": {"terms": {"field": "reason", "size": FACET_VALUES}}}}


def build_dead(size: int) -> Body:
    """Lines of the ledger that ended as dead, newest first."""
    return {"query": {"term": {"fate": "dead"}}, "sort": [{"settled": "desc"}], "size": size, "track_total_hits": True}


def build_fates(keys: Iterable[str]) -> Body:
    """The fate of each of these lines of the ledger, at most `MAX_HITS` of them."""
    return {"query": {"ids": {"values": list(keys)}}, "size": MAX_HITS, "_source": ["key", "fate"]}


def build_trace(addresses: Iterable[str], *names: str) -> Body:
    """All documents that have one of the addresses in one of the fields `names`, oldest first."""
    matches = [{"terms": {name: list(addresses)}} for name in names]
    return {"query": {"bool": {"should": matches, "minimum_should_match": 1}}, "sort": ["first_seen"], "size": MAX_HITS}


def order_by(order: Order, *ties: str) -> list[Any]:
    """By score if the best are wanted, then by time, then by fields that tell any two apart, so that equals keep their places."""
    time = {"published": {"order": "asc" if order == "oldest" else "desc", "missing": "_last"}}
    return [*(["_score"] if order == "best" else []), time, *ties]


def count_values(*fields: str) -> Body:
    """The most frequent values of each of these fields, with their counts."""
    return {field: {"terms": {"field": field, "size": FACET_VALUES}} for field in fields}


def _build(text: str | None, weights: dict[str, int], asked: Filters, wanted: list[Wanted], row: str) -> Body:
    """What all searches share; `row` is the field whose values are shown once each, unless copies are asked for."""
    must = [build_words(text, weights)] if text else []
    filters = [value.respelled if asked.get("spellings") else value.clause for value in wanted] + _published(
        asked.get("since"), asked.get("until")
    )
    body = {"query": {"bool": {"must": must, "filter": filters}}, "size": asked.get("size", 10), "track_total_hits": True, "aggs": {}}
    if not asked.get("copies"):
        body["collapse"] = {"field": row}
        body["aggs"] = {"rows": {"cardinality": {"field": row, "precision_threshold": EXACT_ROWS, "execution_hint": "direct"}}}
    return body


def _wanted_of_any(asked: Filters) -> list[Wanted]:
    wanted = [_is(name, str(asked.get(name)), field) for name, field in _OF_ANY.items() if asked.get(name)]
    language = asked.get("language")
    return wanted + ([Wanted("language", language, "language", {"term": {"language": language.lower()}})] if language else [])


def _is(name: str, value: str, field: str) -> Wanted:
    return Wanted(name, value, field, {"term": {f"{field}.folded": value}})


def _is_named(name: str, value: str, field: str) -> Wanted:
    return _is(name, value, field)._replace(spellings=spell_name(value))


def _published(since: datetime | None, until: datetime | None) -> list[Body]:
    if since and until and since >= until:
        raise Rejected(f"nothing lies from {since:%Y-%m-%d %H:%M} up to {until:%Y-%m-%d %H:%M}; until must be later than since")
    bounds = {name: time.isoformat() for name, time in (("gte", since), ("lt", until)) if time}
    return [{"range": {"published": bounds}}] if bounds else []


def _highlight(*fields: str) -> Body:
    parts = {
        f"{field}.{language}": {"matched_fields": [f"{field}.{language}.folded"]} for field in fields for language in LANGUAGES.values()
    }
    parts |= {f"{field}.other": {} for field in fields}
    return {
        "pre_tags": ["<em>"],
        "post_tags": ["</em>"],
        "number_of_fragments": 3,
        "max_analyzed_offset": MAX_ANALYZED,
        "fields": parts,
    }
