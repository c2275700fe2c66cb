"""Interleaved timing: both sides in one run, turn about, so that a busy machine is unfair to neither."""

import gc
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Timed:
    """Milliseconds of each repetition and what the last one answered."""

    runs: Sequence[float]
    answer: Any

    @property
    def ms(self) -> float:
        return median(self.runs)


def race(*sides: Callable[[], Any], repeats: int) -> list[Timed]:
    """Run every side once unmeasured, then all of them `repeats` times, turn about."""
    answers: list[Any] = [side() for side in sides]
    runs: list[list[float]] = [[] for _side in sides]
    for turn in range(repeats):
        order = range(len(sides)) if turn % 2 == 0 else reversed(range(len(sides)))
        for index in order:
            runs[index].append(_clock(sides[index]))
    return [Timed(times, answer) for times, answer in zip(runs, answers, strict=True)]


def slope(points: Sequence[tuple[float, float]]) -> float:
    """How time grows with size: the least-squares slope in log-log space (1 = in proportion)."""
    logs = [(math.log(size), math.log(ms)) for size, ms in points]
    mean_x = sum(x for x, _y in logs) / len(logs)
    mean_y = sum(y for _x, y in logs) / len(logs)
    spread = sum((x - mean_x) ** 2 for x, _y in logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / spread


def _clock(side: Callable[[], Any]) -> float:
    """As timeit does: without the garbage collector, whose turns would fall on either side by chance."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        side()
        return (time.perf_counter() - start) * 1000
    finally:
        gc.enable()
