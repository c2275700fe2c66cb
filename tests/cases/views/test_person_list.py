"""The list of people: who is on it, for whom, and how it is narrowed."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.permissions import Role
from cases.enums import DossierKind
from cases.models import Person
from tests.assertions import HIDDEN, assert_hidden, assert_nothing_audited, statuses
from tests.cases.views.conftest import LIST, NUMBER, SEES_FILES, page, text
from tests.factories.cases import AbsenceFactory, DossierFactory, PersonFactory, VisitFactory
from tests.factories.wards import GroupFactory, posted


def listed(client, **search):
    return [line.person.full_name for line in page(client, LIST, **search).context["lines"]]


class TestList:
    def test_a_role_sees_all_the_treated_or_no_page(self, client_as, person, patient):
        clients = {role: client_as(role) for role in Role}
        found = {
            role: HIDDEN if statuses(client, LIST) == HIDDEN else listed(client)
            for role, client in clients.items()
        }
        everybody = ["Lò Văn Páo", "Vàng A Sử"]
        expected = {role: everybody if role in SEES_FILES else HIDDEN for role in Role}
        assert found == expected | {Role.CLINIC: ["Lò Văn Páo"]}

    def test_the_committee_and_the_verifier_find_no_page(
        self, committee_client, verifier, client_of, person
    ):
        assert_hidden(committee_client, LIST)
        assert_hidden(client_of(verifier), LIST)

    def test_another_wards_officer_sees_nobody_of_this_ward(self, outsider_client, person):
        html = text(outsider_client, LIST)
        assert "Chưa có hồ sơ người nào trên địa bàn." in html
        assert "Vàng A Sử" not in html

    def test_by_given_name(self, officer_client, group):
        for name in ("Vàng A Sử", "Lò Thị Ánh", "Đặng Văn Đức", "Giàng A Dế", "Lò Văn Ân"):
            PersonFactory(group=group, full_name=name)
        assert listed(officer_client) == [
            "Lò Thị Ánh",
            "Lò Văn Ân",
            "Giàng A Dế",
            "Đặng Văn Đức",
            "Vàng A Sử",
        ]

    def test_a_line_tells_who_where_what_and_who_answers(self, officer_client, person, officer):
        Person.objects.update(officer=officer)
        VisitFactory(person=person, visited_on=date(2026, 5, 10))
        html = text(officer_client, LIST)
        for told in ("1990", "nam", "Tổ 1", "người nghiện", "01/01/2020", "10/05/2026", "có mặt"):
            assert told in html
        assert "Lê Văn Cán Bộ" in html
        assert "thiếu hồ sơ quản lý" in html
        assert person.get_absolute_url() in html

    def test_a_complete_file_says_so(self, officer_client, person):
        for kind in (DossierKind.MANAGEMENT, DossierKind.TREATMENT):
            DossierFactory(person=person, kind=kind)
        (line,) = page(officer_client, LIST).context["lines"]
        html = officer_client.get(reverse(LIST), headers={"HX-Request": "true"}).content.decode()
        assert (list(line.lacks), "đủ" in html, "thiếu" in html) == ([], True, False)

    def test_who_is_away_says_why(self, officer_client, person):
        AbsenceFactory(person=person, reason="detained")
        assert "bị tạm giữ, tạm giam, chấp hành án" in text(officer_client, LIST)

    def test_the_number_is_masked(self, officer_client, person):
        html = text(officer_client, LIST)
        assert "010******777" in html
        assert NUMBER not in html

    @pytest.mark.parametrize("search", ["vang a su", "VÀNG", "HS-77", "123456"])
    def test_what_a_search_finds(self, officer_client, person, group, search):
        PersonFactory(group=group, full_name="Lò Văn Khác")
        DossierFactory(person=person, number="HS-77")
        # Six digits are nobody's identity number.
        DossierFactory(person=person, kind=DossierKind.TREATMENT, number="123456")
        assert listed(officer_client, q=search) == ["Vàng A Sử"]

    def test_nothing_found_says_what_to_do(self, officer_client, person):
        html = text(officer_client, LIST, q="không ai")
        assert "Không có người nào khớp." in html
        assert "0 người" in html

    def test_more_questions_are_open_once_asked(self, officer_client, person):
        asked = [
            page(officer_client, LIST, **search).context
            for search in ({}, {"q": "a"}, {"lack": "any"})
        ]
        told = [(context["is_asked"], context["is_narrowed"]) for context in asked]
        assert told == [(False, False), (True, False), (True, True)]

    def test_an_impossible_question_shows_its_error_and_nobody_wrongly(
        self, officer_client, person
    ):
        response = officer_client.get(reverse(LIST), {"group": "999999"})
        assert response.status_code == 200
        assert list(response.context["filter"].form.errors) == ["group"]

    def test_a_foreign_group_is_no_choice(self, officer_client, person, other_group):
        assert "Thôn 1" not in text(officer_client, LIST)

    def test_htmx_gets_the_lines_alone(self, officer_client, person):
        response = officer_client.get(reverse(LIST), headers={"HX-Request": "true"})
        html = response.content.decode()
        assert "Vàng A Sử" in html
        assert "<html" not in html
        assert "<form" not in html

    def test_fifty_a_page_and_the_question_stays_with_the_next(self, officer_client, group):
        PersonFactory.create_batch(51, group=group)
        first = page(officer_client, LIST, q="lo van")
        assert len(first.context["lines"]) == 50
        assert "1–50 trong 51" in first.content.decode()
        assert "q=lo+van&amp;page=2" in first.content.decode()
        assert len(listed(officer_client, q="lo van", page=2)) == 1

    def test_a_page_that_does_not_exist_shows_the_last(self, officer_client, person):
        assert listed(officer_client, page=9) == ["Vàng A Sử"]

    def test_only_who_keeps_files_is_offered_a_new_one(
        self, officer_client, chair_office, client_of, person
    ):
        new = reverse("cases:person-create")
        assert new in text(officer_client, LIST)
        assert new not in text(client_of(chair_office), LIST)

    def test_reading_a_list_is_not_reading_a_file(self, officer_client, person):
        listed(officer_client)
        assert_nothing_audited()

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_list_costs_the_same_for_any_number(
        self, rows, group, officer_client, django_assert_num_queries
    ):
        PersonFactory.create_batch(rows, group=group)
        listed(officer_client)
        with django_assert_num_queries(6):
            listed(officer_client)

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_hardest_question_costs_the_same_for_any_number(
        self, rows, group, officer_client, rules, django_assert_num_queries
    ):
        """One more: the rule of the monthly check."""
        PersonFactory.create_batch(rows, group=group)
        search = {
            "q": "lo",
            "status": "managed",
            "group": group.pk,
            "presence": "present",
            "lack": "any",
            "due": "check",
        }
        assert listed(officer_client, **search)
        with django_assert_num_queries(8):
            listed(officer_client, **search)


class TestListOfAClinic:
    def test_it_shows_the_treatment_and_not_the_file(self, clinic, client_of, patient):
        html = text(client_of(clinic), LIST)
        assert "Người điều trị" in html
        assert "đang điều trị từ 10/03/2026" in html
        for hidden in ("người nghiện", "010******888", "thiếu hồ sơ", "Kiểm tra gần nhất"):
            assert hidden not in html

    def test_it_does_not_learn_why_somebody_is_away(self, clinic, client_of, patient):
        AbsenceFactory(person=patient, reason="detained")
        html = text(client_of(clinic), LIST)
        assert "vắng mặt" in html
        assert "tạm giam" not in html

    def test_a_treatment_that_is_over_says_so(self, clinic, client_of, patient):
        patient.treatments.update(valid_to=date(2026, 5, 1), end_reason="completed")
        assert "đã kết thúc" in text(client_of(clinic), LIST)

    def test_it_cannot_sort_people_by_their_files(self, clinic, client_of, patient):
        assert listed(client_of(clinic), status="ended") == ["Lò Văn Páo"]

    @pytest.mark.parametrize("rows", [1, 30])
    def test_its_list_costs_the_same_for_any_number(
        self, rows, group, clinic, client_of, django_assert_num_queries
    ):
        PersonFactory.create_batch(rows, group=group, treated=True)
        client = client_of(clinic)
        listed(client)
        with django_assert_num_queries(6):
            listed(client)


def test_an_officer_of_one_group_sees_that_group(ward, group, client_of, person):
    helper = posted(Role.OFFICER, group=group)
    PersonFactory(group=GroupFactory(ward=ward), full_name="Lò Văn Khác")
    assert listed(client_of(helper)) == ["Vàng A Sử"]
