"""Alerts. In: what a rule found, which clusters it has told; out: alerts to make, and what becomes of one that was tried.

Invariant: an alert names only clusters that its rule has not told, and its id is the rule's name and the first of them, so
that making it twice is making it once. Deliveries that fail are tried again, ever later, for a day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

import msgspec

from pipeline.alerts.messages import Records, build_message
from pipeline.alerts.rules import Rule, explain
from pipeline.model import Record

State = Literal["waiting", "delivered", "failed", "kept"]

LONGEST_PAUSE_S = 3_600.0
GIVE_UP = timedelta(days=1)


class Alert(Record, frozen=True):
    """What was told of one or more clusters, and how it went; the document of the index `alerts`.

    `state` is "kept" if the rule has no target; `waiting_for` are the targets, by label, that have not got it yet.
    """

    id: str
    rule: str
    asked: str
    clusters: tuple[str, ...]
    articles: tuple[str, ...]
    urls: tuple[str, ...]
    titles: tuple[str, ...]
    publishers: tuple[str, ...]
    speakers: tuple[str, ...]
    languages: tuple[str, ...]
    published: datetime | None
    indexed: datetime
    created: datetime
    title: str
    message: str
    state: State
    waiting_for: tuple[str, ...] = ()
    attempts: int = 0
    next_try: datetime | None = None
    delivered: datetime | None = None
    error: str | None = None


class Outcome(NamedTuple):
    """How one delivery went: `error` is None if the target took it."""

    label: str
    error: str | None
    at: datetime


def group(records: Iterable[Mapping[str, Any]]) -> dict[str, Records]:
    """Hits by their cluster, in their order."""
    clusters: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in records:
        clusters[record["cluster"]].append(record)
    return dict(clusters)


def build_alerts(rule: Rule, found: Mapping[str, Records], told: Collection[str], now: datetime, targets: Sequence[str]) -> list[Alert]:
    """The alerts to make: one for each cluster, or one for all of them if the rule waits for several.

    `found` is what the rule found by cluster (for a rule with a window: in all of it), `told` the clusters that it has told.
    """
    new = [records for cluster, records in found.items() if cluster not in told]
    if len(new) < rule.min_clusters:
        return []
    return [_build(rule, clusters, now, targets) for clusters in ([[records] for records in new] if rule.min_clusters == 1 else [new])]


def simulate(rule: Rule, records: Iterable[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """What the rule would have told: the hits of each alert, one of each cluster. `records` are oldest first."""
    alerts: list[list[Mapping[str, Any]]] = []
    told: set[str] = set()
    open_: dict[str, Mapping[str, Any]] = {}
    for record in records:
        if record["cluster"] in told:
            continue
        first = _time(record) - timedelta(seconds=rule.within_s or 0)
        open_ = {cluster: hit for cluster, hit in open_.items() if _time(hit) >= first} | {record["cluster"]: record}
        if len(open_) >= rule.min_clusters:
            alerts.append(list(open_.values()))
            told |= open_.keys()
            open_ = {}
    return alerts


def settle(alert: Alert, outcomes: Sequence[Outcome], now: datetime, *, pause_s: float, jitter: float) -> Alert:
    """The alert after an attempt. What failed is tried again after `pause_s`, twice as long each time, times `jitter` (about 1)."""
    failed = [outcome for outcome in outcomes if outcome.error]
    tried = msgspec.structs.replace(alert, attempts=alert.attempts + 1)
    if not failed:
        at = max(outcome.at for outcome in outcomes)
        return msgspec.structs.replace(tried, state="delivered", waiting_for=(), delivered=at, next_try=None, error=None)
    again = now + timedelta(seconds=min(pause_s * 2.0 ** min(alert.attempts, 20), LONGEST_PAUSE_S) * jitter)
    error = "; ".join(f"{outcome.label}: {outcome.error}" for outcome in failed)
    if again >= alert.created + GIVE_UP:
        return fail(tried, error)
    return msgspec.structs.replace(tried, waiting_for=tuple(outcome.label for outcome in failed), next_try=again, error=error)


def fail(alert: Alert, error: str) -> Alert:
    """The alert given up, with the reason."""
    return msgspec.structs.replace(alert, state="failed", next_try=None, error=error)


def _build(rule: Rule, clusters: Sequence[Records], now: datetime, targets: Sequence[str]) -> Alert:
    records = [record for each in clusters for record in each]
    title, message = build_message(rule, clusters)
    names = tuple(each[0]["cluster"] for each in clusters)
    return Alert(
        id=f"{rule.name}:{names[0]}",
        rule=rule.name,
        asked=explain(rule),
        clusters=names,
        articles=_unique(record.get("article_id", record["id"]) for record in records),
        urls=_unique(record["url"] for record in records),
        titles=_unique(record["title"] for record in records),
        publishers=_unique(record["publisher"] for record in records),
        speakers=_unique(record.get("speaker") for record in records),
        languages=_unique(record["language"] for record in records),
        published=min((datetime.fromisoformat(record["published"]) for record in records if record["published"]), default=None),
        indexed=max(_time(record) for record in records),
        created=now,
        title=title,
        message=message,
        state="waiting" if targets else "kept",
        waiting_for=tuple(targets),
        next_try=now if targets else None,
    )


def _time(record: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(record["indexed"])


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
