"""Servers that are built to hurt, each with the way in which it does, byte for byte: each costs less than 3 s and 300 MB.

What it ends as is an answer where the fault is harmless, else a reason. `test_http.py` has what happens among honest servers.
"""

import asyncio
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle, repeat
from typing import Any

import aiohttp
import brotli
import pytest
from zstandard import ZstdCompressor

from config.settings import Settings
from pipeline.errors import PipelineError, Rejected
from workers.http import open_http

pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")  # the thread is the server's, and not needed there
TIMEOUT_S = 1.0
ZEROS = bytes(100_000_000)
OK = b"HTTP/1.1 200 OK\r\n"
LENGTH = b"Content-Length: 5\r\n\r\nwords"
PRIVATE = "is not a public address"
NO_ADDRESS = "this is no address of a web page"


def moved(location: str) -> bytes:
    """A redirect."""
    return f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode()


def coded(coding: str, body: bytes) -> bytes:
    """An answer in this coding."""
    return OK + f"Content-Encoding: {coding}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


Pieces = Callable[[], Iterator[bytes]]


def slowly(start: bytes, piece: bytes) -> Pieces:
    """The start, then a piece ten times a second."""

    def pieces() -> Iterator[bytes]:
        yield start
        while True:
            time.sleep(0.1)
            yield piece

    return pieces


def for_ever(start: bytes, piece: bytes) -> Pieces:
    """The start, then the piece without end."""
    return lambda: cycle([start, *repeat(piece, 10_000)])


def at_once(answer: bytes) -> Pieces:
    """The answer, then the end of the connection."""
    return lambda: iter([answer])


@pytest.fixture
def server() -> Iterator[Any]:
    """A server: `serve(pieces)` gives an address at which every request is answered with these."""
    listening = socket.create_server(("127.0.0.1", 0))
    pages: list[Pieces] = []

    def answer(client: socket.socket) -> None:
        with client, suppress(OSError):
            client.settimeout(10)
            client.recv(65536)
            for piece in pages[0]():
                client.sendall(piece)
            client.shutdown(socket.SHUT_WR)
            client.recv(65536)

    def listen() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=answer, args=(listening.accept()[0],), daemon=True).start()

    def serve(pieces: Pieces) -> str:
        pages.append(pieces)
        return f"http://127.0.0.1:{listening.getsockname()[1]}/"

    threading.Thread(target=listen, daemon=True).start()
    yield serve
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


def end(apart: Any, settings: Settings, url: str) -> str:
    """How asking this address ends: the status and the size of the answer, or the reason."""
    bounded = settings.model_copy(update={"fetch_timeout_s": TIMEOUT_S})

    async def ask() -> str:
        try:
            async with open_http(bounded) as http:
                answer = await http.get(url, admit=http.freely)
                return f"{answer.status} {len(answer.body)}"
        except PipelineError as error:
            return error.reason

    def measured() -> tuple[float, float, str]:
        start, started = time.process_time(), time.monotonic()
        found = asyncio.run(ask())
        return time.process_time() - start, time.monotonic() - started, found

    (seconds, elapsed, found), megabytes = apart(measured)
    assert (seconds < 3, elapsed < TIMEOUT_S + 2, megabytes < 300) == (True, True, True), (
        f"{seconds:.1f} s, {elapsed:.1f} s, {megabytes} MB"
    )
    assert "\n" not in found
    assert len(found) < 500
    return str(found)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param(slowly(OK, b"A: b\r\n"), "no whole answer", id="headers that drip"),
        pytest.param(slowly(OK + b"Content-Length: 999\r\n\r\n", b"x"), "no whole answer", id="a body that drips"),
        pytest.param(slowly(b"", b"H"), "no answer", id="a status line that drips"),
        pytest.param(for_ever(OK + b"\r\n", bytes(10_000)), "larger than", id="a body without end"),
        pytest.param(for_ever(OK, b"A: " + b"b" * 1_000 + b"\r\n"), "no answer", id="headers without end"),
        pytest.param(for_ever(OK + b"A: ", b"b" * 10_000), "no answer", id="a header without end"),
        pytest.param(at_once(OK + b"A: " + b"b" * 5_000_000 + b"\r\n" + LENGTH), "no answer", id="a header of 5 MB"),
        pytest.param(at_once(OK + b"Set-Cookie: a=b\r\n" * 100_000 + LENGTH), "no answer", id="100,000 cookies"),
        pytest.param(for_ever(b"HTTP/1.1 103 A\r\n\r\n", b"HTTP/1.1 103 A\r\n\r\n" * 100), "no whole answer", id="only 1xx"),
        pytest.param(at_once(b"HTTP/1.1 103 A\r\n\r\n" + OK + LENGTH), "200 5", id="one 1xx: harmless"),
        pytest.param(at_once(b"<html>words</html>"), "no answer", id="HTTP/0.9"),
        pytest.param(at_once(b""), "no answer", id="nothing"),
        pytest.param(at_once(OK + b"Content-Length: 0\r\n\r\n"), "200 0", id="an empty body"),
        pytest.param(at_once(OK + b"A: \0b\r\n" + LENGTH), "no answer", id="NUL in a header"),
        pytest.param(at_once(OK + b"A\xff: b\r\n" + LENGTH), "no answer", id="a header whose name is none"),
        pytest.param(at_once(OK + b"Content-Length: 999\r\n\r\nwords"), "no answer", id="fewer bytes than it says"),
        pytest.param(at_once(OK + b"Content-Length: 3\r\n\r\nwords"), "no answer", id="more bytes than it says"),
        pytest.param(at_once(OK + b"Content-Length: -1\r\n\r\nwords"), "no answer", id="a length below 0"),
        pytest.param(at_once(OK + b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\nwords"), "no answer", id="a length of 5,000 digits"),
        pytest.param(at_once(OK + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nwords"), "no answer", id="two lengths"),
        pytest.param(at_once(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nwords\r\n"), "no answer", id="chunks of no size"),
        pytest.param(at_once(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n"), "no answer", id="chunks that break off"),
        pytest.param(
            for_ever(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 100), "larger than", id="chunks of a byte without end"
        ),
        pytest.param(
            for_ever(OK + b"Transfer-Encoding: chunked\r\n\r\n1;", b"a" * 10_000), "no whole answer", id="a chunk's extension without end"
        ),
        pytest.param(
            for_ever(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n" * 1000), "no answer", id="trailers without end"
        ),
        pytest.param(at_once(coded("gzip", gzip.compress(ZEROS, 1))), "larger than", id="gzip bomb"),
        pytest.param(at_once(coded("deflate", zlib.compress(ZEROS, 1))), "larger than", id="deflate bomb"),
        pytest.param(at_once(coded("br", brotli.compress(ZEROS, quality=1))), "larger than", id="br bomb"),
        pytest.param(at_once(coded("zstd", ZstdCompressor().compress(ZEROS))), "larger than", id="zstd bomb"),
        pytest.param(at_once(coded("gzip", gzip.compress(gzip.compress(ZEROS)))), "200 97221", id="gzip in gzip: unpacked once"),
        pytest.param(at_once(coded("gzip, gzip, gzip", gzip.compress(b"x"))), "200", id="three codings: left packed"),
        pytest.param(at_once(coded("gzip", b"words")), "no answer", id="no gzip"),
        pytest.param(at_once(coded("gzip", gzip.compress(b"words" * 900)[:-9])), "200 4392", id="gzip that breaks off: what there is"),
        pytest.param(at_once(coded("klingon", b"words")), "200 5", id="a coding that nobody knows"),
        pytest.param(at_once(b"HTTP/1.1 204 No Content\r\n\r\n"), "204 0", id="204"),
        pytest.param(at_once(b"HTTP/1.1 206 Partial Content\r\n" + LENGTH), "206 5", id="206"),
        pytest.param(at_once(b"HTTP/1.1 300 Multiple Choices\r\n" + LENGTH), "300 5", id="300 without Location"),
        pytest.param(at_once(b"HTTP/1.1 302 Found\r\n" + LENGTH), "302 5", id="302 without Location"),
        pytest.param(at_once(b"HTTP/1.1 999999999999 A\r\n" + LENGTH), "no answer", id="a status of twelve digits"),
        pytest.param(at_once(moved("/")), "more than 5 redirects", id="redirects in a circle"),
        pytest.param(at_once(moved("file:///etc/passwd")), NO_ADDRESS, id="to a file"),
        pytest.param(at_once(moved("gopher://127.0.0.1/")), NO_ADDRESS, id="to another protocol"),
        pytest.param(at_once(moved("http://10.0.0.1/")), PRIVATE, id="to a private address"),
        pytest.param(at_once(moved("http://169.254.169.254/latest/meta-data/")), PRIVATE, id="to a cloud's metadata"),
        pytest.param(at_once(moved("http://[::1]/")), PRIVATE, id="to ::1"),
        pytest.param(at_once(moved("http://[::ffff:10.0.0.1]/")), PRIVATE, id="to a mapped address"),
        pytest.param(at_once(moved("http://[64:ff9b::a00:1]/")), PRIVATE, id="to a translated address"),
        pytest.param(at_once(moved("http://[2002:a00:1::]/")), PRIVATE, id="to an address behind a relay"),
        pytest.param(at_once(moved("http://0.0.0.0/")), PRIVATE, id="to 0.0.0.0"),
        pytest.param(at_once(moved("http://167772161/")), NO_ADDRESS, id="to 10.0.0.1 as a number"),
        pytest.param(at_once(moved("http://0x0a.0.0.1/")), PRIVATE, id="to 10.0.0.1 in hexadecimal"),
        pytest.param(at_once(moved("http://me:secret@10.0.0.1/")), PRIVATE, id="with a password, to a private address"),
        pytest.param(at_once(moved("/" + "a" * 1_000_000)), "no answer", id="to an address of 1 MB"),
        pytest.param(at_once(moved("http://" + "a." * 3_000 + "example/")), "no answer", id="to a name of 6,000 letters"),
        pytest.param(at_once(moved("")), "302 0", id="to nowhere"),
    ],
)  # fmt: skip
def test_wicked_server(apart: Any, server: Any, settings: Settings, pieces: Pieces, expected: str) -> None:
    """It ends within its time, as an answer or with a reason."""
    found = end(apart, settings, server(pieces))

    assert expected in found


def test_tls_at_a_plain_port(apart: Any, server: Any, settings: Settings) -> None:
    """A server that speaks no TLS is told so."""
    assert end(apart, settings, server(at_once(OK + LENGTH)).replace("http:", "https:")).startswith("no answer: ")


def test_name_that_changes_its_address(server: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is looked up first and private a moment later gets no request: what is connected to is looked at."""
    answers = iter(["127.0.0.1", "127.0.0.2"])
    url = server(lambda: iter([OK + b"Connection: close\r\n" + LENGTH]))

    async def resolve(_self: object, host: str, port: int = 0, **_: object) -> list[dict[str, object]]:
        return [{"hostname": host, "host": next(answers), "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}]

    async def ask() -> tuple[int, str]:
        async with open_http(settings) as http:
            first = await http.get(url.replace("127.0.0.1", "rebinding.example"), admit=http.freely)
        async with open_http(settings) as http:
            with pytest.raises(Rejected) as caught:
                await http.get(url.replace("127.0.0.1", "rebinding.example"), admit=http.freely)
        return first.status, caught.value.reason

    monkeypatch.setattr(aiohttp.ThreadedResolver, "resolve", resolve)
    status, reason = asyncio.run(ask())

    assert status == 200
    assert reason.startswith("127.0.0.2 is not a public address")
