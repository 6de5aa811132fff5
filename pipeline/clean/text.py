"""The characters of a page in, the text of its article out: one paragraph a line.

Invariant: the words are the page's own, in its order; no control characters, no white space but single spaces and the
line ends between paragraphs. trafilatura gets a tree and never an address, so it loads nothing.
"""

import html
import logging
import re
import unicodedata
from typing import Any

import trafilatura
from lxml import etree

from pipeline.errors import Rejected

for library in ("trafilatura", "htmldate"):  # what they would log of a page is the reason that its article gets
    logging.getLogger(library).setLevel(logging.CRITICAL)

ODD_INPUT = (etree.LxmlError, ValueError, RecursionError)  # what lxml and trafilatura raise on pages that are none
# Tags of trafilatura's own that part words or paragraphs; all others stand inside a sentence.
BREAKS = frozenset({"p", "head", "quote", "list", "item", "table", "row", "div", "lb", "fw", "ab", "body"})
UNSEEN = re.compile(r"[\u200b\u2060\ufeff\u00ad]|[^\S\n]*[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
PARAGRAPH = re.compile(r"</?(?:p|div|br|h[1-6]|li|ul|ol|blockquote)\b[^<>]*>", re.IGNORECASE)
INLINE = re.compile(r"</?(?:a|abbr|b|cite|em|font|i|img|q|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE)
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def parse_html(characters: str) -> Any:  # noqa: ANN401  lxml has no types
    """The page's tree.

    Raises:
        Rejected: there is no HTML in it.
    """
    try:
        tree = trafilatura.load_html(characters)
    except ODD_INPUT as error:
        raise Rejected(f"not a web page: {error}") from error
    if tree is None:
        raise Rejected("not a web page: no HTML in it")
    return tree


def clean_html(tree: Any) -> str:  # noqa: ANN401  lxml has no types
    """The article's text in a page's tree; empty when there is none.

    Raises:
        Rejected: the page is too odd to be read.
    """
    try:
        # fast: without readability and justext as second opinions, which make it slower and no better (docs/benchmarks.md)
        found: Any = trafilatura.bare_extraction(tree, fast=True, include_comments=False)
    except ODD_INPUT as error:
        raise Rejected(f"the page cannot be read: {type(error).__name__}: {error}") from error
    return _render(found.body) if found is not None else ""


def clean_plain(characters: str) -> str:
    r"""A text file's text: as it is, with `\n` for every kind of line end and without control characters."""
    return UNWANTED.sub("", characters.replace("\r\n", "\n").replace("\r", "\n"))


def clean_markup(markup: str) -> str:
    r"""The paragraphs of a piece of HTML in a field: `"<b>AT&amp;T</b> said<br>no"` gives `"AT&T said\nno"`."""
    plain = html.unescape(INLINE.sub("", PARAGRAPH.sub("\n", markup)))
    return "\n".join(line for line in map(clean_paragraph, plain.splitlines()) if line)


def clean_title(title: str | None) -> str | None:
    """A title of a feed in plain words on one line."""
    return " ".join(clean_markup(title).split()) or None if title else None


def _render(body: Any) -> str:  # noqa: ANN401  lxml has no types
    """The paragraphs of trafilatura's tree, without the marks of lists and tables that it would add."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        pieces.append(_separator(element.tag))
        pieces.append((element.text if event == "start" else element.tail) or "")
    lines = (clean_paragraph(line) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _separator(tag: str) -> str:
    return "\n" if tag in BREAKS else " " if tag == "cell" else ""


def clean_paragraph(line: str) -> str:
    """One line: single plain spaces, nothing unseen, accents composed (NFC)."""
    return unicodedata.normalize("NFC", " ".join(UNSEEN.sub("", line).split()))
