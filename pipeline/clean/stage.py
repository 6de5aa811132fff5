"""Articles and a function that gives their pages in, the same articles with text and facts out, in the same order.

Invariant: one article out for each that came in; an article without text says in `rejected` why. What a feed said is kept
where its page says nothing, or says it less exactly.
"""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from msgspec.structs import replace

from pipeline.clean.dates import choose_date, guess_date
from pipeline.clean.decode import decode_page
from pipeline.clean.facts import Facts, find_facts
from pipeline.clean.language import find_language
from pipeline.clean.refuse import refuse_bytes, refuse_markup, refuse_text
from pipeline.clean.text import clean_lines, clean_page, parse_page
from pipeline.model import Article, Page


def run(articles: Sequence[Article], page: Callable[[Article], Page]) -> list[Article]:
    """Clean each article's page; one that was rejected before passes as it is."""
    return [article if article.rejected else _clean(article, page(article)) for article in articles]


def _clean(article: Article, page: Page) -> Article:
    reason = refuse_bytes(page)
    if reason:
        return replace(article, rejected=reason)
    characters = decode_page(page.body, page.content_type)
    if (page.content_type or "").strip().lower().startswith("text/plain"):
        return _from_file(article, clean_lines(characters))
    reason = refuse_markup(characters)
    if reason:
        return replace(article, rejected=reason)
    try:
        return _from_page(article, characters)
    except (etree.LxmlError, ValueError, RecursionError) as error:
        return replace(article, rejected=f"the page cannot be read: {type(error).__name__}: {error}")


def _from_file(article: Article, text: str) -> Article:
    if not text:
        return replace(article, rejected="the file is empty")
    return replace(article, text=text, text_source="file", language=find_language(text, article.language))


def _from_page(article: Article, html: str) -> Article:
    tree = parse_page(html)
    if tree is None:
        return replace(article, rejected="no article text found")
    facts, text = find_facts(tree), clean_page(tree)
    reason = refuse_text(text, is_free=facts.is_free)
    known = _with_facts(article, facts, tree)
    if reason:
        return replace(known, rejected=reason)
    return replace(known, text=text, text_source="page", language=find_language(text, facts.language or article.language))


def _with_facts(article: Article, facts: Facts, tree: Any) -> Article:  # noqa: ANN401 — lxml has no types
    published = choose_date(facts.published, article.published, article.fetched)
    updated = choose_date(facts.updated, article.updated, article.fetched)
    return replace(
        article,
        title=article.title or facts.title,
        authors=facts.authors or article.authors,
        publisher=facts.publisher or article.publisher or urlsplit(article.canonical_url).hostname,
        published=published or guess_date(tree, article.canonical_url, article.fetched),
        updated=updated,
    )
