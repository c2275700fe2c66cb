"""The filter of the calendar of days off."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import filters, filterset

from law.models import CalendarDay
from law.models.calendar_day import CalendarDayQuerySet
from law.queries.calendar import years_kept


def _years() -> list[tuple[str, str]]:
    """Returns the years with days, this year and the next: a list may show that a year has none."""
    this_year = timezone.localdate().year
    years = sorted({*years_kept(), this_year, this_year + 1}, reverse=True)
    return [(str(year), str(year)) for year in years]


class CalendarFilter(filterset.FilterSet):
    """Filters days by year."""

    year = filters.ChoiceFilter(
        choices=_years, method="of_year", label=_("Năm"), empty_label=_("Tất cả các năm")
    )

    class Meta:
        model = CalendarDay
        fields: list[str] = []

    def of_year(self, days: CalendarDayQuerySet, _name: str, year: Any) -> CalendarDayQuerySet:
        return days.of_year(int(year))
