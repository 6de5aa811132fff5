"""`newsline show`: one article to read. In: an address, or an id out of the index; out: its text, and who said what where.

Invariant: what is marked in the text is `text[start:end]` of a quotation, no more and no less.
"""

from typing import Annotated, Any

import typer
from rich.text import Text

from config.settings import load
from desk.services import services
from desk.show import OUT, counted, print_json, print_table
from pipeline.articles import canonical_url
from pipeline.errors import Rejected
from workers.search import open_index

COLUMNS = ["at", "speaker", "source", "type", "confidence", "content"]


def show(
    address: Annotated[str, typer.Argument(help="Address or id of an article, or its ledger key.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print an article, with its quotations marked in the text and then listed.

    Example: newsline show https://example.org/news/1
    """
    with services(load(), needs_redis=False) as settings:
        articles = open_index(settings).trace(*{address, spell(address)}).articles
    if not articles:
        raise Rejected("no article has this address or id; newsline trace tells what became of it", about=address)
    if json:
        print_json(articles[-1])
    else:
        _print(articles[-1])


def _print(article: dict[str, Any]) -> None:
    quotations = article.get("quotations", [])
    facts = (article.get("published"), article.get("publisher"), article.get("section"), *article.get("authors", []))
    OUT.print(Text(article.get("title") or "(no title)", "bold"))
    OUT.print(Text("  ".join(filter(None, facts)) or "undated", "dim"))
    OUT.print(Text(f"{article['url']}\n", "dim"))
    OUT.print(mark(article.get("text") or "", quotations))
    rows = [{**quotation, **_names(quotation)} for quotation in quotations]
    print_table(rows, COLUMNS, f"\n{counted(len(rows), 'quotation')}")


def mark(text: str, quotations: list[dict[str, Any]]) -> Text:
    """The text with each quotation in colour."""
    marked = Text(text)
    for quotation in quotations:
        marked.stylize("yellow", quotation["start"], quotation["end"])
    return marked


def _names(quotation: dict[str, Any]) -> dict[str, Any]:
    speaker, source = quotation.get("speaker"), quotation.get("source")
    at = f"{quotation['start']}-{quotation['end']}"
    return {"at": at, "speaker": speaker and speaker["name"], "source": source and source["text"]}


def spell(address: str) -> str:
    """The address as articles have it; what is none stays as it is."""
    try:
        return canonical_url(address)
    except Rejected:
        return address
