"""Which language a text is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import detect_language
from pipeline.clean.language import choose_language

ENGLISH = "The minister said that the bridge would be closed until the end of the year."
FRENCH = "La ministre a dit que le pont serait fermé jusqu'à la fin de l'année."
SPANISH = "La ministra dijo que el puente estaría cerrado hasta el final del año."
NORWEGIAN = "Statsministeren sier at den nye loven skal gjelde fra januar neste år."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (FRENCH, "fr"),
        (SPANISH, "es"),
        ("Die Ministerin sagte, die Brücke bleibe bis zum Jahresende gesperrt.", "de"),
        ("部長は橋を年末まで閉鎖すると述べた。", "ja"),
        pytest.param(ENGLISH.upper(), "en", id="capitals"),
        pytest.param("", None, id="nothing"),
        pytest.param("He said so", None, id="too little"),
        pytest.param("1234 5678 9012 3456 7890 1234", None, id="no letters"),
    ],
)
def test_detect(text: str, expected: str | None) -> None:
    """A sentence is enough; less than one is too little."""
    assert detect_language(text) == expected


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        pytest.param(ENGLISH, ("en-GB",), "en", id="declared and true"),
        pytest.param(FRENCH, ("en",), "fr", id="a template's language that was never changed"),
        pytest.param(FRENCH, ("en", "fr-FR"), "fr", id="the feed is right where the page is not"),
        pytest.param(NORWEGIAN, ("da",), "da", id="close enough to believe the page"),
        pytest.param(NORWEGIAN, ("nb-NO",), "no", id="another code of the same"),
        pytest.param(ENGLISH, (None, "", "x", "mul-tiple"), "en", id="nothing that is a language"),
        pytest.param("Yes.", ("fr_FR",), "fr", id="too little text: what the page says"),
        pytest.param("Yes.", (), None, id="too little text, and nothing said"),
    ],
)
def test_choose(text: str, declared: tuple[str | None, ...], expected: str | None) -> None:
    """A declared language counts as long as the text could be in it."""
    assert choose_language(text, *declared) == expected


@given(st.text(max_size=100))
def test_always_two_letters(text: str) -> None:
    """Whatever the text, the answer is a two-letter code or None."""
    language = detect_language(text)

    assert language is None or (len(language) == 2 and language.isalpha())
