"""Việc hôm nay: what is due, overdue first, each with its legal basis."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.permissions import Role
from reports.dashboards.today import build
from tests.factories.cases import PersonFactory, TreatmentFactory, VisitFactory
from tests.factories.incidents import HotspotFactory
from tests.factories.pledges import TipBoxFactory
from tests.factories.wards import posted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-11-24T09:00:00+07:00", tick=False):
        yield


def person_due_in(days, group, **changes):
    """Somebody whose monthly residence check falls due so many days from today."""
    person = PersonFactory(group=group, **changes)
    due = TODAY + timedelta(days=days)
    VisitFactory(person=person, visited_on=due.replace(month=due.month - 1))
    return person


def told(page):
    return [(task.deadline.subject, task.badge, task.words) for task in page.tasks]


class TestTasks:
    def test_overdue_first_in_words(self, officer, group):
        for days, name in ((3, "Lò Văn Sau"), (0, "Lò Văn Nay"), (-2, "Lò Văn Trễ")):
            person_due_in(days, group, full_name=name)
        assert told(build(officer, "1")) == [
            ("Lò Văn Trễ", "missed", "Quá hạn 2 ngày"),
            ("Lò Văn Nay", "near", "Hôm nay"),
            ("Lò Văn Sau", "none", "Còn 3 ngày"),
        ]

    @pytest.mark.parametrize(("days", "count"), [(7, 1), (8, 0)])
    def test_a_week_ahead(self, officer, group, days, count):
        person_due_in(days, group)
        assert len(build(officer, "1").tasks) == count

    def test_the_head_counts_what_is_overdue_due_and_coming(self, officer, group):
        for days in (-9, -1, 0, 1, 2, 7):
            person_due_in(days, group)
        page = build(officer, "1")
        assert (page.overdue, page.due_today, page.coming) == (2, 1, 3)

    def test_a_task_says_why_and_what_to_do(self, officer, group):
        person = person_due_in(0, group)
        (task,) = build(officer, "1").tasks
        assert task.deadline.legal_basis == (
            "Quy chế nội bộ, cấu hình được (giữ mức của Điều 47 Nghị định 105/2021/NĐ-CP)"
        )
        assert task.deadline.action_url == f"/people/{person.pk}/visits/new/"

    def test_boxes_to_open_stand_between(self, officer, group):
        TipBoxFactory(group=group, valid_from=TODAY - timedelta(days=14))
        ((subject, _badge, words),) = told(build(officer, "1"))
        assert (subject, words) == ("Nhà văn hóa tổ", "Hôm nay")

    def test_nothing_due(self, officer, group):
        page = build(officer, "1")
        assert (told(page), page.overdue, page.due_today, page.coming) == ([], 0, 0, 0)


class TestWhose:
    def test_the_own_places_only(self, outsider, group):
        person_due_in(0, group)
        TipBoxFactory(group=group, valid_from=date(2026, 11, 1))
        assert told(build(outsider, "1")) == []

    def test_a_group_head_sees_the_box_but_no_person(self, group_head, group):
        person_due_in(0, group, full_name="Lò Văn Nay")
        TipBoxFactory(group=group, valid_from=date(2026, 11, 1))
        assert [subject for subject, *_rest in told(build(group_head, "1"))] == ["Nhà văn hóa tổ"]

    def test_the_place_is_named(self, officer, group_head, nobody, group):
        assert [build(user, "1").place for user in (officer, group_head, nobody)] == [
            "Phường Nam Cường",
            "Phường Nam Cường",
            "",
        ]

    def test_the_weekday_in_vietnamese(self, officer):
        assert build(officer, "1").weekday == "thứ Ba"


def offered(page):
    return [(link.value, link.label, link.count, link.is_chosen) for link in page.kinds]


@pytest.fixture
def mixed(group):
    """Two residence checks, a term, a box and a re-check."""
    person_due_in(-3, group, full_name="Lò Văn Trễ")
    person_due_in(0, group, full_name="Lò Văn Nay")
    patient = PersonFactory(group=group, status="suspected_use", full_name="Lò Văn Cai")
    TreatmentFactory(person=patient, term_end=TODAY)
    TipBoxFactory(group=group, valid_from=TODAY - timedelta(days=14))
    HotspotFactory(group=group, state="cleared", recheck_on=TODAY + timedelta(days=1))


class TestKinds:
    def test_every_kind_that_is_due_is_offered_with_its_count(self, officer, mixed):
        assert offered(build(officer, "1")) == [
            (None, "Tất cả", 5, True),
            ("residence", "Kiểm tra cư trú", 2, False),
            ("term", "Hết thời hạn", 1, False),
            ("fixture", "Hòm thư, bảng", 1, False),
            ("review", "Rà soát", 1, False),
        ]

    @pytest.mark.parametrize(
        ("kind", "subjects"),
        [
            ("residence", ["Lò Văn Trễ", "Lò Văn Nay"]),
            ("term", ["Lò Văn Cai"]),
            ("fixture", ["Nhà văn hóa tổ"]),
            ("review", ["điểm phức tạp về ma túy"]),
        ],
    )
    def test_a_kind_shows_its_tasks_only(self, officer, mixed, kind, subjects):
        page = build(officer, "1", kind)
        assert [subject for subject, *_rest in told(page)] == subjects
        assert [link.value for link in page.kinds if link.is_chosen] == [kind]

    def test_the_head_and_the_counts_stay_those_of_everything(self, officer, mixed):
        whole, part = build(officer, "1"), build(officer, "1", "fixture")
        assert (part.overdue, part.due_today, part.coming) == (1, 3, 1)
        assert [link.count for link in part.kinds] == [link.count for link in whole.kinds]

    @pytest.mark.parametrize("kind", ["", "other", "Residence", "<b>"])
    def test_an_unknown_kind_shows_everything(self, officer, mixed, kind):
        page = build(officer, "1", kind)
        assert (len(page.tasks), page.kinds[0].is_chosen) == (5, True)

    def test_a_kind_with_nothing_due_is_not_offered(self, officer, group):
        person_due_in(0, group)
        TipBoxFactory(group=group, valid_from=TODAY - timedelta(days=14))
        values = [link.value for link in build(officer, "1").kinds]
        assert values == [None, "residence", "fixture"]

    def test_one_kind_is_no_choice(self, group_head, group):
        TipBoxFactory(group=group, valid_from=TODAY - timedelta(days=14))
        page = build(group_head, "1")
        assert (len(page.tasks), page.kinds) == (1, [])

    def test_a_kind_that_was_asked_for_in_vain_leads_back(self, officer, group):
        person_due_in(0, group)
        page = build(officer, "1", "fixture")
        assert offered(page) == [
            (None, "Tất cả", 1, False),
            ("residence", "Kiểm tra cư trú", 1, False),
            ("fixture", "Hòm thư, bảng", 0, True),
        ]
        assert page.tasks == []

    def test_fifty_a_page_of_the_kind(self, officer, group):
        for _ in range(51):
            person_due_in(0, group)
        TipBoxFactory(group=group, valid_from=TODAY - timedelta(days=30))
        pages = [build(officer, number, "residence") for number in ("1", "2")]
        assert [len(page.tasks) for page in pages] == [50, 1]
        assert [page.page_obj.paginator.count for page in pages] == [51, 51]


class TestScreen:
    @staticmethod
    def html(client, **asked):
        return client.get(reverse("reports:today"), asked).content.decode()

    def test_the_filter_is_links_with_counts(self, officer_client, mixed):
        html = self.html(officer_client)
        assert 'href="?kind=residence"' in html
        assert "Kiểm tra cư trú (2)" in html

    def test_the_chosen_kind_is_marked_without_colour(self, officer_client, mixed):
        html = self.html(officer_client, kind="term")
        assert re.findall(r'aria-current="true">([^<]+)<', html) == ["Hết thời hạn (1)"]

    def test_another_kind_begins_at_the_first_page(self, officer_client, group, mixed):
        for _ in range(60):
            person_due_in(0, group)
        html = self.html(officer_client, kind="residence", page=2)
        assert 'href="?kind=fixture"' in html
        assert 'href="?kind=residence&amp;page=1"' in html

    def test_nothing_of_the_kind_says_so(self, officer_client, group):
        person_due_in(0, group)
        html = self.html(officer_client, kind="review")
        assert "Không có việc loại này trong 7 ngày tới." in html

    def test_nothing_at_all_says_so_without_a_filter(self, officer_client, group):
        html = self.html(officer_client)
        assert "Không có việc đến hạn trong 7 ngày tới." in html
        assert "?kind=" not in html

    def test_the_officer_is_led_to_the_form(self, officer_client, group):
        person = person_due_in(0, group)
        assert f'href="/people/{person.pk}/visits/new/"' in self.html(officer_client)

    def test_the_chairmans_office_is_led_to_the_file_only(self, chair_office, client_of, group):
        person = person_due_in(0, group, status="post_rehab")
        person.statuses.update(term_end=TODAY)
        html = self.html(client_of(chair_office))
        assert html.count("Xem hồ sơ<") == 2
        for form in ("visits/new/", "status/"):
            assert f"/people/{person.pk}/{form}" not in html

    def test_a_recheck_has_no_button(self, officer_client, group):
        HotspotFactory(group=group, state="cleared", recheck_on=TODAY, place="Nhà trọ ngõ 12")
        html = self.html(officer_client)
        assert "Kiểm tra lại điểm đã triệt xóa" in html
        (cell,) = re.findall(r'<td class="task-act">(.*?)</td>', html, re.DOTALL)
        assert cell.strip() == ""
        assert "Nhà trọ" not in html

    @pytest.mark.parametrize("count", [1, 30])
    def test_the_whole_page_costs_the_same_for_any_number(
        self, count, ward, group, client_of, django_assert_num_queries
    ):
        for _ in range(count):
            person_due_in(0, group)
        TipBoxFactory(group=group, valid_from=TODAY - timedelta(days=14))
        client = client_of(posted(Role.OFFICER, ward=ward))
        client.get("/today/")
        with django_assert_num_queries(12):
            client.get("/today/", {"kind": "residence"})


class TestPages:
    def test_fifty_a_page(self, officer, group):
        for _ in range(51):
            person_due_in(0, group)
        assert (len(build(officer, "1").tasks), len(build(officer, "2").tasks)) == (50, 1)
        assert build(officer, "2").due_today == 51

    @pytest.mark.parametrize("count", [1, 30])
    def test_the_page_costs_the_same_for_any_number(
        self, count, ward, group, django_assert_num_queries
    ):
        for _ in range(count):
            person_due_in(0, group)
        fresh = posted(Role.OFFICER, ward=ward)
        with django_assert_num_queries(10):
            build(fresh, "1")
