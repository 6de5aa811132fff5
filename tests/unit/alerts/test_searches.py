"""The searches of alerts ask for fields that are mapped."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.alerts import (
    build_counts,
    build_due,
    build_hits,
    build_latest,
    build_match,
    build_new,
    build_past,
    build_told,
    build_window,
)
from pipeline.index.templates import read_fields

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def fields(kind: str) -> set[str]:
    """The fields of a kind, by their first name."""
    return set(read_fields(kind))


def sources(body: dict[str, Any]) -> set[str]:
    """The fields that a body sorts by, or wants to have back."""
    return {name for key in body["sort"] for name in key} | set(body["_source"])


@pytest.mark.parametrize("asked", [{"query": "talks"}, {"speaker": "Roe"}])
def test_what_is_shown_is_there(asked: dict[str, Any], make_rule: Any) -> None:
    """What a message needs is in the mapping of its kind; `article_id` is the quotations' own."""
    rule = make_rule(**asked)
    for body in (build_hits(rule, ["a"]), build_window(rule, NOON, 60), build_past(rule, NOON)):
        assert sources(body) - {"article_id"} <= fields(rule.kind)
    assert sources(build_new(NOON, None, 10)) <= fields(rule.kind)


@pytest.mark.parametrize(
    "names", [{"rule", "clusters"}, {"state", "next_try", "attempts", "created"}, {"rule", "created"}, {"created", "state"}]
)
def test_what_is_asked_of_alerts_is_there(names: set[str]) -> None:
    """Each field that alerts are asked by is in their mapping, and in the searches."""
    bodies = str([build_told({"r": ["c"]}), build_due(NOON, ["a"], 5), build_latest("r", 5), build_counts(NOON)])

    assert names <= fields("alerts")
    assert all(f"'{name}'" in bodies for name in names)


def test_rules_are_tried_together(make_rule: Any) -> None:
    """One search tries all rules on the new documents alone, each under its name; no rule decides what is found."""
    clauses = {name: make_rule(query=name).search()["query"] for name in ("talks", "rain")}
    body = build_match(clauses, ["a", "b"])

    query = body["query"]["bool"]
    assert query["filter"] == [{"ids": {"values": ["a", "b"]}}]
    assert [clause["bool"]["_name"] for clause in query["should"]] == ["talks", "rain"]
    assert (query.keys(), body["size"]) == ({"filter", "should"}, 2)


def test_the_newest_count(make_rule: Any) -> None:
    """Of more than a look shows, a window keeps the newest; what is new is told oldest first."""
    rule = make_rule(query="talks")
    assert [body["sort"][0] for body in (build_hits(rule, ["a"]), build_window(rule, NOON, 60), build_past(rule, NOON))] == [
        {"indexed": "asc"},
        {"indexed": "desc"},
        {"indexed": "desc"},
    ]


def test_pages(make_rule: Any) -> None:
    """The next page begins after the last document of the one before."""
    assert "search_after" not in build_new(NOON, None, 10)
    assert build_new(NOON, [1, "a"], 10)["search_after"] == [1, "a"]
