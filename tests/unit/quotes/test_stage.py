"""The stage: articles in, the same articles with quotations out."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import entities, quotes
from pipeline.model import Article

Nlp = Callable[[str | None], Language | None]
PIECES = [
    *[
        '"',
        "“",
        "”",
        "«",
        "»",
        "‘",
        "’",
        "'",
        "\nQ: ",
        "\nA: ",
        "\nNovak: ",
        "\n— Anna Schmidt (@a)",
        "ZENDA — ",
        "'n'",
        "—",
        ",",
        ".",
        ":",
        "?",
        "\n",
        "\u2028",
        " ",
        "  ",
    ],
    *[
        "Anna Schmidt said ",
        "she added",
        "according to Novak",
        " that it rained",
        "It is cold",
        "é🙂",
        "e\u0301",
        "\u00a0",
        "A" * 1200,
        "=",
        "'s claim that",
        "« Oui, a dit le maire, ",
        "Selon Paul Dubois, ",
        ", a-t-il ajouté",
        "—dijo Ana Ruiz—",
        "Añadió que ",
        "según fuentes policiales, ",
    ],
]


def article(text: str | None, language: str | None = "en", **more: str | None) -> Article:
    """An article with nothing but a text."""
    return msgspec.structs.replace(Article(id="1", url="u", canonical_url="u", key="k", text=text, language=language), **more)


def run(articles: list[Article], nlp: Nlp) -> list[Article]:
    """Both stages, as the worker runs them."""
    return quotes.run(entities.run(articles, nlp), nlp)


@pytest.mark.parametrize(
    "given_article",
    [
        pytest.param(article(None), id="no text"),
        pytest.param(article(""), id="empty text"),
        pytest.param(article('"No," Ann Roe said.', rejected="no article"), id="rejected"),
        pytest.param(article('"No," Ann Roe said.', fate="duplicate"), id="settled"),
    ],
)
def test_passes_untouched(nlp: Nlp, given_article: Article) -> None:
    """What cannot or need not be read comes back as it was."""
    assert quotes.run([given_article], nlp) == [given_article]


@pytest.mark.parametrize("language", ["xx", None])
def test_without_a_model(nlp: Nlp, language: str | None) -> None:
    """A language without a model still gets what stands between marks, with nobody's name to it."""
    [quoting] = quotes.run([article("“Es ist kalt,” sagte Anna. Sie sagte, dass es regne.", language)], nlp)

    assert [(q.type, q.content, q.source, q.speaker) for q in quoting.quotations] == [("direct", "Es ist kalt,", None, None)]


def test_order_is_kept(nlp: Nlp) -> None:
    """Languages are read in groups, and yet each article is in its place with its own quotations."""
    texts = [('"One," Anna Schmidt said.', "en"), ("« Deux », a dit Paul Dubois.", "fr"), (None, "en"), ('"Four," Peter Novak said.', "en")]

    quoting = run([article(*one) for one in texts], nlp)

    assert [a.text for a in quoting] == [text for text, _ in texts]
    assert [[q.content.rstrip(",") for q in a.quotations] for a in quoting] == [["One"], ["Deux"], [], ["Four"]]


@pytest.fixture
def parsed(nlp: Nlp, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[str, ...]]]:
    """The texts that reach the English model, each with the parts of it that do not run."""
    model = nlp("en")
    assert model is not None
    seen: list[tuple[str, tuple[str, ...]]] = []
    pipe = model.pipe

    def spy(texts: list[str], **options: Any) -> Iterator[Doc]:
        seen.extend((text, tuple(options["disable"])) for text in texts)
        return pipe(texts, **options)

    monkeypatch.setattr(model, "pipe", spy)
    return seen


def test_only_what_can_quote_is_parsed(nlp: Nlp, parsed: list[tuple[str, tuple[str, ...]]]) -> None:
    """A paragraph without marks and without a cue does not reach the model, and names are not found a second time."""
    [quoting] = quotes.run([article("The rain went on.\nRoe said it rained.\nThe sun came out.")], nlp)

    assert parsed == [("Roe said it rained.", ("attribute_ruler", "lemmatizer", "ner"))]
    assert [q.content for q in quoting.quotations] == ["it rained"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.sampled_from(["en", "fr", "es", "xx"]))
def test_spans_equal_their_text(nlp: Nlp, text: str, language: str) -> None:
    """Whatever the text, each quotation, cue and source equals its span, holds something; they are in order, none inside another."""
    [quoting] = run([article(text, language)], nlp)

    for quotation in quoting.quotations:
        assert text[quotation.start : quotation.end] == quotation.content
        assert quotation.content.strip()
        for span in (quotation.cue, quotation.source):
            assert span is None or (text[span.start : span.end] == span.text and span.text)
        assert quotation.speaker is None or quotation.speaker.entity is not None
    for one, other in itertools.pairwise(quoting.quotations):
        assert one.start <= other.start
        assert one.end < other.end  # none lies inside another


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text(nlp: Nlp, text: str) -> None:
    """No text, however odd, stops the stage."""
    [quoting] = run([article(text)], nlp)

    assert all(text[q.start : q.end] == q.content for q in quoting.quotations)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('"' * 3000, "en"),
        ("said " * 1000, "en"),
        ("“a” " * 800, "en"),
        ("‘a b,’ " * 800, "en"),
        ("Q: a? A: b. " * 800, "en"),
        ("x" * 200_000, "en"),
        ('"Yes," Anna Schmidt said. ' * 150, "en"),
        ("et dit que " * 400, "fr"),
        ("« Oui, dit le maire, " * 200, "fr"),
        (", a dit le maire" * 250, "fr"),
        ("y añadió " * 400, "es"),
        ("según Ana, " * 350, "es"),
    ],
    ids=lambda value: value[:12],
)
def test_long_paragraphs(nlp: Nlp, text: str, language: str) -> None:
    """A paragraph of any length comes through."""
    [quoting] = run([article(text, language)], nlp)

    assert all(text[q.start : q.end] == q.content for q in quoting.quotations)
