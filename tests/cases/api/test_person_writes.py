"""Registering, correcting and moving people over the API: the actions of the screens, their rules, their log."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.permissions import Role
from cases.enums import AuditAction
from cases.models import Dossier, Person, StatusPeriod
from cases.statuses import PersonStatus
from foundation.dated import OPEN
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.api.answers import NOT_FOUND, PEOPLE, codes, refusal
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.wards import posted
from wards.models import FigureChange

OTHERS = set(Role) - {Role.OFFICER, Role.CHIEF}
REQUIRED = "Bắt buộc phải nhập."


def url_of(person, act="") -> str:
    return f"{PEOPLE}{person.pk}/{act}"


class TestRegistering:
    def test_the_person_the_place_and_the_status_are_there(self, by_officer, new_person, group):
        answer = by_officer.post(PEOPLE, new_person)
        assert answer.status_code == 201
        person = Person.objects.get(pk=answer.json()["id"])
        assert person.full_name == "Lý Seo Chúng"
        assert person.residences.get().group == group
        assert person.statuses.get().status == PersonStatus.SUSPECTED_USE

    def test_the_answer_is_a_row_of_the_list(self, by_officer, new_person):
        made = by_officer.post(PEOPLE, new_person).json()
        assert made.pop("warnings") == []
        assert [made] == by_officer.rows(PEOPLE)

    def test_it_is_recorded_and_the_figures_wait(self, by_officer, officer, new_person, group):
        made = by_officer.post(PEOPLE, new_person).json()
        person = Person.objects.get(pk=made["id"])
        assert_audited(AuditAction.PERSON_REGISTERED, by=officer, target=person)
        change = FigureChange.objects.get()
        assert (change.group, change.from_day) == (group, date(2024, 1, 15))

    def test_a_number_that_somebody_saves_at_the_same_moment_is_a_conflict(
        self, by_officer, new_person, group, monkeypatch
    ):
        PersonFactory(group=group, id_number="010190000321")
        monkeypatch.setattr(
            "cases.actions.people._check_unique", lambda _person: None
        )  # not yet seen
        answer = by_officer.post(PEOPLE, new_person | {"id_number": "010190000321"})
        assert answer.status_code == 409
        assert answer.json() == {
            "errors": [
                {
                    "field": None,
                    "message": "Dữ liệu vừa được người khác thay đổi trong lúc lưu; chưa lưu gì. "
                    "Kiểm tra lại rồi lưu lần nữa.",
                    "code": "taken",
                }
            ]
        }
        assert Person.objects.count() == 1
        assert_nothing_audited()

    def test_whoever_registers_takes_charge(self, by_officer, officer, new_person):
        assert by_officer.post(PEOPLE, new_person).json()["officer"] == officer.pk

    def test_a_colleague_may_be_put_in_charge(self, by_officer, chief, new_person):
        made = by_officer.post(PEOPLE, new_person | {"officer": chief.pk}).json()
        assert made["officer"] == chief.pk

    def test_a_stranger_may_not(self, by_officer, outsider, new_person):
        refused = by_officer.post(PEOPLE, new_person | {"officer": outsider.pk})
        assert refusal(refused) == (400, {"officer": "Không tìm thấy giá trị này."})

    def test_everything_that_form_05_asks(self, by_officer, new_person):
        more = {
            "full_name": "  Lý   Seo Chúng ",
            "other_name": "Chúng Con",
            "birth_date": "1991-05-02",
            "birth_year": None,
            "ethnicity": "08",
            "id_number": "010091 000123",
            "phone": "+84 912 345 678",
            "drug": "heroin",
            "route": "inject",
            "education": "lower",
            "past_rehab_count": 2,
            "has_psychosis": True,
            "convictions": "Tàng trữ, 2019",
            "note": "Hai vợ chồng\nđi làm xa",
            "status": "addict",
            "status_from": "2024-02-01",
            "decision_number": "15/QĐ-UBND",
            "decision_date": "2024-01-30",
            "issuer": "UBND phường",
            "residence_kind": "temporary",
            "address": "Số 9",
        }
        answer = by_officer.post(PEOPLE, new_person | more)
        assert answer.status_code == 201, answer.content
        person = Person.objects.get(pk=answer.json()["id"])
        told = (person.full_name, person.birth_year, person.id_number, person.phone, person.note)
        assert told == (
            "Lý Seo Chúng",
            1991,
            "010091000123",
            "0912345678",
            "Hai vợ chồng\nđi làm xa",
        )
        assert person.statuses.get().valid_from == date(2024, 2, 1)
        assert person.residences.get().kind == "temporary"

    def test_only_police_register(self, api, ward, new_person):
        told = {
            role: refusal(api(posted(role, ward=ward)).post(PEOPLE, new_person)) for role in OTHERS
        }
        assert told == dict.fromkeys(OTHERS, NOT_FOUND)
        assert Person.objects.count() == 0

    def test_not_into_another_ward(self, by_officer, new_person, other_group):
        foreign = by_officer.post(PEOPLE, new_person | {"group": other_group.pk})
        missing = by_officer.post(PEOPLE, new_person | {"group": 999999})
        assert refusal(foreign) == refusal(missing)
        assert refusal(foreign) == (400, {"group": "Không tìm thấy giá trị này."})
        assert_nothing_audited()

    def test_without_signing_in(self, client, new_person):
        answer = client.post(PEOPLE, new_person, content_type="application/json")
        assert answer.status_code == 401
        assert Person.objects.count() == 0

    @pytest.mark.parametrize("name", ["full_name", "sex", "group", "since", "status"])
    def test_what_must_be_sent(self, name, by_officer, new_person):
        del new_person[name]
        assert refusal(by_officer.post(PEOPLE, new_person)) == (400, {name: REQUIRED})

    @pytest.mark.parametrize(
        ("name", "value", "message"),
        [
            ("full_name", "Chúng", "Ghi đủ họ và tên."),
            (
                "id_number",
                "123456789012345",
                "Số định danh có 15 chữ số; CCCD phải đủ 12, CMND cũ đủ 9.",
            ),
            (
                "id_number",
                "12345678901",
                "Số định danh có 11 chữ số; CCCD phải đủ 12, CMND cũ đủ 9.",
            ),
            ("id_number", "01009100012x", "Số định danh chỉ gồm chữ số; kiểm tra lại."),
            ("since", "2024-02-31", "Không phải một ngày có thật; ghi dạng 2024-06-30."),
            ("since", "31/01/2024", "Không phải một ngày có thật; ghi dạng 2024-06-30."),
            ("since", "0999-01-01", "Ngày phải từ 1900-01-01."),
            ("since", "2024-01-01T10:00:00", "Không phải một ngày có thật; ghi dạng 2024-06-30."),
            ("since", "1980-01-01", "Ngày này trước khi người này sinh ra."),
            ("birth_year", 1899, "Không nhỏ hơn 1900."),
            ("birth_year", 10**30, "Không lớn hơn 2100."),
            ("past_rehab_count", -1, "Không nhỏ hơn 0."),
            ("sex", "Ẩn", "Giá trị không có trong danh sách cho phép."),
            ("status", "ended", "Giá trị không có trong danh sách cho phép."),
            ("group", "tổ 1", "Giá trị không hợp lệ."),
            ("group", 10**40, "Không tìm thấy giá trị này."),
            ("group", None, "Không được để trống."),
            ("full_name", "", "Trường này không được bỏ trống."),
            ("full_name", "Lý " + "a" * 120, "Không quá 120 ký tự."),
            ("phone", "12", "Số điện thoại phải có 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84."),
        ],
    )
    def test_a_wrong_value_is_refused_beside_its_name(
        self, name, value, message, by_officer, new_person
    ):
        refused = by_officer.post(PEOPLE, new_person | {name: value})
        assert refusal(refused) == (400, {name: message})
        assert_nothing_audited()

    def test_a_birth_in_the_future(self, by_officer, new_person):
        tomorrow = timezone.localdate() + timedelta(days=1)
        refused = by_officer.post(PEOPLE, new_person | {"birth_date": tomorrow.isoformat()})
        assert refusal(refused)[1]["birth_date"] == "Ngày sinh không được sau hôm nay."

    def test_no_birth_at_all(self, by_officer, new_person):
        del new_person["birth_year"]
        refused = by_officer.post(PEOPLE, new_person)
        message = "Ghi ngày sinh, hoặc năm sinh nếu không rõ ngày."
        assert refusal(refused) == (400, {"birth_date": message})

    def test_a_number_that_only_looks_odd_is_taken(self, by_officer, new_person):
        odd = new_person | {"id_number": "010390000001"}  # a woman's digit for a man
        assert by_officer.post(PEOPLE, odd).status_code == 201

    def test_a_second_person_with_the_same_number(self, by_officer, new_person, stranger):
        refused = by_officer.post(PEOPLE, new_person | {"id_number": stranger.id_number})
        status, told = refusal(refused)
        assert (status, list(told)) == (400, ["id_number"])
        assert "Vàng" not in refused.content.decode()

    def test_a_status_that_needs_a_decision(self, by_officer, new_person):
        refused = by_officer.post(PEOPLE, new_person | {"status": "addict"})
        assert refusal(refused) == (
            400,
            {
                "decision_number": "Diện này phải có số quyết định.",
                "decision_date": "Diện này phải có ngày quyết định.",
            },
        )

    def test_a_refused_person_leaves_nothing_behind(self, by_officer, new_person):
        by_officer.post(PEOPLE, new_person | {"status": "addict"})
        assert (Person.objects.count(), FigureChange.objects.count()) == (0, 0)

    def test_several_faults_are_told_together(self, by_officer, new_person):
        refused = by_officer.post(PEOPLE, new_person | {"sex": "x", "since": "x", "group": 0})
        assert set(refusal(refused)[1]) == {"sex", "since", "group"}

    def test_a_letter_that_grows_when_composed_is_measured_afterwards(self, by_officer, new_person):
        grows = "\u0958" * 70  # two letters each once composed
        refused = by_officer.post(PEOPLE, new_person | {"other_name": grows})
        assert refusal(refused) == (400, {"other_name": "Không quá 120 ký tự."})

    @pytest.mark.parametrize("value", ["a\x00b", "\ud800 a"])
    def test_characters_that_no_database_stores(self, value, by_officer, new_person):
        refused = by_officer.post(PEOPLE, new_person | {"full_name": value})
        assert (refused.status_code, list(codes(refused))) == (400, ["full_name"])

    def test_what_is_not_asked_is_not_stored(self, by_officer, new_person):
        refused = by_officer.post(PEOPLE, new_person | {"is_demo": True, "version": 9})
        assert codes(refused) == {"is_demo": "unknown", "version": "unknown"}
        assert not Person.objects.exists()

    @pytest.mark.parametrize("body", ["[]", '"a"', "3", "null", "[[1]]"])
    def test_a_body_that_is_no_object(self, body, by_officer):
        refused = by_officer.post(PEOPLE, body)
        assert refused.status_code == 400

    @pytest.mark.parametrize("body", ["{", "{'a': 1}", '{"a": NaN}', "[" * 100_000, '{"a": 1e999}'])
    def test_a_body_that_cannot_be_read(self, body, by_officer):
        refused = by_officer.post(PEOPLE, body)
        assert refused.status_code == 400
        assert refused.json()["errors"]

    def test_a_form_instead_of_json(self, by_officer, new_person):
        answer = by_officer.client.post(PEOPLE, new_person)
        assert refusal(answer) == (415, {None: "Chỉ nhận JSON."})

    @pytest.mark.parametrize("others", [1, 30])
    def test_it_costs_the_same_for_any_number_of_people(
        self, others, by_officer, new_person, group, django_assert_max_num_queries
    ):
        PersonFactory.create_batch(others, group=group)
        with django_assert_max_num_queries(44):  # 24 of them are savepoints and CHECKs
            assert by_officer.post(PEOPLE, new_person).status_code == 201


class TestCorrecting:
    def test_only_what_is_sent_changes(self, by_officer, person):
        answer = by_officer.patch(url_of(person), {"version": 1, "occupation": "Thợ xây"})
        assert answer.status_code == 200
        person.refresh_from_db()
        told = (person.occupation, person.full_name, person.other_name, person.version)
        assert told == ("Thợ xây", "Giàng A Páo", "Páo Con", 2)

    def test_the_answer_has_the_next_version(self, by_officer, person):
        first = by_officer.patch(url_of(person), {"version": 1, "occupation": "Thợ xây"}).json()
        second = by_officer.patch(url_of(person), {"version": first["version"], "occupation": ""})
        assert (first["version"], second.json()["version"]) == (2, 3)

    def test_the_log_tells_what_changed_and_hides_what_is_sensitive(
        self, by_officer, officer, person
    ):
        by_officer.patch(url_of(person), {"version": 1, "occupation": "Thợ xây", "note": "Ốm nặng"})
        event = assert_audited(AuditAction.PERSON_CHANGED, by=officer, target=person)
        assert event.after["occupation"] == "Thợ xây"
        assert "Ốm nặng" not in str(event.after)

    def test_somebody_saved_in_between(self, by_officer, person):
        by_officer.patch(url_of(person), {"version": 1, "occupation": "Thợ xây"})
        stale = by_officer.patch(url_of(person), {"version": 1, "occupation": "Lái xe"})
        status, told = refusal(stale)
        assert (status, codes(stale)) == (409, {None: "stale"})
        assert told[None].startswith("Bản ghi đã được người khác sửa")
        person.refresh_from_db()
        assert person.occupation == "Thợ xây"

    def test_the_version_must_be_sent(self, by_officer, person):
        refused = by_officer.patch(url_of(person), {"occupation": "Thợ xây"})
        assert refusal(refused) == (400, {"version": REQUIRED})

    @pytest.mark.parametrize("version", [0, -1, 2**31, 10**40, "một", None, 1.5])
    def test_a_version_that_is_none(self, version, by_officer, person):
        refused = by_officer.patch(url_of(person), {"version": version, "occupation": "x"})
        assert (refused.status_code, list(codes(refused))) == (400, ["version"])

    def test_a_new_name_is_found_at_once(self, by_officer, person):
        by_officer.patch(url_of(person), {"version": 1, "full_name": "Giàng A Sùng"})
        assert [row["id"] for row in by_officer.rows(PEOPLE, q="sung")] == [person.pk]

    def test_the_action_refuses_what_cannot_be(self, by_officer, person):
        refused = by_officer.patch(url_of(person), {"version": 1, "full_name": "Páo"})
        assert refusal(refused) == (400, {"full_name": "Ghi đủ họ và tên."})

    def test_anothers_number_is_refused_without_naming_them(self, by_officer, person, stranger):
        refused = by_officer.patch(url_of(person), {"version": 1, "id_number": stranger.id_number})
        assert (refused.status_code, list(codes(refused))) == (400, ["id_number"])
        assert "Mỷ" not in refused.content.decode()

    def test_only_police_correct(self, api, ward, patient):
        address, change = url_of(patient), {"version": 1, "occupation": "x"}
        told = {
            role: refusal(api(posted(role, ward=ward)).patch(address, change)) for role in OTHERS
        }
        assert told == dict.fromkeys(OTHERS, NOT_FOUND)
        assert_nothing_audited()

    def test_not_in_another_ward(self, by_outsider, person):
        body = {"version": 1, "occupation": "x"}
        assert refusal(by_outsider.patch(url_of(person), body)) == NOT_FOUND

    def test_a_foreign_row_is_not_even_checked(self, by_outsider, person):
        assert refusal(by_outsider.patch(url_of(person), {"version": "x"})) == NOT_FOUND

    @pytest.mark.parametrize("method", ["put", "delete"])
    def test_nothing_is_replaced_or_deleted(self, method, by_officer, person):
        answer = getattr(by_officer.client, method)(url_of(person))
        assert (answer.status_code, codes(answer)) == (405, {None: "method_not_allowed"})
        assert Person.objects.filter(pk=person.pk).exists()


class TestMovingTheStatus:
    BODY = {
        "to": "post_rehab",
        "on_day": "2026-03-01",
        "decision_number": "88/QĐ-UBND",
        "decision_date": "2026-02-27",
        "issuer": "Chủ tịch UBND phường",
        "unusual_reason": "Cai nghiện ở tỉnh khác",
    }

    def move(self, api, person, **changes):
        return api.post(url_of(person, "move-status/"), self.BODY | changes)

    def test_the_old_status_ends_and_the_new_begins(self, by_officer, person):
        answer = self.move(by_officer, person)
        assert answer.status_code == 201
        old, new = StatusPeriod.objects.filter(person=person).order_by("valid_from")
        assert (old.valid_to, old.end_reason) == (date(2026, 3, 1), "next_status")
        assert (new.status, new.valid_to) == ("post_rehab", OPEN)

    def test_the_answer_is_the_new_status(self, by_officer, person, rules):
        body = self.move(by_officer, person).json()
        told = (body["person"], body["status"], body["status_label"], body["decision_number"])
        assert told == (person.pk, "post_rehab", "quản lý sau cai", "88/QĐ-UBND")
        assert body["term_end"] == "2027-02-27"

    def test_the_dossier_of_the_status_left_is_closed(self, by_officer, person):
        DossierFactory(person=person, valid_from=date(2025, 1, 1))
        self.move(by_officer, person)
        assert Dossier.objects.get().valid_to == date(2026, 3, 1)

    def test_it_is_recorded_and_the_figures_wait(self, by_officer, officer, person, group):
        self.move(by_officer, person)
        assert_audited(AuditAction.STATUS_MOVED, by=officer, target=person)
        assert FigureChange.objects.get().group == group

    def test_a_move_that_the_law_does_not_know(self, by_officer, person):
        refused = self.move(by_officer, person, to="illegal_use")
        words = (
            "Đang ở diện “người nghiện” chỉ có thể chuyển sang: quản lý sau cai, chấm dứt quản lý."
        )
        assert refusal(refused) == (400, {"to": words})

    def test_before_the_status_began(self, by_officer, person):
        refused = self.move(by_officer, person, on_day="2019-12-31", decision_date="2019-12-30")
        assert refusal(refused)[1] == {
            "on_day": "Ngày chuyển không được trước ngày bắt đầu diện hiện tại (01/01/2020)."
        }

    def test_in_the_future(self, by_officer, person):
        tomorrow = timezone.localdate() + timedelta(days=1)
        refused = self.move(by_officer, person, on_day=tomorrow.isoformat())
        assert refusal(refused) == (400, {"on_day": "Ngày không được sau hôm nay."})

    @pytest.mark.parametrize("reason", [{}, {"end_reason": "next_status"}])
    def test_an_end_says_why(self, reason, by_officer, person):
        refused = self.move(by_officer, person, to="ended", **reason)
        assert refusal(refused) == (400, {"end_reason": "Chọn lý do chấm dứt quản lý."})

    def test_an_end_that_says_why(self, by_officer, person):
        answer = self.move(by_officer, person, to="ended", end_reason="died")
        assert answer.status_code == 201
        assert StatusPeriod.objects.filter(person=person, end_reason="died").count() == 1

    def test_without_its_decision(self, by_officer, person):
        refused = self.move(by_officer, person, decision_number="", decision_date=None)
        assert set(refusal(refused)[1]) == {"decision_number", "decision_date"}

    def test_only_police_move(self, api, ward, patient):
        told = {role: refusal(self.move(api(posted(role, ward=ward)), patient)) for role in OTHERS}
        assert told == dict.fromkeys(OTHERS, NOT_FOUND)
        assert StatusPeriod.objects.count() == 1

    def test_not_in_another_ward(self, by_outsider, person):
        assert refusal(self.move(by_outsider, person)) == NOT_FOUND

    def test_it_is_sent_never_asked_for(self, by_officer, person):
        assert by_officer.get(url_of(person, "move-status/")).status_code == 405

    @pytest.mark.parametrize("others", [1, 30])
    def test_it_costs_the_same_for_any_number_of_people(
        self, others, by_officer, person, group, rules, django_assert_max_num_queries
    ):
        PersonFactory.create_batch(others, group=group)
        with django_assert_max_num_queries(43):  # half of them are savepoints and CHECKs
            assert self.move(by_officer, person).status_code == 201
