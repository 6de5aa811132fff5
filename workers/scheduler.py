"""What drives polling, and sweeps: a process of its own, `python -m workers.scheduler`. Several may run.

In: the time; out: `poll` messages while feeds are due, and `fetch` messages for lines that wait for another attempt
or whose message is lost; old pages leave the archive. Invariant: a line counts as lost only when every message that could
hold it is younger.
"""

import math
import re
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import cast

import structlog
from celery import Celery
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from config.logging import configure
from config.settings import load_for_worker
from pipeline.errors import Unavailable
from pipeline.queues import QUEUES
from workers.alive import keep_telling
from workers.archive import FOLDERS
from workers.edge import Edge
from workers.ledger import Line
from workers.limits import LONGEST_S
from workers.poll import AT_ONCE
from workers.steps import bury
from workers.tasks import make_app, send

TICK_S = 1.0
MOST_POLLS = 100  # messages that wait in `poll`: enough for as many workers
LINES_A_SWEEP = 500
MAX_RESTARTS = 5
FOLDER_S = 24 * 3600.0 / FOLDERS  # the scheduler looks at one folder of the archive after the other, at each once a day
SENT_AT = re.compile(r'\\*"sent_at\\*": ?([0-9.]+)')  # in a message, or in one that is wrapped as unacknowledged

log = structlog.get_logger("newsline.scheduler")


def tick(app: Celery, edge: Edge) -> None:
    """Send what is due now."""
    now = datetime.now(UTC)
    edge.price.adjust(now)
    send_polls(app, edge, now)
    sweep(app, edge, now)


def send_polls(app: Celery, edge: Edge, now: datetime) -> None:
    """Send `poll` messages for the feeds that are due, less those that wait already; who takes one polls what is due by then."""
    turns = min(math.ceil(edge.feeds.count_due(now) / AT_ONCE), MOST_POLLS)
    for _ in range(turns - edge.queues.llen("poll")):
        send(app, "poll", [])


def sweep(app: Celery, edge: Edge, now: datetime) -> None:
    """Send lines again: those that wait for another attempt, and those whose message is lost."""
    keys = edge.ledger.take_due(now, LINES_A_SWEEP)
    if not keys:
        return
    oldest = oldest_message(edge, now)
    for line in edge.ledger.lines(keys).values():
        if line.postponed or line.since.timestamp() + LONGEST_S < oldest:
            _restart(app, edge, line, now)


def tidy(edge: Edge, now: datetime, before: int | None) -> int:
    """Delete old pages from the folder of the archive whose turn it is, unless that was `before`; returns which it is."""
    folder = int(now.timestamp() / FOLDER_S) % FOLDERS
    if folder != before:
        try:
            edge.archive.drop_before(now - timedelta(days=edge.settings.archive_days), folder)
        except Unavailable as error:  # its turn comes again tomorrow
            log.warning("old pages stay", error=str(error))
    return folder


def oldest_message(edge: Edge, now: datetime) -> float:
    """When the oldest message was sent that is queued or being worked on; now, if there is none."""
    return min([now.timestamp(), *(_sent_at(message, now) for message in _oldest_of_queues(edge))])


def _restart(app: Celery, edge: Edge, line: Line, now: datetime) -> None:
    if line.restarts >= MAX_RESTARTS and not line.postponed:
        send(app, "index", [bury(line.article, f"lost {line.restarts} times", line.stage)])
        return
    if not line.postponed:
        log.warning("line stood still", key=line.article.key, stage=line.stage, since=line.since.isoformat())
    edge.ledger.restart(line, now)
    send(app, "index" if line.article.fate else "fetch", [line.article])


def _oldest_of_queues(edge: Edge) -> Iterator[str]:
    """The next message of each queue (kombu takes from the right), and all that are not acknowledged."""
    for queue in QUEUES:
        yield from cast("list[str]", edge.queues.lrange(queue, -1, -1))
    yield from cast("list[str]", edge.queues.hvals("unacked"))


def _sent_at(raw: str, now: datetime) -> float:
    """When a message was sent, as its header says; now for one that is none of ours and so holds no line."""
    found = SENT_AT.search(raw)
    return float(found[1]) if found else now.timestamp()


def main() -> None:
    """Tick until SIGTERM or SIGINT."""
    settings = load_for_worker()
    configure(settings.log_level)
    app, edge, stopping = make_app(settings), Edge(settings), Event()
    folder: int | None = None
    keep_telling(edge.redis, ["scheduler"])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    while not stopping.wait(TICK_S):
        try:
            tick(app, edge)
            folder = tidy(edge, datetime.now(UTC), folder)
        except (RedisError, OperationalError) as error:
            log.warning("service away, waiting", service="redis", error=str(error))
        except Exception:  # a bug in one tick: without the scheduler nothing goes on at all
            log.exception("tick failed")


if __name__ == "__main__":
    main()
