"""Screens of the calendar: for users who manage units; those of the whole country change it."""

from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from law.actions.calendar import (
    add_calendar_day,
    confirm_calendar_year,
    edit_calendar_day,
    remove_calendar_day,
)
from law.filters import CalendarFilter
from law.forms import CalendarDayForm, CalendarRemovalForm, CalendarYearForm, NewCalendarDayForm
from law.models import CalendarDay
from law.queries.calendar import YearOfDays, calendar_year, keeps_calendar
from wards.views.base import (
    ActionFormView,
    ScopedListView,
    VersionedEditMixin,
    visible_or_404,
)


class CalendarList(ScopedListView[CalendarDay]):
    """Lists the days of one year: this year, unless another is chosen."""

    permission = Permission.MANAGE_UNITS
    model = CalendarDay
    template_name = "law/calendar_list.html"
    title = _("Lịch nghỉ lễ, tết")
    filterset_class = CalendarFilter

    def asked(self) -> QueryDict:
        asked = self.request.GET.copy()
        asked.setdefault("year", str(timezone.localdate().year))
        return asked

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "calendar": self._year(),
            "may_edit": keeps_calendar(self.request.user),
        }

    def _year(self) -> YearOfDays | None:
        """Returns the year that is shown; None when all years are."""
        form = self.filterset.form if self.filterset else None
        chosen = form.cleaned_data.get("year") if form and form.is_valid() else None
        return calendar_year(int(chosen)) if chosen else None


class _KeptMixin(ActionFormView):
    """Answers 404 to users who do not serve the whole country: they may not change its calendar."""

    permission = Permission.MANAGE_UNITS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not keeps_calendar(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def calendar_day(self) -> CalendarDay:
        return visible_or_404(CalendarDay.objects.all(), self.request, pk=self.kwargs["pk"])

    def get_year(self) -> int:
        """Returns the year of the list from which the user came."""
        return self.calendar_day.day.year

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"cancel_url": _list_at(self.get_year())}


class CalendarDayCreate(_KeptMixin):
    form_class = NewCalendarDayForm
    title = _("Thêm ngày vào lịch nghỉ")

    def get_year(self) -> int:
        return timezone.localdate().year

    def submit(self, form: BaseForm) -> str:
        return _list_at(add_calendar_day(by=self.request.user, **form.cleaned_data).day.year)


class CalendarDayEdit(VersionedEditMixin, _KeptMixin):
    form_class = CalendarDayForm

    def get_title(self) -> str:
        return _("Sửa ngày nghỉ: %(day)s") % {"day": self.calendar_day}

    def get_row(self) -> CalendarDay:
        return self.calendar_day

    def edit(self, **edit: Any) -> str:
        edit_calendar_day(by=self.request.user, calendar_day=self.calendar_day, **edit)
        return _list_at(self.calendar_day.day.year)


class CalendarDayRemove(VersionedEditMixin, _KeptMixin):
    form_class = CalendarRemovalForm
    submit_label = _("Bỏ ngày này")
    success_message = _("Đã bỏ ngày khỏi lịch nghỉ.")

    def get_title(self) -> str:
        return _("Bỏ ngày nghỉ: %(day)s") % {"day": self.calendar_day}

    def get_row(self) -> CalendarDay:
        return self.calendar_day

    def edit(self, *, expected_version: int, changes: dict[str, Any]) -> str:
        remove_calendar_day(
            by=self.request.user,
            calendar_day=self.calendar_day,
            expected_version=expected_version,
            **changes,
        )
        return _list_at(self.calendar_day.day.year)


class CalendarYearConfirm(_KeptMixin):
    """Confirms by one notice all days of a year that were calculated ahead."""

    form_class = CalendarYearForm
    submit_label = _("Xác nhận")
    success_message = _("Đã xác nhận lịch nghỉ của năm.")

    def get_year(self) -> int:
        year: int = self.kwargs["year"]
        return year

    def get_title(self) -> str:
        return _("Xác nhận lịch nghỉ năm %(year)s") % {"year": self.get_year()}

    def submit(self, form: BaseForm) -> str:
        confirm_calendar_year(by=self.request.user, year=self.get_year(), **form.cleaned_data)
        return _list_at(self.get_year())


def _list_at(year: int) -> str:
    return f"{reverse('law:calendar-list')}?year={year}"
