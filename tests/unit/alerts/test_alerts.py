"""From hits to alerts, and what becomes of an alert: no network, no clock."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from pipeline.alerts import Alert, Outcome, build_alerts, group, settle, simulate

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TWO = {"min_clusters": 2, "within_s": 60}


@pytest.mark.parametrize(
    ("asked", "hits", "told", "expected"),
    [
        ({}, ["a"], [], [["a"]]),
        ({}, ["a", "b"], [], [["a"], ["b"]]),
        ({}, ["a", "b"], ["a"], [["b"]]),
        ({}, ["a"], ["a"], []),
        ({}, [], [], []),
        (TWO, ["a"], [], []),
        (TWO, ["a", "b"], [], [["a", "b"]]),
        (TWO, ["a", "b", "c"], [], [["a", "b", "c"]]),
        (TWO, ["a", "b"], ["a"], []),
        (TWO, ["a", "b", "c"], ["a"], [["b", "c"]]),
    ],
)
def test_which_clusters_are_told(  # noqa: PLR0913, PLR0917  columns of the table
    asked: dict[str, Any], hits: list[str], told: list[str], expected: list[list[str]], make_rule: Any, make_hit: Any
) -> None:
    """Each cluster that was not told yet makes an alert, or all of them one when enough have come."""
    found = group(make_hit(cluster) for cluster in hits)
    made = build_alerts(make_rule(query="talks", **asked), found, told, NOON, ["json 1"])

    assert [list(alert.clusters) for alert in made] == expected
    assert [alert.id for alert in made] == [f"talks:{clusters[0]}" for clusters in expected]


def test_copies_are_one(make_rule: Any, make_hit: Any) -> None:
    """Two copies in a cluster make one alert, which names both addresses."""
    found = group([make_hit("a", "wire", 1, publisher="AP"), make_hit("b", "wire", 2, language=None), make_hit("a", "wire", 3)])
    (alert,) = build_alerts(make_rule(query="talks"), found, (), NOON, ["json 1"])

    assert alert.clusters == ("wire",)
    assert (alert.articles, alert.urls) == (("a", "b"), ("https://news.example/a", "https://news.example/b"))
    assert (alert.publishers, alert.languages) == (("AP", "The Example"), ("en",))
    assert (alert.indexed, alert.published) == (NOON + timedelta(seconds=3), datetime(2026, 3, 1, 11, 45, 30, tzinfo=UTC))
    assert (alert.state, alert.waiting_for, alert.next_try) == ("waiting", ("json 1",), NOON)


def test_quotations_name_their_article(make_rule: Any, make_hit: Any) -> None:
    """An alert of quotations has the ids of the articles, and who spoke."""
    said = {"article_id": "a", "content": "Yes.", "type": "direct", "source": None, "speaker": "Ann Roe"}
    (alert,) = build_alerts(make_rule(speaker="Roe"), group([make_hit("a-0", "a", **said), make_hit("a-1", "a", **said)]), (), NOON, [])

    assert (alert.articles, alert.speakers) == (("a",), ("Ann Roe",))
    assert (alert.state, alert.waiting_for, alert.next_try) == ("kept", (), None)


@pytest.mark.parametrize(
    ("asked", "hits", "expected"),
    [
        ({}, [("a", 0), ("a", 5), ("b", 9)], [["a"], ["b"]]),
        (TWO, [("a", 0), ("a", 1)], []),
        (TWO, [("a", 0), ("b", 60)], [["a", "b"]]),
        (TWO, [("a", 0), ("b", 61)], []),
        (TWO, [("a", 0), ("b", 61), ("c", 62)], [["b", "c"]]),
        (TWO, [("a", 0), ("b", 1), ("c", 2)], [["a", "b"]]),
        (TWO, [("a", 0), ("b", 1), ("a", 2), ("c", 3), ("d", 4)], [["a", "b"], ["c", "d"]]),
    ],
)
def test_simulate(asked: dict[str, Any], hits: list[tuple[str, int]], expected: list[list[str]], make_rule: Any, make_hit: Any) -> None:
    """What a rule would have told: each cluster once, several only when they came within the window."""
    records = [make_hit(f"{cluster}{second}", cluster, second) for cluster, second in hits]

    alerts = simulate(make_rule(query="talks", **asked), records)

    assert [[hit["cluster"] for hit in alert] for alert in alerts] == expected


@pytest.fixture
def alert(make_rule: Any, make_hit: Any) -> Alert:
    """An alert that waits for two targets."""
    (made,) = build_alerts(make_rule(query="talks"), group([make_hit("a")]), (), NOON, ["json 1", "slack 2"])
    return made


def outcomes(*errors: str | None) -> Sequence[Outcome]:
    """How each of the targets answered."""
    return [Outcome(label, error, NOON + timedelta(seconds=2)) for label, error in zip(("json 1", "slack 2"), errors, strict=False)]


@pytest.mark.parametrize(
    ("errors", "attempts", "expected"),
    [
        ((None, None), 0, ("delivered", (), None, None)),
        (("503", None), 0, ("waiting", ("json 1",), 30, "json 1: 503")),
        (("503", "no such token"), 0, ("waiting", ("json 1", "slack 2"), 30, "json 1: 503; slack 2: no such token")),
        (("503", None), 1, ("waiting", ("json 1",), 60, "json 1: 503")),
        (("503", None), 4, ("waiting", ("json 1",), 480, "json 1: 503")),
        (("503", None), 9_999, ("waiting", ("json 1",), 3_600, "json 1: 503")),
    ],
)
def test_settle(alert: Alert, errors: tuple[str | None, ...], attempts: int, expected: tuple[Any, ...]) -> None:
    """Delivered when all targets took it; else those that did not are tried again, each time after twice the pause, at most an hour."""
    tried = settle(msgspec.structs.replace(alert, attempts=attempts), outcomes(*errors), NOON, pause_s=30, jitter=1)

    pause = tried.next_try and (tried.next_try - NOON).total_seconds()
    assert (tried.state, tried.waiting_for, pause, tried.error) == expected
    assert tried.attempts == attempts + 1
    assert tried.delivered == (NOON + timedelta(seconds=2) if tried.state == "delivered" else None)


def test_jitter(alert: Alert) -> None:
    """The pause is a little longer or shorter by chance, so that many alerts do not come back at once."""
    tried = settle(alert, outcomes("503"), NOON, pause_s=30, jitter=1.2)

    assert tried.next_try == NOON + timedelta(seconds=36)


@pytest.mark.parametrize(("hours", "state"), [(23.9, "waiting"), (23.995, "failed"), (24.0, "failed")])
def test_giving_up(alert: Alert, hours: float, state: str) -> None:
    """An alert whose next try would come after a day is given up and keeps its error."""
    tried = settle(alert, outcomes("503"), NOON + timedelta(hours=hours), pause_s=30, jitter=1)

    assert (tried.state, tried.error) == (state, "json 1: 503")
    assert (tried.next_try is None) == (state == "failed")
