"""Articles and their pages in, the articles with text, title, authors, dates and language out.

Invariant: same articles, same order; one that is rejected or has a fate already is not touched, and its page not read.
What the feed said is kept where the page says nothing, or says it less exactly. Where the page gives no text, or less of it
than the feed did, the article is the feed's: text, title, authors and dates (docs/adr/0010-text-from-the-feed.md).
"""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from pipeline.clean.agencies import find_agencies
from pipeline.clean.cost import check_markup, check_tree
from pipeline.clean.crosscheck import check_text, shows_less
from pipeline.clean.dates import choose_date, find_date
from pipeline.clean.decode import decode_page
from pipeline.clean.entry import TEASER_CHARS, clean_entry
from pipeline.clean.facts import PageFacts, find_facts
from pipeline.clean.furniture import drop_furniture
from pipeline.clean.kind import check_page, is_plain_text
from pipeline.clean.language import choose_language
from pipeline.clean.text import clean_html, clean_plain, clean_title, parse_html
from pipeline.errors import Rejected
from pipeline.model import Article, Page

MIN_CHARS = 50  # less is a menu or a caption: the shortest flash is a sentence


def run(articles: Sequence[Article], page: Callable[[Article], Page]) -> list[Article]:
    """The articles with what their pages say, or with the reason why there is no article.

    Args:
        articles: as the poll and the fetch left them.
        page: gives the page of an article; asked only for those that are still under way.
    """
    return [article if article.rejected or article.fate else _clean(article, page(article)) for article in articles]


def _clean(article: Article, page: Page) -> Article:
    entry = clean_entry(page.entry_markup, _titles(article), _names(article)) if page.entry_markup else ""
    try:
        found = _read(article, page)
    except Rejected as error:
        return _take_entry(article, page, entry, error.reason) if entry else replace(article, text=None, rejected=error.reason)
    return _take_entry(article, page, entry, "the page shows less") if entry and shows_less(found.text or "", entry) else found


def _read(article: Article, page: Page) -> Article:
    check_page(page)
    return _clean_plain(article, page) if is_plain_text(page) else _clean_page(article, page)


def _take_entry(article: Article, page: Page, text: str, why: str) -> Article:
    return replace(
        article,
        text=text,
        text_source="feed",
        title=clean_title(article.title),
        publisher=clean_title(article.publisher) or _host(page.url),
        agencies=find_agencies(text, article.authors, article.publisher, article.canonical_url),
        language=choose_language(text, article.language),
        reason=f"the text is the feed's: {why}",
    )


def _titles(article: Article) -> list[str]:
    return [title] if (title := clean_title(article.title)) else []


def _names(article: Article) -> list[str]:
    return [*article.authors, *([article.publisher] if article.publisher else [])]


def _clean_plain(article: Article, page: Page) -> Article:
    text = clean_plain(decode_page(page.body, page.content_type))
    if not text.strip():
        raise Rejected("the page is empty")
    agencies = find_agencies(text, article.authors, article.publisher, article.canonical_url)
    return replace(article, text=text, text_source="file", agencies=agencies, language=choose_language(text, article.language))


def _clean_page(article: Article, page: Page) -> Article:
    tree = _parse(page)
    facts = find_facts(tree)
    whole = check_text(clean_html(tree), facts.body)
    text = drop_furniture(whole, facts.titles, [*facts.authors, facts.publisher or ""])
    _check_free(text, facts)
    authors, publisher = facts.authors or article.authors, clean_title(article.publisher) or facts.publisher or _host(page.url)
    return replace(
        article,
        text=text,
        text_source="page",
        section=facts.section,
        title=facts.headline or clean_title(article.title) or facts.title,
        authors=authors,
        publisher=publisher,
        agencies=find_agencies(whole, authors, publisher, article.canonical_url),
        language=choose_language(text, facts.language, article.language),
        published=choose_date(facts.published, article.published) or find_date(tree, page.url),
        updated=choose_date(facts.updated, article.updated),
    )


def _parse(page: Page) -> Any:  # noqa: ANN401  lxml has no types
    characters = decode_page(page.body, page.content_type)
    check_markup(characters)
    tree = parse_html(characters)
    check_tree(tree)
    return tree


def _check_free(text: str, facts: PageFacts) -> None:
    if facts.is_paid and len(text) < TEASER_CHARS:
        raise Rejected(f"behind a paywall: only {len(text)} characters of it are free")
    if len(text) < MIN_CHARS:
        raise Rejected("no article text found")


def _host(url: str) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") or None
