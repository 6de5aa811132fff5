"""Errors say what to do, and survive the way between processes."""

import copy
import pickle
from collections.abc import Callable

import pytest

from pipeline.errors import PipelineError, Rejected, Transient, Unavailable

ERRORS = [
    pytest.param(PipelineError("broken"), id="reason only"),
    pytest.param(Rejected("no article", about="https://example.org/a"), id="about an address"),
    pytest.param(Transient("busy", about="https://example.org/a", retry_after_s=30.0), id="with a time"),
    pytest.param(Unavailable("Redis is away", retry_after_s=1.5), id="a service"),
]


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("carry", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy], ids=["pickled", "copied"])  # noqa: S301  our own
def test_errors_keep_what_they_say(error: PipelineError, carry: Callable[[PipelineError], PipelineError]) -> None:
    """An error that crosses to another process has the same class, attributes and words there."""
    again = carry(error)

    assert type(again) is type(error)
    assert vars(again) == vars(error)
    assert str(again) == str(error)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Rejected("no article"), "no article"),
        (Rejected("no article", about="https://example.org/a"), "https://example.org/a: no article"),
        (Transient("busy", about="x", retry_after_s=3), "x: busy"),
    ],
)
def test_words(error: PipelineError, words: str) -> None:
    """An error's line names what it is about first, when it is about something."""
    assert str(error) == words


@pytest.mark.parametrize(
    ("kind", "is_transient"),
    [(PipelineError, False), (Rejected, False), (Transient, True), (Unavailable, True)],
    ids=str,
)
def test_what_a_worker_does(kind: type[PipelineError], *, is_transient: bool) -> None:
    """Only what may work later is Transient, and a service that is away is."""
    assert issubclass(kind, Transient) is is_transient
