"""deploy/kibana, which no Kibana can show here: every object by the mapping, by its references, and by its source."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from importlib import resources
from typing import Any, NamedTuple

import pytest

from deploy.kibana import FILE, SavedObject, read_objects, title_of, write_lines
from deploy.kibana.build import COLUMNS, MIGRATED, build_objects
from pipeline.index.templates import KINDS, read_fields

OBJECTS = read_objects()
INDICES = {thing["attributes"]["title"] for thing in OBJECTS if thing["type"] == "index-pattern"}
DASHBOARDS = {title_of(thing): thing for thing in OBJECTS if thing["type"] == "dashboard"}
NUMBERS = {"integer", "float"}
KINDS_OF_FORMAT = {"url": "link", "date": "time", "percent": "percent"}


class Use(NamedTuple):
    """A field that an object names, and what for."""

    field: str
    purpose: str


def is_searchable(field: dict[str, Any]) -> bool:
    """Whether it can be searched, sorted and counted."""
    return field.get("index") is not False and field.get("doc_values") is not False and field.get("enabled") is not False


FITTING: dict[str, Callable[[dict[str, Any]], bool]] = {  # what a use asks of the field's mapping
    "terms": lambda field: field["type"] == "keyword" and is_searchable(field),
    "unique_count": lambda field: field["type"] == "keyword" and is_searchable(field),
    "optionsListControl": lambda field: field["type"] == "keyword" and is_searchable(field),
    "rangeSliderControl": lambda field: field["type"] in NUMBERS and is_searchable(field),
    "date_histogram": lambda field: field["type"] == "date" and is_searchable(field),
    "time": lambda field: field["type"] == "date",
    "percent": lambda field: field["type"] in NUMBERS,
    "link": lambda field: field["type"] == "keyword",
    "query": is_searchable,
    "column": lambda field: field["type"] != "object",
    "label": lambda field: field["type"] != "object",
}


def mapped(properties: dict[str, Any], parent: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of a mapping by its whole name, with its definition."""
    for name, field in properties.items():
        if "type" in field:
            yield parent + name, field
        yield from mapped(field.get("properties", {}) | field.get("fields", {}), f"{parent}{name}.")


FIELDS = {kind: dict(mapped(read_fields(kind))) for kind in KINDS}


def view_of(thing: SavedObject, objects: list[SavedObject]) -> SavedObject:
    """The data view that an object or control asks: its own self, or the only one that it refers to."""
    if thing["type"] == "index-pattern":
        return thing
    ids = {reference["id"] for reference in thing["references"] if reference["type"] == "index-pattern"}
    (found,) = [view for view in objects if view["id"] in ids]
    return found


def asked(query: dict[str, str]) -> Iterator[Use]:
    """The fields of a query in Lucene's syntax."""
    assert query["language"] == ("lucene" if query["query"] else "kuery")
    yield from (Use(name, "query") for name in re.findall(r"_exists_:([\w.]+)", query["query"]))
    yield from (Use(name, "query") for name in re.findall(r"([\w.]+):", query["query"]) if name != "_exists_")


def uses(thing: SavedObject) -> Iterator[Use]:
    """Every field that a view, a Lens document or a saved search names."""
    attributes = thing["attributes"]
    if thing["type"] == "index-pattern":
        yield Use(attributes["timeFieldName"], "date_histogram")
        yield from (Use(name, "label") for name in json.loads(attributes["fieldAttrs"]))
        yield from (Use(name, KINDS_OF_FORMAT[shown["id"]]) for name, shown in json.loads(attributes["fieldFormatMap"]).items())
    if thing["type"] == "search":
        yield from (Use(name, "column") for name in attributes["columns"])
        yield from (Use(name, "date_histogram") for name, _ in attributes["sort"])
        yield from asked(json.loads(attributes["kibanaSavedObjectMeta"]["searchSourceJSON"])["query"])
    if thing["type"] == "lens":
        (layer,) = attributes["state"]["datasourceStates"]["formBased"]["layers"].values()
        yield from (Use(column["sourceField"], column["operationType"]) for column in layer["columns"].values())
        yield from asked(attributes["state"]["query"])


def controls(dashboard: SavedObject) -> Iterator[tuple[Use, str]]:
    """Each filter of a dashboard: its field, and the id of its data view."""
    for name, control in json.loads(dashboard["attributes"]["controlGroupInput"]["panelsJSON"]).items():
        source = f"controlGroup_{name}:{control['type'].removesuffix('Control')}DataView"
        (view,) = [reference["id"] for reference in dashboard["references"] if reference["name"] == source]
        yield Use(control["explicitInput"]["fieldName"], control["type"]), view


def field_problems(objects: list[SavedObject]) -> list[str]:
    """Uses of fields that the mapping lacks, or that do not fit their purpose."""
    indices = {view["id"]: view["attributes"]["title"] for view in objects if view["type"] == "index-pattern"}
    found = [(thing, use, view_of(thing, objects)["id"]) for thing in objects if thing["type"] != "dashboard" for use in uses(thing)]
    found += [(thing, use, view) for thing in objects if thing["type"] == "dashboard" for use, view in controls(thing)]
    return [f"{thing['id']}: {use}" for thing, use, view in found if not fits(use, FIELDS[indices[view]])]


def fits(use: Use, fields: dict[str, Any]) -> bool:
    """Whether the field is there and of a fitting type; to count documents takes no field."""
    if use == ("___records___", "count"):
        return True
    return use.field in fields and FITTING[use.purpose](fields[use.field])


def wanted(thing: SavedObject) -> Iterator[str]:
    """The names by which an object's attributes point at its references."""
    attributes = thing["attributes"]
    if thing["type"] == "search":
        yield json.loads(attributes["kibanaSavedObjectMeta"]["searchSourceJSON"])["indexRefName"]
    if thing["type"] == "lens":
        yield from (f"indexpattern-datasource-layer-{layer}" for layer in attributes["state"]["datasourceStates"]["formBased"]["layers"])
    if thing["type"] == "dashboard":
        yield from (f"{panel['panelIndex']}:{panel['panelRefName']}" for panel in json.loads(attributes["panelsJSON"]))
        shown = json.loads(attributes["controlGroupInput"]["panelsJSON"])
        yield from (f"controlGroup_{name}:{control['type'].removesuffix('Control')}DataView" for name, control in shown.items())


def reference_problems(objects: list[SavedObject]) -> list[str]:
    """Objects that point at what is not there, or hold references that nothing points at."""
    known = {(thing["type"], thing["id"]) for thing in objects}
    broken = [thing["id"] for thing in objects for to in thing["references"] if (to["type"], to["id"]) not in known]
    return broken + [thing["id"] for thing in objects if sorted(wanted(thing)) != sorted(to["name"] for to in thing["references"])]


def spoilt(id_: str, change: Callable[[SavedObject], None]) -> list[SavedObject]:
    """The objects with one of them changed."""
    objects = deepcopy(OBJECTS)
    change(next(thing for thing in objects if thing["id"] == id_))
    return objects


def columns(thing: SavedObject) -> dict[str, Any]:
    """The columns of a Lens document."""
    found: dict[str, Any] = thing["attributes"]["state"]["datasourceStates"]["formBased"]["layers"]["layer"]["columns"]
    return found


def test_the_file_is_what_the_source_makes() -> None:
    """newsline.ndjson is built anew from dashboards.toml to the byte: python -m deploy.kibana.build."""
    assert resources.files("deploy.kibana").joinpath(FILE).read_text(encoding="utf-8") == write_lines(build_objects())


def test_each_line_is_an_object_of_its_own() -> None:
    """Each line is JSON with the version of its shape, and no two share an id."""
    assert all(thing["typeMigrationVersion"] == MIGRATED[thing["type"]] for thing in OBJECTS)
    assert len({thing["id"] for thing in OBJECTS}) == len(OBJECTS)
    assert all(re.fullmatch(r"newsline-[a-z-]+", thing["id"]) for thing in OBJECTS)
    assert list(DASHBOARDS) == ["News now", "Who said what", "People and places over time", "Sources and pipeline health", "Alerts"]


TAKEN = {  # the attributes that Kibana's schemas of these versions take; a dashboard or search with another one is refused
    "index-pattern": "title name timeFieldName fieldAttrs fieldFormatMap fields sourceFilters runtimeFieldMap allowHidden",
    "lens": "title description visualizationType state",
    "search": "title description columns sort grid rowHeight hideChart isTextBasedQuery timeRestore usesAdHocDataView"
    " kibanaSavedObjectMeta",
    "dashboard": "title description timeRestore timeFrom timeTo refreshInterval controlGroupInput panelsJSON optionsJSON"
    " kibanaSavedObjectMeta",
}


@pytest.mark.parametrize("thing", OBJECTS, ids=lambda thing: thing["id"])
def test_attributes_are_those_that_kibana_takes(thing: SavedObject) -> None:
    """An object has the attributes of its type and no other, and what Kibana keeps as a text of JSON is one."""
    texts = {name: value for name, value in thing["attributes"].items() if name.endswith(("JSON", "Map", "Attrs", "fields", "Filters"))}

    assert thing["attributes"].keys() == set(TAKEN[thing["type"]].split())
    assert all(isinstance(json.loads(text), dict | list) for text in texts.values())


def test_every_field_is_mapped_and_fits() -> None:
    """Each field that a view, panel, list, query or control names is in the mapping, of a type that fits its use."""
    assert field_problems(OBJECTS) == []


@pytest.mark.parametrize(
    ("id_", "change"),
    [
        ("newsline-news-now-people-named-most", lambda thing: columns(thing)["x"].update(sourceField="persons")),
        ("newsline-news-now-people-named-most", lambda thing: columns(thing)["x"].update(sourceField="text.english")),
        ("newsline-news-now-publishers", lambda thing: columns(thing)["metric"].update(sourceField="published")),
        ("newsline-who-said-what-who-is-quoted-most", lambda thing: columns(thing)["x"].update(sourceField="title")),
        ("newsline-pipeline-health-fates-over-time", lambda thing: columns(thing)["x"].update(sourceField="published")),
        ("newsline-pipeline-health-dead", lambda thing: thing["attributes"]["state"]["query"].update(query="fates:dead")),
        ("newsline-news-now-newest-headlines", lambda thing: thing["attributes"]["columns"].append("title")),
        ("newsline-news-now-newest-headlines", lambda thing: thing["attributes"].update(sort=[["publisher", "desc"]])),
        ("newsline-articles", lambda thing: thing["attributes"].update(fieldFormatMap='{"title.english": {"id": "url"}}')),
        ("newsline-ledger", lambda thing: thing["attributes"].update(timeFieldName="indexed")),
    ],
)
def test_a_wrong_field_is_noticed(id_: str, change: Callable[[SavedObject], None]) -> None:
    """A field that is not there, or not of the type that its use needs, is a problem."""
    assert len(field_problems(spoilt(id_, change))) == 1


@pytest.mark.parametrize(("old", "new"), [("confidence", "publisher"), ("speaker", "confidence"), ("about", "abouts")])
def test_a_wrong_control_is_noticed(old: str, new: str) -> None:
    """A control over a field that is not there, or of the wrong type, is a problem."""

    def change(thing: SavedObject) -> None:
        group = thing["attributes"]["controlGroupInput"]
        group["panelsJSON"] = group["panelsJSON"].replace(f'"fieldName": "{old}"', f'"fieldName": "{new}"')

    assert len(field_problems(spoilt("newsline-who-said-what", change))) == 1


def test_every_reference_resolves() -> None:
    """Whatever an object points at is in the file, and it holds no reference but those that it points at."""
    assert reference_problems(OBJECTS) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda thing: thing["references"].pop(),
        lambda thing: thing["references"][0].update(id="newsline-nothing"),
        lambda thing: thing["references"][0].update(type="search"),
        lambda thing: thing["references"].append(thing["references"][0]),
        lambda thing: thing["attributes"].update(panelsJSON="[]"),
    ],
)
def test_a_broken_reference_is_noticed(change: Callable[[SavedObject], None]) -> None:
    """A reference that is missing, leads nowhere or to another kind, is double, or that nothing uses, is a problem."""
    assert reference_problems(spoilt("newsline-news-now", change)) != []


@pytest.mark.parametrize("thing", [thing for thing in OBJECTS if thing["type"] == "lens"], ids=lambda thing: thing["id"])
def test_a_lens_document_is_whole(thing: SavedObject) -> None:
    """Its visualization shows each column once, in one layer; every column is in the order, buckets before the metric."""
    (layer,) = thing["attributes"]["state"]["datasourceStates"]["formBased"]["layers"].values()
    shown = thing["attributes"]["state"]["visualization"]
    inner = shown | (shown["layers"][0] if "layers" in shown else {})
    named = [inner.get(key) for key in ("xAccessor", "splitAccessor", "metricAccessor")]
    named += [*inner.get("accessors", ()), *inner.get("primaryGroups", ()), *inner.get("metrics", ())]
    named += [column["columnId"] for column in inner.get("columns", ())]

    assert inner["layerId"] in thing["attributes"]["state"]["datasourceStates"]["formBased"]["layers"]
    assert sorted(name for name in named if name) == sorted(layer["columns"]) == sorted(layer["columnOrder"])
    assert [layer["columns"][name]["isBucketed"] for name in layer["columnOrder"]] == [True] * (len(layer["columns"]) - 1) + [False]


@pytest.mark.parametrize("title", DASHBOARDS)
def test_panels_do_not_overlap(title: str) -> None:
    """Each dashboard fills its rows: no two panels share a square, none is wider than the grid."""
    places = [panel["gridData"] for panel in json.loads(DASHBOARDS[title]["attributes"]["panelsJSON"])]
    squares = [(x, y) for at in places for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])]

    assert len(squares) == len(set(squares)) == COLUMNS * max(y + 1 for _, y in squares)
    assert max(x for x, _ in squares) < COLUMNS


def test_links_can_be_clicked_and_times_are_whole() -> None:
    """In each view every address is a link, and every date shows its time of day."""
    for view in (thing for thing in OBJECTS if thing["type"] == "index-pattern"):
        formats = json.loads(view["attributes"]["fieldFormatMap"])
        fields = FIELDS[view["attributes"]["title"]]

        assert {name for name in fields if name.endswith(("url", "urls"))} == {
            name for name, shown in formats.items() if shown["id"] == "url"
        }
        assert {name for name in fields if fields[name]["type"] == "date"} == {
            name for name, shown in formats.items() if shown["id"] == "date" and "HH:mm" in shown["params"]["pattern"]
        }


def test_columns_and_controls_have_plain_labels() -> None:
    """Whatever people see of a field is a label of ours, never its name."""
    for search in (thing for thing in OBJECTS if thing["type"] == "search"):
        labels = json.loads(view_of(search, OBJECTS)["attributes"]["fieldAttrs"])
        assert set(search["attributes"]["columns"]) <= labels.keys()


def test_with_a_prefix() -> None:
    """Each prefix has objects of its own, over its own indices, and they refer to each other only."""
    blue = read_objects("blue-")

    assert reference_problems(blue) == []
    assert not {thing["id"] for thing in blue} & {thing["id"] for thing in OBJECTS}
    assert {thing["attributes"]["title"] for thing in blue if thing["type"] == "index-pattern"} == {f"blue-{name}" for name in INDICES}
    assert [title_of(thing) for thing in blue] == [f"{title_of(thing)} (blue)" for thing in OBJECTS]
