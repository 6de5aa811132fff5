"""The text found beside the body that the page declares."""

import pytest

from pipeline.clean.crosscheck import check_text

TEXT = "\n".join(
    f"Paragraph {number} says that ferry {number} left the harbour at {number} o'clock with {number} cars." for number in range(12)
)
OTHER = "\n".join(f"Our newsletter number {number} brings you the best of what {number} writers have to say." for number in range(12))
MARKUP = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))


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
