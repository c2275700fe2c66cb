"""Opening, completing and closing dossiers."""

from datetime import date

import pytest
from django.urls import reverse

from cases.enums import AuditAction, DossierKind
from cases.models import Dossier
from cases.statuses import PersonStatus
from tests.assertions import assert_audited, assert_refused
from tests.factories.cases import (
    DossierFactory,
    DossierFormFactory,
    PersonFactory,
    StatusPeriodFactory,
)


@pytest.fixture
def person(group):
    return PersonFactory(group=group, full_name="Vàng A Sử")


def kinds(response):
    """Offered, the first one first: it is what stands there chosen."""
    return [value for value, _label in response.context["form"].fields["kind"].widget.choices]


def codes(response):
    return [value for value, _label in response.context["form"].fields["code"].widget.choices]


def in_words(response) -> str:
    return response.content.decode()


class TestOpen:
    def url(self, person):
        return reverse("cases:dossier-create", args=[person.pk])

    def sent(self, **typed):
        return {"kind": "management", "opened_on": "01/03/2026", "number": "HS-77"} | typed

    def test_an_officer_opens_a_dossier_with_what_is_in_it(self, officer_client, officer, person):
        data = self.sent(papers=["management/05", "management/07"])
        assert officer_client.post(self.url(person), data).status_code == 302
        dossier = person.dossiers.get()
        assert (dossier.kind, dossier.number) == ("management", "HS-77")
        assert sorted(dossier.forms.values_list("code", flat=True)) == ["05", "07"]
        assert {form.filed_on for form in dossier.forms.all()} == {date(2026, 3, 1)}
        assert_audited(AuditAction.DOSSIER_OPENED, by=officer, target=dossier)

    def test_without_a_number_the_next_of_the_ward_and_year_is_given(
        self, officer_client, person, ward
    ):
        officer_client.post(self.url(person), self.sent(number=""))
        assert person.dossiers.get().number == f"SDTP-{ward.code}-2026-0001"

    @pytest.mark.parametrize(
        ("status", "offered"),
        [
            (PersonStatus.SUSPECTED_USE, ["", "management"]),
            (PersonStatus.ILLEGAL_USE, ["", "management"]),
            (PersonStatus.ADDICT, ["", "management", "treatment", "compulsory"]),
            (PersonStatus.POST_REHAB, ["", "post_rehab"]),
        ],
    )
    def test_kinds_that_serve_the_status_are_offered(self, officer_client, group, status, offered):
        person = PersonFactory(group=group, status=status)
        assert kinds(officer_client.get(self.url(person))) == offered

    def test_a_kind_that_is_open_is_not_offered_again(self, officer_client, person):
        DossierFactory(person=person, kind=DossierKind.TREATMENT)
        assert kinds(officer_client.get(self.url(person))) == ["", "management", "compulsory"]

    def test_the_proposal_is_not_chosen_for_who_has_all_the_others(self, officer_client, person):
        for kind in (DossierKind.MANAGEMENT, DossierKind.TREATMENT):
            DossierFactory(person=person, kind=kind)
        response = officer_client.get(self.url(person))
        assert kinds(response) == ["", "compulsory"]
        assert response.context["form"]["kind"].value() is None

    def test_a_link_older_than_the_dossier_chooses_no_other(self, officer_client, person):
        DossierFactory(person=person, kind=DossierKind.TREATMENT)
        response = officer_client.get(self.url(person), {"kind": "treatment"})
        assert kinds(response) == ["", "management", "compulsory"]
        assert response.context["intro"] == "Hồ sơ loại này đã lập. Chỉ lập thêm nếu cần loại khác."

    def test_no_kind_is_no_choice(self, officer_client, person):
        response = officer_client.post(self.url(person), self.sent(kind=""))
        assert list(response.context["form"].errors) == ["kind"]
        assert person.dossiers.count() == 0

    def test_the_address_may_choose_the_kind(self, officer_client, person):
        response = officer_client.get(self.url(person), {"kind": "treatment"})
        assert kinds(response) == ["treatment"]
        assert "Biên bản tiếp nhận" in response.content.decode()
        assert "Mẫu 07" not in response.content.decode()

    @pytest.mark.parametrize("kind", ["post_rehab", "x"])
    def test_a_kind_in_the_address_that_does_not_serve_changes_nothing(
        self, officer_client, person, kind
    ):
        response = officer_client.get(self.url(person), {"kind": kind})
        assert kinds(response) == ["", "management", "treatment", "compulsory"]

    @pytest.mark.parametrize(
        ("status", "told"),
        [
            (
                "post_rehab",
                "Người này đã có đủ các loại hồ sơ của diện hiện nay, không cần lập thêm.",
            ),
            ("ended", "Đã chấm dứt quản lý người này, không lập hồ sơ."),
        ],
    )
    def test_nothing_to_open_says_why_and_shows_no_form(self, officer_client, group, status, told):
        person = PersonFactory(group=group, status=status)
        if status == "post_rehab":
            DossierFactory(person=person, kind=DossierKind.POST_REHAB)
        response = officer_client.get(self.url(person))
        assert response.context["intro"] == told
        assert told in in_words(response)
        assert 'name="opened_on"' not in in_words(response)

    def test_a_form_that_is_refused_is_shown_again_though_nothing_is_left(
        self, officer_client, group
    ):
        person = PersonFactory(group=group, status=PersonStatus.ENDED)
        response = officer_client.post(self.url(person), self.sent())
        assert response.status_code == 422
        assert 'name="opened_on"' in in_words(response)

    def test_a_second_of_one_kind_is_refused_by_the_action(self, officer_client, person):
        DossierFactory(person=person, kind=DossierKind.MANAGEMENT)
        response = officer_client.post(self.url(person), self.sent())
        assert_refused(response, kind="Người này đã có hồ sơ loại này trong thời gian đó.")

    def test_a_kind_for_another_status_is_refused(self, officer_client, person):
        response = officer_client.post(self.url(person), self.sent(kind="post_rehab"))
        assert list(response.context["form"].errors) == ["kind"]
        assert Dossier.objects.count() == 0

    def test_a_number_that_the_ward_has_given_is_refused(self, officer_client, person, group):
        DossierFactory(person=PersonFactory(group=group), number="HS-77")
        response = officer_client.post(self.url(person), self.sent())
        words = (
            "Xã, phường này đã có hồ sơ mang số này. Ghi số khác hoặc để trống để hệ thống cấp số."
        )
        assert_refused(response, number=words)
        assert person.dossiers.count() == 0

    def test_a_number_that_another_ward_has_given_is_free(
        self, officer_client, person, other_group
    ):
        DossierFactory(person=PersonFactory(group=other_group), number="HS-77")
        assert officer_client.post(self.url(person), self.sent()).status_code == 302
        assert person.dossiers.get().number == "HS-77"

    def test_a_kind_that_did_not_serve_the_status_of_that_day_is_refused(
        self, officer_client, group
    ):
        person = PersonFactory(group=group, status=PersonStatus.POST_REHAB)
        person.statuses.update(valid_to=date(2026, 3, 2), end_reason="next_status")
        StatusPeriodFactory(person=person, valid_from=date(2026, 3, 2))
        response = officer_client.post(self.url(person), self.sent())
        assert_refused(
            response,
            kind="Ngày lập hồ sơ người này thuộc diện “quản lý sau cai”: không lập loại hồ sơ này.",
        )

    def test_papers_of_another_kind_are_refused(self, officer_client, person):
        response = officer_client.post(self.url(person), self.sent(papers=["treatment/intake"]))
        assert_refused(response, papers="Biểu mẫu đã chọn không thuộc loại hồ sơ này.")

    def test_tomorrow_is_refused(self, officer_client, person):
        response = officer_client.post(self.url(person), self.sent(opened_on="01/01/2999"))
        assert_refused(response, opened_on="Ngày không được sau hôm nay.")

    def test_year_203_is_refused(self, officer_client, person):
        response = officer_client.post(self.url(person), self.sent(opened_on="15/03/0203"))
        assert_refused(response, opened_on="Ngày không được trước 01/01/1900. Kiểm tra lại năm.")
        assert person.dossiers.count() == 0


class TestPaper:
    def url(self, dossier):
        return reverse("cases:dossier-form-file", args=[dossier.pk])

    @pytest.fixture
    def dossier(self, person):
        dossier = DossierFactory(person=person, number="HS-77")
        DossierFormFactory(dossier=dossier, code="05")
        return dossier

    def test_an_officer_files_a_paper(self, officer_client, officer, dossier):
        data = {"code": "07", "filed_on": "01/04/2026"}
        assert officer_client.post(self.url(dossier), data).status_code == 302
        assert dossier.forms.get(code="07").filed_on == date(2026, 4, 1)
        assert_audited(AuditAction.DOSSIER_FORM_FILED, by=officer, target=dossier)

    def test_what_is_missing_is_offered_and_the_address_chooses(self, officer_client, dossier):
        response = officer_client.get(self.url(dossier), {"code": "07"})
        field = response.context["form"]["code"]
        offered = [value for value, _label in field.field.widget.choices]
        assert (offered, field.value()) == (["", "03", "04", "06", "07"], "07")
        assert "HS-77 · hồ sơ quản lý" in response.content.decode()

    def test_a_link_older_than_the_paper_chooses_no_other(self, officer_client, dossier):
        response = officer_client.get(self.url(dossier), {"code": "05"})
        assert (codes(response)[:2], response.context["form"]["code"].value()) == (["", "03"], "")
        told = "HS-77 · hồ sơ quản lý. Biểu mẫu này đã có trong hồ sơ."
        assert response.context["intro"] == told

    @pytest.mark.parametrize("code", ["", "intake", "x"])
    def test_a_link_without_a_paper_of_the_dossier_chooses_none(
        self, officer_client, dossier, code
    ):
        response = officer_client.get(self.url(dossier), {"code": code})
        assert response.context["form"]["code"].value() == ""
        assert response.context["intro"] == "HS-77 · hồ sơ quản lý"

    def test_no_paper_is_no_choice(self, officer_client, dossier):
        response = officer_client.post(self.url(dossier), {"code": "", "filed_on": "01/04/2026"})
        assert list(response.context["form"].errors) == ["code"]
        assert dossier.forms.count() == 1

    def test_a_complete_dossier_says_so_and_shows_no_form(self, officer_client, dossier):
        for code in ("03", "04", "06", "07"):
            DossierFormFactory(dossier=dossier, code=code)
        html = in_words(officer_client.get(self.url(dossier)))
        assert "HS-77 · hồ sơ quản lý. Hồ sơ này đã đủ biểu mẫu." in html
        assert 'name="filed_on"' not in html

    def test_a_closed_dossier_takes_no_paper(self, officer_client, person):
        closed = DossierFactory(person=person, number="HS-9", valid_to=date(2026, 4, 1))
        html = in_words(officer_client.get(self.url(closed), {"code": "03"}))
        assert "HS-9 · hồ sơ quản lý. Hồ sơ này đã đóng, không bổ sung biểu mẫu." in html
        assert 'name="filed_on"' not in html
        response = officer_client.post(self.url(closed), {"code": "03", "filed_on": "01/04/2026"})
        assert_refused(response, on_top="Hồ sơ này đã đóng, không bổ sung biểu mẫu.")
        assert closed.forms.count() == 0

    def test_a_paper_that_is_there_is_refused_by_the_action(self, officer_client, dossier):
        response = officer_client.post(self.url(dossier), {"code": "05", "filed_on": "01/04/2026"})
        assert_refused(response, code="Biểu mẫu này đã có trong hồ sơ.")

    def test_tomorrow_is_refused(self, officer_client, dossier):
        response = officer_client.post(self.url(dossier), {"code": "07", "filed_on": "01/01/2999"})
        assert_refused(response, filed_on="Ngày không được sau hôm nay.")

    def test_a_paper_of_another_kind_of_dossier_is_refused(self, officer_client, dossier):
        response = officer_client.post(
            self.url(dossier), {"code": "intake", "filed_on": "01/04/2026"}
        )
        assert list(response.context["form"].errors) == ["code"]


class TestClose:
    def url(self, dossier):
        return reverse("cases:dossier-close", args=[dossier.pk])

    @pytest.fixture
    def dossier(self, person):
        return DossierFactory(person=person)

    def sent(self, **typed):
        return {"closed_on": "01/04/2026", "reason": "chuyển hồ sơ"} | typed

    def test_an_officer_closes_a_dossier(self, officer_client, officer, dossier):
        assert officer_client.post(self.url(dossier), self.sent()).status_code == 302
        dossier.refresh_from_db()
        assert (dossier.valid_to, dossier.close_reason) == (date(2026, 4, 1), "chuyển hồ sơ")
        event = assert_audited(AuditAction.DOSSIER_CLOSED, by=officer, target=dossier)
        assert event.reason == "chuyển hồ sơ"

    @pytest.mark.parametrize(
        ("typed", "refusal"),
        [
            (
                {"closed_on": "09/03/2026"},
                {"closed_on": "Ngày đóng không được trước ngày lập hồ sơ."},
            ),
            ({"closed_on": "01/01/2999"}, {"closed_on": "Ngày không được sau hôm nay."}),
        ],
    )
    def test_a_day_that_cannot_be(self, officer_client, dossier, typed, refusal):
        assert_refused(officer_client.post(self.url(dossier), self.sent(**typed)), **refusal)

    def test_what_is_closed_is_not_closed_again(self, officer_client, dossier):
        officer_client.post(self.url(dossier), self.sent())
        response = officer_client.post(self.url(dossier), self.sent(closed_on="01/05/2026"))
        assert_refused(response, on_top="Hồ sơ này đã đóng.")
