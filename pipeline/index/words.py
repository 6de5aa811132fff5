"""In: the words an analyst types; out: the Elasticsearch query they mean.

    talks missile        all of these words, by their stems or as they are written
    "the missile talks"  these words in this order, as they are written
    missil*              words that begin so
    -Ankara              without it; -"a phrase" and -(one | other) as well
    talks | summit       one or the other; AND binds closer: a b | c d is (a b) | (c d), and ( ) groups
    AND OR NOT           in capitals mean the same as nothing, | and -

Invariant: what cannot be meant is refused with a reason, never searched as something else. It is not Elasticsearch's simple query string,
which never fails, reads `a | b c` as (a | b) c, and `a | -b` as nearly everything.
"""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import Rejected
from pipeline.index.build import LANGUAGES

Query = dict[str, Any]

MAX_GROUPS = 20
MAX_WORDS = 300  # each is looked for in some twelve fields, and Elasticsearch takes some thousand clauses
MIN_PREFIX = 2  # letters before a *; fewer find too much to be of use, and slowly
_TOKEN = re.compile(
    r"""(?P<bar>\|) | (?P<close>\)) | (?P<sign>[-+\N{MINUS SIGN}]*) (?:
        (?P<open>\() | (?P<word>[^\s()|"“”«»„]+)
        | "(?P<straight>[^"]*)" | “(?P<curly>[^“”]*)” | «(?P<angled>[^«»]*)» | „(?P<low>[^„“”]*)[“”] )""",
    re.VERBOSE,
)
_QUOTED = {"straight", "curly", "angled", "low"}
_SPELLED = {"AND": "+", "NOT": "-", "OR": "|"}
_PREFIX = re.compile(r"([\w'\u2019]*)\*")
_STAR_ENDS_A_WORD = re.compile(r"\w\*(?!\w)")
# What Kibana and other searches would take for a filter.
_FILTER = re.compile(
    r"(?<!\S)[-+(]*(?:person|organization|place|publisher|section|agency|author|language|speaker|about|type)s?:(?=\S)", re.IGNORECASE
)
_SAYS_SOMETHING = re.compile(r"\w|[^\x00-\u2fff]")  # a letter, a digit, an emoji; "&" and "-" are in no index


def build_words(text: str, weights: dict[str, int]) -> Query:
    """The query of `text` over fields such as `{"title": 3, "text": 1}`, each of which is kept by language.

    Raises:
        Rejected: it cannot be meant; the reason says what to change.
    """
    return _Reader(text, weights).read()


class _Reader:
    """Reads one question from left to right."""

    def __init__(self, text: str, weights: dict[str, int]) -> None:
        self.text = text
        self.written = [f"{field}.{name}^{weight}" for field, weight in weights.items() for name in _written_fields()]
        self.all = self.written + [f"{field}.{language}^{weight}" for field, weight in weights.items() for language in LANGUAGES.values()]
        self.tokens = list(self._split())

    def read(self) -> Query:
        if sum(kind == "open" for kind, _ in self.tokens) > MAX_GROUPS:
            raise self._refuse(f"more than {MAX_GROUPS} groups in ( )")
        if len(self.text.split()) > MAX_WORDS:
            raise Rejected(f"more than {MAX_WORDS} words; a few of them will do", about=f"{self.text[:40]}…")
        if field := _FILTER.search(self.text):
            raise self._refuse(f'"{field[0]}" is no word; filters are options, as --help lists them')
        query = self._alternatives()
        if self.tokens:
            raise self._refuse("a ) has no ( before it")
        return query

    def _split(self) -> Iterator[tuple[str, str]]:
        """Kind and words of each token, signs as tokens of their own."""
        at = 0
        while rest := self.text[at:].lstrip():
            at = len(self.text) - len(rest)
            token = _TOKEN.match(self.text, at)
            if not token:
                raise self._refuse('a quotation mark is not closed; write "…" around a phrase')
            at = token.end()
            yield from self._tell(token)

    def _tell(self, token: re.Match[str]) -> Iterator[tuple[str, str]]:
        kind, words = next((kind, words) for kind, words in token.groupdict().items() if words is not None and kind != "sign")
        if kind == "word" and not token["sign"] and words in _SPELLED:
            kind, words = "bar" if words == "OR" else "sign", _SPELLED[words]
        elif kind in {"word", *_QUOTED} and not _SAYS_SOMETHING.search(words):
            return  # "Johnson & Johnson", "Paris - Roubaix"
        elif token["sign"]:
            yield "sign", token["sign"]
        yield kind, words

    def _alternatives(self) -> Query:
        found = [self._alternative()]
        while self._next("bar"):
            found.append(self._alternative())
        return found[0] if len(found) == 1 else {"bool": {"should": found, "minimum_should_match": 1}}

    def _alternative(self) -> Query:
        """Terms that must all be there, those with a minus not."""
        must: list[Query] = []
        must_not: list[Query] = []
        while self.tokens and self.tokens[0][0] not in {"bar", "close"}:
            is_without = False
            while sign := self._next("sign"):
                is_without |= sign[1] != "+" * len(sign[1])
            (must_not if is_without else must).append(self._term())
        if not must:
            raise self._refuse("it says only what must not be there; add a word that must" if must_not else "a word is missing")
        return {"bool": {"must": must} | ({"must_not": must_not} if must_not else {})}

    def _term(self) -> Query:
        if self._next("open"):
            group = self._alternatives()
            if not self._next("close"):
                raise self._refuse("a ( is not closed")
            return group
        if not self.tokens or self.tokens[0][0] in {"bar", "close"}:
            raise self._refuse("a word is missing after NOT or AND")
        kind, words = self.tokens.pop(0)
        if kind != "word":
            return self._phrase(words)
        return self._prefix(words) if "*" in words else _phrase(words, self.all)

    def _phrase(self, words: str) -> Query:
        if _STAR_ENDS_A_WORD.search(words):
            raise self._refuse("a * does not work inside a phrase")
        return _phrase(words, self.written)

    def _prefix(self, words: str) -> Query:
        start = _PREFIX.fullmatch(words)
        if not start or len(start[1]) < MIN_PREFIX:
            raise self._refuse(f"a * stands only at the end of a word, after {MIN_PREFIX} letters or more")
        # As written, not by stems; Elasticsearch folds its case and accents.
        return {"simple_query_string": {"query": words, "fields": self.written, "flags": "PREFIX"}}

    def _next(self, kind: str) -> tuple[str, str] | None:
        return self.tokens.pop(0) if self.tokens and self.tokens[0][0] == kind else None

    def _refuse(self, reason: str) -> Rejected:
        return Rejected(reason, about=self.text)


def _written_fields() -> list[str]:
    """Where words stand as they are written, but for case and accents."""
    return [*(f"{language}.folded" for language in LANGUAGES.values()), "other"]


def _phrase(words: str, fields: list[str]) -> Query:
    """The words side by side in one field: one word may be several to Elasticsearch ("covid-19")."""
    return {"multi_match": {"query": words, "fields": fields, "type": "phrase"}}
