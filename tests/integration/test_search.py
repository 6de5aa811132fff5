"""Writing to a real Elasticsearch and finding it again, with faults in between."""

import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

import elasticsearch
import msgspec
import pytest

from pipeline.errors import Rejected, Unavailable
from pipeline.index.queries import build_quotation_search, build_search
from pipeline.index.templates import COMPONENTS, KINDS
from pipeline.model import Article, Entity, Label, Mention, Quotation, Speaker
from workers.bulk import NEWER
from workers.schema import set_up
from workers.search import Index, connect
from workers.writer import Writer

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
FIRST_SEEN = datetime(2026, 1, 31, 9, tzinfo=UTC)
TOO_LONG = "x" * 40_000  # bytes; Lucene takes a term of 32,766


@pytest.fixture
def index(elasticsearch_url: str) -> Iterator[Index]:
    """An index of its own for each test, with nothing in it."""
    made = connect(elasticsearch_url, f"t{uuid.uuid4().hex[:8]}-")
    set_up(made)
    yield made
    remove(made)


def remove(made: Index) -> None:
    """Deletes all that `made` holds; names with a wildcard may be refused, so each is named."""
    for name in made.client.indices.get(index=[f"{made.prefix}{kind}-*" for kind in KINDS]).body:
        made.client.indices.delete(index=name)
    for kind in KINDS:
        made.client.indices.delete_index_template(name=made.prefix + kind)
    for name in COMPONENTS:
        made.client.cluster.delete_component_template(name=made.prefix + name)
    made.close()


def article(number: int = 1, **fields: Any) -> Article:
    """An article about nothing much, with its own address and key."""
    url = f"https://news.example/{number}"
    facts: dict[str, Any] = {
        "id": f"a{number}",
        "url": url,
        "canonical_url": url,
        "key": f"k{number}-{fields.get('revision', 1)}",
        "first_seen": FIRST_SEEN,
        "published": FIRST_SEEN,
        "language": "en",
        "title": f"Number {number}",
        "text": "Nothing happened.",
    }
    return Article(**(facts | fields))


def quoting(*contents: str, speaker: str | None = "Sergey Lavrov", number: int = 1, **fields: Any) -> Article:
    """An article whose text is what was said, one quotation each."""
    text = " ".join(contents)
    who = Speaker(name=speaker, label="person", entity=0) if speaker else None
    starts = [text.index(content) for content in contents]
    quotations = [
        Quotation(start=start, end=start + len(content), content=content, type="direct", speaker=who, confidence=0.9)
        for start, content in zip(starts, contents, strict=True)
    ]
    return article(number, text=text, quotations=tuple(quotations), **fields)


def naming(label: Label, *names: str) -> tuple[Entity, ...]:
    """Entities of one label."""
    return tuple(Entity(name=name, label=label) for name in names)


def write(index: Index, *articles: Article) -> list[Article]:
    """Writes the articles and makes them findable."""
    settled = Writer(index).write(articles, NOW)
    index.refresh()
    return settled


def ids(index: Index, text: str | None = None, **filters: Any) -> list[str]:
    """The ids that a search finds, in its order."""
    return [record["id"] for record in index.search(build_search(text, **filters)).records]


def said(index: Index, text: str | None = None, **filters: Any) -> list[str]:
    """The words that a search for quotations finds, in its order."""
    return [record["content"] for record in index.quotations(build_quotation_search(text, **filters)).records]


def lossy(client: elasticsearch.Elasticsearch, number: int) -> Any:
    """The client's `bulk`, but for a connection that is lost at the request of this number."""
    real, sent = client.bulk, count(1)

    def bulk(**request: Any) -> Any:
        if next(sent) == number:
            raise elasticsearch.ConnectionError("the connection broke")
        return real(**request)

    return bulk


@contextmanager
def no_writes(index: Index, kind: str) -> Iterator[None]:
    """Meanwhile the indexes of this kind refuse to be written to."""
    for name in index.client.indices.get_alias(name=index.prefix + kind).body:
        index.client.indices.put_settings(index=name, settings={"index.blocks.write": True})
    yield
    for name in index.client.indices.get_alias(name=index.prefix + kind).body:
        index.client.indices.put_settings(index=name, settings={"index.blocks.write": None})


# Writing


def test_nothing_there_yet(index: Index) -> None:
    """Before anything is written each question has an empty answer, not an error."""
    assert index.is_up()
    assert index.search(build_search("war")).total == 0
    assert index.quotations(build_quotation_search(speaker="Lavrov")).records == ()
    assert index.lines(["k1-1"]) == {}
    assert index.count_fates() == {}
    assert [index.count(kind) for kind in KINDS] == [0, 0, 0, 0]
    assert index.trace("https://news.example/1").articles == ()
    assert Writer(index).write([], NOW) == []


def test_twice_is_once(index: Index) -> None:
    """The same articles written again, and setup done again, change nothing."""
    articles = [quoting("One.", "Two.", number=1), article(2)]
    first = write(index, *articles)
    set_up(index)
    assert write(index, *articles) == first
    assert [index.count(kind) for kind in KINDS] == [2, 2, 2, 0]
    assert index.count_fates() == {"indexed": 2}


def test_each_fate_has_its_line(index: Index) -> None:
    """What is not to be indexed still gets its line, and articles come back in their order with their fates."""
    given = [
        article(1, rejected="paywall", text=None),
        article(2),
        article(3, fate="duplicate", reason="of a2"),
        article(4, fate="dead", reason="KeyError: 'x'"),
    ]
    settled = write(index, *given)
    assert [(a.key, a.fate) for a in settled] == [("k1-1", "rejected"), ("k2-1", "indexed"), ("k3-1", "duplicate"), ("k4-1", "dead")]
    assert index.lines(["k1-1", "k2-1", "k3-1", "k4-1", "k5-1"]) == {
        "k1-1": "rejected",
        "k2-1": "indexed",
        "k3-1": "duplicate",
        "k4-1": "dead",
    }
    assert index.count_fates() == {"rejected": 1, "indexed": 1, "duplicate": 1, "dead": 1}
    assert ids(index) == ["a2"]
    (line,) = index.trace("https://news.example/4").lines
    assert msgspec.convert(line["message"], Article) == article(4)


def test_newer_revision_replaces(index: Index) -> None:
    """A new revision takes the place of the old one, and its quotations are all there are, whatever month it is written in."""
    write(index, quoting("One.", "Two.", "Three."))
    (settled,) = Writer(index).write([quoting("Four.", revision=2)], datetime(2026, 5, 5, tzinfo=UTC))
    index.refresh()
    assert settled.fate == "indexed"
    assert said(index) == ["Four."]
    assert [(record["id"], record["revision"]) for record in index.search(build_search()).records] == [("a1", 2)]
    assert index.count_fates() == {"indexed": 2}


def test_old_copy_never_overwrites(index: Index) -> None:
    """An old copy that arrives late changes nothing and brings no quotation back, also one that nobody had seen."""
    write(index, quoting("One.", "Two.", "Three."))
    write(index, quoting("Four.", revision=3))
    late = quoting("One.", "Two.", "Three.", "Five.", revision=2)
    for old in (late, quoting("One.", "Two.", "Three.", "Five.")):
        (settled,) = write(index, old)
        assert (settled.fate, settled.reason) == ("indexed", NEWER)
        assert said(index) == ["Four."]
    assert [line["fate"] for line in index.trace("a1").lines] == ["indexed"] * 3


def test_both_revisions_in_one_batch(index: Index) -> None:
    """Two revisions that travel together end as the newer one, in either order."""
    old, new = quoting("One.", "Two."), quoting("Three.", revision=2)
    write(index, old, new)
    assert said(index) == ["Three."]
    write(index, quoting("Three.", revision=4), quoting("One.", "Two.", revision=3))
    assert said(index) == ["Three."]


def test_unchanged(index: Index) -> None:
    """A new revision that says nothing new changes no word; article and line bear its number, so that older ones are late."""
    write(index, quoting("One."))
    (settled,) = write(index, quoting("One.", revision=2, updated=NOW))
    assert settled.fate == "unchanged"
    assert index.count_fates() == {"indexed": 1, "unchanged": 1}
    (record,) = index.trace("a1").articles
    assert record["revision"] == 2
    assert said(index) == ["One."]
    (settled,) = write(index, quoting("Two.", revision=3))
    assert settled.fate == "indexed"
    assert said(index) == ["Two."]


def test_old_copy_after_an_unchanged_one(index: Index) -> None:
    """An old copy is late, too, when the newer revision said nothing new and so left the document at a lower revision."""
    write(index, quoting("One."))
    write(index, quoting("One.", revision=3))
    (settled,) = write(index, quoting("Two.", revision=2))
    assert settled.reason == NEWER
    assert said(index) == ["One."]
    assert index.count_fates() == {"indexed": 2, "unchanged": 1}


def test_interrupted_before_a_revision_that_says_nothing_new(index: Index) -> None:
    """Quotations that an interrupted older revision did not come to are written by the next, though it says nothing new."""
    write(index, quoting("Zero.", number=2))
    with no_writes(index, "quotations"), pytest.raises(Unavailable):
        Writer(index).write([quoting("One.", "Two.")], NOW)
    assert write(index, quoting("One.", "Two.", revision=2))[0].fate == "unchanged"
    (settled,) = write(index, quoting("One.", "Two."))
    assert settled.reason == NEWER
    assert said(index) == ["One.", "Two.", "Zero."]


def test_first_revisions_take_two_requests(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles that are new cost one request for them and their quotations, and one for the ledger."""
    with monkeypatch.context() as patched:
        patched.setattr(index.client, "bulk", lossy(index.client, 3))
        Writer(index).write([quoting("One.", "Two."), article(2)], NOW)


@pytest.mark.parametrize("requests", [1, 2, 3])
def test_interrupted_and_repeated(index: Index, monkeypatch: pytest.MonkeyPatch, requests: int) -> None:
    """A connection lost before the articles, the quotations or the ledger settles nothing; written again, all is right."""
    write(index, quoting("One.", "Two.", "Three."))
    with monkeypatch.context() as patched:
        patched.setattr(index.client, "bulk", lossy(index.client, requests))
        with pytest.raises(Unavailable, match="the connection broke"):
            Writer(index).write([quoting("Four.", revision=2)], NOW)
    assert index.lines(["k1-2"]) == {}
    (settled,) = write(index, quoting("Four.", revision=2))
    assert settled.fate == "indexed"
    assert said(index) == ["Four."]


@pytest.mark.parametrize(
    "bad",
    [
        quoting("Two.", number=2, authors=(TOO_LONG,)),  # its quotation comes in the same request
        article(2, entities=naming("person", "Ann", TOO_LONG)),
        article(2, url=f"https://news.example/{TOO_LONG}"),
        article(2, id="i" * 600),  # refused with the whole request that it is in
    ],
    ids=["author", "person", "url", "id"],
)
def test_poison_is_dead_and_the_rest_goes_on(index: Index, bad: Article) -> None:
    """What Elasticsearch will never take ends as dead with the reason and the message kept; its neighbours are indexed."""
    settled = write(index, quoting("One.", number=1), bad, quoting("Three.", number=3))
    assert [a.fate for a in settled] == ["indexed", "dead", "indexed"]
    reason = settled[1].reason or ""
    assert "\n" not in reason
    assert 20 < len(reason) < 1000
    assert index.count_fates() == {"indexed": 2, "dead": 1}
    (line,) = index.trace("k2-1").lines
    assert line["reason"] == reason
    assert msgspec.convert(line["message"], Article) == bad
    assert sorted(said(index)) == ["One.", "Three."]


def test_a_refused_quotation_is_told(index: Index) -> None:
    """An article of which Elasticsearch will not take one quotation is indexed with the others, and its line says which is missing."""
    bad = quoting("Two.", "Three.", number=2)
    speaker = Speaker(name=TOO_LONG, label="person")
    bad = msgspec.structs.replace(bad, quotations=(msgspec.structs.replace(bad.quotations[0], speaker=speaker), bad.quotations[1]))
    settled = write(index, quoting("One.", number=1), bad)
    assert [a.fate for a in settled] == ["indexed", "indexed"]
    reason = settled[1].reason or ""
    assert reason.startswith("quotation a2-0 is missing: ")
    assert "immense" in reason
    assert sorted(said(index)) == ["One.", "Three."]
    assert [line["reason"] for key in ("k1-1", "k2-1") for line in index.trace(key).lines] == [None, reason]


def test_a_long_text_is_no_poison(index: Index) -> None:
    """A text of many megabytes is indexed and found, and showing where does not fail."""
    text = "Nothing happened in the harbour. " * 200_000 + "Then a walrus came."
    settled = write(index, article(1, text=text), article(2))
    assert [a.fate for a in settled] == ["indexed", "indexed"]
    assert ids(index, "walrus harbour") == ["a1"]


def test_full_disk_settles_nothing(index: Index) -> None:
    """An index that is read-only for want of disk is waited for: nobody is declared dead."""
    write(index, article(1))
    (name,) = index.client.indices.get_alias(index=f"{index.prefix}articles-*").body
    index.client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": True})
    with pytest.raises(Unavailable):
        Writer(index).write([article(2)], NOW)
    assert index.lines(["k2-1"]) == {}
    index.client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": None})
    assert write(index, article(2))[0].fate == "indexed"


def test_full_cluster_settles_nothing(index: Index) -> None:
    """No room for a new month's shards is the cluster's fault (though it says 400): nobody is declared dead."""
    limit = "cluster.max_shards_per_node"
    index.client.cluster.put_settings(persistent={limit: 1})
    try:
        write_one = [article(1), article(2, first_seen=NOW), article(3, first_seen=datetime(2026, 3, 1, tzinfo=UTC))]
        with pytest.raises(Unavailable, match="shards"):
            Writer(index).write(write_one, NOW)
    finally:
        index.client.cluster.put_settings(persistent={limit: None})


def test_a_new_month(index: Index) -> None:
    """A month's index is made by its first article, strictly mapped and behind the alias."""
    write(index, article(1, first_seen=FIRST_SEEN), article(2, first_seen=NOW))
    names = sorted(index.client.indices.get_alias(name=f"{index.prefix}articles").body)
    assert names == [f"{index.prefix}articles-2026.01", f"{index.prefix}articles-2026.02"]
    for name in names:
        assert index.client.indices.get_mapping(index=name).body[name]["mappings"]["dynamic"] == "strict"


LONG_AGO, SINCE = datetime(2025, 3, 5, 9, tzinfo=UTC), datetime(2025, 3, 6, 9, tzinfo=UTC)
AGAIN: dict[str, Any] = {"first_seen": FIRST_SEEN}  # of an entry that Redis has forgotten: it counts from 1 again, from a new first sight
OTHERS: dict[str, Any] = {"first_seen": FIRST_SEEN, "key": "other-1"}


@pytest.mark.parametrize(
    ("lines", "fates", "words", "revision"),
    [
        pytest.param([quoting("One.", **AGAIN)], ["unchanged"], ["One."], 4, id="comes back as it was"),
        pytest.param([quoting("Two.", **AGAIN)], ["indexed"], ["Two."], 4, id="comes back with other words"),
        pytest.param([quoting("Two.", **AGAIN)] * 2, ["indexed", "indexed"], ["Two."], 4, id="comes back, and its message twice"),
        pytest.param(
            [quoting("Two.", **AGAIN), quoting("Three.", revision=2, **AGAIN)],
            ["indexed", "indexed"],
            ["Three."],
            5,
            id="comes back, and changes",
        ),
        pytest.param(
            [quoting("Three.", revision=2, **AGAIN), quoting("Two.", **AGAIN)],
            ["indexed", "indexed"],
            ["Three."],
            5,
            id="comes back, and is late",
        ),
        pytest.param([quoting("One.", **OTHERS)], ["unchanged"], ["One."], 4, id="another feed brings it, whose claim is forgotten"),
        pytest.param([quoting("Two.", **OTHERS)], ["indexed"], ["Two."], 4, id="another feed brings it with other words"),
        pytest.param(
            [quoting("Two.", **OTHERS), quoting("Three.", revision=4, first_seen=LONG_AGO)],
            ["indexed", "indexed"],
            ["Three."],
            8,
            id="another feed brings it, then its own feed again",
        ),
        pytest.param([quoting("Two.", first_seen=SINCE)], ["indexed"], ["Two."], 4, id="Redis was lost within the month"),
    ],
)
def test_article_that_was_forgotten(index: Index, lines: list[Article], fates: list[str], words: list[str], revision: int) -> None:
    """An article stays one document in the month where it is, whoever brings it again, and whatever Redis remembers of it."""
    for number in (1, 2, 3):
        Writer(index).write([quoting(f"{number}.", "One.", revision=number, first_seen=LONG_AGO)], LONG_AGO)
    Writer(index).write([quoting("One.", revision=3, first_seen=LONG_AGO)], LONG_AGO)
    index.refresh()
    settled = []
    for line in lines:
        settled += write(index, line)

    assert [article.fate for article in settled] == fates
    assert [(article.key, article.first_seen) for article in settled] == [(line.key, line.first_seen) for line in lines]
    (record,) = index.search(build_search()).records
    assert (record["revision"], datetime.fromisoformat(record["first_seen"])) == (revision, LONG_AGO)
    assert said(index) == words
    assert sorted(index.client.indices.get_alias(name=f"{index.prefix}quotations").body) == [f"{index.prefix}quotations-2025.03"]
    kept = {(line.key, f"{line.first_seen:%Y.%m}") for line in lines} | {(f"k1-{number}", "2025.03") for number in (1, 2, 3)}
    assert sum(index.count_fates().values()) == len(kept)


@pytest.mark.parametrize("requests", [1, 2, 3])
def test_article_that_was_forgotten_is_interrupted(index: Index, monkeypatch: pytest.MonkeyPatch, requests: int) -> None:
    """One that comes back and whose writing is cut short at any point is whole when it is written again."""
    Writer(index).write([quoting("One.", "Two.", first_seen=LONG_AGO)], LONG_AGO)
    index.refresh()
    again = quoting("Three.", **AGAIN)
    with monkeypatch.context() as patched:
        patched.setattr(index.client, "bulk", lossy(index.client, requests))
        with pytest.raises(Unavailable, match="the connection broke"):
            Writer(index).write([again], NOW)
    (settled,) = write(index, again)
    assert settled.fate == "indexed"
    assert said(index) == ["Three."]
    assert index.search(build_search()).records[0]["revision"] == 2


# When Elasticsearch is not as it should be


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://localhost", "http://localhost:9200"),
        ("https://es.example/", "https://es.example:443"),
        ("https://ann:p%40ss@es.example:9243/behind/proxy/", "https://es.example:9243/behind/proxy"),
        ("http://[::1]:9200", "http://[::1]:9200"),
    ],
)
def test_address(url: str, address: str) -> None:
    """The port may be left out; what errors name holds no password."""
    made = connect(url)
    assert made.address == address
    made.close()


def test_down() -> None:
    """Nobody at the address: one clear line that names it, at once, and no password in it."""
    nobody = connect("http://ann:secret@127.0.0.1:19499")
    started = time.monotonic()
    for attempt in (
        lambda: set_up(nobody),
        nobody.refresh,
        lambda: Writer(nobody).write([article()], NOW),
        lambda: nobody.search(build_search()),
    ):
        with pytest.raises(Unavailable) as caught:
            attempt()
        assert str(caught.value) == "http://127.0.0.1:19499: Elasticsearch does not answer: [Errno 111] Connection refused"
    assert not nobody.is_up()
    assert time.monotonic() - started < 5


@contextmanager
def stand_in(answer: Any) -> Iterator[str]:
    """A server that answers as Elasticsearch would in a state that a real one cannot be brought into; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_any(self) -> None:
            sent = self.rfile.read(int(self.headers.get("content-length", 0)))
            is_other = any("compatible-with" in value for value in self.headers.values())
            status, body = (400, OTHER_VERSION) if is_other else answer(self.path, sent)
            data = json.dumps(body).encode()
            self.send_response(status)
            for name, value in (
                ("X-Elastic-Product", "Elasticsearch"),
                ("content-type", "application/json"),
                ("content-length", len(data)),
            ):
                self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_any  # noqa: N815 - names that http.server asks for

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def items(body: bytes, status: int = 201, **error: Any) -> dict[str, Any]:
    """The answer to a bulk request, each write with the status."""
    actions = [json.loads(line) for line in body.splitlines() if line.startswith((b'{"create":', b'{"index":', b'{"delete":'))]
    return {
        "errors": bool(error),
        "items": [{name: {**place, "status": status, **error}} for action in actions for name, place in action.items()],
    }


EMPTY: Any = {"hits": {"hits": []}}
# As Elasticsearch 8 answers a client of version 9, and one of 10 will, which asks for the form of its own version.
OTHER_VERSION = {"error": {"type": "media_type_header_exception", "reason": "Invalid media-type value on headers [Accept]"}, "status": 400}
BUSY = {"error": {"type": "es_rejected_execution_exception", "reason": "queue is full"}}


def test_requests_name_no_version() -> None:
    """An Elasticsearch that takes only requests of its own version is asked, searched and written to."""

    def answer(path: str, sent: bytes) -> tuple[int, Any]:
        if "_mget" in path:
            return 200, {"docs": [{"_index": "articles-2026.01", "_id": "a1", "found": False}]}
        return 200, items(sent) if "_bulk" in path else {"status": "green", "count": 3, "hits": {"hits": []}}

    with stand_in(answer) as url:
        index = connect(url)
        assert index.is_up()
        assert index.count("articles") == 3
        assert not index.search(build_search()).records
        assert [settled.fate for settled in Writer(index).write([article()], NOW)] == ["indexed"]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, BUSY),  # each write for itself
        (429, BUSY),
        (503, {"error": {"type": "cluster_block_exception", "reason": "no master"}}),
        (401, {"error": {"type": "security_exception", "reason": "missing credentials"}}),
        (403, {"error": {"type": "security_exception", "reason": "not allowed"}}),
    ],
)
def test_busy_or_closed_settles_nothing(status: int, body: dict[str, Any]) -> None:
    """A cluster that is busy, leaderless or closed to us is waited for: nobody is declared dead."""

    def answer(path: str, sent: bytes) -> tuple[int, Any]:
        if "_search" in path and status == 200:
            return 200, EMPTY
        if "_mget" in path:
            return 200, {"docs": [{"_index": "articles-2026.01", "_id": "a1", "found": False}]}
        return (200, items(sent, status=429, **body)) if status == 200 else (status, body | {"status": status})

    with stand_in(answer) as url, pytest.raises(Unavailable) as caught:
        Writer(connect(url)).write([article()], NOW)
    assert url in str(caught.value)
    assert "\n" not in str(caught.value)


def test_too_large_for_the_server() -> None:
    """A server that takes small requests only gets the small articles; the large one is dead, its line without a message."""
    lines: list[dict[str, Any]] = []

    def answer(path: str, sent: bytes) -> tuple[int, Any]:
        if "_search" in path:
            return 200, EMPTY
        if "_mget" in path:
            return 200, {"docs": [{"_index": "articles-2026.01", "_id": "a1", "found": False}]}
        if len(sent) > 10_000:
            return 413, {}
        lines.extend(json.loads(line) for line in sent.splitlines() if b'"settled"' in line)
        return 200, items(sent)

    with stand_in(answer) as url:
        settled = Writer(connect(url)).write([article(1), article(2, text="long " * 10_000), article(3)], NOW)
    assert [a.fate for a in settled] == ["indexed", "dead", "indexed"]
    assert {line["key"]: line["fate"] for line in lines} == {"k1-1": "indexed", "k2-1": "dead", "k3-1": "indexed"}
    assert next(line for line in lines if line["key"] == "k2-1")["message"] is None


def test_a_question_that_is_refused(index: Index) -> None:
    """A search that Elasticsearch does not take is the asker's fault, not a service that is away."""
    write(index, article())
    with pytest.raises(Rejected, match="does not take"):
        index.search(build_search(size=20_000))


# Finding

ENGLISH = article(
    1,
    title="Talks in Ankara",
    text="President Erdoğan met negotiators running the missile talks. "
    "The Who played afterwards, in the old town hall, to an audience of ambassadors, clerks and their drivers.",
    entities=(*naming("person", "Recep Tayyip Erdoğan"), *naming("place", "Ankara", "Japan"), *naming("organization", "NATO")),
    publisher="The Example",
    published=datetime(2026, 1, 30, 23, 59, 59, tzinfo=UTC),
)
FRENCH = article(
    2,
    language="fr",
    title="Les élections",
    text="Les négociatrices étaient arrivées à l'hôtel.",
    entities=naming("place", "Genève", "japan"),
    published=datetime(2026, 1, 31, tzinfo=UTC),
)
SPANISH = article(3, language="es", title="Huelga", text="Los trabajadores caminaban hacia São Paulo.", publisher="El País", published=NOW)
GERMAN = article(4, language="de", title="Müller", text="Die Straße war leer.", published=None)


@pytest.fixture(scope="module")
def library(elasticsearch_url: str) -> Iterator[Index]:
    """An index that all searches below share."""
    made = connect(elasticsearch_url, f"t{uuid.uuid4().hex[:8]}-")
    set_up(made)
    write(made, ENGLISH, FRENCH, SPANISH, GERMAN)
    yield made
    remove(made)


@pytest.mark.parametrize(
    ("text", "filters", "expected"),
    [
        ("missile", {}, ["a1"]),
        ("Missiles", {}, ["a1"]),  # an English stem
        ("negotiator run", {}, ["a1"]),
        ("erdogan", {}, ["a1"]),  # accents are folded
        ("ERDOĞAN", {}, ["a1"]),
        ("négociatrice", {}, ["a2"]),  # a French stem
        ("negociatrices", {}, ["a2"]),
        ("hôtel", {}, ["a2"]),  # behind an elision
        ("election", {}, ["a2"]),  # the title alone, without its accent, one
        ("trabajador", {}, ["a3"]),  # a Spanish stem
        ("sao paulo", {}, ["a3"]),
        ("strasse", {}, ["a4"]),  # a language without an analyzer is folded
        ("muller", {}, ["a4"]),
        ("missile walrus", {}, []),  # all words must be there
        ("missile | strasse", {}, ["a1", "a4"]),
        ("missile -ankara", {}, []),
        ("negot*", {}, ["a1"]),
        ('"running the missile talks"', {}, ["a1"]),  # a phrase as it is written
        ('"run the missile talk"', {}, []),  # and not by its stems
        ('"the who"', {}, ["a1"]),  # words so common that stems leave them out
        ('"who the"', {}, []),
        ("talks in ankara", {}, ["a1"]),
        (None, {"place": ["Japan"]}, ["a2", "a1"]),  # newest first; whatever the case
        (None, {"place": ["geneve"]}, ["a2"]),
        (None, {"place": ["Japan", "Ankara"]}, ["a1"]),
        (None, {"place": ["Jap"]}, []),  # a facet is the whole name
        (None, {"person": ["recep tayyip erdogan"]}, ["a1"]),
        (None, {"person": ["Ankara"]}, []),
        (None, {"organization": ["nato"]}, ["a1"]),
        (None, {"publisher": "el pais"}, ["a3"]),
        (None, {"language": "fr"}, ["a2"]),
        (None, {"since": datetime(2026, 1, 31, tzinfo=UTC)}, ["a3", "a2"]),  # midnight belongs to the day it begins
        (None, {"until": datetime(2026, 1, 31, tzinfo=UTC)}, ["a1"]),
        (None, {}, ["a3", "a2", "a1", "a4"]),  # without a date: last
        (None, {"size": 1}, ["a3"]),
    ],
)
def test_search(library: Index, text: str | None, filters: dict[str, Any], expected: list[str]) -> None:
    """Each question finds exactly these articles."""
    found = ids(library, text, **filters)
    assert (sorted(found) if text else found) == expected


def test_hit_shows_where(library: Index) -> None:
    """A hit shows the words that matched, stems and folded names too, and brings its title but not its whole text."""
    (record,) = library.search(build_search("erdogan missiles")).records
    assert "President <em>Erdoğan</em> met negotiators running the <em>missile</em> talks." in record["highlight"]["text"][0]
    assert record["title"] == "Talks in Ankara"
    assert "text" not in record


def test_facets_count(library: Index) -> None:
    """Facets count all hits, not only those that are shown."""
    found = library.search(build_search(size=1))
    assert found.total == 4
    assert found.facets["language"] == {"de": 1, "en": 1, "es": 1, "fr": 1}
    assert found.facets["organizations"] == {"NATO": 1}


@pytest.mark.parametrize(
    "address", ["https://news.example/1", "https://news.example/1?from=feed", "a1", "k1-1", "https://news.example/k"], ids=str
)
def test_trace(index: Index, address: str) -> None:
    """An article and its lines are found by each of its names, and nothing else is."""
    write(index, article(1, url="https://news.example/1?from=feed"), article(2), article(3, id="a1", key="k", fate="duplicate"))
    trace = index.trace(address, "https://news.example/3") if address.endswith("/k") else index.trace(address)
    assert [record["id"] for record in trace.articles] == ["a1"]
    assert trace.articles[0]["text"] == "Nothing happened."
    assert {line["article_id"] for line in trace.lines} == {"a1"}


WAR = "The war must end."
PEACE = "Japan wants peace."
OLDER = "Abe is welcome, Shinzo says."
SPEAKERS = (
    quoting(WAR, PEACE, speaker="Sergey Lavrov", number=1, published=NOW, entities=naming("place", "Japan")),
    quoting(OLDER, speaker="Ayşe Yıldız", number=2, entities=naming("person", "Shinzo Abe")),
    quoting("We are ready.", speaker="Russian Foreign Ministry", number=3, published=datetime(2026, 1, 1, tzinfo=UTC)),
    quoting("Officials agree.", speaker=None, number=4, published=None),
)


def with_mention(a: Article, words: str) -> Article:
    """The article with a mention of its first entity."""
    start = (a.text or "").index(words)
    return msgspec.structs.replace(a, mentions=(Mention(start=start, end=start + len(words), text=words, label="other", entity=0),))


@pytest.fixture(scope="module")
def speeches(elasticsearch_url: str) -> Iterator[Index]:
    """An index that all searches for quotations share."""
    made = connect(elasticsearch_url, f"t{uuid.uuid4().hex[:8]}-")
    set_up(made)
    write(made, with_mention(SPEAKERS[0], "Japan"), with_mention(SPEAKERS[1], "Abe"), *SPEAKERS[2:])
    yield made
    remove(made)


@pytest.mark.parametrize(
    ("text", "filters", "expected"),
    [
        (None, {}, [WAR, PEACE, OLDER, "We are ready.", "Officials agree."]),  # newest first, in the article's order
        (None, {"speaker": "Lavrov"}, [WAR, PEACE]),
        (None, {"speaker": "sergey LAVROV"}, [WAR, PEACE]),
        (None, {"speaker": "Sergey Abe"}, []),  # every word of it
        (None, {"speaker": "Ayse Yildiz"}, [OLDER]),
        (None, {"speaker": "Russian Foreign Ministry"}, ["We are ready."]),
        (None, {"about": "Japan"}, [PEACE]),  # named inside what was said, not elsewhere in the article
        (None, {"about": "abe"}, [OLDER]),  # by the full name of who is mentioned
        (None, {"about": "Shinzo Abe"}, [OLDER]),
        (None, {"about": "Lavrov"}, []),  # to speak is not to be spoken of
        ("wars ending", {}, [WAR]),
        ("peace", {"speaker": "Lavrov"}, [PEACE]),
        ("peace", {"speaker": "Ministry"}, []),
        (None, {"type": "indirect"}, []),
        (None, {"confidence": 0.95}, []),
        (None, {"speaker": "Lavrov", "confidence": 0.9, "type": "direct"}, [WAR, PEACE]),
        (None, {"since": NOW}, [WAR, PEACE]),
        (None, {"until": datetime(2026, 1, 2, tzinfo=UTC)}, ["We are ready."]),
    ],
)
def test_quotations(speeches: Index, text: str | None, filters: dict[str, Any], expected: list[str]) -> None:
    """Each question finds exactly these quotations, in this order."""
    assert said(speeches, text, **filters) == expected


def test_quotation_facets(speeches: Index) -> None:
    """Who spoke how often, and about whom."""
    facets = speeches.quotations(build_quotation_search()).facets
    assert facets["speaker"] == {"Sergey Lavrov": 2, "Ayşe Yıldız": 1, "Russian Foreign Ministry": 1}
    assert facets["about"] == {"Japan": 1, "Shinzo Abe": 1}
