"""Speech whose speaker a label names: before marks, after them, before a turn; and what an outline makes of it."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Article, Label, Mention
from pipeline.quotes.languages import language_of
from pipeline.quotes.outline import Outline, read_outline

NAMES: dict[str, Label] = {"Ann Roe": "person", "Lind": "person", "Acme Mills": "organization", "Zenda": "place"}


def outline_of(text: str, language: str = "en") -> Outline:
    """The outline of a text in which the names above are mentions."""
    found = sorted((text.find(name), name) for name in NAMES if name in text)
    mentions = [Mention(start=at, end=at + len(name), text=name, label=NAMES[name], entity=0) for at, name in found]
    article = Article(id="1", url="u", canonical_url="u", key="k", text=text, mentions=tuple(mentions))
    return read_outline(article, language_of(language), is_parsed=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('Ann Roe: "No."', [("Ann Roe", "No.", "direct")], id="before marks"),
        pytest.param('Mayor Ann Roe: "No."', [("Mayor Ann Roe", "No.", "direct")], id="with a title"),
        pytest.param('Acme Mills: "No."', [("Acme Mills", "No.", "direct")], id="an organization"),
        pytest.param('Rain fell. Ann Roe: "No."', [("Ann Roe", "No.", "direct")], id="after a sentence"),
        pytest.param('Zenda: "No."', [], id="a place says nothing"),
        pytest.param('Photo: "Spring" by Ann Roe.', [], id="no name"),
        pytest.param('Of Ann Roe: "No."', [], id="a preposition before it"),
        pytest.param('Ann Roe spoke of Lind: "No."', [], id="not the last name of a sentence"),
        pytest.param('"No." — Ann Roe', [("Ann Roe", "No.", "direct")], id="signed"),
        pytest.param('"No."\n— Ann Roe, mayor', [("Ann Roe", "No.", "direct")], id="signed in the next line"),
        pytest.param('"No." — Ann Roe laughed.', [], id="a sentence after a dash"),
        pytest.param('"No." — Zenda', [], id="a place signs nothing"),
        pytest.param("No way.\n— Ann Roe (@roe) May 3, 2021", [("Ann Roe", "No way.", "direct")], id="a post"),
        pytest.param("No way.\n— Ann Roe", [], id="a line with a name is no post"),
        pytest.param("Ann Roe: We waited.", [("Ann Roe", "We waited.", "indirect")], id="a known name alone: a headline's words"),
        pytest.param("Ann Roe: 12 votes", [], id="no sentence"),
        pytest.param(
            "ROE: Why?\nMAX: Why not?\nROE: It rains.\nBy Ann Roe",
            [("ROE", "Why?", "direct"), ("MAX", "Why not?", "direct"), ("ROE", "It rains.", "direct")],
            id="turns",
        ),
        pytest.param("NOTE: One.\nPLAN: Two.\nNOTE: Three.", [], id="turns of which no name is known"),
        pytest.param(
            "Host: Why?\nMax: Because.\nHost: And then?\nMax: It fell.",
            [("Host", "Why?", "direct"), ("Max", "Because.", "direct"), ("Host", "And then?", "direct"), ("Max", "It fell.", "direct")],
            id="two who speak twice, and ask",
        ),
        pytest.param("Ann Roe: Win.\nLind: Lose.\nMax: Draw.", [], id="a list of names"),
        pytest.param("Q: Why? A: It rains.", [("Q", "Why?", "direct"), ("A", "It rains.", "direct")], id="in one paragraph"),
        pytest.param("Q. Why?\nA. It rains.", [("Q", "Why?", "direct"), ("A", "It rains.", "direct")], id="with a stop"),
        pytest.param("A: First.\nB: Second.", [], id="a list of letters"),
        pytest.param("Q: Why?", [], id="no answer"),
        pytest.param("Location: Oslo.", [], id="nobody"),
        pytest.param("", [], id="empty"),
    ],
)
def test_labelled(text: str, expected: list[tuple[str, str, str]]) -> None:
    """A label that names somebody gives its speech a source; any other word before a colon does not."""
    found = outline_of(text).labelled

    assert [(text[slice(*one.source)], text[one.start : one.end], one.type) for one in found if one.source] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ZENDA — It rained.", "It rained.", id="city"),
        pytest.param("ZENDA, Ruritania (AP) — It rained.", "It rained.", id="city, country, agency"),
        pytest.param("Zenda (AFP) - It rained.", "It rained.", id="agency"),
        pytest.param("(Reuters) - It rained.", "It rained.", id="agency alone"),
        pytest.param("ZENDA, May 3 (UPI) -- “No,” she said.", "“It is so,” she said.", id="date, marks"),
        pytest.param("ACME — which makes mills — shut.", "ACME — which makes mills — shut.", id="an aside"),
        pytest.param("Ann Roe — It rained.", "Ann Roe — It rained.", id="not in capitals"),
        pytest.param("Roe (34) left.", "Roe (34) left.", id="an age"),
    ],
)
def test_datelines(text: str, expected: str) -> None:
    """A paragraph is read from behind its dateline."""
    assert [frame.text.replace('"It is so,"', "“It is so,”") for frame in outline_of(text).frames] == [expected]


PIECES = [
    "Ann Roe",
    "ROE: ",
    "Q: ",
    "A. ",
    '"',
    "“",
    "‘",
    "’",
    "'",
    "\n",
    "\n— ",
    " (@roe)",
    ": ",
    "Why? ",
    "No way. ",
    "é🙂",
    "ZENDA — ",
    "\u2028",
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.sampled_from(["en", "fr", "es", "xx"]))
def test_spans_lie_in_the_text(text: str, language: str) -> None:
    """Whatever the text, what is spoken is in order and apart, and no label lies in its own content."""
    outline = outline_of(text, language)

    spoken = outline.spoken
    assert all(0 <= one.outer_start <= one.start < one.end <= one.outer_end <= len(text) for one in spoken)
    assert all(one.outer_end <= other.outer_start for one, other in itertools.pairwise(spoken))
    for one in outline.labelled:
        assert one.source is not None
        assert text[slice(*one.source)].strip()
        assert one.source[1] <= one.start or one.end <= one.source[0]


@pytest.mark.parametrize(
    "unit", ["Ann Roe: No way.\n", "Q: Why? A: No. ", "“No.” — Ann Roe\n", "A: ", "— Ann Roe (@roe)\n", "ZENDA ", ": "]
)
def test_time_is_linear(unit: str) -> None:
    """200 KB of labels take less than seconds; by their square they would take minutes."""
    started = time.perf_counter()

    outline_of(unit * (200_000 // len(unit)))

    assert time.perf_counter() - started < 10
