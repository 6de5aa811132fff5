"""In: dashboards.toml; out: the saved objects that Kibana imports. `python -m deploy.kibana.build` writes newsline.ndjson.

Invariant: the same source gives the same bytes, and an object's id depends on nothing but its place in the source, so that
importing again replaces what is there. Shapes are those of Kibana 8.9 and declare it, so that later versions migrate them:
after the fixture managed_content.json of Kibana's own tests, and for controls after its sample data "flights".
"""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from deploy.kibana import FILE, SavedObject, write_lines
from deploy.kibana.lens import VIEW_REFERENCE, Json, Panel, build_lens, build_query
from pipeline.index.templates import read_fields

COLUMNS = 48  # of a dashboard's grid
MIGRATED = {"index-pattern": "8.0.0", "lens": "8.9.0", "search": "8.0.0", "dashboard": "8.9.0"}  # the version of each shape
FORMATS: dict[str, Json] = {
    "link": {"id": "url", "params": {"type": "a"}},
    "time": {"id": "date", "params": {"pattern": "YYYY-MM-DD HH:mm"}},
    "percent": {"id": "percent", "params": {"pattern": "0%"}},
}
SOURCE_REFERENCE = "kibanaSavedObjectMeta.searchSourceJSON.index"


def build_objects() -> list[SavedObject]:
    """The data views, then each dashboard after its panels."""
    source = tomllib.loads(resources.files(__package__).joinpath("dashboards.toml").read_text(encoding="utf-8"))
    views = [_view(name, view, source) for name, view in source["views"].items()]
    return views + [thing for name, dashboard in source["dashboards"].items() for thing in _dashboard(name, dashboard, source)]


def _view(name: str, view: Mapping[str, str], source: Mapping[str, Any]) -> SavedObject:
    """A data view; labels and formats are those of the fields that its index has."""
    fields = list(_fields(read_fields(view["index"])))
    labels = {field: {"customLabel": source["labels"][field]} for field in fields if field in source["labels"]}
    formats = {field: FORMATS[source["formats"][field]] for field in fields if field in source["formats"]}
    attributes = {
        "title": view["index"],
        "name": view["name"],
        "timeFieldName": view["time"],
        "fieldAttrs": _dump(labels),
        "fieldFormatMap": _dump(formats),
        "fields": "[]",
        "sourceFilters": "[]",
        "runtimeFieldMap": "{}",
        "allowHidden": False,
    }
    return _object("index-pattern", name, attributes, [])


def _fields(properties: Mapping[str, Any], parent: str = "") -> Iterator[str]:
    for name, field in properties.items():
        if "type" in field:
            yield parent + name
        yield from _fields(field.get("properties", {}), f"{parent}{name}.")


def _dashboard(name: str, dashboard: Mapping[str, Any], source: Mapping[str, Any]) -> Iterator[SavedObject]:
    panels = [_panel(name, panel, source) for panel in dashboard["panels"]]
    yield from panels
    places = list(_places(dashboard["panels"]))
    shown = [_shown(number, panel["type"], place) for number, (panel, place) in enumerate(zip(panels, places, strict=True))]
    references = [_reference(f"{number}:panel_{number}", panel["type"], panel["id"]) for number, panel in enumerate(panels)]
    controls = [_control(number, control, source["labels"]) for number, control in enumerate(dashboard["controls"])]
    attributes = {
        "title": dashboard["title"],
        "description": dashboard["description"],
        "timeRestore": True,
        "timeFrom": dashboard["from"],
        "timeTo": "now",
        "refreshInterval": {"pause": "refresh_s" not in dashboard, "value": 1000 * dashboard.get("refresh_s", 60)},
        "panelsJSON": _dump(shown),
        "optionsJSON": _dump({"useMargins": True, "syncColors": True, "syncCursor": True, "syncTooltips": False, "hidePanelTitles": False}),
        "controlGroupInput": {
            "controlStyle": "oneLine",
            "chainingSystem": "HIERARCHICAL",
            "panelsJSON": _dump(dict(control for control, _ in controls)),
            "ignoreParentSettingsJSON": _dump({f"ignore{what}": False for what in ("Filters", "Query", "Timerange", "Validations")}),
        },
        "kibanaSavedObjectMeta": {"searchSourceJSON": _dump({"query": {"language": "kuery", "query": ""}, "filter": []})},
    }
    yield _object("dashboard", name, attributes, references + [reference for _, reference in controls])


def _panel(dashboard: str, panel: Panel, source: Mapping[str, Any]) -> SavedObject:
    name = f"{dashboard}-{re.sub(r'[^a-z]+', '-', panel['title'].lower()).strip('-')}"
    if panel["kind"] == "list":
        return _object("search", name, _search(panel), [_reference(SOURCE_REFERENCE, "index-pattern", _id(panel["view"]))])
    attributes = build_lens(panel, source["views"][panel["view"]], source["labels"])
    return _object("lens", name, attributes, [_reference(VIEW_REFERENCE, "index-pattern", _id(panel["view"]))])


def _search(panel: Panel) -> Json:
    query = {"query": build_query(panel), "filter": [], "indexRefName": SOURCE_REFERENCE}
    return {
        "title": panel["title"],
        "description": "",
        "columns": panel["columns"],
        "sort": [[panel["sort"], "desc"]],
        "grid": {},
        "rowHeight": -1,  # as high as its words need
        "hideChart": False,
        "isTextBasedQuery": False,
        "timeRestore": False,
        "usesAdHocDataView": False,
        "kibanaSavedObjectMeta": {"searchSourceJSON": _dump(query)},
    }


def _places(panels: Iterable[Panel]) -> Iterator[dict[str, int]]:
    """Where each panel stands: left to right, and on a new row where there is no room."""
    x = y = height = 0
    for columns, rows in (panel["size"] for panel in panels):
        if x + columns > COLUMNS:
            x, y, height = 0, y + height, 0
        yield {"x": x, "y": y, "w": columns, "h": rows}
        x, height = x + columns, max(height, rows)


def _shown(number: int, kind: str, place: Mapping[str, int]) -> Json:
    grid = {**place, "i": str(number)}
    return {
        "type": kind,
        "panelIndex": str(number),
        "panelRefName": f"panel_{number}",
        "gridData": grid,
        "embeddableConfig": {"enhancements": {}},
    }


def _control(number: int, control: Mapping[str, Any], labels: Mapping[str, str]) -> tuple[tuple[str, Json], Json]:
    """A filter above the panels, by its id, and its reference: a slider for a range, else a list of values."""
    name, kind = f"control{number}", "rangeSlider" if control.get("range") else "optionsList"
    chosen: Json = {} if control.get("range") else {"selectedOptions": []}
    asked = {"id": name, "fieldName": control["field"], "title": labels[control["field"]], "enhancements": {}} | chosen
    shown = {"order": number, "width": "medium", "grow": True, "type": f"{kind}Control", "explicitInput": asked}
    return (name, shown), _reference(f"controlGroup_{name}:{kind}DataView", "index-pattern", _id(control["view"]))


def _object(kind: str, name: str, attributes: Json, references: list[Json]) -> SavedObject:
    versions = {"coreMigrationVersion": "8.8.0", "typeMigrationVersion": MIGRATED[kind], "managed": False}
    return {"type": kind, "id": _id(name), "attributes": attributes, "references": references} | versions


def _reference(name: str, kind: str, id_: str) -> Json:
    return {"name": name, "type": kind, "id": id_}


def _id(name: str) -> str:
    return f"newsline-{name}"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


if __name__ == "__main__":
    Path(__file__).with_name(FILE).write_text(write_lines(build_objects()), encoding="utf-8")
