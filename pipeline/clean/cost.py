"""A page's characters or tree in, a refusal out where reading it would take longer than any article is worth.

Invariant: what passes takes seconds. News pages have some 1,500 elements; these limits are far above them.
"""

import re
from typing import Any

from pipeline.errors import Rejected

MAX_TAGS = 200_000  # the parser takes 1 µs a tag, and a few hundred bytes of memory
MAX_ELEMENTS = 50_000  # trafilatura takes 0.1 ms each
# trafilatura compares inline siblings with each other, libxml2 the attributes of a tag: 1 s for 10 million pairs.
MAX_PAIRS = 10_000_000
LONG_TAG = 1_000  # characters; a shorter tag cannot hold enough attributes to matter
TAG_NAME = re.compile(r"[A-Za-z][\w:-]*[\s/]")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def check_markup(characters: str) -> None:
    """Pass a page that can be parsed in reasonable time.

    Raises:
        Rejected: it has too many tags, or tags with too many attributes.
    """
    if characters.count("<") > MAX_TAGS:
        raise Rejected(f"too large to read: more than {MAX_TAGS:,} tags")
    long = (tag for piece in characters.split("<") if len(piece) > LONG_TAG and len(tag := piece.partition(">")[0]) > LONG_TAG)
    if sum(_count_attributes(tag) ** 2 for tag in long) > MAX_PAIRS:
        raise Rejected("too large to read: tags with thousands of attributes")


def check_tree(tree: Any) -> None:  # noqa: ANN401  lxml has no types
    """Pass a parsed page that can be cleaned in reasonable time.

    Raises:
        Rejected: it has too many elements, or too many side by side.
    """
    children = [len(element) for element in tree.iter()]
    if len(children) > MAX_ELEMENTS:
        raise Rejected(f"too large to read: more than {MAX_ELEMENTS:,} elements")
    if sum(count**2 for count in children) > MAX_PAIRS:
        raise Rejected("too large to read: thousands of elements side by side")


def _count_attributes(tag: str) -> int:
    """How many words of a tag may be attributes; none where it is a "<" inside of a script."""
    return len(QUOTED.sub("", tag).split()) if TAG_NAME.match(tag) else 0
