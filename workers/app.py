"""The Celery app, built from Settings and STAGES. In: the environment; out: `app`, for `celery -A workers.app`.

Invariant: one task a queue, all of the same name; a message is acknowledged only when its work is done and handed on.
"""

from celery import Celery
from celery.signals import setup_logging

from config.logging import configure
from config.settings import Settings, load
from pipeline.stages import QUEUES, STAGES
from workers.tasks import add_tasks

POLL_LIMIT_S = 120  # also of fetch and index; the stages name their own


def make_app(settings: Settings) -> Celery:
    """The app for these settings; makes no connection yet."""
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
        broker_transport_options={"visibility_timeout": settings.visibility_timeout_s, "socket_timeout": 30, "health_check_interval": 30},
    )
    limits = dict.fromkeys(QUEUES, POLL_LIMIT_S) | {stage.name: stage.time_limit_s for stage in STAGES}
    add_tasks(app, settings, limits)
    return app


def _log_as_newsline(**_: object) -> None:
    configure(load().log_level)


setup_logging.connect(_log_as_newsline)  # Celery then leaves logging alone
app = make_app(load())
