"""The data of each language."""

from collections.abc import Callable

import pytest
from spacy.language import Language as Model

from pipeline.quotes.languages import LANGUAGES, language_of
from pipeline.quotes.languages.parts import ANY, Language, groups, words


@pytest.mark.parametrize(("code", "expected"), [("en", "en"), ("en-GB", "en"), ("fr", "fr"), ("es-MX", "es")])
def test_language_of(code: str, expected: str) -> None:
    """A region makes no other language."""
    assert language_of(code) is LANGUAGES[expected]


@pytest.mark.parametrize("code", ["xx", None, ""])
def test_unknown_language(code: str | None) -> None:
    """A language we have no data for has no cues."""
    assert language_of(code) is ANY
    assert not ANY.cues


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_words_are_lower_case(language: Language) -> None:
    """All words are compared in lower case, so they are written so."""
    every = [
        *language.cues,
        *language.nouns,
        *language.speak,
        *language.pronouns,
        *language.titles,
        *language.definite,
        *language.before_marks,
    ]

    assert every == [word.lower() for word in every]


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_every_part_is_there(language: Language) -> None:
    """A language that is offered has words for each step of the method."""
    assert all(
        [language.say, language.urge, language.judge, language.according, language.pronouns, language.definite, language.prepositions]
    )


@pytest.mark.parametrize(
    ("code", "sentence", "lemma"),
    [
        ("en", "She said it rained.", "say"),
        ("en", "They were telling us.", "tell"),
        ("en", "He wrote to us.", "write"),
        ("fr", "Elle a déclaré que oui.", "déclarer"),
        ("fr", "Elle affirme que oui.", "affirmer"),
        ("es", "Ella dijo que sí.", "decir"),
        ("es", "Ella afirma que sí.", "afirmar"),
    ],
)
def test_lemmas_are_the_model_s(nlp: Callable[[str | None], Model | None], code: str, sentence: str, lemma: str) -> None:
    """The cue lemmas are those that the language's model gives."""
    model = nlp(code)
    assert model is not None
    language = language_of(code)

    assert lemma in language.cues
    assert any(language.is_cue(token.lemma_) for token in model(sentence))


@pytest.mark.parametrize(
    "form",
    [
        "said",
        "says",
        "told",
        "telling",
        "found",
        "wrote",
        "written",
        "swore",
        "denied",
        "denies",
        "cried",
        "begged",
        "claims",
        "announcing",
        "vowed",
        "replied",
    ],
)
def test_forms_are_seen_without_a_parse(form: str) -> None:
    """An inflected cue is seen by how it begins: nothing that the parse would find is left out."""
    assert language_of("en").can_report(f"They {form} it.")


def test_words_and_groups() -> None:
    """The two ways in which the files write words."""
    assert words("say tell", "add") == {"say", "tell", "add"}
    assert groups(m="he him", f="she") == {"he": "m", "him": "m", "she": "f"}
