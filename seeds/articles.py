"""The bundled news site as it lies on disk. In: seeds/site/; out: publishers, feeds and articles with their revisions.

Invariant: an article's link is its file's place: site/courier/ferry-deal.txt is /courier/ferry-deal, and
ferry-deal.v2.txt beside it is what the same link shows after the update.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "site"


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """An outlet of the site; `key` names its folder and its page template."""

    key: str
    name: str
    language: str
    about: str


@dataclass(frozen=True, kw_only=True)
class NewsText:
    """One revision of an article, or what is left of one that is gone (no paragraphs)."""

    link: str
    publisher: Publisher
    title: str
    author: str
    published: datetime
    section: str
    summary: str
    updated: datetime | None = None
    encoding: str = "utf-8"
    is_paywalled: bool = False
    paragraphs: tuple[str, ...] = ()

    @property
    def changed(self) -> datetime:
        """When it was last touched."""
        return self.updated or self.published


@dataclass(frozen=True, kw_only=True)
class SiteFeed:
    """A feed of the site: `kind` is rss, atom, json or sitemap; `entries` are links, newest first."""

    link: str
    kind: str
    publisher: Publisher
    entries: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """All there is: `articles` has the revisions of each link, in order; `moved` maps old links to new ones."""

    publishers: tuple[Publisher, ...]
    feeds: tuple[SiteFeed, ...]
    articles: dict[str, tuple[NewsText, ...]]
    moved: dict[str, str]
    gone: dict[str, NewsText]

    def show(self, link: str, updated: bool) -> NewsText | None:
        """The article at `link` as it reads before or after the update; None where there is none."""
        revisions = self.articles.get(link)
        return revisions[-1 if updated else 0] if revisions else None

    def announce(self, link: str, updated: bool) -> NewsText:
        """What a feed says of `link`, be it there, moved or gone."""
        return self.show(self.moved.get(link, link), updated) or self.gone[link]


def read_contents(folder: Path = FOLDER) -> Contents:
    """Read the whole site.

    Raises:
        OSError: a file cannot be read.
        KeyError: a header or a publisher is missing.
    """
    site = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
    publishers = {key: Publisher(key=key, **facts) for key, facts in site["publishers"].items()}
    return Contents(
        publishers=tuple(publishers.values()),
        feeds=tuple(_make_feed(facts, publishers) for facts in site["feeds"]),
        articles=_read_articles(folder, publishers),
        moved=site["moved"],
        gone={link: _make_gone(link, facts, publishers) for link, facts in site["gone"].items()},
    )


def parse_article(source: str, link: str, publishers: dict[str, Publisher]) -> NewsText:
    r"""Read one file: `name: value` lines, an empty line, then paragraphs set apart by empty lines.

    Example: "title: Rain\nauthor: …\n\nIt rained.\n\nIt stopped." has the paragraphs "It rained." and "It stopped.".
    """
    head, _, body = source.partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    updated = facts.get("updated")
    return NewsText(
        link=link,
        publisher=publishers[facts.get("publisher") or link.split("/")[1]],
        title=facts["title"],
        author=facts["author"],
        published=datetime.fromisoformat(facts["published"]),
        updated=datetime.fromisoformat(updated) if updated else None,
        section=facts["section"],
        summary=facts["summary"],
        encoding=facts.get("encoding", "utf-8"),
        is_paywalled="paywall" in facts,
        paragraphs=tuple(body.strip().split("\n\n")),
    )


def _read_articles(folder: Path, publishers: dict[str, Publisher]) -> dict[str, tuple[NewsText, ...]]:
    articles: dict[str, tuple[NewsText, ...]] = {}
    for file in sorted(folder.glob("*/*.txt")):  # "x.txt" sorts before "x.v2.txt"
        link = f"/{file.parent.name}/{file.name.split('.')[0]}"
        article = parse_article(file.read_text(encoding="utf-8"), link, publishers)
        articles[link] = (*articles.get(link, ()), article)
    return articles


def _make_feed(facts: dict[str, Any], publishers: dict[str, Publisher]) -> SiteFeed:
    return SiteFeed(
        link=facts["link"],
        kind=facts["kind"],
        publisher=publishers[facts["publisher"]],
        entries=tuple(facts["entries"]),
    )


def _make_gone(link: str, facts: dict[str, Any], publishers: dict[str, Publisher]) -> NewsText:
    return NewsText(link=link, publisher=publishers[link.split("/")[1]], **facts)
