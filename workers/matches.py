"""What rules find in Elasticsearch. In: rules and what was just written; out: which match, with the words that do.

Invariant: a rule that Elasticsearch refuses is found out and named, and never stops the others.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from pipeline.alerts import Kind, Rule, build_hits, build_match, build_new, build_past, build_window
from pipeline.errors import Rejected, Unavailable
from pipeline.index.hits import parse_hits
from pipeline.index.queries import Body
from workers.search import Index

PAGE = 1_000  # documents that are looked at in one request
RULES_AT_ONCE = 100  # in one search; Elasticsearch bounds the clauses of one
SEARCHES_AT_ONCE = 50
_AWAY = (429, 503, 504)  # of Elasticsearch, not of the search

Records = Sequence[Mapping[str, Any]]


class New(NamedTuple):
    """A document that was written: its id and revision, the index it is in, and when it was indexed and first seen."""

    id: str
    revision: int
    where: str
    indexed: datetime
    first_seen: datetime


class Tried(NamedTuple):
    """What came of trying rules: by name the ids that match, and what is wrong with those that could not be tried."""

    matches: dict[str, list[str]]
    problems: dict[str, str]


class Matches:
    """Searches of rules in one index. All methods may raise `Unavailable`."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def new(self, kind: Kind, since: datetime) -> Iterator[list[New]]:
        """Pages of what was indexed since then, oldest first."""
        after: list[Any] | None = None
        while True:
            hits = self._search([(kind, build_new(since, after, PAGE))])[0]["hits"]["hits"]
            if hits:
                yield [_new(hit) for hit in hits]
            if len(hits) < PAGE:
                return
            after = hits[-1]["sort"]

    def try_rules(self, rules: Sequence[Rule], page: Sequence[New]) -> Tried:
        """Which of the rules, all of one kind, match which documents of a page."""
        clauses, problems = _clauses(rules)
        names, indices, ids = list(clauses), ",".join(sorted({new.where for new in page})), [new.id for new in page]
        chunks = [names[at : at + RULES_AT_ONCE] for at in range(0, len(names), RULES_AT_ONCE)]
        matches: dict[str, list[str]] = defaultdict(list)
        while chunks:
            answers = self._ask([(indices, build_match({name: clauses[name] for name in chunk}, ids)) for chunk in chunks])
            refused = []
            for chunk, answer in zip(chunks, answers, strict=True):
                if isinstance(answer, Rejected):
                    refused.append((chunk, answer))
                else:
                    _collect(answer, matches)
            problems |= {chunk[0]: error.reason for chunk, error in refused if len(chunk) == 1}
            # One of them is refused, or they are too many: in halves it comes out which.
            chunks = [half for chunk, _ in refused if len(chunk) > 1 for half in (chunk[: len(chunk) // 2], chunk[len(chunk) // 2 :])]
        return Tried(dict(matches), problems)

    def hits(self, matches: Mapping[str, list[str]], rules: Mapping[str, Rule], now: datetime) -> tuple[dict[str, Records], dict[str, str]]:
        """What each rule that matches has to tell, oldest first, and the problems of those that cannot say.

        A rule that waits for several clusters tells all of its window, any other what is new.
        """
        bodies = {name: _body(rules[name], ids, now) for name, ids in matches.items()}
        answers = dict(zip(bodies, self._ask([(self._alias(rules[name].kind), body) for name, body in bodies.items()]), strict=True))
        problems = {name: answer.reason for name, answer in answers.items() if isinstance(answer, Rejected)}
        found = {name: parse_hits(answer).records for name, answer in answers.items() if not isinstance(answer, Rejected)}
        return {name: records[::-1] if rules[name].within_s else records for name, records in found.items()}, problems

    def past(self, rule: Rule, since: datetime) -> Records:
        """What the rule finds in all that was indexed since then, oldest first; the newest if it is much.

        Raises:
            Rejected: Elasticsearch refuses the rule.
        """
        return parse_hits(self._search([(rule.kind, build_past(rule, since))])[0]).records[::-1]

    def _alias(self, kind: Kind) -> str:
        return self._index.prefix + kind

    def _search(self, searches: Sequence[tuple[Kind, Body]]) -> list[dict[str, Any]]:
        answers = self._ask([(self._alias(kind), body) for kind, body in searches])
        for answer in answers:
            if isinstance(answer, Rejected):
                raise answer
        return [answer for answer in answers if not isinstance(answer, Rejected)]

    def _ask(self, searches: Sequence[tuple[str, Body]]) -> list[dict[str, Any] | Rejected]:
        """The answers to searches of indices, in their order; `Rejected` for one that is refused."""
        answers: list[dict[str, Any] | Rejected] = []
        for at in range(0, len(searches), SEARCHES_AT_ONCE):
            lines = [line for where, body in searches[at : at + SEARCHES_AT_ONCE] for line in (_header(where), body)]
            with self._index.answering():
                found = self._index.client.msearch(searches=lines)
            answers += [self._judge(answer) for answer in found["responses"]]
        return answers

    def _judge(self, answer: dict[str, Any]) -> dict[str, Any] | Rejected:
        if "error" not in answer:
            return answer
        causes = answer["error"].get("root_cause") or [answer["error"]]
        reason = f"Elasticsearch refuses: {causes[0].get('reason')}"
        if answer["status"] in _AWAY:
            raise Unavailable(reason, about=self._index.address)
        return Rejected(reason)


def _header(where: str) -> Body:
    return {"index": where, "ignore_unavailable": True, "allow_partial_search_results": False}


def _new(hit: Mapping[str, Any]) -> New:
    source = hit["_source"]
    indexed = datetime.fromisoformat(source["indexed"])
    first_seen = datetime.fromisoformat(source["first_seen"]) if source.get("first_seen") else indexed
    return New(hit["_id"], source["revision"], hit["_index"], indexed, first_seen)


def _clauses(rules: Sequence[Rule]) -> tuple[dict[str, Body], dict[str, str]]:
    """What matches each rule; a rule that an older newsline let through may not be readable to this one."""
    clauses, problems = {}, {}
    for rule in rules:
        try:
            clauses[rule.name] = rule.search()["query"]
        except Rejected as error:
            problems[rule.name] = str(error)
    return clauses, problems


def _body(rule: Rule, ids: Sequence[str], now: datetime) -> Body:
    return build_window(rule, now, rule.within_s) if rule.within_s else build_hits(rule, ids)


def _collect(answer: Mapping[str, Any], matches: dict[str, list[str]]) -> None:
    for hit in answer["hits"]["hits"]:
        for name in hit.get("matched_queries", ()):
            matches[name].append(hit["_id"])
