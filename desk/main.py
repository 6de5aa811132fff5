"""The `newsline` command. In: arguments; out: tables at a terminal, JSON with --json, and an exit code.

Exit codes: 0 all is well, 1 something was found wrong (a bad line, an audit that does not add up), 2 it could not be done.
Invariant: what stops a command is told in one line on stderr that names the input and the remedy; and a command waits for
no module but its own: models and clients take seconds to import.
"""

import sys
from importlib import import_module

import typer
import typer.core
import typer.main
from typer._click import Command, Context
from typer._click.exceptions import NoSuchOption

from config.logging import configure
from config.settings import BadSettingsError, load
from deploy.embedded import NotAvailable
from desk.services import ERR
from pipeline.errors import PipelineError

COMMANDS = {  # name: module of desk, what it does; a module with an `app` is a group of commands, else it has a function of the name
    "demo": ("demo", "Watch a bundled news site with real workers, from feed to search hit."),
    "run": ("run", "Watch the feeds until Ctrl-C: scheduler, a worker for each queue, and Redis and Elasticsearch unless they are set."),
    "feeds": ("feeds", "Which feeds are watched. Example: newsline feeds list"),
    "ingest": ("ingest", "Take files straight in, without a feed."),
    "try": ("trial", "One stage on a file: no service, no network, JSON out. Example: newsline try all page.html"),
    "search": ("reading", "Search articles: by words, phrases, names, dates."),
    "quotations": ("reading", "Show who said what."),
    "people": ("reading", "Tell who is called so: other names, with whom and where they are named, what they said last."),
    "show": ("article", "Print an article, with its quotations marked in the text."),
    "status": ("status", "Show queues, what is under way, feeds and fates."),
    "trace": ("status", "Tell what became of an address: each time it was seen, its fate, and the article."),
    "audit": ("status", "Check that every entry ever seen has a fate or is under way; exit code 1 when it does not add up."),
    "dead": ("dead", "Articles that broke a stage, kept whole. Example: newsline dead list"),
    "index": ("index", "The indexes in Elasticsearch. Example: newsline index check"),
    "kibana": ("kibana", "What Kibana shows of newsline. Example: newsline kibana import"),
    "alerts": ("alerts", "Be told of what comes in. Example: newsline alerts list"),
}
QUESTIONS = ("search", "quotations")


class Commands(typer.core.TyperGroup):
    """All commands by name and purpose, for help; the one that is asked for is imported."""

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Called when a command is run, or completed in a shell; `args` begins with its name."""
        if args[0] in COMMANDS:
            self.add_command(read_command(args[0]))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Context) -> object:
        """Run the command; a question such as `search ferry -strike` is taken for an option, and then the remedy is told."""
        try:
            return super().invoke(ctx)
        except NoSuchOption as error:
            if error.ctx and error.ctx.command.name in QUESTIONS:
                error.message += "; put a question with a minus into 'single' marks"
            raise


app = typer.Typer(
    cls=Commands,
    name="newsline",
    help="Watch news feeds; find who said what. Start with: newsline demo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["--help", "-h"]},
)
for _name, (_, _purpose) in COMMANDS.items():
    app.command(_name, help=_purpose)(lambda: None)


def read_command(name: str) -> Command:
    """One of `COMMANDS`, from its module."""
    module = import_module(f"desk.{COMMANDS[name][0]}")
    alone = typer.Typer(rich_markup_mode="markdown")
    alone.callback()(lambda: None)  # keeps it a group although it has but one command
    if hasattr(module, "app"):
        alone.add_typer(module.app, name=name)
    else:
        alone.command(name)(getattr(module, name))
    return typer.main.get_group(alone).commands[name]


def main() -> None:
    """Run the command; turn what is expected to go wrong into one line and exit code 2."""
    try:
        configure(load().log_level, stream="ext://sys.stderr")
        app()
    except Exception as error:
        reason = _explain(error)
        if reason is None:
            raise
        _fail(reason)


def _explain(error: Exception) -> str | None:
    """What to say of it; None if it is a bug."""
    from redis.exceptions import RedisError  # noqa: PLC0415  the client takes half a second to import, and few commands need it

    if isinstance(error, PipelineError | BadSettingsError | NotAvailable):
        return str(error)
    if isinstance(error, RedisError):
        return f"Redis does not answer ({error}): start it, or unset NEWSLINE_REDIS_URL to use an embedded one"
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error)
    return None


def _fail(message: str) -> None:
    for line in message.splitlines():
        ERR.print(f"newsline: {line}", style="red", highlight=False, markup=False, soft_wrap=True)
    sys.exit(2)
