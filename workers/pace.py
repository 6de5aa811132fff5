"""One pace for each host, over all workers. In: an address; out: its host for the length of one request, or `TooEarly`.

Invariant: a host gets one request at a time, and the next starts at least `pace_s` seconds after the last has ended, whoever
makes them and whatever they are for: feeds, pages, robots.txt, redirects. A worker that dies while it asks keeps the host no
longer than a request may take.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import cast
from urllib.parse import urlsplit
from uuid import uuid4

from redis import Redis
from redis.commands.core import Script

from workers.ledger import LUA

LONGEST_WAIT_S = 2.0  # a task waits so long for its turn; longer, and one busy host would hold up all others
GATHER_S = 0.01  # turns that are asked for, or end, within this time are one call
SLACK_S = 10.0  # a request may end so much later than it should, on a machine that is busy

Arguments = Sequence[str | float]


class TooEarly(Exception):
    """This host has a queue: come back in `wait_s` seconds. No fault of the address."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"its host has a queue of {wait_s:.0f} s")
        self.wait_s = wait_s


class Pace:
    """Turns at hosts, reserved in Redis, for the length of one event loop; without a pace all go at once."""

    def __init__(self, redis: Redis, pace_s: float, request_s: float) -> None:
        self._pace_s = pace_s
        self._hold_s = request_s + SLACK_S
        self._reserve = _Together(redis.register_script((LUA / "reserve_hosts.lua").read_text()))
        self._release = _Together(redis.register_script((LUA / "release_hosts.lua").read_text()))

    @asynccontextmanager
    async def turn(self, url: str, least_s: float = 0) -> AsyncIterator[None]:
        """This host's turn: wait for it, make one request, and leave the host alone for the pace, or for `least_s` if that is more.

        Raises:
            TooEarly: the wait would be too long; a later turn is kept.
        """
        pace_s = max(self._pace_s, least_s)
        if not pace_s:
            yield
            return
        host, token = urlsplit(url).netloc.lower(), uuid4().hex
        await self._wait(host, token, pace_s)
        try:
            yield
        finally:
            await self._release.call([f"host:{host}", f"asked:{host}"], [token, pace_s])

    async def _wait(self, host: str, token: str, pace_s: float) -> None:
        until = time.monotonic() + LONGEST_WAIT_S
        keys = [f"host:{host}", f"asked:{host}", f"later:{host}"]
        while (wait := float(await self._reserve.call(keys, [token, pace_s, max(until - time.monotonic(), 0), self._hold_s]))) < 0:
            if time.monotonic() - wait > until:
                raise TooEarly(-wait)
            await asyncio.sleep(-wait)
        await asyncio.sleep(wait)


class _Together:
    """Calls of a script for one host each, made as one call for all that come within a moment."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._waiting: list[tuple[Sequence[str], Arguments, asyncio.Future[str]]] = []

    async def call(self, keys: Sequence[str], arguments: Arguments) -> str:
        """What the script returns for this host."""
        loop = asyncio.get_running_loop()
        if not self._waiting:
            loop.call_later(GATHER_S, self._call_all)
        answer: asyncio.Future[str] = loop.create_future()
        self._waiting.append((keys, arguments, answer))
        return await answer

    def _call_all(self) -> None:
        waiting, self._waiting = self._waiting, []
        keys = [key for each, _, _ in waiting for key in each]
        arguments = [time.time(), *(argument for _, each, _ in waiting for argument in each)]
        answers = [answer for _, _, answer in waiting if not answer.cancelled()]
        try:
            found = cast("list[str]", self._script(keys, arguments))
        except Exception as error:  # noqa: BLE001  theirs to handle, a time limit too
            for answer in answers:
                answer.set_exception(error)
            return
        for (_, _, answer), value in zip(waiting, found, strict=True):
            if not answer.cancelled():
                answer.set_result(value)
