"""Words keep what the model says of them, without its slow pipes."""

from collections.abc import Callable

import pytest
from spacy.language import Language as Model

from pipeline.quotes import lexicon
from pipeline.quotes.lexicon import PIPES, Lexicon

Nlp = Callable[[str | None], Model | None]
SENTENCES = {
    "en": "Ann Roe has been telling us that there is nothing left, and that they weren't asked.",
    "fr": "Ann Roe a déclaré que les ponts étaient sûrs, mais on ne l'a pas crue.",
    "es": "Ann Roe dijo que los puentes eran seguros y que nadie lo había pedido.",
}


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("many", [100_000, 0], ids=["remembered", "forgotten each time"])
def test_as_the_model_itself(nlp: Nlp, monkeypatch: pytest.MonkeyPatch, language: str, many: int) -> None:
    """Kind and lemma are those of the whole pipeline, the first time and from memory."""
    monkeypatch.setattr(lexicon, "MANY", many)
    model = nlp(language)
    assert model is not None
    sentence = SENTENCES[language]
    expected = [(token.pos_.replace("VERB", "AUX"), token.lemma_) for token in model(sentence)]  # the ruler calls "there is" a verb

    for doc in Lexicon(model).fill([model(sentence, disable=[*PIPES, "ner"]) for _ in range(2)]):
        assert [(token.pos_.replace("VERB", "AUX"), token.lemma_) for token in doc] == expected
