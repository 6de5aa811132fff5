"""`newsline feeds`: which feeds are watched. In: addresses and OPML files; out: the feeds and how they do."""

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from config.settings import Settings, load
from desk.feed_rows import State, check_lines, count_states, describe_found, is_in, is_named, list_rows, near, shown
from desk.services import ERR, services, tell
from desk.show import OUT, counted, print_json, print_table
from pipeline.errors import Rejected
from pipeline.feeds import build_opml
from pipeline.model import Feed
from workers.check import check_feeds
from workers.discover import Found, look_at
from workers.edge import Edge
from workers.feeds import Feeds, Imported, import_feeds, read_addresses

app = typer.Typer(no_args_is_help=True, help="Which feeds are watched. Example: newsline feeds list")
LISTED = ["url", "title", "folders", "state", "succeeded", "next_poll", "errors", "error", "moved_to"]
STALE = ["url", "title", "state", "succeeded", "next_poll", "delay_min", "missed"]
Urls = Annotated[list[str] | None, typer.Argument(help="Addresses of feeds.")]
Folder = Annotated[str | None, typer.Option(help='Feeds in this folder, and in those that lie in it: "News", "News/World".')]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def add(
    urls: Annotated[list[str], typer.Argument(help="Addresses of feeds, or of sites: example.org will do.")],
    *,
    every: Annotated[bool, typer.Option("--all", help="Add all feeds of a site that has several.")] = False,
) -> None:
    """Look at each address and watch the feed found there. Of a site with several feeds, each is told, and none added without --all.

    Exit code 1 when feeds are left to choose from, 2 when there was none.

    Example: newsline feeds add https://www.theguardian.com/world/rss
    """
    settings = load()
    looks = look_at(settings, urls)
    several = [look for look in looks if len(look.feeds) > 1]
    chosen = {found.url: _watched(found) for look in looks if every or len(look.feeds) == 1 for found in look.feeds}
    new = _add(settings, chosen.values()) if chosen else 0
    lines = dict.fromkeys(describe_found(found) for look in looks for found in look.feeds)
    OUT.print("\n".join([*lines, f"{counted(new, 'feed')} added, {len(chosen) - new:,} known before"]), soft_wrap=True)
    for look in several if not every else []:
        tell(f"{look.url} has {len(look.feeds)} feeds: choose by address, newsline feeds add {look.feeds[0].url}, or add all with --all")
    for look in looks:
        if look.error:
            tell(f"{look.url}: {look.error}")
    raise typer.Exit(2 if any(look.error for look in looks) else 1 if several and not every else 0)


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
def list_feeds(  # noqa: PLR0913  a filter each
    words: Annotated[str, typer.Argument(help="Only feeds with this in their address or title.")] = "",
    *,
    state: Annotated[State | None, typer.Option(help="Only feeds in this state.")] = None,
    folder: Folder = None,
    stale: Annotated[bool, typer.Option("--stale", help="How late entries are found, the latest first.")] = False,
    size: Annotated[int, typer.Option(min=1, help="How many are shown at most; --json gives all.")] = 100,
    json: Json = False,
) -> None:
    """Show feeds and how they do, those that fail first: watched, pushed by its hub, failing, paused, or gone (its server says so).

    Example: newsline feeds list --state failing --folder News/World
    """
    with services(load()) as settings:
        edge = Edge(settings)
        feeds, polls = edge.feeds.all(), edge.feeds.next_polls()
        pushes = edge.subscriptions.pushes(datetime.now(UTC)) if settings.push_url else {}
    chosen = [feed for feed in feeds if is_named(feed, words) and (not folder or is_in(feed, folder))]
    rows = [row for row in list_rows(chosen, polls, pushes, stale=stale) if state in {None, row["state"]}]
    if json:
        print_json(rows)
    elif not feeds:
        OUT.print("no feeds yet: newsline feeds add URL, or newsline feeds import FILE")
    else:
        print_table([shown(row) for row in rows[:size]], STALE if stale else LISTED)
        more = f"; the first {size:,} are shown: --size, or --json for all" if len(rows) > size else ""
        tell(f"{count_states(rows)}{more}")


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
    urls = list(dict.fromkeys(url for each in what for url in read_addresses(each))) if what else _known(failing=failing)
    with Progress(console=ERR, transient=True, disable=not ERR.is_terminal) as progress:
        task = progress.add_task("checking", total=len(urls))
        checked = check_feeds(settings, urls, lambda: progress.advance(task))
    if json:
        print_json(checked)
    else:
        OUT.print("\n".join(check_lines(checked, few=urls == what)), soft_wrap=True)
    raise typer.Exit(1 if any(each.wrong for each in checked) else 0)


@app.command()
def remove(urls: Urls = None, *, folder: Folder = None) -> None:
    """Watch these feeds no longer; their articles stay.

    Example: newsline feeds remove https://www.theguardian.com/world/rss
    """
    _change("removed", urls or [], folder, Feeds.remove)


@app.command()
def pause(urls: Urls = None, *, folder: Folder = None) -> None:
    """Poll these feeds no more until they are resumed; what is known of them stays.

    Example: newsline feeds pause https://www.theguardian.com/world/rss
    """
    _change("paused", urls or [], folder, Feeds.pause)


@app.command()
def resume(urls: Urls = None, *, folder: Folder = None) -> None:
    """Poll feeds again that were paused or gone, at once.

    Example: newsline feeds resume https://www.theguardian.com/world/rss
    """
    _change("resumed", urls or [], folder, lambda feeds, url: feeds.resume(url, datetime.now(UTC)))


def describe(imported: Imported, file: Path) -> str:
    """What came of a list, in a line; what was left out of it is named on stderr, a line each."""
    for left_out in imported.refused:
        tell(f"{file}:{left_out.line}: {left_out.what}: {left_out.reason}")
    refused = f", {len(imported.refused):,} refused" if imported.refused else ""
    return f"{counted(imported.new, 'feed')} added, {imported.known:,} known before{refused}"


def _change(what: str, urls: list[str], folder: str | None, change: Callable[[Feeds, str], bool]) -> None:
    """Do it to each feed, and name those that there are not, with those that may be meant."""
    if not (urls or folder):
        raise typer.BadParameter("name feeds by their addresses, or a --folder")
    with services(load()) as settings:
        known = Edge(settings).feeds
        feeds = known.all()
        held = [feed.url for feed in feeds if folder and is_in(feed, folder)]
        unknown = [url for url in dict.fromkeys([*urls, *held]) if not change(known, url)]
    OUT.print(f"{counted(len({*urls, *held}) - len(unknown), 'feed')} {what}")
    if folder and not held:
        raise Rejected("no feed is in this folder; newsline feeds list shows all", about=folder)
    if unknown:
        raise Rejected("\n".join(f"{url}: no such feed; {_hint(near(url, feeds))}" for url in unknown))


def _hint(urls: list[str]) -> str:
    return f"did you mean {' or '.join(urls)}?" if urls else "newsline feeds list shows all"


def _known(*, failing: bool) -> list[str]:
    with services(load()) as settings:
        feeds = Edge(settings).feeds
        return [feed.url for feed in (feeds.failing() if failing else feeds.all())]


def _add(settings: Settings, feeds: Iterable[Feed]) -> int:
    with services(settings) as at:
        return Edge(at).feeds.add(feeds, datetime.now(UTC))


def _watched(found: Found) -> Feed:
    return Feed(url=found.url, title=found.feed.title, language=found.feed.language)
