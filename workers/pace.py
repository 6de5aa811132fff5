"""One pace for each host, over all workers. In: an address; out: leave to ask it, now or after a wait.

Invariant: two requests to one host start at least `pace_s` seconds apart, whoever makes them.
"""

import asyncio
import time
from urllib.parse import urlsplit

from redis import Redis

from workers.ledger import LUA

LONGEST_WAIT_S = 2.0  # a task waits so long for its turn; longer, and one busy host would hold up all others


class Pace:
    """Turns at hosts, reserved in Redis."""

    def __init__(self, redis: Redis, pace_s: float) -> None:
        self._pace_s = pace_s
        self._reserve = redis.register_script((LUA / "reserve_host.lua").read_text())

    async def turn(self, url: str) -> float:
        """Wait for this host's turn and return 0; or, when that would take too long, the seconds after which to come back."""
        host = urlsplit(url).netloc.lower()
        wait = float(self._reserve([f"host:{host}", f"later:{host}"], [time.time(), self._pace_s, LONGEST_WAIT_S]))
        if wait < 0:
            return -wait
        await asyncio.sleep(wait)
        return 0.0
