"""How the desk shows what was found. In: `Found`; out: rows at a terminal, or one JSON value.

Invariant: as in show.py, stdout carries data only; notes on the question go to stderr.
"""

from collections.abc import Iterable
from itertools import islice

from rich.text import Text

from desk.export import AnyHit
from desk.services import ERR
from desk.show import OUT, counted, print_json
from pipeline.index.hits import ArticleHit, Found, Hit, QuotationHit
from pipeline.index.people import Portrait
from pipeline.index.queries import EXACT_ROWS

TOLD = 10  # other spellings of the names in a question


def show_articles(found: Found[ArticleHit], records: Iterable[ArticleHit]) -> None:
    """Print articles: date, title, publisher with section and agencies, where the words stand, address; then the facets."""
    OUT.print(_total(found, "article"))
    for hit in records:
        what = Text.assemble(f"\n{_day(hit)}  ", (hit.title or "(no title)", "bold"), f"  {_outlet(hit)}{_copies(hit)}")
        pieces = [Text("    … ") + _marked(piece) for piece in hit.highlight.get("text", ())[:2]]
        OUT.print(what, *pieces, Text(f"    {hit.url}", "dim"), sep="\n")
    _show_facets(found.facets)


def show_quotations(found: Found[QuotationHit], records: Iterable[QuotationHit]) -> None:
    """Print quotations (`records`, those of `found` or the same in context): who, how, what, and where it stands; then the facets."""
    OUT.print(_total(found, "quotation"))
    for hit in records:
        who = Text.assemble("\n", (_who(hit), "bold"), f"  {hit.type}, {hit.confidence:.2f}{_copies(hit)}")
        where = Text(f"    {_day(hit)}  {hit.title or ''}  {hit.url}  {hit.start}-{hit.end}", "dim")
        OUT.print(who, Text("    ") + _said(hit), where, sep="\n")
    _show_facets(found.facets)


def show_people(found: Found[Portrait], *, json: bool = False) -> None:
    """Print a portrait of each person."""
    if json:
        print_json(found)
        return
    for person in found.records:
        last = f", last on {person.last:%Y-%m-%d}" if person.last else ""
        OUT.print(Text.assemble((person.name, "bold"), f"  in {counted(person.articles, 'article')}{last}"))
        OUT.print(f"{counted(person.said, 'quotation')} of theirs, named in {counted(person.spoken_of, 'quotation')}", end="")
        aliases = {"also": person.aliases, "with": person.people, "organizations": person.organizations, "places": person.places}
        _show_facets(aliases | {"publishers": person.publishers, "months": person.months, "spoken of by": person.speakers})
        for hit in person.latest:
            OUT.print(Text.assemble(f"  {_day(hit)}  ", _said(hit), (f"  {hit.url}", "dim")))
        OUT.print()


def tell_notes(notes: tuple[str, ...]) -> None:
    """What is odd about a question, on stderr."""
    for note in notes:
        ERR.print(f"newsline: {note}", style="yellow", highlight=False, markup=False, soft_wrap=True)


def tell_spellings(spellings: dict[str, int], *, taken: bool) -> None:
    """How else the names are spelled that were asked for, on stderr."""
    if spellings:
        told = ", ".join(f"{name} ({count})" for name, count in islice(spellings.items(), TOLD))
        more = f" and {len(spellings) - TOLD} more" if len(spellings) > TOLD else ""
        tell_notes((f"taken, too: {told}{more}" if taken else f"also written {told}{more}: --spellings takes these, too",))


def _show_facets(facets: dict[str, dict[str, int]]) -> None:
    for facet, counts in facets.items():
        if counts:
            OUT.print(Text.assemble((f"\n{facet}: ", "bold"), ", ".join(f"{value} ({count})" for value, count in counts.items())), end="")
    OUT.print()


def _total(found: Found[AnyHit], noun: str) -> str:
    """`9 articles`, `12 articles in 9 rows` when some are copies, and how many of the rows are shown; see `count_rows`."""
    copies = f" in {count_rows(found)}; --copies shows each" if found.rows != found.total else ""
    shown = len(found.records)
    return counted(found.total, noun) + copies + (f"; {shown:,} shown, --size shows more" if shown < found.rows else "")


def count_rows(found: Found[AnyHit]) -> str:
    """`9 rows`; more than are counted are told in two figures: `about 12,000 rows`."""
    rows = found.rows
    return counted(rows, "row") if rows <= EXACT_ROWS else f"about {float(f'{min(rows, found.total):.2g}'):,.0f} rows"


def _outlet(hit: Hit) -> str:
    """`The Example, World (AFP)`."""
    return ", ".join(filter(None, [hit.publisher, hit.section])) + (f" ({', '.join(hit.agencies)})" if hit.agencies else "")


def _copies(hit: Hit) -> str:
    return f"  {hit.copies} copies" if hit.copies > 1 else ""


def _who(hit: QuotationHit) -> str:
    source = hit.source.text if hit.source else None
    if not hit.speaker:
        return f"({source or 'nobody named'})"
    return hit.speaker if source in {None, hit.speaker} else f"{hit.speaker} ({source})"


def _said(hit: QuotationHit) -> Text:
    """What was said: where it stands if that is known, in direct speech between marks otherwise."""
    if not hit.context:
        return Text(f"“{hit.content}”" if hit.type == "direct" else hit.content)
    start, end = hit.start - hit.context.start, hit.end - hit.context.start
    around = " ".join(hit.context.text[:start].splitlines()), " ".join(hit.context.text[end:].splitlines())
    return Text.assemble((around[0], "dim"), hit.content, (around[1], "dim"))


def _day(hit: Hit) -> str:
    return f"{hit.published:%Y-%m-%d}" if hit.published else "undated"


def _marked(piece: str) -> Text:
    """`<em>words</em>` of a highlight in colour, line ends as spaces."""
    text = Text()
    for number, part in enumerate(piece.replace("\n", " ").replace("</em>", "<em>").split("<em>")):
        text.append(part, "yellow" if number % 2 else "")
    return text
