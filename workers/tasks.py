"""How the steps become Celery tasks: decode, admit, do, hand on. One task a queue, and no other code knows Celery's.

In: a message, the JSON of a batch of articles (for `poll` of none: which feeds are due is in Redis); out: messages to the queues
that follow. Invariant: what goes on is sent before the message is acknowledged, so a crash repeats work and loses none.
"""

import time
from collections.abc import Callable, Sequence

import structlog
from celery import Celery
from celery.exceptions import SoftTimeLimitExceeded
from redis.exceptions import RedisError

from config.settings import Settings
from pipeline.errors import Unavailable
from pipeline.model import Article, decode, encode
from pipeline.queues import QUEUES
from workers.edge import Edge
from workers.limits import LIMIT_S, LONGEST_S
from workers.poll import poll_due
from workers.steps import STEPS, RedeliveredError, bury, route, work

PAUSE_S = 5.0  # a worker whose service is away looks again after so long

log = structlog.get_logger("newsline.task")


def make_app(settings: Settings) -> Celery:
    """The Celery app for these settings; makes no connection yet."""
    app = Celery("newsline", broker=str(settings.redis_url))
    app.conf.update(
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        task_routes={queue: {"queue": queue} for queue in QUEUES},
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        worker_send_task_events=False,
        broker_connection_retry_on_startup=True,
        broker_transport_options={
            "visibility_timeout": settings.visibility_timeout_s,
            "unacked_restore_throttle": 1,
            "socket_timeout": 30,
            "health_check_interval": 30,
        },
    )
    _add_tasks(app, settings)
    return app


def _add_tasks(app: Celery, settings: Settings) -> None:
    edge = Edge(settings)

    def poll_feeds(_body: str) -> None:
        started = time.monotonic()
        found = poll_due(edge, lambda articles: hand_on(app, "poll", articles))
        log.info("task done", stage="poll", articles=found, took_ms=_ms(started))

    def carry(queue: str, body: str) -> None:
        started = time.monotonic()
        articles = decode(body, list[Article])
        done = _work(app, edge, queue, articles)
        hand_on(app, queue, done)
        ended = sum(1 for article in done if article.fate or article.rejected)
        log.info("task done", stage=queue, articles=len(articles), ended=ended, took_ms=_ms(started))

    def carrier(queue: str) -> Callable[[str], None]:
        def carry_queue(body: str) -> None:
            carry(queue, body)

        return carry_queue

    for queue, run in {"poll": poll_feeds, **{queue: carrier(queue) for queue in STEPS}}.items():
        app.task(name=queue, shared=False, soft_time_limit=LIMIT_S, time_limit=LONGEST_S)(run)


def hand_on(app: Celery, queue: str, articles: Sequence[Article]) -> None:
    """Send articles to where they go after `queue`."""
    for target, batch in route(queue, articles):
        send(app, target, batch)


def send(app: Celery, queue: str, content: Sequence[Article]) -> None:
    """Send one message. Its header says when, for the sweeper (see workers/scheduler.py)."""
    app.send_task(queue, (encode(content).decode(),), headers={"sent_at": time.time()})


def _work(app: Celery, edge: Edge, queue: str, articles: Sequence[Article]) -> list[Article]:
    try:
        return work(edge, queue, articles)
    except (Unavailable, RedisError) as error:
        log.warning("service away, waiting", stage=queue, error=str(error))
        time.sleep(PAUSE_S)
        edge.ledger.forgive([article.key for article in articles])
        send(app, queue, articles)
    except SoftTimeLimitExceeded:
        if len(articles) == 1:
            return [bury(articles[0], "took too long", queue)]
        _send_alone(app, queue, articles)
    except RedeliveredError:
        _send_alone(app, queue, articles)
    return []


def _send_alone(app: Celery, queue: str, articles: Sequence[Article]) -> None:
    for article in articles:
        send(app, queue, [article])


def _ms(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
