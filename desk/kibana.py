"""`newsline kibana`: what Kibana shows of newsline. In: nothing; out: data views, searches and dashboards in Kibana."""

import typer

from config.settings import load
from deploy.kibana import read_objects, title_of
from desk.services import tell
from desk.show import OUT
from workers.kibana import import_objects

app = typer.Typer(no_args_is_help=True, help="What Kibana shows of newsline. Example: newsline kibana import")


@app.callback()
def kibana() -> None:
    """Keep `import` a command of its own although it is the only one."""


@app.command(name="import")
def import_dashboards() -> None:
    """Put newsline's data views, searches and dashboards into Kibana, in place of those of an earlier import.

    Example: newsline kibana import
    """
    settings = load()
    objects = read_objects(settings.elasticsearch_prefix)
    taken = import_objects(settings, objects, tell)
    dashboards = ", ".join(title_of(thing) for thing in objects if thing["type"] == "dashboard")
    OUT.print(
        f'{taken.objects} objects in the space "{settings.kibana_space}", {taken.replaced} of them replaced; dashboards: {dashboards}'
    )
