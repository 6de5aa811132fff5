"""Asides inside quotation marks."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quotes.interruptions import split_asides
from pipeline.quotes.languages import language_of
from pipeline.quotes.marks import find_quoted

PARTS = [
    "« ",
    " »",
    "“",
    "”",
    '"',
    "Oui",
    ", a dit le maire, ",
    ", dit-il. ",
    " —dijo Ana— ",
    ", explicó Ana Ríos, ",
    "¿No?",
    "\n",
    " ",
    "é🙂",
    "—",
    "…",
]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param("« Oui, dit Ann Roe, je pars. »", "fr", ["Oui", "je pars."], id="name"),
        pytest.param("« Oui, a-t-elle dit. Je pars. »", "fr", ["Oui", "Je pars."], id="ends a sentence"),
        pytest.param("« Tu pars ? demande-t-il. Déjà ? »", "fr", ["Tu pars ?", "Déjà ?"], id="after a question"),
        pytest.param("« Oui, dit Ann Roe, maire de Lyon, je pars. »", "fr", ["Oui", "je pars."], id="role after the name"),
        pytest.param("« Oui, dit la maire, Ann Roe. Je pars. »", "fr", ["Oui", "Je pars."], id="name after the role"),
        pytest.param("« Oui, dit le maire, non, dit le préfet, si. »", "fr", ["Oui", "non", "si."], id="two asides"),
        pytest.param("« Oui, je pars, dit Ann Roe. »", "fr", ["Oui, je pars"], id="nothing after it"),
        pytest.param("« Il a dit oui, a dit non, et il est parti. »", "fr", ["Il a dit oui, a dit non, et il est parti."], id="no subject"),
        pytest.param("«Sí —dijo el alcalde— me voy».", "es", ["Sí", "me voy"], id="between dashes"),
        pytest.param("«Sí, ha dicho Ana Ríos, me voy».", "es", ["Sí", "me voy"], id="Spanish commas"),
        pytest.param("“Yes, said Ann Roe, I leave.”", "en", ["Yes, said Ann Roe, I leave."], id="English closes its marks"),
    ],
)
def test_split_asides(text: str, language: str, expected: list[str]) -> None:
    """What is said is cut where a cue with its subject stands inside the marks; the aside itself is left out."""
    spoken = split_asides(text, find_quoted(text), language_of(language))

    assert [text[piece.start : piece.end] for piece in spoken] == expected


@given(st.lists(st.sampled_from(PARTS), max_size=16).map("".join), st.sampled_from(["fr", "es"]))
def test_pieces_are_ordered(text: str, code: str) -> None:
    """Whatever the marks, pieces hold something, lie in order within what they came from, and never overlap."""
    language = language_of(code)
    quoted = find_quoted(text, language.pause)

    pieces = split_asides(text, quoted, language)

    assert all(p.outer_start <= p.start < p.end <= p.outer_end for p in pieces)
    assert all(a.outer_end <= b.outer_start for a, b in itertools.pairwise(pieces))
    assert all(any(q.outer_start <= p.outer_start and p.outer_end <= q.outer_end for q in quoted) for p in pieces)


@pytest.mark.parametrize("unit", [", dit ", ", a ", "a, dit Ann, ", " —dijo Ana— ", "a" * 50, ", "])
@pytest.mark.parametrize("code", ["fr", "es"])
def test_time_is_linear(unit: str, code: str) -> None:
    """A megabyte of asides takes seconds, not hours."""
    text = "« " + unit * (1_000_000 // len(unit)) + " »"
    quoted = find_quoted(text)
    started = time.perf_counter()

    split_asides(text, quoted, language_of(code))

    assert time.perf_counter() - started < 20
