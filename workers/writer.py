"""In: articles at the end of the flow; out: what Elasticsearch holds of them, and how each ended.

Invariant: `write` may be repeated at any point and by anybody: the index then holds each article, each quotation and
each line of the ledger once, in its newest revision. A line is never there before its article and quotations. One bad document
never stops the others. Nothing waits for a refresh: what is written is found within a second.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from pipeline.errors import Unavailable
from pipeline.index import build
from pipeline.index.build import Write
from pipeline.model import Article, Fate
from workers import bulk
from workers.bulk import NEWER
from workers.search import Index

_COMPARED = ["key", "revision", "first_seen", "indexed", "title", "text", "published", "quotation_ids"]
_Known = Mapping[str, Mapping[str, Any]]  # documents by their ids


class Writer:
    """Writes to an index. Several threads may share one."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def write(self, articles: Sequence[Article], now: datetime) -> list[Article]:
        """Writes articles, quotations and, last, the ledger; returns the articles as they ended, `fate` and `reason` set.

        An article that Elasticsearch will never take ends as "dead", a revision that says nothing new as "unchanged". An article that
        lacks a quotation, because Elasticsearch will never take that one, is indexed, and its reason says so.

        Raises:
            Unavailable: nothing is settled: write the same again later.
        """
        with self.index.answering():
            ends = self._index([article for article in articles if build.fate_of(article) == "indexed"], now)
            settled = [ends.get(article.key) or replace(article, fate=build.fate_of(article)) for article in articles]
            self._settle(settled, now)
        return settled

    def _index(self, articles: Sequence[Article], now: datetime) -> dict[str, Article]:
        """Writes articles and quotations; returns how each article ended, by key.

        An article of revision 1 is as a rule the first of its id: when no other month has it, it is written without a look at what is
        there, in one request with its quotations, which are withdrawn if it is not taken. Only if something is there it is written
        again, like those of later revisions: the article first, as it knows which quotations there were, then its own.
        One that says nothing new is written as well: its document then bears the newer revision, and a late copy of an older one
        is refused. So are its quotations: whoever wrote the older one may have broken off before them.
        """
        if not articles:
            return {}
        newest = max(build.index_of("articles", article, now) for article in articles)
        months = self.index.months({article.id for article in articles}, besides=newest)
        first = [article for article in articles if article.revision == 1 and article.id not in months]
        new = {article.key: replace(build.build_article(article, now), is_first=True) for article in first}
        problems, missing = self._put(new, _build_quotations(first, {}, now))
        others = [article for article in articles if problems.get(article.key, NEWER) == NEWER]
        known = self._get({a.id: replace(a, first_seen=months.get(a.id, a.first_seen)) for a in others}, now)
        revised = [build.revise(article, known[article.id]) if article.id in known else article for article in others]
        ids = _count_quotation_ids(articles, known)
        problems |= self._put({a.key: build.build_article(a, now, ids[a.id]) for a in revised}, [])[0]
        unchanged = {a.key for a in revised if a.id in known and build.is_unchanged(a, known[a.id])}
        taken = [article for article in revised if not problems[article.key]]
        withdrawn = [replace(article, quotations=()) for article in first if problems[article.key]]
        missing |= self._put({}, _build_quotations([*taken, *withdrawn], ids, now))[1]
        return {a.key: _end(a, problems[a.key], missing.get(a.key), unchanged) for a in articles}

    def _put(self, articles: Mapping[str, Write], quotations: Sequence[tuple[str, Write]]) -> tuple[dict[str, str | None], dict[str, str]]:
        """Sends both; returns what is wrong with each article or None, and which articles lack a quotation that was refused."""
        answers = self._bulk([*articles.values(), *(write for _, write in quotations)])
        said = zip(quotations, answers[len(articles) :], strict=True)
        missing = {name: f"quotation {write.id} is missing: {problem}" for (name, write), problem in said if _is_refusal(problem)}
        return dict(zip(articles, answers, strict=False)), missing

    def _get(self, wanted: Mapping[str, Article], now: datetime) -> _Known:
        """Articles by their ids, those that exist; unlike a search this sees what was written a moment ago."""
        if not wanted:
            return {}
        prefix = self.index.prefix
        places = [{"_index": prefix + build.index_of("articles", a, now), "_id": id_, "_source": _COMPARED} for id_, a in wanted.items()]
        found = self.index.client.mget(docs=places)["docs"]
        for error in (document["error"] for document in found if "error" in document):
            if error["type"] != "index_not_found_exception":
                raise Unavailable(bulk.shorten(error["reason"]))
        return {document["_id"]: document["_source"] for document in found if document.get("found")}

    def _settle(self, articles: Sequence[Article], now: datetime) -> None:
        """Writes the lines of the ledger; the message of a dead one is left out if Elasticsearch will not take it."""
        lines = [build.build_line(article, now) for article in articles]
        refused = [line for line, problem in zip(lines, self._bulk(lines), strict=True) if _is_refusal(problem)]
        bare = [replace(line, document={**(line.document or {}), "message": None}) for line in refused]
        for problem in filter(_is_refusal, self._bulk(bare)):
            raise Unavailable(f"the ledger takes no line: {problem}")

    def _bulk(self, writes: Sequence[Write]) -> list[str | None]:
        return bulk.send(self.index.client, self.index.prefix, writes)


def _is_refusal(problem: str | None) -> bool:
    return problem not in {None, NEWER}


def _count_quotation_ids(articles: Sequence[Article], known: _Known) -> dict[str, int]:
    """How many ids of quotations were ever given out for each article, with those of these revisions."""
    counts = {article.id: int(known.get(article.id, {}).get("quotation_ids", 0)) for article in articles}
    for article in articles:
        counts[article.id] = max(counts[article.id], len(article.quotations))
    return counts


def _build_quotations(articles: Sequence[Article], ids: Mapping[str, int], now: datetime) -> list[tuple[str, Write]]:
    """The quotations of each article, and the deletion of what older revisions left, with what names the article."""
    return [(article.key, write) for article in articles for write in build.build_quotations(article, now, ids.get(article.id, 0))]


def _end(article: Article, problem: str | None, missing: str | None, unchanged: Collection[str]) -> Article:
    """The article with its fate, after `problem` or none; `missing` says what it lacks all the same."""
    if _is_refusal(problem):
        return replace(article, fate="dead", reason=problem)
    fate: Fate = "unchanged" if problem is None and article.key in unchanged else "indexed"
    return replace(article, fate=fate, reason=problem or missing or article.reason)
