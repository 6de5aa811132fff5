"""The `newsline` command. In: arguments; out: tables at a terminal, JSON with --json, and an exit code.

Exit codes: 0 all is well, 1 something was found wrong (a bad line, an audit that does not add up), 2 it could not be done.
Invariant: what stops a command is told in one line on stderr that names the input and the remedy.
"""

import sys

import typer
from redis.exceptions import RedisError

from config.logging import configure
from config.settings import BadSettingsError, load
from deploy.embedded import NotAvailable
from desk import alerts, dead, demo, feeds, index, ingest, kibana, reading, run, status, trial
from desk.services import ERR
from pipeline.errors import PipelineError

app = typer.Typer(
    name="newsline",
    help="Watch news feeds; find who said what. Start with: newsline demo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
app.command()(demo.demo)
app.command()(run.run)
app.add_typer(feeds.app, name="feeds")
app.command()(ingest.ingest)
app.add_typer(trial.app, name="try")
app.command()(reading.search)
app.command()(reading.quotations)
app.command()(reading.people)
app.command()(status.status)
app.command()(status.trace)
app.command()(status.audit)
app.add_typer(dead.app, name="dead")
app.add_typer(index.app, name="index")
app.add_typer(kibana.app, name="kibana")
app.add_typer(alerts.app, name="alerts")


def main() -> None:
    """Run the command; turn what is expected to go wrong into one line and exit code 2."""
    try:
        configure(load().log_level, stream="ext://sys.stderr")
        app()
    except (PipelineError, BadSettingsError, NotAvailable) as error:
        _fail(str(error))
    except RedisError as error:
        _fail(f"Redis does not answer ({error}): start it, or unset NEWSLINE_REDIS_URL to use an embedded one")
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def _fail(message: str) -> None:
    for line in message.splitlines():
        ERR.print(f"newsline: {line}", style="red", highlight=False, markup=False, soft_wrap=True)
    sys.exit(2)
