"""Residence checks over the API: list, one, record."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.permissions import Role
from cases.enums import AuditAction
from cases.models import Visit
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.api.answers import NOT_FOUND, VISITS, codes, refusal
from tests.factories.cases import PersonFactory, VisitFactory
from tests.factories.wards import posted

READERS = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE}
EDITORS = {Role.OFFICER, Role.CHIEF}


@pytest.fixture
def body(person):
    return {"person": person.pk, "visited_on": "2026-05-04", "result": "present", "note": "Ở nhà"}


def days(api, **search) -> list[str]:
    return [row["visited_on"] for row in api.rows(VISITS, **search)]


class TestReading:
    def test_readers_of_files_list_visits(self, api, ward, visit, stranger):
        VisitFactory(person=stranger, visited_on=date(2026, 1, 1))
        told = {role: days(api(posted(role, ward=ward))) for role in READERS}
        assert told == {role: ["2026-03-10"] for role in READERS}

    def test_others_do_not_know_the_address(self, api, ward, patient):
        visit, others = VisitFactory(person=patient), set(Role) - READERS
        callers = {role: api(posted(role, ward=ward)) for role in others}
        told = {
            role: (refusal(caller.get(VISITS)), refusal(caller.get(f"{VISITS}{visit.pk}/")))
            for role, caller in callers.items()
        }
        assert told == dict.fromkeys(others, (NOT_FOUND, NOT_FOUND))

    def test_the_list_has_no_notes_and_is_not_recorded(self, by_officer, visit, person):
        assert by_officer.rows(VISITS) == [
            {
                "id": visit.pk,
                "person": person.pk,
                "person_name": "Giàng A Páo",
                "visited_on": "2026-03-10",
                "result": "present",
                "result_label": "có mặt tại nơi cư trú",
                "by_name": "Lê Văn Cán Bộ",
            }
        ]
        assert_nothing_audited()

    def test_the_note_is_read_with_one_visit_and_recorded(self, by_officer, officer, visit, person):
        assert by_officer.get(f"{VISITS}{visit.pk}/").json()["note"] == "Đang làm thuê ở chợ"
        assert_audited(AuditAction.PERSON_READ, by=officer, target=person)

    def test_a_foreign_one_is_like_a_missing_one(self, by_outsider, visit):
        foreign = by_outsider.get(f"{VISITS}{visit.pk}/")
        assert refusal(foreign) == refusal(by_outsider.get(f"{VISITS}999999/")) == NOT_FOUND

    def test_of_one_person_between_two_days(self, by_officer, person, patient):
        for month in (1, 2, 3):
            VisitFactory(person=person, visited_on=date(2026, month, 5))
        VisitFactory(person=patient, visited_on=date(2026, 2, 6))
        asked = {"person": person.pk, "first": "2026-02-05", "last": "2026-03-05"}
        assert days(by_officer, **asked) == ["2026-03-05", "2026-02-05"]

    def test_by_result(self, by_officer, visit, patient):
        VisitFactory(person=patient, result="absent_unknown", visited_on=date(2026, 1, 1))
        assert days(by_officer, result="absent_unknown") == ["2026-01-01"]

    @pytest.mark.parametrize("typed", ["abc", "2026-02-30", "05/02/2026"])
    def test_a_day_is_asked_for_as_everywhere_in_the_api(self, typed, by_officer):
        sentence = "Không phải một ngày có thật; ghi dạng 2024-06-30."
        for name in ("first", "last"):
            answer = refusal(by_officer.get(VISITS, **{name: typed}))
            assert answer == (400, {name: sentence})

    @pytest.mark.parametrize(
        "search", [{"first": "2026-02-30"}, {"last": "hôm qua"}, {"result": "x"}, {"person": "0x1"}]
    )
    def test_nonsense_is_refused_with_its_name(self, search, by_officer, visit):
        refused = by_officer.get(VISITS, **search)
        assert (refused.status_code, list(codes(refused))) == (400, list(search))

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_list_costs_the_same_for_any_number(
        self, rows, by_officer, officer, group, django_assert_num_queries
    ):
        for person in PersonFactory.create_batch(rows, group=group):
            VisitFactory(person=person, by=officer)
        by_officer.rows(VISITS)
        with django_assert_num_queries(5):
            assert len(by_officer.rows(VISITS)) == min(rows, 50)


class TestRecording:
    def test_it_is_there_and_recorded(self, by_officer, officer, body, person):
        answer = by_officer.post(VISITS, body)
        assert answer.status_code == 201
        visit = Visit.objects.get()
        assert (visit.person, visit.by, visit.note) == (person, officer, "Ở nhà")
        assert_audited(AuditAction.VISIT_RECORDED, by=officer, target=visit)
        assert answer.json()["id"] == visit.pk

    def test_without_a_note(self, by_officer, body):
        del body["note"]
        assert by_officer.post(VISITS, body).json()["note"] == ""

    def test_once_a_day(self, by_officer, body):
        by_officer.post(VISITS, body)
        again = by_officer.post(VISITS, body)
        assert (again.status_code, list(codes(again))) == (400, ["visited_on"])
        assert Visit.objects.count() == 1

    def test_in_the_future(self, by_officer, body):
        tomorrow = timezone.localdate() + timedelta(days=1)
        refused = by_officer.post(VISITS, body | {"visited_on": tomorrow.isoformat()})
        assert refusal(refused) == (400, {"visited_on": "Ngày không được sau hôm nay."})

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("visited_on", "04/05/2026"),
            ("visited_on", ["2026-05-04"]),
            ("result", "vắng"),
            ("result", {"a": 1}),
            ("note", "a" * 2001),
            ("note", 7.5e999),
            ("person", True),
            ("person", {"id": 1}),
            ("person", 2**63),
        ],
    )
    def test_a_wrong_value_is_refused_with_its_name(self, name, value, by_officer, body):
        refused = by_officer.post(VISITS, body | {name: value})
        assert refused.status_code == 400
        assert set(codes(refused)) <= {name, None}
        assert Visit.objects.count() == 0

    def test_not_for_a_stranger(self, by_officer, body, stranger):
        foreign = by_officer.post(VISITS, body | {"person": stranger.pk})
        assert refusal(foreign) == (400, {"person": "Không tìm thấy giá trị này."})

    def test_only_police_record(self, api, ward, body):
        others = set(Role) - EDITORS
        told = {role: refusal(api(posted(role, ward=ward)).post(VISITS, body)) for role in others}
        assert told == dict.fromkeys(others, NOT_FOUND)
        assert Visit.objects.count() == 0

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_nothing_is_changed_afterwards(self, method, by_officer, visit):
        assert getattr(by_officer.client, method)(f"{VISITS}{visit.pk}/").status_code == 405
