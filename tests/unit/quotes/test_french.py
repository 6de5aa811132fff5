"""French: its marks, dashes and cue words, through both stages."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from pipeline import entities, quotes
from pipeline.model import Article

Expected = tuple[str, str, str | None, str | None]  # type, content, source, speaker

TABLE = [
    pytest.param(
        "Le président a déclaré que les impôts baisseraient.",
        [("indirect", "que les impôts baisseraient", "Le président", None)],
        id="that-clause",
    ),
    pytest.param(
        "« Nous ne céderons pas », a déclaré Jeanne Moreau lundi.",
        [("direct", "Nous ne céderons pas", "Jeanne Moreau lundi", "Jeanne Moreau")],
        id="after",
    ),
    pytest.param(
        "Selon Paul Dubois, la loi sera votée en mars.",
        [("indirect", "la loi sera votée en mars", "Paul Dubois", "Paul Dubois")],
        id="according to",
    ),
    pytest.param(
        "Jeanne Moreau a affirmé : « Le projet est mort. »",
        [("direct", "Le projet est mort.", "Jeanne Moreau", "Jeanne Moreau")],
        id="colon",
    ),
    pytest.param(
        "Paul Dubois est arrivé. « Il faut agir », a-t-il dit. « Et vite. »",
        [("direct", "Il faut agir", "-il", "Paul Dubois"), ("direct", "Et vite.", "-il", "Paul Dubois")],
        id="two with one cue, pronoun",
    ),
    pytest.param(
        "La ministre Claire Petit estime que la réforme est nécessaire.",
        [("indirect", "que la réforme est nécessaire", "La ministre Claire Petit", "Claire Petit")],
        id="title, present tense",
    ),
    pytest.param("— Je pars demain, dit Marie.", [("direct", "Je pars demain", "Marie", "Marie")], id="dash"),
    pytest.param(
        "Paul Dubois a promis de réduire les dépenses.",
        [("indirect", "de réduire les dépenses", "Paul Dubois", "Paul Dubois")],
        id="infinitive",
    ),
    pytest.param(
        "D'après Claire Petit, les travaux commenceront en mai.",
        [("indirect", "les travaux commenceront en mai", "Claire Petit", "Claire Petit")],
        id="d'après",
    ),
    pytest.param("Le film « Les Oiseaux » sort mercredi.", [], id="title of a film"),
    pytest.param(
        "Claire Petit a qualifié le texte de « catastrophe ».",
        [("mixed", "de « catastrophe »", "Claire Petit", "Claire Petit")],
        id="mixed",
    ),
    pytest.param(
        "Paul Dubois a quitté la salle. « Je n'ai rien à dire », a-t-il lâché.",
        [("direct", "Je n'ai rien à dire", "-il", "Paul Dubois")],
        id="sentence before, pronoun",
    ),
    pytest.param("“On verra”, a répondu Paul Dubois.", [("direct", "On verra", "Paul Dubois", "Paul Dubois")], id="curly marks"),
    pytest.param(
        "Paul Dubois a ajouté : « La route est fermée. »", [("direct", "La route est fermée.", "Paul Dubois", "Paul Dubois")], id="before"
    ),
    pytest.param("L’usine n’ouvrira pas aujourd’hui.", [], id="apostrophes are no marks"),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_sentences(nlp: Callable[[str | None], Language | None], text: str, expected: list[Expected]) -> None:
    """Each kind of quotation is found whole, with the words that name its source and who that is; nothing else is."""
    article = Article(id="1", url="u", canonical_url="u", key="k", language="fr", text=text)

    [quoting] = quotes.run(entities.run([article], nlp), nlp)

    found = [(q.type, q.content, q.source and q.source.text, q.speaker and q.speaker.name) for q in quoting.quotations]
    assert found == expected
