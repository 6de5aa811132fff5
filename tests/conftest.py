"""What all tests share: an environment without newsline's settings, and the real services, started once when asked for."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from deploy.embedded import Addresses, lease

for name in [name for name in os.environ if name.startswith("NEWSLINE_") and name != "NEWSLINE_GOLD"]:
    del os.environ[name]

# Machines are noisy and a model loads at its first call: how long an example takes is no property of the code.
hypothesis.settings.register_profile("newsline", deadline=None)
hypothesis.settings.load_profile("newsline")


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Addresses]:
    """A real Redis and a real Elasticsearch, gone at the end of the session."""
    with lease(tmp_path_factory.mktemp("services")) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def elasticsearch_url(services: Addresses) -> str:
    """Where the real Elasticsearch answers."""
    return services.elasticsearch_url


@pytest.fixture(scope="session")
def gold() -> Path | None:
    """The folder of gold data, where there is one."""
    folder = Path(os.environ.get("NEWSLINE_GOLD", "../shared/gold"))
    return folder if folder.is_dir() else None
