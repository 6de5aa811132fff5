"""Lens documents. In: a panel of dashboards.toml and its view; out: the attributes of a saved object of type "lens".

Invariant: a document has one layer, its columns are buckets first and the metric last, and its only reference is the data
view. The shape is that of Kibana 8.9, which later versions migrate: after the fixture managed_content.json of Kibana's own
tests (bars and lines, imported there by the same API) and its sample data "flights" (metric, table, donut, split, ranking).
"""

from collections.abc import Callable, Mapping
from typing import Any

Panel = Mapping[str, Any]
Labels = Mapping[str, str]
Json = dict[str, Any]

LAYER = "layer"
VIEW_REFERENCE = f"indexpattern-datasource-layer-{LAYER}"
METRIC = "metric"  # the column that counts; buckets are ordered by it
_NO_TITLES = {"x": False, "yLeft": False, "yRight": False}
_SHOWN = {"x": True, "yLeft": True, "yRight": True}
_SERIES = {"bars": "bar_stacked", "lines": "line", "ranking": "bar_horizontal_stacked"}


def build_lens(panel: Panel, view: Mapping[str, str], labels: Labels) -> Json:
    """The attributes of a Lens document for a panel of any kind but "list"."""
    kind, buckets, visualization = KINDS[panel["kind"]](panel, view, labels)
    columns = buckets | {METRIC: _metric(panel, view)}
    layer = {"columns": columns, "columnOrder": list(columns), "incompleteColumns": {}, "sampling": 1}
    return {
        "title": panel["title"],
        "description": panel.get("note", ""),
        "visualizationType": kind,
        "state": {
            "datasourceStates": {"formBased": {"layers": {LAYER: layer}}, "textBased": {"layers": {}}},
            "visualization": visualization,
            "query": build_query(panel),
            "filters": [],
            "internalReferences": [],
            "adHocDataViews": {},
        },
    }


def build_query(panel: Panel) -> Json:
    """What narrows a panel, in Lucene's syntax; where nothing does, Kibana's own language, so that people find the usual search bar."""
    return {"language": "lucene", "query": panel["where"]} if "where" in panel else {"language": "kuery", "query": ""}


def _over_time(panel: Panel, view: Mapping[str, str], labels: Labels) -> tuple[str, Json, Json]:
    split = _terms(panel["split"], labels, panel["top"], others=panel["kind"] == "bars")
    every = {"interval": panel.get("every", "auto"), "includeEmptyRows": True, "dropPartials": False}
    time = _bucket(view["time"], labels, every, operationType="date_histogram", dataType="date", scale="interval")
    return "lnsXY", {"split": split, "x": time}, _xy(panel, {"xAccessor": "x", "splitAccessor": "split"})


def _ranking(panel: Panel, _view: Mapping[str, str], labels: Labels) -> tuple[str, Json, Json]:
    ranked = {"x": _terms(panel["by"], labels, panel["top"])}
    if "split" not in panel:
        return "lnsXY", ranked, _xy(panel, {"xAccessor": "x"})
    return "lnsXY", ranked | {"split": _terms(panel["split"], labels, 5)}, _xy(panel, {"xAccessor": "x", "splitAccessor": "split"})


def _table(panel: Panel, _view: Mapping[str, str], labels: Labels) -> tuple[str, Json, Json]:
    rows = {f"row{n}": _terms(field, labels, top) for n, (field, top) in enumerate(zip(panel["by"], panel["top"], strict=True))}
    across = {"across": _terms(panel["across"], labels, 5)} if "across" in panel else {}
    columns = [{"columnId": name, "isTransposed": name == "across"} for name in (*rows, *across, METRIC)]
    return "lnsDatatable", rows | across, {"layerId": LAYER, "layerType": "data", "columns": columns}


def _donut(panel: Panel, _view: Mapping[str, str], labels: Labels) -> tuple[str, Json, Json]:
    shown = {"numberDisplay": "percent", "categoryDisplay": "default", "legendDisplay": "default", "nestedLegend": False}
    layer = {"layerId": LAYER, "layerType": "data", "primaryGroups": ["slice"], "metrics": [METRIC]} | shown
    return "lnsPie", {"slice": _terms(panel["by"], labels, panel["top"], others=True)}, {"shape": "donut", "layers": [layer]}


def _number(_panel: Panel, _view: Mapping[str, str], _labels: Labels) -> tuple[str, Json, Json]:
    return "lnsMetric", {}, {"layerId": LAYER, "layerType": "data", "metricAccessor": METRIC}


KINDS: dict[str, Callable[[Panel, Mapping[str, str], Labels], tuple[str, Json, Json]]] = {
    "metric": _number,
    "bars": _over_time,
    "lines": _over_time,
    "ranking": _ranking,
    "table": _table,
    "donut": _donut,
}


def _xy(panel: Panel, accessors: Json) -> Json:
    series = _SERIES[panel["kind"]]
    layer = {"layerId": LAYER, "layerType": "data", "seriesType": series, "accessors": [METRIC], "position": "top", "showGridlines": False}
    return {
        "legend": {"isVisible": True, "position": "right"},
        "valueLabels": "hide",
        "fittingFunction": "None",
        "axisTitlesVisibilitySettings": _NO_TITLES,
        "tickLabelsVisibilitySettings": _SHOWN,
        "gridlinesVisibilitySettings": _SHOWN,
        "labelsOrientation": {"x": 0, "yLeft": 0, "yRight": 0},
        "preferredSeriesType": series,
        "layers": [layer | accessors],
    }


def _terms(field: str, labels: Labels, size: int, *, others: bool = False) -> Json:
    params = {
        "size": size,
        "orderBy": {"type": "column", "columnId": METRIC},
        "orderDirection": "desc",
        "otherBucket": others,
        "missingBucket": False,
        "parentFormat": {"id": "terms"},
    }
    return _bucket(field, labels, params, operationType="terms", dataType="string", scale="ordinal")


def _bucket(field: str, labels: Labels, params: Json, **kind: str) -> Json:
    return {"label": labels[field], "customLabel": True, "sourceField": field, "isBucketed": True, "params": params, **kind}


def _metric(panel: Panel, view: Mapping[str, str]) -> Json:
    """Counts documents, or the values of a field that differ; a single number goes by the panel's title."""
    counted = {"operationType": "unique_count", "sourceField": panel["unique"]} if "unique" in panel else {"operationType": "count"}
    label = panel["title"] if panel["kind"] == "metric" else view["counted"]
    column = {"label": label, "customLabel": True, "dataType": "number", "scale": "ratio", "isBucketed": False}
    return column | {"sourceField": "___records___", "params": {"emptyAsNull": False}} | counted
