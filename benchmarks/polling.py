"""When to poll: the mean delay until an entry is found, by newsline's rule and by others, at the same number of requests.

    python benchmarks/polling.py [--feeds 10000] [--days 14] [--per-hour 5000] [--seed 1]

Simulates feeds (`make_world` says which) and prints a table. Each rule polls with its own constants but one, which is
tuned until its requests are those of newsline within 1 %. A poll takes no time and always works. An entry that a feed
has dropped before it was polled is missed; it counts as found then, so that nobody gains by missing.
"""

import argparse
import heapq
import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.feeds import when
from pipeline.model import Rhythm

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
HISTORY = 10 * DAY  # published before the first poll: what a feed holds then
APART = 1e9  # seconds between two feeds in the one sorted array of all entries
SHORTEST, LONGEST = 5 * MINUTE, DAY  # Miniflux's bounds, newsline's too
# Entries by hour of a newsroom's day, local time: a night, a morning rise, a long working day, an evening.
NEWSROOM = np.array([1, 0.6, 0.4, 0.4, 0.6, 1.5, 3, 5, 7, 8, 8.5, 8.5, 8, 8, 8, 8, 7.5, 7, 6, 5, 4, 3.2, 2.5, 1.6])
DATED = 0.8  # share of feeds whose entries have dates
KINDS = {"steady": 0.25, "daily": 0.45, "bursty": 0.15, "dead": 0.10, "busy": 0.05}


class World(NamedTuple):
    """Feeds and all their entries: `times` by feed and then time; those of feed i are `bounds[i]` to `bounds[i + 1]`."""

    times: Floats
    bounds: Ints
    sizes: Ints  # entries that a feed holds
    dated: NDArray[np.bool_]  # whether its entries say when they were published
    kinds: NDArray[np.str_]
    keys: Floats  # APART * feed + time, sorted
    first: Floats  # the first poll, the same for every rule
    end: float


class Outcome(NamedTuple):
    """What a rule did: how often it polled, when each entry was found, how many were missed."""

    requests: int
    found: Floats
    missed: int


def make_world(feeds: int, days: float, rng: np.random.Generator) -> World:
    """Made-up feeds.

    A quarter are steady (Poisson), 45 % keep a newsroom's day in one of many time zones, fewer entries at weekends, 15 % come in
    bursts (8 entries on average, within 10 minutes to 6 hours), 10 % are dead (a tenth of them wakes), 5 % are busy: 150 entries
    a day in the median. The others have 4 a day in the median; both log-normal. A feed holds 10 to 100 entries, at least 20
    where it is busy; a fifth have no dates.
    """
    kinds = rng.choice(list(KINDS), feeds, p=list(KINDS.values()))
    rates = np.where(kinds == "busy", rng.lognormal(math.log(150), 0.7, feeds), rng.lognormal(math.log(4), 1.5, feeds).clip(0.02, 500))
    sizes = np.where(kinds == "busy", rng.choice([20, 30, 50, 100], feeds), rng.choice([10, 15, 20, 25, 50, 100], feeds))
    end = days * DAY
    times = [np.sort(_publish(kinds[i], rates[i], end, rng)) for i in range(feeds)]
    bounds = np.cumsum([0, *map(len, times)])
    keys = np.concatenate([APART * i + each for i, each in enumerate(times)])
    return World(np.concatenate(times), bounds, sizes, rng.random(feeds) < DATED, kinds, keys, rng.uniform(0, HOUR, feeds), end)


def _publish(kind: str, per_day: float, end: float, rng: np.random.Generator) -> Floats:
    """One feed's entries, seconds from the start; those before 0 are its history."""
    days = (HISTORY + end) / DAY
    if kind == "dead":
        wakes = rng.uniform(0, end) if rng.random() < 0.1 else end  # noqa: PLR2004  a tenth
        return rng.uniform(wakes, end, rng.poisson(per_day * (end - wakes) / DAY))
    if kind == "bursty":
        starts = rng.uniform(-HISTORY, end, rng.poisson(per_day / 8 * days))
        sizes = rng.geometric(1 / 8, len(starts))
        lasts = np.exp(rng.uniform(math.log(10 * MINUTE), math.log(6 * HOUR), len(starts)))
        return _within(np.repeat(starts, sizes) + rng.random(sizes.sum()) * np.repeat(lasts, sizes), end)
    if kind == "steady":
        return rng.uniform(-HISTORY, end, rng.poisson(per_day * days))
    evenness = rng.uniform(0, 0.5)  # how much of it knows no night
    hours = np.roll((1 - evenness) * NEWSROOM / NEWSROOM.mean() + evenness, -rng.choice([-8, -6, -5, -3, 0, 0, 1, 1, 1, 2, 3, 5, 8, 9]))
    week = np.array([1, 1, 1, 1, 1, *rng.uniform(0.3, 1, 2)])
    day = np.arange(-HISTORY / DAY, end / DAY)
    counts = rng.poisson(per_day / 24 * np.outer(week[day.astype(int) % 7], hours)).ravel()
    return _within(np.repeat(HOUR * np.arange(len(counts)) - HISTORY, counts) + rng.uniform(0, HOUR, counts.sum()), end)


def _within(times: Floats, end: float) -> Floats:
    return times[(times >= -HISTORY) & (times < end)]


def run_newsline(world: World, per_hour: float) -> Outcome:
    """Poll by `pipeline.feeds.when`, all feeds in the order of time, the price moving with each poll."""
    feeds = len(world.first)
    limits = when.Limits(SHORTEST, LONGEST)
    found, missed, requests = np.full(len(world.times), world.end), 0, 0
    rhythms = [Rhythm()] * feeds
    last: list[float | None] = [None] * feeds
    at = world.bounds[:-1].tolist()
    ends, sizes, dated, times = world.bounds[1:].tolist(), world.sizes.tolist(), world.dated.tolist(), world.times
    due = [(time, feed) for feed, time in enumerate(world.first.tolist())]
    heapq.heapify(due)
    price, clock = when.start_price(feeds, per_hour), 0.0
    while due and due[0][0] < world.end:
        now, feed = due[0]
        requests += 1
        price, clock = when.adjust_price(price, 1, now - clock, per_hour), now
        start, size = at[feed], sizes[feed]
        stop = start + int(np.searchsorted(times[start : ends[feed]], now, side="right"))
        found[start:stop] = now
        at[feed] = stop
        shown = max(stop - size, start)
        missed += shown - start if last[feed] is not None else 0
        new = times[shown:stop].tolist() if dated[feed] else [None] * (stop - shown)
        held = min(size, stop - int(world.bounds[feed])) if new else 0
        rhythms[feed] = rhythm = when.learn(rhythms[feed], None if last[feed] is None else now - last[feed], now, new, held)
        last[feed] = now
        heapq.heapreplace(due, (now + when.plan(rhythm, now, price, limits).wait_s, feed))
    return Outcome(requests, found, missed)


Rule = Callable[["Polls"], Floats]


class Polls(NamedTuple):
    """The same poll of many feeds: all arrays have one element for each of `feeds`."""

    world: World
    number: int
    feeds: Ints
    now: Floats
    start: Ints  # the first entry not polled yet, in `world.times`
    stop: Ints  # behind the last entry published
    memory: Floats  # of the feed, the rule's own: an interval

    @property
    def new(self) -> Ints:
        """How many entries were published since the last poll."""
        return self.stop - self.start

    @property
    def held(self) -> Ints:
        """How many entries the feed has."""
        return np.minimum(self.world.sizes[self.feeds], self.stop - self.world.bounds[self.feeds])


def run_rule(world: World, rule: Rule) -> Outcome:
    """Poll by a rule that says the seconds to wait (and keeps one number for each feed)."""
    feeds, now, start = np.arange(len(world.first)), world.first, world.bounds[:-1]
    found, missed, requests, number = np.full(len(world.times), world.end), 0, 0, 0
    memory = np.full(len(feeds), np.nan)
    while len(feeds):
        stop = np.searchsorted(world.keys, APART * feeds + now, side="right")
        polls = Polls(world, number, feeds, now, start, stop, memory)
        requests += len(feeds)
        if number:
            missed += int(np.maximum(polls.new - world.sizes[feeds], 0).sum())
        _mark(found, polls)
        now = now + rule(polls)
        going = now < world.end
        feeds, now, start, memory = feeds[going], now[going], stop[going], memory[going]
        number += 1
    return Outcome(requests, found, missed)


def _mark(found: Floats, polls: Polls) -> None:
    """Note when the new entries were found."""
    new = polls.new
    places = np.arange(new.sum()) - np.repeat(np.cumsum(new) - new, new) + np.repeat(polls.start, new)
    found[places] = np.repeat(polls.now, new)


def fixed(minutes: float) -> Rule:
    """Every feed after the same time."""
    return lambda polls: np.full(len(polls.feeds), minutes * MINUTE)


def miniflux(factor: float) -> Rule:
    """Miniflux 2 (entry_frequency): a week over what it would bring by the mean distance of its entries of the last 7 days.

    SCHEDULER_ENTRY_FREQUENCY_FACTOR is tuned; the bounds are as shipped, 5 minutes and 24 hours. All feeds count as dated here.
    """

    def wait(polls: Polls) -> Floats:
        world = polls.world
        week = np.searchsorted(world.keys, APART * polls.feeds + polls.now - 7 * DAY)
        count = np.minimum(polls.stop - week, polls.stop - world.bounds[polls.feeds])
        oldest, newest = world.times[np.minimum(week, len(world.times) - 1)], world.times[polls.stop - 1]
        with np.errstate(divide="ignore", invalid="ignore"):
            weekly = np.ceil(7 * DAY / np.floor((newest - oldest) / (count - 1)))
            return np.where((count > 1) & np.isfinite(weekly), 7 * DAY / (weekly * factor), LONGEST).clip(SHORTEST, LONGEST)

    return wait


def media_cloud(scale: float, share: float = 1.0) -> Rule:
    """Media Cloud's rss-fetcher: longer by 10 minutes when 67 % of the entries were known, shorter by 60 when less than 33 %.

    It starts at 6 hours, to which longer waits fall back at once; bounds 10 minutes and 24 hours. `scale` is tuned, a factor for
    all of these minutes. `share` is one for the shares of new entries, 67 % and 33 %; 0.3 was the best of seven at this budget.
    After 31 days without news it would step up by 60: not reached here.
    """
    low, high, begin, step, small = (scale * minutes * MINUTE for minutes in (10, 1440, 360, 60, 10))

    def wait(polls: Polls) -> Floats:
        polls.memory[:] = np.where(np.isnan(polls.memory), begin, polls.memory)
        if polls.number:
            fresh = np.minimum(polls.new, polls.held) / np.maximum(polls.held, 1)
            shorter = np.maximum(np.where(polls.memory > begin, begin, polls.memory - step), low)
            longer = np.minimum(polls.memory + small, high)
            polls.memory[:] = np.where(fresh <= share * 0.33, longer, np.where(fresh > share * 0.67, shorter, polls.memory))
        return polls.memory

    return wait


def news_crawl(scale: float, rate: float = 0.5) -> Rule:
    """Common Crawl's news-crawl (StormCrawler's AdaptiveScheduler): changed, 0.8 of the wait and 0.2 of the shortest; else 1.5 of it.

    It starts at 12 hours; bounds 90 minutes and 90 days. `scale` is tuned, a factor for all three. `rate` is
    the half; 0.1 was the best of six at this budget.
    """
    low, high, begin = (scale * minutes * MINUTE for minutes in (90, 129600, 720))

    def wait(polls: Polls) -> Floats:
        polls.memory[:] = np.where(np.isnan(polls.memory), begin, polls.memory)
        if polls.number:
            longer = np.minimum(polls.memory * (1 + rate), high)
            polls.memory[:] = np.where(polls.new > 0, 0.8 * polls.memory + 0.2 * low, longer)
        return polls.memory

    return wait


def square_root(world: World, price: float) -> Rule:
    """The square root rule by each feed's true mean rate: what newsline would do if it need not learn, and knew no hours."""
    counts = np.add.reduceat(np.append(world.times >= 0, 0), world.bounds[:-1]) * (np.diff(world.bounds) > 0)
    with np.errstate(divide="ignore"):
        waits = np.sqrt(2 * price * world.end / counts).clip(SHORTEST, LONGEST)
    return lambda polls: waits[polls.feeds]


def run_clairvoyant(world: World, price: float) -> Outcome:
    """Poll at the entries' own times, so many that another poll would save less waiting than the price.

    The exact optimum, no rule can do better: dynamic programming over each feed's entries, best last poll before each by the lower
    envelope of lines. It knows the future and no shortest wait.
    """
    found, requests = np.full(len(world.times), world.end), 0
    for first, last in zip(world.bounds[:-1].tolist(), world.bounds[1:].tolist(), strict=True):
        times = world.times[first:last]
        ahead = int(np.searchsorted(times, 0))
        polls = _best_polls(times[ahead:].tolist(), price)
        requests += len(polls)
        for start, stop in zip([0, *polls], polls, strict=False):
            found[first + ahead + start : first + ahead + stop] = times[ahead + stop - 1]
    return Outcome(requests, found, 0)


def _best_polls(times: list[float], price: float) -> list[int]:
    """Behind which entries to poll. cost(j) = price + min over i of cost(i) + sum of (times[j-1] - time) over entries i to j."""
    lines = [(0.0, 0.0, 0)]  # slope -i, intercept cost(i) + sum of times before i; an envelope for growing times
    before, total, head = [0] * (len(times) + 1), 0.0, 0
    for j, time in enumerate(times, start=1):
        total += time
        while head + 1 < len(lines) and lines[head + 1][0] * time + lines[head + 1][1] <= lines[head][0] * time + lines[head][1]:
            head += 1
        slope, intercept, before[j] = lines[head]
        line = (-float(j), price + j * time - total + slope * time + intercept + total, j)
        while len(lines) > head + 1 and _hidden(lines[-2], lines[-1], line):
            lines.pop()
        lines.append(line)
    polls = [len(times)] if times else []
    while polls and before[polls[-1]]:
        polls.append(before[polls[-1]])
    return polls[::-1]


def _hidden(a: tuple[float, float, int], b: tuple[float, float, int], c: tuple[float, float, int]) -> bool:
    return (c[1] - a[1]) * (a[0] - b[0]) <= (b[1] - a[1]) * (a[0] - c[0])


def tune(run: Callable[[float], Outcome], low: float, high: float, requests: int) -> tuple[float, Outcome]:
    """The value between two, by bisection of its logarithm, at which a rule makes so many requests within 1 %; else the nearest end."""
    rising = run(high).requests > run(low).requests
    for _ in range(20):
        middle = math.sqrt(low * high)
        outcome = run(middle)
        if abs(outcome.requests / requests - 1) <= 0.01:  # noqa: PLR2004  what "equal" means here
            break
        low, high = (low, middle) if (outcome.requests > requests) == rising else (middle, high)
    return middle, outcome


def main() -> None:
    """Print a row for each rule."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option, default in (("--feeds", 10_000), ("--days", 14), ("--per-hour", 0), ("--seed", 1)):
        parser.add_argument(option, type=int, default=default)
    given = parser.parse_args()
    world = make_world(given.feeds, given.days, np.random.default_rng(given.seed))
    newsline = run_newsline(world, given.per_hour or given.feeds / 2)
    print(f"{given.feeds} feeds, {given.days} days, {int((world.times >= 0).sum())} entries, seed {given.seed}")
    print(f"{'':42}{'requests':>9}{'mean min':>9}{'p95 min':>9}{'missed':>8}{'tuned to':>10}")
    show(world, "newsline", newsline)
    others: dict[str, tuple[Callable[[float], Outcome], float, float]] = {
        "fixed interval, minutes": (lambda value: run_rule(world, fixed(value)), 5, 3000),
        "Miniflux, factor": (lambda value: run_rule(world, miniflux(value)), 0.01, 100),
        "Media Cloud, minutes times": (lambda value: run_rule(world, media_cloud(value)), 0.01, 10),
        "Media Cloud, shares x 0.3, minutes times": (lambda value: run_rule(world, media_cloud(value, 0.3)), 0.01, 10),
        "news-crawl, minutes times": (lambda value: run_rule(world, news_crawl(value)), 0.001, 10),
        "news-crawl, x 1.1 for x 1.5, minutes times": (lambda value: run_rule(world, news_crawl(value, 0.1)), 0.001, 10),
        "square root of the true rate, price": (lambda value: run_rule(world, square_root(world, value)), 1, 1e6),
        "clairvoyant bound, price": (lambda value: run_clairvoyant(world, value), 1, 1e6),
    }
    for name, (run, low, high) in others.items():
        value, outcome = tune(run, low, high, newsline.requests)
        show(world, name, outcome, f"{value:.3g}")


def show(world: World, name: str, outcome: Outcome, value: str = "") -> None:
    """Print what a rule came to, over all entries from the start on."""
    delays = (outcome.found - world.times)[world.times >= 0] / MINUTE
    p95 = np.percentile(delays, 95)
    print(f"{name:42}{outcome.requests:9}{delays.mean():9.1f}{p95:9.1f}{outcome.missed:8}{value:>10}", flush=True)


if __name__ == "__main__":
    main()
