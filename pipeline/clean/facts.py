"""A page's tree in, what the page says about its article out.

Invariant: JSON-LD is believed before meta tags and microdata, and those before what is printed on the page.
"""

import re
from typing import Any

import msgspec

from pipeline.clean.dates import Moment, parse_date
from pipeline.clean.jsonld import find_article, find_names, text_of
from pipeline.clean.text import clean_paragraph

PUBLISHED = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.created",
    "publishdate",
    "pubdate",
    "date",
    "dc.date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
)
UPDATED = (
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "article.updated",
)
AUTHOR = ("author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "byl")
TITLE = ("og:title", "headline", "twitter:title", "parsely-title", "dc.title")
SECTION = ("article:section", "parsely-section", "articlesection")
PUBLISHER = ("og:site_name", "application-name")
LANGUAGE = ("og:locale", "content-language", "dc.language", "inlanguage")
LOCKED = {"article:content_tier": "locked", "isaccessibleforfree": "false"}
BY = re.compile(r"^(?:[^\W\d_]+\s+by|by|par|por|von|di|door)\s+", re.IGNORECASE)  # also "Analysis by"
AND = re.compile(r"\s*[,;&]\s*|\s+(?:and|et|y|und|e|en)\s+")
PERSON = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,3}[^\W\d_][\w.'’-]*")  # noqa: RUF001  apostrophe
MAX_NAME_CHARS = 100


class PageFacts(msgspec.Struct, frozen=True):
    """What a page says. `headline` is declared, `title` only printed; `titles` are all forms of it, to know it again."""

    headline: str | None
    title: str | None
    titles: tuple[str, ...]
    authors: tuple[str, ...]
    publisher: str | None
    section: str | None
    language: str | None
    published: Moment | None
    updated: Moment | None
    is_paid: bool
    body: str | None


def find_facts(tree: Any) -> PageFacts:  # noqa: ANN401  lxml has no types
    """The facts that a page declares."""
    article, metas = find_article(tree), _metas(tree)
    publisher = next(iter(_lines([*find_names(article.get("publisher")), *_all(metas, PUBLISHER)])), None)
    declared = _lines([text_of(article.get("headline")), *_all(metas, TITLE)])
    printed = _lines([*(_content(heading) for heading in tree.iter("h1")), *(_content(title) for title in tree.iter("title"))])
    bare = [_without_site(title, publisher) for title in (*declared, *printed)]
    return PageFacts(
        headline=_whole(bare[: len(declared)]),
        title=_whole(bare[len(declared) :]),
        titles=tuple(dict.fromkeys([*bare, *declared, *printed])),
        authors=_authors(find_names(article.get("author"))) or _authors(_all(metas, AUTHOR)) or _authors(_printed_authors(tree)),
        publisher=publisher,
        section=next(
            (name for name in _lines([*find_names(article.get("articleSection")), *_all(metas, SECTION)]) if _is_name(name)), None
        ),
        language=tree.get("lang") or next(iter(_all(metas, LANGUAGE)), None) or text_of(article.get("inLanguage")),
        published=_first_date([article.get("datePublished"), article.get("dateCreated"), *_all(metas, PUBLISHED)]),
        updated=_first_date([article.get("dateModified"), *_all(metas, UPDATED)]),
        is_paid=_is_paid(article, metas),
        body=text_of(article.get("articleBody")),
    )


def _metas(tree: Any) -> dict[str, list[str]]:  # noqa: ANN401  lxml has no types
    """The values of meta tags and microdata by their names in lower case."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta", "time", "span", "a", "link", "div", "p", "h1"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if name and (element.tag == "meta" or element.get("itemprop")):
            value = element.get("content") or element.get("datetime") or (_content(element) if element.tag != "meta" else None)
            metas.setdefault(name.lower(), []).append(value or "")
    return metas


def _all(metas: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [value for name in names for value in metas.get(name, ()) if value.strip()]


def _lines(values: list[str | None] | list[str]) -> list[str]:
    lines = (clean_paragraph(value) for value in values if value)
    return list(dict.fromkeys(line for line in lines if line))


def _content(element: Any) -> str:  # noqa: ANN401  lxml has no types
    return "".join(element.itertext())


def _is_name(text: str) -> bool:
    return len(text) <= MAX_NAME_CHARS and "://" not in text


def _printed_authors(tree: Any) -> list[str]:  # noqa: ANN401  lxml has no types
    return [_content(link) for link in tree.iter("a", "span") if "author" in (link.get("rel") or "").split()]


def _authors(names: list[str]) -> tuple[str, ...]:
    """Names one by one: "By Ada Crane and Simon Farrow | The Courier" holds two; an address is no name."""
    people = [person for name in _lines(names) for person in _split_names(BY.sub("", name.partition(" | ")[0]))]
    return tuple(dict.fromkeys(person for person in people if _is_name(person)))


def _split_names(name: str) -> list[str]:
    parts = [part for part in AND.split(name) if part]
    return parts if all(PERSON.fullmatch(part) for part in parts) else [name]


def _without_site(title: str, publisher: str | None) -> str:
    """The title without the name of the publisher that many put at its end: "Ferries sail | Courier"."""
    if not publisher:
        return title
    return re.sub(rf"\s+[-|–—:·•»]+\s+{re.escape(publisher)}$", "", title, flags=re.IGNORECASE) or title  # noqa: RUF001  dashes


def _whole(titles: list[str]) -> str | None:
    """The first title that was not cut off, else the first."""
    return next((title for title in titles if not title.endswith(("…", "..."))), next(iter(titles), None))


def _first_date(values: list[object]) -> Moment | None:
    moments = [moment for value in values if (moment := parse_date(value))]
    return next((moment for moment in moments if moment.is_exact), next(iter(moments), None))


def _is_paid(article: dict[str, Any], metas: dict[str, list[str]]) -> bool:
    told = [str(article.get("isAccessibleForFree")).lower() == "false"]
    told += [value.strip().lower() == locked for name, locked in LOCKED.items() for value in metas.get(name, ())]
    return any(told)
