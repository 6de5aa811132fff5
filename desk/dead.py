"""`newsline dead`: articles that broke a stage. In: keys of the ledger; out: why they died, and another try."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from msgspec import convert

from config.settings import load
from desk.services import services
from desk.show import OUT, print_json, print_table
from pipeline.errors import Rejected
from pipeline.model import Article
from workers.edge import Edge
from workers.tasks import make_app, send

app = typer.Typer(no_args_is_help=True, help="Articles that broke a stage, kept whole. Example: newsline dead list")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Size = Annotated[int, typer.Option(min=1, max=10_000, help="How many, newest first.")]


@app.command(name="list")
def list_dead(*, size: Size = 50, json: Json = False) -> None:
    """Show the dead and why they died.

    Example: newsline dead list
    """
    with services(load()) as settings:
        found = Edge(settings).index.dead(size=size)
    if json:
        print_json(found.records)
        return
    OUT.print(f"{found.total} dead")
    print_table(found.records, ["key", "settled", "reason", "url"])


@app.command()
def show(key: Annotated[str, typer.Argument(help="Key of the ledger.")]) -> None:
    """Print a dead one whole, as JSON: its line and the message that broke the stage.

    Example: newsline dead show 0f3a9c5d2b7e4f18-1
    """
    with services(load()) as settings:
        print_json(_line(Edge(settings), key))


@app.command()
def retry(keys: Annotated[list[str], typer.Argument(help="Keys of the ledger.")]) -> None:
    """Send the dead through the flow again, from the start; a running newsline takes them up.

    Example: newsline dead retry 0f3a9c5d2b7e4f18-1
    """
    with services(load()) as settings:
        edge = Edge(settings)
        articles = [convert(_line(edge, key)["message"], Article) for key in keys]
        edge.ledger.reopen(articles, datetime.now(UTC))
        send(make_app(settings), "fetch", articles)
    OUT.print(f"{len(articles)} sent again; newsline trace KEY shows what becomes of them")


def _line(edge: Edge, key: str) -> dict[str, Any]:
    for line in edge.index.trace(key).lines:
        if line["key"] == key and line["fate"] == "dead":
            return line
    raise Rejected("no dead article has this key; newsline dead list shows them", about=key)
