"""Fetching pages of a site of our own into a real Redis and an archive."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.articles import article_id, build_article
from pipeline.errors import Unavailable
from pipeline.model import Article, Entry, Feed, Page, Seen
from workers.edge import Edge
from workers.fetch import fetch
from workers.ledger import Opening
from workers.remember import mark_duplicate

PAGE = "<html><head><title>Bridge</title></head><body><p>The bridge is open.</p></body></html>"
FEED = Feed(url="https://news.example/feed")


def opened(edge: Edge, *urls: str, feed: Feed = FEED) -> list[Article]:
    """Articles at these addresses as the poll makes them, their lines open."""
    now = datetime.now(UTC)
    seen = Seen(revision=1, digest="", first_seen=now)
    articles = [build_article(feed, Entry(id=url, link=url), seen) for url in urls]
    owners = edge.ledger.claim(articles)
    return edge.ledger.open([Opening(feed, [(mark_duplicate(article, owners[article.id]), seen) for article in articles])], now)


def wait_s(edge: Edge, article: Article) -> float:
    """After how many seconds its line is due."""
    return (edge.redis.zscore("underway", article.key) or 0) - time.time()


def test_page_is_archived(edge: Edge, site: Any) -> None:
    """An article that is fetched has its page in the archive, with the address that answered; in the order given."""
    urls = [site.put(f"/{name}", PAGE + name, content_type="text/html; charset=utf-8") for name in "ab"]
    fetched = fetch(edge, opened(edge, *urls))

    assert [article.url for article in fetched] == urls
    assert [article.fate for article in fetched] == [None, None]
    assert all(article.fetched and article.fetched.tzinfo is UTC for article in fetched)
    expected = Page(url=urls[0], body=f"{PAGE}a".encode(), content_type="text/html; charset=utf-8")
    assert edge.archive.get(fetched[0].key) == expected


def test_archived_page_is_not_fetched_again(edge: Edge, site: Any) -> None:
    """An article that is sent twice is fetched once, and ends the same."""
    (article,) = opened(edge, site.put("/a", PAGE))
    first, second = fetch(edge, [article]), fetch(edge, [article])

    assert [a.canonical_url for a in first] == [a.canonical_url for a in second]
    assert site.asked("/a") == 1


def test_page_of_an_entry_that_was_forgotten_is_fetched_again(edge: Edge, site: Any) -> None:
    """An entry that comes back after months has the key of then; what is in the archive under it is not its page of now."""
    (article,) = opened(edge, site.put("/a", "<html>old"))
    fetch(edge, [article])
    site.put("/a", "<html>new")
    fetch(edge, [replace(article, first_seen=datetime.now(UTC) + timedelta(days=200))])

    assert site.asked("/a") == 2
    page = edge.archive.get(article.key)
    assert page
    assert page.body == b"<html>new"


def test_article_gets_its_final_address(edge: Edge, site: Any) -> None:
    """After a redirect the article goes by the address that its page claims."""
    site.put("/b", PAGE.replace("<title>", '<link rel="canonical" href="/c"><title>'))
    (article,) = fetch(edge, opened(edge, site.put("/a", "", 301, Location="/b")))

    assert article.canonical_url == f"{site.url}/c"
    assert article.id == article_id(f"{site.url}/c")


def test_same_article_behind_two_addresses(edge: Edge, site: Any) -> None:
    """Two addresses that lead to one article give one, and a duplicate that names its entry."""
    site.put("/c", PAGE)
    urls = [site.put(path, "", 302, Location="/c") for path in ("/a", "/b")]
    first, second = (fetch(edge, [article])[0] for article in opened(edge, *urls))

    assert (first.fate, second.fate) == (None, "duplicate")
    assert second.reason == f"the same article as that of entry {first.key.partition('-')[0]}"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ((404, {}, b""), "the server answers 404"),
        ((410, {}, b""), "the server answers 410"),
        ((200, {}, b"x" * 100_001), "larger than 100,000 bytes (NEWSLINE_PAGE_MAX_BYTES)"),
        ((302, {"Location": "http://192.168.0.1/"}, b""), "192.168.0.1 is not a public address (NEWSLINE_ALLOWED_NETWORKS can allow it)"),
        ((302, {"Location": "/a"}, b""), "more than 5 redirects"),
    ],
    ids=["not found", "gone", "too large", "not public", "in a circle"],
)
def test_page_that_never_works(edge: Edge, site: Any, page: tuple[int, dict[str, str], bytes], reason: str) -> None:
    """A page that will never come gives its article a fate at the first try, with the reason."""
    site.pages["/a"] = page
    (article,) = fetch(edge, opened(edge, site.url + "/a"))

    assert (article.fate, article.rejected) == ("rejected", reason)
    assert edge.archive.get(article.key) is None


def test_page_that_robots_forbid(edge: Edge, site: Any) -> None:
    """A page that robots.txt forbids is rejected and never asked for."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /private")
    (article,) = fetch(edge, opened(edge, site.put("/private/a", PAGE)))

    assert (article.fate, article.rejected) == ("rejected", "robots.txt does not allow this address")
    assert site.asked("/private/a") == 0


def test_redirect_to_a_page_that_robots_forbid(edge: Edge, site: Any) -> None:
    """What leads to a page that robots.txt forbids does not get us there."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /private")
    site.put("/private/a", PAGE)
    (article,) = fetch(edge, opened(edge, site.put("/a", "", 302, Location="/private/a")))

    assert (article.fate, article.rejected) == ("rejected", "robots.txt does not allow this address")
    assert (site.asked("/a"), site.asked("/private/a")) == (1, 0)


def test_page_that_may_work_later(edge: Edge, site: Any) -> None:
    """A page that may come later is tried again after longer and longer waits, and its article is dead after `tries`."""
    (article,) = opened(edge, site.put("/a", "", 503))
    for wait in (10, 20):  # the settings' delay, doubled
        assert fetch(edge, [article]) == []
        assert 0.8 * wait - 1 < wait_s(edge, article) <= 1.2 * wait
        assert edge.ledger.lines([article.key])[article.key].postponed == "the server answers 503"
    (dead,) = fetch(edge, [article])

    assert (dead.fate, dead.reason) == ("dead", "the server answers 503 (tried 3 times)")


def test_page_that_works_at_last(edge: Edge, site: Any) -> None:
    """A page that comes at the second try is fetched like any other."""
    (article,) = opened(edge, site.put("/a", "", 500))
    fetch(edge, [article])
    site.put("/a", PAGE)

    assert [a.fate for a in fetch(edge, [article])] == [None]


@pytest.mark.parametrize(("asked", "least"), [("3600", 3600), ("1", 8), ("99999999999", 86_400)], ids=["an hour", "a second", "for ever"])
def test_server_that_asks_for_time(edge: Edge, site: Any, asked: str, least: float) -> None:
    """A page whose server names a time is tried no sooner, but within a day."""
    (article,) = opened(edge, site.put("/a", "", 429, Retry_After=asked))
    fetch(edge, [article])

    assert least - 1 < wait_s(edge, article) <= max(least, 12)


def test_the_fiftieth_try_is_within_a_day_or_so(edge: Edge, site: Any) -> None:
    """However often a page was tried, the next try is no more than a day and some away."""
    edge.settings = edge.settings.model_copy(update={"tries": 50})
    (article,) = opened(edge, site.put("/a", "", 500))
    edge.redis.hset(f"line:{article.key}", "attempts", 40)
    fetch(edge, [article])

    assert wait_s(edge, article) <= 1.2 * 86_400


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/a", "http://127.0.0.1:1/robots.txt"])
def test_server_that_is_down(edge: Edge, address: str) -> None:
    """A server that does not answer, not even for robots.txt, is tried again later."""
    (article,) = opened(edge, address)

    assert fetch(edge, [article]) == []
    assert (edge.ledger.lines([article.key])[article.key].postponed or "").startswith("no answer: ")


def test_host_with_a_queue(edge: Edge, site: Any) -> None:
    """Who would wait too long for its turn comes back then, and no try is counted."""
    edge.settings = edge.settings.model_copy(update={"host_pace_s": 60.0})
    edge.redis.set(f"robots:{site.url}", "")
    articles = opened(edge, *(site.put(f"/{number}", PAGE) for number in range(2)))
    fetched = fetch(edge, articles)

    assert len(fetched) == 1
    (line,) = (line for line in edge.ledger.lines([article.key for article in articles]).values() if line.postponed)
    assert (line.postponed, line.attempts) == ("its host has a queue", 0)
    assert 50 < wait_s(edge, line.article) <= 60


def test_one_bad_page_does_not_stop_the_others(edge: Edge, site: Any) -> None:
    """Articles of a message fare each for itself."""
    urls = [site.put("/a", PAGE), site.url + "/missing", site.put("/busy", "", 503), "http://a..b/", site.put("/z", PAGE)]
    fetched = {article.url: article.fate for article in fetch(edge, opened(edge, *urls))}

    assert fetched == {urls[0]: None, urls[1]: "rejected", urls[3]: "rejected", urls[4]: None} | dict.fromkeys(urls[3:4], "rejected")


def test_archive_that_is_away(edge: Edge, site: Any) -> None:
    """An archive that does not take pages is nobody's fault: no article gets a fate, no try is counted."""
    edge.settings = edge.settings.model_copy(update={"archive_url": "s3:///"})
    (article,) = opened(edge, site.put("/a", PAGE))
    with pytest.raises(Unavailable):
        fetch(edge, [article])

    assert edge.ledger.lines([article.key])[article.key].attempts == 0


def test_line_that_was_settled_meanwhile(edge: Edge, site: Any) -> None:
    """A late copy of a message, postponed after its line was settled, leaves nothing behind."""
    (article,) = opened(edge, site.put("/a", "", 503))
    edge.ledger.settle([article])

    assert fetch(edge, [article]) == []
    assert edge.ledger.under_way() == []
    assert edge.redis.keys("line:*") == []
