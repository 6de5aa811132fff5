"""Whether the indexes are as they should be. In: an index; out: templates in place, and what differs in each index.

Invariant: `set_up` adds and never changes; it may be done at any time, by several at once. Only indexes behind the
aliases count: one that is kept after a migration, or not yet finished, is nobody's concern.
"""

import re
from collections.abc import Mapping
from typing import Any

from elasticsearch import BadRequestError

from pipeline.index import templates
from pipeline.index.compare import Fields, find_changed, find_missing, name_fields
from pipeline.model import Record
from workers.search import Index

_VERSION = re.compile(r"-v(\d+)$")


class State(Record, frozen=True):
    """One index behind an alias, and how it differs from our mapping."""

    kind: str
    index: str  # as Elasticsearch calls it: "articles-2026.01", or "articles-2026.01-v2" after a migration
    missing: tuple[str, ...]  # fields that set_up can add
    changed: tuple[str, ...]  # fields, or "analysis", that need a new index


def split_version(index: str) -> tuple[str, int]:
    """Name and version: ("articles-2026.01", 2) for "articles-2026.01-v2"; without one it is the first."""
    found = _VERSION.search(index)
    return (index[: found.start()], int(found[1])) if found else (index, 1)


def set_up(index: Index) -> None:
    """Put the templates, and give each index the fields that it lacks, as far as it can take them."""
    with index.answering():
        index.client.cluster.put_component_template(name=index.prefix + templates.ANALYSIS, body=templates.read_analysis())
        for kind in templates.KINDS:
            index.client.indices.put_index_template(name=index.prefix + kind, body=templates.read_template(kind, index.prefix))
            for name, fields in _live(index, kind).items():
                _add(index, name, find_missing(_ours(kind), fields))


def check(index: Index) -> list[State]:
    """Each index behind an alias, and what differs."""
    with index.answering():
        found = [(kind, name, fields) for kind in templates.KINDS for name, fields in sorted(_live(index, kind).items())]
        return [
            State(
                kind=kind,
                index=name,
                missing=tuple(name_fields(find_missing(_ours(kind), fields))),
                changed=(*find_changed(_ours(kind), fields), *(["analysis"] if _analysis(index, name) != _our_analysis() else [])),
            )
            for kind, name, fields in found
        ]


def _add(index: Index, name: str, fields: Fields) -> None:
    for field, definition in fields.items():
        try:
            index.client.indices.put_mapping(index=name, properties={field: definition})
        except BadRequestError:  # it needs an analyzer that this index was not made with: `check` tells
            continue


def _live(index: Index, kind: str) -> dict[str, Fields]:
    found = index.client.indices.get_mapping(index=index.prefix + kind, ignore_unavailable=True)
    return {name: described["mappings"].get("properties", {}) for name, described in found.items()}


def _ours(kind: str) -> Fields:
    fields: Fields = templates.read_template(kind, "")["template"]["mappings"]["properties"]
    return fields


def _analysis(index: Index, name: str) -> Mapping[str, Any]:
    settings = index.client.indices.get_settings(index=name)[name]["settings"]["index"]
    analysis: Mapping[str, Any] = settings.get("analysis", {})
    return analysis


def _our_analysis() -> Mapping[str, Any]:
    analysis: Mapping[str, Any] = templates.read_analysis()["template"]["settings"]["analysis"]
    return analysis
