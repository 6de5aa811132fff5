"""`newsline index`: the indexes in Elasticsearch over the years. In: nothing, or a month; out: what differs, and what was done.

Exit codes: 0 all is as it should be or was done, 1 an index differs (`check`) or nothing was deleted (`drop-before`).
"""

import re
from datetime import UTC, datetime
from typing import Annotated

import typer

from config.settings import load
from desk.services import services, tell
from desk.show import OUT, print_json, print_table
from workers.migrate import drop, find_before, find_old, migrate
from workers.schema import State, check, set_up
from workers.search import open_index

app = typer.Typer(no_args_is_help=True, help="The indexes in Elasticsearch. Example: newsline index check")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def setup() -> None:
    """Put the templates, and give older indexes the fields that they lack. Workers do so too when they start.

    Example: newsline index setup
    """
    with services(load(), needs_redis=False) as settings:
        set_up(open_index(settings))
    OUT.print("templates and fields are in place")


@app.command(name="check")
def check_indexes(*, json: Json = False) -> None:
    """Compare each index with newsline's mapping, and say what to do; exit code 1 when one differs.

    Example: newsline index check
    """
    with services(load(), needs_redis=False) as settings:
        states = check(open_index(settings))
    if json:
        print_json(states)
    else:
        rows = [{"index": state.index, "differs": (*state.missing, *state.changed), "to_do": _remedy(state)} for state in states]
        print_table(rows, ["index", "differs", "to_do"])
    raise typer.Exit(1 if any(state.missing or state.changed for state in states) else 0)


@app.command(name="migrate")
def migrate_indexes(
    *,
    drop_old: Annotated[bool, typer.Option("--drop-old", help="Then delete the old ones, of earlier times too.")] = False,
) -> None:
    """Copy each index whose mapping is another one into a new index, which takes its place; workers may go on meanwhile.

    Stopped in the middle, it can be run again. Example: newsline index migrate
    """
    with services(load(), needs_redis=False) as settings:
        index = open_index(settings)
        set_up(index)
        for state in check(index):
            if state.changed:
                tell(f"{state.index}: copying")
                OUT.print(f"{state.index} is now {migrate(index, state)}")
        kept = find_old(index)
        if drop_old:
            drop(index, kept)
        OUT.print(f"old indexes {'deleted' if drop_old else 'kept'}: {', '.join(kept) or 'none'}")


@app.command()
def drop_before(
    month: Annotated[str, typer.Argument(metavar="YYYY-MM", help="The first month that stays.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete articles and quotations that were first seen before a month. The ledger stays: the audit counts its lines.

    Example: newsline index drop-before 2024-01
    """
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise typer.BadParameter("a month is written 2024-01")
    if month > f"{datetime.now(UTC):%Y-%m}":
        raise typer.BadParameter(f"{month} is still to come: that would delete everything")
    with services(load(), needs_redis=False) as settings:
        index = open_index(settings)
        names = find_before(index, month.replace("-", "."))
        for name in names:
            OUT.print(name)
        if not names or not (yes or typer.confirm("delete these for good?")):
            OUT.print("nothing deleted")
            raise typer.Exit(1)
        drop(index, names)
        OUT.print(f"{len(names)} deleted")


def _remedy(state: State) -> str:
    if state.changed:
        return "newsline index migrate"
    return "newsline index setup" if state.missing else "nothing"
