"""`newsline search`, `quotations` and `people`: what analysts ask. In: words and filters; out: hits, best or newest first."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from desk.dates import parse_date
from desk.export import AnyHit, Form, choose_form, export
from desk.newsline import open_newsline
from desk.results import show_articles, show_people, show_quotations, tell_notes, tell_spellings
from pipeline.errors import Rejected
from pipeline.index.hits import Found
from pipeline.index.queries import ArticleFilters, Order, QuotationFilters
from pipeline.model import QuotationType

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
JsonLines = Annotated[bool, typer.Option("--jsonl", help="Print JSON, a record a line.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV, for a spreadsheet.")]
All = Annotated[bool, typer.Option("--all", help="Write all that is found, however many.")]
Output = Annotated[Path | None, typer.Option(help="A file to write to: .json, .jsonl or .csv.", dir_okay=False)]
Words = Annotated[list[str] | None, typer.Argument(help='Words, "a phrase", -without, one | other, start*.', show_default=False)]
Names = Annotated[list[str] | None, typer.Option(help="Named in the article, whole; may be given again.")]
Publisher = Annotated[str | None, typer.Option(help="The outlet.")]
Section = Annotated[str | None, typer.Option(help="Its part of the publication, whole.")]
Agency = Annotated[str | None, typer.Option(help="A news agency that it is from or made with, such as AFP.")]
Language = Annotated[str | None, typer.Option(help="Two letters, such as fr.")]
Since = Annotated[datetime | None, typer.Option(parser=parse_date, help="Published at or after this date or time (UTC).", metavar="DATE")]
Until = Annotated[datetime | None, typer.Option(parser=parse_date, help="Published before it (UTC).", metavar="DATE")]
Size = Annotated[int, typer.Option(min=1, max=10_000, help="How many to show.")]
Sort = Annotated[Order, typer.Option(help="What comes first.")]
Spellings = Annotated[bool, typer.Option("--spellings", help="Take names in other spellings, too: Muhammad for Mohammed.")]
Copies = Annotated[bool, typer.Option("--copies", help="Show every copy, not one for each cluster.")]

Target = tuple[Form | None, Path | None]  # None, None is a table at the terminal


def search(  # noqa: PLR0913  each is a filter that analysts set
    words: Words = None,
    *,
    person: Names = None,
    organization: Names = None,
    place: Names = None,
    publisher: Publisher = None,
    section: Section = None,
    agency: Agency = None,
    author: Annotated[str | None, typer.Option(help="A name in the byline.")] = None,
    language: Language = None,
    since: Since = None,
    until: Until = None,
    sort: Sort = "best",
    copies: Copies = False,
    spellings: Spellings = False,
    size: Size = 10,
    all_: All = False,
    output: Output = None,
    json: Json = False,
    jsonl: JsonLines = False,
    csv: Csv = False,
) -> None:
    """Search articles: all words, by their stems; a "phrase" exactly as written, but for accents and case.

    Put the question in 'single' marks when it has a minus, a star or a phrase, so that your shell leaves it alone.

    Example: newsline search missile --place Japan --since 2018-01-01

    Example: newsline search '"missile defence" (Tokyo | Seoul) -drill*' --sort newest
    """
    target = _target(output, all_=all_, json=json, jsonl=jsonl, csv=csv)
    filters = ArticleFilters(person=person or (), organization=organization or (), place=place or (), author=author)
    filters |= {"publisher": publisher, "section": section, "agency": agency, "language": language, "since": since, "until": until}
    filters |= {"order": sort, "copies": copies, "spellings": spellings, "size": size}
    with open_newsline() as newsline:
        found = newsline.search(_joined(words), **filters)
        every = newsline.all_articles(_joined(words), **filters) if all_ else found.records
        _answer(found, every, target, show_articles, taken=spellings)


def quotations(  # noqa: PLR0913  each is a filter that analysts set
    words: Words = None,
    *,
    speaker: Annotated[str | None, typer.Option(help="Words of the speaker's name: Lavrov finds Sergey Lavrov.")] = None,
    about: Annotated[str | None, typer.Option(help="A name that is said in the quotation.")] = None,
    type: Annotated[QuotationType | None, typer.Option(help="How it was said.")] = None,  # noqa: A002  the field's name
    confidence: Annotated[float | None, typer.Option(min=0, max=1, help="At least so sure.")] = None,
    publisher: Publisher = None,
    section: Section = None,
    agency: Agency = None,
    language: Language = None,
    since: Since = None,
    until: Until = None,
    sort: Sort = "newest",
    copies: Copies = False,
    spellings: Spellings = False,
    context: Annotated[bool, typer.Option("--context", help="Show the sentences in which it stands.")] = False,
    size: Size = 50,
    all_: All = False,
    output: Output = None,
    json: Json = False,
    jsonl: JsonLines = False,
    csv: Csv = False,
) -> None:
    """Show who said what. Words are searched in what was said; a name in brackets is a source that could not be resolved.

    Example: newsline quotations tariff --speaker Lavrov --type direct --context

    Example: newsline quotations --about Aegis --all --output aegis.csv
    """
    target = _target(output, all_=all_, json=json, jsonl=jsonl, csv=csv)
    filters = QuotationFilters(speaker=speaker, about=about, type=type, confidence=confidence)
    filters |= {"publisher": publisher, "section": section, "agency": agency, "language": language, "since": since, "until": until}
    filters |= {"order": sort, "copies": copies, "spellings": spellings, "size": size}
    with open_newsline() as newsline:
        found = newsline.quotations(_joined(words), **filters)
        every = newsline.all_quotations(_joined(words), **filters) if all_ else found.records
        every = newsline.in_context(every) if context else every
        _answer(found, every, target, show_quotations, taken=spellings)


def people(
    name: Annotated[list[str], typer.Argument(help="Words of a name.", show_default=False)],
    *,
    spellings: Spellings = False,
    size: Annotated[int, typer.Option(min=1, max=100, help="How many people to show.")] = 5,
    json: Json = False,
) -> None:
    """Tell who is called so: other names, with whom and where they are named, what they said last. Two of a name are two people.

    Example: newsline people Lavrov
    """
    with open_newsline() as newsline:
        found = newsline.people(" ".join(name), spellings=spellings, size=size)
    tell_notes(found.notes)
    tell_spellings(found.spellings, taken=spellings)
    show_people(found, json=json)
    raise typer.Exit(0 if found.records else 1)


def _answer(
    found: Found[AnyHit],
    records: Iterable[AnyHit],
    target: Target,
    show: Callable[[Found[AnyHit], Iterable[AnyHit]], None],
    *,
    taken: bool,
) -> None:
    """Write or show the records; exit code 1 if the question named what is nowhere. `taken` are other spellings of names."""
    tell_notes(found.notes)
    tell_spellings(found.spellings, taken=taken)
    form, output = target
    if form:
        export(found, records, form, output)
    else:
        show(found, records)
    raise typer.Exit(1 if found.notes else 0)


def _target(output: Path | None, *, all_: bool, **asked: bool) -> Target:
    form = choose_form(output, **asked)
    if all_ and not form:
        raise Rejected("--all is for programs: add --csv, --jsonl or --json, or --output FILE")
    return form, output


def _joined(words: list[str] | None) -> str | None:
    return " ".join(words) if words else None
