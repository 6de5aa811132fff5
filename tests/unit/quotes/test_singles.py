"""Speech between single marks."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quotes.languages import language_of
from pipeline.quotes.singles import double_marks

ENGLISH = language_of("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("‘It’s late,’ she said.", "“It’s late,” she said.", id="an apostrophe inside"),
        pytest.param("'It's late,' she said.", "“It's late,” she said.", id="straight"),
        pytest.param("‘The miners’ hut is shut,’ she said.", "“The miners’ hut is shut,” she said.", id="possessive of many"),
        pytest.param("It was ‘the miners’ hut’ then.", "It was “the miners’ hut” then.", id="possessive of many, no stop"),
        pytest.param("‘No,’ she said. ‘Never at all.’", "“No,” she said. “Never at all.”", id="two"),
        pytest.param("‘I love rock ’n’ roll.’", "“I love rock ’n’ roll.”", id="elided, curly"),
        pytest.param("'I love rock 'n' roll.'", "“I love rock 'n' roll.”", id="elided, straight"),
        pytest.param("'It was the '90s,' she said.", "“It was the '90s,” she said.", id="decade"),
        pytest.param("'Tis late.", "'Tis late.", id="elided, nothing else"),
        pytest.param("‘He said “no way” twice,’ she said.", "“He said “no way” twice,” she said.", id="double inside single"),
        pytest.param("“He said ‘no way’ twice,” she said.", "“He said ‘no way’ twice,” she said.", id="single inside double"),
        pytest.param("“It is late,” she said of the ‘old hut’.", "“It is late,” she said of the ‘old hut’.", id="double for speech"),
        pytest.param("The ‘old’ hut.", "The ‘old’ hut.", id="one word is no speech"),
        pytest.param("‘We waited.\n‘It came,’ she said.", "“We waited.\n“It came,” she said.", id="over two paragraphs"),
        pytest.param("The miners' hut and the boys' own.", "The miners' hut and the boys' own.", id="possessives"),
        pytest.param("She’s in the Roes’ hut, isn’t she?", "She’s in the Roes’ hut, isn’t she?", id="apostrophes"),
        pytest.param("He is 6' 2'' tall.", "He is 6' 2'' tall.", id="feet and inches"),
        pytest.param("", "", id="empty"),
    ],
)
def test_double_marks(text: str, expected: str) -> None:
    """Single marks around speech are made double, apostrophes and the marks of articles that use double ones stay."""
    assert double_marks(text, ENGLISH) == expected


@given(st.text(st.sampled_from("'‘’\"“” \n.,abS🙂é\u2028"), max_size=80))
def test_no_letter_moves(text: str) -> None:
    """Whatever the marks, the text is as long as before and differs only where a single mark stood."""
    doubled = double_marks(text, ENGLISH)

    assert len(doubled) == len(text)
    assert all(new == old or (old in "'‘’" and new in "“”") for new, old in zip(doubled, text, strict=True))


@pytest.mark.parametrize("unit", ["‘", "'", "’", "‘a ’", "‘a b,’ ", "'s ", "‘a b\n"])
def test_time_is_linear(unit: str) -> None:
    """200 KB of single marks take less than seconds; by their square they would take minutes."""
    started = time.perf_counter()

    double_marks(unit * (200_000 // len(unit)), ENGLISH)

    assert time.perf_counter() - started < 10
