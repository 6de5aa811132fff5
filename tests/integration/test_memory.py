"""What is remembered of a feed's entries, over months and years, on a real Redis: kept while they are shown, forgotten some time after.

Time passes by taking it off the time to live of every key. That is all that Redis knows of time here.
"""

import random
from datetime import UTC, datetime

import pytest
from msgspec.structs import asdict, replace
from redis import Redis

from pipeline.articles import entry_key
from pipeline.model import Article, Entry, Feed, encode
from workers.audit import audit
from workers.edge import Edge
from workers.ledger import KEPT_S, Opening
from workers.remember import Found, remember

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FEED = Feed(url="https://example.org/feed.xml")
THIRD_S = KEPT_S / 3
PASSING = """
for _, name in ipairs(redis.call("KEYS", "*")) do
  local left = redis.call("PTTL", name)
  if left >= 0 then
    redis.call("PEXPIRE", name, left - ARGV[1])
  end
end
"""


@pytest.fixture
def memory(edge: Edge) -> Edge:
    """An edge that polls one feed."""
    edge.feeds.add([FEED], NOW)
    return edge


def entries(*names: str, words: str = "") -> list[Entry]:
    """Entries whose ids are not their links."""
    return [Entry(id=f"id {name}", link=f"https://example.org/{name}", title=name + words) for name in names]


def poll(edge: Edge, *shown: Entry, feed: Feed = FEED) -> list[str]:
    """Poll the feed, which shows these; returns the keys of the lines that were opened."""
    return [article.key for article in remember(edge, [Found(feed, NOW, shown)])]


def pass_time(redis: Redis, seconds: float) -> None:
    """Let time pass for all that runs out."""
    redis.eval(PASSING, 0, int(seconds * 1000))


def key(name: str, revision: int = 1, feed: Feed = FEED) -> str:
    """The key of an entry's line."""
    return f"{entry_key(feed.url, f'id {name}')}-{revision}"


def test_entry_that_stays_is_never_forgotten(memory: Edge) -> None:
    """A feed that shows the same entries for a year brings each of them once."""
    assert poll(memory, *entries("a", "b")) == [key("a"), key("b")]
    for _ in range(36):
        pass_time(memory.redis, THIRD_S)
        assert poll(memory, *entries("a", "b")) == []


@pytest.mark.parametrize("polls_on", [True, False], ids=["others are shown", "nothing changed, so nothing was read"])
def test_entry_of_a_feed_that_does_not_change(memory: Edge, polls_on: bool) -> None:
    """Time alone forgets nothing: a feed that says "not modified" for years, or newsline standing still, keeps its entries."""
    poll(memory, *entries("a", "b"))
    poll(memory, *entries("a", "b"))
    for _ in range(24):
        pass_time(memory.redis, THIRD_S)
        if not polls_on:
            poll(memory)

    assert poll(memory, *entries("a", "b")) == []


@pytest.mark.parametrize(
    ("thirds_away", "is_known"),
    [pytest.param(0.5, True, id="flaps"), pytest.param(2.9, True, id="just in time"), pytest.param(7, False, id="forgotten")],
)
@pytest.mark.parametrize("thirds_before", range(4))
def test_entry_that_comes_back(memory: Edge, thirds_before: int, thirds_away: float, is_known: bool) -> None:
    """An entry that comes back in time is known, however the time falls; after more than twice as long it is new again."""
    poll(memory, *entries("a", "b"))
    for _ in range(thirds_before):
        pass_time(memory.redis, THIRD_S)
        poll(memory, *entries("a", "b"))
    for _ in range(20):
        pass_time(memory.redis, thirds_away * THIRD_S / 20)
        poll(memory, *entries("b"))

    assert poll(memory, *entries("a", "b")) == ([] if is_known else [key("a")])


def test_change_of_an_entry_that_was_long_the_same(memory: Edge) -> None:
    """An entry that changes after months is its next revision, with its old first sight."""
    poll(memory, *entries("a"))
    for _ in range(12):
        pass_time(memory.redis, THIRD_S)
        poll(memory, *entries("a"))
    later = datetime(2027, 11, 24, tzinfo=UTC)
    (article,) = remember(memory, [Found(FEED, later, entries("a", words=" changed"))])

    assert (article.key, article.revision, article.first_seen) == (key("a", 2), 2, NOW)


def test_new_id_of_an_entry_that_is_shown(memory: Edge) -> None:
    """A feed that gives its entries new ids at every poll brings none of them again, for years."""
    poll(memory, *entries("a"))
    for number in range(24):
        pass_time(memory.redis, THIRD_S)
        assert poll(memory, Entry(id=f"id {number}", link="https://example.org/a", title="a")) == []


def test_memory_of_before(memory: Edge) -> None:
    """What an earlier newsline remembers (one hash, objects in it, claims for ever) goes on, and then runs out like the rest."""
    poll(memory, *entries("a", "b"))
    seen = memory.ledger.seen({FEED.url: ["id a"]})[FEED.url]["id a"]
    names = [str(name) for name in memory.redis.keys("seen:*")]
    (name,) = (name for name in names if not name.endswith(":older"))
    memory.redis.delete(f"{name}:older", *memory.redis.keys("links:*:older"))
    memory.redis.hset(name, entry_key(FEED.url, "id a"), encode(asdict(seen)).decode())
    for claim in memory.redis.keys("claim:*"):
        memory.redis.persist(claim)

    for _ in range(12):
        assert poll(memory, *entries("a")) == []
        pass_time(memory.redis, THIRD_S)
    assert poll(memory, *entries("a", "b", words=" changed")) == [key("a", 2), key("b")]
    assert all(memory.redis.ttl(claim) > 0 for claim in memory.redis.keys("claim:*"))


def test_removed_feed_is_forgotten(memory: Edge) -> None:
    """Added again in time a removed feed brings nothing twice; after that nothing of it is left."""
    poll(memory, *entries("a"))
    poll(memory, *entries("a"))
    memory.feeds.remove(FEED.url)
    pass_time(memory.redis, 2 * THIRD_S)
    memory.feeds.add([FEED], NOW)
    assert poll(memory, *entries("a")) == []
    pass_time(memory.redis, 4 * THIRD_S)
    assert poll(memory, *entries("a")) == []

    memory.feeds.remove(FEED.url)
    for line in memory.ledger.under_way():
        memory.redis.delete(f"line:{line}")
    pass_time(memory.redis, 4 * THIRD_S)
    assert memory.redis.keys("seen:*") + memory.redis.keys("links:*") + memory.redis.keys("claim:*") == []


def test_two_polls_at_once_when_the_halves_change(memory: Edge) -> None:
    """An entry whose memory became the older half between looking and opening is opened once all the same."""
    shown = entries("a")
    (first,) = remember(memory, [Found(FEED, NOW, shown)])
    seen = memory.ledger.seen({FEED.url: ["id a"]})[FEED.url]["id a"]
    other = entries("b")
    pass_time(memory.redis, 4 * THIRD_S)
    poll(memory, *other)  # now what is remembered of a is in the older half only

    assert memory.ledger.open([Opening(FEED, [(first, seen)])], NOW) == []


def test_claim_is_kept_while_it_is_asked_for(memory: Edge) -> None:
    """An article belongs to who claimed it first as long as others bring it; some time after the last it is free."""
    owner, other, third = (Article(id="a", url="", canonical_url="", key=f"{name}-1") for name in ("owner", "other", "third"))
    memory.ledger.claim([owner])
    for _ in range(6):
        pass_time(memory.redis, 2 * THIRD_S)
        assert memory.ledger.claim([other]) == {"a": "owner"}
    pass_time(memory.redis, KEPT_S)
    assert memory.ledger.claim([third]) == {"a": "third"}


def test_forgotten_entry_ends_as_it_should(memory: Edge) -> None:
    """An entry that comes back after it was forgotten is one article in the index, and the ledger adds up."""

    def show(when: datetime, *shown: Entry) -> list[str | None]:
        """Poll, and do what the workers do; returns the fates."""
        found = remember(memory, [Found(FEED, when, shown)])
        settled = memory.writer.write([replace(article, text="Words.", entry_markup=None) for article in found], when)
        memory.ledger.settle(settled)
        memory.index.refresh()
        return [article.fate for article in settled]

    assert show(datetime(2026, 1, 5, tzinfo=UTC), *entries("a")) == ["indexed"]
    assert show(datetime(2026, 1, 6, tzinfo=UTC), *entries("a")) == []
    for month in range(2, 9):
        pass_time(memory.redis, THIRD_S)
        show(datetime(2026, month, 6, tzinfo=UTC), *entries("b"))
    assert show(datetime(2026, 10, 5, tzinfo=UTC), *entries("a")) == ["unchanged"]
    assert show(datetime(2026, 10, 6, tzinfo=UTC), *entries("a", words=" changed")) == ["indexed"]

    assert memory.index.count("articles") == 2
    found = audit(memory)
    assert (found.seen, found.fates, found.adds_up) == (4, {"indexed": 3, "unchanged": 1}, True)


def test_memory_stays_flat(memory: Edge) -> None:
    """5,000 polls of ten feeds over two years, which now and then show an old copy: each entry comes once, and memory stays flat."""
    chance, published, opened, sizes = random.Random(1), 0, list[str](), list[int]()  # noqa: S311  a test
    feeds = [Feed(url=f"https://example.org/{number}.xml") for number in range(10)]
    windows: dict[str, list[str]] = {feed.url: [] for feed in feeds}
    for _ in range(500):
        found = []
        for feed in feeds:
            new = [str(published + number) for number in range(chance.choice((0, 0, 3, 6)))]
            published, window = published + len(new), [*new, *windows[feed.url]][:20]
            shown = window if chance.random() < 0.9 or new else windows[feed.url][10:]
            windows[feed.url] = window
            found.append(Found(feed, NOW, entries(*shown, f"evergreen of {feed.url}")))
        opened += [article.key for article in remember(memory, found)]
        memory.redis.delete("underway", *memory.redis.keys("line:*"))
        sizes.append(sum(memory.redis.memory_usage(name, samples=0) or 0 for name in memory.redis.keys("[sl]*:*")))
        pass_time(memory.redis, KEPT_S / 18)

    assert len(opened) == len(set(opened)) == published + len(feeds) == memory.ledger.opened()
    assert max(sizes[250:]) < 1.1 * max(sizes[:250])
