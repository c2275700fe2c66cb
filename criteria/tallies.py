"""Counts rows by group and sums the counts by ward: one SQL statement for any number of figures and days.

Facts carry a group; which ward a group belongs to is recorded only in GroupPlacement. So each tally first
counts its table by group, from the covering key index. The few group counts of all tallies are then
joined to the placements of their days (docs/perf.md "How the product uses this"). Each pair of figure
and day has a number, `key`. Three groups, two wards, two figures (the column `seen` is left out):

    placements on 30/06/2024    counted by group (UNION ALL)      summed by ward
    group     ward              key  group    total  passed       key  ward       total  passed
    Tổ 1      Nam Cường         0    Tổ 1     3      2            0    Nam Cường  4      3
    Tổ 2      Nam Cường         0    Tổ 2     1      1       ->   1    Nam Cường  2      0
    Thôn 1    Cốc San           1    Tổ 2     2      0            1    Cốc San    1      0
                                1    Thôn 1   1      0

    key 0 = addict_file: 3 of 4 addicts of Nam Cường have a dossier -> "chưa đạt"
    key 1 = no_hotspot: 2 points in Nam Cường, 1 in Cốc San -> "chưa đạt" in both
    Cốc San has no row under key 0: no addict lives there -> "không phát sinh", which is met
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import (
    Aggregate,
    Case,
    Count,
    Exists,
    Expression,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django_cte import CTE, with_cte

from foundation.dated import in_force
from law.models import LegalRule
from wards.enums import GroupKind
from wards.models import GroupPlacement, NeighbourhoodGroup, PopulationFigure, Ward

#: Rows of a query that counts by group: `group_ref`, `key`, `total`, `passed`, `seen`, and `day` if there are several.
Counts = QuerySet[Any]
Number = Expression | Combinable
#: (ward id, day, households, groups).
Declaration = tuple[int, date, int | None, int | None]
ZERO, ONE = Value(0), Value(1)


def number(count: Aggregate) -> Number:
    """Casts a count to a plain integer, because PostgreSQL sums big integers as decimals, which is slow."""
    return Cast(count, IntegerField())


ROWS = number(Count("pk"))
ANY = number(Max(ONE))
#: Names of two tallies: the groups themselves, and the households that the groups declared.
GROUPS, DECLARED = "groups", "declared_households"
#: With more wards than this, the statement counts all wards and the sums of the other wards are not used.
_NAMED_WARDS = 500
#: The first of the ids that stand for wards in a statement that is built once for any wards; no row has it.
STAND_IN = -1_000_000_000
_CHECK_RULES = ("box_check_validity", "board_check_validity")


class Sums(NamedTuple):
    """The sums of a tally in one ward: rows, rows that pass, and groups with at least one row.

    A tally may give `total`, `passed` and `seen` another meaning, or leave some of them at 0.
    """

    total: int = 0
    passed: int = 0
    seen: int = 0


NO_SUMS = Sums()
#: (name of the tally, day) -> ward id -> sums of the ward.
Folded = dict[tuple[str, date], dict[int, Sums]]


class Place(NamedTuple):
    """What a ward has registered and declared on a day.

    `groups` are all registered groups, `counted_groups` those that are real neighbourhoods.
    `declared_households` is the larger of the ward's latest declaration and the sum of its groups' latest.
    """

    groups: int = 0
    counted_groups: int = 0
    declared_households: int = 0
    declared_groups: int = 0


@dataclass(frozen=True)
class Scope:
    """Everything that a statement depends on: the day, the wards (None = all), the validity rules of that day."""

    day: date
    ward_ids: tuple[int, ...] | None = None
    #: Pairs of rule key and number of days for which a check of a box or board counts.
    check_validity: tuple[tuple[str, int], ...] = ()

    def validity(self, key: str) -> int | None:
        return dict(self.check_validity).get(key)

    def with_wards(self, names: Mapping[int, int]) -> "Scope":
        """The same question about other wards: each id by the one that `names` gives for it."""
        if self.ward_ids is None:
            return self
        return replace(self, ward_ids=tuple(names[ward_id] for ward_id in self.ward_ids))


@dataclass(frozen=True)
class Frame:
    """A scope with its wards in force that day: `wards` by id, `declared` by ward id as (households, groups)."""

    scope: Scope
    wards: Mapping[int, Ward]
    declared: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def place(self, ward_id: int, sums: Folded) -> Place:
        """Returns what the ward has registered and declared; `sums` must include those of `place_tallies`."""
        groups, by_groups = (
            sums[name, self.scope.day].get(ward_id, NO_SUMS) for name in (GROUPS, DECLARED)
        )
        households, declared_groups = self.declared.get(ward_id, (0, 0))
        whole = max(households, by_groups.total)
        return Place(groups.total, groups.passed, whole, declared_groups)


@dataclass(frozen=True)
class Tally:
    """One figure of one day: rows annotated with `group_ref`, and three aggregates over them by group.

    `name` is usually the criterion's code. Sums of tallies with the same name and day are added up.
    """

    name: str
    scope: Scope
    rows: QuerySet[Any]
    total: Number = ROWS
    passed: Number = ZERO
    seen: Number = ZERO
    #: Whether to leave out groups of the kind "khu vực khác".
    neighbourhoods_only: bool = False


def placed(day: date, ward_ids: Iterable[int]) -> QuerySet[Any]:
    """Returns the ids of the groups that lay in the wards on the day, as a subquery."""
    rows = GroupPlacement.objects.in_force(day).filter(ward_id__in=list(ward_ids))
    return rows.values("group_id")


def load_frames(days: Iterable[date], wards: QuerySet[Ward] | None) -> list[Frame]:
    """Returns a frame for each day, over `wards` or all wards: three statements (wards, declarations, rules)."""
    asked = sorted(set(days))
    if not asked:
        return []
    chosen = Ward.objects.filter(valid_from__lte=asked[-1], valid_to__gt=asked[0])
    if wards is not None:
        chosen = chosen.filter(pk__in=wards.order_by().values("pk"))
    return _frames(asked, list(chosen), limited=wards is not None)


def frames_of(days: Iterable[date], wards: Sequence[Ward]) -> list[Frame]:
    """Returns a frame for each day, over wards that are already read: two statements."""
    asked = sorted(set(days))
    return _frames(asked, wards, limited=True) if asked else []


def _frames(asked: Sequence[date], every: Sequence[Ward], *, limited: bool) -> list[Frame]:
    declared = _declarations(every if limited else None, asked[-1])
    rules = LegalRule.objects.filter(key__in=_CHECK_RULES).order_by("key")
    return [_frame(day, every, declared, rules, limited=limited) for day in asked]


def place_tallies(scope: Scope) -> list[Tally]:
    """Returns two tallies: groups, of which those that pass are real neighbourhoods, and the households that
    neighbourhoods last declared.
    """
    is_counted = Case(When(kind=GroupKind.OTHER_PLACE, then=ZERO), default=ONE)
    groups = NeighbourhoodGroup.objects.annotate(group_ref=F("pk"))
    declared = number(Sum("households"))
    return [
        Tally(GROUPS, scope, groups, total=ONE, passed=is_counted),
        Tally(DECLARED, scope, _group_papers(scope.day), total=declared, neighbourhoods_only=True),
    ]


def _group_papers(day: date) -> QuerySet[Any]:
    """Returns the latest declaration of each group up to the day that gives a number of households."""
    papers = PopulationFigure.objects.filter(
        group__isnull=False, households__isnull=False, counted_on__lte=day
    )
    later = papers.filter(group=OuterRef("group"), counted_on__gt=OuterRef("counted_on"))
    return papers.filter(~Exists(later)).annotate(group_ref=F("group_id"))


class Statement(NamedTuple):
    """Tallies compiled into one SQL statement.

    The statement depends only on the scopes of the tallies, so it can be cached and run again.
    """

    sql: str
    values: tuple[Any, ...]
    keys: tuple[tuple[str, date], ...]

    def run(self, wards: Mapping[int, int] | None = None) -> Folded:
        """Runs the statement; returns (name, day) -> ward id -> sums. A ward without rows is left out.

        `wards` gives the real id for each stand-in that the statement was built with.
        """
        values = [(wards or {}).get(v, v) if isinstance(v, int) else v for v in self.values]
        sums: Folded = {key: {} for key in self.keys}
        by_number = list(sums.values())
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            for ward_id, number_of_key, total, passed, seen in cursor.fetchall():
                by_number[number_of_key][ward_id] = Sums(total, passed, seen)
        return sums


def fold_by_ward(tallies: Sequence[Tally]) -> Statement:
    """Compiles the tallies into one statement that sums them by ward (see the drawing above)."""
    keys = {
        name_and_day: number_of_key
        for number_of_key, name_and_day in enumerate(
            dict.fromkeys((tally.name, tally.scope.day) for tally in tallies)
        )
    }
    several = len({day for _name, day in keys}) > 1
    parts = [_part(tally, keys[tally.name, tally.scope.day], several=several) for tally in tallies]
    cte = CTE(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])
    sums = {name: Sum(getattr(cte.col, name)) for name in Sums._fields}
    folded = _placements(cte, keys, tallies).values_list("ward_id", "key").annotate(**sums)
    query = with_cte(cte, select=folded).query
    sql, values = query.get_compiler(connection=connection).as_sql()
    return Statement(sql, tuple(values), tuple(keys))


def _part(tally: Tally, key: int, *, several: bool) -> Counts:
    """Returns a branch of the union: the tally counted by group, limited to the wards of its scope if it names any."""
    scope, rows = tally.scope, tally.rows.order_by()
    if scope.ward_ids is not None:
        rows = rows.filter(group_ref__in=placed(scope.day, scope.ward_ids))
    numbers: dict[str, Number] = {
        "total": tally.total,
        "passed": tally.passed,
        "seen": tally.seen,
        "key": Value(key),
    }
    if several:
        numbers["day"] = Value(scope.day)
    by_group: Counts = rows.values("group_ref").annotate(**numbers)
    return by_group


def _placements(
    cte: Any, keys: Mapping[tuple[str, date], int], tallies: Sequence[Tally]
) -> QuerySet[Any]:
    """Joins the counts by group to the placements in force on their days; honours `neighbourhoods_only`."""
    rows: QuerySet[Any] = cte.join(GroupPlacement.objects.order_by(), group_id=cte.col.group_ref)
    rows = rows.annotate(key=cte.col.key)
    first, *more = {day for _name, day in keys}
    many = Q(valid_from__lte=cte.col.day, valid_to__gt=cte.col.day)
    rows = rows.filter(many if more else in_force(first))
    only = {keys[tally.name, tally.scope.day] for tally in tallies if tally.neighbourhoods_only}
    if only:
        outside = NeighbourhoodGroup.objects.filter(kind=GroupKind.OTHER_PLACE).order_by()
        rows = rows.exclude(key__in=only, group__in=outside.values("pk"))
    return rows


def _frame(
    day: date,
    wards: Iterable[Ward],
    declarations: Iterable[Declaration],
    rules: Iterable[LegalRule],
    *,
    limited: bool,
) -> Frame:
    then = {ward.pk: ward for ward in wards if ward.holds_on(day)}
    named = tuple(then) if limited and len(then) <= _NAMED_WARDS else None
    terms = tuple((rule.key, rule.value) for rule in rules if rule.holds_on(day))
    return Frame(Scope(day, named, terms), then, _declared_by(declarations, day))


def _declarations(wards: Sequence[Ward] | None, last: date) -> list[Declaration]:
    """Returns what wards declared up to `last` as (ward id, day, households, groups), oldest first."""
    figures = PopulationFigure.objects.filter(ward__isnull=False, counted_on__lte=last)
    if wards is not None:
        figures = figures.filter(ward__in=[ward.pk for ward in wards])
    rows = figures.order_by("counted_on", "pk")
    return list(rows.values_list("ward_id", "counted_on", "households", "groups"))


def _declared_by(declarations: Iterable[Declaration], day: date) -> dict[int, tuple[int, int]]:
    """Returns ward id -> (households, groups) as last declared up to the day, 0 where nothing was declared.

    A declaration that gives only one of the two numbers leaves the other as it was.
    """
    declared: dict[int, tuple[int, int]] = {}
    for ward_id, counted_on, households, groups in declarations:
        if counted_on <= day:
            before = declared.get(ward_id, (0, 0))
            declared[ward_id] = (
                before[0] if households is None else households,
                before[1] if groups is None else groups,
            )
    return declared
