"""What a table says of what was found."""

import pytest

from desk.results import show_articles
from pipeline.index.hits import Found


@pytest.mark.parametrize(
    ("total", "rows", "line"),
    [
        (1, 1, "1 article"),
        (12, 9, "12 articles in 9 rows; --copies shows each"),
        (2, 1, "2 articles in 1 row; --copies shows each"),
        (50_000, 10_000, "50,000 articles in 10,000 rows; --copies shows each"),
        (50_000, 43_211, "50,000 articles in about 43,000 rows; --copies shows each"),
        (123_456, 99_999, "123,456 articles in about 100,000 rows; --copies shows each"),
        (50_000, 50_611, "50,000 articles in about 50,000 rows; --copies shows each"),  # an estimate may be too high
        (50_000, 50_000, "50,000 articles"),  # each was asked for
    ],
)
def test_how_many(capsys: pytest.CaptureFixture[str], total: int, rows: int, line: str) -> None:
    """What is counted is told exactly; what Elasticsearch estimates is told as such."""
    show_articles(Found(total=total, rows=rows, records=(), facets={}), ())

    assert capsys.readouterr().out.splitlines()[0].removesuffix("; 0 shown, --size shows more") == line
