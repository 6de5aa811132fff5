"""Frames: short paragraphs for the parser, whose offsets lead back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quotes.languages import language_of
from pipeline.quotes.marks import find_quoted
from pipeline.quotes.paragraphs import can_quote, find_frames

ENGLISH = language_of("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"Years went by. Nothing changed," she said.', ['"It is so," she said.'], id="the sentence goes on"),
        pytest.param('She said: "Nothing changed."', ['She said: "It is so."'], id="the sentence ends"),
        pytest.param('"Why now?" she asked.', ['"It is so," she asked.'], id="a question, and the sentence goes on"),
        pytest.param('"Why now?" Then she left.', ['"It is so?" Then she left.'], id="a question"),
        pytest.param("“No”, she said.", ['"It is so", she said.'], id="comma outside"),
        pytest.param('Roe said,"Go home."', ['Roe said, "It is so."'], id="a missing space is put in"),
        pytest.param('A "total disaster" it was.', ['A "total disaster" it was.'], id="scare quotes stay"),
        pytest.param("One.\n\nTwo.", ["One.", "Two."], id="a frame a paragraph"),
        pytest.param('Roe explained:\n\n"It is cold."', ['Roe explained:\n\n"It is so."'], id="a colon joins"),
        pytest.param("“One.\n“Two,” she said.", ['"It is so."', '"It is so," she said.'], id="over two paragraphs"),
    ],
)
def test_frame_text(text: str, expected: list[str]) -> None:
    """Each utterance is replaced by a short sentence that ends as it does."""
    assert [frame.text for frame in find_frames(text, find_quoted(text), ENGLISH)] == expected


@given(
    st.lists(
        st.sampled_from(['"It is cold," ', "“Go. Home.” ", "Roe said ", 'a "bad" day', ".\n", ",", " ", "é🙂 ", '"', "”"]), max_size=14
    ).map("".join)
)
def test_offsets_lead_back(text: str) -> None:
    """Outside the stand-ins, a frame's character is the text's; a stand-in leads to its utterance."""
    for frame in find_frames(text, find_quoted(text), ENGLISH):
        for offset, character in enumerate(frame.text):
            start, end = frame.to_article(offset, offset + 1)
            if frame.utterance_at(offset) is not None:
                assert frame.paragraph[0] <= start < end <= frame.paragraph[1]
            elif not character.isspace():
                assert text[start:end] == character
                assert frame.from_article(start) == offset


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("She said it rained.", "en", True),
        ("He denies that it rained.", "en", True),
        ("His statement was short.", "en", True),
        ("According to Roe, it rained.", "en", True),
        ('A "bad" day.', "en", True),
        ("The rain went on.", "en", False),
        ("La pluie continue.", "fr", True),  # no list of irregular forms: everything is parsed
    ],
)
def test_can_quote(text: str, language: str, *, expected: bool) -> None:
    """A paragraph without marks and without the beginning of any cue needs no parse."""
    [frame] = find_frames(text, find_quoted(text), language_of(language))

    assert can_quote(frame, language_of(language)) is expected
