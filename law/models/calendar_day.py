"""Days that differ from an ordinary week: holidays, days in lieu, swapped days, make-up days."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from foundation.audited import AuditWords
from foundation.constraints import CheckBeside
from foundation.versions import Versioned
from law.enums import DayKind
from wards.models.scope import Officer, reach_of

_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
#: The value of date.weekday() on a Saturday.
SATURDAY = 5


class CalendarDayQuerySet(models.QuerySet["CalendarDay"]):
    """The calendar of the whole country, visible to users who may manage units in some place."""

    def visible_to(self, user: Officer) -> Self:
        return self if reach_of(user, Permission.MANAGE_UNITS) else self.none()

    def of_year(self, year: int) -> Self:
        return self.filter(day__year=year)


class CalendarDay(Versioned):
    """A day that is off, or worked, against the rule of the week.

    Legal source: Labour Code 45/2019/QH14, Art. 112. Tet, Hung Kings' day and swapped days are
    fixed every year by a notice; until it is published, the day is only calculated ahead and
    `is_announced` is False.
    """

    day = models.DateField(
        _("ngày"), unique=True, error_messages={"unique": _("Ngày này đã có trong lịch nghỉ.")}
    )
    kind = models.CharField(_("loại"), max_length=10, choices=DayKind.choices)
    name = models.CharField(_("tên"), max_length=120)
    source = models.CharField(_("căn cứ"), max_length=200)
    is_announced = models.BooleanField(_("đã có thông báo chính thức"), default=False)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("ngày trong lịch nghỉ")
        verbose_name_plural = _("lịch nghỉ lễ, tết")
        ordering = ("day",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=DayKind.values), name="calendar_day_kind_is_known"
            ),
            CheckBeside(
                condition=models.Q(day__range=(_FIRST, _LAST)),
                name="calendar_day_in_this_century",
                beside=("day",),
                violation_error_message=_("Năm phải từ 2000 đến 2099. Kiểm tra lại ngày."),
            ),
        ]

    class Privacy:
        sensitive = ()
        plain = ("id", "version", "day", "kind", "name", "source", "is_announced")

    class Audit(AuditWords):
        name = ("name",)

    def clean(self) -> None:
        """Raises ValidationError for a day of the wrong part of the week.

        A day off in lieu or by a swap replaces a day of work; a make-up day replaces a rest day.
        """
        is_weekend = self.day.weekday() >= SATURDAY
        if self.kind == DayKind.MAKE_UP and not is_weekend:
            raise ValidationError(
                {"day": _("Ngày làm bù phải là Thứ Bảy hoặc Chủ Nhật. Kiểm tra lại ngày.")}
            )
        if self.kind in {DayKind.IN_LIEU, DayKind.SWAPPED} and is_weekend:
            raise ValidationError(
                {
                    "day": _(
                        "Ngày nghỉ bù, nghỉ hoán đổi phải từ Thứ Hai đến Thứ Sáu. Kiểm tra lại ngày."
                    )
                }
            )

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"
