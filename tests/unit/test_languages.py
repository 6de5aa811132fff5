"""The languages that newsline offers."""

from collections.abc import Collection

import pytest

from config.settings import Settings
from pipeline.entities.languages import LANGUAGES as NAMES
from pipeline.index.build import LANGUAGES as FIELDS
from pipeline.index.templates import read_fields
from pipeline.quotes.languages import LANGUAGES as QUOTATIONS


@pytest.mark.parametrize("offered", [NAMES, QUOTATIONS, FIELDS], ids=["names", "quotations", "search"])
def test_every_part_knows_every_language(offered: Collection[str]) -> None:
    """A language with a model by default has words for names and for quotations, and fields to search."""
    assert set(offered) == set(Settings().models)


@pytest.mark.parametrize("language", FIELDS.values())
@pytest.mark.parametrize(("kind", "field"), [("articles", "title"), ("articles", "text"), ("quotations", "content")])
def test_every_language_is_mapped(kind: str, field: str, language: str) -> None:
    """The mapping has a field of each language wherever there are words of an article."""
    properties = read_fields(kind)

    assert properties[field]["properties"][language]["analyzer"] == language
