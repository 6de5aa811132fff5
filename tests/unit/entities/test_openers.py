"""Words that open a sentence are no names for that."""

import pytest

from pipeline.entities.openers import common_words, drop_openers
from pipeline.model import Mention


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        ("Iron is heavy. Much iron came.", "Iron", False),
        ("It came. “Iron is heavy.” Much iron came.", "Iron", False),
        ("— Iron, he said, is iron.", "Iron", False),
        ("He met Iron. Much iron came.", "Iron", True),
        ("Iron is heavy.", "Iron", True),
        ("IRON is iron.", "IRON", True),
        ("Iron Man met iron.", "Iron Man", True),
    ],
)
def test_drop_openers(text: str, name: str, *, kept: bool) -> None:
    """A word that the text also writes small is left out where it opens a sentence, and only there."""
    mention = Mention(start=text.index(name), end=text.index(name) + len(name), text=name, label="organization")

    assert drop_openers(text, [mention], common_words(text)) == [mention] * kept
