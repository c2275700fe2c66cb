"""The list of people, the page of one person, a new person, a correction, the full number."""

import re
import uuid
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.permissions import Role
from cases.enums import AuditAction, DossierKind, TreatmentForm
from cases.models import Person
from cases.statuses import PersonStatus
from tests.assertions import assert_audited, assert_hidden, assert_nothing_audited, assert_refused
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    DossierFormFactory,
    DrugTestFactory,
    PersonFactory,
    TreatmentFactory,
    VisitFactory,
)
from tests.factories.wards import GroupFactory, PostingFactory, posted

NUMBER = "010090123777"
SEES_FILES = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE}
KEEPS_FILES = {Role.OFFICER, Role.CHIEF}
OF_A_WARD = [role for role in Role if role != Role.GROUP_HEAD]
LIST = "cases:person-list"


@pytest.fixture
def person(group):
    return PersonFactory(
        group=group, full_name="Vàng A Sử", birth_year=1990, id_number=NUMBER,
        note="hay đi rừng", convictions="án treo 2015",
    )  # fmt: skip


@pytest.fixture
def patient(group):
    return PersonFactory(
        group=group, full_name="Lò Văn Páo", treated=True, id_number="010090123888",
        convictions="án treo 2015", phone="0912345678", guardians="Bà Lò Thị Mẩy",
    )  # fmt: skip


def page(client, name, *args, **search):
    response = client.get(reverse(name, args=args), search)
    assert response.status_code == 200
    return response


def text(client, name, *args, **search):
    return page(client, name, *args, **search).content.decode()


def listed(client, **search):
    return [line.person.full_name for line in page(client, LIST, **search).context["lines"]]


def typed(group, **fields):
    return {
        "full_name": "Giàng Thị Mẩy", "birth_date": "05/02/1990", "sex": "female", "ethnicity": "08",
        "id_number": "010190000321", "group": group.pk, "since": "01/03/2024", "residence_kind": "permanent",
        "status": "suspected_use", "submission": str(uuid.uuid4()),
    } | fields  # fmt: skip


class TestList:
    @pytest.mark.parametrize("role", OF_A_WARD)
    def test_a_role_sees_all_the_treated_or_no_page(self, role, ward, person, patient, client_of):
        client = client_of(posted(role, ward=ward))
        if role in SEES_FILES:
            assert listed(client) == ["Lò Văn Páo", "Vàng A Sử"]
        elif role == Role.CLINIC:
            assert listed(client) == ["Lò Văn Páo"]
        else:
            assert_hidden(client, LIST)

    def test_a_group_head_finds_no_page(self, group_head, client_of, person):
        assert_hidden(client_of(group_head), LIST)

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
            "Lò Thị Ánh", "Lò Văn Ân", "Giàng A Dế", "Đặng Văn Đức", "Vàng A Sử",
        ]  # fmt: skip

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

    @pytest.mark.parametrize("search", ["vang a su", "VÀNG", "HS-77", "12345678"])
    def test_what_a_search_finds(self, officer_client, person, group, search):
        PersonFactory(group=group, full_name="Lò Văn Khác")
        DossierFactory(person=person, number="HS-77")
        # Eight digits are no identity number.
        DossierFactory(person=person, kind=DossierKind.TREATMENT, number="12345678")
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

    @pytest.mark.parametrize("rows", [1, 3, 300])
    def test_the_list_costs_the_same_for_any_number(
        self, rows, group, officer_client, django_assert_num_queries
    ):
        PersonFactory.create_batch(rows, group=group)
        listed(officer_client)
        with django_assert_num_queries(6):
            listed(officer_client)

    @pytest.mark.parametrize("rows", [1, 3, 300])
    def test_the_hardest_question_costs_the_same_for_any_number(
        self, rows, group, officer_client, rules, django_assert_num_queries
    ):
        """One more: the rule of the monthly check."""
        PersonFactory.create_batch(rows, group=group)
        search = {
            "q": "lo", "status": "managed", "group": group.pk, "presence": "present", "lack": "any",
            "due": "check",
        }  # fmt: skip
        assert listed(officer_client, **search)
        with django_assert_num_queries(8):
            listed(officer_client, **search)


def find(client, typed=NUMBER, **also):
    return client.post(reverse("cases:person-find"), {"q": typed} | also)


def shown_words(client, response) -> list[str]:
    """What the page that the answer leads to says on top."""
    return [str(message) for message in client.get(response.url).context["messages"]]


NOBODY_THERE = "Không có hồ sơ nào mang số này trong địa bàn của bạn."
PRESS_FIND = "Để tìm theo số định danh, gõ số vào ô tìm rồi bấm “Tìm”."


class TestFind:
    """A search sent by POST: a number never stands in an address, a log or the history."""

    @pytest.mark.parametrize(
        "typed", [NUMBER, f"  {NUMBER} ", "010 090 123 777", "010.090.123-777"]
    )
    def test_a_whole_number_opens_the_file(self, officer_client, person, typed):
        answer = find(officer_client, typed)
        assert (answer.status_code, answer.url) == (302, person.get_absolute_url())

    def test_an_old_number_of_nine_digits_too(self, officer_client, group):
        person = PersonFactory(group=group, id_number="063123456")
        assert find(officer_client, "063 123 456").url == person.get_absolute_url()

    @pytest.mark.parametrize("role", OF_A_WARD)
    def test_a_role_finds_whom_it_sees(self, role, ward, person, patient, client_of):
        client = client_of(posted(role, ward=ward))
        answers = [find(client, one.id_number) for one in (person, patient)]
        if role in SEES_FILES:
            expected = [person.get_absolute_url(), patient.get_absolute_url()]
        elif role == Role.CLINIC:
            expected = [reverse(LIST), patient.get_absolute_url()]
        else:
            assert [answer.status_code for answer in answers] == [404, 404]
            return
        assert [answer.url for answer in answers] == expected

    def test_a_group_head_and_the_committee_find_no_address(
        self, group_head, committee_client, client_of, person
    ):
        for client in (client_of(group_head), committee_client):
            assert_hidden(client, "cases:person-find", data={"q": NUMBER})

    def test_without_a_sign_in_nothing_is_told(self, client, person):
        answer = find(client)
        assert answer.status_code == 302
        assert answer.url == "/accounts/login/?next=/people/find/"

    def test_back_from_the_sign_in_page_the_list_is_shown(self, officer_client, person):
        answer = officer_client.get(reverse("cases:person-find"), {"q": NUMBER})
        assert (answer.status_code, answer.url) == (302, reverse(LIST))

    def test_a_number_of_another_ward_is_like_one_that_does_not_exist(
        self, outsider_client, person
    ):
        answers = [find(outsider_client, typed) for typed in (NUMBER, "010090999999")]
        assert [answer.url for answer in answers] == [reverse(LIST), reverse(LIST)]
        html = outsider_client.get(reverse(LIST)).content.decode()
        assert html.count(NOBODY_THERE) == 2
        assert "Vàng A Sử" not in html

    def test_a_number_that_nobody_has_leads_to_the_list_with_a_word(self, officer_client, person):
        answer = find(officer_client, "010090999999")
        assert shown_words(officer_client, answer) == [NOBODY_THERE]

    @pytest.mark.parametrize(
        ("typed", "query"),
        [
            ("vang a su", "?q=vang+a+su"),
            ("HS-77", "?q=HS-77"),
            ("12345678", "?q=12345678"),
            ("0100901237771", "?q=0100901237771"),
            ("a&b=c", "?q=a%26b%3Dc"),
            ("", ""),
        ],
    )
    def test_any_other_text_is_asked_of_the_list(self, officer_client, person, typed, query):
        answer = find(officer_client, typed)
        assert (answer.status_code, answer.url) == (302, reverse(LIST) + query)

    def test_the_other_questions_go_along(self, officer_client, group):
        also = {"status": "addict", "group": group.pk, "due": "", "foreign": "x"}
        answer = find(officer_client, "lo", **also)
        assert answer.url == f"{reverse(LIST)}?q=lo&status=addict&group={group.pk}"

    def test_a_number_in_vain_keeps_the_other_questions(self, officer_client, person):
        answer = find(officer_client, "010090999999", status="addict")
        assert answer.url == f"{reverse(LIST)}?status=addict"

    def test_the_number_is_in_no_address_on_the_way(self, officer_client, outsider_client, person):
        for client in (officer_client, outsider_client):
            answer = client.post(reverse("cases:person-find"), {"q": NUMBER}, follow=True)
            assert [url for url, _code in answer.redirect_chain if NUMBER in url] == []
            assert NUMBER not in answer.content.decode()

    def test_opening_the_file_is_recorded_finding_it_is_not(self, officer_client, officer, person):
        answer = find(officer_client)
        assert_nothing_audited()
        officer_client.get(answer.url)
        assert_audited(AuditAction.PERSON_READ, by=officer, target=person)

    @pytest.mark.parametrize("count", [1, 3, 300])
    def test_finding_costs_the_same_among_any_number(
        self, officer_client, group, person, count, django_assert_num_queries
    ):
        PersonFactory.create_batch(count, group=group)
        find(officer_client)
        with django_assert_num_queries(4):
            find(officer_client)


class TestNumberInTheAddress:
    """An old link, or a browser without JavaScript that was given one."""

    @pytest.mark.parametrize("typed", [NUMBER, "010 090 123 777", "063123456"])
    def test_the_list_takes_it_out_and_says_how_to_search(self, officer_client, person, typed):
        answer = officer_client.get(reverse(LIST), {"q": typed, "status": "addict"})
        assert (answer.status_code, answer.url) == (302, f"{reverse(LIST)}?status=addict")
        assert shown_words(officer_client, answer) == [PRESS_FIND]

    def test_the_live_search_does_not_search_for_it(self, officer_client, person):
        headers = {"HX-Request": "true"}
        answer = officer_client.get(reverse(LIST), {"q": NUMBER}, headers=headers)
        assert (answer.status_code, answer.url) == (302, reverse(LIST))

    def test_who_may_not_see_the_list_is_told_nothing(self, committee_client, person):
        assert committee_client.get(reverse(LIST), {"q": NUMBER}).status_code == 404

    def test_both_search_forms_are_posted(self, officer_client, person):
        html = text(officer_client, LIST)
        forms = re.findall(r"<form[^>]*people/find/[^>]*>", html)
        assert len(forms) == 2
        assert all('method="post"' in form for form in forms)

    def test_the_live_search_does_not_put_the_token_into_the_address(self, officer_client, person):
        assert 'hx-params="not csrfmiddlewaretoken"' in text(officer_client, LIST)

    def test_the_browser_does_not_remember_what_was_typed(self, officer_client, person):
        html = text(officer_client, LIST)
        boxes = re.findall(r'<input[^>]*name="q"[^>]*>', html)
        assert ['autocomplete="off"' in box for box in boxes] == [True, True]


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

    @pytest.mark.parametrize("rows", [1, 3, 300])
    def test_its_list_costs_the_same_for_any_number(
        self, rows, group, clinic, client_of, django_assert_num_queries
    ):
        PersonFactory.create_batch(rows, group=group, treated=True)
        client = client_of(clinic)
        listed(client)
        with django_assert_num_queries(6):
            listed(client)


class TestPage:
    def url(self, person):
        return reverse("cases:person-detail", args=[person.pk])

    def html(self, client, person):
        return text(client, "cases:person-detail", person.pk)

    @pytest.mark.parametrize("role", OF_A_WARD)
    def test_a_role_reads_the_file_or_finds_no_page(self, role, ward, person, client_of):
        response = client_of(posted(role, ward=ward)).get(self.url(person))
        assert response.status_code == (200 if role in SEES_FILES else 404)

    def test_others_find_no_page(
        self, outsider_client, committee_client, group_head, verifier, client_of, person
    ):
        clients = [outsider_client, committee_client, client_of(group_head), client_of(verifier)]
        assert [client.get(self.url(person)).status_code for client in clients] == [404] * 4

    def test_a_missing_person_is_like_a_foreign_one(self, officer_client, person):
        assert officer_client.get(self.url(Person(pk=999_999))).status_code == 404

    def test_every_reading_is_recorded_once(self, officer_client, officer, person, ward):
        self.html(officer_client, person)
        event = assert_audited(AuditAction.PERSON_READ, by=officer, target=person)
        assert event.unit_id == ward.pk
        self.html(officer_client, person)
        assert AuditEvent.objects.filter(action=AuditAction.PERSON_READ).count() == 2

    def test_a_refused_reading_is_not_told_as_one(self, outsider_client, person):
        outsider_client.get(self.url(person))
        assert_nothing_audited()

    def test_the_number_is_masked(self, officer_client, person):
        html = self.html(officer_client, person)
        assert "010******777" in html
        assert NUMBER not in html

    def test_who_it_is_and_where(self, officer_client, person):
        html = self.html(officer_client, person)
        for told in ("Vàng A Sử", "1990", "nam", "Kinh", "Tổ 1, Nam Cường", "Số 5, ngõ 2"):
            assert told in html

    def test_form_05_is_shown(self, officer_client, person):
        html = self.html(officer_client, person)
        assert "hay đi rừng" in html
        assert "án treo 2015" in html

    def test_the_course_with_its_decision(self, officer_client, person):
        html = self.html(officer_client, person)
        assert "Quyết định 12/QĐ-UBND" in html
        assert "01/01/2020 – nay" in html
        assert "Luật Phòng, chống ma túy 73/2021/QH14" in html

    def test_a_dossier_says_how_complete_it_is(self, officer_client, person):
        dossier = DossierFactory(person=person, number="HS-77")
        DossierFormFactory(dossier=dossier, code="05", filed_on=date(2026, 4, 2))
        html = self.html(officer_client, person)
        assert "1/5 biểu mẫu" in html
        assert "có từ 02/04/2026" in html
        assert f"{reverse('cases:dossier-form-file', args=[dossier.pk])}?code=07" in html

    def test_a_closed_dossier_asks_for_nothing_more(self, officer_client, person):
        dossier = DossierFactory(
            person=person, valid_to=date(2026, 5, 1), close_reason="chuyển hồ sơ"
        )
        html = self.html(officer_client, person)
        assert "Lý do đóng: chuyển hồ sơ" in html
        assert reverse("cases:dossier-form-file", args=[dossier.pk]) not in html
        assert reverse("cases:dossier-close", args=[dossier.pk]) not in html

    def test_what_a_criterion_misses_stands_out(self, officer_client, person):
        html = self.html(officer_client, person)
        assert "Thiếu hồ sơ quản lý" in html
        assert f"{reverse('cases:dossier-create', args=[person.pk])}?kind=treatment" in html

    def test_visits_and_tests(self, officer_client, officer, person):
        VisitFactory(person=person, visited_on=date(2026, 5, 10), note="đi làm đều", by=officer)
        DrugTestFactory(person=person, result="positive", substance="heroin")
        html = self.html(officer_client, person)
        for told in ("10/05/2026", "đi làm đều", "Lê Văn Cán Bộ", "dương tính: heroine"):
            assert told in html

    def test_many_visits_say_how_many_there_are(self, officer_client, person):
        for day in range(1, 15):
            VisitFactory(person=person, visited_on=date(2026, 5, day))
        html = self.html(officer_client, person)
        assert "12 lần gần nhất trong 14 lần." in html
        assert "02/05/2026" not in html

    def test_an_empty_file_says_what_is_not_there(self, officer_client, group):
        person = PersonFactory(group=group, id_number="", status=PersonStatus.SUSPECTED_USE)
        html = self.html(officer_client, person)
        for told in (
            "Chưa lập hồ sơ nào.", "Chưa ghi lần kiểm tra nào.", "Chưa ghi lần xét nghiệm nào.",
            "Chưa ghi lần cai nghiện, điều trị nào.", "Không có hạn nào đang tính.", "chưa có",
        ):  # fmt: skip
            assert told in html

    def test_what_is_odd_in_the_number_is_said(self, officer_client, group):
        person = PersonFactory(group=group, birth_year=1990, id_number="010290000001")
        warning = "Chữ số thứ tư của CCCD không khớp với giới tính và thế kỷ sinh."
        assert warning in self.html(officer_client, person)

    def test_invented_people_say_so(self, officer_client, person, settings):
        settings.DEMO = False
        assert "dữ liệu minh họa" not in self.html(officer_client, person)
        Person.objects.update(is_demo=True)
        assert "dữ liệu minh họa" in self.html(officer_client, person)

    def test_a_term_that_is_over_is_marked(self, officer_client, person):
        TreatmentFactory(person=person, term_end=date(2026, 5, 1))
        html = self.html(officer_client, person)
        assert "quá hạn" in html
        assert "Hết thời hạn: cai nghiện tự nguyện tại cộng đồng" in html

    def test_a_term_that_is_near_is_marked(self, officer_client, person):
        TreatmentFactory(person=person, term_end=date(2026, 12, 1))
        with time_machine.travel(date(2026, 11, 24), tick=False):
            html = self.html(officer_client, person)
        assert "sắp đến hạn" in html
        assert "quá hạn" not in html

    def test_buttons_are_for_those_who_may(self, officer_client, chair_office, client_of, person):
        names = (
            "person-edit", "status-move", "residence-set", "absence-create", "dossier-create",
            "treatment-create", "visit-create", "test-create", "identity-reveal",
        )  # fmt: skip
        urls = [reverse(f"cases:{name}", args=[person.pk]) for name in names]
        officers, readers = (
            self.html(client, person) for client in (officer_client, client_of(chair_office))
        )
        assert [url in officers for url in urls] == [True] * 9
        assert [url in readers for url in urls] == [False] * 9

    def test_rights_in_another_ward_give_no_buttons_here(
        self, chair_office, other_ward, client_of, person
    ):
        PostingFactory(user=chair_office, role=Role.OFFICER, ward=other_ward)
        html = self.html(client_of(chair_office), person)
        assert reverse("cases:person-edit", args=[person.pk]) not in html
        assert reverse("cases:identity-reveal", args=[person.pk]) not in html

    def test_who_is_away_may_come_back(self, officer_client, person):
        AbsenceFactory(person=person)
        html = self.html(officer_client, person)
        assert reverse("cases:absence-end", args=[person.pk]) in html
        assert reverse("cases:absence-create", args=[person.pk]) not in html

    def test_who_has_no_number_has_none_to_reveal(self, officer_client, group):
        person = PersonFactory(group=group, id_number="")
        url = reverse("cases:identity-reveal", args=[person.pk])
        assert url not in self.html(officer_client, person)

    def test_incidents_are_not_counted_here(self, officer_client, person):
        assert "vụ việc" not in self.html(officer_client, person).lower()

    def test_it_cannot_be_posted_to(self, officer_client, person):
        assert officer_client.post(self.url(person)).status_code == 405

    @pytest.mark.parametrize("rows", [1, 3, 300])
    def test_the_page_costs_the_same_for_any_history(
        self, rows, officer_client, officer, person, rules, django_assert_num_queries
    ):
        """Three for the reader, six to read and five to record the reading, with its savepoint."""
        dossier = DossierFactory(person=person)
        DossierFormFactory(dossier=dossier)
        TreatmentFactory(person=person)
        for n in range(rows):
            VisitFactory(person=person, visited_on=date.fromordinal(738_000 + n), by=officer)
            DrugTestFactory(person=person)
        self.html(officer_client, person)
        with django_assert_num_queries(15):
            self.html(officer_client, person)


class TestPageOfAClinic:
    def html(self, clinic, client_of, person):
        return text(client_of(clinic), "cases:person-detail", person.pk)

    def test_it_shows_the_treatment_and_nothing_of_the_file(self, clinic, client_of, patient):
        TreatmentFactory(person=patient, form=TreatmentForm.COMPULSORY, provider="Cơ sở số 1")
        DossierFactory(person=patient, number="HS-77")
        VisitFactory(person=patient, note="đi làm đều")
        DrugTestFactory(person=patient, result="positive", substance="heroin")
        AbsenceFactory(person=patient, reason="detained")
        html = self.html(clinic, client_of, patient)
        assert "Lò Văn Páo" in html
        assert "Điều trị bằng thuốc thay thế (methadone)" in html
        for hidden in (
            "010******888", "án treo", "0912345678", "Bà Lò Thị Mẩy", "Cơ sở số 1", "HS-77", "đi làm đều",
            "dương tính", "tạm giam", "người nghiện", "12/QĐ-UBND", "Số 5, ngõ 2", "Lý lịch", "Hồ sơ",
        ):  # fmt: skip
            assert hidden not in html.replace("Không có hồ sơ", "")

    def test_its_reading_is_recorded_too(self, clinic, client_of, patient):
        self.html(clinic, client_of, patient)
        assert_audited(AuditAction.PERSON_READ, by=clinic, target=patient)

    def test_it_may_record_the_treatment_and_nothing_else(self, clinic, client_of, patient):
        html = self.html(clinic, client_of, patient)
        treatment = patient.treatments.get()
        assert reverse("cases:treatment-create", args=[patient.pk]) in html
        assert reverse("cases:treatment-end", args=[treatment.pk]) in html
        for name in ("person-edit", "status-move", "dossier-create", "visit-create", "test-create"):
            assert reverse(f"cases:{name}", args=[patient.pk]) not in html

    def test_who_is_not_treated_is_not_found(self, clinic, client_of, person):
        url = reverse("cases:person-detail", args=[person.pk])
        assert client_of(clinic).get(url).status_code == 404

    def test_a_clinic_of_another_ward_finds_no_page(self, other_ward, client_of, patient):
        client = client_of(posted(Role.CLINIC, ward=other_ward))
        url = reverse("cases:person-detail", args=[patient.pk])
        assert client.get(url).status_code == 404


class TestCreate:
    url = property(lambda _self: reverse("cases:person-create"))

    def test_an_officer_registers_a_person(self, officer_client, officer, group):
        response = officer_client.post(self.url, typed(group))
        person = Person.objects.get()
        assert response["Location"] == person.get_absolute_url()
        assert (person.full_name, person.id_number) == ("Giàng Thị Mẩy", "010190000321")
        assert (person.officer, person.residences.get().group) == (officer, group)
        assert person.statuses.get().status == "suspected_use"
        assert_audited(AuditAction.PERSON_REGISTERED, by=officer, target=person)

    def test_everything_typed_is_kept(self, officer_client, chief, group):
        officer_client.post(
            self.url,
            typed(
                group, other_name="Mỷ", phone="0912 345 678", occupation="làm nông", guardians="Bà Mẩy",
                officer=chief.pk, birthplace="Sa Pa", home_town="Bắc Hà", education="primary",
                first_use_year="2015", drug="heroin", route="inject", past_rehab_count="2", has_psychosis="on",
                convictions="không", note="ghi chú", residence_kind="temporary", address="Số 7", status="addict",
                status_from="05/03/2024", decision_number="15/QĐ-UBND", decision_date="04/03/2024",
                issuer="UBND phường",
            ),
        )  # fmt: skip
        person = Person.objects.get()
        kept = (person.phone, person.guardians, person.past_rehab_count, person.has_psychosis)
        assert kept == ("0912345678", "Bà Mẩy", 2, True)
        assert (person.officer, person.note, person.drug) == (chief, "ghi chú", "heroin")
        stay, period = person.residences.get(), person.statuses.get()
        assert (stay.kind, stay.address) == ("temporary", "Số 7")
        assert (period.decision_number, period.issuer) == ("15/QĐ-UBND", "UBND phường")
        assert (period.valid_from, period.decision_date) == (date(2024, 3, 5), date(2024, 3, 4))

    @pytest.mark.parametrize("role", [role for role in OF_A_WARD if role not in KEEPS_FILES])
    def test_others_find_no_page(self, role, ward, client_of, group):
        assert_hidden(client_of(posted(role, ward=ward)), "cases:person-create", data=typed(group))
        assert Person.objects.count() == 0

    def test_a_group_head_finds_no_page(self, group_head, client_of, group):
        assert_hidden(client_of(group_head), "cases:person-create", data=typed(group))

    def test_a_foreign_group_is_no_choice(self, officer_client, group, other_group):
        response = officer_client.post(self.url, typed(other_group))
        assert list(response.context["form"].errors) == ["group"]
        assert Person.objects.count() == 0

    def test_the_first_guesses(self, officer_client, officer, group):
        form = page(officer_client, "cases:person-create").context["form"]
        assert form["officer"].value() == officer.pk or form["officer"].value() == officer
        assert form["residence_kind"].initial is None

    @pytest.mark.parametrize(
        ("fields", "refusal"),
        [
            ({"birth_date": "31/02/2024"},
             {"birth_date": "Không có ngày này trong lịch. Ghi ngày/tháng/năm, ví dụ 05/02/2026."}),
            ({"birth_date": "01/01/2999"}, {"birth_date": "Ngày sinh không được sau hôm nay."}),
            ({"birth_date": ""}, {"birth_date": "Ghi ngày sinh, hoặc năm sinh nếu không rõ ngày."}),
            ({"id_number": "01019000032"},
             {"id_number": "Số định danh có 11 chữ số; CCCD phải đủ 12, CMND cũ đủ 9."}),
            ({"id_number": "0101900003211"},
             {"id_number": "Số định danh có 13 chữ số; CCCD phải đủ 12, CMND cũ đủ 9."}),
            ({"id_number": "0101900003A1"}, {"id_number": "Số định danh chỉ gồm chữ số; kiểm tra lại."}),
            ({"full_name": "Mẩy"}, {"full_name": "Ghi đủ họ và tên."}),
            ({"phone": "12345"}, {"phone": "Số điện thoại phải có 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84."}),
            ({"since": "01/01/2999"}, {"since": "Ngày không được sau hôm nay."}),
            ({"since": "01/01/1980"}, {"since": "Ngày này trước khi người này sinh ra."}),
            ({"status": "addict"},
             {"decision_number": "Diện này phải có số quyết định.",
              "decision_date": "Diện này phải có ngày quyết định."}),
            ({"status": "addict", "decision_number": "1", "decision_date": "02/03/2024"},
             {"decision_date": "Ngày quyết định phải trước hoặc đúng ngày bắt đầu."}),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved(
        self, officer_client, group, fields, refusal
    ):
        assert_refused(officer_client.post(self.url, typed(group, **fields)), **refusal)
        assert Person.objects.count() == 0
        assert_nothing_audited()

    def test_a_wrong_form_keeps_what_was_typed(self, officer_client, group):
        response = officer_client.post(self.url, typed(group, birth_date="31/02/2024"))
        assert "Giàng Thị Mẩy" in response.content.decode()

    @pytest.mark.parametrize(
        ("number", "warning"),
        [
            ("012345678", "Số 9 chữ số là CMND cũ; bổ sung số CCCD khi có."),
            ("010390000321", "Chữ số thứ tư của CCCD không khớp với giới tính và thế kỷ sinh."),
            ("010090000321", "Chữ số thứ tư của CCCD không khớp với giới tính và thế kỷ sinh."),
            ("010191000321", "Hai chữ số năm sinh trong CCCD không khớp với năm sinh đã ghi."),
        ],
    )
    def test_what_is_odd_in_the_number_is_saved_and_said(
        self, officer_client, group, number, warning
    ):
        data = typed(group, id_number=number)
        response = officer_client.post(self.url, data, follow=True)
        assert Person.objects.get().id_number == number
        assert "Đã lập hồ sơ." in response.content.decode()
        assert warning in response.content.decode()

    def test_a_number_already_known_anywhere_is_refused_without_telling_where(
        self, officer_client, group, other_group
    ):
        PersonFactory(group=other_group, full_name="Người Nơi Khác", id_number="010190000321")
        response = officer_client.post(self.url, typed(group))
        assert_refused(
            response,
            id_number="Số định danh này đã có hồ sơ trong hệ thống. Nếu người này chuyển đến, đề nghị công an "
            "nơi cũ bàn giao hồ sơ; không lập hồ sơ thứ hai.",
        )
        assert "Người Nơi Khác" not in response.content.decode()

    def test_a_form_sent_twice_makes_one_person(self, officer_client, group):
        data = typed(group)
        first, second = (officer_client.post(self.url, data) for _ in range(2))
        assert first["Location"] == second["Location"]
        assert Person.objects.count() == 1
        assert AuditEvent.objects.filter(action=AuditAction.PERSON_REGISTERED).count() == 1

    def test_the_page_has_its_budget(self, officer_client, group, django_assert_num_queries):
        page(officer_client, "cases:person-create")
        with django_assert_num_queries(5):
            page(officer_client, "cases:person-create")


class TestDuplicate:
    url = property(lambda _self: reverse("cases:person-create"))

    @pytest.fixture
    def known(self, group):
        return PersonFactory(
            group=group, full_name="Giàng Thị Mẩy", birth_year=1990, id_number="010190000999"
        )

    def test_somebody_alike_is_shown_and_must_be_looked_at(self, officer_client, group, known):
        response = officer_client.post(self.url, typed(group))
        assert_refused(
            response, is_another="Đã có người cùng tên, cùng năm sinh. Xem lại trước khi lập."
        )
        html = response.content.decode()
        assert "Có thể người này đã có hồ sơ:" in html
        assert known.get_absolute_url() in html
        assert "010******999" in html
        assert "010190000999" not in html
        assert Person.objects.count() == 1

    def test_ticking_makes_a_second_file(self, officer_client, group, known):
        response = officer_client.post(self.url, typed(group, is_another="on"))
        assert response.status_code == 302
        assert Person.objects.count() == 2

    def test_the_same_form_may_be_sent_again_with_the_tick(self, officer_client, group, known):
        data = typed(group)
        assert officer_client.post(self.url, data).status_code == 422
        assert officer_client.post(self.url, data | {"is_another": "on"}).status_code == 302

    def test_somebody_alike_in_another_ward_is_not_given_away(
        self, officer_client, group, other_group
    ):
        PersonFactory(group=other_group, full_name="Giàng Thị Mẩy", birth_year=1990)
        assert officer_client.post(self.url, typed(group)).status_code == 302


class TestEdit:
    def url(self, person):
        return reverse("cases:person-edit", args=[person.pk])

    def sent(self, version=1, **fields):
        return {
            "full_name": "Vàng A Sử", "birth_year": "1990", "sex": "male", "ethnicity": "08",
            "past_rehab_count": "0", "version": str(version),
        } | fields  # fmt: skip

    def test_an_officer_corrects_a_person(self, officer_client, officer, person):
        response = officer_client.post(self.url(person), self.sent(occupation="thợ xây"))
        assert response["Location"] == person.get_absolute_url()
        person.refresh_from_db()
        assert (person.occupation, person.ethnicity, person.version) == ("thợ xây", "08", 2)
        assert_audited(AuditAction.PERSON_CHANGED, by=officer, target=person)

    def test_the_number_stays_when_none_is_typed(self, officer_client, person):
        officer_client.post(self.url(person), self.sent())
        person.refresh_from_db()
        assert person.id_number == NUMBER

    def test_a_new_number_replaces_the_old(self, officer_client, person):
        officer_client.post(self.url(person), self.sent(new_id_number="010090000042"))
        assert list(Person.objects.all().with_id_number("010090000042")) == [person]
        assert list(Person.objects.all().with_id_number(NUMBER)) == []

    def test_a_wrong_number_is_refused_beside_its_field(self, officer_client, person):
        response = officer_client.post(self.url(person), self.sent(new_id_number="1"))
        assert_refused(
            response, new_id_number="Số định danh có 1 chữ số; CCCD phải đủ 12, CMND cũ đủ 9."
        )

    def test_the_number_is_not_in_the_form(self, officer_client, person):
        html = text(officer_client, "cases:person-edit", person.pk)
        assert NUMBER not in html
        assert "010******777" in html

    def test_somebody_without_a_day_of_birth_may_get_one(self, officer_client, person):
        data = self.sent(birth_year="", birth_date="05/02/1991")
        assert officer_client.post(self.url(person), data).status_code == 302
        person.refresh_from_db()
        assert (person.birth_date, person.birth_year) == (date(1991, 2, 5), 1991)

    def test_a_day_of_birth_may_be_taken_back_to_a_year(self, officer_client, group):
        person = PersonFactory(group=group, birth_date=date(1990, 2, 5))
        data = self.sent(full_name=person.full_name, birth_year="1990")
        assert officer_client.post(self.url(person), data).status_code == 302
        person.refresh_from_db()
        assert (person.birth_date, person.birth_year) == (None, 1990)

    def test_neither_day_nor_year_is_refused(self, officer_client, person):
        response = officer_client.post(self.url(person), self.sent(birth_year=""))
        assert_refused(response, birth_date="Ghi ngày sinh, hoặc năm sinh nếu không rõ ngày.")

    def test_an_edit_on_an_old_version_shows_both_and_saves_nothing(self, officer_client, person):
        officer_client.post(self.url(person), self.sent(occupation="thợ xây"))
        response = officer_client.post(self.url(person), self.sent(occupation="lái xe"))
        assert response.status_code == 422
        rows = response.context["stale_rows"]
        assert ("Nghề nghiệp", "thợ xây", "lái xe") in rows
        assert NUMBER not in response.content.decode()
        person.refresh_from_db()
        assert person.occupation == "thợ xây"

    def test_a_new_number_on_an_old_version_does_not_show_the_stored_one(
        self, officer_client, person
    ):
        officer_client.post(self.url(person), self.sent(occupation="thợ xây"))
        response = officer_client.post(self.url(person), self.sent(new_id_number="010090000042"))
        assert response.status_code == 422
        assert NUMBER not in response.content.decode()

    def test_saving_again_knowingly_takes_the_new_version(self, officer_client, person):
        officer_client.post(self.url(person), self.sent(occupation="thợ xây"))
        stale = officer_client.post(self.url(person), self.sent(occupation="lái xe"))
        version = stale.context["form"]["version"].value()
        data = self.sent(version=version, occupation="lái xe")
        assert officer_client.post(self.url(person), data).status_code == 302
        person.refresh_from_db()
        assert (person.occupation, person.version) == ("lái xe", 3)

    @pytest.mark.parametrize("role", [role for role in OF_A_WARD if role not in KEEPS_FILES])
    def test_others_find_no_page(self, role, ward, client_of, person):
        client = client_of(posted(role, ward=ward))
        assert_hidden(client, "cases:person-edit", person.pk, data=self.sent())

    def test_another_wards_officer_finds_no_page(self, outsider_client, person):
        assert_hidden(outsider_client, "cases:person-edit", person.pk, data=self.sent())

    def test_a_clinic_does_not_correct_its_patient(self, clinic, client_of, patient):
        assert_hidden(client_of(clinic), "cases:person-edit", patient.pk, data=self.sent())

    def test_the_page_has_its_budget(self, officer_client, person, django_assert_num_queries):
        page(officer_client, "cases:person-edit", person.pk)
        with django_assert_num_queries(5):
            page(officer_client, "cases:person-edit", person.pk)


class TestReveal:
    def url(self, person):
        return reverse("cases:identity-reveal", args=[person.pk])

    def sent(self, reason="lập quyết định 12/QĐ-UBND"):
        return {"reason": reason, "submission": str(uuid.uuid4())}

    def test_the_number_is_shown_to_who_says_why(self, officer_client, officer, person, ward):
        response = officer_client.post(self.url(person), self.sent())
        assert response.status_code == 200
        assert NUMBER in response.content.decode()
        event = assert_audited(AuditAction.IDENTITY_REVEALED, by=officer, target=person)
        assert (event.reason, event.unit_id) == ("lập quyết định 12/QĐ-UBND", ward.pk)
        assert NUMBER not in f"{event.before}{event.after}{event.reason}"

    def test_nothing_of_it_is_kept_by_the_browser(self, officer_client, person):
        for response in (
            officer_client.post(self.url(person), self.sent()),
            officer_client.get(self.url(person)),
        ):
            assert "no-store" in response["Cache-Control"]

    def test_asking_shows_no_number(self, officer_client, person):
        html = officer_client.get(self.url(person)).content.decode()
        assert NUMBER not in html
        assert "được ghi vào nhật ký truy cập" in html
        assert_nothing_audited()

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_without_a_reason_there_is_no_number(self, officer_client, person, reason):
        response = officer_client.post(self.url(person), self.sent(reason))
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["reason"]
        assert NUMBER not in response.content.decode()
        assert_nothing_audited()

    def test_the_same_form_sent_again_goes_back_to_the_person(self, officer_client, person):
        data = self.sent()
        officer_client.post(self.url(person), data)
        again = officer_client.post(self.url(person), data)
        assert again["Location"] == person.get_absolute_url()
        assert AuditEvent.objects.filter(action=AuditAction.IDENTITY_REVEALED).count() == 1

    def test_each_new_reason_is_told(self, officer_client, person):
        for reason in ("lần một", "lần hai"):
            officer_client.post(self.url(person), self.sent(reason))
        events = AuditEvent.objects.filter(action=AuditAction.IDENTITY_REVEALED)
        assert sorted(events.values_list("reason", flat=True)) == ["lần hai", "lần một"]

    def test_who_has_no_number_is_answered_in_words(self, officer_client, group):
        person = PersonFactory(group=group, id_number="")
        response = officer_client.post(self.url(person), self.sent())
        assert "Chưa có số định danh." in response.content.decode()

    @pytest.mark.parametrize("role", [role for role in OF_A_WARD if role not in KEEPS_FILES])
    def test_others_find_no_page(self, role, ward, client_of, person, patient):
        client = client_of(posted(role, ward=ward))
        assert_hidden(client, "cases:identity-reveal", person.pk, data=self.sent())
        assert_hidden(client, "cases:identity-reveal", patient.pk, data=self.sent())

    def test_another_wards_officer_finds_no_page(self, outsider_client, person):
        assert_hidden(outsider_client, "cases:identity-reveal", person.pk, data=self.sent())
        assert_nothing_audited()


def test_an_officer_of_one_group_sees_that_group(ward, group, client_of, person):
    helper = posted(Role.OFFICER, group=group)
    PersonFactory(group=GroupFactory(ward=ward), full_name="Lò Văn Khác")
    assert listed(client_of(helper)) == ["Vàng A Sử"]
