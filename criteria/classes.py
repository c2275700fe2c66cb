"""The class I/II/III calculator of Decision 28/2025/QĐ-TTg Art. 4 for one ward.

The class depends on four counts of the running period (15/12–14/12) and on the number of residents.
A literal reading of the article leaves gaps (domain.md §2.1). Two choices that fill them are named
constants below: class III needs more than zero, and a higher value also satisfies the lower level. The
third: the key-route rule (đ) is not applied, because the product has no list of routes.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Aggregate, Count, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from criteria.class_counts import CLASS_COUNTS
from wards.enums import DrugClass
from wards.models import PopulationFigure, Ward

#: Class III needs a count above zero, because 0 % would literally meet "< 0,1 %".
CLASS_III_NEEDS_SOME = True
#: 0,6 % also counts as "at least 0,1 %" when class II is asked for ("loại II trở lên" in Art. 4 đ).
HIGHER_SATISFIES_LOWER = True
#: How many of the four counts must reach the level of a class.
NEEDED = {DrugClass.I: 3, DrugClass.II: 3, DrugClass.III: 1}
_PER_MILLE = 1000
_DISTINCT_ROWS = Count("pk", distinct=True)


@dataclass(frozen=True)
class ClassCounts:
    """The counts of one ward; `residents` None, or 0 by mistake, means that the population is not known."""

    users_with_file: int
    use_points: int
    arrested: int
    plants: int
    plants_m2: int
    residents: int | None


@dataclass(frozen=True)
class ClassResult:
    """The class of a ward, the level that each of the four counts reaches, and the counts.

    `levels` has the keys "a" to "d"; a level is None when the count reaches no class or
    its rate is unknown. `drug_class` is None when the population is not known.
    """

    counts: ClassCounts
    levels: dict[str, DrugClass | None]
    drug_class: DrugClass | None

    @property
    def label(self) -> str:
        return str(self.drug_class.label) if self.drug_class else ""


def classify(ward: Ward, day: date, *, is_drug_free: bool) -> ClassResult:
    """Counts in one SQL statement and returns the class; `is_drug_free`: all criteria of Art. 6 are met that day."""
    return judge(count(ward, day), is_drug_free=is_drug_free)


def judge(counts: ClassCounts, *, is_drug_free: bool) -> ClassResult:
    """Returns the class for these counts, without a query. Without a population `drug_class` is None.

    A ward that reaches no class is "không ma túy" if it meets Art. 6, otherwise "chưa đạt, không thuộc
    trọng điểm".
    """
    levels = {
        "a": _rate(counts.users_with_file, counts.residents, (5, 1)),
        "b": _points(counts.use_points),
        "c": _rate(counts.arrested, counts.residents, (1, 0.5)),
        "d": _plants(counts.plants, counts.plants_m2),
    }
    if not counts.residents:
        return ClassResult(counts, levels, None)
    outside = DrugClass.CLEAN if is_drug_free else DrugClass.OUTSIDE
    return ClassResult(counts, levels, _class_of(levels) or outside)


def count(ward: Ward, day: date) -> ClassCounts:
    """Counts the rows of criteria.class_counts and reads the latest residents up to the day: one SQL statement."""
    users, points, arrested, plants = (
        class_count.in_ward(ward, day) for class_count in CLASS_COUNTS
    )
    population = PopulationFigure.objects.filter(
        ward=ward, counted_on__lte=day, residents__isnull=False
    )
    counts = Ward.objects.filter(pk=ward.pk).values_list(
        _number(users),
        _number(points),
        _number(arrested),
        _number(plants, Sum("plants_destroyed")),
        _number(plants, Sum("plants_area_m2")),
        Subquery(population.order_by("-counted_on").values("residents")[:1]),
    )
    return ClassCounts(*counts[0])


def _number(rows: QuerySet[Any], what: Aggregate = _DISTINCT_ROWS) -> Coalesce:
    """Returns the aggregate over all rows as a subquery of the one statement; 0 when there are no rows."""
    whole = rows.order_by().annotate(whole=Value(1)).values("whole")
    return Coalesce(Subquery(whole.annotate(number=what).values("number")), 0)


def _rate(part: int, whole: int | None, thresholds: tuple[float, float]) -> DrugClass | None:
    """Returns the level of a rate; `thresholds` are the least rates per mille of (class I, class II)."""
    if not whole or (CLASS_III_NEEDS_SOME and not part):
        return None
    rate = part * _PER_MILLE / whole
    for_class_i, for_class_ii = thresholds
    if rate >= for_class_i:
        return DrugClass.I
    return DrugClass.II if rate >= for_class_ii else DrugClass.III


def _points(points: int) -> DrugClass | None:
    """Returns class II for one point, class I for more, None for no point."""
    if not points:
        return None
    return DrugClass.II if points == 1 else DrugClass.I


def _plants(plants: int, area: int) -> DrugClass | None:
    if plants >= 3000 or area >= 750:  # noqa: PLR2004 - the decision's own numbers
        return DrugClass.I
    if plants >= 500 or area >= 125:  # noqa: PLR2004 - the decision's own numbers
        return DrugClass.II
    return DrugClass.III if plants or area else None


def _class_of(levels: dict[str, DrugClass | None]) -> DrugClass | None:
    reached = [level for level in levels.values() if level]
    ranks = (DrugClass.I, DrugClass.II, DrugClass.III)
    for place, drug_class in enumerate(ranks):
        accepted = ranks[: place + 1] if HIGHER_SATISFIES_LOWER else (drug_class,)
        if sum(level in accepted for level in reached) >= NEEDED[drug_class]:
            return drug_class
    return None
