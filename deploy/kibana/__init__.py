"""What Kibana shows of newsline. In: dashboards.toml, for people; out: newsline.ndjson, saved objects that Kibana imports.

Invariant: newsline.ndjson is exactly what `python -m deploy.kibana.build` makes of dashboards.toml, and whatever one of its
objects refers to is in the file.
"""

import json
from importlib import resources
from typing import Any

FILE = "newsline.ndjson"

SavedObject = dict[str, Any]


def read_objects(prefix: str = "") -> list[SavedObject]:
    """The saved objects, over the indices of this prefix; those of each prefix have ids and titles of their own."""
    lines = resources.files(__name__).joinpath(FILE).read_text(encoding="utf-8").splitlines()
    objects: list[SavedObject] = [json.loads(line) for line in lines]
    return [_with_prefix(thing, prefix) for thing in objects] if prefix else objects


def title_of(thing: SavedObject) -> str:
    """What Kibana lists the object as: a data view goes by its name, for its title is the index."""
    return str(thing["attributes"].get("name") or thing["attributes"]["title"])


def write_lines(objects: list[SavedObject]) -> str:
    """Saved objects as Kibana takes them: one on a line, the same text for the same objects."""
    return "".join(json.dumps(thing, ensure_ascii=False, sort_keys=True) + "\n" for thing in objects)


def _with_prefix(thing: SavedObject, prefix: str) -> SavedObject:
    named = "name" if thing["type"] == "index-pattern" else "title"
    attributes = thing["attributes"] | {named: f"{title_of(thing)} ({prefix.rstrip('-._')})"}
    if thing["type"] == "index-pattern":
        attributes["title"] = prefix + attributes["title"]
    references = [reference | {"id": prefix + reference["id"]} for reference in thing["references"]]
    return thing | {"id": prefix + thing["id"], "attributes": attributes, "references": references}
