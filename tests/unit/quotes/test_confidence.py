"""Confidence: what was measured for quotations found the same way."""

from typing import get_args

import pytest

from pipeline.model import QuotationType
from pipeline.quotes.confidence import measure_confidence
from pipeline.quotes.found import Found, How


@pytest.mark.parametrize("how", get_args(How))
@pytest.mark.parametrize("kind", get_args(QuotationType))
@pytest.mark.parametrize("source", [None, (6, 9)])
def test_is_a_share(how: How, kind: QuotationType, source: tuple[int, int] | None) -> None:
    """Every way to find a quotation has a confidence between 0 and 1."""
    assert 0 < measure_confidence(Found(0, 5, kind, how, source=source), has_speaker=source is not None) < 1


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        (("before", True), ("before", False)),
        (("after", True), ("inherited", True)),
        (("inherited", True), ("alone", False)),
        (("colon", True), ("inline", True)),
    ],
)
def test_order(surer: tuple[How, bool], less_sure: tuple[How, bool]) -> None:
    """A named speaker beside the words is surer than one that was inherited, and that than none."""

    def measure(how: How, has_speaker: bool) -> float:
        return measure_confidence(Found(0, 5, "direct", how, source=(6, 9)), has_speaker=has_speaker)

    assert measure(*surer) > measure(*less_sure)
