"""`newsline feeds`: lists of feeds in and out, how they are shown and changed, on a real Redis."""

import json
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


@pytest.fixture
def watched(edge: Edge) -> Edge:
    """Five feeds: one that is well, one that fails, one that was paused, one that is gone, and one in no folder that was never polled."""
    feeds = [
        Feed(url="https://a.example/f", title="Harbour News", folders=(("News",),), succeeded=NOW, delay_s=600.0),
        Feed(url="https://b.example/f", folders=(("News", "World"),), errors=3, error="the server answers 500", delay_s=6000.0),
        Feed(url="https://c.example/f", folders=(("Newsletters",),), delay_s=60.0),
        Feed(url="https://d.example/f", gone=True, folders=(("World",), ("News", "Old")), delay_s=0.0),
        Feed(url="https://www.e.example/feed/"),
    ]
    edge.feeds.add(feeds, NOW, paused=[feeds[2].url, feeds[3].url])
    return edge


@pytest.mark.parametrize(
    ("arguments", "letters"),
    [
        ([], "bdcae"),
        (["--state", "failing"], "b"),
        (["--state", "paused"], "c"),
        (["--folder", "News"], "bda"),
        (["--folder", "News/World/"], "b"),
        (["--folder", "New"], ""),
        (["harbour"], "a"),
        (["D.EXAMPLE"], "d"),
        (["--folder", "News", "--state", "gone"], "d"),
        (["--stale"], "ebacd"),
    ],
    ids=" ".join,
)
def test_list(desk: Any, watched: Edge, arguments: list[str], letters: str) -> None:
    """A list may be of some feeds only; what needs a person comes first, or with --stale what is found latest."""
    rows = json.loads(desk("list", "--json", *arguments).out)

    assert "".join(row["url"].removeprefix("https://").removeprefix("www.")[0] for row in rows) == letters


def test_list_for_people(desk: Any, watched: Edge) -> None:
    """A table is as long as one reads; how many there are in each state is told beside it."""
    ended = desk("list", "--size", "2")

    assert [line.split()[0] for line in ended.out.splitlines()] == ["url", "https://b.example/f", "https://d.example/f"]
    assert "News/World" in ended.out
    told = "5 feeds: 2 watched, 1 failing, 1 gone, 1 paused; the first 2 are shown: --size, or --json for all"
    assert " ".join(ended.err.split()) == told


def test_stale(desk: Any, watched: Edge) -> None:
    """How late entries are found is told in minutes, the latest first; what was never polled comes before."""
    ended = desk("list", "--stale")

    assert [line.split()[0] for line in ended.out.splitlines()][1:4] == [
        f"https://{name}" for name in ("www.e.example/feed/", "b.example/f", "a.example/f")
    ]
    assert [line.split()[-2] for line in ended.out.splitlines()][2:6] == ["100", "10", "1", "0"]


@pytest.mark.parametrize(
    ("arguments", "out", "err"),
    [
        (["https://a.example/f", "https://b.example/f"], "2 feeds paused\n", ""),
        (["--folder", "News"], "3 feeds paused\n", ""),
        (["https://a.example/f", "--folder", "News/Old"], "2 feeds paused\n", ""),
        (["--folder", "Nows"], "0 feeds paused\n", "newsline: Nows: no feed is in this folder; newsline feeds list shows all\n"),
        (["e.example/feed"], "0 feeds paused\n", "newsline: e.example/feed: no such feed; did you mean https://www.e.example/feed/?\n"),
        (["http://a.example/g", "https://a.example/f"], "1 feed paused\n", "newsline: http://a.example/g: no such feed; did you mean https://a.example/f?\n"),
        (["https://z.example/f"], "0 feeds paused\n", "newsline: https://z.example/f: no such feed; newsline feeds list shows all\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_change(desk: Any, watched: Edge, arguments: list[str], out: str, err: str) -> None:
    """Several feeds, or a folder, change at once; an address that is none is named with what may be meant, and the others change."""
    ended = desk("pause", *arguments)

    assert (ended.out, ended.err) == (out, err)
    assert ended.code == (2 if err else 0)


def test_change_of_nothing(desk: Any, watched: Edge) -> None:
    """Without addresses or a folder nothing is removed."""
    ended = desk("remove")

    assert (ended.code, ended.out, len(watched.feeds.all())) == (2, "", 5)
    assert "--folder" in ended.err


RSS = """<rss version="2.0"><channel><title>Harbour News</title><item><link>https://news.example/{}</link>
<pubDate>Sat, 28 Feb 2026 10:00:00 GMT</pubDate></item></channel></rss>"""


def test_add(desk: Any, edge: Edge, site: Any) -> None:
    """A site's feed is told with title, kind, entries and the newest; of several none is taken unasked."""
    one, two = site.put("/one", RSS.format(1)), site.put("/two", RSS.format(2))
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{url}">' for url in (one, two))
    told = [f"found {url}  Harbour News: RSS, 1 entry, the newest of 2026-02-28" for url in (one, two)]
    page = site.put("/", f"<html><head>{links}</head></html>")
    asked, added, again = desk("add", page), desk("add", "--all", page), desk("add", one, one)

    assert (asked.code, asked.out.splitlines()) == (1, [*told, "0 feeds added, 0 known before"])
    assert asked.err == f"{page} has 2 feeds: choose by address, newsline feeds add {one}, or add all with --all\n"
    assert (added.code, added.out.splitlines()) == (0, [*told, "2 feeds added, 0 known before"])
    assert (again.code, again.out.splitlines()) == (0, [told[0], "0 feeds added, 1 known before"])
    assert [(feed.url, feed.title) for feed in edge.feeds.all()] == [(one, "Harbour News"), (two, "Harbour News")]


def test_add_of_nothing(desk: Any, edge: Edge, site: Any) -> None:
    """Where no feed is, it is told where was looked and what to do."""
    page = site.put("/", "<html>Words</html>")
    ended = desk("add", page)

    assert (ended.code, ended.out) == (2, "0 feeds added, 0 known before\n")
    assert ended.err.startswith(
        f"{page}: this is a web page, not a feed; no feed in its page, its home page, its robots.txt nor at /feed, /rss, "
    )
    assert "give its own address" in ended.err
