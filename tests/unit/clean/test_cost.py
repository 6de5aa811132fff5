"""Pages built to take minutes are refused in no time."""

import pytest

from pipeline.clean.cost import MAX_ELEMENTS, MAX_TAGS, check_markup, check_tree
from pipeline.clean.text import parse_html
from pipeline.errors import Rejected

ATTRIBUTES = " ".join(f"a{number}=1" for number in range(5_000))


@pytest.mark.parametrize(
    ("characters", "reason"),
    [
        pytest.param("<p>" * (MAX_TAGS + 1), "too large to read: more than 200,000 tags", id="tags"),
        pytest.param(f"<p {ATTRIBUTES}>", "too large to read: tags with thousands of attributes", id="attributes of one tag"),
        pytest.param(f"<p {ATTRIBUTES[:20_000]}>" * 5, "too large to read: tags with thousands of attributes", id="of several"),
    ],
)
def test_markup_that_costs_too_much(characters: str, reason: str) -> None:
    """It is told before a parser works on it."""
    with pytest.raises(Rejected) as refusal:
        check_markup(characters)

    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    "characters",
    [
        pytest.param("<p>word</p>" * 10_000, id="a long page"),
        pytest.param('<p class="' + "word " * 10_000 + '">', id="one long attribute"),
        pytest.param("<script>if (a <b) {" + "let x; " * 10_000 + "}</script>", id="a script that compares"),
        pytest.param("a < b, " + "word " * 10_000, id="a sign that opens no tag"),
    ],
)
def test_markup_of_real_pages(characters: str) -> None:
    """Long is not costly."""
    check_markup(characters)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param("<div><p>a</p></div>" * (MAX_ELEMENTS // 2 + 1), "too large to read: more than 50,000 elements", id="elements"),
        pytest.param("<p>" + "<b>a</b> c " * 4_000, "too large to read: thousands of elements side by side", id="side by side"),
    ],
)
def test_trees_that_cost_too_much(body: str, reason: str) -> None:
    """A page that the parser can read in time, and trafilatura cannot."""
    with pytest.raises(Rejected) as refusal:
        check_tree(parse_html(f"<html><body>{body}"))

    assert refusal.value.reason == reason


def test_tree_of_a_long_live_blog() -> None:
    """A thousand entries of ten elements each are read."""
    check_tree(parse_html("<html><body>" + ("<section><h2>a</h2>" + "<p>word</p>" * 8 + "</section>") * 1_000))
