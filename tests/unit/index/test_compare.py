"""Mappings that are compared."""

from typing import Any

import pytest

from pipeline.index.compare import find_changed, find_missing, name_fields

DATE = {"type": "date"}
FOLDED = {"type": "keyword", "normalizer": "folding"}
NAME = {"type": "keyword", "fields": {"folded": FOLDED}}


@pytest.mark.parametrize(
    ("ours", "live", "missing", "changed"),
    [
        ({"a": DATE}, {"a": DATE}, {}, []),
        ({"a": DATE, "b": DATE}, {"a": DATE}, {"b": DATE}, []),
        ({"a": DATE}, {"a": DATE, "b": DATE}, {}, []),  # what nobody writes any more is no difference
        ({"a": DATE}, {"a": {"type": "keyword"}}, {}, ["a"]),
        ({"a": DATE}, {"a": {"type": "date", "index": False}}, {}, ["a"]),
        ({"a": NAME}, {"a": {"type": "keyword"}}, {"a": NAME}, []),  # a field of a field, with the field as it is there
        ({"a": NAME}, {"a": {"type": "text"}}, {"a": {"type": "text", "fields": {"folded": FOLDED}}}, ["a"]),
        ({"a": NAME}, {"a": {"type": "keyword", "fields": {"folded": DATE}}}, {}, ["a.folded"]),
        ({"t": {"properties": {"x": DATE, "y": DATE}}}, {"t": {"properties": {"x": DATE}}}, {"t": {"properties": {"y": DATE}}}, []),
        ({"t": {"properties": {"x": DATE}}}, {"t": {"properties": {"x": NAME}}}, {}, ["t.x"]),
    ],
)
def test_compare(ours: dict[str, Any], live: dict[str, Any], missing: dict[str, Any], changed: list[str]) -> None:
    """What is missing can be added as it is given; what is otherwise is named."""
    assert find_missing(ours, live) == missing
    assert list(find_changed(ours, live)) == changed


def test_names() -> None:
    """Fields are named as one asks for them."""
    assert list(name_fields({"a": DATE, "n": NAME, "t": {"properties": {"x": DATE}}})) == ["a", "n.folded", "t.x"]
