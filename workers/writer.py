"""In: articles at the end of the flow; out: what Elasticsearch holds of them, and how each ended.

Invariant: `write` may be repeated at any point and by anybody: the index then holds each article, each quotation and
each line of the ledger once, in its newest revision. A line is written behind its article, in one request with its quotations:
while it is open in Redis, what broke off in between is done again. One bad document never stops the others. Nothing waits for a
refresh: what is written is found within a second.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from pipeline.errors import Unavailable
from pipeline.index import build
from pipeline.model import Article, Fate
from workers import bulk
from workers.bulk import NEWER
from workers.search import Index

_COMPARED = ["revision", "title", "text", "published", "quotation_ids"]
_Name = tuple[str, int]  # what names an article within a batch: its key and revision
_Of = tuple[_Name, build.Write]  # a write, and the article that it is for
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
            ends, quotations = self._index([article for article in articles if build.fate_of(article) == "indexed"], now)
            settled = [ends.get(_name(article)) or replace(article, fate=build.fate_of(article)) for article in articles]
            return self._settle(settled, quotations, now)

    def _index(self, articles: Sequence[Article], now: datetime) -> tuple[dict[_Name, Article], list[_Of]]:
        """Writes articles; returns how each ended, and the writes of the quotations of those that were taken.

        An article of revision 1 is as a rule the first of its id: it is written without a look at what is there, and
        only if something is, like those of later revisions. One that says nothing new is written as well: its document
        then bears the newer revision, and a late copy of an older one is refused. So are its quotations: whoever wrote the
        older one may have been interrupted before them.
        """
        first = [article for article in articles if article.revision == 1]
        created = self._bulk([replace(build.build_article(article, now), is_first=True) for article in first])
        problems = {_name(article): problem for article, problem in zip(first, created, strict=True)}
        others = [article for article in articles if problems.get(_name(article), NEWER) == NEWER]
        known = self._get({article.id: article for article in others}, now)
        ids = _count_quotation_ids(articles, known)
        taken = self._bulk([build.build_article(article, now, ids[article.id]) for article in others])
        problems |= {_name(article): problem for article, problem in zip(others, taken, strict=True)}
        unchanged = {_name(a) for a in others if a.id in known and build.is_unchanged(a, known[a.id])}
        ends = {_name(article): _end(article, problems[_name(article)], unchanged) for article in articles}
        written = [article for article in articles if not problems[_name(article)]]
        return ends, [(_name(article), write) for article in written for write in build.build_quotations(article, now, ids[article.id])]

    def _settle(self, articles: Sequence[Article], quotations: Sequence[_Of], now: datetime) -> list[Article]:
        """Writes quotations and, behind them, lines; returns the articles, those that lack a quotation with that as the reason.

        Lines that have to say so, or that Elasticsearch did not take, are written again, without their messages.
        """
        answers = self._bulk([*(write for _, write in quotations), *(build.build_line(article, now) for article in articles)])
        missing = {
            name: f"quotation {write.id} is missing: {problem}"
            for (name, write), problem in zip(quotations, answers, strict=False)
            if _is_refusal(problem)
        }
        settled = [replace(article, reason=missing.get(_name(article), article.reason)) for article in articles]
        wrong = [a for a, problem in zip(settled, answers[len(quotations) :], strict=True) if _name(a) in missing or _is_refusal(problem)]
        lines = [build.build_line(article, now) for article in wrong]
        bare = [replace(line, document={**(line.document or {}), "message": None}) for line in lines]
        for problem in filter(_is_refusal, self._bulk(bare)):
            raise Unavailable(f"the ledger takes no line: {problem}")
        return settled

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

    def _bulk(self, writes: Sequence[build.Write]) -> list[str | None]:
        return bulk.send(self.index.client, self.index.prefix, writes)


def _name(article: Article) -> _Name:
    return article.key, article.revision


def _is_refusal(problem: str | None) -> bool:
    return problem not in {None, NEWER}


def _count_quotation_ids(articles: Sequence[Article], known: _Known) -> dict[str, int]:
    """How many ids of quotations were ever given out for each article, with those of these revisions."""
    counts = {article.id: int(known.get(article.id, {}).get("quotation_ids", 0)) for article in articles}
    for article in articles:
        counts[article.id] = max(counts[article.id], len(article.quotations))
    return counts


def _end(article: Article, problem: str | None, unchanged: Collection[_Name]) -> Article:
    """The article with its fate, after `problem` or none."""
    if problem in (None, NEWER):
        fate: Fate = "unchanged" if problem is None and _name(article) in unchanged else "indexed"
        return replace(article, fate=fate, reason=problem or article.reason)
    return replace(article, fate="dead", reason=problem)
