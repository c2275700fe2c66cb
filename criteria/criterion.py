"""What a criterion is: a measure for all wards at once, a pure judgement, and the rows behind it."""

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

#: From this share on a ratio is shown as "gần đạt"; it is still not a pass.
NEAR_PERCENT = 95
#: How many of the rows of a group pass.
PASSED = number(Count("pk", filter=Q(passes=True)))
Words = str | Promise


class Measurement(NamedTuple):
    """What was counted in one ward.

    Ratio criteria: `numerator` of `denominator` pass. Zero criteria: `denominator` is None and
    `numerator` is how many there are. `missing` counts what is declared or expected and not registered.
    """

    numerator: int
    denominator: int | None
    missing: int = 0
    has_places: bool = True

    @property
    def lacking(self) -> int:
        """How many stand between the ward and "đạt"."""
        return self.numerator if self.denominator is None else self.denominator - self.numerator


class Criterion(ABC):
    """Base of the files in criteria/rules. Attributes are words for people; methods are the rule."""

    code: ClassVar[str]
    number: ClassVar[int]
    title: ClassVar[Words]
    short_title: ClassVar[Words]
    legal_basis: ClassVar[Words]
    #: Who must act when it is not met.
    responsible: ClassVar[Words]
    #: What one lacking row is called: "hộ chưa ký".
    lacking_word: ClassVar[Words]
    #: A count with its unit, "%(shown)s người" in the number of `count`; asked only of what must be zero.
    unit: ClassVar[Words]
    #: What `missing` counts, in a sentence with its %(count)s; asked only of criteria that can lack data.
    missing_words: ClassVar[Words]
    #: What the rows are: how they are ordered and told.
    row_kind: ClassVar[RowKind]
    #: Who may see the rows themselves; others see counts by group.
    view_permission: ClassVar[Permission]
    #: Rows are people: counts below the small-cell limit are hidden outside the owning ward.
    counts_people: ClassVar[bool] = False
    #: Raised when the rule counts or judges otherwise: figures stored under the old one are not read any more.
    version: ClassVar[int] = 1

    @abstractmethod
    def rows(self, day: date) -> QuerySet[Any]:
        """Everything counted that day, annotated `group_ref`, `since` and `passes`."""

    @abstractmethod
    def to_measurement(self, place: Place, sums: Sums) -> Measurement:
        """What the sums of a ward mean; pure."""

    @abstractmethod
    def judge(self, measurement: Measurement) -> Verdict:
        """The verdict; pure."""

    def tallies(self, scope: Scope) -> Sequence[Tally]:
        """What is counted: the rows, unless a criterion knows a faster way to the same numbers."""
        return [Tally(self.code, scope, self.rows(scope.day), passed=PASSED)]

    def measure(self, frame: Frame) -> Mapping[int, Measurement]:
        """Count for every ward of the frame in one statement."""
        scope = frame.scope
        sums = fold_by_ward([*place_tallies(scope), *self.tallies(scope)]).run()
        by_ward = sums[self.code, scope.day]
        return {
            ward: self.to_measurement(frame.place(ward, sums), by_ward.get(ward, NO_SUMS))
            for ward in frame.wards
        }

    def counted(self, count: int, shown: object = None) -> str:
        """The count with its unit, "2 điểm"; `shown` stands for a count that is hidden."""
        return str(
            self.unit % {"count": count, "shown": grouped(count) if shown is None else shown}
        )

    def failing(self, ward: Ward, day: date) -> QuerySet[Any]:
        """The rows that block the ward; what is declared and not registered has no row."""
        return self.in_ward(ward, day).filter(passes=False)

    def in_ward(self, ward: Ward, day: date) -> QuerySet[Any]:
        """All rows counted in the ward that day."""
        return self.rows(day).filter(group_ref__in=placed(day, [ward.pk]))


class ZeroCriterion(Criterion):
    """Met when there is nothing to count: every row blocks."""

    def tallies(self, scope: Scope) -> Sequence[Tally]:
        return [Tally(self.code, scope, self.rows(scope.day))]

    def to_measurement(self, place: Place, sums: Sums) -> Measurement:
        return Measurement(sums.total, None, 0, place.groups > 0)

    def judge(self, measurement: Measurement) -> Verdict:
        if not measurement.has_places:
            return Verdict.NO_DATA
        return Verdict.MISSED if measurement.numerator else Verdict.MET


class RatioCriterion(Criterion):
    """Met when all pass, or when there truly is nobody ("không phát sinh")."""

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
    """Something that every neighbourhood must have, found in order at its last check."""

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
        """The checks that found it in order, annotated `group_ref`; those from before that day have lapsed."""

    @abstractmethod
    def faulty(self, day: date) -> QuerySet[Any]:
        """Checks standing that day which found it out of order, of the group of the outer row."""

    def rows(self, day: date) -> QuerySet[Any]:
        good = self._good(day, check_validity(day, self.validity_rule)).values("group_ref")
        first_fault = Subquery(self.faulty(day).order_by("valid_from").values("valid_from")[:1])
        lie_somewhere = GroupPlacement.objects.in_force(day).values("group_id")
        groups = NeighbourhoodGroup.objects.counted().filter(pk__in=lie_somewhere)
        return groups.annotate(group_ref=F("pk"), since=first_fault, passes=Q(pk__in=good))

    def tallies(self, scope: Scope) -> Sequence[Tally]:
        """The groups with something in order; how many groups there are is known from the frame."""
        good = self._good(scope.day, scope.validity(self.validity_rule))
        return [Tally(self.code, scope, good, total=ZERO, passed=ANY, neighbourhoods_only=True)]

    def to_measurement(self, place: Place, sums: Sums) -> Measurement:
        missing = max(place.declared_groups - place.counted_groups, 0)
        return Measurement(sums.passed, place.counted_groups, missing, place.counted_groups > 0)

    def _good(self, day: date, validity_days: int | None) -> QuerySet[Any]:
        return self.in_order(day, oldest_check(day, validity_days)).order_by()


class Result(NamedTuple):
    """One criterion in one ward on one day, ready to be shown."""

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
        """ "99,9 %"; rounded down, so that 100 % is never shown for something lacking."""
        total = self.measurement.denominator
        if not total:
            return ""
        tenths = self.measurement.numerator * 1000 // total
        return "100 %" if tenths == 1000 else f"{tenths // 10},{tenths % 10} %"  # noqa: PLR2004 - a whole

    @property
    def figure(self) -> str:
        """ "1.524/1.525", "2 điểm", "không phát sinh"."""
        total = self.measurement.denominator
        if total is None:
            return self.criterion.counted(self.measurement.numerator)
        if not total and not self.measurement.missing:
            return _("không phát sinh") if self.measurement.has_places else "–"
        return f"{grouped(self.measurement.numerator)}/{grouped(total)}"

    @property
    def missing_text(self) -> str:
        """ "thiếu số liệu của 3 tổ, thôn đã khai báo" when data are missing."""
        if not self.measurement.has_places:
            return _("chưa có tổ, thôn nào")
        missing = self.measurement.missing
        return str(self.criterion.missing_words % {"count": missing}) if missing else ""


def grouped(number: int) -> str:
    """1234 -> "1.234"."""
    return f"{number:,}".replace(",", ".")
