"""When a feed is polled next, and what its polls taught."""

from math import inf, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.feeds.when import Limits, adjust_price, find_rate, learn, plan, start_price
from pipeline.model import Rhythm, decode, encode

HOUR = 3600.0
DAY = 24 * HOUR
NOON = 20_000 * DAY + 12 * HOUR
ANY = Limits(1.0, 1000 * DAY)
LIMITS = Limits(300.0, DAY)
STEADY = Rhythm(entries=960.0, span_s=round(10 * DAY), size=20_000)  # 4 an hour


def watch(hours_of_day: set[int], days: int = 30, size: int = 50) -> Rhythm:
    """A feed polled each hour up to noon, with an entry in the middle of each of these hours (UTC)."""
    rhythm = learn(Rhythm(), None, NOON - days * DAY, [], size)
    for hour in range(1, days * 24 + 1):
        now = NOON - days * DAY + hour * HOUR
        new = [now - HOUR / 2] if (now - HOUR) // HOUR % 24 in hours_of_day else []
        rhythm = learn(rhythm, HOUR, now, new, size if new else 0)
    return rhythm


@pytest.mark.parametrize("price", [60.0, 1000.0, 50_000.0])
def test_square_root_rule(price: float) -> None:
    """A steady feed is polled every sqrt(2 price / rate), and an entry waits half of that."""
    wait, delay = plan(STEADY, NOON, price, ANY)

    assert wait == pytest.approx(sqrt(2 * price / find_rate(STEADY)), rel=1e-6)
    assert delay == pytest.approx(wait / 2, rel=1e-6)


@pytest.mark.parametrize(
    ("rhythm", "price", "wait"),
    [
        pytest.param(STEADY, 0.0, 300.0, id="a busy feed: the shortest wait"),
        pytest.param(Rhythm(span_s=round(10 * DAY), size=20), 1e9, DAY, id="a dead feed: the longest"),
        pytest.param(replace(STEADY, size=1), 1e9, pytest.approx(HOUR / 4, rel=0.01), id="a feed of one entry: as often as it comes"),
        pytest.param(
            replace(STEADY, size=40), 1e9, pytest.approx(29.19 / 4 * HOUR, rel=0.01), id="before 40 entries may drop one: 29.2 + 2 * 5.4"
        ),
        pytest.param(replace(STEADY, entries=1e6, size=10), 1e9, 300.0, id="manners before entries that drop out"),
    ],
)
def test_bounds(rhythm: Rhythm, price: float, wait: float) -> None:
    """A wait ends before the feed drops entries, and keeps to its limits."""
    assert plan(rhythm, NOON, price, LIMITS).wait_s == wait


floats = st.floats(0, 1e7, allow_nan=False)
signed = st.floats(-1e6, 1e6, allow_nan=False)


@given(
    rhythm=st.builds(Rhythm, entries=floats, span_s=floats, day=st.tuples(signed, signed, signed, signed), size=st.integers(0, 10**6)),
    now=st.floats(0, 4e9),
    price=st.floats(0, 1e12),
    shortest=st.floats(0.01, DAY),
    more=st.floats(0, 10 * DAY),
)
def test_a_wait_keeps_its_limits(rhythm: Rhythm, now: float, price: float, shortest: float, more: float) -> None:
    """Whatever is believed of a feed, and at any price."""
    limits = Limits(shortest, shortest + more)
    wait, delay = plan(rhythm, now, price, limits)

    assert limits.shortest_s * (1 - 1e-9) <= wait <= limits.longest_s * (1 + 1e-9)
    assert 0 < delay <= wait


def test_hours() -> None:
    """A feed that publishes by day is polled more often by day than by night."""
    rhythm = watch(set(range(8, 18)))
    by_day, by_night = plan(rhythm, NOON, 2000, LIMITS), plan(rhythm, NOON + 12 * HOUR, 2000, LIMITS)

    assert by_day.wait_s < 0.5 * by_night.wait_s


def test_hours_need_evidence() -> None:
    """Three entries make no rhythm: that they came at noon changes the wait by less than a third."""
    new: list[float | None] = [NOON - day * DAY for day in (0, 1, 2)]
    rhythm = learn(Rhythm(), None, NOON, new, 3)
    even = replace(rhythm, day=(0.0, 0.0, 0.0, 0.0))

    assert plan(rhythm, NOON, 1000, ANY).wait_s == pytest.approx(plan(even, NOON, 1000, ANY).wait_s, rel=0.33)


@pytest.mark.parametrize(
    ("new", "entries", "span_s"),
    [
        pytest.param([NOON - HOUR, NOON - 5 * HOUR], 2, 5 * HOUR, id="as far back as its entries go"),
        pytest.param([NOON - HOUR, NOON - 400 * DAY], 1, 10 * DAY, id="ten days at most"),
        pytest.param([None, None], 0, 0, id="without dates it tells nothing"),
        pytest.param([NOON + DAY, NOON - HOUR], 1, HOUR, id="the future tells nothing"),
        pytest.param([], 0, 0, id="an empty feed"),
    ],
)
def test_the_first_poll(new: list[float | None], entries: float, span_s: float) -> None:
    """The dates of the entries that a feed holds tell its rate at once."""
    rhythm = learn(Rhythm(), None, NOON, new, len(new))

    assert (rhythm.entries, rhythm.span_s, rhythm.gaps) == (entries, span_s, 0)


@pytest.mark.parametrize("days", [30, 300])
def test_rate(days: int) -> None:
    """The rate comes to what the feed does, however long it is watched."""
    assert find_rate(watch(set(range(24)), days)) == pytest.approx(1 / HOUR, rel=0.05)


def test_a_feed_that_stops() -> None:
    """Is believed less with each day, and polled ever more seldom."""
    rhythm, rates = watch(set(range(24))), []
    for day in range(30):
        rhythm = learn(rhythm, DAY, NOON + day * DAY, [], 0)
        rates.append(find_rate(rhythm))

    assert rates == sorted(rates, reverse=True)
    assert rates[-1] < 0.08 / HOUR


BEFORE = replace(STEADY, size=20)


@pytest.mark.parametrize(
    ("rhythm", "new", "size", "gaps", "missed"),
    [
        pytest.param(
            BEFORE,
            [NOON - HOUR] * 20,
            20,
            1,
            pytest.approx((4 + 20) / 2 * 4, rel=0.01),
            id="nothing shared: 4 hours lost, at 4 to 20 an hour",
        ),
        pytest.param(BEFORE, [NOON - HOUR] * 19, 20, 0, 0, id="one entry shared"),
        pytest.param(BEFORE, [None] * 20, 20, 1, 0, id="without dates nobody knows how many"),
        pytest.param(BEFORE, [NOON - 5 * HOUR] * 20, 20, 1, 0, id="entries that go back to the last poll"),
        pytest.param(BEFORE, [], 0, 0, 0, id="not modified"),
        pytest.param(Rhythm(), [NOON - HOUR] * 20, 20, 0, 0, id="was empty before: nothing to share"),
    ],
)
def test_gaps(rhythm: Rhythm, new: list[float | None], size: int, gaps: int, missed: float) -> None:
    """Two polls that share no entry may have missed some: those that fit between the last poll and the oldest entry left."""
    after = learn(rhythm, 5 * HOUR, NOON, new, size)

    assert (after.gaps, after.missed) == (gaps, missed)


def test_what_was_missed_counts_for_the_rate() -> None:
    """A feed that drops entries between polls is polled more often from then on."""
    after = learn(BEFORE, 5 * HOUR, NOON, [NOON - HOUR] * 20, 20)

    assert find_rate(after) > find_rate(learn(BEFORE, 5 * HOUR, NOON, [None] * 20, 20))


def test_the_size_outlives_an_unchanged_answer() -> None:
    """That nothing has changed does not say how many entries there are."""
    assert learn(BEFORE, HOUR, NOON, [], 0).size == 20


def test_a_rhythm_is_small() -> None:
    """What is kept of a feed fits into 120 bytes, and into 2 when nothing is known."""
    busy = replace(watch({3, 4, 5, 21}), entries=123_456.78, gaps=1234, missed=12_345.6)

    assert len(encode(busy)) <= 120
    assert decode(encode(busy), Rhythm) == busy
    assert encode(Rhythm()) == b"{}"


@pytest.mark.parametrize(
    ("polls", "hours", "moves"),
    [
        pytest.param(100, 1, 1.0, id="as many as the budget has"),
        pytest.param(1200, 6, 2.718, id="six hours' budget too many"),
        pytest.param(0, 6, 1 / 2.718, id="six hours without polls"),
        pytest.param(6, 0, 1.01005, id="some at once"),
    ],
)
def test_price(polls: int, hours: float, moves: float) -> None:
    """The price rises while more is polled than the budget of 100 an hour has, and falls while less."""
    assert adjust_price(1000.0, polls, hours * HOUR, 100) == pytest.approx(1000 * moves, rel=1e-3)


@pytest.mark.parametrize(
    ("price", "polls", "days", "expected"),
    [
        pytest.param(1e9, 10**5, 1, 1e9, id="the highest"),
        pytest.param(1e-6, 0, 1, 1e-6, id="the lowest"),
        pytest.param(1000.0, 10**9, 1, 2718.3, id="a flood"),
        pytest.param(1000.0, 0, 365, 367.9, id="a year without polls"),
    ],
)
def test_price_bounds(price: float, polls: int, days: int, expected: float) -> None:
    """However much or little was polled, and for how long, the price stays where it can come back from."""
    assert adjust_price(price, polls, days * DAY, 100) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(("feeds", "per_hour", "wait"), [(100, 100, HOUR), (100, 400, HOUR / 4), (10_000, 5000, 2 * HOUR)])
def test_start_price(feeds: int, per_hour: float, wait: float) -> None:
    """At the first price feeds of which nothing is known share the budget evenly."""
    assert plan(Rhythm(), NOON, start_price(feeds, per_hour), ANY).wait_s == pytest.approx(wait)


@pytest.mark.parametrize("budget", [50.0, 200.0])
def test_the_budget_is_kept(budget: float) -> None:
    """100 feeds of very different rates come to the budget, each poll moving the price, the busy ones polled most."""
    rhythms = [Rhythm(entries=10.0 * 1.05**n, span_s=round(10 * DAY), size=1000) for n in range(100)]
    price, polls, due = 1.0, [0] * 100, [NOON] * 100
    for minute in range(40 * 24 * 60):
        now = NOON + minute * 60
        asked = [n for n in range(100) if due[n] <= now]
        price = adjust_price(price, len(asked), 60, budget)
        for n in asked:
            polls[n] += minute > 20 * 24 * 60
            due[n] = now + plan(rhythms[n], now, price, Limits(60.0, inf)).wait_s

    assert sum(polls) / (20 * 24) == pytest.approx(budget, rel=0.05)
    assert polls[99] / polls[0] == pytest.approx(sqrt(1.05**99), rel=0.1)
