"""What robots.txt allows, asked of a server of our own and kept in a real Redis."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest

from pipeline.errors import Rejected, Transient
from workers.edge import Edge
from workers.http import open_http
from workers.pace import Pace, TooEarly
from workers.robots import Robots


def allows(edge: Edge, urls: Sequence[str]) -> list[bool]:
    """What a worker may fetch of these addresses, asked side by side."""

    async def allow(robots: Robots, url: str) -> bool:
        with suppress(Rejected):
            async with robots.admit(url):
                return True
        return False

    async def ask() -> list[bool]:
        async with open_http(edge.settings) as http:
            robots = Robots(edge.redis, http, Pace(edge.redis, edge.settings.host_pace_s, 5))
            return list(await asyncio.gather(*(allow(robots, url) for url in urls)))

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /private", "/a", True),
        ("User-agent: *\nDisallow: /private\nAllow: /private/open", "/private/open", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Newsline\nDisallow: /ours", "/a", True),  # what names us goes before what names all
        ("User-agent: *\nDisallow:\n\nUser-agent: newsline\nDisallow: /ours", "/ours", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /a?print", "/a?print=1", False),
        ("", "/a", True),
        ("<html>not found</html>", "/a", True),
        ("\xff\xfe\x00 broken", "/a", True),
    ],
)
def test_rules(edge: Edge, site: Any, rules: str, path: str, expected: bool) -> None:
    """The rules that name us, else those for all, decide; what are no rules forbid nothing."""
    site.put("/robots.txt", rules.encode("latin-1"))

    assert allows(edge, [site.url + path]) == [expected]


@pytest.mark.parametrize(
    "page",
    [(404, {}, b"Disallow: /"), (403, {}, b""), (302, {"Location": "/robots.txt"}, b""), (302, {"Location": "http://10.0.0.1/"}, b"")],
    ids=["not found", "forbidden", "in a circle", "to where we may not go"],
)
def test_no_readable_rules(edge: Edge, site: Any, page: tuple[int, dict[str, str], bytes]) -> None:
    """A host without a readable robots.txt allows all."""
    site.pages["/robots.txt"] = page

    assert allows(edge, [site.url + "/a"]) == [True]


def test_server_that_fails(edge: Edge, site: Any) -> None:
    """A server that fails forbids for now; nothing is remembered, so it is asked again."""
    site.put("/robots.txt", "", 500)
    with pytest.raises(Transient):
        allows(edge, [site.url + "/a"])
    site.put("/robots.txt", "")

    assert allows(edge, [site.url + "/a"]) == [True]


def test_server_that_is_silent(edge: Edge, site: Any) -> None:
    """All who wait for a host's rules give up together, not one after the other."""
    site.pages["/robots.txt"] = lambda _handler: time.sleep(1)
    edge.settings = edge.settings.model_copy(update={"fetch_timeout_s": 0.5})
    started = time.monotonic()
    with pytest.raises(Transient):
        allows(edge, [f"{site.url}/{number}" for number in range(8)])

    assert time.monotonic() - started < 2
    assert site.asked("/robots.txt") == 1


def test_host_is_asked_once(edge: Edge, site: Any) -> None:
    """However many addresses wait for a host's rules, in one worker or in several, it is asked once."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /b")

    assert allows(edge, [site.url + path for path in ("/a", "/b", "/c")]) == [True, False, True]
    assert allows(edge, [site.url + "/b"]) == [False]
    assert site.asked("/robots.txt") == 1


def test_each_host_has_its_rules(edge: Edge, site: Any) -> None:
    """The rules of one host say nothing of another, nor of another port of it."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /")
    edge.redis.set("robots:https://127.0.0.1", "")

    assert allows(edge, [site.url + "/a", "https://127.0.0.1/a"]) == [False, True]


def test_rules_are_kept_for_a_day(edge: Edge, site: Any) -> None:
    """Rules are asked for anew after a day, and no host can fill Redis with them."""
    edge.settings = edge.settings.model_copy(update={"page_max_bytes": 1_000_000})
    site.put("/robots.txt", "User-agent: *\nDisallow: /b\n" + "#" * 900_000)
    allows(edge, [site.url + "/a"])

    assert 86_000 < edge.redis.ttl(f"robots:{site.url}") <= 86_400
    assert edge.redis.strlen(f"robots:{site.url}") == 512_000


@pytest.mark.parametrize(("rules", "least_s"), [("Crawl-delay: 40", 40), ("Crawl-delay: 9999", 60), ("Crawl-delay: soon", 0)])
def test_crawl_delay(edge: Edge, site: Any, rules: str, least_s: float) -> None:
    """A host is asked no more often than its robots.txt wants, up to a minute."""
    site.put("/robots.txt", f"User-agent: *\n{rules}")
    allows(edge, [site.url + "/a"])
    if not least_s:
        assert allows(edge, [site.url + "/b"]) == [True]
        return
    with pytest.raises(TooEarly) as early:
        allows(edge, [site.url + "/b"])

    assert least_s - 5 < early.value.wait_s <= least_s


def test_rules_take_a_turn(edge: Edge, site: Any) -> None:
    """Asking for robots.txt is a request to its host like any other."""
    edge.settings = edge.settings.model_copy(update={"host_pace_s": 30.0})
    with pytest.raises(TooEarly):
        allows(edge, [site.url + "/a"])
    assert site.asked("/robots.txt") == 1
