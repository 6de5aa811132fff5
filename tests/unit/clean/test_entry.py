"""The text of an article in the HTML that its feed gave."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.entry import TEASER_CHARS, clean_entry

LINES = [
    "The first ferry for three days left the harbour on Wednesday morning, eleven hours after the talks had ended.",
    "“We are glad that it is over,” said Ada Crane, who had waited on the quay since Sunday with two goats.",
    "The company said that all ships would be back on the timetable by the weekend, if the weather allows it.",
    "Nobody on the island remembers a longer strike. The last one, in 1987, was over before lunch.",
] * 2
TEXT = "\n".join(LINES)
HTML = "".join(f"<p>{line}</p>" for line in LINES)
TITLES, NAMES = ("Ferries sail again",), ("Ada Crane", "The Courier")


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(HTML, id="paragraphs"),
        pytest.param("".join(f"<p>{line}\n" for line in LINES), id="paragraphs that are not closed"),
        pytest.param("<br />\n<br />".join(LINES), id="lines"),
        pytest.param("".join(f"<div>{line}</div>" for line in LINES), id="boxes"),
        pytest.param(f'<div xmlns="http://www.w3.org/1999/xhtml"><section>{HTML}</section></div>', id="boxes in boxes"),
        pytest.param(HTML.replace(" the ", "\n\tthe "), id="lines that are no paragraphs"),
        pytest.param(HTML.replace("Ada Crane", '<a href="/ada"><b>Ada</b> Crane</a>'), id="links and emphasis"),
        pytest.param(TEXT, id="plain"),
        pytest.param("\n\n".join(LINES), id="plain with empty lines"),
        pytest.param(f"<h1>Ferries sail again</h1><p>By Ada Crane</p>{HTML}", id="title and byline"),
        pytest.param(f'<figure><img src="/a.jpg"><figcaption>Goats on the quay</figcaption></figure>{HTML}', id="picture"),
        pytest.param(f'{HTML}<img src="https://pixel.example/1.gif?r=8151" width="1" height="1">', id="tracking pixel"),
        pytest.param(f"<style>p {{ color: red }}</style>{HTML}<script>document.write('Hello, reader')</script>", id="script and style"),
        pytest.param(
            f'{HTML}<div class="feedflare"><a href="/f">Share on Facebook</a> <a href="/t">Tweet this</a></div>', id="share links"
        ),
        pytest.param(f"{HTML}<p>Share this:</p>", id="share line"),
        pytest.param(
            f"{HTML}<p>The post <a>Ferries sail again</a> appeared first on <a>The Courier</a>.</p>", id="where it appeared first"
        ),
        pytest.param(f"{HTML}<p>L’article Les ferries est apparu en premier sur Le Courrier.</p>", id="the same in French"),
        pytest.param(f"{HTML}<p>La entrada Los ferris se publicó primero en El Correo.</p><p>***</p>", id="the same in Spanish"),
    ],
)
def test_whole_text(markup: str) -> None:
    """The article's own words, a paragraph a line, and nothing of what publishing systems put around them."""
    assert clean_entry(markup, TITLES, NAMES) == TEXT


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(f"<p>{TEXT[:500]}</p>", id="short"),
        pytest.param(f"<script>{TEXT}</script>", id="no text at all"),
        pytest.param(f"{HTML}<p>The talks will go […]</p>", id="cut off"),
        pytest.param(f"{HTML}<p>The talks will go &#8230;</p>", id="cut off, as a reference"),
        pytest.param(
            f"{HTML}<p>The talks will go...</p><p>The post Ferries appeared first on The Courier.</p>", id="cut off before the end"
        ),
        pytest.param(f'{HTML}<p><a href="/a">Continue reading Ferries sail again →</a></p>', id="a link that goes on"),
        pytest.param(f'{HTML}<a href="/a">Read more</a>', id="another"),
        pytest.param(f"{HTML}<br>Read the full article here", id="a third"),
        pytest.param(f'{HTML}<p><a href="/a">(more…)</a></p>', id="a fourth"),
        pytest.param(f'{HTML}<p><a href="/a">Lire la suite</a></p>', id="in French"),
        pytest.param(f'{HTML}<p><a href="/a">Seguir leyendo</a></p>', id="in Spanish"),
        pytest.param(f'{HTML}<p><a href="/a">Weiterlesen »</a></p>', id="in German"),
        pytest.param("<p>" * 50_000, id="nothing but tags"),
    ],
)
def test_no_whole_text(markup: str) -> None:
    """A teaser is no article's text."""
    assert clean_entry(markup, TITLES, NAMES) == ""


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Share prices fell on Wednesday.", id="a sentence that begins like a share line"),
        pytest.param("Read more books, she said: they are cheap.", id="a sentence that begins like a link"),
        pytest.param("The post of harbour master is still free.", id="a sentence that begins like a footer"),
    ],
)
def test_last_sentence(line: str) -> None:
    """A last sentence is no furniture."""
    assert clean_entry(f"{HTML}<p>{line}</p>", TITLES, NAMES) == f"{TEXT}\n{line}"


@pytest.mark.parametrize("piece", ["the post x ", "…", "...", "\n!", "<br>", "<a", "<b>x", "&amp;", "share ", "([{…", "<div>\n"])
def test_hostile(piece: str) -> None:
    """The largest text that a message carries, of the worst that it could hold, takes seconds at most."""
    started = time.process_time()
    clean_entry(piece * (100_000 // len(piece)), TITLES, NAMES)

    assert time.process_time() - started < 3


@given(st.text(st.sampled_from("<p>/&;br …\n!ax\x00\u200b"), max_size=300).map(lambda noise: f"{HTML}{noise}{HTML}"))
def test_any_markup(markup: str) -> None:
    """Whatever it is, the text has clean lines, and is a whole one or none."""
    text = clean_entry(markup, TITLES, NAMES)

    assert text == "" or len(text) >= TEASER_CHARS
    assert all(line and line == " ".join(line.split()) for line in text.split("\n")) or text == ""
