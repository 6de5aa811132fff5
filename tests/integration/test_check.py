"""Trying feeds on a site of our own: what is wrong with each, what to do, and how politely it is asked."""

import itertools
import json
import ssl
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from config.settings import Settings
from workers.check import Checked, check_feeds

RSS = """<rss version="2.0"><channel><title>Harbour News</title><item><title>A</title><link>https://news.example/a</link></item>
</channel></rss>"""
PAGE = '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>News</body></html>'


def check(settings: Settings, url: str) -> Checked:
    """What comes of trying this address."""
    (found,) = check_feeds(settings, [url], lambda: None)
    return found


def test_good(site: Any, settings: Settings) -> None:
    """A good feed has nothing to tell but what it is."""
    url = site.put("/a", RSS, ETag='"1"')

    assert check(settings, url) == Checked(url=url, title="Harbour News", entries=1)


def test_moved(site: Any, settings: Settings) -> None:
    """One that moved for good says where to."""
    url, there = site.put("/a", "", 301, Location="/b"), site.put("/b", RSS, ETag='"1"')
    found = check(settings, url)

    assert (found.moved_to, found.wrong) == (there, None)
    assert found.remarks == (f"it has moved to {there}, where it is polled from now on",)


@pytest.mark.parametrize(
    ("page", "wrong", "remedy"),
    [
        ((404, {}, b""), "the server answers 404", "it is not there: see what its site has: newsline feeds add {site}/"),
        ((403, {}, b""), "the server answers 403", "NEWSLINE_CONTACT"),
        ((410, {}, b""), "the server answers 410", "newsline feeds remove {site}/a"),
        ((503, {}, b""), "the server answers 503", "try again later"),
        ((500, {}, b""), "the server answers 500", "try again later"),
        ((400, {}, b""), "the server answers 400", "newsline feeds add {site}/"),
        ((200, {}, PAGE.encode()), "this is a web page, not a feed", "it names feeds: newsline feeds add {site}/feed"),
        ((200, {}, b"<html>News</html>"), "this is a web page, not a feed", "newsline feeds add {site}/"),
        ((200, {}, b""), "the feed is empty", "newsline feeds add {site}/"),
        ((302, {"Location": "http://10.0.0.1/"}, b""), "10.0.0.1 is not a public address", None),
    ],
)
def test_wrong(site: Any, settings: Settings, page: tuple[int, dict[str, str], bytes], wrong: str, remedy: str | None) -> None:
    """Each fault is told with what to do."""
    site.pages["/a"] = page
    found = check(settings, site.url + "/a")

    assert found.wrong
    assert found.wrong.startswith(wrong)
    assert (remedy is None) == (found.remedy is None)
    assert (remedy or "").format(site=site.url) in (found.remedy or "")


@pytest.mark.parametrize(
    ("url", "remedy"),
    [
        ("http://nosuch.invalid/", "its host has no address"),
        ("http://127.0.0.1:1/", "nothing listens there"),
        ("example.org/feed", "an address begins with https:// or http://"),
        ("http://a..b/", "an address begins with https:// or http://"),
    ],
)
def test_no_answer(settings: Settings, url: str, remedy: str) -> None:
    """What does not answer at all, too."""
    assert (check(settings, url).remedy or "").startswith(remedy)


def test_slow(site: Any, settings: Settings) -> None:
    """One that is slower than the settings allow is told to be."""

    def silent(_handler: BaseHTTPRequestHandler) -> None:
        time.sleep(1)

    site.pages["/a"] = silent
    found = check(settings.model_copy(update={"fetch_timeout_s": 0.3}), site.url + "/a")

    assert (found.wrong, found.remedy) == ("no whole answer within 0.3 s", "the server is slow or away: try again later")


def test_certificate(settings: Settings, certificate: Path) -> None:
    """A certificate that nobody vouches for is told as such."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    found = check(settings, f"https://127.0.0.1:{server.server_port}/")
    server.shutdown()
    server.server_close()

    assert (found.remedy or "").startswith("its certificate or its TLS is wrong")


def test_one_at_a_time(site: Any, settings: Settings) -> None:
    """A host gets one request at a time, a pace apart; they come back in the order given, and each is counted."""
    spans: list[tuple[float, float]] = []

    def slow(handler: BaseHTTPRequestHandler) -> None:
        start = time.monotonic()
        time.sleep(0.1)
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + RSS.encode())
        spans.append((start, time.monotonic()))

    urls = [f"{site.url}/{number}" for number in range(4)]
    site.pages.update(dict.fromkeys([f"/{number}" for number in range(4)], slow))
    done: list[int] = []
    found = check_feeds(settings.model_copy(update={"host_pace_s": 0.2}), urls, lambda: done.append(1))

    assert [each.url for each in found] == urls
    assert len(done) == 4
    assert all(later[0] - earlier[1] > 0.15 for earlier, later in itertools.pairwise(spans))


@pytest.mark.parametrize("kind", ["opml", "text"])
def test_list(newsline: Callable[..., Any], site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """A list may be tried before it is imported: what is well is counted, what is wrong is a line; exit code 1; no service is started."""
    good, bad = site.put("/good", RSS, ETag='"1"'), site.put("/bad", "words")
    file = tmp_path / "list"
    outlines = "".join(f'<outline xmlUrl="{url}"/>' for url in (good, bad))
    file.write_text(f"<opml><body>{outlines}</body></opml>" if kind == "opml" else f"# feeds\n{good}\n\n{bad} # new\n")
    monkeypatch.setenv("NEWSLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NEWSLINE_HOST_PACE_S", "0")
    monkeypatch.setenv("NEWSLINE_ALLOWED_NETWORKS", "127.0.0.1")
    ended = newsline("feeds", "check", file)
    (line, counts), rows = ended.out.splitlines(), json.loads(newsline("feeds", "check", file, "--json").out)

    assert (ended.code, counts) == (1, "2 feeds tried: 1 ok, 0 with remarks, 1 wrong")
    assert line.startswith(f"wrong  {bad}  this is no feed")
    assert [(row["url"], row["title"], bool(row["wrong"])) for row in rows] == [(good, "Harbour News", False), (bad, None, True)]
    assert not (tmp_path / "home").exists()


def test_named_feeds(newsline: Callable[..., Any], site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Feeds that are named are told each, also when all is well."""
    monkeypatch.setenv("NEWSLINE_ALLOWED_NETWORKS", "127.0.0.1")
    url = site.put("/good", RSS)
    ended = newsline("feeds", "check", url)

    assert ended.code == 0
    assert ended.out == (
        f"remark {url}  Harbour News: 1 entry; it has neither ETag nor Last-Modified, so each poll takes it whole\n"
        "1 feed tried: 0 ok, 1 with remarks, 0 wrong\n"
    )
