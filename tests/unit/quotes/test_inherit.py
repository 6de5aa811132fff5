"""Utterances that stand alone go on where the one before stopped."""

import pytest

from pipeline.quotes.found import Found, Offsets
from pipeline.quotes.inherit import inherit_sources

PARAGRAPHS = [(0, 100), (101, 200), (201, 300), (301, 400)]


def named(start: int, end: int, source: Offsets = (1, 4)) -> Found:
    """A direct quotation with a source."""
    return Found(start, end, "direct", "after", (5, 9), source)


def alone(start: int, end: int) -> Found:
    """A direct quotation with nothing beside it."""
    return Found(start, end, "direct", "alone")


@pytest.mark.parametrize(
    ("found", "sources"),
    [
        pytest.param([named(10, 50), alone(60, 90)], [(1, 4), (1, 4)], id="same paragraph"),
        pytest.param([named(10, 50), alone(110, 190)], [(1, 4), (1, 4)], id="next paragraph"),
        pytest.param([named(10, 50), alone(110, 190), alone(210, 290)], [(1, 4)] * 3, id="and the next"),
        pytest.param([named(10, 50), alone(210, 290)], [(1, 4), None], id="a paragraph between"),
        pytest.param([named(10, 190), alone(210, 290)], [(1, 4), (1, 4)], id="after one that runs over paragraphs"),
        pytest.param([alone(10, 50), named(60, 90)], [None, (1, 4)], id="nothing before"),
        pytest.param([named(10, 50, (1, 4)), named(60, 90, (6, 9)), alone(110, 190)], [(1, 4), (6, 9), (6, 9)], id="the nearest"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_inherit_sources(found: list[Found], sources: list[Offsets | None]) -> None:
    """Only an utterance alone takes the source before it, and only from near."""
    done = inherit_sources(found, PARAGRAPHS)

    assert [one.source for one in done] == sources
    assert [(one.start, one.end) for one in done] == [(one.start, one.end) for one in found]


def test_how_is_told() -> None:
    """What was inherited says so."""
    assert [one.how for one in inherit_sources([named(10, 50), alone(60, 90)], PARAGRAPHS)] == ["after", "inherited"]
