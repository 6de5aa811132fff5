"""Searches that are built from what an analyst asks."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pipeline.errors import Rejected
from pipeline.index.queries import (
    MAX_ANALYZED,
    ArticleFilters,
    QuotationFilters,
    build_copies,
    build_fate_counts,
    build_fates,
    build_known,
    build_quotation_search,
    build_search,
    build_spellings,
    build_trace,
    wanted_of_articles,
)
from pipeline.index.spellings import spell, spell_name

MIDNIGHT = datetime(2026, 1, 31, tzinfo=UTC)
NEXT = datetime(2026, 2, 1, tzinfo=UTC)


def parts(body: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """What a body scores by, and what it filters by."""
    return body["query"]["bool"]["must"], body["query"]["bool"]["filter"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, []),
        ({"person": ["Erdoğan"]}, [{"term": {"people.folded": "Erdoğan"}}]),
        ({"person": ["A", "B"]}, [{"term": {"people.folded": "A"}}, {"term": {"people.folded": "B"}}]),  # both, not one of them
        ({"organization": ["NATO"]}, [{"term": {"organizations.folded": "NATO"}}]),
        ({"place": ["Japan"]}, [{"term": {"places.folded": "Japan"}}]),
        ({"author": "Ida Moe"}, [{"term": {"authors.folded": "Ida Moe"}}]),
        ({"publisher": "El País"}, [{"term": {"publisher.folded": "El País"}}]),
        ({"section": "Économie"}, [{"term": {"section.folded": "Économie"}}]),
        ({"agency": "afp"}, [{"term": {"agencies.folded": "afp"}}]),
        ({"language": "FR"}, [{"term": {"language": "fr"}}]),
        ({"since": MIDNIGHT}, [{"range": {"published": {"gte": "2026-01-31T00:00:00+00:00"}}}]),
        ({"until": NEXT}, [{"range": {"published": {"lt": "2026-02-01T00:00:00+00:00"}}}]),
        (
            {"since": MIDNIGHT, "until": NEXT},
            [{"range": {"published": {"gte": "2026-01-31T00:00:00+00:00", "lt": "2026-02-01T00:00:00+00:00"}}}],
        ),
    ],
)
def test_search_filters(asked: ArticleFilters, expected: list[Any]) -> None:
    """Each filter is one clause that does not score."""
    assert parts(build_search(**asked)) == ([], expected)


@pytest.mark.parametrize("until", [MIDNIGHT, MIDNIGHT - timedelta(days=1)])
def test_no_time_at_all(until: datetime) -> None:
    """Dates between which nothing lies are a slip, and said to be so."""
    with pytest.raises(Rejected, match="until must be later than since"):
        build_search(since=MIDNIGHT, until=until)


PUBLISHED = {"published": {"order": "desc", "missing": "_last"}}
OLDEST = {"published": {"order": "asc", "missing": "_last"}}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (build_search("war"), ["_score", PUBLISHED, "id"]),
        (build_search("war", order="newest"), [PUBLISHED, "id"]),
        (build_search("war", order="oldest"), [OLDEST, "id"]),
        (build_quotation_search("war"), [PUBLISHED, "article_id", "start"]),  # those of one article stay together, in its order
        (build_quotation_search("war", order="best"), ["_score", PUBLISHED, "article_id", "start"]),
        (build_quotation_search("war", order="oldest"), [OLDEST, "article_id", "start"]),
    ],
)
def test_order(body: dict[str, Any], expected: list[Any]) -> None:
    """By score, by time, and last by what tells any two apart, so that equal hits never change places."""
    assert body["sort"] == expected


@pytest.mark.parametrize(("build", "row"), [(build_search, "cluster"), (build_quotation_search, "saying")])
def test_one_row_for_copies(build: Any, row: str) -> None:
    """Copies are one row and are counted; asked for, each is a row of its own."""
    assert build()["collapse"]["field"] == build()["aggs"]["rows"]["cardinality"]["field"] == row
    assert "collapse" not in build(copies=True)
    assert "rows" not in build(copies=True)["aggs"]


def test_copies_are_counted_by_one_search() -> None:
    """Those behind the rows that are shown, of what the question finds."""
    body = build_copies(build_search("war", language="fr"), ["a", "b"])
    words, filters = parts(body)
    assert words == parts(build_search("war"))[0]
    assert filters == [{"term": {"language": "fr"}}, {"terms": {"cluster": ["a", "b"]}}]
    assert body["aggs"]["copies"]["terms"] == {"field": "cluster", "size": 2}


def test_search_brings_little() -> None:
    """A hit brings no text, which the highlights show; a very long text cannot make the search fail."""
    body = build_search("war", size=3)
    assert body["size"] == 3
    assert "text" in body["_source"]["excludes"]
    assert body["highlight"]["max_analyzed_offset"] == MAX_ANALYZED
    assert set(body["aggs"]) == {"rows", "people", "organizations", "places", "publisher", "section", "agencies", "language"}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, []),
        ({"speaker": "Lavrov"}, [{"match": {"speaker.words": {"query": "Lavrov", "operator": "and"}}}]),
        ({"about": "Shinzo Abe"}, [{"match_phrase": {"about.words": "Shinzo Abe"}}]),
        ({"type": "direct"}, [{"term": {"type": "direct"}}]),
        ({"publisher": "El País"}, [{"term": {"publisher.folded": "El País"}}]),
        ({"section": "World"}, [{"term": {"section.folded": "World"}}]),
        ({"agency": "AP"}, [{"term": {"agencies.folded": "AP"}}]),
        ({"language": "fr"}, [{"term": {"language": "fr"}}]),
        ({"confidence": 0.8}, [{"range": {"confidence": {"gte": 0.8}}}]),
        ({"confidence": 0.0}, [{"range": {"confidence": {"gte": 0.0}}}]),  # nought is asked for, too
        ({"since": MIDNIGHT}, [{"range": {"published": {"gte": "2026-01-31T00:00:00+00:00"}}}]),
        ({"until": NEXT}, [{"range": {"published": {"lt": "2026-02-01T00:00:00+00:00"}}}]),
    ],
)
def test_quotation_filters(asked: QuotationFilters, expected: list[Any]) -> None:
    """Each filter is one clause that does not score."""
    assert parts(build_quotation_search(**asked)) == ([], expected)


def test_quotation_words() -> None:
    """Words are searched in what was said, and nowhere else."""
    (clause,), _ = parts(build_quotation_search("missile"))
    (word,) = clause["bool"]["must"]
    assert {name.split(".")[0] for name in word["multi_match"]["fields"]} == {"content"}


def test_known() -> None:
    """Whether a value is there is counted; the values that are there are those of all documents."""
    (wanted,) = wanted_of_articles({"person": ["Lavrof"]})
    body = build_known(wanted)
    assert (body["post_filter"], body["aggs"]["values"]["terms"]["field"]) == ({"term": {"people.folded": "Lavrof"}}, "people")
    assert "query" not in body


def test_spellings() -> None:
    """Other spellings widen the clauses of names alone; what only they find leaves out what the name itself does."""
    asked: ArticleFilters = {"person": ["Müller"], "publisher": "Le Monde"}
    muller, publisher = wanted_of_articles(asked)
    body = build_search("war", **asked | {"spellings": True})
    spelled = {"bool": {"filter": [{"regexp": {"people.folded": pattern}} for pattern in spell_name("Müller")]}}
    assert parts(body)[1] == [{"bool": {"should": [muller.clause, spelled]}}, publisher.clause]
    said = parts(build_quotation_search(speaker="al-Assad", spellings=True))[1]
    assert said[0]["bool"]["should"][1] == {
        "bool": {"filter": [{"regexp": {"speaker.words": spell("assad")}}]}
    }  # the article may be missing
    others = build_spellings(body, muller)
    assert others["query"]["bool"] == body["query"]["bool"] | {"must_not": [muller.clause]}
    assert (others["size"], others["aggs"]["spellings"]["terms"]["field"]) == (0, "people")


def test_ledger() -> None:
    """Fates are counted without bringing lines; lines are read by key; an address is looked for in each field named."""
    assert build_fate_counts()["size"] == 0
    assert build_fates(iter(["k1", "k2"]))["query"] == {"ids": {"values": ["k1", "k2"]}}
    assert build_trace(["x", "y"], "url", "key")["query"]["bool"] == {
        "should": [{"terms": {"url": ["x", "y"]}}, {"terms": {"key": ["x", "y"]}}],
        "minimum_should_match": 1,
    }
