"""deploy/roles against what newsline asks of Elasticsearch: each role has the rights that its calls need, and no other.

The embedded node has no security. So calls are recorded on their way to it, and what right each needs is told by a table of
Elasticsearch's documentation ("Security privileges"; "Granting privileges for data streams and aliases": a right on an index
is none on its alias).
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest

from deploy.kibana import read_objects
from pipeline.alerts import Rule
from pipeline.index.queries import build_page, build_quotation_search, build_search
from pipeline.model import Article, Quotation
from workers.alerts import Watch
from workers.edge import Edge
from workers.search import Index

ROLES = {path.stem: json.loads(path.read_text()) for path in (Path(__file__).parents[2] / "deploy/roles").glob("*.json")}
NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
ON_CLUSTER = {r"_cluster/health": "monitor", r"(_component_template|_index_template)/.+": "manage_index_templates"}
ON_INDICES = {"": "view_index_metadata", "_search": "read", "_count": "read", "_refresh": "maintenance", "_pit": "read"}
# Calls that name a point in time. Its opening named an alias; searches at it are searches in the alias's indexes ("Point in time API",
# prerequisites: "To search a point in time for an alias, you must have the read index privilege for the alias's indices").
AT_A_POINT = {"_search", "_pit"}
READS: dict[str, Callable[[Index], Any]] = {  # each question that the desk's commands ask
    "is_up": lambda index: index.is_up(),
    "search": lambda index: index.search(build_search("nothing")),
    "quotations": lambda index: index.quotations(build_quotation_search("nothing")),
    "pages": lambda index: list(index.pages("articles", build_page(build_search("nothing")))),
    "texts": lambda index: index.texts(["a1"]),
    "lines": lambda index: index.lines(["k1"]),
    "trace": lambda index: index.trace("a1"),
    "count_fates": lambda index: index.count_fates(),
    "count_reasons": lambda index: index.count_reasons("dead"),
    "dead": lambda index: index.dead(1),
    "count": lambda index: index.count("articles"),
    "refresh": lambda index: index.refresh(),
}


class Need(NamedTuple):
    """A right that a call needs; `name` is the index or alias that it names, none for the cluster."""

    privilege: str
    name: str | None = None


def needs(path: str, body: Any) -> Iterator[Need]:
    """The rights that a request needs."""
    for pattern, privilege in ON_CLUSTER.items():
        if re.fullmatch(pattern, path):
            yield Need(privilege)
            return
    if path.startswith("_bulk"):
        writes = list(bulk_needs(body))
        yield from writes
        yield from (need._replace(privilege="maintenance") for need in writes if "refresh=true" in path)
        return
    if path == "_msearch":
        yield from (Need("read", name) for header in body[::2] for name in header["index"].split(","))
        return
    if path == "_mget":
        yield from (Need("read", document["_index"]) for document in body["docs"])
        return
    if path in AT_A_POINT:
        return
    names, _, action = path.partition("/")
    for name in (name for name in names.split(",") if not name.startswith("-")):  # what is left out needs no right
        yield Need(ON_INDICES[action], name)
        if action == "_pit":
            yield Need("read", f"{name}-2026.02")


def bulk_needs(operations: list[Any]) -> Iterator[Need]:
    """The rights of each write of a bulk request; the first into a month makes its index."""
    for line in operations:
        operation = json.loads(line) if isinstance(line, bytes | str) else line
        for action, place in operation.items():
            if action in {"index", "create", "delete"} and isinstance(place, dict) and "_index" in place:
                yield Need("delete" if action == "delete" else "index", place["_index"])
                yield from () if action == "delete" else (Need("create_index", place["_index"]),)


def is_granted(need: Need, role: dict[str, Any]) -> bool:
    """Whether a role has the right, on what the call names itself."""
    if need.name is None:
        return need.privilege in role["cluster"]
    return any(
        need.privilege in entry["privileges"] and any(fnmatchcase(need.name, name) for name in entry["names"]) for entry in role["indices"]
    )


def privileges(role: dict[str, Any]) -> set[str]:
    """All rights of a role."""
    return {*role["cluster"], *(privilege for entry in role["indices"] for privilege in entry["privileges"])}


@pytest.fixture
def asked(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> set[Need]:
    """What is asked of Elasticsearch from now on, without the prefix of this test."""
    found: set[Need] = set()
    transport = edge.index.client.transport
    send = transport.perform_request

    def record(method: str, target: str, **options: Any) -> Any:
        path = unquote(urlsplit(target).path).lstrip("/")
        path += "?refresh=true" if path == "_bulk" and "refresh=true" in target else ""
        found.update(
            need._replace(name=need.name and need.name.removeprefix(edge.index.prefix)) for need in needs(path, options.get("body"))
        )
        return send(method, target, **options)

    monkeypatch.setattr(transport, "perform_request", record)
    return found


def article(**fields: Any) -> Article:
    """An article with two quotations."""
    url = "https://news.example/1"
    said = tuple(Quotation(start=start, end=start + 4, content=words, type="direct") for start, words in ((0, "One."), (5, "Two.")))
    facts: dict[str, Any] = {
        "id": "a1",
        "key": f"k1-{fields.get('revision', 1)}",
        "url": url,
        "canonical_url": url,
        "first_seen": NOW,
        "language": "en",
    }
    return Article(**facts | {"title": "One", "text": "One. Two.", "quotations": said} | fields)


def test_writer(edge: Edge, asked: set[Need]) -> None:
    """To put templates, write, write a newer revision and take away what it left out needs each right of the role, and no other."""
    edge.writer.write([article()], NOW)
    edge.writer.write([article(revision=2, text="One.", quotations=article().quotations[:1])], NOW)

    assert [need for need in asked if not is_granted(need, ROLES["newsline-writer"])] == []
    assert {need.privilege for need in asked} == privileges(ROLES["newsline-writer"])


def test_reader(edge: Edge, asked: set[Need]) -> None:
    """Every question of the desk, over the aliases, needs each right of the role, and no other."""
    edge.writer.write([article()], NOW)
    asked.clear()
    for read in READS.values():
        read(edge.index)

    assert [need for need in asked if not is_granted(need, ROLES["newsline-reader"])] == []
    assert {need.privilege for need in asked} == privileges(ROLES["newsline-reader"])


def test_alerts(edge: Edge, asked: set[Need]) -> None:
    """To look what was indexed, try rules on it, write alerts and what became of them needs each right of the role, and no other."""
    for asks in ({"query": "one"}, {"speaker": "Roe"}, {"query": "one", "min_clusters": 2, "within_s": 60}):
        edge.rules.add(Rule(name="-".join(asks), added=NOW, targets=("json://127.0.0.1:9",), **asks))
    watch = Watch(edge)
    edge.writer.write([article(first_seen=datetime.now(UTC))], datetime.now(UTC))
    edge.index.refresh()
    asked.clear()
    watch.stop()
    watch = Watch(edge)
    watch.tick(datetime.now(UTC))
    watch.stop()

    assert [need for need in asked if not is_granted(need, ROLES["newsline-alerts"])] == []
    assert {need.privilege for need in asked} == privileges(ROLES["newsline-alerts"])


def test_every_question_is_asked() -> None:
    """Each public method of the index that reads has a row in the table above, but for the writer's."""
    assert {name for name in vars(Index) if not name.startswith("_")} - {"close", "answering", "months"} == READS.keys()


def test_analyst() -> None:
    """Who looks through Kibana may read what its data views name, and how it is mapped, and change nothing.

    A report (CSV) is read at a point in time, for which see above.
    """
    aliases, months = ROLES["newsline-analyst"]["indices"]
    views = {thing["attributes"]["title"] for thing in read_objects() if thing["type"] == "index-pattern"}

    assert set(aliases["names"]) == views
    assert set(months["names"]) == {f"{view}-*" for view in views}
    assert privileges(ROLES["newsline-analyst"]) == {"read", "view_index_metadata"}


@pytest.mark.parametrize(
    ("need", "role", "granted"),
    [
        (Need("read", "articles"), "newsline-reader", True),
        (Need("read", "quotations"), "newsline-writer", False),  # a right on its months is none on the alias
        (Need("index", "articles-2026.02"), "newsline-reader", False),
        (Need("read", "quotations-2026.02"), "newsline-reader", True),  # for all that a search finds, read at a point in time
        (Need("index", "articles-2026.02"), "newsline-writer", True),
        (Need("delete", "other-2026.02"), "newsline-writer", False),
        (Need("monitor"), "newsline-writer", False),
    ],
)
def test_a_missing_right_is_noticed(need: Need, role: str, granted: bool) -> None:
    """A role grants what it names, and nothing near it."""
    assert is_granted(need, ROLES[role]) == granted
