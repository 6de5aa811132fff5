"""One pace for each host, over all workers. In: an address; out: leave to ask it, after a short wait, or `TooEarly`.

Invariant: two requests to one host start at least `pace_s` seconds apart, whoever makes them and whatever they are for:
feeds, pages, robots.txt, redirects.
"""

import asyncio
import time
from urllib.parse import urlsplit

from redis import Redis

from workers.ledger import LUA

LONGEST_WAIT_S = 2.0  # a task waits so long for its turn; longer, and one busy host would hold up all others


class TooEarly(Exception):
    """This host has a queue: come back in `wait_s` seconds. No fault of the address."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"its host has a queue of {wait_s:.0f} s")
        self.wait_s = wait_s


class Pace:
    """Turns at hosts, reserved in Redis."""

    def __init__(self, redis: Redis, pace_s: float) -> None:
        self._pace_s = pace_s
        self._reserve = redis.register_script((LUA / "reserve_host.lua").read_text())

    async def turn(self, url: str, least_s: float = 0) -> None:
        """Wait for this host's turn, which keeps it from others for the pace, or for `least_s` if that is more.

        Raises:
            TooEarly: the wait would be too long; a later turn is kept.
        """
        host = urlsplit(url).netloc.lower()
        pace_s = max(self._pace_s, least_s)
        wait = float(self._reserve([f"host:{host}", f"later:{host}"], [time.time(), pace_s, LONGEST_WAIT_S]))
        if wait < 0:
            raise TooEarly(-wait)
        await asyncio.sleep(wait)
