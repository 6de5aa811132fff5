"""In: Elasticsearch's answer to a search; out: `Found`: records as an article shows them elsewhere, and facets.

Invariant: text that is kept under its language in the index (`{"text": {"french": "…"}}`) is plain again (`"text": "…"`).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec

from pipeline.model import Label, QuotationType, Record, Span, TextSource

Row = TypeVar("Row")
Other = TypeVar("Other")

_BY_LANGUAGE = ("title", "text", "content")


class Hit(Record, frozen=True, kw_only=True):
    """What hits of both kinds have.

    `copies` is how many of those that were found this one stands for, itself counted; 1 where each was asked for.
    `highlight` has the pieces that match, field by field, with `<em>` around the words; `score` is there if hits were
    sorted by it.
    """

    id: str
    revision: int
    cluster: str
    url: str
    publisher: str | None = None
    section: str | None = None
    agencies: tuple[str, ...] = ()
    title: str | None = None
    language: str | None = None
    published: datetime | None = None
    first_seen: datetime | None = None
    indexed: datetime | None = None
    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    other_entities: tuple[str, ...] = ()
    entity_ids: tuple[str, ...] = ()
    copies: int = 1
    highlight: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    score: float | None = None


class ArticleHit(Hit, frozen=True, kw_only=True):
    """An article that was found, without its text."""

    key: str
    canonical_url: str
    feed_url: str | None = None
    authors: tuple[str, ...] = ()
    updated: datetime | None = None
    fetched: datetime | None = None
    text_source: TextSource | None = None


class QuotationHit(Hit, frozen=True, kw_only=True):
    """A quotation that was found, with its article's facts; `about` are the names within what was said.

    `context` is where it stands, whole sentences with cue and source; it is there when it was asked for.
    """

    article_id: str
    saying: str
    start: int
    end: int
    content: str
    type: QuotationType
    cue: Span | None = None
    source: Span | None = None
    speaker: str | None = None
    speaker_label: Label | None = None
    confidence: float
    about: tuple[str, ...] = ()
    context: Span | None = None


class Found(Record, Generic[Row], frozen=True):
    """What a search found.

    `total` counts documents, `rows` what is left when copies are shown once (exact to about 10,000). `records` are the
    first of them. `facets` has for each field its most frequent values, counted over all `total`. `notes` says what is
    odd about the question. `spellings` are names spelled otherwise than in the question, with the number of documents that it finds
    only if it takes them.
    """

    total: int
    rows: int
    records: tuple[Row, ...]
    facets: dict[str, dict[str, int]]
    notes: tuple[str, ...] = ()
    spellings: dict[str, int] = msgspec.field(default_factory=dict)

    def of(self, kind: type[Other]) -> "Found[Other]":
        """The same with its records, plain data so far, as `kind`."""
        records = tuple(msgspec.convert(record, kind) for record in self.records)
        return Found(**(msgspec.structs.asdict(self) | {"records": records}))


class Trace(Record, frozen=True):
    """Everything that is known of an address: lines of the ledger and whole articles, oldest first."""

    lines: tuple[dict[str, Any], ...]
    articles: tuple[dict[str, Any], ...]


def parse_hits(answer: Mapping[str, Any]) -> Found[dict[str, Any]]:
    """What an answer holds; an index that does not exist yet has no hits."""
    found = answer.get("aggregations", {})
    total = answer["hits"].get("total", {}).get("value", 0)
    return Found(
        total=total,
        rows=found["rows"]["value"] if "rows" in found else total,
        records=tuple(_record(hit) for hit in answer["hits"]["hits"]),
        facets={name: _counts(facet) for name, facet in found.items() if name != "rows"},
    )


def parse_document(source: Mapping[str, Any]) -> dict[str, Any]:
    """A document's fields, with its texts plain: `{"title": {"english": "War"}}` gives `{"title": "War"}`."""
    return {name: _plain(value) if name in _BY_LANGUAGE else value for name, value in source.items()}


def _counts(facet: Mapping[str, Any]) -> dict[str, int]:
    """Values and their counts; of months the names."""
    return {bucket.get("key_as_string", bucket["key"]): bucket["doc_count"] for bucket in facet["buckets"]}


def _record(hit: Mapping[str, Any]) -> dict[str, Any]:
    record = parse_document(hit["_source"])
    if "highlight" in hit:
        record["highlight"] = {name.split(".")[0]: pieces for name, pieces in hit["highlight"].items()}
    if hit.get("_score") is not None:
        record["score"] = hit["_score"]
    return record


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever JSON the index gave
    return next(iter(value.values()), None) if isinstance(value, dict) else value
