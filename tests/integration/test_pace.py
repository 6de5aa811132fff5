"""Turns at hosts, reserved in a real Redis."""

import asyncio
import time
from collections.abc import Sequence
from itertools import pairwise

import pytest

from workers.edge import Edge, connect_redis
from workers.pace import LONGEST_WAIT_S, Pace, TooEarly

PACE_S = 0.2
A = "https://a.example/1"


def turns(edge: Edge, urls: Sequence[str], pace_s: float = PACE_S, workers: int = 1) -> list[float]:
    """When, in seconds from now, each of these had its turn, asked for at once by so many workers in rotation."""
    paces = [Pace(connect_redis(edge.settings, state=True), pace_s, 5) for _ in range(workers)]
    started = time.monotonic()

    async def take(number: int, url: str) -> float:
        async with paces[number % workers].turn(url):
            return time.monotonic() - started

    async def take_all() -> list[float]:
        return list(await asyncio.gather(*(take(number, url) for number, url in enumerate(urls))))

    return asyncio.run(take_all())


@pytest.mark.parametrize("workers", [1, 3])
def test_turns_at_one_host(edge: Edge, workers: int) -> None:
    """Turns at one host are at least a pace apart, whoever takes them; the first is at once."""
    at = sorted(turns(edge, [A, "https://a.example/2?x=1", "https://A.example/3", A], workers=workers))

    assert at[0] < PACE_S
    assert all(later - earlier > PACE_S - 0.02 for earlier, later in pairwise(at))


@pytest.mark.parametrize(
    "urls",
    [[A, "https://b.example/1"], [A, "https://a.example:8443/1"], [f"https://{number}.example/" for number in range(20)]],
    ids=["hosts", "ports", "many"],
)
def test_other_hosts_do_not_wait(edge: Edge, urls: list[str]) -> None:
    """Each host has its own turns."""
    assert max(turns(edge, urls, pace_s=5)) < 1


def test_without_a_pace_nobody_waits(edge: Edge) -> None:
    """A pace of none lets all go at once."""
    assert max(turns(edge, [A] * 20, pace_s=0)) < 1


def test_too_long_a_wait(edge: Edge) -> None:
    """Who would wait too long is told at once after how many seconds to come back, each a turn later than the one before."""
    pace = LONGEST_WAIT_S + 10
    started = time.monotonic()
    turns(edge, [A], pace)
    for turn in (1, 2):
        with pytest.raises(TooEarly) as early:
            turns(edge, [A], pace)
        assert turn * (LONGEST_WAIT_S + 10) - 5 < early.value.wait_s <= turn * (LONGEST_WAIT_S + 10)
    assert time.monotonic() - started < 2


def spans(edge: Edge, takes_s: Sequence[float], pace_s: float = PACE_S) -> list[tuple[float, float]]:
    """From when to when, in seconds from now, requests to one host ran that take so long, each made by a worker of its own."""
    started = time.monotonic()

    async def ask(take_s: float) -> tuple[float, float]:
        async with Pace(connect_redis(edge.settings, state=True), pace_s, 5).turn(A):
            at = time.monotonic() - started
            await asyncio.sleep(take_s)
            return at, time.monotonic() - started

    async def ask_all() -> list[tuple[float, float]]:
        return sorted(await asyncio.gather(*(ask(take_s) for take_s in takes_s)))

    return asyncio.run(ask_all())


@pytest.mark.parametrize("takes_s", [(0.5, 0.5), (0.5, 0.05, 0.3), (0.0, 0.3, 0.0)])
def test_answer_that_is_slower_than_the_pace(edge: Edge, takes_s: tuple[float, ...]) -> None:
    """A host that takes its time gets no second request before it has answered the first, and then has its pace."""
    asked = spans(edge, takes_s)

    assert all(after - ended > PACE_S - 0.02 for (_, ended), (after, _) in pairwise(asked))


def test_host_that_takes_long(edge: Edge) -> None:
    """Who would wait too long for an answer to end is told when to come back, in turn."""
    with pytest.raises(TooEarly):
        spans(edge, (LONGEST_WAIT_S + 1, 0))


def test_worker_that_wakes_late(edge: Edge) -> None:
    """Who comes back after longer than it may wait, since its worker was busy, does not get a host that is still asked."""
    pace = Pace(edge.redis, PACE_S, 5)
    told: list[str] = []

    async def hold() -> None:
        async with pace.turn(A):
            await asyncio.sleep(0.05)
            time.sleep(LONGEST_WAIT_S + 0.2)  # noqa: ASYNC251  the worker is busy with something else
            await asyncio.sleep(0.1)
            told.append("ended")

    async def wait() -> None:
        try:
            async with pace.turn(A):
                told.append("asked")
        except TooEarly:
            told.append("turned away")

    async def both() -> None:
        await asyncio.gather(hold(), wait())

    asyncio.run(both())
    assert told == ["turned away", "ended"]


def test_request_that_fails(edge: Edge) -> None:
    """A host is free for the next however a request ends."""

    async def fail() -> None:
        async with Pace(edge.redis, PACE_S, 5).turn(A):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(fail())
    assert turns(edge, [A])[0] < PACE_S + 0.1


def test_worker_that_dies(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host whose worker died while it asked is free again when no request could still run; the dead one's late end changes nothing."""
    monkeypatch.setattr("workers.pace.SLACK_S", 0.0)
    dead = Pace(edge.redis, PACE_S, 0.5)

    async def die_and_ask() -> None:
        async with dead.turn(A):
            started = time.monotonic()
            async with Pace(edge.redis, PACE_S, 5).turn(A):
                assert 0.45 < time.monotonic() - started < 1
                held = edge.redis.get("asked:a.example")
            free = edge.redis.get("host:a.example")
        assert (edge.redis.get("host:a.example"), bool(held)) == (free, True)

    asyncio.run(die_and_ask())


def test_turns_are_forgotten(edge: Edge) -> None:
    """A host whose pace has passed leaves nothing in Redis."""
    turns(edge, [A], pace_s=0.05)
    time.sleep(0.1)

    assert edge.redis.keys("*") == []


def test_state_is_kept_apart_from_the_queues(edge: Edge) -> None:
    """The state lies in the database after that of the queues, so that flushing one leaves the other."""
    turns(edge, [A], pace_s=5)

    assert edge.redis.keys("*") == ["host:a.example"]
    assert edge.queues.keys("*") == []
