"""`newsline status`, `trace` and `audit`: what is going on, what became of an address, does it add up."""

from collections import Counter
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from redis.exceptions import RedisError

from config.settings import load
from desk.alerts import summarize
from desk.article import spell
from desk.fleet import members
from desk.results import tell_notes
from desk.services import services
from desk.show import OUT, counted, print_json, print_table
from pipeline.errors import Unavailable
from pipeline.queues import QUEUES
from workers.alive import count_alive
from workers.audit import audit as audit_ledger
from workers.audit import chunks
from workers.edge import Edge
from workers.ledger import Line

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def status(*, json: Json = False) -> None:
    """Show queues, who works on them, feeds and fates; exit code 1 when Elasticsearch is away, or something waits and nobody works on it.

    Example: newsline status --json
    """
    with services(load()) as settings:
        state = _state(Edge(settings))
    if json:
        print_json(state)
    else:
        _show(state)
    if wrong := _wrong(state):
        tell_notes(wrong)
        raise typer.Exit(1)


def _show(state: dict[str, Any]) -> None:
    queues = [{"queue": queue, **numbers} for queue, numbers in state["queues"].items()]
    print_table(queues, ["queue", "workers", "messages", "under_way", "postponed"], "Queues")
    OUT.print("\nalive: " + ", ".join(f"{count} {name}" for name, count in state["processes"].items()))
    OUT.print(f"{counted(state['feeds'], 'feed')}, {state['feeds_failing']} of them failing")
    if state["feed_errors"]:
        print_table(state["feed_errors"], ["error", "feeds"])
    if state["alerts"]:
        OUT.print("alerts: " + ", ".join(f"{count} {name}" for name, count in state["alerts"].items()))
    if state["error"]:
        return
    print_table([{"fate": fate, "entries": count} for fate, count in state["fates"].items()], ["fate", "entries"], "\nFates")
    if state["reasons"]:
        print_table(state["reasons"], ["fate", "reason", "entries"], "\nWhy rejected or dead")


def trace(address: Annotated[str, typer.Argument(help="Address, id or ledger key of an article.")], *, json: Json = False) -> None:
    """Tell what became of an address: each time it was seen, its fate, and the article.

    Example: newsline trace https://example.org/news/1
    """
    names = {address, spell(address)}
    with services(load()) as settings:
        edge = Edge(settings)
        found = edge.index.trace(*sorted(names))
        live = [line for line in _lines(edge) if names & {line.article.url, line.article.canonical_url, line.article.key, line.article.id}]
    rows = [*found.lines, *(_row(line) for line in live)]
    if json:
        print_json({"lines": rows, "articles": found.articles})
    elif not rows and not found.articles:
        OUT.print(f"{address} was never seen; newsline feeds list shows what is watched")
    else:
        print_table(rows, ["first_seen", "revision", "fate", "reason", "feed_url"], "Ledger")
        print_table(found.articles, ["published", "title", "publisher", "people"], "\nArticle")
    raise typer.Exit(0 if rows or found.articles else 1)


def audit(*, json: Json = False) -> None:
    """Check that every entry ever seen has a fate or is under way; exit code 1 when it does not add up.

    Example: newsline audit
    """
    with services(load()) as settings:
        found = audit_ledger(Edge(settings))
    if json:
        print_json(found)
    else:
        OUT.print(audit_line(found.seen, found.fates, found.under_way, adds_up=found.adds_up))
        for key in found.missing:
            OUT.print(f"missing: {key}")
    raise typer.Exit(0 if found.adds_up else 1)


def audit_line(seen: int, fates: dict[str, int], under_way: int, *, adds_up: bool) -> str:
    """`audit: 33 seen = 28 indexed + 1 duplicate + 4 rejected + 0 under way: adds up`."""
    parts = [f"{count} {fate}" for fate, count in sorted(fates.items(), key=lambda item: -item[1])]
    verdict = "adds up" if adds_up else f"DOES NOT ADD UP, {seen - sum(fates.values()) - under_way} missing"
    return f"audit: {seen} seen = {' + '.join([*parts, f'{under_way} under way'])}: {verdict}"


def tell_briefly(edge: Edge) -> str:
    """How far things are, in one line; a service that is away is said to be so."""
    try:
        opened, under_way = edge.ledger.opened(), edge.ledger.count_under_way()
        return f"{opened:,} entries seen, {under_way:,} under way, {counted(edge.feeds.count_failing(), 'feed')} failing"
    except RedisError as error:
        return f"Redis does not answer: {error}"


def _wrong(state: dict[str, Any]) -> tuple[str, ...]:
    """What somebody must do something about, a line each."""
    wrong = (f"{state['error']}; articles wait until it answers",) if state["error"] else ()
    if not (waiting := state["unattended"]):
        return wrong
    what = ", ".join(f"{name} ({things})" for name, things in waiting.items())
    start = f"newsline run, or docker compose up --detach {' '.join(waiting)}"
    return (*wrong, f"nobody works on what waits for {what}: start {start}; if it was started, its log says why it ended")


def find_unattended(queues: dict[str, dict[str, int]], processes: dict[str, int], *, due: int, rules: int) -> dict[str, str]:
    """What waits for a process when none of its name lives: `{"quotes": "12 messages"}`.

    Args:
        queues: State of each queue.
        processes: How many of the other processes live.
        due: Feeds that should be polled by now.
        rules: Rules of alerts that are not paused.
    """
    waiting = {queue: counted(numbers["messages"], "message") for queue, numbers in queues.items() if numbers["messages"]}
    postponed = sum(numbers["postponed"] for numbers in queues.values())
    if due or postponed:
        waiting["scheduler"] = counted(due, "feed") if due else counted(postponed, "article")
    if rules:
        waiting["alerts"] = counted(rules, "rule")
    alive = {queue: numbers["workers"] for queue, numbers in queues.items()} | processes
    return {name: things for name, things in waiting.items() if not alive[name]}


def _state(edge: Edge) -> dict[str, Any]:
    lines, failing = _lines(edge), edge.feeds.failing()
    stages = Counter(line.stage for line in lines)
    postponed = Counter(line.stage for line in lines if line.postponed)
    alive = count_alive(edge.redis, members(edge.settings))
    queues = {
        queue: {"workers": alive.pop(queue), "messages": edge.queues.llen(queue), "under_way": stages[queue], "postponed": postponed[queue]}
        for queue in QUEUES
    }
    rules = sum(not rule.paused for rule in edge.rules.all())
    return {
        "seen": edge.ledger.opened(),
        "queues": queues,
        "processes": alive,
        "unattended": find_unattended(queues, alive, due=edge.feeds.count_due(datetime.now(UTC)), rules=rules),
        "feeds": edge.feeds.count(),
        "feeds_failing": len(failing),
        "feed_errors": [{"error": error, "feeds": count} for error, count in Counter(feed.error for feed in failing).most_common(5)],
        **_indexed(edge),
    }


def _indexed(edge: Edge) -> dict[str, Any]:
    """What Elasticsearch knows; nothing, and the error, when it is away: just then somebody asks."""
    try:
        fates, reasons = edge.index.count_fates(), edge.index.count_reasons("rejected", "dead")
        return {"alerts": summarize(edge), "fates": fates, "reasons": reasons, "error": None}
    except Unavailable as error:
        return {"alerts": {}, "fates": {}, "reasons": [], "error": str(error)}


def _lines(edge: Edge) -> list[Line]:
    return [line for chunk in chunks(edge.ledger.under_way()) for line in edge.ledger.lines(chunk).values()]


def _row(line: Line) -> dict[str, object]:
    article = line.article
    why = line.postponed or f"since {line.since:%Y-%m-%d %H:%M:%S}"
    known = {"first_seen": article.first_seen, "revision": article.revision, "feed_url": article.feed_url, "key": article.key}
    return {**known, "fate": f"under way in {line.stage}", "reason": why, "url": article.url}
