"""In: what an analyst asks, as plain arguments; out: the body of an Elasticsearch search.

Invariant: a filter never changes the order, and names are compared folded: "erdogan" is "Erdoğan". Words are searched
by their stems in the article's language and as they are written; words in quotation marks only as they are written.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pipeline.index.build import LANGUAGES

Body = dict[str, Any]

MAX_ANALYZED = 1_000_000  # characters; a longer text would make the highlighter refuse the whole search
MAX_HITS = 10_000  # index.max_result_window of Elasticsearch
FACET_VALUES = 10
LINE_ADDRESSES = ("url", "canonical_url", "article_id", "key")
ARTICLE_ADDRESSES = ("url", "canonical_url", "id")
_STEMMED = (*LANGUAGES.values(), "other")


def build_search(  # noqa: PLR0913 - each is one filter an analyst may set
    text: str | None = None,
    *,
    people: Iterable[str] = (),
    organizations: Iterable[str] = (),
    places: Iterable[str] = (),
    publisher: str | None = None,
    language: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    size: int = 10,
) -> Body:
    """Articles that hold all words of `text`, best first, then newest.

    `text` is Elasticsearch's simple query string: `"a phrase"`, `-without`, `one | other`, `start*`; None finds all.
    Each name of a facet must be in the article, whole. `since` <= published < `until`.
    """
    named = {"people": people, "organizations": organizations, "places": places}
    filters = [_is(facet, name) for facet, names in named.items() for name in names]
    filters += [_is("publisher", publisher)] if publisher else []
    filters += [{"term": {"language": language}}] if language else []
    filters += _published(since, until)
    return {
        "query": {"bool": {"must": _words(text, {"title": 3, "text": 1}), "filter": filters}},
        "sort": ["_score", {"published": {"order": "desc", "missing": "_last"}}, "id"],
        "size": size,
        "track_total_hits": True,
        "_source": {"excludes": ["text", "mentions", "entities", "quotations"]},
        "highlight": _highlight("text", "title"),
        "aggs": _facets("people", "organizations", "places", "publisher", "language"),
    }


def build_quotation_search(  # noqa: PLR0913 - each is one filter an analyst may set
    text: str | None = None,
    *,
    speaker: str | None = None,
    about: str | None = None,
    type: str | None = None,  # noqa: A002 - the field's own name
    min_confidence: float | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    size: int = 10,
) -> Body:
    """Quotations, newest first, those of one article together and in its order.

    `speaker` is words of the name: "Lavrov" finds "Sergey Lavrov". `about` is words, in this order, of a name that is
    said in the quotation. `text` is searched in what was said, as in `build_search`.
    """
    filters: list[Body] = [{"match": {"speaker.words": {"query": speaker, "operator": "and"}}}] if speaker else []
    filters += [{"match_phrase": {"about.words": about}}] if about else []
    filters += [{"term": {"type": type}}] if type else []
    filters += [{"range": {"confidence": {"gte": min_confidence}}}] if min_confidence is not None else []
    filters += _published(since, until)
    return {
        "query": {"bool": {"must": _words(text, {"content": 1}), "filter": filters}},
        "sort": [{"published": {"order": "desc", "missing": "_last"}}, "article_id", "start"],
        "size": size,
        "track_total_hits": True,
        "highlight": _highlight("content"),
        "aggs": _facets("speaker", "about", "type", "publisher"),
    }


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


def _words(text: str | None, fields: dict[str, int]) -> list[Body]:
    if not text:
        return []
    stemmed = [f"{field}.{language}^{weight}" for field, weight in fields.items() for language in _STEMMED]
    written = [f"{field}.{language}.folded^{weight}" for field, weight in fields.items() for language in LANGUAGES.values()]
    query = {"query": text, "fields": stemmed + written, "default_operator": "and", "quote_field_suffix": ".folded"}
    return [{"simple_query_string": query}]


def _is(facet: str, name: str) -> Body:
    return {"term": {f"{facet}.folded": name}}


def _published(since: datetime | None, until: datetime | None) -> list[Body]:
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


def _facets(*fields: str) -> Body:
    return {field: {"terms": {"field": field, "size": FACET_VALUES}} for field in fields}
