"""The HTML that a feed gave of an article in, the article's text out.

Invariant: it is the whole text, so far as that can be told, or else empty: one that is short or cut off is a teaser.
"""

import re
from collections.abc import Iterable

from pipeline.clean.cost import check_markup, check_tree
from pipeline.clean.furniture import drop_furniture
from pipeline.clean.text import clean_html, clean_markup, parse_html
from pipeline.errors import Rejected

TEASER_CHARS = 600  # teasers are shorter, and so is what a paywall leaves free; articles worth their name are not
BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
# What publishing systems put behind an article, each a line of its own.
FOOTER = re.compile(
    r"(?:the post|l['’]article|cet article|la entrada|el artículo|der beitrag)\b.{1,400}"  # noqa: RUF001  apostrophe
    r"\b(?:appeared first|est apparu en premier|apareció primero|aparece primero|se publicó primero|erschien zuerst)\b.{1,200}"
    r"|(?:share|partager|compartir|teilen)\b[^.!?]{0,60}"
    r"|\W*",
    re.IGNORECASE,
)
END_CHARS = 400  # where its last line is
# How a text ends that goes on elsewhere. The page's rules drop a line that is nothing but a link, so it is looked for in the HTML, too.
CUT = re.compile(
    r"(?:(?:…|\.\.\.)[\])\s]*"
    r"|\n\W*(?:(?:read|see) (?:more|on|(?:the )?(?:rest|full|whole)\b.{0,60})|(?:continue|keep) reading\b.{0,200}|more"
    r"|lire la suite\b.{0,60}|lire plus|(?:leer|ver) más"
    r"|(?:seguir|sigue|continuar|continúa) leyendo\b.{0,200}|weiterlesen\b.{0,60}|mehr lesen)\W*)$",
    re.IGNORECASE,
)


def clean_entry(markup: str, titles: Iterable[str], names: Iterable[str]) -> str:
    """The article's text, found by the rules that hold for pages; empty when this is no whole article.

    Args:
        markup: HTML as the feed gave it, or plain text with a paragraph a line.
        titles: the article's titles, to know them again at the start of the text.
        names: those of authors and publisher, likewise.
    """
    folded = BREAK.sub("<p>", " ".join(markup.split()) if "<" in markup else markup.replace("\n", "<p>"))
    text = _drop_footer(drop_furniture(_find_text(folded), titles, names))
    is_cut = CUT.search(text[-END_CHARS:]) or CUT.search(_drop_footer(clean_markup(folded))[-END_CHARS:])
    return "" if is_cut or len(text) < TEASER_CHARS else text


def _drop_footer(text: str) -> str:
    lines = text.split("\n")
    while lines and FOOTER.fullmatch(lines[-1]):
        lines.pop()
    return "\n".join(lines)


def _find_text(markup: str) -> str:
    page = f"<html><body><article>{markup}</article></body></html>"
    try:
        check_markup(page)
        tree = parse_html(page)
        check_tree(tree)
        return clean_html(tree)
    except Rejected:  # what cannot be read is no text
        return ""
