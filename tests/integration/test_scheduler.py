"""The scheduler on a real Redis: what is due is sent once, what is lost is sent again, and what is on its way is left alone."""

import base64
import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from celery import Celery

from pipeline.articles import build_article
from pipeline.model import Article, Entry, Fate, Feed, Page, Seen, decode
from pipeline.queues import QUEUES
from workers.archive import FOLDERS
from workers.edge import STALL_TIMEOUTS, Edge
from workers.ledger import Opening
from workers.limits import LONGEST_S
from workers.poll import AT_ONCE
from workers.scheduler import LINES_A_SWEEP, MAX_RESTARTS, MOST_POLLS, oldest_message, send_polls, sweep, tidy
from workers.tasks import make_app, send

FEED = Feed(url="https://news.example/feed")


@pytest.fixture
def app(edge: Edge) -> Celery:
    """The Celery app on the edge's Redis, as workers have it."""
    return make_app(edge.settings)


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def stalled(edge: Edge) -> datetime:
    """A time at which every line that stands still is looked at."""
    return now() + timedelta(seconds=STALL_TIMEOUTS * edge.settings.visibility_timeout_s + 1)


def opened(edge: Edge, *names: str) -> list[Article]:
    """Articles as the poll makes them, their lines open since now; no message holds them."""
    seen = Seen(revision=1, digest="", first_seen=now())
    articles = [build_article(FEED, Entry(id=name, link=f"https://news.example/{name}"), seen) for name in names]
    return edge.ledger.open([Opening(FEED, [(article, seen) for article in articles])], now())


def messages(edge: Edge, queue: str) -> list[dict[str, object]]:
    """What waits in a queue, the next first."""
    return [json.loads(raw) for raw in reversed(edge.queues.lrange(queue, 0, -1))]


def bodies(edge: Edge, queue: str) -> list[str]:
    """The JSON of each message that waits in a queue."""
    return [json.loads(base64.b64decode(str(message["body"])))[0][0] for message in messages(edge, queue)]


def articles(edge: Edge, queue: str) -> list[Article]:
    """The articles of all messages in a queue."""
    return [article for body in bodies(edge, queue) for article in decode(body, list[Article])]


def waiting(edge: Edge) -> dict[str, int]:
    """How many messages wait in each queue that has any."""
    return {queue: count for queue in QUEUES if (count := edge.queues.llen(queue))}


def age(edge: Edge, queue: str, seconds: float) -> None:
    """Make the messages of a queue so much older."""
    for at, message in enumerate(json.loads(raw) for raw in edge.queues.lrange(queue, 0, -1)):
        message["headers"]["sent_at"] -= seconds
        edge.queues.lset(queue, at, json.dumps(message))


# Feeds


@pytest.mark.parametrize(("due", "sent"), [(0, 0), (1, 1), (AT_ONCE, 1), (AT_ONCE + 1, 2)])
def test_due_feeds(app: Celery, edge: Edge, due: int, sent: int) -> None:
    """While feeds are due, as many messages wait in `poll` as make room for them, and no more however often one looks."""
    edge.feeds.add([Feed(url=f"https://news.example/{number}") for number in range(due)], now())
    for _ in range(3):
        send_polls(app, edge, now())

    assert waiting(edge) == ({"poll": sent} if sent else {})


def test_feed_that_is_not_due(app: Celery, edge: Edge) -> None:
    """A feed whose time has not come, or that is paused, asks for no message."""
    edge.feeds.add([FEED, Feed(url="https://news.example/paused")], now() + timedelta(seconds=5))
    edge.feeds.pause("https://news.example/paused")
    send_polls(app, edge, now())

    assert waiting(edge) == {}


def test_feed_whose_worker_died(app: Celery, edge: Edge) -> None:
    """A feed that was taken and never polled is due again by itself."""
    edge.feeds.add([FEED], now())
    edge.feeds.take_due(now(), 10, lease_s=60)
    send_polls(app, edge, now())
    assert waiting(edge) == {}
    send_polls(app, edge, now() + timedelta(seconds=61))

    assert waiting(edge) == {"poll": 1}


def test_very_many_due_feeds(app: Celery, edge: Edge) -> None:
    """No more messages wait than make sense."""
    edge.redis.zadd("due", {f"https://news.example/{number}": 0 for number in range((MOST_POLLS + 1) * AT_ONCE)})
    send_polls(app, edge, now())

    assert waiting(edge) == {"poll": MOST_POLLS}


# Lines


def test_line_that_is_young(app: Celery, edge: Edge) -> None:
    """A line that was touched a moment ago is left alone."""
    opened(edge, "a")
    sweep(app, edge, now())

    assert waiting(edge) == {}


def test_postponed_line_is_sent_at_its_time(app: Celery, edge: Edge) -> None:
    """A line that waits for another attempt is sent to `fetch` then, not before, and once; older messages do not matter."""
    (article,) = opened(edge, "a")
    send(app, "quotes", [])
    age(edge, "quotes", 1000)
    edge.ledger.postpone(article.key, "the server answers 503", time.time() + 30)
    for seconds in (0, 29, 31, 32):
        sweep(app, edge, now() + timedelta(seconds=seconds))

    assert articles(edge, "fetch") == [article]
    line = edge.ledger.lines([article.key])[article.key]
    assert (line.postponed, line.restarts) == (None, 0)


def test_lost_line_is_sent_again(app: Celery, edge: Edge) -> None:
    """A line that stands still while no message is older is sent from the start; that counts."""
    (article,) = opened(edge, "a")
    edge.ledger.enter("quotes", [article], now())
    sweep(app, edge, stalled(edge))

    assert articles(edge, "fetch") == [article]
    line = edge.ledger.lines([article.key])[article.key]
    assert (line.stage, line.restarts) == ("fetch", 1)


@pytest.mark.parametrize("fate", ["duplicate", "rejected"])
def test_lost_line_with_a_fate(app: Celery, edge: Edge, fate: Fate) -> None:
    """A line whose fate was known when it was opened goes to `index`."""
    seen = Seen(revision=1, digest="", first_seen=now())
    article = Article(id="a", url="", canonical_url="", key="a-1", fate=fate)
    edge.ledger.open([Opening(FEED, [(article, seen)])], now())
    sweep(app, edge, stalled(edge))

    assert articles(edge, "index") == [article]


def test_line_that_may_be_in_a_message(app: Celery, edge: Edge) -> None:
    """While a message waits that is as old as the line, the line may be in it and is left alone."""
    opened(edge, "a")
    send(app, "quotes", [])
    sweep(app, edge, stalled(edge))

    assert waiting(edge) == {"quotes": 1}


def test_line_is_lost_though_younger_messages_wait(app: Celery, edge: Edge) -> None:
    """Messages that were sent long after the line was touched cannot hold it."""
    (article,) = opened(edge, "a")
    send(app, "quotes", [])
    age(edge, "quotes", -LONGEST_S - 30)
    sweep(app, edge, stalled(edge))

    assert articles(edge, "fetch") == [article]


@pytest.mark.parametrize("place", ["next", "taken"])
def test_oldest_message(app: Celery, edge: Edge, place: str) -> None:
    """The oldest message is found at the end that is taken next, or among those that are being worked on."""
    send(app, "quotes", [])
    age(edge, "quotes", 500)
    send(app, "quotes", [])
    send(app, "index", [])
    if place == "taken":
        raw = edge.queues.rpop("quotes")
        edge.queues.hset("unacked", "tag", json.dumps([json.loads(str(raw)), "", "quotes"]))

    assert oldest_message(edge, now()) == pytest.approx(time.time() - 500, abs=5)


def test_worker_takes_the_oldest_first(app: Celery, edge: Edge) -> None:
    """The end of a queue that the sweeper looks at is the one that Celery takes from, and what is taken is in `unacked`."""
    for name in ("first", "second"):
        send(app, "quotes", [Article(id=name, url="", canonical_url="", key="")])
    with app.connection_for_read() as connection, connection.SimpleQueue("quotes") as queue:
        taken = queue.get(timeout=5)
        assert decode(taken.payload[0][0], list[Article])[0].id == "first"
        assert oldest_message(edge, now()) == taken.headers["sent_at"]
        taken.ack()


def test_without_messages_now_is_the_oldest(edge: Edge) -> None:
    """When no message is on its way, whatever stands still is lost."""
    moment = now()

    assert oldest_message(edge, moment) == moment.timestamp()


def test_line_that_is_lost_again_and_again(app: Celery, edge: Edge) -> None:
    """After so many restarts a line is buried, with where it was lost, instead of being sent for ever."""
    (article,) = opened(edge, "a")
    for _ in range(MAX_RESTARTS):
        edge.ledger.restart(edge.ledger.lines([article.key])[article.key], now())
    edge.ledger.enter("quotes", [article], now())
    sweep(app, edge, stalled(edge))

    (dead,) = articles(edge, "index")
    assert (dead.key, dead.fate, dead.reason) == (article.key, "dead", f"quotes: lost {MAX_RESTARTS} times")
    assert waiting(edge) == {"index": 1}


def test_many_lines_are_swept_in_turn(app: Celery, edge: Edge) -> None:
    """A sweep takes no more lines than it can send in a moment."""
    opened(edge, *(str(number) for number in range(LINES_A_SWEEP + 10)))
    sweep(app, edge, stalled(edge))
    assert edge.queues.llen("fetch") == LINES_A_SWEEP


def test_line_that_is_settled_is_not_sent(app: Celery, edge: Edge) -> None:
    """What is settled is never looked at again."""
    edge.ledger.settle(opened(edge, "a"))
    sweep(app, edge, stalled(edge))

    assert waiting(edge) == {}


def test_each_message_says_when_it_was_sent(app: Celery, edge: Edge) -> None:
    """Messages of all queues carry the time that the sweeper needs."""
    for queue in QUEUES:
        send(app, queue, [])
    sent = [message["headers"] for queue in QUEUES for message in messages(edge, queue)]

    assert len(sent) == len(QUEUES)
    assert all(isinstance(headers, dict) and abs(headers["sent_at"] - time.time()) < 10 for headers in sent)


def test_old_pages_leave_the_archive(edge: Edge) -> None:
    """Each folder of the archive has its turn within a day, once, and pages older than the setting leave it."""
    (article,) = opened(edge, "a")
    edge.archive.put(article.key, Page(url="", body=b"old"))
    start, folder, turns = now() + timedelta(days=edge.settings.archive_days - 1), None, 0
    for seconds in range(0, 24 * 3600, 60):
        before, folder = folder, tidy(edge, start + timedelta(seconds=seconds), folder)
        turns += folder != before
    assert edge.archive.get(article.key) is not None
    for seconds in range(0, 24 * 3600, 60):
        folder = tidy(edge, start + timedelta(days=1, hours=1, seconds=seconds), folder)
    assert edge.archive.get(article.key) is None
    assert turns in {FOLDERS, FOLDERS + 1}


def test_archive_that_is_away_stops_no_scheduler(edge: Edge) -> None:
    """An archive that does not answer is looked at another day."""
    edge.settings.home.joinpath("archive").write_text("in the way")

    assert tidy(edge, now(), None) in range(FOLDERS)
