"""The site's pages as HTML. In: an article, its neighbours and the site's address; out: bytes in the article's encoding.

Invariant: the paragraphs stand in the page word for word; each publisher has a template of its own, as in the world.
"""

import json
from collections.abc import Iterable
from html import escape
from string import Template

from seeds.articles import FOLDER, NewsText, Publisher, SiteFeed
from seeds.feeds import KINDS

OFFER = '<div class="paywall-offer"><h2>Keep reading for 1 crown</h2><a href="/{key}/subscribe">See our offers</a></div>'
HOME = Template("""<!DOCTYPE html>
<html lang="$language"><head><meta charset="utf-8"><title>$name</title>
$feeds
</head><body><h1>$name</h1><p>$about</p><ul>
$links
</ul></body></html>
""")


def build_page(article: NewsText, neighbours: Iterable[NewsText], base: str) -> bytes:
    """The article's page; `neighbours` are the publisher's other articles, which it links to."""
    template = Template((FOLDER / "templates" / f"{article.publisher.key}.html").read_text(encoding="utf-8"))
    texts = {
        "title": article.title,
        "author": article.author,
        "section": article.section,
        "summary": article.summary,
        "published": article.published.isoformat(),
        "updated": article.changed.isoformat(),
        "day": article.published.strftime("%d/%m/%Y"),
        "publisher": article.publisher.name,
        "about": article.publisher.about,
        "charset": article.encoding,
        "url": base + article.link,
    }
    page = template.substitute(
        {name: escape(text) for name, text in texts.items()},
        jsonld=_build_jsonld(article, base),
        body="\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in article.paragraphs),
        offer=OFFER.format(key=article.publisher.key) if article.is_paywalled else "",
        teasers=_build_links(neighbours),
    )
    return page.encode(article.encoding, errors="xmlcharrefreplace")


def build_home(publisher: Publisher, feeds: Iterable[SiteFeed], articles: Iterable[NewsText]) -> bytes:
    """A publisher's front page, which names its feeds."""
    links = "\n".join(
        f'<link rel="alternate" type="{KINDS[feed.kind][1].split(";")[0]}" href="{feed.link}">' for feed in feeds if feed.kind != "sitemap"
    )
    page = HOME.substitute(
        language=publisher.language,
        name=escape(publisher.name),
        about=escape(publisher.about),
        feeds=links,
        links=_build_links(articles),
    )
    return page.encode()


def _build_links(articles: Iterable[NewsText]) -> str:
    return "\n".join(f'<li><a href="{article.link}">{escape(article.title, quote=False)}</a></li>' for article in articles)


def _build_jsonld(article: NewsText, base: str) -> str:
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.summary,
        "mainEntityOfPage": base + article.link,
        "datePublished": article.published.isoformat(),
        "dateModified": article.changed.isoformat(),
        "inLanguage": article.publisher.language,
        "author": [{"@type": "Person", "name": article.author}],
        "publisher": {"@type": "NewsMediaOrganization", "name": article.publisher.name},
        "isAccessibleForFree": not article.is_paywalled,
    }
    return f'<script type="application/ld+json">{json.dumps(facts, ensure_ascii=False)}</script>'
