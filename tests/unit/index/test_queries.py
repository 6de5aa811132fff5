"""Searches that are built from what an analyst asks."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.index.queries import MAX_ANALYZED, build_fate_counts, build_fates, build_quotation_search, build_search, build_trace

MIDNIGHT = datetime(2026, 1, 31, tzinfo=UTC)
NEXT = datetime(2026, 2, 1, tzinfo=UTC)


def parts(body: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """What a body scores by, and what it filters by."""
    return body["query"]["bool"]["must"], body["query"]["bool"]["filter"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, []),
        ({"people": ["Erdoğan"]}, [{"term": {"people.folded": "Erdoğan"}}]),
        ({"people": ["A", "B"]}, [{"term": {"people.folded": "A"}}, {"term": {"people.folded": "B"}}]),  # both, not one of them
        ({"organizations": ["NATO"]}, [{"term": {"organizations.folded": "NATO"}}]),
        ({"places": ["Japan"]}, [{"term": {"places.folded": "Japan"}}]),
        ({"publisher": "El País"}, [{"term": {"publisher.folded": "El País"}}]),
        ({"language": "fr"}, [{"term": {"language": "fr"}}]),
        ({"since": MIDNIGHT}, [{"range": {"published": {"gte": "2026-01-31T00:00:00+00:00"}}}]),
        ({"until": NEXT}, [{"range": {"published": {"lt": "2026-02-01T00:00:00+00:00"}}}]),
        (
            {"since": MIDNIGHT, "until": NEXT},
            [{"range": {"published": {"gte": "2026-01-31T00:00:00+00:00", "lt": "2026-02-01T00:00:00+00:00"}}}],
        ),
    ],
)
def test_search_filters(asked: dict[str, Any], expected: list[Any]) -> None:
    """Each filter is one clause that does not score."""
    assert parts(build_search(**asked)) == ([], expected)


def test_search_words() -> None:
    """All words must be there; each by its stem or as written; in quotation marks only as written."""
    (clause,), _ = parts(build_search('missile "in the air"'))
    query = clause["simple_query_string"]
    assert query["query"] == 'missile "in the air"'
    assert query["default_operator"] == "and"
    assert query["quote_field_suffix"] == ".folded"
    assert {"text.english^1", "text.english.folded^1", "text.other^1", "title.french^3", "title.french.folded^3"} <= set(query["fields"])
    assert "text.other.folded^1" not in query["fields"]  # it is folded itself


def test_search_order() -> None:
    """Best first, then newest, then by id, so that equal hits never change places."""
    assert build_search("war")["sort"] == ["_score", {"published": {"order": "desc", "missing": "_last"}}, "id"]


def test_search_brings_little() -> None:
    """A hit brings no text, which the highlights show; a very long text cannot make the search fail."""
    body = build_search("war", size=3)
    assert body["size"] == 3
    assert "text" in body["_source"]["excludes"]
    assert body["highlight"]["max_analyzed_offset"] == MAX_ANALYZED
    assert set(body["aggs"]) == {"people", "organizations", "places", "publisher", "language"}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, []),
        ({"speaker": "Lavrov"}, [{"match": {"speaker.words": {"query": "Lavrov", "operator": "and"}}}]),
        ({"about": "Shinzo Abe"}, [{"match_phrase": {"about.words": "Shinzo Abe"}}]),
        ({"type": "direct"}, [{"term": {"type": "direct"}}]),
        ({"min_confidence": 0.8}, [{"range": {"confidence": {"gte": 0.8}}}]),
        ({"min_confidence": 0.0}, [{"range": {"confidence": {"gte": 0.0}}}]),  # nought is asked for, too
        ({"since": MIDNIGHT}, [{"range": {"published": {"gte": "2026-01-31T00:00:00+00:00"}}}]),
        ({"until": NEXT}, [{"range": {"published": {"lt": "2026-02-01T00:00:00+00:00"}}}]),
    ],
)
def test_quotation_filters(asked: dict[str, Any], expected: list[Any]) -> None:
    """Each filter is one clause that does not score."""
    assert parts(build_quotation_search(**asked)) == ([], expected)


def test_quotation_words() -> None:
    """Words are searched in what was said, and nowhere else."""
    (clause,), _ = parts(build_quotation_search("missile"))
    assert {name.split(".")[0] for name in clause["simple_query_string"]["fields"]} == {"content"}


def test_quotation_order() -> None:
    """Newest first; those of one article stay together, in its order."""
    assert build_quotation_search()["sort"] == [{"published": {"order": "desc", "missing": "_last"}}, "article_id", "start"]


def test_ledger() -> None:
    """Fates are counted without bringing lines; lines are read by key; an address is looked for in each field named."""
    assert build_fate_counts()["size"] == 0
    assert build_fates(iter(["k1", "k2"]))["query"] == {"ids": {"values": ["k1", "k2"]}}
    assert build_trace(["x", "y"], "url", "key")["query"]["bool"] == {
        "should": [{"terms": {"url": ["x", "y"]}}, {"terms": {"key": ["x", "y"]}}],
        "minimum_should_match": 1,
    }
