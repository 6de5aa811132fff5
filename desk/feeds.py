"""`newsline feeds`: which feeds are watched. In: addresses and OPML files; out: the feeds and how they do."""

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import to_builtins
from rich.progress import Progress

from config.settings import load
from desk.services import ERR, services, tell
from desk.show import OUT, counted, print_json, print_table
from pipeline.errors import Rejected
from pipeline.feeds import build_opml
from pipeline.model import Feed
from workers.check import Checked, check_feeds
from workers.discover import Look, look_at
from workers.edge import Edge
from workers.feeds import Feeds, Imported, import_feeds, read_addresses
from workers.subscriptions import Push

app = typer.Typer(no_args_is_help=True, help="Which feeds are watched. Example: newsline feeds list")
LISTED = ["url", "title", "folders", "state", "succeeded", "next_poll", "errors", "error", "moved_to"]
STALE = ["url", "title", "state", "succeeded", "next_poll", "delay_min", "missed"]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def add(urls: Annotated[list[str], typer.Argument(help="Addresses of feeds, or of sites.")]) -> None:
    """Look at each address and watch the feeds found there.

    Example: newsline feeds add https://www.theguardian.com/world/rss
    """
    settings = load()
    looks = look_at(settings, urls)
    found = [feed for look in looks for feed in _feeds_at(look)]
    with services(settings) as at:
        new = Edge(at).feeds.add(found, datetime.now(UTC)) if found else 0
    OUT.print(
        "\n".join([*(f"found {feed.url}  {feed.title or ''}" for feed in found), f"{new} feeds added, {len(found) - new} known before"])
    )
    _fail_if([look for look in looks if not _feeds_at(look)], "no feed was added")


@app.command(name="import")
def import_opml(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="An OPML file.")]) -> None:
    """Watch the feeds of an OPML file; those known before stay as they are. Exit code 1 when something in it was no feed; that is told.

    Example: newsline feeds import seeds/feeds.opml
    """
    with services(load()) as settings:
        imported = import_feeds(Edge(settings).feeds, file)
    OUT.print(describe(imported, file))
    raise typer.Exit(1 if imported.refused else 0)


@app.command()
def export() -> None:
    """Print the feeds as OPML, by address, with their folders and what is paused; without the sitemaps that an index brings.

    Example: newsline feeds export > feeds.opml
    """
    with services(load()) as settings:
        known = Edge(settings).feeds
        feeds, polls = [feed for feed in known.all() if feed.index is None], known.next_polls()
    paused = {feed.url for feed in feeds if polls.get(feed.url) is None and not feed.gone}
    sys.stdout.write(build_opml(feeds, paused).decode())


@app.command(name="list")
def list_feeds(
    *, stale: Annotated[bool, typer.Option("--stale", help="How late entries are found, the latest first.")] = False, json: Json = False
) -> None:
    """Show every feed and how it does: watched, pushed by its hub, failing, paused, or gone (its server says so).

    Example: newsline feeds list --json
    """
    with services(load()) as settings:
        edge = Edge(settings)
        feeds, polls = edge.feeds.all(), edge.feeds.next_polls()
        pushes = edge.subscriptions.pushes(datetime.now(UTC)) if settings.push_url else {}
    feeds = sorted(feeds, key=lambda feed: -(math.inf if feed.delay_s is None else feed.delay_s)) if stale else feeds
    rows = [_plain(feed) | _now(feed, polls.get(feed.url), pushes.get(feed.url)) for feed in feeds]
    if json:
        print_json(rows)
    elif feeds:
        shown = [
            row
            | {"succeeded": _minute(feed.succeeded), "next_poll": _minute(row["next_poll"]), "missed": round(feed.rhythm.missed)}
            | {"folders": ["/".join(folder) for folder in feed.folders], "delay_min": feed.delay_s and round(feed.delay_s / 60)}
            for feed, row in zip(feeds, rows, strict=True)
        ]
        print_table(shown, STALE if stale else LISTED)
    else:
        OUT.print("no feeds yet: newsline feeds add URL, or newsline feeds import FILE")


@app.command()
def check(
    what: Annotated[
        list[str] | None, typer.Argument(help="Addresses, or files: OPML, or an address a line. Without any, all feeds.")
    ] = None,
    *,
    failing: Annotated[bool, typer.Option("--failing", help="Only feeds whose last poll failed.")] = False,
    json: Json = False,
) -> None:
    """Try feeds and tell what is wrong with each and what to do; nothing is stored. Exit code 1 when one is wrong.

    A host is asked once at a time, NEWSLINE_HOST_PACE_S apart. Of a long list, feeds that are well are only counted.

    Example: newsline feeds check new.opml
    """
    settings = load()
    urls = [url for each in what for url in read_addresses(each)] if what else _known(failing=failing)
    with Progress(console=ERR, transient=True, disable=not ERR.is_terminal) as progress:
        task = progress.add_task("checking", total=len(urls))
        checked = check_feeds(settings, urls, lambda: progress.advance(task))
    if json:
        print_json(checked)
    else:
        _tell_checked(checked, few=what is not None and urls == what)
    raise typer.Exit(1 if any(each.wrong for each in checked) else 0)


@app.command()
def remove(urls: Annotated[list[str], typer.Argument(help="Addresses of feeds.")]) -> None:
    """Watch these feeds no longer; their articles stay.

    Example: newsline feeds remove https://www.theguardian.com/world/rss
    """
    _change("removed", urls, Feeds.remove)


@app.command()
def pause(urls: Annotated[list[str], typer.Argument(help="Addresses of feeds.")]) -> None:
    """Poll these feeds no more until they are resumed; what is known of them stays.

    Example: newsline feeds pause https://www.theguardian.com/world/rss
    """
    _change("paused", urls, Feeds.pause)


@app.command()
def resume(urls: Annotated[list[str], typer.Argument(help="Addresses of feeds.")]) -> None:
    """Poll feeds again that were paused or gone, at once.

    Example: newsline feeds resume https://www.theguardian.com/world/rss
    """
    _change("resumed", urls, lambda feeds, url: feeds.resume(url, datetime.now(UTC)))


def describe(imported: Imported, file: Path) -> str:
    """What came of a list, in a line; what was left out of it is named on stderr, a line each."""
    for left_out in imported.refused:
        tell(f"{file}:{left_out.line}: {left_out.what}: {left_out.reason}")
    refused = f", {len(imported.refused):,} refused" if imported.refused else ""
    return f"{counted(imported.new, 'feed')} added, {imported.known:,} known before{refused}"


def _change(what: str, urls: list[str], change: Callable[[Feeds, str], bool]) -> None:
    """Do it to each feed, and name those that there are not."""
    with services(load()) as settings:
        known = Edge(settings).feeds
        unknown = [url for url in urls if not change(known, url)]
    OUT.print(f"{counted(len(urls) - len(unknown), 'feed')} {what}")
    if unknown:
        raise Rejected("no such feed; newsline feeds list shows all", about=" ".join(unknown))


def _known(*, failing: bool) -> list[str]:
    with services(load()) as settings:
        feeds = Edge(settings).feeds
        return [feed.url for feed in (feeds.failing() if failing else feeds.all())]


def _tell_checked(checked: Sequence[Checked], *, few: bool) -> None:
    """A line a feed, what is wrong last, where one looks first; then how many there were of each kind."""
    told = {"ok": 0, "remark": 0, "wrong": 0}
    for each in sorted(checked, key=lambda each: (bool(each.wrong), bool(each.remarks))):
        kind = "wrong" if each.wrong else "remark" if each.remarks else "ok"
        told[kind] += 1
        if few or kind != "ok":
            OUT.print(f"{kind:6} {each.url}  {_what_is_there(each)}", soft_wrap=True)
    OUT.print(f"{counted(len(checked), 'feed')} tried: {told['ok']:,} ok, {told['remark']:,} with remarks, {told['wrong']:,} wrong")


def _what_is_there(checked: Checked) -> str:
    if checked.wrong:
        return "; ".join(filter(None, [checked.wrong, checked.remedy]))
    dated = f", the newest of {checked.newest:%Y-%m-%d}" if checked.newest else ""
    entries = "1 entry" if checked.entries == 1 else f"{checked.entries:,} entries"
    return "; ".join([f"{checked.title or 'no title'}: {entries}{dated}", *checked.remarks])


def _feeds_at(look: Look) -> list[Feed]:
    if look.feed:
        return [Feed(url=look.url, title=look.feed.title, language=look.feed.language)]
    return [Feed(url=link) for link in look.links]


def _fail_if(looks: list[Look], what: str) -> None:
    for look in looks:
        tell(f"{look.url}: {look.error}; {what}")
    if looks:
        raise typer.Exit(2)


def _now(feed: Feed, next_poll: datetime | None, push: Push | None) -> dict[str, object]:
    return {"state": _state(feed, next_poll, push), "next_poll": next_poll, "push": push and asdict(push)}


def _state(feed: Feed, next_poll: datetime | None, push: Push | None) -> str:
    if feed.gone:
        return "gone"
    working = "pushed" if push and push.relied_on else "watched"
    return "paused" if next_poll is None else "failing" if feed.errors else working


def _plain(feed: Feed) -> dict[str, Any]:
    plain: dict[str, Any] = to_builtins(feed)
    del plain["folder"]  # kept for old records only
    return plain


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "never"
