"""The scheduler on a real Redis: what is due is sent once, what is lost is sent again, and what is on its way is left alone."""

import base64
import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from celery import Celery

from pipeline.articles import build_article
from pipeline.model import Article, Entry, Fate, Feed, Seen, decode
from pipeline.stages import QUEUES
from workers.edge import STALL_TIMEOUTS, Edge
from workers.limits import LONGEST_S
from workers.scheduler import FEEDS_A_MESSAGE, LINES_A_SWEEP, MAX_RESTARTS, POLLS_WAITING, oldest_message, send_due_feeds, sweep
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
    return edge.ledger.open(FEED, [(article, seen) for article in articles], now())


def messages(edge: Edge, queue: str) -> list[dict[str, object]]:
    """What waits in a queue, the next first."""
    return [json.loads(raw) for raw in reversed(edge.queues.lrange(queue, 0, -1))]


def bodies(edge: Edge, queue: str) -> list[str]:
    """The JSON of each message that waits in a queue."""
    return [json.loads(base64.b64decode(str(message["body"])))[0][0] for message in messages(edge, queue)]


def urls(edge: Edge) -> list[list[str]]:
    """The addresses of each message in `poll`."""
    return [decode(body, list[str]) for body in bodies(edge, "poll")]


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


def test_due_feeds_are_sent_once(app: Celery, edge: Edge) -> None:
    """Feeds whose time has come go to `poll`, some a message, each once."""
    known = [f"https://news.example/{number:02}" for number in range(FEEDS_A_MESSAGE + 4)]
    edge.feeds.add([Feed(url=url) for url in known], now())
    for _ in range(3):
        send_due_feeds(app, edge, now())

    assert sorted(len(sent) for sent in urls(edge)) == [4, FEEDS_A_MESSAGE]
    assert sorted(url for sent in urls(edge) for url in sent) == known


def test_feed_whose_message_is_lost(app: Celery, edge: Edge) -> None:
    """A feed that was sent and never polled is due again by itself."""
    edge.feeds.add([FEED], now())
    send_due_feeds(app, edge, now())
    edge.queues.flushdb()
    send_due_feeds(app, edge, stalled(edge))

    assert urls(edge) == [[FEED.url]]


def test_feed_that_is_not_due(app: Celery, edge: Edge) -> None:
    """A feed whose time has not come is not sent."""
    edge.feeds.add([FEED], now() + timedelta(seconds=5))
    send_due_feeds(app, edge, now())

    assert waiting(edge) == {}


def test_poll_has_a_backlog(app: Celery, edge: Edge) -> None:
    """When `poll` is full nothing is added, and what is due stays due."""
    edge.feeds.add([FEED], now())
    edge.queues.lpush("poll", *["{}"] * POLLS_WAITING)
    send_due_feeds(app, edge, now())
    assert edge.queues.llen("poll") == POLLS_WAITING
    edge.queues.delete("poll")
    send_due_feeds(app, edge, now())

    assert urls(edge) == [[FEED.url]]


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
    edge.ledger.open(FEED, [(article, seen)], now())
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
        send(app, "quotes", [name])
    with app.connection_for_read() as connection, connection.SimpleQueue("quotes") as queue:
        taken = queue.get(timeout=5)
        assert taken.payload[0] == ['["first"]']
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
    contents: dict[str, Sequence[Article] | Sequence[str]] = {queue: [] for queue in QUEUES}
    for queue, content in contents.items():
        send(app, queue, content)
    sent = [message["headers"] for queue in QUEUES for message in messages(edge, queue)]

    assert len(sent) == len(QUEUES)
    assert all(isinstance(headers, dict) and abs(headers["sent_at"] - time.time()) < 10 for headers in sent)
