"""Which library multiplies matrices here, most of a model's work. In: nothing; out: thinc's operations, the fastest of those that agree.

blis comes with spaCy, OpenBLAS with numpy (a third less time on most machines); Apple's Accelerate is a package of thinc's.
Invariant: whatever is chosen gives the products that spaCy's default gives, but for the last bits.
"""

from functools import cache
from timeit import repeat
from typing import Any

import numpy as np
from thinc.api import NumpyOps, Ops, get_ops

SHAPE = (1000, 288)  # words of an article x inputs of one layer of spaCy's small and medium models
TIMES = 5
TOLERANCE = 1e-4  # of a product of numbers around 1: sums in another order differ by some 1e-5


@cache
def fastest_ops() -> Ops:
    """The operations to load models with, tried out once a process (30 ms)."""
    default: Ops = NumpyOps(use_blis=True)
    agreeing = [ops for ops in (NumpyOps(use_blis=False), get_ops("cpu")) if _agree(ops, default)]
    return min([default, *agreeing], key=_time)


def _factors() -> tuple[Any, Any]:
    numbers = np.random.default_rng(0).standard_normal((SHAPE[0] + SHAPE[1], SHAPE[1]), dtype="float32")
    return numbers[: SHAPE[0]], numbers[SHAPE[0] :]


def _agree(ops: Ops, default: Ops) -> bool:
    words, layer = _factors()
    ours, theirs = (np.asarray(each.gemm(words, layer, trans2=True)) for each in (ops, default))
    return np.allclose(ours, theirs, atol=TOLERANCE, rtol=TOLERANCE)


def _time(ops: Ops) -> float:
    """The least time of one product, in seconds."""
    words, layer = _factors()
    return min(repeat(lambda: ops.gemm(words, layer, trans2=True), number=1, repeat=TIMES))
