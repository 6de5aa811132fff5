"""The searches that rules are checked by. In: rules, ids, times; out: bodies of Elasticsearch searches.

Invariant: all rules are tried on the just-written ids together, as named clauses of one search, so that a hit tells which
of them match; none of it needs the percolator (docs/adr/0016-alerts.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pipeline.alerts.rules import Rule
from pipeline.index.queries import MAX_HITS as MAX_WINDOW
from pipeline.index.queries import Body

MAX_HITS = 500  # of one rule in one look: more than are ever new at once, or fit into a message
_NEW = ["id", "revision", "indexed", "first_seen"]
_SHOWN = ["id", "article_id", "cluster", "title", "publisher", "published", "url", "indexed", "language"]
_SAID = ["content", "type", "source", "speaker", "start"]


def build_new(since: datetime, after: Sequence[Any] | None, size: int) -> Body:
    """What was written at or after `since`, oldest first; `after` is the sort key of the last one of the page before."""
    body: Body = {"query": _from("indexed", since), "sort": [{"indexed": "asc"}, {"id": "asc"}], "size": size, "_source": _NEW}
    return (body | {"search_after": list(after)} if after else body) | {"track_total_hits": False}


def build_match(clauses: Mapping[str, Body], ids: Sequence[str]) -> Body:
    """Which of these documents match which of the named clauses; a hit says so in `matched_queries`, and all are hits.

    To leave out those that match nothing Elasticsearch would try each clause twice, which takes half as much time again.
    """
    named = [{"bool": {"must": [clause], "_name": name}} for name, clause in clauses.items()]
    query = {"bool": {"filter": [_ids(ids)], "should": named}}
    return {"query": query, "sort": ["_doc"], "size": len(ids), "_source": False, "track_total_hits": False}


def build_hits(rule: Rule, ids: Sequence[str]) -> Body:
    """What the rule finds among these documents, oldest first, with the words that match."""
    return _build(rule, _ids(ids))


def build_window(rule: Rule, now: datetime, span_s: float) -> Body:
    """What the rule finds among all that was written in the last `span_s` seconds, newest first."""
    return _build(rule, _from("indexed", now - timedelta(seconds=span_s)), order="desc")


def build_past(rule: Rule, since: datetime) -> Body:
    """What the rule finds among all that was written since then, newest first, without the words that match."""
    body = _build(rule, _from("indexed", since), "desc") | {"size": MAX_WINDOW}
    del body["highlight"]
    return body


def build_told(found: Mapping[str, Iterable[str]]) -> Body:
    """Alerts of each of these rules that tell one of its clusters: not more than clusters, since none is told twice."""
    told = [{"bool": {"filter": [{"term": {"rule": rule}}, {"terms": {"clusters": sorted(found[rule])}}]}} for rule in found]
    query = {"bool": {"should": told, "minimum_should_match": 1}}
    return {"query": query, "size": MAX_WINDOW, "_source": ["rule", "clusters"], "track_total_hits": False}


def build_due(now: datetime, taken: Iterable[str], size: int) -> Body:
    """Alerts whose time to be delivered has come, new ones first, but for those that are `taken` already."""
    due = [{"term": {"state": "waiting"}}, {"range": {"next_try": {"lte": now.isoformat()}}}]
    query = {"bool": {"filter": due, "must_not": [_ids(list(taken))]}}
    return {"query": query, "sort": [{"attempts": "asc"}, {"created": "asc"}], "size": size, "track_total_hits": False}


def build_latest(rule: str, size: int) -> Body:
    """The last alerts of a rule, newest first."""
    return {"query": {"term": {"rule": rule}}, "sort": [{"created": "desc"}], "size": size, "track_total_hits": True}


def build_counts(since: datetime) -> Body:
    """How many alerts of each rule are in which state, among those made since then."""
    states = {"terms": {"field": "state"}}
    return {
        "query": _from("created", since),
        "size": 0,
        "aggs": {"rule": {"terms": {"field": "rule", "size": 10_000}, "aggs": {"state": states}}},
    }


def _build(rule: Rule, limit: Body, order: str = "asc") -> Body:
    asked = rule.search()
    return {
        "query": {"bool": {"must": [asked["query"]], "filter": [limit]}},
        "sort": [{"indexed": order}, {"id": "asc"}],
        "size": MAX_HITS,
        "_source": [*_SHOWN, *(_SAID if rule.kind == "quotations" else ())],
        "highlight": asked["highlight"],
        "track_total_hits": False,
    }


def _ids(ids: Sequence[str]) -> Body:
    return {"ids": {"values": list(ids)}}


def _from(field: str, since: datetime) -> Body:
    return {"range": {field: {"gte": since.isoformat()}}}
