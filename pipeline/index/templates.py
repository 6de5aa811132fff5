"""In: a prefix; out: the index templates of mapping/*.json, with the prefix before every name.

Invariant: the files are valid as they are, for an empty prefix; what they hold is put into Elasticsearch unchanged.
"""

import json
from importlib import resources
from typing import Any

KINDS = ("articles", "quotations", "ledger", "alerts")
ANALYSIS = "newsline-analysis"  # the component template that all are composed of


def read_analysis() -> dict[str, Any]:
    """The component template with settings and analyzers, to be put as prefix + `ANALYSIS`."""
    return _read("analysis")


def read_template(kind: str, prefix: str) -> dict[str, Any]:
    """The index template of one of `KINDS`, to be put as prefix + kind."""
    body = _read(kind)
    body["index_patterns"] = [prefix + pattern for pattern in body["index_patterns"]]
    body["composed_of"] = [prefix + name for name in body["composed_of"]]
    body["template"]["aliases"] = {prefix + name: options for name, options in body["template"]["aliases"].items()}
    return body


def _read(name: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(resources.files("pipeline.index").joinpath("mapping", f"{name}.json").read_bytes())
    return body
