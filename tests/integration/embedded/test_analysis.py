"""The embedded Elasticsearch analyses text as the mappings ask for, with names that the official one has too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from deploy.embedded import lease
from pipeline.index.templates import read_component
from workers.search import connect

SETTINGS = read_component("newsline-analysis")["template"]["settings"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home for this module."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def search(home: Path) -> Iterator[Elasticsearch]:
    """A client, with an index `names` of one article."""
    with lease(home, redis=False) as addresses, connect(addresses.elasticsearch_url).client as client:
        mappings = {"properties": {"people": {"type": "keyword", "normalizer": "folding"}, "text": {"type": "text", "analyzer": "spanish"}}}
        client.indices.create(index="names", settings=SETTINGS, mappings=mappings)
        client.index(index="names", document={"people": "José Ñandú", "text": "Los ministros hablaron"}, refresh=True)
        yield client


@pytest.mark.parametrize(
    ("analyzer", "text", "tokens"),
    [
        ("english", "The ministers' talks were moving", ["minist", "talk", "were", "move"]),
        ("french", "L'accord des ministres européens", ["acord", "ministr", "europen"]),  # elision, stop words, stem
        ("spanish", "Los ministros hablaron", ["ministr", "hablaron"]),
        ("folding", "L'Élysée, São Paulo", ["l'elysee", "sao", "paulo"]),
        ("folding_french", "L’Élysée d'Ormesson aujourd'hui", ["elysee", "ormesson", "aujourd'hui"]),
        ("folding_english", "Lavrov’s and O'Brien's", ["lavrov", "and", "o'brien"]),
        ("standard", "Ça va", ["ça", "va"]),  # built in, no folding
    ],
    ids=["english", "french", "spanish", "folding", "folding_french", "folding_english", "standard"],
)
def test_analyzers(search: Elasticsearch, analyzer: str, text: str, tokens: list[str]) -> None:
    """Each gives the tokens that the official distribution gives."""
    found = search.indices.analyze(index="names", analyzer=analyzer, text=text)["tokens"]
    assert [token["token"] for token in found] == tokens


def test_normalizer(search: Elasticsearch) -> None:
    """A keyword is found without its accents and capitals."""
    found = search.indices.analyze(index="names", normalizer="folding", text="José Ñandú")["tokens"]
    assert [token["token"] for token in found] == ["jose nandu"]
    assert search.count(index="names", query={"term": {"people": "jose nandu"}})["count"] == 1


def test_search_by_another_form(search: Elasticsearch) -> None:
    """Index and query are stemmed alike: the singular finds the plural."""
    assert search.count(index="names", query={"match": {"text": "ministro"}})["count"] == 1


def test_disk_watermark_is_off(search: Elasticsearch) -> None:
    """A nearly full disk does not make the indices read-only."""
    settings = search.cluster.get_settings(include_defaults=True, flat_settings=True)
    assert settings["defaults"]["cluster.routing.allocation.disk.threshold_enabled"] == "false"


def test_nothing_is_logged(search: Elasticsearch, home: Path) -> None:
    """Start and use leave no line in the log: what stands there is worth reading."""
    assert (home / "log/elasticsearch.log").read_text() == ""
