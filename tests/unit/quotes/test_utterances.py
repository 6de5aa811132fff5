"""Speech told from words that are merely in marks, by form alone."""

import pytest

from pipeline.quotes.languages import language_of
from pipeline.quotes.marks import find_quoted
from pipeline.quotes.utterances import find_utterances, is_short, is_title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"It is cold," she said.', ["It is cold,"], id="starts the paragraph"),
        pytest.param('She said, "It is cold."', ["It is cold."], id="after a comma"),
        pytest.param('She said "It is cold."', ["It is cold."], id="right after a cue"),
        pytest.param('She said: "it is cold"', ["it is cold"], id="after a colon"),
        pytest.param('She left. "It is cold," she said.', ["It is cold,"], id="after a sentence"),
        pytest.param('"The plan," she said, "is dead."', ["The plan,", "is dead."], id="split by its cue"),
        pytest.param('It was a "total disaster" for them.', [], id="scare quotes"),
        pytest.param('She called it "a very long and cold winter" again.', [], id="inside a clause"),
        pytest.param('She said that "the plan is dead and gone."', [], id="in a reported clause"),
        pytest.param('In his new book, "Winter in Zenda," he wrote of it.', [], id="a title after a comma"),
        pytest.param('His "It is cold. I am going home." made them laugh.', ["It is cold. I am going home."], id="two sentences"),
        pytest.param('"Frost" is a film.', [], id="a title that starts the paragraph"),
    ],
)
def test_find_utterances(text: str, expected: list[str]) -> None:
    """An utterance starts where a sentence can start and ends where one can end."""
    found = find_utterances(text, (0, len(text)), find_quoted(text), language_of("en"))

    assert [text[quoted.start : quoted.end] for quoted in found] == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Good Morning, Ruritania", True),
        ("Winter of the Roes", True),
        ("No more winter", False),
        ("Build The Wall!", False),
        ("Frost", False),
        ("", False),
    ],
)
def test_is_title(content: str, *, expected: bool) -> None:
    """A title writes its weighty words large and ends without a stop."""
    assert is_title(content, 0, len(content)) is expected


@pytest.mark.parametrize(("content", "expected"), [("total disaster", True), ("one two three four", False), ("", True)])
def test_is_short(content: str, *, expected: bool) -> None:
    """Fewer than four words need a cue to be speech."""
    assert is_short(content, 0, len(content)) is expected
