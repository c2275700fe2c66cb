"""Defines a criterion: how all wards are counted at once, how the counts are judged, and the rows behind them.

A method that is called pure depends only on its arguments and sends no query.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from accounts.permissions import Permission
from criteria.enums import Verdict
from criteria.row_kinds import GROUPS, RowKind
from criteria.tallies import (
    ANY,
    NO_SUMS,
    ZERO,
    Frame,
    Place,
    Scope,
    Sums,
    Tally,
    fold_by_ward,
    number,
    place_tallies,
    placed,
)
from pledges.queries.figures import check_validity, oldest_check
from wards.models import GroupPlacement, NeighbourhoodGroup, Ward

#: A ratio of at least this percentage is shown as "gần đạt", but the criterion is still not met.
NEAR_PERCENT = 95
#: Expression that counts the rows that pass in each group.
PASSED = number(Count("pk", filter=Q(passes=True)))
Words = str | Promise


class Measurement(NamedTuple):
    """The counts of one criterion in one ward.

    Of a ratio criterion, `numerator` rows out of `denominator` pass. Of a zero criterion, `denominator` is
    None and `numerator` is the number of rows. `missing` counts what is declared or expected but not
    registered. `has_places` is False when no group that the criterion needs is registered in the ward.
    """

    numerator: int
    denominator: int | None
    missing: int = 0
    has_places: bool = True

    @property
    def lacking(self) -> int:
        """How many rows keep the ward from "đạt"."""
        return self.numerator if self.denominator is None else self.denominator - self.numerator


class Criterion(ABC):
    """Base of the criteria in criteria/rules: the attributes are mostly words for readers, the methods are the rule."""

    code: ClassVar[str]
    number: ClassVar[int]
    title: ClassVar[Words]
    short_title: ClassVar[Words]
    legal_basis: ClassVar[Words]
    #: Who must act when the criterion is not met.
    responsible: ClassVar[Words]
    #: What a row that does not pass is called, for example "hộ chưa ký".
    lacking_word: ClassVar[Words]
    #: A count with its unit, "%(shown)s người", plural by `count`. Only criteria without a denominator need it.
    unit: ClassVar[Words]
    #: What `missing` counts, with %(count)s. Only criteria that can lack data need it.
    missing_words: ClassVar[Words]
    #: The kind of the rows: it says how they are ordered and described.
    row_kind: ClassVar[RowKind]
    #: The permission to see the rows themselves; other readers see counts by group.
    view_permission: ClassVar[Permission]
    #: Whether the rows are people, so that small counts are hidden from readers outside the ward.
    counts_people: ClassVar[bool] = False
    #: Increase it when the rule counts or judges differently: snapshots taken under the old rule are then ignored.
    version: ClassVar[int] = 1

    @abstractmethod
    def rows(self, day: date) -> QuerySet[Any]:
        """Returns all rows that count on the day, annotated with `group_ref` (group id), `since` and `passes`."""

    @abstractmethod
    def to_measurement(self, place: Place, sums: Sums) -> Measurement:
        """Turns the sums of a ward into a measurement; pure."""

    @abstractmethod
    def judge(self, measurement: Measurement) -> Verdict:
        """Returns the verdict for a measurement; pure."""

    def tallies(self, scope: Scope) -> Sequence[Tally]:
        """Returns what is counted: the rows, unless a criterion has a faster way to the same numbers."""
        return [Tally(self.code, scope, self.rows(scope.day), passed=PASSED)]

    def measure(self, frame: Frame) -> Mapping[int, Measurement]:
        """Counts in every ward of the frame with one SQL statement; returns ward id -> measurement."""
        scope = frame.scope
        sums = fold_by_ward([*place_tallies(scope), *self.tallies(scope)]).run()
        by_ward = sums[self.code, scope.day]
        return {
            ward: self.to_measurement(frame.place(ward, sums), by_ward.get(ward, NO_SUMS))
            for ward in frame.wards
        }

    def counted(self, count: int, shown: object = None) -> str:
        """Returns the count with its unit, "2 điểm"; `shown` replaces the number when the count is hidden."""
        return str(
            self.unit % {"count": count, "shown": grouped(count) if shown is None else shown}
        )

    def failing(self, ward: Ward, day: date) -> QuerySet[Any]:
        """Returns the rows that do not pass. What is declared but not registered has no row."""
        return self.in_ward(ward, day).filter(passes=False)

    def in_ward(self, ward: Ward, day: date) -> QuerySet[Any]:
        """Returns all rows that count in the ward on the day."""
        return self.rows(day).filter(group_ref__in=placed(day, [ward.pk]))


class ZeroCriterion(Criterion):
    """A criterion that is met when there are no rows: every row keeps the ward from meeting it."""

    def tallies(self, scope: Scope) -> Sequence[Tally]:
        return [Tally(self.code, scope, self.rows(scope.day))]

    def to_measurement(self, place: Place, sums: Sums) -> Measurement:
        return Measurement(sums.total, None, 0, place.groups > 0)

    def judge(self, measurement: Measurement) -> Verdict:
        if not measurement.has_places:
            return Verdict.NO_DATA
        return Verdict.MISSED if measurement.numerator else Verdict.MET


class RatioCriterion(Criterion):
    """A criterion that is met when no data are missing and all rows pass, or there are none ("không phát sinh")."""

    def to_measurement(self, place: Place, sums: Sums) -> Measurement:
        return Measurement(sums.passed, sums.total, 0, place.groups > 0)

    def judge(self, measurement: Measurement) -> Verdict:
        passed, total = measurement.numerator, measurement.denominator or 0
        if not measurement.has_places or measurement.missing:
            return Verdict.NO_DATA
        if passed >= total:
            return Verdict.MET
        return Verdict.NEAR if passed * 100 >= total * NEAR_PERCENT else Verdict.MISSED


class GroupFixture(RatioCriterion):
    """A criterion that asks whether every neighbourhood has a box or board that was in order at its last check."""

    row_kind = GROUPS
    #: Key of the LegalRule that says for how many days a check counts.
    validity_rule: ClassVar[str]
    missing_words = ngettext_lazy(
        "thiếu số liệu của %(count)s tổ, thôn đã khai báo",
        "thiếu số liệu của %(count)s tổ, thôn đã khai báo",
        "count",
    )

    @abstractmethod
    def in_order(self, day: date, not_before: date) -> QuerySet[Any]:
        """Returns checks in force that found it in order, none older than `not_before`, with `group_ref`."""

    @abstractmethod
    def faulty(self, day: date) -> QuerySet[Any]:
        """Returns checks in force that found it out of order, for the group of the outer query's row."""

    def rows(self, day: date) -> QuerySet[Any]:
        good = self._good(day, check_validity(day, self.validity_rule)).values("group_ref")
        first_fault = Subquery(self.faulty(day).order_by("valid_from").values("valid_from")[:1])
        lie_somewhere = GroupPlacement.objects.in_force(day).values("group_id")
        groups = NeighbourhoodGroup.objects.counted().filter(pk__in=lie_somewhere)
        return groups.annotate(group_ref=F("pk"), since=first_fault, passes=Q(pk__in=good))

    def tallies(self, scope: Scope) -> Sequence[Tally]:
        """Counts only the groups with a box or board in order; the number of groups comes from the frame."""
        good = self._good(scope.day, scope.validity(self.validity_rule))
        return [Tally(self.code, scope, good, total=ZERO, passed=ANY, neighbourhoods_only=True)]

    def to_measurement(self, place: Place, sums: Sums) -> Measurement:
        missing = max(place.declared_groups - place.counted_groups, 0)
        return Measurement(sums.passed, place.counted_groups, missing, place.counted_groups > 0)

    def _good(self, day: date, validity_days: int | None) -> QuerySet[Any]:
        return self.in_order(day, oldest_check(day, validity_days)).order_by()


class Result(NamedTuple):
    """The measurement and verdict of one criterion in one ward on one day, with the words to show them."""

    criterion: Criterion
    measurement: Measurement
    verdict: Verdict

    @property
    def is_met(self) -> bool:
        return self.verdict == Verdict.MET

    @property
    def is_ratio(self) -> bool:
        return self.measurement.denominator is not None

    @property
    def percent(self) -> str:
        """The share, "99,9 %", rounded down so that "100 %" never hides a failing row; "" without a denominator."""
        total = self.measurement.denominator
        if not total:
            return ""
        tenths = self.measurement.numerator * 1000 // total
        return "100 %" if tenths == 1000 else f"{tenths // 10},{tenths % 10} %"  # noqa: PLR2004 - a whole

    @property
    def figure(self) -> str:
        """The figure: "1.524/1.525", "2 điểm", "không phát sinh"; "–" if there is neither a row nor a group."""
        total = self.measurement.denominator
        if total is None:
            return self.criterion.counted(self.measurement.numerator)
        if not total and not self.measurement.missing:
            return _("không phát sinh") if self.measurement.has_places else "–"
        return f"{grouped(self.measurement.numerator)}/{grouped(total)}"

    @property
    def missing_text(self) -> str:
        """What data are missing, for example "thiếu số liệu của 3 tổ, thôn đã khai báo"; "" when none are."""
        if not self.measurement.has_places:
            return _("chưa có tổ, thôn nào")
        missing = self.measurement.missing
        return str(self.criterion.missing_words % {"count": missing}) if missing else ""


def grouped(number: int) -> str:
    """Writes a number with dots between thousands: 1234 -> "1.234"."""
    return f"{number:,}".replace(",", ".")
