"""In: a name, or words of one; out: the searches that tell who that is, and their answers as portraits.

Invariant: each name in the index is a person of its own: two Smiths are two portraits, and so are "Lavrov" and "Sergey Lavrov"
where an article says no more. Who is who across articles is told by the knowledge file alone.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from pipeline.index.hits import Found, QuotationHit
from pipeline.index.names import find_words
from pipeline.index.queries import FACET_VALUES, KNOWN_VALUES, Body, count_values, order_by
from pipeline.index.spellings import is_spelled, spell_words
from pipeline.model import Record

LATEST = 5  # quotations
NEWEST = 200  # articles in which other names are looked for
MONTHS = 120


class Portrait(Record, frozen=True):
    """A person as the articles show them. Counts are of articles, or of quotations for `said`, `spoken_of` and `speakers`.

    `aliases` are other names in the newest 200 articles; `people`, `organizations` and `places` are named in the same articles;
    `speakers` say something in which the name is said; `months` are of publication ("2026-01").
    """

    name: str
    articles: int
    last: datetime | None
    aliases: dict[str, int]
    people: dict[str, int]
    organizations: dict[str, int]
    places: dict[str, int]
    publishers: dict[str, int]
    months: dict[str, int]
    said: int
    spoken_of: int
    speakers: dict[str, int]
    latest: tuple[QuotationHit, ...]


def build_names(words: str) -> Body:
    """People in articles that name somebody whose name has these words, in any spelling; `part_names` tells who it is."""
    spelled = [{"regexp": {"people.folded": pattern}} for pattern in spell_words(words)]
    return {"query": {"bool": {"filter": spelled}}, "size": 0, "aggs": {"names": {"terms": {"field": "people", "size": KNOWN_VALUES}}}}


def part_names(words: str, counts: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """Of these names with their counts, those that have the words, in this order, and those that have them in another spelling.

    "erdogan" finds "Recep Tayyip Erdoğan", and "Recep Tayyip Erdogen" in another spelling.
    """
    wanted, patterns = find_words(words), spell_words(words)
    called = {name: count for name, count in counts.items() if wanted and _has(find_words(name), wanted)}
    return called, {name: count for name, count in counts.items() if name not in called and is_spelled(name, patterns)}


def build_named(name: str) -> Body:
    """Articles that name a person, newest first, with who and what else they name."""
    return {
        "query": {"term": {"people": name}},
        "sort": order_by("newest", "id"),
        "size": NEWEST,
        "track_total_hits": True,
        "_source": ["published", "entities"],
        "aggs": count_values("organizations", "places", "publisher")
        | {
            "people": {"terms": {"field": "people", "exclude": [name], "size": FACET_VALUES}},
            "months": {"date_histogram": {"field": "published", "calendar_interval": "month", "format": "yyyy-MM", "min_doc_count": 1}},
        },
    }


def build_said(name: str) -> Body:
    """What a person said, newest first, the same words once."""
    return {
        "query": {"term": {"speaker": name}},
        "sort": order_by("newest", "article_id", "start"),
        "size": LATEST,
        "track_total_hits": True,
        "collapse": {"field": "saying"},
    }


def build_spoken_of(name: str) -> Body:
    """Who said something in which a person is named."""
    speakers = {"terms": {"field": "speaker", "size": FACET_VALUES}}
    return {"query": {"term": {"about": name}}, "size": 0, "track_total_hits": True, "aggs": {"speakers": speakers}}


def build_portrait(name: str, named: Found[dict[str, Any]], said: Found[dict[str, Any]], spoken_of: Found[dict[str, Any]]) -> Portrait:
    """The portrait that the answers to the three searches make."""
    entities = [entity for article in named.records for entity in article["entities"] or ()]
    aliases = Counter(alias for entity in entities if entity["name"] == name and entity["label"] == "person" for alias in entity["aliases"])
    newest = named.records[0]["published"] if named.records else None
    return Portrait(
        name=name,
        articles=named.total,
        last=msgspec.convert(newest, datetime | None),
        aliases=dict(aliases.most_common(FACET_VALUES)),
        people=named.facets["people"],
        organizations=named.facets["organizations"],
        places=named.facets["places"],
        publishers=named.facets["publisher"],
        months=dict(list(named.facets["months"].items())[-MONTHS:]),
        said=said.total,
        spoken_of=spoken_of.total,
        speakers=spoken_of.facets.get("speakers", {}),
        latest=said.of(QuotationHit).records,
    )


def _has(words: list[str], wanted: list[str]) -> bool:
    """Whether all that is wanted is there in its order, other words between them or not."""
    rest = iter(words)
    return all(word in rest for word in wanted)
