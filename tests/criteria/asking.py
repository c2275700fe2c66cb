"""What a criterion says of a ward on a day; its rows are always counted along."""

from criteria.criterion import Criterion, Result
from criteria.scoring import result_of
from foundation.dated import OPEN
from wards.models import GroupPlacement


def ask(criterion: Criterion, ward, day) -> Result:
    """The result, after seeing that the figure opens to as many rows as it says."""
    result = result_of(criterion, ward, day)
    assert_opens(criterion, ward, day, result.measurement)
    return result


def assert_opens(criterion, ward, day, measurement) -> None:
    """The number of rows is the figure: those that pass, those that block, all of them."""
    rows = criterion.in_ward(ward, day)
    passing, failing = rows.filter(passes=True).count(), criterion.failing(ward, day).count()
    assert passing + failing == rows.count()
    if measurement.denominator is None:
        assert (passing, failing) == (0, measurement.numerator)
    else:
        assert passing == measurement.numerator


def figure(criterion, ward, day) -> tuple[str, str]:
    """("3/4", "missed") or ("2", "missed")."""
    m, verdict = ask(criterion, ward, day)[1:]
    shown = str(m.numerator) if m.denominator is None else f"{m.numerator}/{m.denominator}"
    return shown, str(verdict)


def figures(criterion, ward, *days) -> list[str]:
    """The figure alone on each of the days."""
    return [figure(criterion, ward, day)[0] for day in days]


def blockers(criterion, ward, day) -> set:
    """The rows that block, as objects."""
    return set(criterion.failing(ward, day))


def move_group(group, ward, day) -> None:
    """From the day on the group lies in another ward."""
    GroupPlacement.objects.filter(group=group, valid_to=OPEN).update(valid_to=day)
    GroupPlacement.objects.create(group=group, ward=ward, valid_from=day)
