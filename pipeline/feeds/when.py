"""What a feed's polls have shown in, when to poll it next out.

Invariant: a wait lies between the shortest and the longest allowed; the work of a poll does not grow with what was seen before. The
caller brings the clock, the price and the limits.

A poll has a price, the same for all feeds: so many seconds of entries' waiting. A feed is polled when its new entries, by
expectation, have waited that long together. With a steady rate r that is every sqrt(2 price / r) seconds, the square root rule: the
least mean delay for a number of polls (Sia, Cho and Cho, "Efficient monitoring algorithm for fast news alerts", IEEE TKDE 19(7),
2007; Cho and Garcia-Molina, "Effective page refresh policies for web crawlers", ACM TODS 28(4), 2003, for how a price sets the
frequencies). With a rate that changes through the day the same sum is walked hour by hour. docs/adr/0008-when-to-poll.md says why.
"""

from collections.abc import Sequence
from math import cos, exp, inf, pi, sin, sqrt
from typing import NamedTuple

from pipeline.model import Rhythm

HOUR_S = 3600.0
DAY_S = 24 * HOUR_S
MEMORY_S = 10 * DAY_S  # what was seen so long ago counts 1/e: a week of weekdays and a weekend, and some
PRIOR_ENTRIES = 0.3  # a Gamma prior worth this many entries in PRIOR_S: a feed's first answers decide
PRIOR_S = 2 * HOUR_S
PRIOR_SHAPE = 8.0  # entries worth of belief in a day that knows no hours
LEAST_SHAPE = 0.1  # of the mean rate: no hour is ruled out
STEERING_S = 6 * HOUR_S
PRICES = (1e-6, 1e9)  # seconds of waiting; at the lower nearly all feeds wait the shortest time, at the higher the longest
WAVES = tuple(tuple(wave(2 * pi * n * (hour + 0.5) / 24) for n in (1, 2) for wave in (cos, sin)) for hour in range(24))


class Limits(NamedTuple):
    """Bounds of a wait, seconds: the shortest (manners towards the host), the longest (a dead feed may wake)."""

    shortest_s: float
    longest_s: float


class Plan(NamedTuple):
    """When to poll next, seconds from now, and how long an entry waits until it is found, by expectation, seconds."""

    wait_s: float
    delay_s: float


def learn(rhythm: Rhythm, elapsed_s: float | None, now: float, new: Sequence[float | None], size: int) -> Rhythm:
    """The rhythm, with what one poll that worked has shown.

    Args:
        rhythm: what was known.
        elapsed_s: since the last poll that worked; None at the first.
        now: seconds since the epoch.
        new: when each entry that was not known before was published, seconds since the epoch; None where it does not say.
        size: how many entries the feed had; 0 when it said that nothing has changed.
    """
    elapsed = _told_span(new, now) if elapsed_s is None else elapsed_s
    dated = [time for time in new if time is not None and now - elapsed <= time <= now]
    gap = elapsed_s is not None and rhythm.size > 0 and len(new) >= size > 0
    unseen = _count_unseen(find_rate(rhythm), elapsed, now - min(dated), len(new)) if gap and dated else 0.0
    found = len(dated) if elapsed_s is None else len(new) + unseen
    kept = exp(-elapsed / MEMORY_S)
    return Rhythm(
        entries=round(rhythm.entries * kept + found, 2),
        span_s=round(rhythm.span_s * kept + elapsed),
        day=tuple(round(old * kept + sum(WAVES[_hour(time)][n] for time in dated), 2) for n, old in enumerate(rhythm.day)),
        size=size or rhythm.size,
        gaps=rhythm.gaps + gap,
        missed=round(rhythm.missed + unseen, 1),
    )


def plan(rhythm: Rhythm, now: float, price: float, limits: Limits) -> Plan:
    """When to poll next: when the waiting comes to the price, or the feed might drop entries before they are seen.

    Args:
        rhythm: what is known of the feed.
        now: seconds since the epoch.
        price: of a poll, seconds of waiting.
        limits: bounds of the wait; manners come before a feed that drops its entries.
    """
    rate, most = find_rate(rhythm), _most_pending(rhythm.size)
    wait = pending = waited = 0.0
    due = inf
    while wait < limits.longest_s and (due > 0 or wait < limits.shortest_s):
        at = now + wait
        here = rate * _shape(rhythm, _hour(at))
        due = max(min(_time_until(price - waited, pending, here), (most - pending) / here), limits.shortest_s - wait, 0.0)
        step = min(due, HOUR_S - at % HOUR_S, limits.longest_s - wait)
        waited += (pending + here * step / 2) * step
        pending += here * step
        wait, due = wait + step, due - step
    return Plan(wait, waited / pending)


def find_rate(rhythm: Rhythm) -> float:
    """Entries a second, over the day."""
    return (PRIOR_ENTRIES + rhythm.entries) / (PRIOR_S + rhythm.span_s)


def start_price(feeds: int, polls_per_hour: float) -> float:
    """The price at which so many feeds, of which nothing is known, use up the budget."""
    wait = feeds * HOUR_S / polls_per_hour
    return _bounded(PRIOR_ENTRIES / PRIOR_S * wait * wait / 2)


def adjust_price(price: float, polls: int, elapsed_s: float, polls_per_hour: float) -> float:
    """The price after `polls` in `elapsed_s`: it rises while more is polled than the budget has, and falls while less.

    A factor of e for six hours' budget too much or too little: slower than most feeds are polled, or it would swing. No call moves
    it further, so a long stop does not make polls cheap.
    """
    surplus_s = polls * HOUR_S / polls_per_hour - elapsed_s
    return _bounded(price * exp(min(max(surplus_s / STEERING_S, -1.0), 1.0)))


def _bounded(price: float) -> float:
    return min(max(price, PRICES[0]), PRICES[1])


def _told_span(new: Sequence[float | None], now: float) -> float:
    """How far back the entries of a first poll tell of a feed, seconds."""
    return min(now - min((time for time in new if time is not None and time <= now), default=now), MEMORY_S)


def _count_unseen(rate: float, elapsed: float, covered: float, count: int) -> float:
    """Entries between the last poll and the oldest that is left: between the feed's usual rate and that of the `count` left."""
    return (elapsed - covered) * (rate + count / max(covered, 1.0)) / 2


def _hour(time: float) -> int:
    return int(time // HOUR_S) % 24


def _shape(rhythm: Rhythm, hour: int) -> float:
    """The rate at this hour (UTC) over the mean of a day: two waves of 24 and 12 hours, shrunk towards none."""
    (a, b, c, d), (cos1, sin1, cos2, sin2) = rhythm.day, WAVES[hour]
    return max(1 + 2 * (a * cos1 + b * sin1 + c * cos2 + d * sin2) / (rhythm.entries + PRIOR_SHAPE), LEAST_SHAPE)


def _time_until(area: float, pending: float, rate: float) -> float:
    """Seconds until `pending` entries, and those that come at `rate`, have waited `area` seconds together."""
    return (sqrt(pending * pending + 2 * rate * max(area, 0.0)) - pending) / rate


def _most_pending(size: int) -> float:
    """New entries to expect at most, m, so that m and two deviations more fit into a feed of this size: m + 2 sqrt(m) = size."""
    return max((sqrt(1 + size) - 1) ** 2, 1.0) if size else inf
