"""In: Elasticsearch's answer to a search; out: `Found`: records as an article shows them elsewhere, and facets.

Invariant: text that is kept under its language in the index (`{"text": {"french": "…"}}`) is plain again (`"text": "…"`).
"""

from collections.abc import Mapping
from typing import Any

from pipeline.model import Record

_BY_LANGUAGE = ("title", "text", "content")


class Found(Record, frozen=True):
    """What a search found: how many in all, the first of them, and how many of all have each value of a facet.

    A record has the document's fields, `score` if hits were sorted by it, and `highlight` if words were searched: for
    each field the pieces that match, with `<em>` around the words.
    """

    total: int
    records: tuple[dict[str, Any], ...]
    facets: dict[str, dict[str, int]]


class Trace(Record, frozen=True):
    """Everything that is known of an address: lines of the ledger and whole articles, oldest first."""

    lines: tuple[dict[str, Any], ...]
    articles: tuple[dict[str, Any], ...]


def parse_hits(answer: Mapping[str, Any]) -> Found:
    """What an answer holds; an index that does not exist yet has no hits."""
    aggregations = answer.get("aggregations", {})
    return Found(
        total=answer["hits"].get("total", {}).get("value", 0),
        records=tuple(_record(hit) for hit in answer["hits"]["hits"]),
        facets={name: {bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]} for name, found in aggregations.items()},
    )


def parse_document(source: Mapping[str, Any]) -> dict[str, Any]:
    """A document's fields, with its texts plain: `{"title": {"english": "War"}}` gives `{"title": "War"}`."""
    return {name: _plain(value) if name in _BY_LANGUAGE else value for name, value in source.items()}


def _record(hit: Mapping[str, Any]) -> dict[str, Any]:
    record = parse_document(hit["_source"])
    if "highlight" in hit:
        record["highlight"] = {name.split(".")[0]: pieces for name, pieces in hit["highlight"].items()}
    if hit.get("_score") is not None:
        record["score"] = hit["_score"]
    return record


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever JSON the index gave
    return next(iter(value.values()), None) if isinstance(value, dict) else value
