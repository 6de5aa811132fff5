"""Who does a verb, and what it reports, by the words: French and Spanish."""

from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.quotes.groups import Group, read_group
from pipeline.quotes.languages import language_of
from pipeline.quotes.reported import find_object, find_reported
from pipeline.quotes.subjects import find_subject, named_after, noun_phrase, subject_after

Nlp = Callable[[str | None], Language | None]


def parse(nlp: Nlp, text: str, code: str) -> Doc:
    """The text as the model of a language reads it."""
    model = nlp(code)
    assert model is not None
    return model(text)


def place(doc: Doc, word: str) -> int:
    """Where a word stands."""
    return next(token.i for token in doc if token.text == word)


def words(doc: Doc, span: tuple[int, int] | None) -> str | None:
    """The words of a range."""
    return doc[span[0] : span[1] + 1].text if span else None


@pytest.mark.parametrize(
    ("text", "code", "verb", "expected"),
    [
        ("Oui, a-t-il également déclaré.", "fr", "déclaré", ("a-t-il également déclaré", "-il")),
        ("Oui, dit-elle.", "fr", "dit", ("dit-elle", "-elle")),
        ("Marie ne l'a pas dit.", "fr", "dit", ("ne l'a pas dit", None)),
        ("Marie a fait savoir que oui.", "fr", "fait", ("a fait savoir", None)),
        ("Ana se lo ha dicho.", "es", "dicho", ("se lo ha dicho", None)),
        ("Ana dio a conocer el plan.", "es", "dio", ("dio a conocer", None)),
        ("Roe has often said so.", "en", "said", ("said", None)),
    ],
)
def test_read_group(nlp: Nlp, text: str, code: str, verb: str, expected: tuple[str, str | None]) -> None:
    """A verb's group takes in its auxiliaries, clitics and adverbs, and the word that a light verb needs."""
    doc = parse(nlp, text, code)

    found: Group = read_group(doc[place(doc, verb)], language_of(code))

    assert (words(doc, found[:2]), None if found.pronoun is None else doc[found.pronoun].text) == expected


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("le maire, Jean Roe, et sa femme", "fr", "le maire, Jean Roe"),
        ("Jean Roe, 40 ans, maire de Lyon, a dit", "fr", "Jean Roe, 40 ans, maire de Lyon"),
        ("Jean Roe, le pont sera fermé", "fr", "Jean Roe"),
        ("l'homme de 34 ans a dit", "fr", "l'homme de 34 ans"),
        ("la Banque centrale (BCE) a dit", "fr", "la Banque centrale (BCE)"),
        ("Jean et Marie Roe ont dit", "fr", "Jean et Marie Roe"),
        ("fuentes cercanas al caso en Madrid", "es", "fuentes cercanas al caso"),
        ("el alcalde el lunes", "es", "el alcalde"),
        ("que no vendrá", "es", None),
        ("de Madrid", "es", None),
    ],
)
def test_noun_phrase(nlp: Nlp, text: str, code: str, expected: str | None) -> None:
    """A noun phrase goes on over "of", names and one apposition, and ends before times, places and clauses."""
    doc = parse(nlp, text, code)

    assert words(doc, noun_phrase(doc, 0, len(doc) - 1, language_of(code))) == expected


@pytest.mark.parametrize(
    ("text", "code", "cue", "expected"),
    [
        ("a déclaré mardi à la presse le maire.", "fr", "déclaré", "le maire"),
        ("a averti jeudi, lors d'une réunion, le maire.", "fr", "averti", "le maire"),
        ("a répété, agacé, le maire.", "fr", "répété", "le maire"),
        ("ha dicho este martes en Madrid la ministra.", "es", "dicho", "la ministra"),
        ("espetó antes de salir del plató.", "es", "espetó", None),
    ],
)
def test_subject_after(nlp: Nlp, text: str, code: str, cue: str, expected: str | None) -> None:
    """What says when, where and to whom is passed over; an infinitive ends the search."""
    doc = parse(nlp, text, code)

    assert words(doc, subject_after(doc, place(doc, cue) + 1, len(doc) - 1, language_of(code))) == expected


@pytest.mark.parametrize(
    ("text", "code", "cue", "expected"),
    [
        ("Le maire, Jean Roe, a dit que oui.", "fr", "dit", "Le maire, Jean Roe"),
        ("Dans un communiqué, la mairie a dit que oui.", "fr", "dit", "la mairie"),
        ("Le pont est sûr, a dit le maire.", "fr", "dit", "le maire"),
        ("Le maire, qui a dit que oui, est parti.", "fr", "dit", "qui"),
        ("Dijo Ana Ruiz que no.", "es", "Dijo", "Ana Ruiz"),
        ("Añadió que el alcalde no vendrá.", "es", "Añadió", None),
        ("Pidió una investigación.", "es", "Pidió", None),
    ],
)
def test_find_subject(nlp: Nlp, text: str, code: str, cue: str, expected: str | None) -> None:
    """A subject stands before the cue or, where the cue is set off, after it; a Spanish verb may have none."""
    doc = parse(nlp, text, code)

    source = find_subject(doc[place(doc, cue)], len(doc) - 1, language_of(code))

    assert words(doc, source.words if source else None) == expected


@pytest.mark.parametrize(
    ("text", "code", "opening", "expected"),
    [
        ("Selon un rapport, il pleut.", "fr", (0, 0), "un rapport"),
        ("Pour le maire, il pleut.", "fr", (0, 0), "le maire"),
        ("Pour l'instant, il pleut.", "fr", (0, 0), None),
        ("Según la policía, llueve.", "es", (0, 0), "la policía"),
        ("Cambian según la temporada.", "es", (1, 1), None),
        ("Murieron según la policía.", "es", (1, 1), "la policía"),
    ],
)
def test_named_after(nlp: Nlp, text: str, code: str, opening: tuple[int, int], expected: str | None) -> None:
    """Words like "according to" name a source where a clause can open; elsewhere, and for "pour", only one who can speak."""
    doc = parse(nlp, text, code)

    source = named_after(doc, opening, language_of(code))

    assert words(doc, source.words if source else None) == expected


@pytest.mark.parametrize(
    ("text", "code", "cue", "expected"),
    [
        ("Marie a dit mardi à la presse qu'il pleuvait.", "fr", "dit", "qu'il pleuvait"),
        ("Marie estime, elle, qu'il pleut.", "fr", "estime", "qu'il pleut"),
        ("Marie dit ne pas vouloir partir.", "fr", "dit", "ne pas vouloir partir"),
        ("Marie s'est dite très inquiète.", "fr", "dite", "très inquiète"),
        ("Marie a dit qu'il pleut et ajouté qu'il neige.", "fr", "dit", "qu'il pleut"),
        ("Marie affirme qu'il pleut et promet de partir.", "fr", "affirme", "qu'il pleut"),
        ("Ana insistió en que llueve.", "es", "insistió", "en que llueve"),
        ("Ana dijo muchas cosas.", "es", "dijo", None),
        ("Roe said that it rained.", "en", "said", None),  # English is read by its parse
    ],
)
def test_find_reported(nlp: Nlp, text: str, code: str, cue: str, expected: str | None) -> None:
    """A report runs from the word that opens it to the end, or to the next report."""
    doc = parse(nlp, text, code)

    assert words(doc, find_reported(doc[place(doc, cue)], None, language_of(code))) == expected


@pytest.mark.parametrize(
    ("text", "code", "cue", "expected"),
    [
        ("Marie dénonce une loi injuste, et part.", "fr", "dénonce", "une loi injuste"),
        ("Marie dénonce « une loi injuste, folle » et part.", "fr", "dénonce", "« une loi injuste, folle » et part"),
        ("Ana denunció un fraude y pidió calma.", "es", "denunció", "un fraude"),
        ("Ana leyó un libro.", "es", "leyó", None),
    ],
)
def test_find_object(nlp: Nlp, text: str, code: str, cue: str, expected: str | None) -> None:
    """What a judging verb takes ends at a comma outside marks or at the next cue."""
    doc = parse(nlp, text, code)

    assert words(doc, find_object(doc[place(doc, cue)], None, language_of(code))) == expected
