"""The price of a poll, kept in a real Redis for all workers together."""

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.model import Feed
from workers.edge import Edge
from workers.price import Price

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def adjust(edge: Edge, price: Price, minutes: int) -> None:
    """Adjust so long after NOW, as if Redis had let the last turn go."""
    edge.redis.delete("price:adjusted")
    price.adjust(NOW + timedelta(minutes=minutes))


def test_without_a_budget(edge: Edge) -> None:
    """A poll costs nothing, and nothing is kept."""
    price = Price(edge.redis, None)
    price.count(1)
    price.adjust(NOW)

    assert price.get() == 0
    assert edge.redis.keys("price*") == []


def test_the_first_price(edge: Edge) -> None:
    """It goes with the square of feeds a poll."""
    edge.feeds.add([Feed(url=f"https://news.example/{n}") for n in range(20)], NOW)

    assert Price(edge.redis, 10).get() == pytest.approx(4 * Price(edge.redis, 20).get())


@pytest.mark.parametrize(("polls", "factor"), [(60, 1.0), (60 + 90, 1.284), (0, 0.8465)])
def test_the_price_follows_the_polls(edge: Edge, polls: int, factor: float) -> None:
    """Of 60 an hour those are too many or too few: the price rises or falls, and they count once."""
    price = Price(edge.redis, 60)
    edge.feeds.add([Feed(url="https://news.example/a")], NOW)
    adjust(edge, price, 0)
    before = price.get()
    for _ in range(polls):
        price.count(1)
    adjust(edge, price, 60)
    assert price.get() == pytest.approx(before * factor, rel=1e-3)
    adjust(edge, price, 60)
    assert price.get() == pytest.approx(before * factor, rel=1e-3)


def test_one_turn_a_minute(edge: Edge) -> None:
    """Of several schedulers one adjusts the price."""
    price = Price(edge.redis, 60)
    price.adjust(NOW)
    price.adjust(NOW + timedelta(seconds=30))

    assert edge.redis.hget("price", "since") == str(NOW.timestamp())
