"""`newsline alerts`: what people are told of as it comes in. In: rules; out: rules, what they told or would have told.

Invariant: a rule that is wrong is refused with the reason before anything is kept, and no target's address is ever printed.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer
from msgspec import to_builtins

from config.settings import load
from desk.newsline import Newsline
from desk.services import services, tell
from desk.show import OUT, counted, print_json, print_table
from pipeline.alerts import Rule, build_message, check, explain, parse_duration, simulate
from pipeline.errors import Rejected
from workers.edge import Edge

app = typer.Typer(no_args_is_help=True, help="Be told of what comes in. Example: newsline alerts list")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[str, typer.Argument(help="Name of the rule.")]
Names = Annotated[list[str] | None, typer.Option(help="Named in the article; may be given again.")]
LOOK_BACK_S = 7 * 86_400
EXAMPLES = 3
LISTED = ["name", "asked", "state", "told_7d", "waiting", "failed", "error"]
ALERTS = ["created", "title", "state", "delivered", "attempts", "error"]


@app.command()
def add(  # noqa: PLR0913  each is a filter that analysts set
    name: Annotated[str, typer.Argument(help="A name of your choice.")],
    *,
    query: Annotated[str | None, typer.Option(help="Words, as newsline search takes them.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Words of a speaker's name: asks quotations.")] = None,
    about: Annotated[str | None, typer.Option(help="A name that is said in a quotation.")] = None,
    person: Names = None,
    organization: Names = None,
    place: Names = None,
    publisher: Annotated[str | None, typer.Option(help="The outlet.")] = None,
    language: Annotated[str | None, typer.Option(help="Two letters, such as fr.")] = None,
    min_clusters: Annotated[int, typer.Option(help="Tell only when so many come together.")] = 1,
    within: Annotated[str | None, typer.Option(help="In which time they must come, such as 1h.")] = None,
    to: Annotated[list[str] | None, typer.Option(help="An address of apprise; without one, NEWSLINE_ALERT_TARGETS.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what it would have told.")] = False,
) -> None:
    """Add a rule; shows what it would have told in the last seven days.

    Example: newsline alerts add talks --query "missile talks" --min-clusters 2 --within 1h
    """
    rule = Rule(
        name=name,
        added=datetime.now(UTC),
        query=query,
        speaker=speaker,
        about=about,
        person=tuple(person or ()),
        organization=tuple(organization or ()),
        place=tuple(place or ()),
        publisher=publisher,
        language=language,
        min_clusters=min_clusters,
        within_s=parse_duration(within) if within else None,
        targets=tuple(to or ()),
    )
    settings = load()
    check(rule)
    _check_targets(rule.targets)
    with services(settings) as at:
        edge = Edge(at)
        edge.rules.check_free(name)
        _show_past(edge, rule)
        if not dry_run:
            edge.rules.add(rule)
    OUT.print("not added" if dry_run else f"added; {_where(rule.targets or settings.targets)}")


@app.command(name="list")
def list_rules(*, json: Json = False) -> None:
    """Show the rules, how much they told in seven days, and what is wrong with them.

    Example: newsline alerts list
    """
    with services(load()) as settings:
        rows = _rows(Edge(settings))
    if json:
        print_json(rows)
    elif rows:
        print_table(rows, LISTED)
    else:
        OUT.print('no rules yet: newsline alerts add NAME --query "…"')


@app.command()
def show(name: Name, *, size: Annotated[int, typer.Option(min=1, max=500, help="How many alerts.")] = 10, json: Json = False) -> None:
    """Show a rule and its last alerts, with what became of them.

    Example: newsline alerts show talks
    """
    from workers.courier import label  # noqa: PLC0415  apprise takes a while to import

    with services(load()) as settings:
        edge = Edge(settings)
        rule, problem = edge.rules.get(name), edge.rules.problems().get(name)
        alerts = [to_builtins(alert) for alert in edge.told.latest(name, size)]
    targets = list(label(rule.targets or settings.targets))
    if json:
        print_json(to_builtins(rule) | {"targets": targets, "error": problem, "alerts": alerts})
        return
    OUT.print(f"{name}: {explain(rule)}\nto: {', '.join(targets) or 'nobody'}{'; paused' if rule.paused else ''}")
    if problem:
        OUT.print(f"broken: {problem}")
    print_table(alerts, ALERTS)


@app.command()
def remove(name: Name) -> None:
    """Remove a rule; the alerts that it made stay.

    Example: newsline alerts remove talks
    """
    with services(load()) as settings:
        Edge(settings).rules.remove(name)
    OUT.print("removed")


@app.command()
def pause(name: Name) -> None:
    """Check a rule no more until it is resumed.

    Example: newsline alerts pause talks
    """
    with services(load()) as settings:
        Edge(settings).rules.pause(name, paused=True)
    OUT.print("paused")


@app.command()
def resume(name: Name) -> None:
    """Check a paused rule again; what came meanwhile is not told.

    Example: newsline alerts resume talks
    """
    with services(load()) as settings:
        Edge(settings).rules.pause(name, paused=False)
    OUT.print("resumed")


@app.command()
def test(name: Name) -> None:
    """Send a sample to each target of a rule, and say what came back; exit code 1 if one did not take it.

    Example: newsline alerts test talks
    """
    from workers.courier import deliver, label  # noqa: PLC0415  apprise takes a while to import

    with services(load()) as settings:
        rule = Edge(settings).rules.get(name)
    targets = label(rule.targets or settings.targets)
    if not targets:
        raise Rejected("it has no target; add one with --to, or set NEWSLINE_ALERT_TARGETS", about=f"rule {name}")
    errors = {
        target: deliver(address, f"{name}: a sample", f"This is a test of newsline.\n\nRule {name}: {explain(rule)}")
        for target, address in targets.items()
    }
    print_table([{"target": target, "answer": error or "taken"} for target, error in errors.items()], ["target", "answer"])
    raise typer.Exit(1 if any(errors.values()) else 0)


def summarize(edge: Edge) -> dict[str, Any]:
    """For `newsline status`: rules, broken ones, and alerts of the last seven days by state."""
    rules, counts, problems = edge.rules.all(), _counts(edge).values(), edge.rules.problems()
    states = {state: sum(each.get(state, 0) for each in counts) for state in ("delivered", "waiting", "failed", "kept")}
    return {"rules": len(rules), "broken": sum(rule.name in problems for rule in rules)} | states if rules else {}


def _rows(edge: Edge) -> list[dict[str, Any]]:
    counts, problems = _counts(edge), edge.rules.problems()
    return [
        {
            "name": rule.name,
            "asked": explain(rule),
            "state": "paused" if rule.paused else "broken" if rule.name in problems else "watching",
            "told_7d": sum(counts.get(rule.name, {}).values()),
            "waiting": counts.get(rule.name, {}).get("waiting", 0),
            "failed": counts.get(rule.name, {}).get("failed", 0),
            "error": problems.get(rule.name),
        }
        for rule in edge.rules.all()
    ]


def _counts(edge: Edge) -> dict[str, dict[str, int]]:
    return edge.told.counts(datetime.now(UTC) - timedelta(seconds=LOOK_BACK_S))


def _where(targets: Sequence[str]) -> str:
    if targets:
        return f"its alerts go to {counted(len(targets), 'target')}"
    return "it has no target: newsline alerts show, and Kibana, show its alerts"


def _check_targets(addresses: Sequence[str]) -> None:
    if addresses:
        from workers.courier import check_targets  # noqa: PLC0415  apprise takes a while to import

        check_targets(addresses)


def _show_past(edge: Edge, rule: Rule) -> None:
    """What the rule would have told, on stderr with its newest examples; Elasticsearch says here if it refuses the rule."""
    edge.index.refresh()
    now = datetime.now(UTC)
    alerts = simulate(rule, edge.matches.past(rule, now - timedelta(seconds=LOOK_BACK_S)))
    day = [alert for alert in alerts if datetime.fromisoformat(alert[-1]["indexed"]) >= now - timedelta(days=1)]
    tell(f"it would have told {counted(len(day), 'time')} in the last 24 hours, {counted(len(alerts), 'time')} in the last 7 days")
    for alert in alerts[: -EXAMPLES - 1 : -1]:
        tell(f"  {build_message(rule, [[hit] for hit in alert])[0]}")
    newsline = Newsline(edge.index)
    notes = (
        newsline.quotations(**rule.quotation_filters()).notes
        if rule.kind == "quotations"
        else newsline.search(**rule.article_filters()).notes
    )
    for note in notes:
        tell(f"note: {note}")
