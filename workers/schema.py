"""Whether the indexes are as they should be. In: an index; out: templates in place, and what differs in each index.

Invariant: `set_up` adds and never changes; it may be done at any time, by several at once. Only indexes behind the
aliases count: one that is kept after a migration, or not yet finished, is nobody's concern.
"""

import re
from collections.abc import Mapping
from typing import Any

from elasticsearch import AuthorizationException, BadRequestError

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
        for name in templates.COMPONENTS:
            index.client.cluster.put_component_template(name=index.prefix + name, body=templates.read_component(name))
        for kind in templates.KINDS:
            index.client.indices.put_index_template(name=index.prefix + kind, body=templates.read_template(kind, index.prefix))
            for name, found in describe(index, kind).items():
                _add(index, name, find_missing(templates.read_fields(kind), _fields(found)))


def check(index: Index) -> list[State]:
    """Each index behind an alias, and what differs."""
    with index.answering():
        return [_state(kind, name, found) for kind in templates.KINDS for name, found in sorted(describe(index, kind).items())]


def describe(index: Index, kind: str, *, all_of_them: bool = False) -> dict[str, Any]:
    """Aliases, mappings and settings of each index of a kind that is behind its alias, or of those that are not as well."""
    found = index.client.indices.get(index=f"{index.prefix}{kind}-*", expand_wildcards="all")
    return {name: described for name, described in found.items() if all_of_them or index.prefix + kind in described["aliases"]}


def _state(kind: str, name: str, found: Mapping[str, Any]) -> State:
    is_ours = found["settings"]["index"].get("analysis", {}) == templates.read_analysis()
    return State(
        kind=kind,
        index=name,
        missing=tuple(name_fields(find_missing(templates.read_fields(kind), _fields(found)))),
        changed=(*find_changed(templates.read_fields(kind), _fields(found)), *(() if is_ours else ("analysis",))),
    )


def _add(index: Index, name: str, fields: Fields) -> None:
    for field, definition in fields.items():
        try:
            index.client.indices.put_mapping(index=name, properties={field: definition})
        except (BadRequestError, AuthorizationException):  # it needs an analyzer that this index lacks, or more rights: `check` tells
            continue


def _fields(found: Mapping[str, Any]) -> Fields:
    fields: Fields = found["mappings"].get("properties", {})
    return fields
