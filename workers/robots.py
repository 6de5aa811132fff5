"""Leave to ask for a page: robots.txt and the host's turn. In: an address; out: leave, or why not. Rules stay in Redis for a day.

Invariant: a host without a readable robots.txt (404, 4xx, redirects without end) allows all; one whose server fails
(5xx, no answer) is asked again later, as RFC 9309 section 2.3.1 wants. A worker asks a host once, however many wait.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from protego import Protego
from redis import Redis

from pipeline.errors import Rejected
from workers.http import Http, check_status
from workers.pace import Pace

AGENT = "newsline"
KEPT_S = 24 * 3600  # RFC 9309 2.4: no longer than 24 hours
LONGEST_DELAY_S = 60.0  # of Crawl-delay: some ask for hours, which would be a way to say no
KEPT_CHARS = 512_000  # RFC 9309 2.5: at least 500 kB are to be read


class Robots:
    """The robots.txt of many hosts, for the length of one message."""

    def __init__(self, redis: Redis, http: Http, pace: Pace) -> None:
        self._redis = redis
        self._http = http
        self._pace = pace
        self._asked: dict[str, asyncio.Task[Protego]] = {}

    @asynccontextmanager
    async def admit(self, url: str) -> AsyncIterator[None]:
        """Its host's turn for this address, once the rules allow it.

        Raises:
            Rejected: robots.txt does not allow it.
            Transient: the server of robots.txt fails.
            TooEarly: the host has a queue.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._asked:
            self._asked[site] = asyncio.create_task(self._rules(site))
        rules = await self._asked[site]
        if not rules.can_fetch(url, AGENT):
            raise Rejected("robots.txt does not allow this address", about=url)
        async with self._pace.turn(url, least_s=min(rules.crawl_delay(AGENT) or 0, LONGEST_DELAY_S)):
            yield

    async def _rules(self, site: str) -> Protego:
        text = self._redis.get(f"robots:{site}")
        if text is None:
            text = await self._fetch(site)
            self._redis.set(f"robots:{site}", text, ex=KEPT_S)
        return Protego.parse(str(text))

    async def _fetch(self, site: str) -> str:
        try:
            answer = await self._http.get(f"{site}/robots.txt", admit=self._pace.turn)
            check_status(answer)
        except Rejected:
            return ""
        return answer.body.decode("utf-8", "replace")[:KEPT_CHARS]
