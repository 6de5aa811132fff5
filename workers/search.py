"""In: search bodies; out: what Elasticsearch finds. `Index` is also what writer.py writes to.

Invariant: what does not exist yet holds nothing, and is no error. Errors of the client become those of pipeline.errors.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from elastic_transport import TlsError, Transport, TransportApiResponse
from elasticsearch import ApiError, AuthenticationException, BadRequestError, Elasticsearch, TransportError

from config.settings import Settings
from pipeline.errors import Rejected, Unavailable
from pipeline.index import queries, templates
from pipeline.index.hits import Found, Trace, parse_hits
from pipeline.model import Fate
from workers.bulk import shorten

PORTS = {"http": 9200, "https": 443}
REQUEST_TIMEOUT_S = 30.0
HEALTH_TIMEOUT_S = 3.0
KEEP_ALIVE = "2m"  # how long Elasticsearch waits for the next page
KEYS_AT_ONCE = 5_000
_OF_A_VERSION = re.compile(r"vnd\.elasticsearch\+([\w-]+); *compatible-with=\d+")


class Plain(Transport):
    """Sends and asks for JSON of no version, which each Elasticsearch takes for its own.

    The client asks for its own, and Elasticsearch 8 refuses every request of a client 9: "Accept version must be either version 8 or 7".
    """

    def perform_request(self, method: str, target: str, **options: Any) -> TransportApiResponse:  # noqa: ANN401  passed on as they are
        """As Transport's."""
        headers = {name: _OF_A_VERSION.sub(r"\1", value) for name, value in options.pop("headers").items()}
        return super().perform_request(method, target, headers=headers, **options)


def open_index(settings: Settings) -> "Index":
    """The index that the settings name; nothing is sent yet."""
    key, ca = settings.elasticsearch_api_key, settings.elasticsearch_ca
    return connect(
        str(settings.elasticsearch_url),
        settings.elasticsearch_prefix,
        api_key=key.get_secret_value() if key else None,
        ca=str(ca) if ca else None,
    )


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
    client = Elasticsearch(
        address, request_timeout=REQUEST_TIMEOUT_S, max_retries=0, retry_on_timeout=False, transport_class=Plain, **security
    )
    return Index(client, prefix, address)


def read_pages(client: Elasticsearch, index: str, body: Mapping[str, Any], *, keep_alive: str) -> Iterator[Mapping[str, Any]]:
    """The answers to a search, page by page to its end, as the index was when the first was asked for.

    Args:
        client: raises its own errors.
        index: one, or an alias; what does not exist holds nothing.
        body: with `sort`, and the `size` of a page.
        keep_alive: how long Elasticsearch waits for the next page: "2m".
    """
    point = client.open_point_in_time(index=index, keep_alive=keep_alive, ignore_unavailable=True)["id"]
    try:
        after: dict[str, Any] | None = {}
        while after is not None:
            answer = client.search(body={**body, **after, "pit": {"id": point, "keep_alive": keep_alive}}).body
            yield answer
            point, hits = answer.get("pit_id", point), answer["hits"]["hits"]
            after = {"search_after": hits[-1]["sort"]} if len(hits) == body["size"] else None
    finally:
        client.close_point_in_time(id=point)


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
            with self.answering():
                health = self.client.options(request_timeout=HEALTH_TIMEOUT_S).cluster.health()
        except Unavailable:
            return False
        return bool(health["status"] != "red")

    def search(self, body: Mapping[str, Any]) -> Found[dict[str, Any]]:
        """Articles that a body of `queries.build_search` finds."""
        return self._search("articles", body)

    def quotations(self, body: Mapping[str, Any]) -> Found[dict[str, Any]]:
        """Quotations that a body of `queries.build_quotation_search` finds."""
        return self._search("quotations", body)

    def pages(self, kind: str, body: Mapping[str, Any]) -> Iterator[Found[dict[str, Any]]]:
        """All that a body of `queries.build_page` finds, page by page, as it was when the first was asked for."""
        with self.answering():
            yield from map(parse_hits, read_pages(self.client, self.prefix + kind, body, keep_alive=KEEP_ALIVE))

    def texts(self, ids: Iterable[str]) -> dict[str, str]:
        """The texts of those articles that are there and have one."""
        found = self._search("articles", queries.build_texts(ids)).records
        return {article["id"]: article["text"] for article in found if article["text"]}

    def months(self, ids: Collection[str], *, besides: str) -> dict[str, datetime]:
        """When those articles were first seen that are in another month than `besides` ("articles-2026.02").

        That month is left out because it is being written: to search it would mean to refresh it.

        Raises Unavailable also when a part of the index does not answer: it may hold one of them.
        """
        others = [f"{self.prefix}articles-*", f"-{self.prefix}{besides}*"]
        with self.answering():
            found = self.client.search(index=others, body=queries.build_months(ids), allow_partial_search_results=False).body
        return {article["id"]: datetime.fromisoformat(article["first_seen"]) for article in parse_hits(found).records}

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
        with self.answering():
            return int(self.client.count(index=self.prefix + kind, ignore_unavailable=True)["count"])

    def refresh(self) -> None:
        """Makes all that was written findable now; for people and tests, never for the flow."""
        with self.answering():
            self.client.indices.refresh(index=[self.prefix + kind for kind in templates.KINDS], ignore_unavailable=True)

    def close(self) -> None:
        """Closes the connections."""
        self.client.close()

    def _search(self, kind: str, body: Mapping[str, Any]) -> Found[dict[str, Any]]:
        """What a search finds; an index that does not exist yet holds nothing."""
        with self.answering():
            return parse_hits(self.client.search(index=self.prefix + kind, body=dict(body), ignore_unavailable=True).body)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Turns the client's errors into ours, in one line that names the address."""
        try:
            yield
        except Unavailable as error:
            raise Unavailable(error.reason, about=self.address) from error
        except TlsError as error:
            raise Unavailable(
                f"no safe connection to Elasticsearch: {shorten(error.message)} (NEWSLINE_ELASTICSEARCH_CA names whom to believe)",
                about=self.address,
            ) from error
        except AuthenticationException as error:
            raise Unavailable(
                f"Elasticsearch lets nobody in so: {shorten(str(error))}"
                " (see NEWSLINE_ELASTICSEARCH_API_KEY, or the user in NEWSLINE_ELASTICSEARCH_URL)",
                about=self.address,
            ) from error
        except TransportError as error:
            raise Unavailable(f"Elasticsearch does not answer: {shorten(error.message.rpartition(': ')[2])}", about=self.address) from error
        except BadRequestError as error:
            raise Rejected(f"Elasticsearch does not take this: {shorten(str(error))}", about=self.address) from error
        except ApiError as error:
            raise Unavailable(f"Elasticsearch refuses: {shorten(str(error))}", about=self.address) from error
