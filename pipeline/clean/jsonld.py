"""A page's tree in, what its JSON-LD says of the article out.

Invariant: JSON-LD that is broken is JSON-LD that is not there.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

ARTICLE = re.compile(r"(?:.*[/:])?(?:\w*Article|BlogPosting|LiveBlogPosting|Report)")
INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "@list")  # where the article may be; elsewhere are others that it links to
WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$")
MAX_DEPTH = 8

Node = dict[str, Any]


def find_article(tree: Any) -> Node:  # noqa: ANN401  lxml has no types
    """The first node that is an article of whatever kind; empty when there is none."""
    return next((node for script in _scripts(tree) for node in _nodes(_parse(script), MAX_DEPTH) if _is_article(node)), {})


def find_names(value: object) -> list[str]:
    """The names of people or organizations, however they are given: text, an object with `name`, a list of these."""
    if isinstance(value, list):
        return [name for one in value for name in find_names(one)]
    if isinstance(value, dict):
        return find_names(value.get("name"))
    return [value] if isinstance(value, str) else []


def text_of(value: object) -> str | None:
    """A text field, entities resolved; None when it is something else."""
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def _scripts(tree: Any) -> Iterator[str]:  # noqa: ANN401  lxml has no types
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            yield script.text


def _parse(script: str) -> object:
    try:
        return json.loads(WRAPPING.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, depth: int) -> Iterator[Node]:
    if depth and isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        for name in INSIDE:
            yield from _nodes(value.get(name), depth - 1)


def _is_article(node: Node) -> bool:
    kinds = node.get("@type")
    return any(isinstance(kind, str) and ARTICLE.fullmatch(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]))
