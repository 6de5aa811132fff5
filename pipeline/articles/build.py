"""A feed, an entry of it and what is remembered of that entry in, the `Article` that the poll knows out.

Invariant: each revision of each entry of each feed has a ledger line of its own (`key`), whatever its link is.
"""

import re
from hashlib import sha256

import msgspec

from pipeline.articles.urls import article_id, canonical_url
from pipeline.errors import Rejected
from pipeline.model import Article, Entry, Feed, Seen

# What stands before "@" has at most 64 characters (RFC 5321) and is looked at once, so that the time is that of the length.
MAIL = re.compile(r"[(<\[]?(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+\b[)>\]]?")
MOST_NAMES, NAME_CHARS = 20, 100  # more is no byline
LEAST_CHARS = 600  # of HTML; what is shorter is a teaser
MOST_BYTES = 100_000  # of UTF-8: messages and lines of the ledger carry it until the page is there
BETWEEN_NAMES = re.compile(r"\s*(?:[;|]|,|\s(?:and|et|y|&)\s)\s*", re.IGNORECASE)


def build_article(feed: Feed, entry: Entry, seen: Seen) -> Article:
    """The article before its page is fetched: address and id are those of the link and may still change.

    An entry whose link is missing, or leads nowhere, gives an article that is rejected, with the reason.
    """
    key = f"{entry_key(feed.url, entry.id)}-{seen.revision}"
    article = Article(
        id=article_id(key),
        url=entry.link or "",
        canonical_url=entry.link or "",
        key=key,
        revision=seen.revision,
        feed_url=feed.url,
        first_seen=seen.first_seen,
        publisher=feed.title,
        title=entry.title,
        authors=_names(entry.author or ""),
        language=feed.language,
        published=entry.published,
        updated=entry.updated,
        entry_markup=_markup(entry),
    )
    try:
        canonical = canonical_url(_link(entry))
    except Rejected as error:
        return msgspec.structs.replace(article, rejected=error.reason, fate="rejected")
    return msgspec.structs.replace(article, id=article_id(canonical), canonical_url=canonical)


def entry_key(feed_url: str, entry_id: str) -> str:
    """What an entry goes by in the ledger: 16 hex digits over feed and entry id; the key of a line adds the revision."""
    return sha256(f"{feed_url}\0{entry_id}".encode()).hexdigest()[:16]


def _link(entry: Entry) -> str:
    if not entry.link:
        raise Rejected("the entry has no link", about=entry.id)
    return entry.link


def _markup(entry: Entry) -> str | None:
    """What may be the whole text, among content and summary; a part of one that is too long to carry would be a teaser again."""
    markup = entry.content or entry.summary or ""
    return markup if len(markup) >= LEAST_CHARS and len(markup.encode()) <= MOST_BYTES else None


def _names(author: str) -> tuple[str, ...]:
    """The names in a byline: `"By Ann Lee and Bo Díaz (desk@example.org)"` gives `("Ann Lee", "Bo Díaz")`."""
    bare = " ".join(MAIL.sub("", author).split())
    byline = re.sub(r"^(?:by|par|por)\s+", "", bare, flags=re.IGNORECASE)
    names = (name.strip(" ()<>\"'-") for name in BETWEEN_NAMES.split(byline))
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= NAME_CHARS))[:MOST_NAMES]
