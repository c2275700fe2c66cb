"""Courses of treatment of addiction, and the daily record of substitution treatment."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from cases.enums import TreatmentForm
from cases.models.person import OfPerson, Person, reason_field
from cases.models.residence import PersonalQuerySet
from cases.statuses import EndReason
from foundation.dated import OPEN, Dated, DatedQuerySet, ends_not_before_start
from foundation.recorded import Recorded
from wards.models.scope import Officer, reach_of


class CourseQuerySet(PersonalQuerySet):
    """Courses are visible with the person; a clinic sees only substitution treatment."""

    course_path: ClassVar[str] = ""

    def visible_to(self, user: Officer, permission: Permission | None = None) -> Self:
        if not reach_of(user, Permission.VIEW_TREATED_PEOPLE):
            return super().visible_to(user, permission)
        seen = Person.objects.all().visible_to(user, permission)
        files = Person.objects.all().visible_to(user, Permission.VIEW_PEOPLE)
        path = self.course_path
        return self.filter(
            Q(**{f"{path}person__in": files.values("pk")})
            | Q(**{f"{path}form": TreatmentForm.SUBSTITUTION}),
            **{f"{path}person__in": seen.values("pk")},
        )


class TreatmentQuerySet(CourseQuerySet, DatedQuerySet[Any]):
    """Courses of treatment by their dates; they are visible as in CourseQuerySet."""


class Treatment(OfPerson, Dated, Recorded):
    """One course of one form; its term follows the law in force when it began.

    Courses of rehabilitation never overlap; a course of substitution treatment may overlap one.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="treatments", verbose_name=_("người")
    )
    form = models.CharField(_("hình thức"), max_length=16, choices=TreatmentForm.choices)
    ordinal = models.PositiveSmallIntegerField(_("lần thứ"), default=1)
    provider = models.CharField(_("cơ sở, người phụ trách"), max_length=160, blank=True)
    decision_number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    legal_basis = models.CharField(_("căn cứ pháp lý"), max_length=200)
    term_end = models.DateField(_("hết thời hạn"), null=True, blank=True)
    end_reason = models.CharField(
        _("lý do kết thúc"), max_length=12, choices=EndReason.choices, blank=True
    )
    unusual_reason = reason_field(context="treatment.unusual_reason")

    objects = TreatmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("cai nghiện, điều trị")
        verbose_name_plural = _("cai nghiện, điều trị")
        indexes = [models.Index(fields=["person", "valid_from", "valid_to", "form"])]
        constraints = [
            ends_not_before_start("treatment"),
            models.CheckConstraint(condition=Q(ordinal__gte=1), name="treatment_counts_from_one"),
            models.CheckConstraint(
                condition=Q(valid_to=OPEN, end_reason="") | (~Q(valid_to=OPEN) & ~Q(end_reason="")),
                name="treatment_end_says_why",
            ),
        ]

    class Privacy:
        sensitive = ("form", "decision_number", "provider", "unusual_reason")
        plain = (
            "id",
            "valid_from",
            "valid_to",
            "person",
            "ordinal",
            "legal_basis",
            "term_end",
            "end_reason",
            "recorded_by",
            "recorded_at",
        )

    def __str__(self) -> str:
        return f"{self.person_id} · {self.get_form_display()}"


class TreatmentPartQuerySet(CourseQuerySet):
    """A row of a course is visible to the users who may see the course."""

    course_path = "treatment__"
    group_path = "treatment__person__residences__group"

    def in_groups(self, groups: Iterable[int] | models.QuerySet[Any]) -> Self:
        return self.filter(treatment__person__in=Person.objects.in_groups(groups))


class MethadoneDose(Recorded):
    """One day of substitution treatment: the dose taken or missed, and days of doses taken home."""

    treatment = models.ForeignKey(
        Treatment, models.CASCADE, related_name="doses", verbose_name=_("điều trị")
    )
    day = models.DateField(_("ngày"))
    is_taken = models.BooleanField(_("đã uống"), default=True)
    take_home_days = models.PositiveSmallIntegerField(_("số ngày cấp mang về"), default=0)
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)

    objects = TreatmentPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("ngày điều trị")
        verbose_name_plural = _("ngày điều trị")
        constraints = [
            models.UniqueConstraint(fields=["treatment", "day"], name="dose_once_a_day"),
            models.CheckConstraint(
                condition=Q(is_taken=True) | Q(take_home_days=0),
                name="dose_missed_takes_nothing_home",
            ),
        ]

    class Privacy:
        sensitive = ("is_taken", "take_home_days", "note")
        plain = ("id", "treatment", "day", "recorded_by", "recorded_at")

    def __str__(self) -> str:
        return f"{self.treatment_id} {self.day}"

    def get_unit_id(self) -> int | None:
        return self.treatment.get_unit_id()
