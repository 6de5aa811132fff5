"""The mapping holds exactly what is built, and what the queries ask for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from pipeline.alerts import Rule, build_alerts
from pipeline.index import queries
from pipeline.index.build import Write, build_article, build_line, build_quotations
from pipeline.index.templates import COMPONENTS, KINDS, read_analysis, read_component, read_fields, read_template
from pipeline.model import Article

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def properties(kind: str) -> dict[str, Any]:
    """The mapped fields of a kind, as in the file."""
    return read_fields(kind)


def mapped(fields: dict[str, Any], parent: str = "") -> Iterator[str]:
    """Every field that can be asked for: "text.english", "text.english.folded"."""
    for name, field in fields.items():
        inner = field.get("properties", {}) | field.get("fields", {})
        if "type" in field and field.get("index") is not False and field.get("enabled") is not False:
            yield parent + name
        yield from mapped(inner, f"{parent}{name}.")


def unmapped(document: dict[str, Any], fields: dict[str, Any], parent: str = "") -> Iterator[str]:
    """What a document holds that a strict mapping would refuse."""
    for name, value in document.items():
        if name not in fields:
            yield parent + name
        elif isinstance(value, dict) and fields[name].get("enabled") is not False:
            yield from unmapped(value, fields[name]["properties"], f"{parent}{name}.")


def writes(article: Article) -> list[Write]:
    """Everything that is written of an article, in each language."""
    spoken = [msgspec.structs.replace(article, language=language) for language in ("en", "fr", "es", "de")]
    dead = msgspec.structs.replace(article, fate="dead", reason="boom")
    return [write for a in spoken for write in (build_article(a, NOW), *build_quotations(a, NOW))] + [build_line(dead, NOW), alert(article)]


def alert(article: Article) -> Write:
    """An alert, as `workers/told.py` writes it."""
    hit = msgspec.to_builtins(build_article(article, NOW).document) | {"title": article.title}
    (made,) = build_alerts(Rule(name="talks", added=NOW, query="talks"), {"a1": [hit]}, (), NOW, ["json 1"])
    return Write(index=f"alerts-{NOW:%Y.%m}", id=made.id, version=1, document=msgspec.to_builtins(made))


def test_all_that_is_built_is_mapped(article: Article) -> None:
    """No document holds a field that the strict mapping would refuse."""
    for write in writes(article):
        assert list(unmapped(msgspec.to_builtins(write.document) or {}, properties(write.index.split("-")[0]))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_is_mapped_is_built(article: Article, kind: str) -> None:
    """No field is mapped that nobody writes."""
    written = {name for write in writes(article) if write.index.startswith(kind) for name in write.document or {}}
    assert set(properties(kind)) == written


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("prefix", ["", "test-"])
def test_prefix(kind: str, prefix: str) -> None:
    """Pattern, alias and component all begin with the prefix; an unknown field is refused."""
    template = read_template(kind, prefix)
    assert template["index_patterns"] == [f"{prefix}{kind}-*"]
    assert template["template"]["aliases"] == {f"{prefix}{kind}": {}}
    assert set(template["composed_of"]) <= {prefix + name for name in COMPONENTS}
    assert template["template"]["mappings"]["dynamic"] == "strict"


def test_facets_fold_as_all_do() -> None:
    """Elasticsearch takes a component only if it stands alone, so that of the facets repeats the normalizer."""
    assert read_component("newsline-facets")["template"]["settings"]["analysis"]["normalizer"] == read_analysis()["normalizer"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_stands_in_one_place(kind: str) -> None:
    """No template repeats a field of its components."""
    template = read_template(kind, "")
    parts = [*map(read_component, template["composed_of"]), template]
    names = [name for part in parts for name in part["template"].get("mappings", {}).get("properties", {})]
    assert len(names) == len(set(names))


def test_analyzers_are_there() -> None:
    """Each analyzer that a field names is Elasticsearch's own or among the settings."""
    ours = set(read_analysis()["analyzer"])
    named = set(values_of("analyzer", [properties(kind) for kind in KINDS]))
    assert named == ours | {"english", "french", "spanish"}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (
            "articles",
            queries.build_search(
                "war",
                person=["A"],
                organization=["B"],
                place=["C"],
                author="E",
                publisher="D",
                section="F",
                agency="G",
                language="en",
                since=NOW,
            ),
        ),
        (
            "quotations",
            queries.build_quotation_search(
                "war", speaker="A", about="B", type="direct", section="F", agency="G", confidence=0.5, until=NOW
            ),
        ),
        ("ledger", queries.build_fate_counts()),
        ("ledger", queries.build_trace(["x"], *queries.LINE_ADDRESSES)),
        ("articles", queries.build_trace(["x"], *queries.ARTICLE_ADDRESSES)),
    ],
)
def test_queries_ask_for_mapped_fields(kind: str, body: dict[str, Any]) -> None:
    """Elasticsearch answers a misspelt field with no hits and no error; so each one is looked up here."""
    assert asked(body) <= set(mapped(properties(kind)))


def values_of(key: str, value: object) -> Iterator[Any]:
    """All values under the key, however deep."""
    if isinstance(value, dict):
        yield from (inner for name, inner in value.items() if name == key)
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from values_of(key, inner)


def asked(body: dict[str, Any]) -> set[str]:
    """Each field that a search names."""
    clauses = [clause for kind in ("term", "terms", "match", "match_phrase", "range") for clause in values_of(kind, body.get("query", {}))]
    fields = {name for clause in clauses for name in clause}
    fields |= {name.split("^")[0] for query in values_of("simple_query_string", body) for name in query["fields"]}
    fields |= {aggregation["field"] for aggregation in values_of("terms", body.get("aggs", {}))}
    fields |= {name for key in body.get("sort", []) for name in ([key] if isinstance(key, str) else key)} - {"_score"}
    return (
        fields | set(body.get("highlight", {}).get("fields", {})) | {name for names in values_of("matched_fields", body) for name in names}
    )
