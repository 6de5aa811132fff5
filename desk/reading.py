"""`newsline search` and `newsline quotations`: what analysts ask. In: words and filters; out: hits, best or newest first."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.text import Text

from config.settings import load
from desk.services import services
from desk.show import OUT, counted, print_json
from pipeline.index.hits import Found
from pipeline.index.queries import build_quotation_search, build_search
from pipeline.model import QuotationType
from workers.edge import Edge

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Words = Annotated[str | None, typer.Argument(help='Words, "a phrase", -without, one | other, start*.')]
Names = Annotated[list[str] | None, typer.Option(help="Named in the article; may be given again.")]
Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="Published at or after (UTC).")]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="Published before (UTC).")]
Size = Annotated[int, typer.Option(min=1, max=10_000, help="How many to show.")]


def search(  # noqa: PLR0913  each is a filter that analysts set
    words: Words = None,
    *,
    person: Names = None,
    organization: Names = None,
    place: Names = None,
    publisher: Annotated[str | None, typer.Option(help="The outlet.")] = None,
    language: Annotated[str | None, typer.Option(help="Two letters, such as fr.")] = None,
    since: Since = None,
    until: Until = None,
    size: Size = 10,
    json: Json = False,
) -> None:
    """Search articles: all words, by their stems; a "phrase" exactly as written, but for accents and case.

    Example: newsline search missile --place Japan --since 2018-01-01
    """
    body = build_search(
        words,
        people=person or (),
        organizations=organization or (),
        places=place or (),
        publisher=publisher,
        language=language,
        since=_utc(since),
        until=_utc(until),
        size=size,
    )
    with services(load()) as settings:
        edge = Edge(settings)
        edge.index.refresh()
        found = edge.index.search(body)
    show_articles(found, json=json)


def quotations(  # noqa: PLR0913  each is a filter that analysts set
    words: Words = None,
    *,
    speaker: Annotated[str | None, typer.Option(help="Words of the speaker's name: Lavrov finds Sergey Lavrov.")] = None,
    about: Annotated[str | None, typer.Option(help="A name that is said in the quotation.")] = None,
    type: Annotated[QuotationType | None, typer.Option(help="How it was said.")] = None,  # noqa: A002  the field's name
    confidence: Annotated[float | None, typer.Option(min=0, max=1, help="At least so sure.")] = None,
    since: Since = None,
    until: Until = None,
    size: Size = 50,
    json: Json = False,
) -> None:
    """Show who said what. Words are searched in what was said; a name in brackets is a source that could not be resolved.

    Example: newsline quotations --about Aegis --type direct
    """
    body = build_quotation_search(
        words, speaker=speaker, about=about, type=type, min_confidence=confidence, since=_utc(since), until=_utc(until), size=size
    )
    with services(load()) as settings:
        edge = Edge(settings)
        edge.index.refresh()
        found = edge.index.quotations(body)
    show_quotations(found, json=json)


def show_articles(found: Found, *, json: bool = False) -> None:
    """Print articles: date, title, publisher, where the words stand, address; then the facets."""
    if json:
        print_json(found)
        return
    OUT.print(counted(found.total, "article"))
    for record in found.records:
        OUT.print(Text.assemble(f"\n{_day(record)}  ", (record["title"] or "(no title)", "bold"), f"  {record['publisher'] or ''}"))
        for piece in record.get("highlight", {}).get("text", ())[:2]:
            OUT.print(Text("    … ") + _marked(piece))
        OUT.print(Text(f"    {record['url']}", "dim"))
    for facet, counts in found.facets.items():
        if counts:
            OUT.print(Text.assemble((f"\n{facet}: ", "bold"), ", ".join(f"{value} ({count})" for value, count in counts.items())), end="")
    OUT.print()


def show_quotations(found: Found, *, json: bool = False) -> None:
    """Print quotations: who, how, what, and where it stands."""
    if json:
        print_json(found)
        return
    OUT.print(counted(found.total, "quotation"))
    for record in found.records:
        OUT.print(Text.assemble("\n", (_who(record), "bold"), f"  {record['type']}, {record['confidence']:.2f}"))
        marks = ("“", "”") if record["type"] == "direct" else ("", "")
        OUT.print(Text(f"    {marks[0]}{record['content']}{marks[1]}"))
        OUT.print(Text(f"    {_day(record)}  {record['title'] or ''}  {record['url']}  {record['start']}-{record['end']}", "dim"))


def _who(record: Mapping[str, Any]) -> str:
    source = (record["source"] or {}).get("text")
    if not record["speaker"]:
        return f"({source or 'nobody named'})"
    return str(record["speaker"]) if source in {None, record["speaker"]} else f"{record['speaker']} ({source})"


def _day(record: Mapping[str, Any]) -> str:
    return str(record["published"] or "undated")[:10]


def _marked(piece: str) -> Text:
    """`<em>words</em>` of a highlight in colour, line ends as spaces."""
    text = Text()
    for number, part in enumerate(piece.replace("\n", " ").replace("</em>", "<em>").split("<em>")):
        text.append(part, "yellow" if number % 2 else "")
    return text


def _utc(time: datetime | None) -> datetime | None:
    return time.replace(tzinfo=UTC) if time else None
