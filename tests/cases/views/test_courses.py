"""Moving a status, starting and ending a treatment."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.permissions import Role
from cases.enums import AuditAction, DossierKind, TreatmentForm
from cases.models import Treatment
from cases.statuses import PersonStatus
from tests.assertions import assert_audited, assert_hidden, assert_nothing_audited, assert_refused
from tests.factories.cases import DossierFactory, PersonFactory, TreatmentFactory
from tests.factories.wards import PostingFactory, posted


@pytest.fixture
def person(group):
    return PersonFactory(group=group, full_name="Vàng A Sử", status_from=date(2024, 1, 1))


@pytest.fixture
def patient(group):
    return PersonFactory(group=group, full_name="Lò Văn Páo", treated=True)


class TestMove:
    def url(self, person):
        return reverse("cases:status-move", args=[person.pk])

    def sent(self, **typed):
        return {
            "to": "post_rehab",
            "on_day": "01/03/2026",
            "end_reason": "completed",
            "decision_number": "15/QĐ-UBND",
            "decision_date": "28/02/2026",
            "issuer": "UBND phường",
            "unusual_reason": "Cai nghiện ở tỉnh khác",
        } | typed

    def test_an_officer_moves_somebody(self, officer_client, officer, person, rules):
        DossierFactory(person=person, kind=DossierKind.MANAGEMENT, valid_from=date(2024, 1, 2))
        assert officer_client.post(self.url(person), self.sent()).status_code == 302
        before, now = person.statuses.order_by("valid_from")
        assert (before.valid_to, before.end_reason) == (date(2026, 3, 1), "completed")
        assert (now.status, now.decision_number, now.issuer) == (
            "post_rehab",
            "15/QĐ-UBND",
            "UBND phường",
        )
        assert now.term_end == date(2027, 2, 28)
        assert person.dossiers.get().valid_to == date(2026, 3, 1)
        assert_audited(AuditAction.STATUS_MOVED, by=officer, target=person)

    def test_a_term_in_the_decision_is_kept(self, officer_client, person, rules):
        officer_client.post(self.url(person), self.sent(term_end="01/09/2026"))
        assert person.statuses.get(status="post_rehab").term_end == date(2026, 9, 1)

    def test_the_page_says_where_the_person_stands(self, officer_client, person):
        html = officer_client.get(self.url(person)).content.decode()
        assert "Đang ở diện “người nghiện” từ ngày 01/01/2024." in html

    def test_only_what_may_follow_is_offered(self, officer_client, person):
        html = officer_client.get(self.url(person)).content.decode()
        offered = [f'value="{status}"' in html for status in PersonStatus]
        assert offered == [False, False, False, True, True]

    def test_a_move_out_of_order_is_refused_by_name(self, officer_client, person):
        response = officer_client.post(self.url(person), self.sent(to="suspected_use"))
        assert_refused(
            response,
            to="Đang ở diện “người nghiện” chỉ có thể chuyển sang: quản lý sau cai, chấm dứt quản lý.",
        )
        assert person.statuses.count() == 1
        assert_nothing_audited()

    @pytest.mark.parametrize(
        ("typed", "refusal"),
        [
            (
                {"on_day": "31/12/2023", "decision_date": "31/12/2023"},
                {"on_day": "Ngày chuyển không được trước ngày bắt đầu diện hiện tại (01/01/2024)."},
            ),
            ({"on_day": "01/01/2999"}, {"on_day": "Ngày không được sau hôm nay."}),
            ({"decision_number": ""}, {"decision_number": "Diện này phải có số quyết định."}),
            ({"decision_date": ""}, {"decision_date": "Diện này phải có ngày quyết định."}),
            (
                {"decision_date": "02/03/2026"},
                {"decision_date": "Ngày quyết định phải trước hoặc đúng ngày bắt đầu."},
            ),
            (
                {"to": "ended", "end_reason": "next_status"},
                {"end_reason": "Chọn lý do chấm dứt quản lý."},
            ),
            (
                {"on_day": "31/02/2026"},
                {"on_day": "Không có ngày này trong lịch. Ghi ngày/tháng/năm, ví dụ 05/02/2026."},
            ),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(self, officer_client, person, typed, refusal):
        assert_refused(officer_client.post(self.url(person), self.sent(**typed)), **refusal)
        assert person.statuses.count() == 1

    def test_a_dossier_opened_later_must_be_closed_first(self, officer_client, person):
        DossierFactory(person=person, number="HS-77", valid_from=date(2026, 3, 10))
        assert_refused(
            officer_client.post(self.url(person), self.sent()),
            on_day="Hồ sơ HS-77 lập ngày 10/03/2026, sau ngày chuyển diện; "
            "chọn ngày chuyển không trước ngày đó.",
        )

    def test_a_term_before_the_start_is_refused(self, officer_client, person):
        response = officer_client.post(self.url(person), self.sent(term_end="01/03/2026"))
        assert response.status_code == 422
        assert person.statuses.count() == 1

    def test_two_officers_moving_one_person_do_not_move_twice(self, officer_client, person):
        officer_client.post(self.url(person), self.sent())
        response = officer_client.post(self.url(person), self.sent())
        assert_refused(
            response,
            to="Đang ở diện “quản lý sau cai” chỉ có thể chuyển sang: người nghiện, chấm dứt quản lý.",
        )

    def test_whoever_ended_may_be_taken_up_again(self, officer_client, group):
        person = PersonFactory(group=group, status=PersonStatus.ENDED)
        data = {"to": "suspected_use", "on_day": "01/03/2026", "end_reason": "next_status"}
        assert officer_client.post(self.url(person), data).status_code == 302
        assert person.statuses.get(valid_to=date(9999, 12, 31)).status == "suspected_use"


class TestStart:
    def url(self, person):
        return reverse("cases:treatment-create", args=[person.pk])

    def sent(self, **typed):
        return {"form": "community", "started_on": "01/03/2026"} | typed

    def test_an_officer_starts_a_treatment(self, officer_client, officer, person, rules):
        data = self.sent(provider="Trạm y tế", decision_number="3/QĐ")
        assert officer_client.post(self.url(person), data).status_code == 302
        treatment = person.treatments.get()
        assert (treatment.form, treatment.ordinal, treatment.provider) == (
            "community",
            1,
            "Trạm y tế",
        )
        assert treatment.term_end == date(2027, 3, 1)
        assert_audited(AuditAction.TREATMENT_STARTED, by=officer, target=treatment)

    @pytest.mark.parametrize(
        ("typed", "refusal"),
        [
            ({"form": "substitution"}, {"form": "Người này đang theo hình thức này."}),
            ({"started_on": "01/01/2999"}, {"started_on": "Ngày không được sau hôm nay."}),
        ],
    )
    def test_what_is_refused(self, officer_client, patient, typed, refusal):
        assert_refused(officer_client.post(self.url(patient), self.sent(**typed)), **refusal)
        assert patient.treatments.count() == 1

    def test_an_officer_chooses_among_all_forms(self, officer_client, person):
        html = officer_client.get(self.url(person)).content.decode()
        assert [f'value="{form}"' in html for form in TreatmentForm] == [True] * 5

    def test_a_clinic_starts_substitution_again(self, clinic, client_of, patient):
        patient.treatments.update(valid_to=date(2026, 4, 1), end_reason="dropped")
        data = self.sent(form="substitution", started_on="01/05/2026")
        assert client_of(clinic).post(self.url(patient), data).status_code == 302
        assert [one.ordinal for one in patient.treatments.order_by("valid_from")] == [1, 2]

    def test_a_clinic_goes_back_to_the_page_that_it_may_read(self, clinic, client_of, patient):
        patient.treatments.update(valid_to=date(2026, 4, 1), end_reason="dropped")
        data = self.sent(form="substitution", started_on="01/05/2026")
        response = client_of(clinic).post(self.url(patient), data, follow=True)
        assert (response.status_code, response.context["file"].is_whole) == (200, False)

    @pytest.mark.parametrize("form", ["family", "community", "voluntary_centre", "compulsory"])
    def test_a_clinic_starts_nothing_else(self, clinic, client_of, patient, form):
        response = client_of(clinic).post(self.url(patient), self.sent(form=form))
        assert list(response.context["form"].errors) == ["form"]
        assert patient.treatments.count() == 1

    def test_a_clinic_does_not_reach_whom_it_does_not_treat(self, clinic, client_of, person):
        data = self.sent(form="substitution")
        assert_hidden(client_of(clinic), "cases:treatment-create", person.pk, data=data)
        assert Treatment.objects.count() == 0

    def test_reading_in_one_ward_and_treating_in_another_do_not_add_up(
        self, chair_office, other_ward, client_of, person, patient
    ):
        PostingFactory(user=chair_office, role=Role.CLINIC, ward=other_ward)
        data, client = self.sent(form="substitution"), client_of(chair_office)
        assert_hidden(client, "cases:treatment-create", person.pk, data=data)
        assert_hidden(client, "cases:treatment-create", patient.pk, data=data)

    def test_a_clinic_of_another_ward_does_not_reach_this_patient(
        self, other_ward, client_of, patient
    ):
        client = client_of(posted(Role.CLINIC, ward=other_ward))
        data = self.sent(form="substitution")
        assert_hidden(client, "cases:treatment-create", patient.pk, data=data)

    def test_police_of_one_ward_are_no_more_than_a_clinic_in_another(
        self, officer, other_ward, other_group, client_of
    ):
        PostingFactory(user=officer, role=Role.CLINIC, ward=other_ward)
        patient = PersonFactory(group=other_group, treated=True)
        stranger = PersonFactory(group=other_group)
        client = client_of(officer)
        refused = client.post(self.url(patient), self.sent())
        assert list(refused.context["form"].errors) == ["form"]
        assert_hidden(client, "cases:treatment-create", stranger.pk, data=self.sent())


class TestEnd:
    def url(self, treatment):
        return reverse("cases:treatment-end", args=[treatment.pk])

    def sent(self, **typed):
        return {"ended_on": "01/04/2026", "reason": "completed"} | typed

    @pytest.fixture
    def treatment(self, person):
        return TreatmentFactory(person=person)

    def test_an_officer_ends_a_treatment(self, officer_client, officer, treatment):
        assert officer_client.post(self.url(treatment), self.sent()).status_code == 302
        treatment.refresh_from_db()
        assert (treatment.valid_to, treatment.end_reason) == (date(2026, 4, 1), "completed")
        assert_audited(AuditAction.TREATMENT_ENDED, by=officer, target=treatment)

    def test_the_page_says_which(self, officer_client, treatment):
        html = officer_client.get(self.url(treatment)).content.decode()
        assert "cai nghiện tự nguyện tại cộng đồng, từ ngày 10/03/2026." in html
        assert "Vàng A Sử" in html

    @pytest.mark.parametrize(
        ("typed", "refusal"),
        [
            (
                {"ended_on": "09/03/2026"},
                {"ended_on": "Ngày kết thúc không được trước ngày bắt đầu."},
            ),
            ({"ended_on": "01/01/2999"}, {"ended_on": "Ngày không được sau hôm nay."}),
        ],
    )
    def test_a_day_that_cannot_be(self, officer_client, treatment, typed, refusal):
        assert_refused(officer_client.post(self.url(treatment), self.sent(**typed)), **refusal)

    def test_what_has_ended_does_not_end_again(self, officer_client, treatment):
        officer_client.post(self.url(treatment), self.sent())
        response = officer_client.post(self.url(treatment), self.sent(ended_on="01/05/2026"))
        assert_refused(response, on_top="Lần điều trị này đã kết thúc.")

    def test_a_clinic_ends_the_substitution_of_its_patient(self, clinic, client_of, patient):
        treatment = patient.treatments.get()
        assert client_of(clinic).post(self.url(treatment), self.sent()).status_code == 302
        assert_audited(AuditAction.TREATMENT_ENDED, by=clinic, target=treatment)

    def test_a_clinic_does_not_end_another_treatment_of_its_patient(
        self, clinic, client_of, patient
    ):
        rehab = TreatmentFactory(person=patient, form=TreatmentForm.COMMUNITY)
        assert_hidden(client_of(clinic), "cases:treatment-end", rehab.pk, data=self.sent())

    def test_a_clinic_does_not_reach_whom_it_does_not_treat(self, clinic, client_of, treatment):
        assert_hidden(client_of(clinic), "cases:treatment-end", treatment.pk, data=self.sent())
        treatment.refresh_from_db()
        assert treatment.is_open

    def test_another_wards_officer_finds_no_page(self, outsider_client, treatment):
        assert_hidden(outsider_client, "cases:treatment-end", treatment.pk, data=self.sent())

    def test_the_page_has_its_budget(self, officer_client, treatment, django_assert_num_queries):
        officer_client.get(self.url(treatment))
        with django_assert_num_queries(4):
            officer_client.get(self.url(treatment))
