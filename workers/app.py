"""What `celery --app workers.app` loads. In: the environment; out: `app`.

Invariant: a wrong or missing setting ends the worker with one line, before it takes a message.
"""

import gc
from typing import Any

from celery.signals import setup_logging, worker_ready

from config.logging import configure
from config.settings import load_for_worker
from workers.alive import keep_telling
from workers.edge import connect_redis
from workers.knowledge import check_knowledge
from workers.tasks import make_app

settings = load_for_worker()
check_knowledge(settings.knowledge)


def _log_as_newsline(**_: object) -> None:
    configure(settings.log_level)


def _show_life(sender: Any, **_: object) -> None:  # noqa: ANN401  Celery has no types
    """In the parent process, which a long task of its child does not keep busy, and with a connection that no child inherits."""
    keep_telling(connect_redis(settings, state=True), sender.app.amqp.queues.consume_from)


worker_ready.connect(_show_life)
setup_logging.connect(_log_as_newsline)  # Celery then leaves logging alone
app = make_app(settings)
gc.freeze()  # what is there now stays: the collector need not look at it again, and forked children share its memory
