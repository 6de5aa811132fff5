"""Sentences around a quotation."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.index.context import MAX_AROUND, find_context
from pipeline.index.hits import QuotationHit
from pipeline.model import Span

LONG = "word " * 200


def hit(text: str, content: str, source: str | None = None) -> QuotationHit:
    """The first place of `content`, and of its source."""
    start = text.index(content)
    at = text.index(source) if source else 0
    named = Span(start=at, end=at + len(source), text=source) if source else None
    facts: dict[str, Any] = {"id": "1", "revision": 1, "cluster": "1", "url": "u", "article_id": "1", "saying": "1"}
    return QuotationHit(**facts, start=start, end=start + len(content), content=content, type="direct", source=named, confidence=1)


@pytest.mark.parametrize(
    ("text", "content", "source", "expected"),
    [
        ("It rained. “We are wet,” Roe said. So it was.", "We are wet,", "Roe", "“We are wet,” Roe said."),
        (
            "It rained. Roe said so. “We are wet.” He left.",
            "We are wet.",
            "Roe",
            "Roe said so. “We are wet.”",
        ),  # the source's sentence, too
        ("It rained. “We are wet.” He left.", "We are wet.", None, "“We are wet.”"),
        ("A headline\n\n“We are wet,” said Roe", "We are wet,", "Roe", "“We are wet,” said Roe"),  # a line is no sentence of the next
        ("« Nous voilà. » Il pleut. « Demain », a dit Roe. Fin.", "Demain", "Roe", "« Demain », a dit Roe."),
        ("Llovió. «¿Y qué?», dijo Roe. ¡Basta!", "¿Y qué?", "Roe", "«¿Y qué?», dijo Roe."),
        (
            "Rain cost 4.5 million, Roe said, i.e. too much. End.",
            "Rain cost 4.5 million",
            "Roe",
            "Rain cost 4.5 million, Roe said, i.e. too much.",
        ),
        ("We are wet", "We are wet", None, "We are wet"),
    ],
)
def test_context(text: str, content: str, source: str | None, expected: str) -> None:
    """What was said stands in its sentence, and the source in the same stretch."""
    found = find_context(text, hit(text, content, source))
    assert found
    assert found.text == expected


def test_no_sentence() -> None:
    """A text without sentences is cut at words, not far away."""
    text = f"{LONG}wet {LONG}"
    found = find_context(text, hit(text, "wet"))
    assert found
    assert found.text.startswith("word ")
    assert found.text.endswith("word")
    assert len(found.text) <= 2 * MAX_AROUND + 3


def test_another_text() -> None:
    """A text that has changed since is not shown as if the words stood there."""
    assert find_context("Quite another text.", hit("We are wet.", "We are wet.")) is None
    assert find_context("", hit("We are wet.", "We are wet.")) is None


@given(st.text(alphabet="aA .”“\n", max_size=80), st.integers(0, 80), st.integers(1, 20))
def test_it_is_a_span_around(text: str, start: int, length: int) -> None:
    """The context is a span of the text that holds the quotation, in any text."""
    content = text[start : start + length]
    if content:
        quoted = hit(text, content)
        found = find_context(text, quoted)
        assert found
        assert text[found.start : found.end] == found.text
        assert found.start <= quoted.start <= quoted.end <= found.end
