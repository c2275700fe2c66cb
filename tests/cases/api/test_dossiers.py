"""Dossiers over the API: list, one, open, close."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.permissions import Role
from cases.enums import AuditAction
from cases.models import Dossier
from foundation.dated import OPEN
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.api.answers import DOSSIERS, NOT_FOUND, codes, refusal
from tests.factories.cases import DossierFactory, DossierFormFactory, PersonFactory
from tests.factories.wards import posted

READERS = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE}
EDITORS = {Role.OFFICER, Role.CHIEF}


@pytest.fixture
def body(person):
    return {"person": person.pk, "kind": "treatment", "opened_on": "2026-02-01"}


def numbers(api, **search) -> list[str]:
    return [row["number"] for row in api.rows(DOSSIERS, **search)]


class TestReading:
    def test_readers_of_files_list_dossiers(self, api, ward, dossier, stranger):
        DossierFactory(person=stranger)
        told = {role: numbers(api(posted(role, ward=ward))) for role in READERS}
        assert told == {role: ["HS-NC-01"] for role in READERS}

    def test_others_do_not_know_the_address(self, api, ward, patient):
        dossier, others = DossierFactory(person=patient), set(Role) - READERS
        callers = {role: api(posted(role, ward=ward)) for role in others}
        told = {
            role: (
                refusal(caller.get(DOSSIERS)),
                refusal(caller.get(f"{DOSSIERS}{dossier.pk}/")),
            )
            for role, caller in callers.items()
        }
        assert told == dict.fromkeys(others, (NOT_FOUND, NOT_FOUND))

    def test_a_dossier(self, by_officer, dossier, person):
        DossierFormFactory(dossier=dossier, code="05")
        assert by_officer.get(f"{DOSSIERS}{dossier.pk}/").json() == {
            "id": dossier.pk,
            "person": person.pk,
            "person_name": "Giàng A Páo",
            "kind": "management",
            "kind_label": "hồ sơ quản lý",
            "number": "HS-NC-01",
            "valid_from": "2026-03-10",
            "valid_to": "9999-12-31",
            "legal_basis": dossier.legal_basis,
            "close_reason": "",
            "forms": ["05"],
            "required_forms": 5,
        }

    def test_opening_one_is_recorded_as_reading_the_person(
        self, by_officer, officer, dossier, person
    ):
        by_officer.get(f"{DOSSIERS}{dossier.pk}/")
        assert_audited(AuditAction.PERSON_READ, by=officer, target=person)

    def test_a_foreign_one_is_like_a_missing_one(self, by_outsider, dossier):
        foreign = by_outsider.get(f"{DOSSIERS}{dossier.pk}/")
        assert refusal(foreign) == refusal(by_outsider.get(f"{DOSSIERS}999999/")) == NOT_FOUND
        assert_nothing_audited()

    def test_of_one_person(self, by_officer, dossier, patient, person):
        DossierFactory(person=patient)
        assert numbers(by_officer, person=person.pk) == ["HS-NC-01"]

    def test_of_a_foreign_person_is_refused_like_of_a_missing_one(self, by_officer, stranger):
        foreign = by_officer.get(DOSSIERS, person=stranger.pk)
        assert refusal(foreign) == refusal(by_officer.get(DOSSIERS, person=999999))
        assert (foreign.status_code, list(codes(foreign))) == (400, ["person"])

    def test_by_kind_and_state(self, by_officer, dossier, person):
        ended = {"valid_from": date(2025, 1, 1), "valid_to": date(2025, 6, 1)}
        DossierFactory(person=person, number="HS-CU", close_reason="Hết hạn", **ended)
        assert numbers(by_officer, state="open") == ["HS-NC-01"]
        assert numbers(by_officer, state="closed") == ["HS-CU"]
        assert numbers(by_officer, kind="treatment") == []

    @pytest.mark.parametrize("search", [{"state": "x"}, {"kind": "x"}, {"person": "x"}])
    def test_nonsense_is_refused_with_its_name(self, search, by_officer, dossier):
        refused = by_officer.get(DOSSIERS, **search)
        assert (refused.status_code, list(codes(refused))) == (400, list(search))

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_list_costs_the_same_for_any_number(
        self, rows, by_officer, group, django_assert_num_queries
    ):
        for person in PersonFactory.create_batch(rows, group=group):
            DossierFormFactory(dossier=DossierFactory(person=person))
        by_officer.rows(DOSSIERS)
        with django_assert_num_queries(6):
            assert len(by_officer.rows(DOSSIERS)) == min(rows, 50)


class TestOpening:
    def test_it_is_there_and_recorded(self, by_officer, officer, body, person):
        answer = by_officer.post(DOSSIERS, body)
        assert answer.status_code == 201
        dossier = Dossier.objects.get()
        assert (dossier.person, dossier.kind) == (person, "treatment")
        assert_audited(AuditAction.DOSSIER_OPENED, by=officer, target=dossier)

    def test_it_gets_a_number_of_the_ward_and_year(self, by_officer, body, ward):
        first = by_officer.post(DOSSIERS, body).json()
        second = by_officer.post(DOSSIERS, body | {"kind": "management"}).json()
        stem = f"SDTP-{ward.code}-2026-"
        assert (first["number"], second["number"]) == (f"{stem}0001", f"{stem}0002")

    def test_a_number_of_their_own_does_not_stop_the_count(self, by_officer, body, ward):
        by_officer.post(DOSSIERS, body | {"number": f"SDTP-{ward.code}-2026-cũ"})
        answer = by_officer.post(DOSSIERS, body | {"kind": "management"})
        assert answer.json()["number"] == f"SDTP-{ward.code}-2026-0001"

    def test_papers_that_are_in_it(self, by_officer, body):
        answer = by_officer.post(DOSSIERS, body | {"forms": ["05", "register", "05"]})
        assert answer.json()["forms"] == ["05", "register"]

    def test_a_paper_of_another_kind(self, by_officer, body):
        refused = by_officer.post(DOSSIERS, body | {"forms": ["minutes"]})
        assert refusal(refused) == (400, {"code": "Loại hồ sơ này không có biểu mẫu đó."})
        assert Dossier.objects.count() == 0

    @pytest.mark.parametrize("forms", ["05", [7], [None], [["05"]], {"a": 1}, ["05"] * 50])
    def test_papers_that_are_none(self, forms, by_officer, body):
        refused = by_officer.post(DOSSIERS, body | {"forms": forms})
        assert refused.status_code == 400
        assert all(field.startswith("forms") for field in codes(refused))

    def test_while_one_of_the_kind_is_open(self, by_officer, body, dossier):
        refused = by_officer.post(
            DOSSIERS, body | {"kind": "management", "opened_on": "2026-04-01"}
        )
        assert (refused.status_code, list(codes(refused))) == (400, ["kind"])

    def test_a_kind_that_does_not_serve_the_status(self, by_officer, body):
        refused = by_officer.post(DOSSIERS, body | {"kind": "post_rehab"})
        sentence = "Ngày lập hồ sơ người này thuộc diện “người nghiện”: không lập loại hồ sơ này."
        assert refusal(refused) == (400, {"kind": sentence})
        assert Dossier.objects.count() == 0

    def test_a_number_that_is_taken(self, by_officer, body, dossier):
        refused = by_officer.post(DOSSIERS, body | {"number": "HS-NC-01"})
        assert (refused.status_code, list(codes(refused))) == (400, ["number"])

    def test_in_the_future(self, by_officer, body):
        tomorrow = timezone.localdate() + timedelta(days=1)
        refused = by_officer.post(DOSSIERS, body | {"opened_on": tomorrow.isoformat()})
        assert refusal(refused) == (400, {"opened_on": "Ngày không được sau hôm nay."})

    def test_in_year_203(self, by_officer, body):
        refused = by_officer.post(DOSSIERS, body | {"opened_on": "0203-03-15"})
        assert refusal(refused) == (400, {"opened_on": "Ngày phải từ 1900-01-01."})
        assert Dossier.objects.count() == 0

    @pytest.mark.parametrize("name", ["person", "kind", "opened_on"])
    def test_what_must_be_sent(self, name, by_officer, body):
        del body[name]
        assert refusal(by_officer.post(DOSSIERS, body)) == (400, {name: "Bắt buộc phải nhập."})

    def test_not_for_a_stranger(self, by_officer, body, stranger):
        foreign = by_officer.post(DOSSIERS, body | {"person": stranger.pk})
        missing = by_officer.post(DOSSIERS, body | {"person": 999999})
        assert refusal(foreign) == refusal(missing)
        assert refusal(foreign) == (400, {"person": "Không tìm thấy giá trị này."})

    def test_only_police_open(self, api, ward, body):
        others = set(Role) - EDITORS
        told = {role: refusal(api(posted(role, ward=ward)).post(DOSSIERS, body)) for role in others}
        assert told == dict.fromkeys(others, NOT_FOUND)
        assert Dossier.objects.count() == 0


class TestClosing:
    BODY = {"closed_on": "2026-06-01", "reason": "Chuyển hồ sơ"}

    def close(self, api, dossier, **changes):
        return api.post(f"{DOSSIERS}{dossier.pk}/close/", self.BODY | changes)

    def test_it_counts_no_more_from_that_day(self, by_officer, officer, dossier):
        answer = self.close(by_officer, dossier)
        told = (answer.status_code, answer.json()["valid_to"], answer.json()["close_reason"])
        assert told == (200, "2026-06-01", "Chuyển hồ sơ")
        event = assert_audited(AuditAction.DOSSIER_CLOSED, by=officer, target=dossier)
        assert event.reason == "Chuyển hồ sơ"

    def test_twice(self, by_officer, dossier):
        self.close(by_officer, dossier)
        assert refusal(self.close(by_officer, dossier)) == (400, {None: "Hồ sơ này đã đóng."})

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"closed_on": "2026-03-09"}, "closed_on"),
            ({"closed_on": "2026-02-30"}, "closed_on"),
            ({"closed_on": "9999-12-31"}, "closed_on"),
            ({"reason": "  "}, "reason"),
            ({"reason": "a" * 201}, "reason"),
        ],
    )
    def test_a_wrong_value_leaves_it_open(self, changes, field, by_officer, dossier):
        refused = self.close(by_officer, dossier, **changes)
        assert (refused.status_code, list(codes(refused))) == (400, [field])
        dossier.refresh_from_db()
        assert dossier.valid_to == OPEN

    def test_not_in_another_ward(self, by_outsider, dossier):
        assert refusal(self.close(by_outsider, dossier)) == NOT_FOUND

    def test_only_police_close(self, api, ward, dossier):
        others = set(Role) - EDITORS
        told = {role: refusal(self.close(api(posted(role, ward=ward)), dossier)) for role in others}
        assert told == dict.fromkeys(others, NOT_FOUND)

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_nothing_else_can_be_done_to_it(self, method, by_officer, dossier):
        url = f"{DOSSIERS}{dossier.pk}/"
        assert getattr(by_officer.client, method)(url).status_code == 405
