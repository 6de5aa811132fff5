"""What `celery --app workers.app` loads. In: the environment; out: `app`.

Invariant: a wrong or missing setting ends the worker with one line, before it takes a message.
"""

import gc

from celery.signals import setup_logging

from config.logging import configure
from config.settings import load_for_worker
from workers.knowledge import check_knowledge
from workers.tasks import make_app

settings = load_for_worker()
check_knowledge(settings.knowledge)


def _log_as_newsline(**_: object) -> None:
    configure(settings.log_level)


setup_logging.connect(_log_as_newsline)  # Celery then leaves logging alone
app = make_app(settings)
gc.freeze()  # what is there now stays: the collector need not look at it again, and forked children share its memory
