"""Which verb a form is of."""

import pytest

from pipeline.quotes.languages import language_of
from pipeline.quotes.languages.forms import inflect


@pytest.mark.parametrize(
    ("language", "form", "verb"),
    [
        ("fr", "raconte", "raconter"),
        ("fr", "annonçait", "annoncer"),
        ("fr", "révèle", "révéler"),
        ("fr", "rappellent", "rappeler"),
        ("fr", "répond", "répondre"),
        ("fr", "préviennent", "prévenir"),
        ("fr", "dit", "dire"),
        ("fr", "écrit", "écrire"),
        ("es", "añadió", "añadir"),
        ("es", "sostuvo", "sostener"),
        ("es", "pidieron", "pedir"),
        ("es", "niega", "negar"),
        ("es", "recuerda", "recordar"),
        ("es", "escrito", "escribir"),
        ("es", "concluyó", "concluir"),
    ],
)
def test_forms(language: str, form: str, verb: str) -> None:
    """Regular, stem-changing and irregular verbs give their third persons and participles."""
    assert language_of(language).lemma_of(form.capitalize(), "?") == verb


def test_the_model_knows_the_rest() -> None:
    """A word that is no form of a cue keeps the lemma of the model, in small letters."""
    assert language_of("fr").lemma_of("mange", "Manger") == "manger"


def test_the_longest_ending_wins() -> None:
    """An irregular line takes the place of the endings, a longer ending that of a shorter one."""
    endings = {"er": "e é", "ger": "ge gé"}

    assert inflect(["nager", "noter", "dire"], endings, ["dire dit"]) == {
        "nage": "nager",
        "nagé": "nager",
        "note": "noter",
        "noté": "noter",
        "dit": "dire",
    }
