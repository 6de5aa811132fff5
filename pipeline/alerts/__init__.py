"""In: rules and what Elasticsearch found for them; out: alerts: what is told, to whom, and what became of it.

    rules      what a rule is, and why it is refused
    searches   the searches that rules are checked by
    alerts     hits of a rule → alerts; what becomes of an alert when it was tried
    messages   the words of an alert

Invariant: each cluster is told once for each rule, however many copies of an article come.
"""

from pipeline.alerts.alerts import Alert, Outcome, build_alerts, fail, group, settle, simulate
from pipeline.alerts.messages import build_message
from pipeline.alerts.rules import Kind, Rule, check, explain, parse_duration
from pipeline.alerts.searches import (
    build_counts,
    build_due,
    build_hits,
    build_latest,
    build_match,
    build_new,
    build_past,
    build_told,
    build_window,
)

__all__ = [
    "Alert",
    "Kind",
    "Outcome",
    "Rule",
    "build_alerts",
    "build_counts",
    "build_due",
    "build_hits",
    "build_latest",
    "build_match",
    "build_message",
    "build_new",
    "build_past",
    "build_told",
    "build_window",
    "check",
    "explain",
    "fail",
    "group",
    "parse_duration",
    "settle",
    "simulate",
]
