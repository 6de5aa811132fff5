"""A page's tree in, the JSON-LD nodes that describe an article out (schema.org).

Invariant: broken JSON, and values of any shape, give fewer nodes and never an error.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")  # NewsArticle, ReportageNewsArticle, AnalysisNewsArticle, …
WRAPPING = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|\]\]>|/\*\]\]>\*/)\s*;?\s*$")

Node = dict[str, Any]


def find_article_nodes(tree: Any) -> list[Node]:  # noqa: ANN401 — lxml has no types
    """The nodes of the page whose type is some kind of article, in the page's order."""
    scripts = (script.text for script in tree.iter("script") if "ld+json" in (script.get("type") or ""))
    return [node for script in scripts if script for node in _nodes(_parse(script)) if _is_article(node)]


def read_names(value: object) -> list[str]:
    """The names in an `author` or `publisher`, which may be a string, a node, or a list of either."""
    values = value if isinstance(value, list) else [value]
    names = (item.get("name") if isinstance(item, dict) else item for item in values)
    flat = (part for name in names for part in (name if isinstance(name, list) else [name]))
    return [" ".join(name.split()) for name in flat if isinstance(name, str) and name.strip()]


def _parse(script: str) -> object:
    try:
        # Line breaks inside of strings are not allowed, and common.
        return json.loads(WRAPPING.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[Node]:
    """All nodes at any depth, outer before inner."""
    waiting = [value]
    while waiting:
        here = waiting.pop(0)
        if isinstance(here, dict):
            yield here
            waiting += here.values()
        elif isinstance(here, list):
            waiting += here


def _is_article(node: Node) -> bool:
    kinds = node.get("@type")
    return any(isinstance(kind, str) and ARTICLE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]))
