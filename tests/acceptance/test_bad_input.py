"""Bad input: each gives one clear line, or a fate with a reason, and nothing is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workers.audit import audit

TEXT = b"The bridge at Port Ellery opens on Monday, the harbour office said. " * 12
ARTICLE = b"<html><head><title>Bridge</title></head><body><article><h1>Bridge</h1><p>" + TEXT + b"</p></article></body></html>"
LIMITS = {"NEWSLINE_FETCH_TIMEOUT_S": "2", "NEWSLINE_PAGE_MAX_BYTES": "5000000"}


def test_every_bad_page_has_a_reasoned_fate(desk: Any, local: Any) -> None:
    """Pages that never end, are huge, empty, binary or broken get a fate with the reason; the good one is indexed."""
    replies = {
        "/good": local.reply(ARTICLE),
        "/endless": local.endless(b"<p>more</p>" * 1000),
        "/slow": local.endless(b"<p>more</p>", pause_s=0.3),
        "/huge": local.reply(b"<html><body>" + b"<p>word</p>" * 4_700_000),
        "/empty": local.reply(b""),
        "/binary": local.reply(b"%PDF-1.7\n" + bytes(range(256)) * 40, "application/pdf"),
        "/secret": local.reply(b"no", status=403),
        "/down": local.reply(b"later", status=503),
        "/no-text": local.reply(b"<html><body><nav>Home</nav></body></html>"),
    }
    reasons = {
        "/endless": "larger than 5,000,000 bytes",
        "/slow": "no whole answer within 2 s",
        "/huge": "larger than 5,000,000 bytes",
        "/empty": "the page is empty",
        "/binary": "not a web page",
        "/secret": "the server answers 403",
        "/down": "the server answers 503",
        "/no-text": "no article text found",
        "/gone": "the server answers 404",
    }
    with local.serving(replies) as address:
        replies["/feed.xml"] = local.reply(local.rss([f"{address}{path}" for path in ["/good", *reasons]]), "application/rss+xml")
        desk.watch([f"{address}/feed.xml"])
        with desk.running(**LIMITS):
            desk.wait(lambda edge: edge.ledger.opened() > len(reasons) and not edge.ledger.under_way())
        edge = desk.edge()
        assert audit(edge).adds_up
        for path, reason in reasons.items():
            (line,) = edge.index.trace(f"{address}{path}").lines
            assert line["fate"] in {"rejected", "dead"}
            assert reason in line["reason"], path
        assert edge.index.trace(f"{address}/good").lines[0]["fate"] == "indexed"


def test_every_bad_feed_says_what_is_wrong(desk: Any, local: Any) -> None:
    """Feeds that are unreachable, HTML, empty, binary or endless keep their error and are shown; a good one beside them works."""
    replies = {
        "/good.xml": local.reply(local.rss([]), "application/rss+xml"),
        "/page": local.reply(ARTICLE),
        "/empty": local.reply(b"", "application/rss+xml"),
        "/binary": local.reply(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10, "application/rss+xml"),
        "/endless": local.endless(b"<rss>" * 1000),
    }
    with local.serving(replies) as address:
        reasons = {
            "http://127.0.0.1:9/feed.xml": "no answer",
            f"{address}/page": "this is a web page, not a feed",
            f"{address}/empty": "the feed is empty",
            f"{address}/binary": "not a feed",
            f"{address}/endless": "larger than 5,000,000 bytes",
            f"{address}/gone": "the server answers 404",
        }
        desk.watch([f"{address}/good.xml", *reasons])
        with desk.running(**LIMITS):
            desk.wait(lambda edge: all(feed.polled for feed in edge.feeds.all()))
        feeds = {feed.url: feed for feed in desk.edge().feeds.all()}
    for url, reason in reasons.items():
        assert reason in (feeds[url].error or ""), url
    assert feeds[f"{address}/good.xml"].error is None


def test_elasticsearch_down_at_start_loses_nothing(desk: Any, local: Any) -> None:
    """With Elasticsearch away, articles wait; once it is there, they are indexed."""
    replies = {"/a": local.reply(ARTICLE)}
    with local.serving(replies) as address:
        replies["/feed.xml"] = local.reply(local.rss([f"{address}/a"]), "application/rss+xml")
        desk.watch([f"{address}/feed.xml"])
        with desk.running(NEWSLINE_REDIS_URL=desk.addresses.redis_url, NEWSLINE_ELASTICSEARCH_URL="http://127.0.0.1:9"):
            desk.wait(lambda edge: [line.stage for line in edge.ledger.lines(edge.ledger.under_way()).values()] == ["index"])
        assert "Elasticsearch at http://127.0.0.1:9 does not answer" in (desk.home / "run.txt").read_text()
        with desk.running():
            desk.wait(lambda edge: edge.ledger.opened() == 1 and not edge.ledger.under_way())
        assert audit(desk.edge()).fates == {"indexed": 1}


@pytest.mark.parametrize(
    ("env", "arguments", "told"),
    [
        pytest.param({"NEWSLINE_REDIS_URL": "foo"}, ["status"], "NEWSLINE_REDIS_URL", id="a wrong value"),
        pytest.param({"NEWSLINE_REDIS_ULR": "redis://x"}, ["status"], "did you mean NEWSLINE_REDIS_URL?", id="a misspelt name"),
        pytest.param(
            {"NEWSLINE_REDIS_URL": "redis://127.0.0.1:9", "NEWSLINE_ELASTICSEARCH_URL": "http://127.0.0.1:9"},
            ["status"],
            "Redis does not answer",
            id="Redis down",
        ),
        pytest.param({}, ["feeds", "check", "http://127.0.0.1:9/feed"], "not a public address", id="an address that is not public"),
        pytest.param({}, ["feeds", "import", "LICENSE"], "LICENSE", id="no OPML"),
        pytest.param({}, ["try", "quotes", "nowhere.txt"], "nowhere.txt", id="no such file"),
    ],
)
def test_one_clear_line(tmp_path: Path, env: dict[str, str], arguments: list[str], told: str) -> None:
    """What cannot be done is told in one line that names the input, without a traceback, and the exit code says so."""
    command = [str(Path(sys.executable).parent / "newsline"), *arguments]
    end = subprocess.run(
        command, env={**os.environ, "NEWSLINE_HOME": str(tmp_path), **env}, text=True, capture_output=True, timeout=60, check=False
    )
    assert end.returncode in {1, 2}
    assert told in end.stdout + end.stderr
    assert "Traceback" not in end.stderr


def test_command_with_a_wrong_setting() -> None:
    """`newsline status` with a wrong setting says so in one line on stderr and ends with 2; nothing is started."""
    env = {**os.environ, "NEWSLINE_REDIS_URL": "foo"}
    ended = subprocess.run(
        [Path(sys.executable).parent / "newsline", "status"], env=env, capture_output=True, text=True, timeout=60, check=False
    )

    line = "newsline: NEWSLINE_REDIS_URL: Input should be a valid URL, relative URL without a base\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", line)


def test_port_taken() -> None:
    """A port that is taken is told in one line."""
    code = "import socket; s = socket.create_server(('127.0.0.1', 0)); from seeds.serve import serve; serve(s.getsockname()[1]).__enter__()"
    end = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, timeout=60, check=False)
    assert "Address already in use" in end.stderr.splitlines()[-1]


def test_feeds_that_are_paused_or_gone(desk: Any, local: Any) -> None:
    """What is not polled says why, and comes back when it is told to; a feed nobody knows is an error that names it."""
    replies = {"/gone.xml": local.reply(b"", status=410), "/good.xml": local.reply(local.rss([]), "application/rss+xml")}
    with local.serving(replies) as address:
        gone, good, other = (f"{address}/{name}.xml" for name in ("gone", "good", "other"))
        desk.watch([gone, good])
        with desk.running():
            desk.wait(lambda edge: all(feed.polled for feed in edge.feeds.all()))
            paused = desk.newsline("feeds", "pause", good)
            listed = json.loads(desk.newsline("feeds", "list", "--json").stdout)
            resumed, unknown = desk.newsline("feeds", "resume", gone, good), desk.newsline("feeds", "pause", other)

    assert (paused.stdout, resumed.stdout) == ("1 feed paused\n", "2 feeds resumed\n")
    assert {feed["url"]: (feed["state"], feed["next_poll"]) for feed in listed} == {gone: ("gone", None), good: ("paused", None)}
    assert (unknown.returncode, f"{other}: no such feed" in unknown.stderr) == (2, True)
