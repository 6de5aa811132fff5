"""Rules and hits for the tests of alerts."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.alerts import Rule

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def make_rule() -> Any:
    """Makes a rule called "talks" that asks so."""
    return lambda **asked: Rule(**({"name": "talks", "added": NOON} | asked))


@pytest.fixture
def make_hit() -> Any:
    """Makes a hit: an article of a cluster, indexed so many seconds after noon."""

    def make(id_: str, cluster: str | None = None, second: int = 0, **fields: Any) -> dict[str, Any]:
        facts = {
            "id": id_,
            "cluster": cluster or id_,
            "title": f"About {id_}",
            "publisher": "The Example",
            "published": "2026-03-01T11:45:30Z",
            "url": f"https://news.example/{id_}",
            "indexed": f"2026-03-01T12:{second // 60:02}:{second % 60:02}Z",
            "language": "en",
        }
        return facts | fields

    return make
