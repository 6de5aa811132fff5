"""Polling feeds of a site of our own into a real Redis: whatever happens to a feed, it is kept with it and it goes on."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.articles import build_article
from pipeline.feeds import parse_feed
from pipeline.model import Article, Entry, Feed, ParsedFeed, Seen
from workers.edge import Edge
from workers.ledger import Opening
from workers.poll import poll, poll_due

NEWS = "https://news.example"


def rss(*names: str, title: str = "Harbour News") -> str:
    """A feed with an entry for each of these names."""
    entries = "".join(f"<item><guid>{name}</guid><link>{NEWS}/{name}</link><title>About {name}</title></item>" for name in names)
    return f'<rss version="2.0"><channel><title>{title}</title><language>en</language>{entries}</channel></rss>'


def watch(edge: Edge, *urls: str) -> None:
    """Watch these feeds."""
    edge.feeds.add([Feed(url=url) for url in urls], datetime.now(UTC))


def next_poll_s(edge: Edge, url: str) -> float:
    """After how many seconds this feed is due."""
    return (edge.redis.zscore("due", url) or 0) - time.time()


def feed_of(edge: Edge, url: str) -> Feed:
    """What is known of this feed."""
    (feed,) = edge.feeds.get([url])
    return feed


def links(articles: list[Article]) -> list[str]:
    """Their addresses."""
    return [article.url.removeprefix(f"{NEWS}/") for article in articles]


def test_new_entries(edge: Edge, site: Any) -> None:
    """A feed's entries become articles, in its order, each with a line under way; the feed tells its name and language."""
    url = site.put("/feed", rss("b", "a"), ETag='"1"', Last_Modified="Mon, 02 Feb 2026 10:00:00 GMT")
    watch(edge, url)
    articles = poll(edge, [url])

    assert links(articles) == ["b", "a"]
    assert {(article.feed_url, article.publisher, article.language) for article in articles} == {(url, "Harbour News", "en")}
    assert sorted(edge.ledger.under_way()) == sorted(article.key for article in articles)
    feed = feed_of(edge, url)
    assert (feed.title, feed.language, feed.etag, feed.modified) == ("Harbour News", "en", '"1"', "Mon, 02 Feb 2026 10:00:00 GMT")
    assert feed.polled == feed.succeeded
    assert 0.85 * 900 < next_poll_s(edge, url) <= 900


def test_second_poll_brings_what_is_new_or_changed(edge: Edge, site: Any) -> None:
    """What was seen is not worked on again; a changed entry is, as its next revision."""
    url = site.put("/feed", rss("a", "b"))
    watch(edge, url)
    poll(edge, [url])
    assert poll(edge, [url]) == []
    site.put("/feed", rss("a", "b", "c").replace("About a", "More about a"))
    articles = poll(edge, [url])

    assert [(article.url, article.revision) for article in articles] == [(f"{NEWS}/a", 2), (f"{NEWS}/c", 1)]
    assert edge.ledger.opened() == 4


def test_not_modified(edge: Edge, site: Any) -> None:
    """The validators of the last answer are sent back; 304 is a success that keeps all that is known."""
    url = site.put("/feed", rss("a"), ETag='W/"x"', Last_Modified="Mon, 02 Feb 2026 10:00:00 GMT")
    watch(edge, url)
    poll(edge, [url])
    before = feed_of(edge, url)
    site.put("/feed", "", 304)
    assert poll(edge, [url]) == []

    _, headers = site.requests[-1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('W/"x"', "Mon, 02 Feb 2026 10:00:00 GMT")
    after = feed_of(edge, url)
    assert (after.title, after.etag, after.errors) == (before.title, before.etag, 0)
    assert (after.succeeded or datetime.min.replace(tzinfo=UTC)) > (before.succeeded or datetime.max.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("page", "error"),
    [
        pytest.param((200, {}, ""), "the feed is empty", id="empty"),
        pytest.param((200, {}, "<!doctype html><html><p>News</p></html>"), "this is a web page, not a feed", id="web page"),
        pytest.param((200, {}, "words"), "this is no feed: neither RSS, Atom, JSON Feed nor a news sitemap", id="words"),
        pytest.param((404, {}, rss("a")), "the server answers 404", id="not found"),
        pytest.param((503, {}, rss("a")), "the server answers 503", id="busy"),
        pytest.param((200, {}, "x" * 100_001), "larger than 100,000 bytes (NEWSLINE_PAGE_MAX_BYTES)", id="too large"),
        pytest.param((302, {"Location": "http://10.0.0.1/"}, ""), "10.0.0.1 is not a public address", id="to where we may not go"),
    ],
)
def test_feed_that_fails(edge: Edge, site: Any, page: tuple[int, dict[str, str], str], error: str) -> None:
    """What went wrong is kept with the feed, which is asked less and less often until it works again."""
    status, headers, body = page
    url = site.put("/feed", body, status, **headers)
    watch(edge, url)
    for errors in (1, 2):
        assert poll(edge, [url]) == []
        assert feed_of(edge, url).errors == errors
        assert str(feed_of(edge, url).error).startswith(error)
        assert 0.85 * 900 * 2**errors < next_poll_s(edge, url) <= 900 * 2**errors
    site.put("/feed", rss("a"))
    assert links(poll(edge, [url])) == ["a"]
    assert (feed_of(edge, url).errors, feed_of(edge, url).error, edge.feeds.failing()) == (0, None, [])


def test_unreachable_feed(edge: Edge) -> None:
    """A server that is down is an error of its feed; the interval counts from the setting."""
    edge.settings = edge.settings.model_copy(update={"poll_interval_s": 10.0})
    url = "http://127.0.0.1:1/feed"
    watch(edge, url)

    assert poll(edge, [url]) == []
    assert (feed_of(edge, url).error or "").startswith("no answer: ")
    assert 10 < next_poll_s(edge, url) <= 20


def test_feed_that_failed_for_years(edge: Edge, site: Any) -> None:
    """However often a feed failed, it is asked once a day."""
    url = site.put("/feed", "", 500)
    edge.feeds.add([Feed(url=url, errors=5000)], datetime.now(UTC))
    poll(edge, [url])

    assert 0.85 * 86_400 < next_poll_s(edge, url) <= 86_400


def test_planned_feed_that_fails(edge: Edge, site: Any) -> None:
    """A feed that worked before is asked less often than planned from its first failure on, and as planned when it works again."""
    url = site.put("/feed", "", 500)
    edge.feeds.add([Feed(url=url, succeeded=datetime.now(UTC), interval_s=7200.0)], datetime.now(UTC))
    poll(edge, [url])

    assert 0.85 * 14_400 < next_poll_s(edge, url) <= 14_400
    site.put("/feed", rss("a"))
    poll(edge, [url])
    assert 0.85 * 900 < next_poll_s(edge, url) <= 900


def test_server_that_asks_for_time(edge: Edge, site: Any) -> None:
    """A feed whose server asks us to come back later is asked no sooner."""
    url = site.put("/feed", "", 429, Retry_After="7200")
    watch(edge, url)
    poll(edge, [url])

    assert 7190 < next_poll_s(edge, url) <= 7200


def test_server_that_asks_for_time_with_a_date(edge: Edge, site: Any) -> None:
    """Retry-After may be a date."""
    url = site.put("/feed", "", 503, Retry_After=format_datetime(datetime.now(UTC) + timedelta(hours=3), usegmt=True))
    watch(edge, url)
    poll(edge, [url])

    assert 10_790 < next_poll_s(edge, url) <= 10_800


@pytest.mark.parametrize("status", [200, 304])
def test_answer_that_is_fresh_for_longer(edge: Edge, site: Any, status: int) -> None:
    """A feed is not asked again while its last answer holds, as its server says."""
    url = site.put("/feed", rss("a"), ETag='"1"')
    watch(edge, url)
    poll(edge, [url])
    site.put("/feed", rss("b") if status == 200 else "", status, Cache_Control="max-age=2400")
    poll(edge, [url])

    assert 2390 < next_poll_s(edge, url) <= 2400


def test_feed_that_asks_for_rest(edge: Edge, site: Any) -> None:
    """A feed is polled no sooner than its ttl says, and not in the hours that it skips, also after an answer without a body."""
    soon = datetime.now(UTC) + timedelta(minutes=40)
    asking = f"<ttl>40</ttl><skipHours><hour>{soon.hour}</hour></skipHours><item>"
    url = site.put("/feed", rss("a").replace("<item>", asking, 1), ETag='"1"')
    watch(edge, url)
    poll(edge, [url])
    assert 5990 < next_poll_s(edge, url) <= 6000
    site.put("/feed", "", 304)
    poll(edge, [url])
    assert 5990 < next_poll_s(edge, url) <= 6000
    site.put("/feed", "", 500)
    poll(edge, [url])
    assert next_poll_s(edge, url) > 0.85 * 2 * 2400
    assert datetime.fromtimestamp(edge.redis.zscore("due", url) or 0, UTC).hour != soon.hour
    site.put("/feed", rss("a", "b"))
    poll(edge, [url])

    assert next_poll_s(edge, url) <= 900


def test_feed_that_moved(edge: Edge, site: Any) -> None:
    """A feed that moved for good is asked at its new place, under its old name: nothing comes twice."""
    url = site.put("/old", "", 301, Location="/new")
    new = site.put("/new", rss("a"))
    watch(edge, url)
    assert links(poll(edge, [url])) == ["a"]
    assert (feed_of(edge, url).url, feed_of(edge, url).moved_to) == (url, new)
    site.put("/new", rss("b", "a"))

    assert links(poll(edge, [url])) == ["b"]
    assert site.asked("/old") == 1


def test_feed_that_moved_for_a_while(edge: Edge, site: Any) -> None:
    """A redirect that is not for good moves no feed, nor does one behind it."""
    url = site.put("/old", "", 302, Location="/then")
    site.put("/then", "", 301, Location="/new")
    site.put("/new", rss("a"))
    watch(edge, url)

    assert links(poll(edge, [url])) == ["a"]
    assert feed_of(edge, url).moved_to is None


def test_feed_that_moved_to_nowhere(edge: Edge, site: Any) -> None:
    """When the new place fails, the old one is asked: it may know a better one."""
    url = site.put("/old", "", 308, Location="/new")
    site.put("/new", rss("a"))
    watch(edge, url)
    poll(edge, [url])
    site.put("/new", "", 404)
    poll(edge, [url])
    site.put("/old", "", 301, Location="/newer")
    site.put("/newer", rss("b"))

    assert links(poll(edge, [url])) == ["b"]
    assert (feed_of(edge, url).errors, feed_of(edge, url).moved_to) == (0, f"{site.url}/newer")


def test_feed_that_is_gone(edge: Edge, site: Any) -> None:
    """A feed whose server says that it is gone is asked no more, until it is resumed."""
    url = site.put("/feed", "", 410)
    watch(edge, url)
    poll(edge, [url])
    assert (feed_of(edge, url).gone, feed_of(edge, url).error) == (True, "the server answers 410")
    assert edge.feeds.next_polls() == {url: None}
    site.put("/feed", rss("a"))
    assert edge.feeds.resume(url, datetime.now(UTC))

    assert edge.feeds.take_due(datetime.now(UTC), 10, lease_s=1) == [url]
    assert links(poll(edge, [url])) == ["a"]
    assert not feed_of(edge, url).gone


def test_feed_that_is_paused_meanwhile(edge: Edge, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed that is paused while it is polled stays paused; what the poll found is kept."""
    url = site.put("/feed", rss("a"))
    watch(edge, url)
    meanwhile(monkeypatch, lambda: edge.feeds.pause(url))

    assert links(poll(edge, [url])) == ["a"]
    assert edge.feeds.next_polls() == {url: None}
    assert edge.feeds.take_due(datetime.now(UTC) + timedelta(days=400), 10, lease_s=1) == []


def test_same_body_again(edge: Edge, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed without validators that sends what it sent before is not parsed again."""
    url = site.put("/feed", rss("a"))
    watch(edge, url)
    poll(edge, [url])
    parsed: list[int] = []
    meanwhile(monkeypatch, lambda: parsed.append(1))

    assert poll(edge, [url]) == []
    assert (parsed, feed_of(edge, url).errors) == ([], 0)


def test_validators_that_lie(edge: Edge, site: Any) -> None:
    """A feed that says "not modified" for a day is asked in full; one caught lying is asked in full from then on."""

    def lie(handler: Any) -> None:
        unchanged = "If-None-Match" in handler.headers
        body = b"" if unchanged else rss("b", "a").encode()
        handler.wfile.write(b'HTTP/1.1 %d X\r\nETag: "1"\r\nContent-Length: %d\r\n\r\n' % (304 if unchanged else 200, len(body)) + body)

    url = site.put("/feed", rss("a"), ETag='"1"')
    watch(edge, url)
    poll(edge, [url])
    site.pages["/feed"] = lie
    assert poll(edge, [url]) == []
    yesterday = datetime.now(UTC) - timedelta(hours=25)
    edge.ledger.open([Opening(replace(feed_of(edge, url), received=yesterday), [], 0.0)], yesterday)

    assert links(poll(edge, [url])) == ["b"]
    assert feed_of(edge, url).lies
    poll(edge, [url])
    assert "If-None-Match" not in site.requests[-1][1]


def test_honest_validators(edge: Edge, site: Any) -> None:
    """Another body with other validators, or the same with others, is no lie."""
    url = site.put("/feed", rss("a"), ETag='"1"')
    watch(edge, url)
    poll(edge, [url])
    for body, etag in ((rss("b", "a"), '"2"'), (rss("b", "a"), '"3"')):
        site.put("/feed", body, ETag=etag)
        poll(edge, [url])

    assert not feed_of(edge, url).lies
    assert site.requests[-1][1]["If-None-Match"] == '"2"'


def test_bug_in_a_parser(edge: Edge, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed that breaks the parser keeps that as its error; the others of its message go on."""

    def break_at_bad(body: bytes, *, url: str, content_type: str | None) -> ParsedFeed:
        if url.endswith("/bad"):
            raise ZeroDivisionError("no such number")
        return parse_feed(body, url=url, content_type=content_type)

    monkeypatch.setattr("workers.poll.parse_feed", break_at_bad)
    urls = [site.put(path, rss(path[1:])) for path in ("/good", "/bad", "/fine")]
    watch(edge, *urls)

    assert sorted(links(poll(edge, urls))) == ["fine", "good"]
    assert feed_of(edge, urls[1]).error == "ZeroDivisionError: no such number"
    assert next_poll_s(edge, urls[1]) > 900


def test_bug_in_what_follows(edge: Edge, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed whose entries break newsline keeps that as its error; those that came in at the same time are remembered."""

    def break_at_bad(feed: Feed, entry: Entry, seen: Seen) -> Article:
        if entry.id == "bad":
            raise ZeroDivisionError("no such number")
        return build_article(feed, entry, seen)

    monkeypatch.setattr("workers.remember.build_article", break_at_bad)
    urls = [site.put(path, rss(path[1:])) for path in ("/good", "/bad", "/fine")]
    watch(edge, *urls)

    assert sorted(links(poll(edge, urls))) == ["fine", "good"]
    assert feed_of(edge, urls[1]).error == "ZeroDivisionError: no such number"
    assert next_poll_s(edge, urls[1]) > 900


def found_when_due(edge: Edge) -> list[list[str]]:
    """What polling all that is due hands on, in the order it comes."""
    handed: list[list[str]] = []
    assert poll_due(edge, lambda articles: handed.append(links(articles))) == sum(map(len, handed))
    return [names for names in handed if names]


def test_what_is_due(edge: Edge, site: Any) -> None:
    """Feeds that are due are polled, once; others are not."""
    urls = [site.put(f"/{name}", rss(name)) for name in ("a", "b", "later")]
    watch(edge, *urls)
    edge.redis.zadd("due", {urls[2]: time.time() + 60})

    assert sorted(name for names in found_when_due(edge) for name in names) == ["a", "b"]
    assert found_when_due(edge) == []
    assert len(site.requests) == 2


def test_slow_feed_holds_up_no_other(edge: Edge, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a feed is slow the others go on in the places that are left, and what they bring is handed on at once."""

    def slow(handler: Any) -> None:
        time.sleep(1)
        body = rss("slow").encode()
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    monkeypatch.setattr("workers.poll.AT_ONCE", 3)
    site.pages["/slow"] = slow
    quick = [site.put(f"/{number}", rss(str(number))) for number in range(12)]
    watch(edge, site.url + "/slow", *quick)

    assert found_when_due(edge)[-1] == ["slow"]
    assert edge.ledger.opened() == 13


def test_turn_that_is_over(edge: Edge, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A task takes no further feeds when its time is over; they stay due."""
    monkeypatch.setattr("workers.poll.TURN_S", -1.0)
    watch(edge, site.put("/feed", rss("a")))

    assert found_when_due(edge) == []
    assert edge.feeds.count_due(datetime.now(UTC)) == 1


def test_header_that_is_no_text(edge: Edge, site: Any) -> None:
    """A feed whose validators are no UTF-8 is polled like any other."""

    def latin(handler: Any) -> None:
        body = rss("a").encode()
        handler.wfile.write(b'HTTP/1.1 200 OK\r\nETag: "\xe9"\r\nContent-Length: %d\r\n\r\n' % len(body) + body)

    site.pages["/feed"] = latin
    watch(edge, site.url + "/feed")

    assert links(poll(edge, [site.url + "/feed"])) == ["a"]
    assert poll(edge, [site.url + "/feed"]) == []


def test_same_article_in_two_feeds(edge: Edge, site: Any) -> None:
    """An article that two feeds bring belongs to one; in the other it is a duplicate that names the entry it is the same as."""
    urls = [site.put("/one", rss("a", "b")), site.put("/two", rss("a?utm_source=two", "c"))]
    watch(edge, *urls)
    first, second = poll(edge, urls[:1]), poll(edge, urls[1:])

    assert [article.fate for article in first + second] == [None, None, "duplicate", None]
    assert second[0].reason == f"the same article as that of entry {first[0].key.partition('-')[0]}"
    assert edge.ledger.opened() == 4


def with_ids(names: dict[str, str]) -> str:
    """A feed with an entry for each of these names, under these ids."""
    entries = "".join(
        f"<item><guid isPermaLink='false'>{id_}</guid><link>{NEWS}/{name}</link><title>About {name}</title></item>"
        for name, id_ in names.items()
    )
    return f'<rss version="2.0"><channel><title>Harbour News</title>{entries}</channel></rss>'


def test_new_ids_at_every_poll(edge: Edge, site: Any) -> None:
    """An article that comes under a new id each time is seen once, and a change of it is its next revision."""
    url = site.put("/feed", with_ids({"a": "1", "b": "2"}))
    watch(edge, url)
    assert links(poll(edge, [url])) == ["a", "b"]
    for turn in range(2):
        site.put("/feed", with_ids({"a": f"a{turn}", "b": f"b{turn}"}))
        assert poll(edge, [url]) == []
    site.put("/feed", with_ids({"a": "x", "b": "y", "c": "z"}).replace("About b", "More about b"))

    assert [(article.url, article.revision, article.fate) for article in poll(edge, [url])] == [
        (f"{NEWS}/b", 2, None),
        (f"{NEWS}/c", 1, None),
    ]
    assert edge.ledger.opened() == 4


def test_entry_without_a_link(edge: Edge, site: Any) -> None:
    """An entry that leads nowhere is rejected, with a line of its own."""
    url = site.put(
        "/feed", "<rss version='2.0'><channel><item><title>Words</title><guid isPermaLink='false'>1</guid></item></channel></rss>"
    )
    watch(edge, url)
    (article,) = poll(edge, [url])

    assert (article.fate, article.rejected) == ("rejected", "the entry has no link")
    assert edge.ledger.under_way() == [article.key]


def test_slow_host_is_asked_once_at_a_time(edge: Edge, site: Any) -> None:
    """Feeds of a host that answers more slowly than its pace are asked one after the other, by workers that know nothing of each other."""
    spans: list[tuple[float, float]] = []

    def slow(handler: Any) -> None:
        started = time.monotonic()
        time.sleep(0.4)
        handler.wfile.write(b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n")
        spans.append((started, time.monotonic()))

    edge.settings = edge.settings.model_copy(update={"host_pace_s": 0.2})
    urls = [f"{site.url}/{number}" for number in range(3)]
    site.pages |= {f"/{number}": slow for number in range(3)}
    watch(edge, *urls)
    with ThreadPoolExecutor() as workers:
        list(workers.map(lambda url: poll(edge, [url]), urls))

    assert len(spans) == 3
    assert all(after - ended > 0.18 for (_, ended), (after, _) in pairwise(sorted(spans)))


def test_host_with_a_queue(edge: Edge, site: Any) -> None:
    """A feed whose host is busy with others of ours is due when its turn comes; nothing is held against it."""
    edge.settings = edge.settings.model_copy(update={"host_pace_s": 60.0})
    urls = [site.put(f"/{number}", rss(str(number))) for number in range(2)]
    watch(edge, *urls)
    poll(edge, urls)
    waiting = [feed for feed in edge.feeds.all() if feed.polled is None]

    assert len(waiting) == 1
    assert waiting[0].errors == 0
    assert 50 < next_poll_s(edge, waiting[0].url) <= 60


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen while a feed is parsed."""

    def parse(body: bytes, *, url: str, content_type: str | None) -> ParsedFeed:
        act()
        return parse_feed(body, url=url, content_type=content_type)

    monkeypatch.setattr("workers.poll.parse_feed", parse)


def test_feed_that_is_removed_meanwhile(edge: Edge, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed that is removed while it is polled stays removed."""
    url = site.put("/feed", rss("a"))
    watch(edge, url)
    meanwhile(monkeypatch, lambda: edge.feeds.remove(url))
    poll(edge, [url])

    assert edge.feeds.all() == []
    assert edge.redis.zcard("due") == 0


def test_two_polls_of_one_feed_at_once(edge: Edge, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that two polls find at the same moment has one line, is counted once, and goes on once."""
    url = site.put("/feed", rss("a", "b"))
    watch(edge, url)
    seen, others = edge.ledger.seen, []

    def seen_before_the_other(wanted: Any) -> Any:
        remembered = seen(wanted)
        monkeypatch.undo()
        with ThreadPoolExecutor() as pool:  # another worker, between our look and our lines
            others.extend(pool.submit(poll, edge, [url]).result())
        return remembered

    monkeypatch.setattr(edge.ledger, "seen", seen_before_the_other)

    assert poll(edge, [url]) == []
    assert links(others) == ["a", "b"]
    assert edge.ledger.opened() == 2


@pytest.mark.parametrize("urls", [[], ["https://news.example/unknown"]], ids=["none", "unknown"])
def test_nothing_to_poll(edge: Edge, urls: list[str]) -> None:
    """A feed that is no longer known is not asked."""
    assert poll(edge, urls) == []
    assert edge.feeds.all() == []


def test_a_poll_costs_nothing(edge: Edge, site: Any) -> None:
    """Without a budget a feed is polled as soon as it may, and an entry waits half of that, by expectation."""
    url = site.put("/feed", rss("a"))
    watch(edge, url)
    poll(edge, [url])
    feed = feed_of(edge, url)

    assert feed.interval_s == 900
    assert feed.delay_s == pytest.approx(450, rel=0.01)


def test_the_budget_is_shared(edge: Edge, site: Any) -> None:
    """With one, a feed that brings much is polled before one that brings nothing, which is polled within a day."""
    edge.settings = edge.settings.model_copy(update={"polls_per_hour": 2.0})
    busy = site.put("/busy", rss(*(f"busy-{n}" for n in range(40))))
    quiet = site.put("/quiet", rss("old"))
    now = datetime.now(UTC)
    edge.feeds.add([Feed(url=url, succeeded=now - timedelta(hours=10)) for url in (busy, quiet)], now)
    poll(edge, [busy, quiet])

    assert feed_of(edge, busy).interval_s == 900
    assert 3600 < feed_of(edge, quiet).interval_s < 24 * 3600
    assert next_poll_s(edge, quiet) > 0.9 * 3600
    assert edge.redis.hget("price", "polls") == "2"


def test_polls_that_share_no_entry(edge: Edge, site: Any) -> None:
    """Entries may have come and gone between them: the feed keeps the count."""
    url = site.put("/feed", rss("a", "b"))
    watch(edge, url)
    poll(edge, [url])
    site.put("/feed", rss("b", "c"))
    poll(edge, [url])
    assert feed_of(edge, url).rhythm.gaps == 0
    site.put("/feed", rss("d", "e"))
    poll(edge, [url])

    assert feed_of(edge, url).rhythm.gaps == 1


def test_a_failure_teaches_nothing(edge: Edge, site: Any) -> None:
    """What is known of a feed's rhythm outlives a poll that fails."""
    url = site.put("/feed", rss("a", "b"))
    watch(edge, url)
    poll(edge, [url])
    before = feed_of(edge, url)
    site.put("/feed", "", status=500)
    poll(edge, [url])
    after = feed_of(edge, url)

    assert (after.rhythm, after.succeeded, after.errors) == (before.rhythm, before.succeeded, 1)
