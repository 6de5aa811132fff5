"""What the rules read from a parse: who does a verb, and what it takes."""

from collections.abc import Callable

import pytest
from spacy.language import Language as Model
from spacy.tokens import Doc, Token

from pipeline.quotes.asides import find_aside
from pipeline.quotes.clauses import Range, find_source, neighbour_source
from pipeline.quotes.complements import find_complement
from pipeline.quotes.languages import language_of
from pipeline.quotes.zones import sentence_before, sentence_end, sentence_start, zone_after, zone_before

ENGLISH = language_of("en")
Nlp = Callable[[str | None], Model | None]


def parse(nlp: Nlp, text: str) -> Doc:
    """The English parse of a text."""
    model = nlp("en")
    assert model is not None
    return model(text)


def find(doc: Doc, word: str) -> Token:
    """The first token with these letters."""
    return next(token for token in doc if token.text == word)


def words(doc: Doc, tokens: Range | None) -> str | None:
    """The words of a range."""
    return doc[tokens[0] : tokens[1] + 1].text if tokens else None


@pytest.mark.parametrize(
    ("text", "verb", "source", "referent"),
    [
        pytest.param("Anna Schmidt said it rained.", "said", "Anna Schmidt", None, id="subject"),
        pytest.param("It rained, said Anna Schmidt.", "said", "Anna Schmidt", None, id="subject after"),
        pytest.param("Anna Schmidt, a doctor, said it rained.", "said", "Anna Schmidt, a doctor", None, id="apposition"),
        pytest.param("Anna Schmidt left and said it rained.", "said", "Anna Schmidt", None, id="second verb"),
        pytest.param("Anna Schmidt left, saying it rained.", "saying", "Anna Schmidt", None, id="participle"),
        pytest.param("Anna Schmidt went on to say it rained.", "say", "Anna Schmidt", None, id="infinitive"),
        pytest.param("Anna Schmidt issued a statement saying it rained.", "saying", "Anna Schmidt", None, id="a statement only carries it"),
        pytest.param("Anna Schmidt, who said it rained, left.", "said", "who", "Anna Schmidt", id="relative"),
        pytest.param("Anna Schmidt was told it rained.", "told", None, None, id="passive: whoever told her"),
        pytest.param("Anna Schmidt was told by Peter Novak that it rained.", "told", "Peter Novak", None, id="passive with its agent"),
        pytest.param("Anna Schmidt was quoted as saying it rained.", "saying", "Anna Schmidt", None, id="quoted as saying"),
        pytest.param("There were reports.", "were", None, None, id="nobody"),
    ],
)
def test_find_source(nlp: Nlp, text: str, verb: str, source: str | None, referent: str | None) -> None:
    """The one who does the verb, in the words of the sentence."""
    doc = parse(nlp, text)

    found = find_source(find(doc, verb), ENGLISH)

    assert words(doc, found and found.words) == source
    assert words(doc, found and found.referent) == referent


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        pytest.param("The deal, said Roe, is dead.", "said", "Roe", id="after"),
        pytest.param("In May, the deal, said Anna Roe, is dead.", "said", "Anna Roe", id="after: not the name before the commas"),
        pytest.param("Roe, a poet, said no.", "said", "Roe", id="before two commas"),
        pytest.param("Roe often said no.", "often", "Roe", id="before"),
        pytest.param("It rained.", "rained", "It", id="pronoun"),
        pytest.param("Then said no one.", "Then", None, id="nothing that names"),
    ],
)
def test_neighbour_source(nlp: Nlp, text: str, verb: str, expected: str | None) -> None:
    """Where the parse has no subject, the name right beside is taken."""
    doc = parse(nlp, text)

    found = neighbour_source(find(doc, verb), 0, len(doc) - 1, ENGLISH)

    assert words(doc, found and found.words) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected", "how"),
    [
        pytest.param("Roe said that it rained.", "said", "that it rained", "clause", id="that-clause"),
        pytest.param("Roe told us it rained.", "told", "it rained", "clause", id="not whom it was told"),
        pytest.param("Roe urged them to leave.", "urged", "to leave", "clause", id="infinitive"),
        pytest.param("Roe asked whether it rained.", "asked", "whether it rained", "clause", id="whether"),
        pytest.param("Roe denied the report.", "denied", "the report", "complement", id="object"),
        pytest.param("Roe accused Novak of lying.", "accused", "Novak of lying", "complement", id="object and preposition"),
        pytest.param("Roe warned of floods.", "warned", "of floods", "complement", id="preposition"),
        pytest.param("Roe said it rained, adding that it was cold.", "said", "it rained", "clause", id="up to the next report"),
        pytest.param("Roe joined a party called Frost.", "called", None, None, id="nobody calls"),
        pytest.param("They were denied visas.", "denied", None, None, id="nobody denies"),
        pytest.param("Roe said nothing.", "said", None, None, id="nothing said"),
    ],
)
def test_find_complement(nlp: Nlp, text: str, verb: str, expected: str | None, how: str | None) -> None:
    """What a cue reports, from its first word to its last."""
    doc = parse(nlp, text)

    found = find_complement(find(doc, verb), ENGLISH)

    content = words(doc, found and found[0])
    assert content and content.rstrip(" ,.") == expected if expected else found is None
    assert (found and found[1]) == how


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        pytest.param("The deal is dead, Roe said on Monday.", "said", ["The deal is dead"], id="last"),
        pytest.param("The deal, Roe said, is dead.", "said", ["The deal", "is dead"], id="in the middle"),
        pytest.param(
            "The deal, said Roe, is dead.",
            "said",
            ["The deal", "is dead"],
            id="turned round",
            marks=pytest.mark.xfail(strict=True, reason="the parser takes the deal for who said"),
        ),
        pytest.param("As Roe reported, the deal is dead.", "reported", ["the deal is dead"], id="as"),
        pytest.param("The deal is dead, Roe said, adding that it was late.", "said", ["The deal is dead"], id="a new report after it"),
        pytest.param("On Monday, Roe said.", "said", [], id="no clause before"),
        pytest.param("Roe said the deal is dead.", "said", [], id="no aside"),
        pytest.param("Last week, Roe said the deal is dead.", "said", [], id="it goes on to report"),
    ],
)
def test_find_aside(nlp: Nlp, text: str, verb: str, expected: list[str]) -> None:
    """The pieces around a cue that commas set off."""
    doc = parse(nlp, text)
    cue = find(doc, verb)
    source = find_source(cue, ENGLISH) or neighbour_source(cue, 0, len(doc) - 1, ENGLISH)

    pieces = find_aside(cue, source, ENGLISH, lambda _: False)

    assert [words(doc, piece) for piece in pieces] == expected


def test_aside_before_speech(nlp: Nlp) -> None:
    """What stands before "Roe said" and an utterance is no part of what was said."""
    doc = parse(nlp, 'After the vote was lost, Roe said, "It is so."')
    cue = find(doc, "said")

    assert find_aside(cue, find_source(cue, ENGLISH), ENGLISH, lambda place: place > cue.i) == []


def test_zones(nlp: Nlp) -> None:
    """The sentence around an utterance, before, after, and the one that ends where it begins."""
    doc = parse(nlp, 'Roe left. Novak said, "It is so," on Monday. He came. "It is so."')
    first, second = (6, 11), (18, 23)

    assert (words(doc, first), words(doc, second)) == ('"It is so,"', '"It is so."')
    assert words(doc, zone_before(doc, first, 0)) == "Novak said,"
    assert words(doc, zone_after(doc, first, len(doc) - 1)) == "on Monday"
    assert zone_before(doc, second, 0) is None
    assert words(doc, sentence_before(doc, second, 0)) == "He came"
    assert (sentence_start(doc, 4), sentence_end(doc, 4, len(doc) - 1)) == (3, 13)
