"""What tells people: a process of its own, `python -m workers.alerts`. Several may run; one works, another takes over.

In: the rules, and what the index worker has just written; out: alerts, written as documents, then delivered. Invariant: an
alert is written before it is delivered and marked after, so that a crash repeats a delivery at worst and never loses one.
"""

import random
import signal
import time
from datetime import UTC, datetime, timedelta
from threading import Event

import structlog
from redis.exceptions import RedisError

from config.logging import configure
from config.settings import load_for_worker
from pipeline.alerts import Alert, Kind, Outcome, Rule, build_alerts, fail, group, settle
from pipeline.errors import PipelineError, Unavailable
from workers.alive import keep_telling
from workers.courier import Courier, Parcel, check_targets, label, load_services
from workers.edge import Edge
from workers.matches import New
from workers.schema import set_up

TICK_S = 1.0
OVERLAP = timedelta(seconds=60)  # refresh, a long bulk, clocks that differ: what is indexed may be found so much later
NEWS = timedelta(days=3)  # what was first seen before is written again, not new: nobody wants a replay as alerts
TURN_S = 15.0  # after which another process takes over from one that died
RULES_ON = 200  # documents at once
PAGES = 5  # with anything new, in one tick; after a long stop the rest waits for the next
KINDS: tuple[Kind, ...] = ("articles", "quotations")

log = structlog.get_logger("newsline.alerts")


class Watch:
    """Checks rules on what was just written, and has what they say delivered."""

    def __init__(self, edge: Edge) -> None:
        self.rules = edge.rules
        set_up(edge.index)
        self.told = edge.told
        self.courier = Courier()
        self._matches = edge.matches
        self._targets, self._pause_s = edge.settings.targets, edge.settings.retry_delay_s
        self._version, self._known = -1, dict[str, Rule]()
        self._problems = dict[str, str]()
        self._checked: dict[Kind, dict[tuple[str, int], datetime]] = {kind: {} for kind in KINDS}
        self._taken: dict[str, tuple[Alert, int, list[Outcome]]] = {}

    def tick(self, now: datetime) -> None:
        """Check what is new, then deliver what is due."""
        if (version := self.rules.version()) != self._version:
            self._known, self._problems, self._version = {rule.name: rule for rule in self.rules.all()}, self.rules.problems(), version
        for kind in KINDS:
            self.check(kind, now)
        self.note(now)
        if self._known:
            self.deliver(now)

    def check(self, kind: Kind, now: datetime) -> None:
        """Try the rules of a kind on what was indexed since the last time, page by page."""
        rules = [rule for rule in self._known.values() if rule.kind == kind and not rule.paused]
        since = (self.rules.checked(kind) or now) - OVERLAP
        seen, checked, pages = self._checked[kind], now, 0
        for page in self._matches.new(kind, since) if rules else ():
            new = [document for document in page if (document.id, document.revision) not in seen]
            news = [document for document in new if document.indexed - document.first_seen <= NEWS]
            for at in range(0, len(news), RULES_ON):
                self._tell(rules, news[at : at + RULES_ON], now)
            seen |= {(document.id, document.revision): document.indexed for document in new}
            pages += bool(new)
            if pages == PAGES:
                checked = min(page[-1].indexed, now)
                break
        self.rules.set_checked(kind, checked)
        self._checked[kind] = {name: indexed for name, indexed in seen.items() if indexed >= checked - OVERLAP}

    def deliver(self, now: datetime) -> None:
        """Hand over what is due."""
        lost = []
        for alert in self.told.due(now, self._taken):
            rule = self._known.get(alert.rule)
            addresses = label(rule.targets or self._targets) if rule else {}
            parcels = [
                Parcel(alert.id, name, addresses[name], alert.title, alert.message) for name in alert.waiting_for if name in addresses
            ]
            if not parcels:
                lost.append(fail(alert, "its target was removed" if rule else "its rule was removed"))
                continue
            self._taken[alert.id] = (alert, len(parcels), [])
            for parcel in parcels:
                self.courier.take(parcel)
        self.told.change(lost)

    def note(self, now: datetime) -> None:
        """Write what became of deliveries."""
        for id_, outcome in self.courier.done():
            self._taken[id_][2].append(outcome)
        ended = [(alert, outcomes) for alert, parcels, outcomes in self._taken.values() if len(outcomes) == parcels]
        jitter = random.uniform(0.8, 1.2)  # noqa: S311 - no secret
        settled = [settle(alert, outcomes, now, pause_s=self._pause_s, jitter=jitter) for alert, outcomes in ended]
        self.told.change(settled)
        for alert in settled:
            del self._taken[alert.id]
            _log(alert)

    def stop(self) -> None:
        """Finish and note the deliveries that have begun."""
        self.courier.stop()
        self.note(datetime.now(UTC))

    def _tell(self, rules: list[Rule], news: list[New], now: datetime) -> None:
        """Make the alerts of a page."""
        tried = self._matches.try_rules(rules, news)
        found, refused = self._matches.hits(tried.matches, self._known, now)
        self._keep_problems(rules, tried.problems | refused)
        clusters = {name: group(records) for name, records in found.items()}
        told = self.told.clusters(clusters)
        alerts = [
            alert
            for name, each in clusters.items()
            for alert in build_alerts(
                self._known[name], each, told.get(name, ()), now, list(label(self._known[name].targets or self._targets))
            )
        ]
        for alert in self.told.make(alerts):
            log.info("alert made", alert=alert.id, rule=alert.rule, clusters=len(alert.clusters), state=alert.state)

    def _keep_problems(self, rules: list[Rule], problems: dict[str, str]) -> None:
        """Tell and keep what is wrong with a rule when that changes."""
        for name in (rule.name for rule in rules):
            if (problem := problems.get(name)) != self._problems.get(name):
                self.rules.set_problem(name, problem)
                log.warning("rule broken" if problem else "rule mended", rule=name, error=problem)
                self._problems = self._problems | {name: problem} if problem else {k: v for k, v in self._problems.items() if k != name}


def main() -> None:
    """Tick until SIGTERM or SIGINT, whenever it is this process' turn."""
    settings = load_for_worker()
    configure(settings.log_level)
    try:
        check_targets(settings.targets)
    except PipelineError as error:
        raise SystemExit(f"NEWSLINE_ALERT_TARGETS: {error}") from error
    load_services()
    edge, stopping = Edge(settings), Event()
    keep_telling(edge.redis, ["alerts"])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    turn = edge.redis.lock("alerts:turn", timeout=TURN_S, blocking=False)
    watch: Watch | None = None
    began = 0.0
    while not stopping.wait(max(began + TICK_S - time.monotonic(), 0)):
        began = time.monotonic()
        try:
            if turn.reacquire() if turn.owned() else turn.acquire():
                watch = watch or Watch(edge)
                watch.tick(datetime.now(UTC))
        except (RedisError, Unavailable) as error:
            log.warning("service away, waiting", error=str(error))
        except Exception:  # a bug in one tick: without this process nobody is told anything
            log.exception("tick failed")
    if watch:
        watch.stop()
    if turn.owned():
        turn.release()


def _log(alert: Alert) -> None:
    tell = log.info if alert.state == "delivered" else log.warning
    tell("alert tried", alert=alert.id, state=alert.state, attempts=alert.attempts, error=alert.error)


if __name__ == "__main__":
    main()
