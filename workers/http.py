"""Asking other people's servers, politely and within limits. In: an address; out: what it answered, or a reasoned error.

Invariant: no request goes to an address that is not public (checked on the socket's own address, so redirects and
clever names are covered too) unless its host is allowed by the settings, and no answer costs more than the limits.
"""

import asyncio
import socket
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from itertools import pairwise, takewhile
from urllib.parse import urlsplit

import aiohttp
from aiohappyeyeballs import AddrInfoType
from multidict import CIMultiDict

from config.settings import Settings
from pipeline.errors import Gone, Rejected, Transient
from pipeline.feeds import read_retry_after

MAX_REDIRECTS = 5
GONE = 410
FOR_GOOD = frozenset({301, 308})
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})  # may work later; 52x are Cloudflare's

NAT64 = IPv6Network("64:ff9b::/96")
MAX_WHY = 300  # characters
AT_ONCE = 2  # requests to one host, where no pace holds

Admit = Callable[[str], AbstractAsyncContextManager[object]]  # entered before a request, left when its answer has ended


@dataclass(frozen=True)
class Answer:
    """What a server answered; `url` is the address after redirects, `body` is decompressed, `headers` ignore case.

    `moved_to` is the address after those redirects that are for good (301, 308), up to the first that is not; `links` are all
    its Link headers, joined by commas.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    moved_to: str | None = None
    links: str = ""


class Http:
    """One session of requests, with the settings' limits."""

    def __init__(self, session: aiohttp.ClientSession, settings: Settings) -> None:
        self._session = session
        self._timeout_s = settings.fetch_timeout_s
        self._max_bytes = settings.page_max_bytes
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))

    def freely(self, url: str) -> AbstractAsyncContextManager[object]:
        """Leave to ask at once, two at a time of a host: somebody at the desk waits for it."""
        return self._hosts[urlsplit(url).netloc]

    async def get(self, url: str, headers: Mapping[str, str] | None = None, *, admit: Admit) -> Answer:
        """The answer to a GET, whatever its status.

        `admit` is entered before each request, the first one and each that a redirect leads to, and left when its answer has ended. What
        it raises is raised. The time that it takes does not count.

        Raises:
            Transient: no connection, or no whole answer in time.
            Rejected: the address is not public or no address, the answer is too large, or it redirects for ever.
        """
        return await self._ask("GET", url, admit, headers=headers)

    async def post(self, url: str, form: Mapping[str, str], *, admit: Admit) -> Answer:
        """The answer to a form that is sent; as `get` in all else."""
        return await self._ask("POST", url, admit, data=form)

    async def _ask(
        self, method: str, url: str, admit: Admit, *, headers: Mapping[str, str] | None = None, data: Mapping[str, str] | None = None
    ) -> Answer:
        try:
            async with AsyncExitStack() as turn, asyncio.timeout(None) as clock:
                steps = [_one_by_one(admit, turn, clock, self._timeout_s)]
                ask = self._session.request(method, url, headers=headers, data=data, max_redirects=MAX_REDIRECTS, middlewares=steps)
                async with ask as response:
                    body, told = await self._read(response), _as_text(response.headers)
                    links = ", ".join(told.getall("Link", []))
                    return Answer(response.status, str(response.url), told, body, _moved_to(response), links)
        except TimeoutError as error:
            raise Transient(f"no whole answer within {self._timeout_s:g} s", about=url) from error
        except NotPublicError as error:
            raise Rejected(str(error), about=url) from error
        except aiohttp.TooManyRedirects as error:
            raise Rejected(f"more than {MAX_REDIRECTS} redirects", about=url) from error
        except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError, UnicodeError) as error:  # UnicodeError: a host name that cannot be
            raise Rejected(f"this is no address of a web page, or leads to none: {_why(error)}", about=url) from error
        except (aiohttp.ClientError, OSError) as error:
            raise Transient(f"no answer: {_why(error)}", about=url) from error

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        body = bytearray()
        async for chunk in response.content.iter_chunked(64 * 1024):
            body += chunk
            if len(body) > self._max_bytes:
                raise Rejected(f"larger than {self._max_bytes:,} bytes (NEWSLINE_PAGE_MAX_BYTES)", about=str(response.url))
        return bytes(body)


class NotPublicError(Exception):
    """This address is not public, and no setting allows it."""


@asynccontextmanager
async def open_http(settings: Settings, *, once: bool = False) -> AsyncIterator[Http]:
    """A session of requests, closed at the end; `once`: each host is asked once, so no connection is kept for a second request."""
    connector = aiohttp.TCPConnector(limit=0, force_close=once, socket_factory=_guard(settings.allowed_networks))
    headers = {"User-Agent": user_agent(settings.contact), "Accept-Language": "*"}
    async with aiohttp.ClientSession(connector=connector, headers=headers, cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield Http(session, settings)


def user_agent(contact: str) -> str:
    """How newsline names itself: `newsline/0.1.0 (+mailto:desk@example.org)`."""
    return f"newsline/{version('newsline')}" + (f" (+{contact})" if contact else "")


def check_status(answer: Answer) -> None:
    """Raise unless the answer is a 2xx: Transient when it may work later, Gone at 410, else Rejected."""
    if answer.status in BUSY:
        again = read_retry_after(answer.headers, datetime.now(UTC))
        raise Transient(f"the server answers {answer.status}", about=answer.url, retry_after_s=again)
    if answer.status == GONE:
        raise Gone(f"the server answers {answer.status}", about=answer.url)
    if not 200 <= answer.status < 300:  # noqa: PLR2004  the bounds of HTTP's own classes
        raise Rejected(f"the server answers {answer.status}", about=answer.url)


def _one_by_one(admit: Admit, turn: AsyncExitStack, clock: asyncio.Timeout, timeout_s: float) -> aiohttp.ClientMiddlewareType:
    """Ends the turn of the request before, and waits for that of the next one; the clock stands still meanwhile."""
    loop = asyncio.get_running_loop()

    async def ask(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
        runs_out = clock.when()
        left_s = timeout_s if runs_out is None else runs_out - loop.time()
        clock.reschedule(None)
        await turn.aclose()
        await turn.enter_async_context(admit(str(request.url)))
        clock.reschedule(loop.time() + left_s)
        return await handler(request)

    return ask


def _moved_to(response: aiohttp.ClientResponse) -> str | None:
    steps = [*response.history, response]
    for_good = list(takewhile(lambda step: step[0].status in FOR_GOOD, pairwise(steps)))
    return str(for_good[-1][1].url) if for_good else None


def _as_text(headers: Mapping[str, str]) -> CIMultiDict[str]:
    """Headers that can be stored: aiohttp keeps bytes that are no UTF-8 as surrogates, which no JSON can carry."""
    return CIMultiDict((name, value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")) for name, value in headers.items())


def _guard(allowed: Sequence[IPv4Network | IPv6Network]) -> Callable[[AddrInfoType], socket.socket]:
    """A maker of sockets that refuses addresses which are not public."""

    def make(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        host = _behind(ip_address(str(address[0]).partition("%")[0]))
        if not host.is_global and not any(host in network for network in allowed):
            raise NotPublicError(f"{host} is not a public address (NEWSLINE_ALLOWED_NETWORKS can allow it)")
        return socket.socket(family, kind, protocol)

    return make


def _behind(host: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address to which an IPv6 address is translated on its way (mapped, 6to4, NAT64), or the address itself."""
    if isinstance(host, IPv4Address):
        return host
    return host.ipv4_mapped or host.sixtofour or (IPv4Address(int(host) % 2**32) if host in NAT64 else host)


def _why(error: BaseException) -> str:
    """What an error says, in one line; a server's own words may stand in it, and go on for long."""
    return " ".join(str(error).split())[:MAX_WHY] or type(error).__name__
