"""From an entry to an article, before the page is fetched."""

from datetime import UTC, datetime

import pytest

from pipeline.articles import article_id, build_article, entry_key
from pipeline.model import Entry, Feed, Seen

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEED = Feed(url="https://example.org/feed", title="The Example", language="en")
SEEN = Seen(revision=1, digest="d", first_seen=NOON)

BYLINES = [
    pytest.param(None, (), id="none"),
    pytest.param("Ann Lee", ("Ann Lee",), id="one"),
    pytest.param("By Ann Lee", ("Ann Lee",), id="by"),
    pytest.param("Par Zoé Petit", ("Zoé Petit",), id="par"),
    pytest.param("Ann Lee and Bo Díaz", ("Ann Lee", "Bo Díaz"), id="and"),
    pytest.param("Zoé Petit et Luc Roy", ("Zoé Petit", "Luc Roy"), id="et"),
    pytest.param("Ann Lee, Bo Díaz; Cy Fox", ("Ann Lee", "Bo Díaz", "Cy Fox"), id="comma and semicolon"),
    pytest.param("desk@example.org (Ann Lee)", ("Ann Lee",), id="address, then the name in brackets: RSS 2.0"),
    pytest.param("Ann Lee <ann@example.org>", ("Ann Lee",), id="address in angle brackets"),
    pytest.param("desk@example.org", (), id="an address is nobody's name"),
    pytest.param("Ann Lee, Ann Lee", ("Ann Lee",), id="twice"),
    pytest.param("Ann Lee a@example.org and  <bo@example.org> Bo Díaz", ("Ann Lee", "Bo Díaz"), id="addresses between names"),
    pytest.param(f"{'a' * 64}@example.org", (), id="an address of the longest kind"),
    pytest.param(f"{'a' * 65}@example.org", (f"{'a' * 65}@example.org",), id="what is longer is no address"),
    pytest.param("Ann Lee, " * 100, ("Ann Lee",), id="a hundred times"),
    pytest.param(f"Ann Lee, {'x' * 101}", ("Ann Lee",), id="longer than any name"),
    pytest.param(", ".join(f"A{n}" for n in range(30)), tuple(f"A{n}" for n in range(20)), id="more than a byline"),
    pytest.param("Sandy Anderson", ("Sandy Anderson",), id="'and' inside of a name"),
    pytest.param("Byron Ortega", ("Byron Ortega",), id="'by' at the start of a name"),
]

BAD_LINKS = [
    pytest.param(None, "the entry has no link", id="none"),
    pytest.param("", "the entry has no link", id="empty"),
    pytest.param("mailto:ann@example.org", "the link does not start with http:// or https://", id="mail"),
    pytest.param("https://ann:secret@example.org/", "the link carries a user name", id="credentials"),
]


def test_what_the_poll_knows() -> None:
    """All that feed and entry say is in the article; its id is that of the link's canonical form."""
    entry = Entry(id="tag:1", title="Title", link="https://example.org/a?utm_source=rss", published=NOON, updated=NOON, author="Ann Lee")
    article = build_article(FEED, entry, Seen(revision=3, digest="d", first_seen=NOON))
    assert article.url == "https://example.org/a?utm_source=rss"
    assert article.canonical_url == "https://example.org/a"
    assert article.id == article_id("https://example.org/a")
    assert (article.revision, article.first_seen, article.feed_url) == (3, NOON, FEED.url)
    assert (article.publisher, article.language, article.title) == ("The Example", "en", "Title")
    assert (article.authors, article.published, article.updated) == (("Ann Lee",), NOON, NOON)
    assert (article.text, article.rejected, article.fate) == (None, None, None)


@pytest.mark.parametrize(
    ("content", "summary", "expected"),
    [
        pytest.param("<p>x" * 200, "y" * 700, "<p>x" * 200, id="content"),
        pytest.param(None, "y" * 600, "y" * 600, id="summary"),
        pytest.param("<p>x", None, None, id="too short"),
        pytest.param("é" * 50_000, None, "é" * 50_000, id="100,000 bytes"),
        pytest.param("é" * 50_001, None, None, id="two more"),
        pytest.param(None, None, None, id="nothing"),
    ],
)
def test_markup(content: str | None, summary: str | None, expected: str | None) -> None:
    """What may be an article's whole text is kept, if a message can carry it."""
    entry = Entry(id="1", link="https://example.org/a", content=content, summary=summary)
    assert build_article(FEED, entry, SEEN).entry_markup == expected


def test_ledger_lines() -> None:
    """Each revision of each entry of each feed has a line of its own, and always the same."""
    feeds = (FEED, Feed(url="https://example.org/other"))
    entries = (Entry(id="1", link="https://example.org/a"), Entry(id="2", link="https://example.org/a"))
    seen = (SEEN, Seen(revision=2, digest="e", first_seen=NOON))
    keys = [build_article(feed, entry, memory).key for feed in feeds for entry in entries for memory in seen]
    assert len(set(keys)) == len(keys)
    assert keys[0] == f"{entry_key(FEED.url, '1')}-1"
    assert keys == [build_article(feed, entry, memory).key for feed in feeds for entry in entries for memory in seen]


def test_parts_do_not_run_together() -> None:
    """Feed and entry id are told apart where their letters are the same in a row."""
    assert entry_key("https://example.org/f", "eed") != entry_key("https://example.org/fe", "ed")


@pytest.mark.parametrize(("byline", "expected"), BYLINES)
def test_authors(byline: str | None, expected: tuple[str, ...]) -> None:
    """A byline becomes the names in it."""
    entry = Entry(id="1", link="https://example.org/a", author=byline)
    assert build_article(FEED, entry, SEEN).authors == expected


@pytest.mark.parametrize(("link", "reason"), BAD_LINKS)
def test_bad_links(link: str | None, reason: str) -> None:
    """An entry that cannot be fetched is an article with a fate and a reason, and is nobody else's article."""
    article = build_article(FEED, Entry(id="1", link=link, title="Title"), SEEN)
    other = build_article(FEED, Entry(id="2", link=link, title="Title"), SEEN)
    assert (article.rejected, article.fate, article.title) == (reason, "rejected", "Title")
    assert article.url == (link or "")
    assert article.id != other.id
