"""The library that multiplies matrices is chosen among those that agree."""

from typing import Any

import numpy as np
import pytest
from thinc.api import NumpyOps

from config.settings import Settings
from pipeline import entities
from pipeline.model import Article
from workers import matrices
from workers.matrices import fastest_ops
from workers.models import Models

TEXT = "Mayor Ann Roe met Karl Doe of the Ruritanian Bank in Zenda. The Ruritanian Bank closed on Monday."


class Wrong:
    """Fast, and wrong."""

    def gemm(self, words: Any, layer: Any, **_: object) -> Any:
        """Nothing but zeros."""
        return np.zeros((words.shape[0], layer.shape[0]), dtype="float32")


@pytest.fixture(autouse=True)
def forget() -> None:
    """Each test chooses anew."""
    fastest_ops.cache_clear()


def test_default_takes_part() -> None:
    """Something that can multiply is always found."""
    assert isinstance(fastest_ops(), NumpyOps)


def test_wrong_products_are_never_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library whose products differ is left out, however fast."""
    monkeypatch.setattr(matrices, "get_ops", lambda _: Wrong())

    assert not isinstance(fastest_ops(), Wrong)


@pytest.mark.parametrize("use_blis", [True, False])
def test_names_do_not_hang_on_the_library(monkeypatch: pytest.MonkeyPatch, *, use_blis: bool) -> None:
    """Either library finds the same names."""
    monkeypatch.setattr("workers.models.fastest_ops", lambda: NumpyOps(use_blis=use_blis))
    article = Article(id="1", url="u", canonical_url="u", key="k", language="en", text=TEXT)

    [named] = entities.run([article], Models(Settings().models))

    assert [(m.text, m.label) for m in named.mentions][:2] == [("Ann Roe", "person"), ("Karl Doe", "person")]
