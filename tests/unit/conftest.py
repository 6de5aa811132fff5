"""spaCy's objects of the default models, each loaded once, as a worker loads them."""

import pytest

from config.settings import Settings
from workers.models import Models


@pytest.fixture(scope="session")
def nlp() -> Models:
    """What the worker hands in: language code → spaCy's object."""
    return Models(Settings().models)
