"""What the benchmark found, as a table to read, and whether it is good enough."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.bench.data import DAY, Scale
from tests.bench.timing import Timed, slope

#: Engine time over the time of the faster hand-written SQL, at most.
TARGETS = {"city": 1.5, "province": 1.15, "nation": 1.15, "nation, full": 1.15}
MAX_SLOPE = 1.0
_HEAD = (
    "scale",
    "wards",
    "households",
    "load s",
    "engine",
    "hand SQL",
    "(folds by)",
    "ratio",
    "target",
    "equal",
    "statements",
    "new day",
    "snapshot",
    "one ward",
)


@dataclass(frozen=True)
class Outcome:
    """One line of the table."""

    scale: Scale
    loading: float
    engine: Timed
    #: The same for a day that was never asked about: the statement is built first.
    new_day: Timed
    by_hand: Timed
    way: str
    #: All wards of a day read from the stored snapshots.
    snapshot: Timed
    one_ward: Timed
    statements: int
    is_equal: bool

    @property
    def ratio(self) -> float:
        return self.engine.ms / self.by_hand.ms

    @property
    def is_good(self) -> bool:
        return self.is_equal and self.ratio <= TARGETS[self.scale.name]


def growth(outcomes: Sequence[Outcome]) -> float:
    """The exponent of time against households; one scale alone tells nothing."""
    points = [(one.scale.households, one.engine.ms) for one in outcomes]
    return slope(points) if points[1:] else 0.0


def is_good(outcomes: Sequence[Outcome]) -> bool:
    return all(one.is_good for one in outcomes) and growth(outcomes) <= MAX_SLOPE


def show(
    outcomes: Sequence[Outcome], server: str, settings: Mapping[str, str], seconds: float
) -> None:
    """Print the machine, the table and the growth."""
    runs = len(outcomes[0].engine.runs)
    print(f"\n{server}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(", ".join(f"{name} = {value}" for name, value in settings.items()))
    print(f"CITY_2023 on {DAY:%d/%m/%Y}, all wards; medians in ms of {runs} interleaved runs\n")
    lines = [_HEAD, *(_line(one) for one in outcomes)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    for line in lines:
        print("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)))
    print(
        f"\ntime grows with households to the power {growth(outcomes):.2f} (target ≤ {MAX_SLOPE})"
    )
    verdict = "every target held" if is_good(outcomes) else "A TARGET WAS MISSED"
    print(f"{verdict}; whole benchmark {seconds:.0f} s")


def _line(one: Outcome) -> tuple[str, ...]:
    times = (one.engine, one.by_hand, one.new_day, one.snapshot, one.one_ward)
    engine, by_hand, new_day, snapshot, one_ward = (f"{timed.ms:.1f}" for timed in times)
    return (
        one.scale.name,
        str(one.scale.wards),
        f"{one.scale.households:,}",
        f"{one.loading:.0f}",
        engine,
        by_hand,
        one.way,
        f"{one.ratio:.2f}",
        f"≤ {TARGETS[one.scale.name]}",
        "yes" if one.is_equal else "NO",
        str(one.statements),
        new_day,
        snapshot,
        one_ward,
    )
