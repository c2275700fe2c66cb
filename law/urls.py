"""URLs of the calendar of days off, under "calendar/"."""

from django.urls import path

from law.views.calendar import (
    CalendarDayCreate,
    CalendarDayEdit,
    CalendarDayRemove,
    CalendarList,
    CalendarYearConfirm,
)

app_name = "law"
urlpatterns = [
    path("", CalendarList.as_view(), name="calendar-list"),
    path("new/", CalendarDayCreate.as_view(), name="calendar-day-create"),
    path("<int:pk>/edit/", CalendarDayEdit.as_view(), name="calendar-day-edit"),
    path("<int:pk>/remove/", CalendarDayRemove.as_view(), name="calendar-day-remove"),
    path("years/<int:year>/confirm/", CalendarYearConfirm.as_view(), name="calendar-year-confirm"),
]
