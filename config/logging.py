"""How newsline logs: structlog, set up once per process. In: a level; out: one line an event on stdout.

Invariant: JSON unless stdout is a terminal, and the logs of other libraries come out the same way.
"""

import logging
import logging.config
import sys

import structlog

# apprise tells what went wrong, and at times by which token; what it says is read from its results, and cleaned.
_QUIET = {"level": "WARNING", "propagate": False, "handlers": ["nowhere"]}
_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def configure(level: str, stream: str = "ext://sys.stdout") -> None:
    """Set up logging of this process; `level` is DEBUG, INFO, WARNING or ERROR. A command keeps stdout for its data."""
    render: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if sys.stdout.isatty() else structlog.processors.JSONRenderer(sort_keys=True)
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": _SHARED,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"newsline": formatter},
            "handlers": {
                "stream": {"class": "logging.StreamHandler", "stream": stream, "formatter": "newsline"},
                "nowhere": {"class": "logging.NullHandler"},
            },
            "root": {"handlers": ["stream"], "level": "WARNING"},  # of other libraries, what went wrong is enough
            # Elasticsearch's client warns of each failed connection; our own error says so once, with the address.
            "loggers": {"newsline": {"level": level}, "elastic_transport": {"level": "ERROR"}, "apprise": _QUIET},
        }
    )
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
