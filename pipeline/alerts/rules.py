"""A rule: what somebody wants to be told of. In: what was typed; out: a `Rule`, or the reason why it is none.

Invariant: a rule that `check` lets through asks for something, and its search can be built.
"""

import re
from datetime import datetime
from typing import Literal

from pipeline.errors import Rejected
from pipeline.index.queries import ArticleFilters, Body, QuotationFilters, build_quotation_search, build_search
from pipeline.model import Record

Kind = Literal["articles", "quotations"]

MAX_WITHIN_S = 7 * 86_400
MAX_QUERY_CHARS = 1_000  # Elasticsearch takes half a minute for 20,000 words, and all other rules would wait
_NAME = re.compile(r"\w[\w.-]{0,63}")
_DURATION = re.compile(r"(\d{1,6})\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_OF_ARTICLES = ("person", "organization", "place")
_FILTERS = ("speaker", "about", *_OF_ARTICLES, "publisher", "language")


class Rule(Record, frozen=True):
    """What is told, and to whom. `targets` are apprise's addresses: they hold secrets and are never printed.

    It speaks up when `min_clusters` clusters that it has not told yet match within `within_s` seconds.
    """

    name: str
    added: datetime
    query: str | None = None
    speaker: str | None = None
    about: str | None = None
    person: tuple[str, ...] = ()
    organization: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    min_clusters: int = 1
    within_s: int | None = None
    targets: tuple[str, ...] = ()
    paused: bool = False

    @property
    def kind(self) -> Kind:
        """What it asks: a rule with a speaker, or what is said about somebody, asks quotations."""
        return "quotations" if self.speaker or self.about else "articles"

    def article_filters(self) -> ArticleFilters:
        """What it asks of articles beside words."""
        return ArticleFilters(
            person=self.person,
            organization=self.organization,
            place=self.place,
            publisher=self.publisher,
            language=self.language,
            copies=True,
        )

    def quotation_filters(self) -> QuotationFilters:
        """What it asks of quotations beside words."""
        return QuotationFilters(speaker=self.speaker, about=self.about, publisher=self.publisher, language=self.language, copies=True)

    def search(self) -> Body:
        """Its search, as `newsline search` or `newsline quotations` would ask.

        Raises:
            Rejected: the words cannot be meant.
        """
        if self.kind == "quotations":
            return build_quotation_search(self.query, **self.quotation_filters())
        return build_search(self.query, **self.article_filters())


def check(rule: Rule) -> None:
    """Raise Rejected with the reason if the rule cannot be meant."""
    for reason in filter(None, (_wrong_name(rule), _wrong_question(rule), _wrong_count(rule))):
        raise Rejected(reason, about=f"rule {rule.name}")
    try:
        rule.search()
    except Rejected as error:
        raise Rejected(f"its query cannot be read: {error}", about=f"rule {rule.name}") from error


def explain(rule: Rule) -> str:
    """What the rule asks, in a line: `missile talks; speaker Lavrov; 2 clusters within 1h`."""
    asked = [rule.query] if rule.query else []
    asked += [f"{name} {value}" for name in _FILTERS for value in _listed(getattr(rule, name))]
    if rule.within_s:
        asked.append(f"{rule.min_clusters} clusters within {_duration(rule.within_s)}")
    return "; ".join(asked)


def parse_duration(text: str) -> int:
    """Seconds: `parse_duration("90m") == 5400`; a whole number with s, m, h or d behind it.

    Raises:
        Rejected: it is none.
    """
    found = _DURATION.fullmatch(text.strip())
    if not found:
        raise Rejected("this is no duration; write a whole number and s, m, h or d, such as 90m or 1h", about=text)
    return int(found[1]) * _SECONDS[found[2]]


def _listed(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or ()


def _wrong_name(rule: Rule) -> str | None:
    return None if _NAME.fullmatch(rule.name) else "a name has 1 to 64 letters, digits, and - _ . within"


def _wrong_question(rule: Rule) -> str | None:
    if not any([rule.query and rule.query.strip(), *(getattr(rule, name) for name in _FILTERS)]):
        return "it matches everything; give it --query or a filter"
    if len(rule.query or "") > MAX_QUERY_CHARS:
        return f"its query is longer than {MAX_QUERY_CHARS:,} characters; make it two rules"
    if rule.kind == "quotations" and (named := [f"--{name}" for name in _OF_ARTICLES if getattr(rule, name)]):
        return f"with --speaker or --about it asks quotations, which {' and '.join(named)} cannot filter; use --about or --query"
    return None


def _wrong_count(rule: Rule) -> str | None:
    if rule.min_clusters < 1:
        return "--min-clusters is 1 or more"
    if (rule.min_clusters > 1) != (rule.within_s is not None):
        return "--min-clusters above 1 and --within go together, such as --min-clusters 2 --within 1h"
    if rule.within_s is not None and not 1 <= rule.within_s <= MAX_WITHIN_S:
        return "--within is from 1s to 7d"
    return None


def _duration(seconds: int) -> str:
    unit = next(unit for unit in "dhms" if seconds % _SECONDS[unit] == 0)
    return f"{seconds // _SECONDS[unit]}{unit}"
