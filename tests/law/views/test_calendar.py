"""Screens of the calendar of days off."""

from datetime import date
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from law.enums import DayKind
from law.models import CalendarDay
from tests.assertions import HIDDEN, assert_refused, statuses
from tests.factories.law import CalendarDayFactory
from tests.factories.wards import posted

pytestmark = pytest.mark.django_db
LIST = "law:calendar-list"


@pytest.fixture
def day():
    return CalendarDayFactory(day=date(2027, 9, 2), name="Quốc khánh 2/9", is_announced=False)


@pytest.fixture
def keeper(administrator, client_of):
    return client_of(administrator)


@pytest.fixture
def reader(ward, client_of):
    """Keeps the units of one ward; the calendar is the country's."""
    return client_of(posted(Role.ADMIN, ward=ward))


def typed(**values):
    told = {"day": "02/09/2027", "kind": "holiday", "name": "Quốc khánh", "source": "Thông báo 1"}
    return told | values


def changing_urls(day):
    yield reverse("law:calendar-day-create")
    yield reverse("law:calendar-day-edit", args=[day.pk])
    yield reverse("law:calendar-day-remove", args=[day.pk])
    yield reverse("law:calendar-year-confirm", args=[day.day.year])


def test_other_roles_find_no_page(ward, day, client_of):
    others = set(Role) - {Role.ADMIN}
    clients = {role: client_of(posted(role, ward=ward)) for role in others}
    listed = {role: statuses(client, LIST) for role, client in clients.items()}
    assert listed == dict.fromkeys(others, HIDDEN)
    changing = {
        (role, url): client.get(url).status_code
        for role, client in clients.items()
        for url in changing_urls(day)
    }
    assert changing == dict.fromkeys(product(others, changing_urls(day)), 404)


def test_who_keeps_one_place_reads_and_changes_nothing(reader, day):
    page = reader.get(reverse(LIST), {"year": "2027"}).content.decode()
    assert "Quốc khánh 2/9" in page
    assert not any(url in page for url in changing_urls(day))
    for url in changing_urls(day):
        assert reader.get(url).status_code == reader.post(url, typed()).status_code == 404
    assert CalendarDay.objects.get().version == 1


class TestList:
    def test_it_opens_at_this_year(self, keeper, day):
        this_year = CalendarDayFactory(day=timezone.localdate().replace(month=1, day=1))
        assert list(keeper.get(reverse(LIST)).context["object_list"]) == [this_year]

    def test_all_years_can_be_read(self, keeper, day):
        CalendarDayFactory(day=date(2025, 9, 2))
        assert len(keeper.get(reverse(LIST), {"year": ""}).context["object_list"]) == 2

    def test_a_year_only_reckoned_says_so_until_it_is_confirmed(self, keeper, day):
        confirm = reverse("law:calendar-year-confirm", args=[2027])
        before = keeper.get(reverse(LIST), {"year": "2027"})
        assert confirm in before.content.decode()
        after = keeper.post(confirm, {"source": "Thông báo 9/TB"}, follow=True)
        assert after.context["calendar"].is_announced
        assert confirm not in after.content.decode()

    def test_a_year_without_days_says_so(self, keeper):
        year = timezone.localdate().year + 1
        page = keeper.get(reverse(LIST), {"year": year})
        assert page.context["calendar"].days == 0
        assert f"Năm {year} chưa có lịch nghỉ" in page.content.decode()

    @pytest.mark.parametrize("year", ["3000", "x", "²", "-1", "20260"])
    def test_a_year_that_is_none_is_refused_in_words(self, keeper, day, year):
        response = keeper.get(reverse(LIST), {"year": year})
        assert response.status_code == 200
        assert response.context["filter"].form.errors

    @pytest.mark.parametrize("days", [1, 30])
    def test_it_costs_the_same_for_any_number(self, days, keeper, django_assert_num_queries):
        for number in range(1, days + 1):
            CalendarDayFactory(day=date(2027, 9, number))
        keeper.get(reverse(LIST), {"year": "2027"})
        with django_assert_num_queries(8):
            keeper.get(reverse(LIST), {"year": "2027"})


class TestForms:
    def test_a_day_is_added_and_its_year_is_shown(self, keeper):
        response = keeper.post(reverse("law:calendar-day-create"), typed(is_announced="on"))
        assert response.url == f"{reverse(LIST)}?year=2027"
        added = CalendarDay.objects.get()
        assert (added.day, added.kind, added.is_announced) == (
            date(2027, 9, 2),
            DayKind.HOLIDAY,
            True,
        )

    def test_the_same_day_twice_is_told_beside_it(self, keeper, day):
        response = keeper.post(reverse("law:calendar-day-create"), typed())
        assert_refused(response, day="Ngày này đã có trong lịch nghỉ.")

    def test_make_up_work_on_a_weekday_is_told_beside_it(self, keeper):
        response = keeper.post(reverse("law:calendar-day-create"), typed(kind="make_up"))
        assert list(response.context["form"].errors) == ["day"]

    def test_a_day_is_corrected(self, keeper, day):
        url = reverse("law:calendar-day-edit", args=[day.pk])
        assert keeper.get(url).context["form"].initial["day"] == day.day
        response = keeper.post(url, typed(day="03/09/2027", version=1))
        assert response.url == f"{reverse(LIST)}?year=2027"
        day.refresh_from_db()
        assert (day.day, day.name) == (date(2027, 9, 3), "Quốc khánh")

    @pytest.mark.parametrize("name", ["calendar-day-edit", "calendar-day-remove"])
    def test_an_older_page_saves_nothing(self, name, keeper, day):
        CalendarDay.objects.update(version=2, name="Tên mới")
        url = reverse(f"law:{name}", args=[day.pk])
        response = keeper.post(url, typed(version=1, reason="Nhập nhầm"))
        assert response.status_code == 422
        assert CalendarDay.objects.get().name == "Tên mới"

    def test_a_day_is_taken_out_with_a_reason(self, keeper, day):
        url = reverse("law:calendar-day-remove", args=[day.pk])
        assert keeper.post(url, {"version": 1}).status_code == 422
        assert CalendarDay.objects.exists()
        assert keeper.post(url, {"version": 1, "reason": "Nhập nhầm"}).status_code == 302
        assert not CalendarDay.objects.exists()

    def test_nothing_to_confirm_is_said(self, keeper):
        url = reverse("law:calendar-year-confirm", args=[2040])
        response = keeper.post(url, {"source": "Thông báo 9/TB"})
        assert response.status_code == 422
        assert response.context["form"].non_field_errors()
