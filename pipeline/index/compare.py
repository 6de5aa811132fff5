"""In: the fields of our mapping and those of an index; out: what the index lacks, and what it has otherwise.

Invariant: what `find_missing` gives can be put into the index as it stands, and changes no field that is there; what
`find_changed` names needs a new index. A field that only the index has is no difference: nobody writes it any more.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Fields = Mapping[str, Any]  # name → field, as Elasticsearch writes them under "properties"
_INNER = ("properties", "fields")


def find_missing(ours: Fields, live: Fields) -> dict[str, Any]:
    """Fields to add, each with no more than is needed to add it.

    >>> find_missing({"a": {"type": "date"}, "b": {"type": "date"}}, {"a": {"type": "date"}})
    {'b': {'type': 'date'}}
    """
    found: dict[str, Any] = {name: field for name, field in ours.items() if name not in live}
    for name, field in ours.items():
        inner = {part: find_missing(field.get(part, {}), live.get(name, {}).get(part, {})) for part in _INNER}
        if name in live and any(inner.values()):
            found[name] = _own(live[name]) | {part: fields for part, fields in inner.items() if fields}
    return found


def find_changed(ours: Fields, live: Fields, parent: str = "") -> Iterator[str]:
    """Names of fields, "text.english" or "people.folded", that the index has otherwise than we do."""
    for name in [name for name in ours if name in live]:
        if _own(ours[name]) != _own(live[name]):
            yield parent + name
        for part in _INNER:
            yield from find_changed(ours[name].get(part, {}), live[name].get(part, {}), f"{parent}{name}.")


def name_fields(fields: Fields, parent: str = "") -> Iterator[str]:
    """The names of all fields that can be asked for."""
    for name, field in fields.items():
        inner = field.get("properties", {}) | field.get("fields", {})
        if not inner:
            yield parent + name
        yield from name_fields(inner, f"{parent}{name}.")


def _own(field: Fields) -> dict[str, Any]:
    return {name: value for name, value in field.items() if name not in _INNER}
