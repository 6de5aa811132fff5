"""Which words are cues: by the tag in English, by form and place in French and Spanish."""

from collections.abc import Callable

import pytest
from spacy.language import Language as Model

from pipeline.quotes.cues import is_cue
from pipeline.quotes.languages import language_of


@pytest.mark.parametrize(
    ("code", "sentence", "expected"),
    [
        ("en", "Roe said that it rained.", ["said"]),
        ("en", "The report was long.", []),  # "report" is a cue verb's lemma, but no verb here
        ("fr", "« Il pleut », raconte Jean Roe.", ["raconte"]),
        ("fr", "Jean Roe pense que oui.", ["pense"]),
        ("fr", "Jean Roe note que non.", ["note"]),
        ("fr", "Le maire a dit que non.", ["dit"]),
        ("fr", "La note que Jean Roe avait lue est là.", []),
        ("fr", "Le maire a fait savoir que non.", ["fait"]),
        ("fr", "Le pont a fait peur.", []),  # a light verb without its word
        ("fr", "La loi dite « Climat » passe.", []),
        ("fr", "« Oui », dit Jean Roe.", ["dit"]),
        ("fr", "Le maire, interrogé par Jean Roe, part.", []),
        ("es", "Añadió que no.", ["Añadió"]),
        ("es", "La ministra dio a conocer el plan.", ["dio"]),
    ],
)
def test_is_cue(nlp: Callable[[str | None], Model | None], code: str, sentence: str, expected: list[str]) -> None:
    """A verb of saying is a cue where it can report, and its noun or participle is none."""
    model = nlp(code)
    assert model is not None

    assert [token.text for token in model(sentence) if is_cue(token, language_of(code))] == expected
