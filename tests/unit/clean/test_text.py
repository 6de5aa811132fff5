"""Text out of markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.text import clean_html, clean_markup, clean_paragraph, clean_plain, clean_title, parse_html
from pipeline.errors import Rejected

FILLER = "".join(f"<p>Paragraph {number} says that the harbour is closed and that nobody knows for how long.</p>" for number in range(6))


def text_of(html: str) -> list[str]:
    """The paragraphs of an article that begins with this HTML."""
    page = f"<html><body><nav><a href=/>Home</a></nav><article>{html}{FILLER}</article><footer>Imprint</footer></body></html>"
    return clean_html(parse_html(page)).split("\n")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>One.</p><p>Two, too.</p>", ["One.", "Two, too."], id="paragraphs"),
        pytest.param("<p>The <b>bold</b> and the <a href=/x>linked</a>.</p>", ["The bold and the linked."], id="tags inside a sentence"),
        pytest.param("<p>Up to here<br><br>and from here.</p>", ["Up to here", "and from here."], id="line breaks"),
        pytest.param("<ul><li>First of all</li><li>Second of all</li></ul>", ["First of all", "Second of all"], id="lists get no marks"),
        pytest.param("<blockquote><p>We stay.</p></blockquote>", ["We stay."], id="quotations in blocks"),
        pytest.param("<p>« Non »,\n     dit-elle\tenfin.</p>", ["« Non », dit-elle enfin."], id="every space is a plain one"),
        pytest.param("<p>AT&amp;T &#8220;won&#8221;&#0; soft\u00adly</p>", ["AT&T “won”\ufffd softly"], id="entities, and what is unseen"),
        pytest.param("<p>Cafe\u0301 closed</p>", ["Café closed"], id="accents composed"),
    ],
)
def test_paragraphs(html: str, expected: list[str]) -> None:
    """One paragraph a line, in the page's own words."""
    assert text_of(html)[: len(expected)] == expected


def test_furniture_of_the_page_is_left_out() -> None:
    """Navigation and footer are not the article's."""
    text = "\n".join(text_of("<p>One.</p>"))

    assert "Home" not in text
    assert "Imprint" not in text


def test_comments_are_left_out() -> None:
    """What readers write below is not the article's."""
    assert "First!" not in "\n".join(text_of("<p>One.</p>") + text_of('<div id="comments"><p>First!</p></div>'))


@pytest.mark.parametrize("characters", ["", "   ", "hello", "\ufffd\ufffd"])
def test_what_is_no_html_is_refused(characters: str) -> None:
    """Words without any markup are no page."""
    with pytest.raises(Rejected, match="not a web page"):
        parse_html(characters)


@pytest.mark.parametrize(
    ("characters", "expected"),
    [("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\0b\x1bc", "abc"), ("  a  b\n\n c ", "  a  b\n\n c ")],
)
def test_plain_text_stays_as_it_is(characters: str, expected: str) -> None:
    """Only line ends and control characters change, so offsets of what one reads stay true."""
    assert clean_plain(characters) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One.</p><p>Two<br>lines &amp; more</p>", "One.\nTwo\nlines & more"),
        ("H<sub>2</sub>O is <a href='x'>water</a>", "H2O is water"),
        ("if x < y and z > 0", "if x < y and z > 0"),
        ("The &lt;canvas&gt; tag", "The <canvas> tag"),
    ],
)
def test_markup_in_fields(markup: str, expected: str) -> None:
    """Tags go, what only looks like one stays."""
    assert clean_markup(markup) == expected


@pytest.mark.parametrize(
    ("title", "expected"), [("<b>Ferries</b><br>sail", "Ferries sail"), (None, None), ("<p></p>", None), ("A < B", "A < B")]
)
def test_titles(title: str | None, expected: str | None) -> None:
    """A title is plain words on one line, or None."""
    assert clean_title(title) == expected


@given(st.text())
def test_paragraphs_hold_nothing_unseen(line: str) -> None:
    """No NUL, no double spaces, none at the ends; and cleaning twice is cleaning once."""
    cleaned = clean_paragraph(line)

    assert not set(cleaned) & set("\0\u00a0\u200b\u00ad\ufeff\n\r\t")
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned
    assert clean_paragraph(cleaned) == cleaned
