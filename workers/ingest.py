"""Taking files straight in. In: a file's bytes, its address and date; out: its article, through all steps in this process.

Invariant: a file goes the way of a fetched page (archive, ledger, stages, index), so that it has a fate as well; taken in
again it is unchanged, or a new revision when its bytes changed.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from msgspec.structs import replace

from pipeline.articles import article_id, build_article
from pipeline.feeds import find_changes
from pipeline.model import Article, Entry, Feed, Page
from workers.edge import Edge
from workers.ledger import Opening
from workers.remember import mark_duplicate
from workers.steps import route, work

FEED = Feed(url="newsline:ingest", title=None)


def ingest(edge: Edge, body: bytes, url: str, published: datetime | None, content_type: str) -> str | None:
    """Take one file in and carry it through; returns the key of its line, None when these bytes are known already.

    Raises:
        Unavailable: a service is away; the line stays under way, and a running newsline finishes it.
    """
    now = datetime.now(UTC)
    entry = Entry(id=url, link=url, published=published, summary=sha256(body).hexdigest())
    changes = find_changes([entry], edge.ledger.seen({FEED.url: [entry.id]})[FEED.url], now)
    if not changes:
        return None
    seen = changes[0][1]
    article = _claim(edge, _identify(build_article(FEED, entry, seen), url))
    edge.archive.put(article.key, Page(url=url, body=body, content_type=content_type))
    edge.ledger.open([Opening(FEED, [(article, seen)])], now)
    carry_through(edge, [article])
    return article.key


def carry_through(edge: Edge, articles: Sequence[Article]) -> None:
    """Take articles through every step in this process, as the workers would."""
    waiting = list(route("poll", articles))
    while waiting:
        queue, batch = waiting.pop(0)
        waiting += route(queue, work(edge, queue, batch))


def _identify(article: Article, url: str) -> Article:
    """A file that never had a web address goes by its own."""
    if not url.startswith("file:"):
        return article
    return replace(article, id=article_id(url), url=url, canonical_url=url, fate=None, rejected=None)


def _claim(edge: Edge, article: Article) -> Article:
    return article if article.fate else mark_duplicate(article, edge.ledger.claim([article])[article.id])
