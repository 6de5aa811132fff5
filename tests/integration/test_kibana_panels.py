"""What the panels of deploy/kibana ask, run on the real Elasticsearch over the seed site: each finds something to show.

Kibana cannot run here, so each Lens document of newsline.ndjson is translated as Lens does it: a bucket column is an
aggregation within that of the column before, ordered by the metric; a query in Lucene's syntax is a query_string; a saved
search asks for its columns by the fields API. The time range is all there is.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace
from pydantic import AnyUrl, RedisDsn

from config.settings import Settings
from deploy.embedded import Addresses
from deploy.kibana import SavedObject, read_objects
from pipeline.alerts import Alert, Rule, build_alerts
from pipeline.model import Article, Entity, Quotation, Speaker
from seeds.articles import read_contents
from seeds.pages import build_page
from workers.edge import Edge
from workers.ingest import ingest
from workers.search import Index

PREFIX = "kibana-"
OBJECTS = read_objects(PREFIX)
INDICES: dict[str, str] = {thing["id"]: thing["attributes"]["title"] for thing in OBJECTS if thing["type"] == "index-pattern"}
NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
RANGE = {"auto": {"calendar_interval": "1d"}, "1h": {"calendar_interval": "1h"}}
UNDATED = Article(  # what the seed site lacks: no date, an agency, and a language without an analyzer of its own
    id="undated",
    key="undated",
    url="https://zeitung.example/1",
    canonical_url="https://zeitung.example/1",
    first_seen=NOW,
    publisher="Zeitung",
    agencies=("dpa",),
    title="Die Brücke",
    language="de",
    text="Sie kommt.",
    entities=(Entity(name="Ann Roe", label="person"),),
    quotations=(
        Quotation(start=0, end=10, content="Sie kommt.", type="direct", speaker=Speaker(name="Ann Roe", label="person", entity=0)),
    ),
)
DEAD = replace(UNDATED, key="dead", feed_url="https://zeitung.example/feed", fate="dead", reason="KeyError: 'x'")


@pytest.fixture(scope="module")
def index(services: Addresses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The seed site's pages through the whole flow, and with them an article without a date and one that broke a stage."""
    found = {"redis_url": RedisDsn(services.redis_url), "elasticsearch_url": AnyUrl(services.elasticsearch_url)}
    edge = Edge(Settings(home=tmp_path_factory.mktemp("home"), elasticsearch_prefix=PREFIX).model_copy(update=found))
    for revisions in read_contents().articles.values():
        page = build_page(revisions[-1], [], "https://seed.example")
        ingest(edge, page, f"https://seed.example{revisions[-1].link}", revisions[-1].published, "text/html")
    edge.writer.write([UNDATED, DEAD], NOW)
    edge.told.make([alert(state) for state in ("delivered", "waiting", "failed")])
    edge.index.refresh()
    yield edge.index
    edge.index.close()


def alert(state: Any) -> Alert:
    """An alert of the article that the seed site lacks, which ended so."""
    hit = {"id": "undated", "cluster": state, "title": "Die Brücke", "publisher": "Zeitung", "published": None, "language": "de"}
    hit |= {"url": UNDATED.url, "indexed": NOW.isoformat()}
    (made,) = build_alerts(Rule(name="bridge", added=NOW, query="Brücke"), {state: [hit]}, (), NOW, ["json 1"])
    return replace(made, state=state, error="json 1: 503", speakers=("Ann Roe",))


def index_of(thing: SavedObject) -> str:
    """The index of the data view that a panel asks."""
    (reference,) = thing["references"]
    return INDICES[reference["id"]]


def translate_query(query: dict[str, str]) -> dict[str, Any]:
    """A query in Lucene's syntax, as Kibana sends it with its default options."""
    if not query["query"]:
        return {"match_all": {}}
    assert query["language"] == "lucene"
    return {"query_string": {"query": query["query"], "analyze_wildcard": True}}


def translate_metric(column: dict[str, Any]) -> dict[str, Any]:
    """A metric as aggregations: none to count documents, which each bucket does by itself."""
    return {"metric": {"cardinality": {"field": column["sourceField"]}}} if column["operationType"] == "unique_count" else {}


def translate_bucket(column: dict[str, Any], within: dict[str, Any]) -> dict[str, Any]:
    """A bucket column as an aggregation, with those `within` each of its buckets."""
    field, params = column["sourceField"], column["params"]
    if column["operationType"] == "date_histogram":
        return {"date_histogram": {"field": field, "min_doc_count": 1, **RANGE[params["interval"]]}, "aggs": within}
    assert (column["operationType"], params["orderBy"]) == ("terms", {"type": "column", "columnId": "metric"})
    order = {"metric" if "metric" in within else "_count": params["orderDirection"]}
    return {"terms": {"field": field, "size": params["size"], "order": order}, "aggs": within}


def translate(thing: SavedObject) -> dict[str, Any]:
    """A Lens document as a search."""
    state = thing["attributes"]["state"]
    (layer,) = state["datasourceStates"]["formBased"]["layers"].values()
    *buckets, metric = [layer["columns"][name] for name in layer["columnOrder"]]
    aggs = translate_metric(metric)
    for column in reversed(buckets):
        aggs = {"bucket": translate_bucket(column, aggs)}
    return {"size": 0, "track_total_hits": True, "query": translate_query(state["query"]), "aggs": aggs}


def rows(answer: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """What a table of the answer shows: the keys of its buckets, then how many documents are in the last."""
    if "bucket" not in answer:
        yield (answer["metric"]["value"] if "metric" in answer else answer["doc_count"],)
        return
    for bucket in answer["bucket"]["buckets"]:
        yield from ((bucket["key"], *row) for row in rows(bucket))


def ask(index: Index, thing: SavedObject) -> list[tuple[Any, ...]]:
    """The rows of a Lens document."""
    body = translate(thing)
    aggs = body.pop("aggs")
    answer = index.client.search(index=index_of(thing), body=body | ({"aggs": aggs} if aggs else {})).body
    return list(rows({"doc_count": answer["hits"]["total"]["value"]} | answer.get("aggregations", {})))


def lens(name: str) -> SavedObject:
    """A Lens document by its id."""
    return next(thing for thing in OBJECTS if thing["id"] == f"{PREFIX}newsline-{name}")


@pytest.mark.parametrize("thing", [thing for thing in OBJECTS if thing["type"] == "lens"], ids=lambda thing: thing["id"])
def test_a_panel_has_something_to_show(index: Index, thing: SavedObject) -> None:
    """Its aggregation is one that Elasticsearch runs, and finds rows with a number above zero."""
    found = ask(index, thing)

    assert found
    assert all(row[-1] > 0 for row in found)


@pytest.mark.parametrize("thing", [thing for thing in OBJECTS if thing["type"] == "search"], ids=lambda thing: thing["id"])
def test_a_list_has_something_to_show(index: Index, thing: SavedObject) -> None:
    """It finds documents, newest first, and each of its columns has a value in some of them."""
    attributes = thing["attributes"]
    body = {
        "size": 500,
        "query": translate_query(json.loads(attributes["kibanaSavedObjectMeta"]["searchSourceJSON"])["query"]),
        "sort": [{name: {"order": order, "unmapped_type": "boolean"}} for name, order in attributes["sort"]],
        "fields": attributes["columns"],
        "_source": False,
    }
    hits = index.client.search(index=index_of(thing), body=body)["hits"]["hits"]
    times = [hit["sort"][0] for hit in hits]

    assert {name for hit in hits for name in hit["fields"]} == set(attributes["columns"])
    assert times == sorted(times, reverse=True)


def test_numbers_are_those_of_the_index(index: Index) -> None:
    """What the panels count is what the index holds: all articles, those without a date, each fate, who said most."""
    fates = index.count_fates()
    spoken = index.client.search(index=f"{PREFIX}quotations", body={"size": 500, "_source": ["speaker"]})["hits"]["hits"]
    said = [hit["_source"]["speaker"] for hit in spoken]
    most, *_ = ask(index, lens("who-said-what-who-speaks-about-whom-or-what"))

    assert ask(index, lens("news-now-articles")) == [(index.count("articles"),)]
    assert ask(index, lens("news-now-articles-without-a-date")) == [(1,)]
    assert {fate: ask(index, lens(f"pipeline-health-{fate}")) for fate in ("indexed", "rejected", "dead")} == {
        fate: [(fates[fate],)] for fate in ("indexed", "rejected", "dead")
    }
    assert said.count(most[0]) == max(said.count(speaker) for speaker in said if speaker)


@pytest.mark.parametrize(
    ("query", "fates"), [("fate:dead", {"dead"}), ("fate:(rejected OR dead)", {"rejected", "dead"}), ("fates:dead", set())]
)
def test_a_query_narrows_a_panel(index: Index, query: str, fates: set[str]) -> None:
    """A panel's query is part of what is asked: one that matches nothing leaves it empty, and that would be noticed."""
    thing = lens("pipeline-health-fates-over-time")
    state = thing["attributes"]["state"] | {"query": {"language": "lucene", "query": query}}

    assert {row[0] for row in ask(index, thing | {"attributes": thing["attributes"] | {"state": state}})} == fates
