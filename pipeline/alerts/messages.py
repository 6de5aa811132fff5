"""The words of an alert. In: a rule and its hits, cluster by cluster; out: a title and a plain text.

Invariant: what a message shows of an article is what the index holds: title, publisher, time, address, the words that match
or what was said with who said it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.alerts.rules import Rule, explain

Records = Sequence[Mapping[str, Any]]

SHOWN = 10  # clusters in a message
QUOTATIONS = 3  # of one cluster
MAX_CHARS = 400  # of a title, a passage or a quotation


def build_message(rule: Rule, clusters: Sequence[Records]) -> tuple[str, str]:
    """Title and text, which tell each cluster by its first article."""
    first = _shorten(clusters[0][0]["title"] or "(no title)")
    title = f"{rule.name}: {first}" if len(clusters) == 1 else f"{rule.name}: {len(clusters)} articles, first {first}"
    parts = ["\n".join(_tell(records)) for records in clusters[:SHOWN]]
    more = [f"and {len(clusters) - SHOWN} more"] if len(clusters) > SHOWN else []
    return title, "\n\n".join([*parts, *more, f"Rule {rule.name}: {explain(rule)}"])


def _tell(records: Records) -> Iterator[str]:
    """One cluster: what matches, then where it stands."""
    record = records[0]
    yield _shorten(record["title"] or "(no title)")
    yield ", ".join(filter(None, [record["publisher"], _time(record["published"])])) or "undated"
    if "content" in record:
        yield from (_said(each) for each in records[:QUOTATIONS])
    else:
        yield from (f"… {_shorten(piece)} …" for piece in record.get("highlight", {}).get("text", ())[:1])
    yield record["url"]


def _said(record: Mapping[str, Any]) -> str:
    """`“We kept our promise” (Ann Roe)`: words said literally in marks; the source's words where nobody is named."""
    marks = ("“", "”") if record["type"] == "direct" else ("", "")
    who = record["speaker"] or (record["source"] or {}).get("text") or "nobody named"
    return f"{marks[0]}{_shorten(record['content'])}{marks[1]} ({who})"


def _time(published: str | None) -> str | None:
    return published and f"{published[:16].replace('T', ' ')} UTC"


def _shorten(words: str) -> str:
    line = " ".join(words.replace("<em>", "").replace("</em>", "").split())
    return line if len(line) <= MAX_CHARS else line[: MAX_CHARS - 1] + "…"
