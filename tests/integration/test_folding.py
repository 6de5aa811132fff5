"""How names are folded, by the real Elasticsearch: for facets (a normalizer) and for words (an analyzer)."""

import uuid
from collections.abc import Iterator

import pytest

from workers.schema import set_up
from workers.search import Index, connect


@pytest.fixture(scope="module")
def index(elasticsearch_url: str) -> Iterator[Index]:
    """An empty month with our analysis."""
    made = connect(elasticsearch_url, f"g{uuid.uuid4().hex[:8]}-")
    set_up(made)
    made.client.indices.create(index=f"{made.prefix}articles-2026.01")
    yield made
    made.client.indices.delete(index=f"{made.prefix}articles-2026.01")
    made.close()


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Erdoğan", "erdogan"),
        ("Yıldız", "yildiz"),  # an i without its dot
        ("İnönü", "inonu"),  # and a capital one with it
        ("Łukasz", "lukasz"),
        ("Đinđić", "dindic"),
        ("Sjælland", "sjaelland"),
        ("Tromsø", "tromso"),
        ("Straße", "strasse"),
        ("Muñoz", "munoz"),
        ("Ångström", "angstrom"),
        ("Nguyễn", "nguyen"),
        ("Þór", "thor"),
        ("Путин", "путин"),  # other scripts stay as they are: no transliteration
        ("Mohammad", "mohammad"),  # and so do other spellings: spellings.py finds "Muhammad"
    ],
)
def test_folded(index: Index, name: str, folded: str) -> None:
    """A name is found without its accents, strokes and capitals, as a facet and among words."""
    month = f"{index.prefix}articles-2026.01"
    analyze = index.client.indices.analyze
    answers = analyze(index=month, text=name, normalizer="folding"), analyze(index=month, text=name, analyzer="folding")
    assert [[token["token"] for token in answer["tokens"]] for answer in answers] == [[folded], [folded]]
