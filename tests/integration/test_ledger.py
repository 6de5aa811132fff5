"""The ledger's live half on a real Redis."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import asdict, replace
from redis import Redis

from deploy.embedded import Addresses
from pipeline.articles import build_article
from pipeline.feeds import find_changes
from pipeline.model import Article, Entry, Fate, Feed, Seen, encode
from workers.feeds import Feeds
from workers.ledger import Ledger, Opening, entry_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FEED = Feed(url="https://example.org/feed.xml")
OTHER = Feed(url="https://example.org/other.xml")
STALL_S = 60.0


@pytest.fixture
def redis(services: Addresses) -> Iterator[Redis]:
    """An empty database of the real Redis."""
    client = Redis.from_url(services.redis_url, db=9, decode_responses=True)
    client.flushdb()
    yield client
    client.close()


@pytest.fixture
def ledger(redis: Redis) -> Ledger:
    """A ledger without lines."""
    return Ledger(redis, STALL_S)


def line(name: str = "a", feed: Feed = FEED, revision: int = 1) -> tuple[Article, Seen]:
    """An article and what is remembered of its entry."""
    seen = Seen(revision=revision, digest=f"digest {revision}", first_seen=NOW)
    return build_article(feed, Entry(id=name, link=f"https://example.org/{name}"), seen), seen


def test_opened_line_is_seen_counted_and_under_way(ledger: Ledger) -> None:
    """Opening a line remembers its entry, counts it and puts it under way, all at once."""
    article, seen = line()
    ledger.open([Opening(FEED, [(article, seen)])], NOW)

    assert ledger.seen({FEED.url: ["a", "unknown"]}) == {FEED.url: {"a": seen}}
    assert ledger.opened() == 1
    assert ledger.under_way() == [article.key]
    assert set(ledger.all_keys()) == {article.key}


def test_memory_as_it_was_written_before(ledger: Ledger, redis: Redis) -> None:
    """Memory of an earlier newsline counts: its entries keep their first sight, and go on with the next revision."""
    article, seen = line(revision=2)
    ledger.open([Opening(FEED, [(article, seen)])], NOW)
    (name,) = redis.keys("seen:*")
    redis.hset(str(name), entry_of(article.key), encode(asdict(seen)).decode())

    assert ledger.seen({FEED.url: ["a"]}) == {FEED.url: {"a": seen}}
    assert len(set(ledger.all_keys())) == 2
    assert ledger.open([Opening(FEED, [(article, seen)])], NOW) == []
    (third,) = ledger.open([Opening(FEED, [line(revision=3)])], NOW)
    assert third.revision == 3


def test_memory_of_an_entry_is_small(ledger: Ledger, redis: Redis) -> None:
    """What is remembered of an entry takes at most 64 bytes, so that Redis keeps a feed's entries in one piece."""
    ((entry, real),) = find_changes([Entry(id="a", title="Words")], {}, datetime(2026, 11, 24, 12, 59, 59, 999999, tzinfo=UTC))
    ledger.open([Opening(FEED, [(build_article(FEED, entry, real), replace(real, revision=9999))])], NOW)
    (name,) = redis.keys("seen:*")

    assert redis.object("encoding", str(name)) == "listpack"


def test_every_revision_has_a_key(ledger: Ledger) -> None:
    """A changed entry opens a second line; both keys are known for ever."""
    ledger.open([Opening(FEED, [line()])], NOW)
    ledger.open([Opening(FEED, [line(revision=2)])], NOW)

    assert sorted(ledger.all_keys()) == sorted([line()[0].key, line(revision=2)[0].key])
    assert ledger.opened() == 2


def test_same_entry_is_no_change(ledger: Ledger) -> None:
    """What the poll remembered makes the next poll find nothing new."""
    entry = Entry(id="a", link="https://example.org/a", title="Bridge opens")
    ((_, seen),) = find_changes([entry], ledger.seen({FEED.url: ["a"]})[FEED.url], NOW)
    ledger.open([Opening(FEED, [(build_article(FEED, entry, seen), seen)])], NOW)

    assert find_changes([entry], ledger.seen({FEED.url: ["a"]})[FEED.url], NOW) == []


def test_first_entry_to_claim_an_article_has_it(ledger: Ledger) -> None:
    """The same article from two feeds belongs to the entry that came first, also when it comes again."""
    first, second = line(feed=FEED)[0], line(feed=OTHER)[0]
    assert first.id == second.id
    owners = [ledger.claim([article])[article.id] for article in (first, second, first)]

    assert owners == [entry_of(first.key)] * 3


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        pytest.param(["fetch"], [1], id="first time"),
        pytest.param(["fetch", "fetch"], [1, 2], id="again: its worker died"),
        pytest.param(["fetch", "clean"], [1, 1], id="each stage counts for itself"),
        pytest.param(["clean", "fetch"], [1, 0], id="a late copy of an earlier message is dropped"),
    ],
)
def test_tries_of_a_stage(ledger: Ledger, entered: list[str], expected: list[int]) -> None:
    """Entering says how often a line has been here, and 0 when it is further on."""
    article, seen = line()
    ledger.open([Opening(FEED, [(article, seen)])], NOW)

    assert [ledger.enter(stage, [article], NOW)[0] for stage in entered] == expected


def test_settled_line_is_not_entered(ledger: Ledger) -> None:
    """A message that comes after its line was settled does nothing."""
    article, seen = line()
    ledger.open([Opening(FEED, [(article, seen)])], NOW)
    ledger.settle([article])

    assert ledger.enter("index", [article], NOW) == [0]
    assert ledger.under_way() == []
    assert ledger.lines([article.key]) == {}


def test_forgiven_try_does_not_count(ledger: Ledger) -> None:
    """A stage entered in vain because a service was away is not held against the line."""
    article, seen = line()
    ledger.open([Opening(FEED, [(article, seen)])], NOW)
    ledger.enter("index", [article], NOW)
    ledger.forgive([article.key])

    assert ledger.enter("index", [article], NOW) == [1]


def test_postponed_line_is_due_at_its_time(ledger: Ledger) -> None:
    """A line that waits for another attempt is due then, not before, and says why it waits."""
    article, seen = line()
    ledger.open([Opening(FEED, [(article, seen)])], NOW)
    ledger.postpone(article.key, "the server answers 503", (NOW + timedelta(seconds=10)).timestamp())

    assert ledger.take_due(NOW + timedelta(seconds=9), 10) == []
    assert ledger.take_due(NOW + timedelta(seconds=10), 10) == [article.key]
    assert ledger.lines([article.key])[article.key].postponed == "the server answers 503"


def test_line_that_stands_still_is_due_once_per_stall(ledger: Ledger) -> None:
    """A line nobody touched is looked at after the stall time; who takes it has as long again."""
    article, seen = line()
    ledger.open([Opening(FEED, [(article, seen)])], NOW)
    late = NOW + timedelta(seconds=STALL_S)

    assert ledger.take_due(late, 10) == [article.key]
    assert ledger.take_due(late, 10) == []


def test_restart_sets_back_to_the_start(ledger: Ledger) -> None:
    """A restarted line may enter `fetch` again; a restart counts unless the line was waiting for an attempt."""
    article, seen = line()
    ledger.open([Opening(FEED, [(article, seen)])], NOW)
    ledger.enter("quotes", [article], NOW)
    ledger.restart(ledger.lines([article.key])[article.key], NOW)
    assert ledger.lines([article.key])[article.key].restarts == 1
    assert ledger.enter("fetch", [article], NOW) == [1]

    ledger.postpone(article.key, "busy", NOW.timestamp())
    ledger.restart(ledger.lines([article.key])[article.key], NOW)
    again = ledger.lines([article.key])[article.key]
    assert (again.restarts, again.postponed) == (1, None)


def test_attempts_add_up(ledger: Ledger) -> None:
    """Each failed attempt of a line is counted, also over a restart."""
    article, seen = line()
    ledger.open([Opening(FEED, [(article, seen)])], NOW)
    assert ledger.count_attempt(article.key) == 1
    ledger.restart(ledger.lines([article.key])[article.key], NOW)
    assert ledger.count_attempt(article.key) == 2


def test_feeds_are_due_once_and_again_by_themselves(redis: Redis) -> None:
    """A due feed is taken by one taker, and is due again after the lease if no poll said otherwise."""
    feeds = Feeds(redis)
    assert feeds.add([FEED, OTHER, FEED], NOW) == 2
    assert feeds.add([FEED], NOW) == 0
    assert sorted(feeds.take_due(NOW, 10, lease_s=30)) == sorted([FEED.url, OTHER.url])
    assert feeds.take_due(NOW, 10, lease_s=30) == []
    assert len(feeds.take_due(NOW + timedelta(seconds=30), 10, lease_s=30)) == 2


def test_poll_sets_the_next_poll_and_keeps_the_feed(redis: Redis, ledger: Ledger) -> None:
    """What a poll learnt of a feed and its next poll are stored with the lines it opened."""
    feeds = Feeds(redis)
    feeds.add([FEED], NOW)
    feeds.take_due(NOW, 10, lease_s=30)
    ledger.open([Opening(Feed(url=FEED.url, title="Known", errors=1), [], NOW.timestamp() + 900)], NOW)

    assert [feed.title for feed in feeds.all()] == ["Known"]
    assert feeds.take_due(NOW + timedelta(seconds=899), 10, lease_s=30) == []
    assert feeds.take_due(NOW + timedelta(seconds=900), 10, lease_s=30) == [FEED.url]
    assert [feed.url for feed in feeds.failing()] == [FEED.url]
    assert (feeds.count(), feeds.count_failing()) == (1, 1)


def test_removed_feed_is_not_polled(redis: Redis) -> None:
    """A removed feed is neither listed nor due, and removing it again says so."""
    feeds = Feeds(redis)
    feeds.add([FEED], NOW)

    assert [feeds.remove(FEED.url), feeds.remove(FEED.url)] == [True, False]
    assert (feeds.all(), feeds.take_due(NOW, 10, lease_s=30), feeds.get([FEED.url])) == ([], [], [])


@pytest.mark.parametrize(
    ("revision", "fate", "is_free"),
    [
        pytest.param(1, "rejected", True, id="it never got there"),
        pytest.param(1, "dead", True, id="it died"),
        pytest.param(1, "indexed", False, id="it is in the index"),
        pytest.param(2, "rejected", False, id="its first revision is in the index"),
    ],
)
def test_article_is_free_again(ledger: Ledger, revision: int, fate: Fate, is_free: bool) -> None:
    """Another feed gets its chance with an article that never got into the index, under its link and under its page's address."""
    article = replace(line(revision=revision)[0], fate=fate)
    located = replace(article, id="0" * 32)
    ledger.claim([article])
    ledger.claim([located])
    ledger.settle([located])
    other = entry_of(line(feed=OTHER)[0].key)
    owners = [ledger.claim([replace(late, key=f"{other}-1")])[late.id] for late in (article, located)]

    assert [owner == other for owner in owners] == [is_free, is_free]


def test_line_that_cannot_be_read_is_left_out(redis: Redis, ledger: Ledger) -> None:
    """A line that another newsline wrote hides no other line."""
    (a, seen_a), (b, seen_b) = line("a"), line("b")
    ledger.open([Opening(FEED, [(a, seen_a), (b, seen_b)])], NOW)
    redis.hset(f"line:{a.key}", "article", "{}")

    assert list(ledger.lines([a.key, b.key])) == [b.key]
