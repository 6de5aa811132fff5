"""In: articles at the end of the flow, and search bodies; out: what Elasticsearch holds, and what it finds.

Invariant: `write` may be repeated at any point and by anybody: the index then holds each article, each quotation and
each line of the ledger once, in its newest revision. One bad document never stops the others. Nothing waits for a
refresh: what is written is found within a second. Errors of the client become those of pipeline.errors.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
from elastic_transport import TlsError
from elasticsearch import ApiError, AuthenticationException, BadRequestError, Elasticsearch, TransportError, helpers

from pipeline.errors import Rejected, Unavailable
from pipeline.index import build, queries, templates
from pipeline.index.hits import Found, Trace, parse_hits
from pipeline.model import Article, Fate

PORTS = {"http": 9200, "https": 443}
REQUEST_TIMEOUT_S = 30.0
HEALTH_TIMEOUT_S = 3.0
BULK_WRITES = 500
BULK_MAX_BYTES = 5_000_000
KEYS_AT_ONCE = 5_000
REASON_MAX_CHARS = 300  # Elasticsearch repeats a document's value in the reason
NEWER = "a newer revision is there already"
_CONFLICT = 409
_BAD_DOCUMENT = (400, 413)  # the statuses that sending again would not change
_FULL_CLUSTER = "validation_exception"  # yet this 400 is the cluster's: it has no room for a new month's shards
_COMPARED = ["revision", "title", "text", "published", "quotation_ids"]
_Name = tuple[str, int]  # what names an article within a batch: its key and revision


def connect(url: str, prefix: str = "", *, api_key: str | None = None, ca: str | None = None) -> "Index":
    """The index at `url` (user and password may be in it); nothing is sent yet.

    Args:
        url: the address.
        prefix: what every index name begins with.
        api_key: as Elasticsearch encodes it, instead of user and password.
        ca: file (PEM) of the authority whose certificates are believed, instead of the public ones.
    """
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    address = f"{parts.scheme}://{host}:{parts.port or PORTS[parts.scheme]}{parts.path.rstrip('/')}"
    login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    security: dict[str, Any] = {name: value for name, value in {"basic_auth": login, "api_key": api_key, "ca_certs": ca}.items() if value}
    client = Elasticsearch(address, request_timeout=REQUEST_TIMEOUT_S, max_retries=0, retry_on_timeout=False, **security)
    return Index(client, prefix, address)


class Index:
    """Articles, quotations and ledger in one Elasticsearch, under a prefix. All methods may raise `Unavailable`."""

    def __init__(self, client: Elasticsearch, prefix: str, address: str) -> None:
        """`address` is what errors name; it holds no password."""
        self.client = client
        self.prefix = prefix
        self.address = address

    def is_up(self) -> bool:
        """Whether Elasticsearch answers and can serve what it holds."""
        try:
            with self._answering():
                health = self.client.options(request_timeout=HEALTH_TIMEOUT_S).cluster.health()
        except Unavailable:
            return False
        return bool(health["status"] != "red")

    def setup(self) -> None:
        """Puts the index templates; may be done at each start."""
        with self._answering():
            self.client.cluster.put_component_template(name=self.prefix + templates.ANALYSIS, body=templates.read_analysis())
            for kind in templates.KINDS:
                self.client.indices.put_index_template(name=self.prefix + kind, body=templates.read_template(kind, self.prefix))

    def write(self, articles: Sequence[Article], now: datetime) -> list[Article]:
        """Writes articles, quotations and, last, the ledger; returns the articles as they ended, `fate` and `reason` set.

        An article that Elasticsearch will never take ends as "dead", a revision that says nothing new as "unchanged".
        After `Unavailable` nothing is settled: write the same again later.
        """
        with self._answering():
            ends = self._index([article for article in articles if build.fate_of(article) == "indexed"], now)
            settled = [ends.get(_name(article)) or msgspec.structs.replace(article, fate=build.fate_of(article)) for article in articles]
            self._settle(settled, now)
        return settled

    def search(self, body: Mapping[str, Any]) -> Found[dict[str, Any]]:
        """Articles that a body of `queries.build_search` finds."""
        return self._search("articles", body)

    def quotations(self, body: Mapping[str, Any]) -> Found[dict[str, Any]]:
        """Quotations that a body of `queries.build_quotation_search` finds."""
        return self._search("quotations", body)

    def lines(self, keys: Iterable[str]) -> dict[str, Fate]:
        """The fates of those keys that have a line in the ledger."""
        keys = list(keys)
        batches = (keys[start : start + KEYS_AT_ONCE] for start in range(0, len(keys), KEYS_AT_ONCE))
        found = (self._search("ledger", queries.build_fates(batch)) for batch in batches)
        return {line["key"]: line["fate"] for lines in found for line in lines.records}

    def trace(self, *addresses: str) -> Trace:
        """Lines and articles of an address (or several ways of writing it): a URL, an article's id, a ledger's key."""
        self.refresh()
        lines = self._search("ledger", queries.build_trace(addresses, *queries.LINE_ADDRESSES)).records
        ids = (*addresses, *(line["article_id"] for line in lines))
        return Trace(lines=lines, articles=self._search("articles", queries.build_trace(ids, *queries.ARTICLE_ADDRESSES)).records)

    def count_fates(self) -> dict[str, int]:
        """How many lines of the ledger ended how, all that was written counted."""
        self.refresh()
        return self._search("ledger", queries.build_fate_counts()).facets.get("fate", {})

    def dead(self, size: int) -> Found[dict[str, Any]]:
        """Lines of dead articles, newest first, each with its whole message."""
        self.refresh()
        return self._search("ledger", queries.build_dead(size))

    def count_reasons(self, *fates: Fate) -> list[dict[str, Any]]:
        """The most frequent reasons for these fates: `{"fate", "reason", "entries"}` each."""
        found = {fate: self._search("ledger", queries.build_reason_counts(fate)).facets.get("reason", {}) for fate in fates}
        return [{"fate": fate, "reason": reason, "entries": count} for fate, counts in found.items() for reason, count in counts.items()]

    def count(self, kind: str) -> int:
        """How many documents there are of a kind: "articles", "quotations", "ledger"."""
        with self._answering():
            return int(self.client.count(index=self.prefix + kind, ignore_unavailable=True)["count"])

    def refresh(self) -> None:
        """Makes all that was written findable now; for people and tests, never for the flow."""
        with self._answering():
            self.client.indices.refresh(index=[self.prefix + kind for kind in templates.KINDS], ignore_unavailable=True)

    def close(self) -> None:
        """Closes the connections."""
        self.client.close()

    def _index(self, articles: Sequence[Article], now: datetime) -> dict[_Name, Article]:
        """Writes articles and then the quotations of those that were taken; returns how each ended.

        An article that says nothing new is written as well: its document then bears the newer revision, and a late copy
        of an older one is refused. Its quotations stand as they are.
        """
        known = self._get("articles", {article.id: article for article in articles}, _COMPARED, now)
        unchanged = {_name(a) for a in articles if a.id in known and build.is_unchanged(a, known[a.id])}
        ids = _count_quotation_ids(articles, known)
        taken = self._bulk([build.build_article(article, now, ids[article.id]) for article in articles])
        problems = {_name(article): problem for article, problem in zip(articles, taken, strict=True)}
        writing = [article for article in articles if not problems[_name(article)] and _name(article) not in unchanged]
        quotations = [(a, write) for a in writing for write in build.build_quotations(a, now, ids[a.id])]
        for (article, write), problem in zip(quotations, self._bulk([write for _, write in quotations]), strict=True):
            if problem and problem != NEWER:
                problems[_name(article)] = f"quotation {write.id}: {problem}"
        return {_name(article): _end(article, problems[_name(article)], unchanged) for article in articles}

    def _get(self, kind: str, wanted: Mapping[str, Article], fields: list[str], now: datetime) -> dict[str, Mapping[str, Any]]:
        """Documents by their ids, those that exist; unlike a search this sees what was written a moment ago."""
        if not wanted:
            return {}
        places = [{"_index": self.prefix + build.index_of(kind, a, now), "_id": id_, "_source": fields} for id_, a in wanted.items()]
        found = self.client.mget(docs=places)["docs"]
        for error in (document["error"] for document in found if "error" in document):
            if error["type"] != "index_not_found_exception":
                raise Unavailable(_shorten(error["reason"]), about=self.address)
        return {document["_id"]: document["_source"] for document in found if document.get("found")}

    def _settle(self, articles: Sequence[Article], now: datetime) -> None:
        """Writes the lines of the ledger; the message of a dead one is left out if Elasticsearch will not take it."""
        lines = [build.build_line(article, now) for article in articles]
        refused = [line for line, problem in zip(lines, self._bulk(lines), strict=True) if problem and problem != NEWER]
        bare = [msgspec.structs.replace(line, document={**(line.document or {}), "message": None}) for line in refused]
        problems = [problem for problem in self._bulk(bare) if problem and problem != NEWER]
        if problems:
            raise Unavailable(f"the ledger takes no line: {problems[0]}", about=self.address)

    def _bulk(self, writes: Sequence[build.Write], at_once: int = BULK_WRITES) -> list[str | None]:
        """Sends the writes; for each None, or why it was not taken: `NEWER`, or what is wrong with the document."""
        results = helpers.streaming_bulk(
            self.client,
            map(self._action, writes),
            chunk_size=at_once,
            max_chunk_bytes=BULK_MAX_BYTES,
            raise_on_error=False,
            raise_on_exception=False,
        )
        answers = [next(iter(result.values())) for _, result in results]
        problems = [self._problem(answer) for answer in answers]
        if at_once > 1 and any("exception" in answer for answer in answers):
            return self._bulk(writes, at_once=1)  # a whole request was refused: find out for which write
        return problems

    def _action(self, write: build.Write) -> dict[str, Any]:
        place = {"_index": self.prefix + write.index, "_id": write.id, "version": write.version, "version_type": "external_gte"}
        if write.document is None:
            return place | {"_op_type": "delete"}
        return place | {"_op_type": "index", "_source": write.document}

    def _problem(self, answer: Mapping[str, Any]) -> str | None:
        """Why a write was not taken, if the document is the reason; a deletion of what is not there is no problem."""
        error = answer.get("error")
        if not error:
            return None
        if answer["status"] == _CONFLICT:
            return NEWER
        kind, reason = _kind_and_reason(error)
        if answer["status"] not in _BAD_DOCUMENT or kind == _FULL_CLUSTER:
            raise Unavailable(reason, about=self.address)
        return reason

    def _search(self, kind: str, body: Mapping[str, Any]) -> Found[dict[str, Any]]:
        """What a search finds; an index that does not exist yet holds nothing."""
        with self._answering():
            return parse_hits(self.client.search(index=self.prefix + kind, body=dict(body), ignore_unavailable=True).body)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Turns the client's errors into ours, in one line that names the address."""
        try:
            yield
        except TlsError as error:
            raise Unavailable(
                f"no safe connection to Elasticsearch: {_shorten(error.message)} (NEWSLINE_ELASTICSEARCH_CA names whom to believe)",
                about=self.address,
            ) from error
        except AuthenticationException as error:
            raise Unavailable(
                f"Elasticsearch lets nobody in so: {_shorten(str(error))}"
                " (see NEWSLINE_ELASTICSEARCH_API_KEY, or the user in NEWSLINE_ELASTICSEARCH_URL)",
                about=self.address,
            ) from error
        except TransportError as error:
            raise Unavailable(
                f"Elasticsearch does not answer: {_shorten(error.message.rpartition(': ')[2])}", about=self.address
            ) from error
        except BadRequestError as error:
            raise Rejected(f"Elasticsearch does not take this: {_shorten(str(error))}", about=self.address) from error
        except ApiError as error:
            raise Unavailable(f"Elasticsearch refuses: {_shorten(str(error))}", about=self.address) from error


def _name(article: Article) -> _Name:
    return article.key, article.revision


def _count_quotation_ids(articles: Sequence[Article], known: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """How many ids of quotations were ever given out for each article, with those of these revisions."""
    counts = {article.id: int(known.get(article.id, {}).get("quotation_ids", 0)) for article in articles}
    for article in articles:
        counts[article.id] = max(counts[article.id], len(article.quotations))
    return counts


def _end(article: Article, problem: str | None, unchanged: Collection[_Name]) -> Article:
    """The article with its fate, after `problem` or none."""
    if problem in (None, NEWER):
        fate: Fate = "unchanged" if problem is None and _name(article) in unchanged else "indexed"
        return msgspec.structs.replace(article, fate=fate, reason=problem or article.reason)
    return msgspec.structs.replace(article, fate="dead", reason=problem)


def _kind_and_reason(error: str | Mapping[str, Any]) -> tuple[str, str]:
    """The type and the words of an item's error, with its cause; a request that failed as a whole has words only."""
    if isinstance(error, str):
        return "", _shorten(error)
    cause = error.get("caused_by", {}).get("reason")
    return error["type"], _shorten(error["reason"]) + (f" ({_shorten(cause)})" if cause else "")


def _shorten(reason: str) -> str:
    line = " ".join(reason.split())
    return line if len(line) <= REASON_MAX_CHARS else line[: REASON_MAX_CHARS - 1] + "…"
