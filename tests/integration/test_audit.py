"""Whether the ledger adds up, and what is missing when it does not, on the real services."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.model import Article, Fate, Feed, Seen
from workers import audit as auditing
from workers.audit import audit, chunks
from workers.edge import Edge
from workers.ledger import Opening

NOW = datetime.now(UTC)
FEED = Feed(url="https://news.example/feed")


def opened(edge: Edge, *names: str, fate: Fate | None = None) -> list[Article]:
    """Articles, their lines open."""
    entries = [(article(name, fate=fate), Seen(revision=1, digest="", first_seen=NOW)) for name in names]
    return edge.ledger.open([Opening(FEED, entries)], NOW)


def article(name: str, revision: int = 1, fate: Fate | None = None) -> Article:
    """An article that is under way."""
    url = f"https://news.example/{name}"
    key = f"{name}-{revision}"
    return Article(id=name, url=url, canonical_url=url, key=key, revision=revision, first_seen=NOW, text=f"Text {revision}.", fate=fate)


def write(edge: Edge, articles: list[Article]) -> None:
    """Write articles and close their lines, as the worker of `index` does."""
    edge.ledger.settle(edge.writer.write(articles, NOW))


def test_nothing_seen(edge: Edge) -> None:
    """Before anything was seen it adds up to nothing."""
    found = audit(edge)

    assert (found.seen, found.fates, found.under_way, found.adds_up, found.missing) == (0, {}, 0, True, ())


def test_adds_up(edge: Edge) -> None:
    """Each line seen has a fate or is under way; counted at once after writing."""
    write(edge, opened(edge, "a", "b") + opened(edge, "c", fate="duplicate"))
    opened(edge, "d")
    found = audit(edge)

    assert (found.seen, found.fates, found.under_way, found.adds_up) == (4, {"indexed": 2, "duplicate": 1}, 1, True)


def test_every_revision_counts(edge: Edge) -> None:
    """A changed entry is seen a second time, and has a fate each time."""
    write(edge, opened(edge, "a"))
    write(edge, edge.ledger.open([Opening(FEED, [(article("a", revision=2), Seen(revision=2, digest="x", first_seen=NOW))])], NOW))
    found = audit(edge)

    assert (found.seen, found.fates, found.adds_up) == (2, {"indexed": 2}, True)


def test_line_that_is_settled_but_still_listed(edge: Edge) -> None:
    """A line whose worker died between writing its fate and closing it counts once."""
    edge.writer.write(opened(edge, "a"), NOW)
    found = audit(edge)

    assert (found.seen, found.fates, found.under_way, found.adds_up) == (1, {"indexed": 1}, 0, True)


def test_line_that_is_gone(edge: Edge) -> None:
    """A line that vanished from Redis is named as missing, by its key; those that are well are not."""
    write(edge, opened(edge, "a"))
    lost, kept = opened(edge, "b", "c")
    edge.redis.delete(f"line:{lost.key}")
    edge.redis.zrem("underway", lost.key)
    found = audit(edge)

    assert (found.seen, found.under_way, found.adds_up) == (3, 1, False)
    assert found.missing == (lost.key,)
    assert kept.key in edge.ledger.under_way()


def test_fate_that_is_gone(edge: Edge) -> None:
    """A line whose fate vanished from Elasticsearch is named as missing."""
    (article,) = opened(edge, "a")
    edge.ledger.settle([article])
    found = audit(edge)

    assert (found.adds_up, found.missing) == (False, ("a-1",))


def test_no_piece_of_a_line_is_left_behind(edge: Edge) -> None:
    """What comes late for a settled line leaves nothing that an audit would fall over."""
    (article,) = opened(edge, "a")
    edge.ledger.settle([article])  # its fate is lost, so that the audit looks at each line
    edge.ledger.forgive([article.key])
    edge.ledger.count_attempt(article.key)
    edge.ledger.postpone(article.key, "busy", 0)

    assert audit(edge).missing == ("a-1",)
    assert edge.ledger.take_due(NOW, 10) == []


def test_what_goes_on_meanwhile(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is opened while it is counted is no difference: it is counted again."""
    count_fates, more = edge.index.count_fates, ["b"]

    def count_while_polling() -> dict[str, int]:
        if more:
            opened(edge, more.pop())
        return count_fates()

    opened(edge, "a")
    monkeypatch.setattr(edge.index, "count_fates", count_while_polling)
    found = audit(edge)

    assert (found.seen, found.under_way, found.adds_up) == (2, 2, True)


def test_many_missing(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many missing lines some are named, over however many pieces they are looked at."""
    monkeypatch.setattr(auditing, "NAMED", 5)
    monkeypatch.setattr(auditing, "CHUNK", 2)
    edge.ledger.settle(opened(edge, *map(str, range(9))))
    found = audit(edge)

    assert len(set(found.missing)) == 5
    assert found.seen == 9


def test_status_while_elasticsearch_is_away(newsline: Any, edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Redis knows is shown all the same, then one line that says what is away; exit code 1."""
    opened(edge, "a", "b")
    monkeypatch.setenv("NEWSLINE_REDIS_URL", str(edge.settings.redis_url))
    monkeypatch.setenv("NEWSLINE_ELASTICSEARCH_URL", "http://127.0.0.1:1")
    ended = newsline("status")

    assert ended.code == 1
    assert re.search(r"^fetch +0 +0 +2 +0", ended.out, re.MULTILINE)
    assert "Fates" not in ended.out
    assert re.fullmatch(r"newsline: http://127.0.0.1:1: Elasticsearch does not answer: .*; articles wait until it answers\n", ended.err)


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (1000, [1000]), (1001, [1000, 1])])
def test_chunks(count: int, sizes: list[int]) -> None:
    """Keys come in lists that are not too long, none left out."""
    found = list(chunks(str(number) for number in range(count)))

    assert [len(chunk) for chunk in found] == sizes
    assert [key for chunk in found for key in chunk] == [str(number) for number in range(count)]
