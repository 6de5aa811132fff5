"""In: a prefix; out: the templates of mapping/*.json, with the prefix before every name.

A component is a concern that several kinds share: analyzers, facets, dates. Invariant: the files are valid as they are, for
an empty prefix; what they hold is put into Elasticsearch unchanged.
"""

import json
from importlib import resources
from typing import Any

KINDS = ("articles", "quotations", "ledger", "alerts")
COMPONENTS = ("newsline-analysis", "newsline-facets", "newsline-dates")


def read_component(name: str) -> dict[str, Any]:
    """The component template of one of `COMPONENTS`, to be put as prefix + name."""
    return _read(name.removeprefix("newsline-"))


def read_template(kind: str, prefix: str) -> dict[str, Any]:
    """The index template of one of `KINDS`, to be put as prefix + kind."""
    body = _read(kind)
    body["index_patterns"] = [prefix + pattern for pattern in body["index_patterns"]]
    body["composed_of"] = [prefix + name for name in body["composed_of"]]
    body["template"]["aliases"] = {prefix + name: options for name, options in body["template"]["aliases"].items()}
    return body


def read_fields(kind: str) -> dict[str, Any]:
    """All fields of a kind, those of its components as well."""
    body = _read(kind)
    parts = [*map(read_component, body["composed_of"]), body]
    return {name: field for part in parts for name, field in part["template"].get("mappings", {}).get("properties", {}).items()}


def read_analysis() -> dict[str, Any]:
    """Analyzers, their filters, and normalizers."""
    analysis: dict[str, Any] = read_component("newsline-analysis")["template"]["settings"]["analysis"]
    return analysis


def _read(name: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(resources.files("pipeline.index").joinpath("mapping", f"{name}.json").read_bytes())
    return body
