"""How quotation marks are paired."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quotes.languages import language_of
from pipeline.quotes.marks import find_paragraphs, find_quoted

MARKS_AND_MORE = st.text(st.sampled_from("\"“”„«»’' \n—–abA.,?é🙂\u2028\u00a0"), max_size=80)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"No," she said.', ["No,"], id="straight"),
        pytest.param("“No,” she said.", ["No,"], id="curly"),
        pytest.param('"No,” she said. “Never."', ["No,", "Never."], id="mixed shapes"),
        pytest.param("The “Frost“ club", ["Frost"], id="wrong shape: the side decides"),
        pytest.param("« Non », dit-elle.", ["Non"], id="guillemets with spaces"),
        pytest.param("„Nein“, sagte sie.", ["Nein"], id="low and high"),
        pytest.param("“It’s the Roes’ dog,” she said.", ["It’s the Roes’ dog,"], id="apostrophes are no marks"),
        pytest.param('"He said "no" twice," she said.', ['He said "no" twice,'], id="nested, same marks"),
        pytest.param("“He said ‘no’ twice,” she said.", ["He said ‘no’ twice,"], id="nested, single marks"),
        pytest.param("«He said “no” twice», she said.", ["He said “no” twice"], id="nested, other marks"),
        pytest.param('A 5" nail, she said.', [], id="an inch"),
        pytest.param('She said, "It is late.\nHe slept.', ["It is late."], id="never closed: to the paragraph's end"),
        pytest.param('It is late," she said.', [], id="never opened"),
        pytest.param("“One.\n“Two.\n“Three,” she said.", ["One.\n“Two.\n“Three,"], id="each paragraph opens with a mark"),
        pytest.param("“One.\nTwo.\n“Three,” she said.", ["One.", "Three,"], id="a paragraph without a mark ends it"),
        pytest.param("“They see that. “", ["They see that."], id="a closing mark set apart"),
        pytest.param('<a title="Frost">', [], id="markup"),
        pytest.param('""', [], id="nothing between"),
        pytest.param("(“Yes,” he said)", ["Yes,"], id="in brackets"),
        pytest.param("“No”—“Yes”", ["No", "Yes"], id="dash between"),
        pytest.param("", [], id="empty"),
    ],
)
def test_find_quoted(text: str, expected: list[str]) -> None:
    """What stands between the outermost marks is found, whatever the marks' shape."""
    assert [text[quoted.start : quoted.end] for quoted in find_quoted(text)] == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param("—Me voy —dijo Ana—. No vuelvo.", "es", ["Me voy", "No vuelvo."], id="Spanish aside"),
        pytest.param("—¿Te vas? —preguntó Ana.", "es", ["¿Te vas?"], id="Spanish question"),
        pytest.param("— Je pars, dit Marie.", "fr", ["Je pars"], id="French aside"),
        pytest.param("— Tu pars ? demanda-t-elle.", "fr", ["Tu pars ?"], id="French question"),
        pytest.param("— Je pars.", "fr", ["Je pars."], id="no aside"),
        pytest.param("Il pleut — un peu.", "fr", [], id="a dash inside a sentence"),
        pytest.param("— I leave, she said.", "en", [], id="English has no such speech"),
        pytest.param("—", "es", [], id="only a dash"),
    ],
)
def test_dashes(text: str, language: str, expected: list[str]) -> None:
    """A dash at a paragraph's start opens speech, in the languages that write it so."""
    assert [text[quoted.start : quoted.end] for quoted in find_quoted(text, language_of(language).pause)] == expected


@given(MARKS_AND_MORE, st.sampled_from(["en", "fr", "es"]))
def test_spans_are_ordered(text: str, language: str) -> None:
    """Whatever the marks, the spans lie within the text, hold something, and do not overlap."""
    found = find_quoted(text, language_of(language).pause)

    assert all(0 <= q.outer_start <= q.start < q.end <= q.outer_end <= len(text) for q in found)
    assert all(text[q.start : q.end].strip() == text[q.start : q.end] for q in found)
    assert all(a.outer_end <= b.outer_start for a, b in itertools.pairwise(found))


@given(st.text())
def test_paragraphs_hold_all_words(text: str) -> None:
    """Paragraphs are in order, apart, and leave out nothing but white space."""
    spans = find_paragraphs(text)

    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert "".join("".join(text[slice(*span)] for span in spans).split()) == "".join(text.split())


@pytest.mark.parametrize("unit", ["“", '"', "“a", '"a" ', "”“\n", "x"])
def test_time_is_linear(unit: str) -> None:
    """200 KB of marks take less than seconds; by their square they would take minutes."""
    started = time.perf_counter()

    find_quoted(unit * (200_000 // len(unit)))

    assert time.perf_counter() - started < 10
