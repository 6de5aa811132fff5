"""Alerts as documents of Elasticsearch, `alerts-YYYY.MM` behind the alias `alerts`. In: alerts; out: alerts.

Invariant: an alert is made once (its id says of what), what is written here is found at once, and its index is that of the
month in which it was made, so that a change goes to the same document.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from pipeline.alerts import Alert, build_counts, build_due, build_latest, build_told
from pipeline.errors import Unavailable
from pipeline.index.queries import Body
from workers.search import Index

DUE_AT_ONCE = 500
RULES_AT_ONCE = 20  # each has found up to 500 clusters, and a search brings 10,000 alerts
_CONFLICT = 409


class Told:
    """The alerts of one index. All methods may raise `Unavailable`."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def clusters(self, found: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
        """Which clusters each rule has told; `found` has for each rule the clusters that matter."""
        told: dict[str, set[str]] = defaultdict(set)
        rules = list(found)
        for at in range(0, len(rules), RULES_AT_ONCE):
            for hit in self._search(build_told({rule: found[rule] for rule in rules[at : at + RULES_AT_ONCE]}))["hits"]["hits"]:
                told[hit["_source"]["rule"]].update(hit["_source"]["clusters"])
        return told

    def make(self, alerts: Sequence[Alert]) -> list[Alert]:
        """Write new alerts; returns those that were not there yet."""
        answers = self._write("create", alerts)
        return [alert for alert, answer in zip(alerts, answers, strict=True) if answer["status"] != _CONFLICT]

    def change(self, alerts: Sequence[Alert]) -> None:
        """Write what became of alerts."""
        self._write("index", alerts)

    def due(self, now: datetime, taken: Iterable[str]) -> list[Alert]:
        """Alerts to be delivered now, but for those `taken` already; at most `DUE_AT_ONCE`."""
        return self._alerts(build_due(now, taken, DUE_AT_ONCE))

    def latest(self, rule: str, size: int) -> list[Alert]:
        """The last alerts of a rule, newest first."""
        return self._alerts(build_latest(rule, size))

    def counts(self, since: datetime) -> dict[str, dict[str, int]]:
        """How many alerts each rule made since then, by state: `{"talks": {"delivered": 3}}`."""
        buckets = self._search(build_counts(since)).get("aggregations", {}).get("rule", {}).get("buckets", ())
        return {rule["key"]: {state["key"]: state["doc_count"] for state in rule["state"]["buckets"]} for rule in buckets}

    def _alerts(self, body: Body) -> list[Alert]:
        return [msgspec.convert(hit["_source"], Alert) for hit in self._search(body)["hits"]["hits"]]

    def _search(self, body: Body) -> Mapping[str, Any]:
        with self._index.answering():
            answer: Mapping[str, Any] = self._index.client.search(
                index=f"{self._index.prefix}alerts", body=body, ignore_unavailable=True, allow_partial_search_results=False
            ).body
        return answer

    def _write(self, action: str, alerts: Sequence[Alert]) -> list[Mapping[str, Any]]:
        """Write each alert, findable when this returns; what each was answered."""
        if not alerts:
            return []
        lines: list[Body] = []
        for alert in alerts:
            lines += [
                {action: {"_index": f"{self._index.prefix}alerts-{alert.created:%Y.%m}", "_id": alert.id}},
                msgspec.to_builtins(alert),
            ]
        with self._index.answering():
            items = self._index.client.bulk(operations=lines, refresh=True)["items"]
        answers = [item[action] for item in items]
        for answer in answers:
            if "error" in answer and answer["status"] != _CONFLICT:
                raise Unavailable(f"an alert is not taken: {answer['error'].get('reason')}", about=self._index.address)
        return answers
