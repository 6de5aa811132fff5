"""The text found beside the body that the page declares."""

import pytest

from pipeline.clean.crosscheck import check_text, shows_less

TEXT = "\n".join(
    f"Paragraph {number} says that ferry {number} left the harbour at {number} o'clock with {number} cars." for number in range(12)
)
OTHER = "\n".join(f"Our newsletter number {number} brings you the best of what {number} writers have to say." for number in range(12))
MARKUP = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))


NOTICE = " ".join(f"We and our {number} partners store cookies." for number in range(8))


@pytest.mark.parametrize(
    ("text", "whole", "expected"),
    [
        pytest.param(TEXT, TEXT, False, id="the same"),
        pytest.param(TEXT[:500], TEXT, True, id="its beginning"),
        pytest.param(TEXT[:500] + "\nSubscribe to read on.", TEXT, True, id="its beginning, and a line beside it"),
        pytest.param(TEXT[:900], TEXT, False, id="all but its last line"),
        pytest.param(TEXT[:500] + OTHER[:300], TEXT, False, id="half of it, and as much that is other"),
        pytest.param(NOTICE, TEXT, True, id="something else and shorter"),
        pytest.param(TEXT[::-1], TEXT, False, id="something else of its length"),
        pytest.param("", TEXT, True, id="nothing"),
        pytest.param(TEXT, TEXT[:500], False, id="more"),
    ],
)
def test_shows_less(text: str, whole: str, expected: bool) -> None:
    """A page shows less than its feed where its text is a part of the feed's, or shorter and something else."""
    assert shows_less(text, whole) is expected


@pytest.mark.parametrize(
    ("text", "body", "expected"),
    [
        pytest.param(TEXT, None, TEXT, id="nothing declared"),
        pytest.param(TEXT, TEXT, TEXT, id="the same"),
        pytest.param(TEXT, TEXT[:600], TEXT, id="a body that was cut off"),
        pytest.param(OTHER + "\n" + TEXT, TEXT, OTHER + "\n" + TEXT, id="more than the body"),
        pytest.param(TEXT, "Something else. " * 10, TEXT, id="a body too short to be one"),
        pytest.param(OTHER, TEXT, TEXT, id="something else was found"),
        pytest.param("", TEXT, TEXT, id="nothing was found"),
        pytest.param(OTHER, MARKUP, TEXT, id="a body of HTML"),
    ],
)
def test_check(text: str, body: str | None, expected: str) -> None:
    """What was found counts unless it misses what the page calls its body."""
    assert check_text(text, body) == expected
