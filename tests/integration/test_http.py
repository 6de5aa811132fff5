"""Asking servers that are ill, slow or wicked: each costs no more than the limits and ends as a reasoned error."""

import asyncio
import gzip
import time
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler
from importlib.metadata import version
from ipaddress import ip_network
from typing import Any

import brotli
import pytest
from zstandard import ZstdCompressor

from config.settings import Settings
from pipeline.errors import Gone, PipelineError, Rejected, Transient
from workers.http import Admit, Answer, check_status, open_http

ZSTD = ZstdCompressor()
PIECE = b"x" * 10_000


def get(settings: Settings, url: str, headers: Mapping[str, str] | None = None, admit: Admit | None = None) -> Answer:
    """What a session of these settings gets from this address."""

    async def ask() -> Answer:
        async with open_http(settings) as http:
            return await http.get(url, headers, admit=admit or http.freely)

    return asyncio.run(ask())


def refusal(settings: Settings, url: str) -> PipelineError:
    """The error that asking this address ends with."""
    with pytest.raises(PipelineError) as caught:
        get(settings, url)
    assert caught.value.about == url
    assert "\n" not in str(caught.value)
    return caught.value


def test_answer(site: Any, settings: Settings) -> None:
    """An answer brings its status, headers, body and the address it came from."""
    url = site.put("/a", "words", content_type="text/plain", ETag='"1"')
    answer = get(settings, url)

    assert (answer.status, answer.url, answer.body) == (200, url, b"words")
    assert (answer.headers["content-type"], answer.headers.get("etag")) == ("text/plain", '"1"')


def test_redirect_is_followed(site: Any, settings: Settings) -> None:
    """The address of an answer is the one after redirects."""
    target = site.put("/b", "words")
    url = site.put("/a", "", 301, Location="/b")

    assert get(settings, url).url == target


@pytest.mark.parametrize(
    ("coding", "compress"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress), ("zstd", ZSTD.compress)],
)
def test_compressed_answer(site: Any, settings: Settings, coding: str, compress: Callable[[bytes], bytes]) -> None:
    """An answer may come in each of the codings that are asked for."""
    url = site.put("/a", compress(PIECE), Content_Encoding=coding)

    assert get(settings, url).body == PIECE
    assert coding in site.requests[-1][1]["Accept-Encoding"]


def test_leave_is_asked_for_each_request(site: Any, settings: Settings) -> None:
    """Redirects, too, wait for leave, each when the request before has ended; what is refused is not asked for."""
    urls = [site.put("/a", "", 302, Location="/b"), site.put("/b", "", 301, Location="/c"), site.put("/c", "words")]
    told = []

    @asynccontextmanager
    async def admit(url: str) -> AsyncIterator[None]:
        told.append(f"may {url}?")
        if url == urls[2]:
            raise Rejected("no", about=url)
        yield
        told.append(f"{url} ended")

    with pytest.raises(Rejected, match="no"):
        get(settings, urls[0], admit=admit)
    assert told == [f"may {urls[0]}?", f"{urls[0]} ended", f"may {urls[1]}?", f"{urls[1]} ended", f"may {urls[2]}?"]
    assert [path for path, _ in site.requests] == ["/a", "/b"]


def test_waiting_for_leave_takes_no_time(site: Any, settings: Settings) -> None:
    """The clock runs while a request does, not while one waits for leave, nor anew for each redirect."""

    @asynccontextmanager
    async def admit(_url: str) -> AsyncIterator[None]:
        await asyncio.sleep(0.4)
        yield

    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")

    strict = settings.model_copy(update={"fetch_timeout_s": 0.5})
    site.pages["/a"] = slow
    url = site.put("/b", "words")
    assert get(strict, site.url + "/a", admit=admit).url == url
    site.pages["/b"] = slow

    with pytest.raises(Transient, match=r"within 0\.5 s"):
        get(strict, site.url + "/a", admit=admit)


def test_few_at_once_where_no_pace_holds(site: Any, settings: Settings) -> None:
    """Who asks freely asks a host twice at a time at most."""
    running, most = [0], [0]

    def count(handler: BaseHTTPRequestHandler) -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        time.sleep(0.1)
        running[0] -= 1
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    async def ask() -> None:
        async with open_http(settings) as http:
            await asyncio.gather(*(http.get(site.url + "/a", admit=http.freely) for _ in range(6)))

    site.pages["/a"] = count
    asyncio.run(ask())
    assert most == [2]


@pytest.mark.parametrize(
    ("contact", "expected"), [("", ""), ("mailto:desk@example.org", " (+mailto:desk@example.org)")], ids=["nobody", "contact"]
)
def test_user_agent(site: Any, settings: Settings, contact: str, expected: str) -> None:
    """A request says who asks, and how to reach them when that is set; it carries no cookies."""
    url = site.put("/a", "", Set_Cookie="id=1")
    get(settings.model_copy(update={"contact": contact}), url)

    ((_, headers),) = site.requests
    assert headers["User-Agent"] == f"newsline/{version('newsline')}{expected}"
    assert "Cookie" not in headers


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "192.168.0.1", "169.254.169.254", "0x7f.1"]
)
def test_address_that_is_not_public(settings: Settings, host: str) -> None:
    """Without leave of the settings no request goes to an address that is not public, whatever its spelling."""
    error = refusal(settings.model_copy(update={"allowed_networks": ()}), f"http://{host}:9/")

    assert isinstance(error, Rejected)
    assert "is not a public address (NEWSLINE_ALLOWED_NETWORKS can allow it)" in error.reason


def test_redirect_to_an_address_that_is_not_public(site: Any, settings: Settings) -> None:
    """A redirect from where we may go to where we may not is refused."""
    site.put("/secret", "words")
    url = site.put("/a", "", 302, Location=site.url.replace("127.0.0.1", "127.0.0.2") + "/secret")

    assert "127.0.0.2 is not a public address" in refusal(settings, url).reason
    assert site.asked("/secret") == 0


def test_network_that_is_allowed(site: Any, settings: Settings) -> None:
    """A network of the settings may be fetched from."""
    wide = settings.model_copy(update={"allowed_networks": (ip_network("10.0.0.0/8"), ip_network("127.0.0.0/8"))})

    assert get(wide, site.put("/a", "words")).body == b"words"


def endless(handler: BaseHTTPRequestHandler) -> None:
    """A body that never ends."""
    handler.send_response(200)
    handler.end_headers()
    write_on(handler, PIECE, 0)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """A body of a byte now and then."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    write_on(handler, b"x", 0.1)


def silent(handler: BaseHTTPRequestHandler) -> None:
    """No answer at all."""
    write_on(handler, b"", 0.1)


def write_on(handler: BaseHTTPRequestHandler, piece: bytes, pause_s: float) -> None:
    """Write until the other side has had enough, or three seconds are over."""
    until = time.monotonic() + 3
    try:
        while time.monotonic() < until:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause_s)
    except OSError:
        return


def hanging_up(handler: BaseHTTPRequestHandler) -> None:
    """Less than was promised."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"x")


def babbling(handler: BaseHTTPRequestHandler) -> None:
    """No HTTP."""
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")


@pytest.mark.parametrize(
    ("page", "kind", "words"),
    [
        pytest.param(endless, Rejected, "larger than 100,000 bytes (NEWSLINE_PAGE_MAX_BYTES)", id="endless"),
        pytest.param(dripping, Transient, "no whole answer within 0.5 s", id="dripping"),
        pytest.param(silent, Transient, "no whole answer within 0.5 s", id="silent"),
        pytest.param(hanging_up, Transient, "no answer: ", id="hangs up"),
        pytest.param(babbling, Transient, "no answer: ", id="no HTTP"),
        pytest.param((200, {}, b"x" * 100_001), Rejected, "larger than 100,000 bytes", id="too large"),
        pytest.param((200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(50_000_000))), Rejected, "larger than", id="gzip bomb"),
        pytest.param(
            (200, {"Content-Encoding": "br"}, brotli.compress(bytes(50_000_000), quality=5)), Rejected, "larger than", id="br bomb"
        ),
        pytest.param((200, {"Content-Encoding": "zstd"}, ZSTD.compress(bytes(50_000_000))), Rejected, "larger than", id="zstd bomb"),
        pytest.param((200, {"Content-Encoding": "gzip"}, b"no gzip"), Transient, "no answer: ", id="broken gzip"),
        pytest.param((302, {"Location": "/a"}, b""), Rejected, "redirects", id="in a circle"),
        pytest.param((302, {"Location": "file:///etc/passwd"}, b""), Rejected, "no address of a web page", id="to a file"),
        pytest.param((302, {"Location": "http://a..b/"}, b""), Rejected, "no address of a web page", id="to no host name"),
    ],
)
def test_wicked_answers(
    site: Any,
    settings: Settings,
    page: tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None],
    kind: type[PipelineError],
    words: str,
) -> None:
    """What a server does wrong ends soon, as an error that says what it was and whether it may work later."""
    site.pages["/a"] = page
    started = time.monotonic()
    error = refusal(settings.model_copy(update={"fetch_timeout_s": 0.5}), site.url + "/a")

    assert type(error) is kind
    assert words in error.reason
    assert time.monotonic() - started < 3


def test_as_large_as_allowed(site: Any, settings: Settings) -> None:
    """A body of just the limit is read."""
    assert len(get(settings, site.put("/a", "x" * 100_000)).body) == 100_000


def test_connection_refused(site: Any, settings: Settings) -> None:
    """A server that is down may be up later."""
    error = refusal(settings, "http://127.0.0.1:1/")

    assert type(error) is Transient
    assert error.reason.startswith("no answer: ")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nix",
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://",
        "http:///a",
        "http://[::1/",
        "http://example.org:99999/",
        "http://a..b/",
        f"http://{'a' * 64}.example/",  # longer than a label may be
        "http://2130706433/",  # 127.0.0.1 as a number
    ],
)
def test_no_address(settings: Settings, url: str) -> None:
    """What is no address of a web page never works, and the reason says so."""
    error = refusal(settings, url)

    assert type(error) is Rejected
    assert error.reason.startswith("this is no address of a web page")


def test_headers_that_are_no_text(site: Any, settings: Settings) -> None:
    """Bytes in a header that are no UTF-8 come out as text that can be stored."""

    def latin(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b'HTTP/1.1 200 OK\r\nETag: "\xe9t\xe9"\r\nContent-Length: 0\r\n\r\n')

    site.pages["/a"] = latin
    answer = get(settings, site.url + "/a")

    assert answer.headers["ETag"].encode() == '"�t�"'.encode()
    assert get(settings, site.url + "/a", {"If-None-Match": answer.headers["ETag"]}).status == 200


@pytest.mark.parametrize(
    ("status", "headers", "kind", "retry_after_s"),
    [
        pytest.param(404, {}, Rejected, None, id="not found"),
        pytest.param(410, {}, Gone, None, id="gone"),
        pytest.param(304, {}, Rejected, None, id="not modified, which nobody asked"),
        pytest.param(503, {}, Transient, None, id="busy"),
        pytest.param(503, {"Retry-After": "120"}, Transient, 120.0, id="busy for two minutes"),
        pytest.param(429, {"Retry-After": "1"}, Transient, 1.0, id="too many requests"),
        pytest.param(429, {"Retry-After": "-1"}, Transient, None, id="no time"),
        pytest.param(429, {"Retry-After": "²"}, Transient, None, id="a digit that is no number"),
        pytest.param(429, {"Retry-After": "9" * 400}, Transient, 86400.0, id="for ever: a day is enough"),
        pytest.param(500, {}, Transient, None, id="server error"),
        pytest.param(522, {}, Transient, None, id="Cloudflare's"),
    ],
)
def test_status(status: int, headers: dict[str, str], kind: type[PipelineError], retry_after_s: float | None) -> None:
    """A status that may pass is Transient, with the time that was asked for; any other that is no 2xx is Rejected."""
    with pytest.raises(PipelineError) as caught:
        check_status(Answer(status, "https://example.org/", headers, b""))

    assert type(caught.value) is kind
    assert caught.value.reason == f"the server answers {status}"
    assert getattr(caught.value, "retry_after_s", None) == retry_after_s


@pytest.mark.parametrize("status", [200, 203, 206])
def test_status_that_is_well(status: int) -> None:
    """A 2xx is no error."""
    check_status(Answer(status, "https://example.org/", {}, b""))
