"""`newsline feeds`: lists of feeds in and out, on a real Redis."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Feed
from workers.edge import Edge

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LIST = """<opml version="2.0"><body>
<outline text="News"><outline text="B" xmlUrl="https://b.example/f"/></outline>
<outline text="A" xmlUrl="https://a.example/f"/>
<outline text="Old" xmlUrl="gopher://c.example"/>
</body></opml>"""


@pytest.fixture
def desk(newsline: Callable[..., Any], edge: Edge, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """`newsline feeds` with these arguments, on the edge's own Redis and with its settings."""
    for name in ("home", "redis_url", "elasticsearch_url", "elasticsearch_prefix", "host_pace_s", "fetch_timeout_s"):
        monkeypatch.setenv(f"NEWSLINE_{name.upper()}", str(getattr(edge.settings, name)))
    monkeypatch.setenv("NEWSLINE_ALLOWED_NETWORKS", "127.0.0.1")
    return lambda *arguments: newsline("feeds", *arguments)


def test_import(desk: Any, edge: Edge, tmp_path: Path) -> None:
    """An import says what was new, what was known and stays as it is, and what was no feed and where."""
    file = tmp_path / "list.opml"
    file.write_text(LIST)
    edge.feeds.add([Feed(url="https://a.example/f", title="My A")], NOW)
    ended = desk("import", file)

    assert (ended.code, ended.out) == (1, "1 feed added, 1 known before, 1 refused\n")
    assert ended.err == f"{file}:4: gopher://c.example: its address is none of a feed: it should begin with https:// or http://\n"
    assert [(feed.title, feed.folders) for feed in edge.feeds.all()] == [("My A", ()), ("B", (("News",),))]


def test_there_and_back(desk: Any, edge: Edge, tmp_path: Path) -> None:
    """What is exported and imported again is the same, byte for byte; and what was paused is paused."""
    feeds = [Feed(url=f"https://a.example/{name}", title=name.upper(), folders=(("News", "A/B"), ("Café",))) for name in "abc"]
    edge.feeds.add(feeds, NOW)
    edge.feeds.pause(feeds[1].url)
    exported = desk("export").out
    for feed in feeds:
        edge.feeds.remove(feed.url)
    file = tmp_path / "list.opml"
    file.write_text(exported)

    assert desk("import", file).code == 0
    assert edge.feeds.all() == feeds
    assert [at is None for _, at in sorted(edge.feeds.next_polls().items())] == [False, True, False]
    assert desk("export").out == exported


def test_old_record(edge: Edge) -> None:
    """A feed that was stored when it could have one folder only still has it."""
    edge.redis.hset("feeds", "u", '{"url": "u", "folder": "News/World"}')

    assert [feed.folders for feed in edge.feeds.all()] == [(("News", "World"),)]
