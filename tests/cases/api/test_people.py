"""Reading people over the API: who, how much, and what the log says."""

from datetime import date

import pytest

from accounts.permissions import Role
from cases.enums import AuditAction
from cases.models import Absence
from cases.statuses import PersonStatus
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.api.answers import NOT_FOUND, PEOPLE, codes, refusal
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    DossierFormFactory,
    DrugTestFactory,
    PersonFactory,
    TreatmentFactory,
    VisitFactory,
)
from tests.factories.wards import posted

WHOLE = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE}
#: A clinic sees those whom it treats.
OTHERS = set(Role) - WHOLE - {Role.CLINIC}


def names(api, **search) -> list[str]:
    return [row["full_name"] for row in api.rows(PEOPLE, **search)]


def one(api, person):
    return api.get(f"{PEOPLE}{person.pk}/")


class TestRights:
    def test_readers_of_files_list_the_people_of_their_ward(
        self, api, ward, person, patient, stranger
    ):
        told = {role: names(api(posted(role, ward=ward))) for role in WHOLE}
        assert told == {role: ["Tẩn Sành Dùng", "Giàng A Páo"] for role in WHOLE}

    def test_other_roles_do_not_know_the_address(self, api, ward, person, patient):
        callers = {role: api(posted(role, ward=ward)) for role in OTHERS}
        told = {
            role: (refusal(caller.get(PEOPLE)), refusal(one(caller, person)))
            for role, caller in callers.items()
        }
        assert told == dict.fromkeys(OTHERS, (NOT_FOUND, NOT_FOUND))
        assert_nothing_audited()

    def test_a_clinic_lists_those_it_treats(self, api, clinic, person, patient, stranger):
        assert names(api(clinic)) == ["Tẩn Sành Dùng"]

    def test_a_clinic_opens_only_those_it_treats(self, api, clinic, person, patient):
        assert one(api(clinic), patient).status_code == 200
        assert refusal(one(api(clinic), person)) == NOT_FOUND

    def test_whoever_serves_nowhere_sees_nothing(self, api, nobody, person):
        assert refusal(api(nobody).get(PEOPLE)) == NOT_FOUND

    def test_a_stranger_is_like_somebody_who_does_not_exist(self, by_officer, stranger):
        missing = by_officer.get(f"{PEOPLE}999999/")
        assert refusal(one(by_officer, stranger)) == refusal(missing) == NOT_FOUND

    def test_the_other_wards_officer_sees_only_their_own(self, by_outsider, person, stranger):
        assert names(by_outsider) == ["Vàng Thị Mỷ"]
        assert refusal(one(by_outsider, person)) == NOT_FOUND

    def test_somebody_who_moved_away_is_no_longer_seen(self, by_officer, person, other_group):
        person.residences.update(group=other_group)
        assert names(by_officer) == []

    def test_without_signing_in(self, client, person):
        response = client.get(PEOPLE)
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == "Token"
        assert refusal(response)[1] == {None: "Chưa đăng nhập; gửi kèm khóa truy cập API."}


class TestList:
    def test_a_row(self, by_officer, person, officer):
        person.officer = officer
        person.save()
        assert by_officer.rows(PEOPLE) == [
            {
                "id": person.pk,
                "version": 1,
                "full_name": "Giàng A Páo",
                "birth_year": 1990,
                "sex": "male",
                "id_number": "010******456",
                "group_name": "Tổ 1",
                "status": "addict",
                "status_label": "người nghiện",
                "since": "2020-01-01",
                "absence": None,
                "last_visit": None,
                "treated_since": None,
                "lacks": ["hồ sơ quản lý", "hồ sơ cai nghiện, điều trị"],
                "officer": officer.pk,
                "officer_name": "Lê Văn Cán Bộ",
                "is_demo": False,
            }
        ]

    def test_what_changed_shows_in_the_row(self, by_officer, person):
        DossierFactory(person=person)
        VisitFactory(person=person, visited_on=date(2026, 9, 1))
        AbsenceFactory(person=person)
        (row,) = by_officer.rows(PEOPLE)
        assert (row["lacks"], row["last_visit"], row["absence"]) == ([], "2026-09-01", "moved")

    def test_a_clinic_gets_no_status(self, api, clinic, patient):
        VisitFactory(person=patient)
        (row,) = api(clinic).rows(PEOPLE)
        told = {
            name: row[name] for name in ("status", "status_label", "since", "last_visit", "lacks")
        }
        assert told == dict.fromkeys(("status", "status_label", "since", "last_visit")) | {
            "lacks": []
        }
        assert row["treated_since"] == "2026-03-10"

    def test_nobody_in_charge(self, by_officer, person):
        (row,) = by_officer.rows(PEOPLE)
        assert (row["officer"], row["officer_name"]) == (None, None)

    def test_listing_is_not_reading_a_file(self, by_officer, person):
        by_officer.rows(PEOPLE)
        assert_nothing_audited()

    def test_people_are_sorted_by_given_name(self, by_officer, group):
        for name in ("Lò Văn Ước", "Lò Văn Ân", "Đặng Thị Bình"):
            PersonFactory(group=group, full_name=name)
        assert names(by_officer) == ["Lò Văn Ân", "Đặng Thị Bình", "Lò Văn Ước"]


class TestFilters:
    @pytest.mark.parametrize("text", ["giang a", "PÁO", "HS-NC-01"])
    def test_search_is_the_screens(self, text, by_officer, person, patient, dossier):
        assert names(by_officer, q=text) == ["Giàng A Páo"]

    def test_by_status(self, by_officer, person, group):
        PersonFactory(group=group, full_name="Hoàng Văn Sau", status=PersonStatus.POST_REHAB)
        assert names(by_officer, status="post_rehab") == ["Hoàng Văn Sau"]
        assert len(names(by_officer, status="managed")) == 2

    def test_by_presence(self, by_officer, person, patient):
        Absence.objects.create(person=person, reason="moved", valid_from=date(2026, 1, 1))
        assert names(by_officer, presence="away") == ["Giàng A Páo"]
        assert names(by_officer, presence="present") == ["Tẩn Sành Dùng"]

    def test_by_what_is_lacking(self, by_officer, person, patient):
        DossierFactory(person=patient)
        assert names(by_officer, lack="management") == ["Giàng A Páo"]

    def test_of_a_group(self, by_officer, person, group):
        assert names(by_officer, group=group.pk) == ["Giàng A Páo"]

    @pytest.mark.parametrize(
        ("search", "field"),
        [
            ({"status": "happy"}, "status"),
            ({"group": "abc"}, "group"),
            ({"group": "9" * 40}, "group"),
            ({"presence": "here"}, "presence"),
            ({"lack": "money"}, "lack"),
            ({"q": "a\x00b"}, "q"),
            ({"q": "010090123456"}, "q"),
        ],
    )
    def test_nonsense_is_refused_with_its_name(self, search, field, by_officer, person):
        status, told = refusal(by_officer.get(PEOPLE, **search))
        assert (status, list(told)) == (400, [field])

    def test_a_foreign_group_is_refused_like_a_missing_one(
        self, by_officer, person, other_group, stranger
    ):
        foreign = by_officer.get(PEOPLE, group=other_group.pk)
        assert refusal(foreign) == refusal(by_officer.get(PEOPLE, group=999999))

    def test_a_clinic_may_not_ask_by_status(self, api, clinic, patient):
        refused = api(clinic).get(PEOPLE, status="ended")
        assert (refused.status_code, codes(refused)) == (400, {"status": "unknown"})


class TestFind:
    """An identity number is asked for by POST: an address is kept in logs."""

    FIND = f"{PEOPLE}find/"

    def find(self, caller, number):
        return caller.post(self.FIND, {"id_number": number})

    @pytest.mark.parametrize("typed", ["010090123456", " 010 090 123 456 "])
    def test_a_whole_number_finds_its_line(self, typed, by_officer, person, patient):
        answer = self.find(by_officer, typed)
        assert answer.status_code == 200
        assert answer.json() == by_officer.rows(PEOPLE, q="Giàng A Páo")[0]
        assert answer.json()["id_number"] == "010******456"

    def test_an_address_with_a_number_is_told_the_way(self, by_officer, person):
        assert refusal(by_officer.get(PEOPLE, q="010 090 123 456")) == (
            400,
            {
                "q": "Số định danh không được ghi trong địa chỉ; "
                "gửi bằng POST tới /api/v1/people/find/."
            },
        )

    def test_nor_may_a_number_with_a_slip_stand_there(self, by_officer, person):
        assert refusal(by_officer.get(PEOPLE, q="01009012345")) == (
            400,
            {"q": "Số định danh có 11 chữ số; CCCD phải đủ 12, CMND cũ đủ 9."},
        )

    def test_a_stranger_is_like_nobody(self, by_officer, person, stranger):
        assert refusal(self.find(by_officer, stranger.id_number)) == NOT_FOUND
        assert refusal(self.find(by_officer, "010090000000")) == NOT_FOUND

    def test_a_clinic_finds_those_it_treats(self, api, clinic, person, patient):
        assert self.find(api(clinic), patient.id_number).json()["full_name"] == "Tẩn Sành Dùng"
        assert refusal(self.find(api(clinic), person.id_number)) == NOT_FOUND

    def test_other_roles_do_not_know_the_address(self, api, ward, person, patient):
        callers = {role: api(posted(role, ward=ward)) for role in OTHERS}
        told = {
            role: [refusal(self.find(caller, one.id_number)) for one in (person, patient)]
            for role, caller in callers.items()
        }
        assert told == {role: [NOT_FOUND, NOT_FOUND] for role in OTHERS}

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            ({}, "Bắt buộc phải nhập."),
            ({"id_number": ""}, "Trường này không được bỏ trống."),
            (
                {"id_number": "01009012345"},
                "Số định danh có 11 chữ số; CCCD phải đủ 12, CMND cũ đủ 9.",
            ),
            ({"id_number": "Giàng A Páo"}, "Số định danh chỉ gồm chữ số; kiểm tra lại."),
        ],
    )
    def test_what_is_no_number_is_refused(self, body, told, by_officer, person):
        assert refusal(by_officer.post(self.FIND, body)) == (400, {"id_number": told})

    @pytest.mark.parametrize("rows", [1, 30])
    def test_it_costs_the_same_among_any_number(
        self, rows, by_officer, group, django_assert_num_queries
    ):
        one, *_others = PersonFactory.create_batch(rows, group=group)
        self.find(by_officer, one.id_number)
        with django_assert_num_queries(5):
            assert self.find(by_officer, one.id_number).json()["id"] == one.pk


class TestPages:
    def test_fifty_a_page(self, by_officer, group):
        PersonFactory.create_batch(51, group=group)
        body = by_officer.get(PEOPLE).json()
        assert (body["count"], len(body["results"])) == (51, 50)
        assert body["next"].endswith("?page=2")
        assert len(by_officer.rows(PEOPLE, page=2)) == 1

    @pytest.mark.parametrize("page", ["0", "3", "-1", "abc", "9" * 30])
    def test_a_page_that_does_not_exist(self, page, by_officer, person):
        assert by_officer.get(PEOPLE, page=page).status_code == 404

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_list_costs_the_same_for_any_number(
        self, rows, by_officer, group, django_assert_num_queries
    ):
        PersonFactory.create_batch(rows, group=group)
        by_officer.rows(PEOPLE)
        with django_assert_num_queries(5):
            assert len(by_officer.rows(PEOPLE, page_size=200)) == min(rows, 200)


class TestFile:
    def test_opening_a_file_is_recorded(self, by_officer, officer, person, ward):
        assert one(by_officer, person).status_code == 200
        event = assert_audited(AuditAction.PERSON_READ, by=officer, target=person)
        assert event.unit_id == ward.pk

    def test_the_head_of_the_file(self, by_officer, person):
        body = one(by_officer, person).json()
        head = {
            name: body[name] for name in ("id", "version", "full_name", "id_number", "is_whole")
        }
        assert head == {
            "id": person.pk,
            "version": 1,
            "full_name": "Giàng A Páo",
            "id_number": "010******456",
            "is_whole": True,
        }

    def test_the_whole_number_is_nowhere(self, by_officer, person):
        assert "010090123456" not in one(by_officer, person).content.decode()

    def test_where_they_live(self, by_officer, person, group, ward):
        (stay,) = one(by_officer, person).json()["stays"]
        assert (stay["group"], stay["ward"], stay["ward_name"]) == (group.pk, ward.pk, "Nam Cường")
        assert (stay["address"], stay["valid_to"]) == ("Số 5, ngõ 2", "9999-12-31")

    def test_the_status_with_its_decision(self, by_officer, person):
        (status,) = one(by_officer, person).json()["statuses"]
        told = (status["code"], status["label"], status["decision_number"])
        assert told == ("addict", "người nghiện", "12/QĐ-UBND")

    def test_dossiers_with_papers_filed_and_missing(self, by_officer, dossier, person):
        DossierFormFactory(dossier=dossier, code="05", filed_on=date(2026, 3, 11))
        (file,) = one(by_officer, person).json()["dossiers"]
        filed = {paper["code"]: paper["filed_on"] for paper in file["papers"]}
        assert filed == {"03": None, "04": None, "05": "2026-03-11", "06": None, "07": None}

    def test_visits_and_tests(self, by_officer, visit, person):
        DrugTestFactory(person=person)
        body = one(by_officer, person).json()
        assert [row["note"] for row in body["visits"]] == ["Đang làm thuê ở chợ"]
        assert [row["result_label"] for row in body["tests"]] == ["âm tính"]

    def test_deadlines_with_their_law(self, by_officer, person, rules):
        (due,) = one(by_officer, person).json()["dues"]
        assert due["label"] == "Kiểm tra cư trú"
        assert due["legal_basis"]

    def test_what_looks_odd_in_the_number(self, by_officer, group):
        odd = PersonFactory(group=group, birth_year=2001, id_number="010090000001")
        assert len(one(by_officer, odd).json()["warnings"]) == 2

    def test_form_05_for_readers_of_files(self, by_officer, person):
        person.convictions, person.phone = "Tàng trữ, 2019", "0912345678"
        person.save()
        background = one(by_officer, person).json()["background"]
        told = (background["convictions"], background["phone"], background["other_name"])
        assert told == ("Tàng trữ, 2019", "0912345678", "Páo Con")

    def test_every_reader_of_files_gets_all_of_it(self, api, ward, person):
        files = {role: one(api(posted(role, ward=ward)), person).json() for role in WHOLE}
        told = {
            role: (file["is_whole"], file["background"] is None) for role, file in files.items()
        }
        assert told == dict.fromkeys(WHOLE, (True, False))

    def test_a_clinic_gets_the_treatment_and_nothing_else(self, api, clinic, patient):
        patient.convictions = "Mua bán, 2018"
        patient.save()
        DossierFactory(person=patient)
        VisitFactory(person=patient)
        TreatmentFactory(
            person=patient, form="community", valid_from=date(2025, 1, 1), valid_to=date(2025, 6, 1)
        )
        response = one(api(clinic), patient)
        body = response.json()
        assert [course["code"] for course in body["treatments"]] == ["substitution"]
        hidden = {name: body[name] for name in ("statuses", "dossiers", "visits", "tests", "dues")}
        assert hidden == {name: [] for name in hidden}
        assert (body["is_whole"], body["background"], body["warnings"]) == (False, None, [])
        assert "Mua bán" not in response.content.decode()

    def test_a_clinics_reading_is_recorded_too(self, api, clinic, patient):
        one(api(clinic), patient)
        assert_audited(AuditAction.PERSON_READ, by=clinic, target=patient)

    @pytest.mark.parametrize("pk", ["0", "-1", "abc", "1.5", "9" * 40, "%00", "null"])
    def test_an_id_that_is_none(self, pk, by_officer, person):
        assert refusal(by_officer.get(f"{PEOPLE}{pk}/")) == NOT_FOUND

    @pytest.mark.parametrize("rows", [1, 30])
    def test_a_file_costs_the_same_however_thick(
        self, rows, by_officer, person, officer, rules, django_assert_num_queries
    ):
        for number in range(rows):
            day = date.fromordinal(date(2025, 1, 1).toordinal() + number)
            VisitFactory(person=person, by=officer, visited_on=day)
        one(by_officer, person)
        with django_assert_num_queries(15):
            assert len(one(by_officer, person).json()["visits"]) == rows
