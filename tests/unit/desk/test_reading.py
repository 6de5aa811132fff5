"""What a reading command says beside its answer."""

import pytest
import typer

from desk.reading import _answer
from desk.results import show_articles
from pipeline.index.hits import ArticleHit, Found

MANY = {f"Mohamed {number}": 20 - number for number in range(12)}


@pytest.mark.parametrize(
    ("spellings", "taken", "said"),
    [
        ({}, False, ""),
        ({"Muhammad": 3, "Mohamed": 1}, False, "newsline: also written Muhammad (3), Mohamed (1): --spellings takes these, too\n"),
        ({"Muhammad": 3}, True, "newsline: taken, too: Muhammad (3)\n"),
        (
            MANY,
            True,
            "newsline: taken, too: " + ", ".join(f"{name} ({count})" for name, count in list(MANY.items())[:10]) + " and 2 more\n",
        ),
    ],
)
def test_other_spellings(capsys: pytest.CaptureFixture[str], spellings: dict[str, int], *, taken: bool, said: str) -> None:
    """Other spellings of the names in a question are told on stderr, the first ten, and are no reason for exit code 1."""
    found = Found[ArticleHit](total=0, rows=0, records=(), facets={}, spellings=spellings)
    with pytest.raises(typer.Exit) as ended:
        _answer(found, (), (None, None), show_articles, taken=taken)
    assert (ended.value.exit_code, capsys.readouterr().err) == (0, said)
