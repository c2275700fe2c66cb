"""Registering a person, and the warning when somebody alike is registered."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from cases.enums import AuditAction, ResidenceKind
from cases.models import Person
from tests.assertions import (
    HIDDEN,
    assert_audited,
    assert_nothing_audited,
    assert_refused,
    statuses,
)
from tests.cases.views.conftest import KEEPS_NO_FILES, page, typed
from tests.factories.cases import PersonFactory

AT_ONCE = (
    "Dữ liệu vừa được người khác thay đổi trong lúc lưu; chưa lưu gì. Kiểm tra lại rồi lưu lần nữa."
)


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
                group,
                other_name="Mỷ",
                phone="0912 345 678",
                occupation="làm nông",
                guardians="Bà Mẩy",
                officer=chief.pk,
                birthplace="Sa Pa",
                home_town="Bắc Hà",
                education="primary",
                first_use_year="2015",
                drug="heroin",
                route="inject",
                past_rehab_count="2",
                has_psychosis="on",
                convictions="không",
                note="ghi chú",
                residence_kind="temporary",
                address="Số 7",
                status="addict",
                status_from="05/03/2024",
                decision_number="15/QĐ-UBND",
                decision_date="04/03/2024",
                issuer="UBND phường",
            ),
        )
        person = Person.objects.get()
        kept = (person.phone, person.guardians, person.past_rehab_count, person.has_psychosis)
        assert kept == ("0912345678", "Bà Mẩy", 2, True)
        assert (person.officer, person.note, person.drug) == (chief, "ghi chú", "heroin")
        stay, period = person.residences.get(), person.statuses.get()
        assert (stay.kind, stay.address) == ("temporary", "Số 7")
        assert (period.decision_number, period.issuer) == ("15/QĐ-UBND", "UBND phường")
        assert (period.valid_from, period.decision_date) == (date(2024, 3, 5), date(2024, 3, 4))

    def test_others_find_no_page(self, client_as, group):
        found = {
            role: statuses(client_as(role), "cases:person-create", data=typed(group))
            for role in KEEPS_NO_FILES
        }
        assert found == dict.fromkeys(KEEPS_NO_FILES, HIDDEN)
        assert Person.objects.count() == 0

    def test_a_foreign_group_is_no_choice(self, officer_client, group, other_group):
        response = officer_client.post(self.url, typed(other_group))
        assert list(response.context["form"].errors) == ["group"]
        assert Person.objects.count() == 0

    def test_the_first_guesses(self, officer_client, officer, group):
        form = page(officer_client, "cases:person-create").context["form"]
        assert form["officer"].value() == officer.pk or form["officer"].value() == officer
        assert form["residence_kind"].value() == ResidenceKind.PERMANENT

    @pytest.mark.parametrize(
        ("fields", "refusal"),
        [
            (
                {"birth_date": "31/02/2024"},
                {
                    "birth_date": "Không có ngày này trong lịch. Ghi ngày/tháng/năm, ví dụ 05/02/2026."
                },
            ),
            ({"birth_date": "01/02/1850"}, {"birth_date": "Năm sinh phải từ 1900."}),
            ({"birth_date": "01/01/2999"}, {"birth_date": "Ngày sinh không được sau hôm nay."}),
            ({"birth_date": ""}, {"birth_date": "Ghi ngày sinh, hoặc năm sinh nếu không rõ ngày."}),
            (
                {"id_number": "01019000032"},
                {"id_number": "Số định danh có 11 chữ số; CCCD phải đủ 12, CMND cũ đủ 9."},
            ),
            (
                {"id_number": "0101900003211"},
                {"id_number": "Số định danh có 13 chữ số; CCCD phải đủ 12, CMND cũ đủ 9."},
            ),
            (
                {"id_number": "0101900003A1"},
                {"id_number": "Số định danh chỉ gồm chữ số; kiểm tra lại."},
            ),
            ({"full_name": "Mẩy"}, {"full_name": "Ghi đủ họ và tên."}),
            (
                {"phone": "12345"},
                {"phone": "Số điện thoại phải có 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84."},
            ),
            ({"since": "01/01/2999"}, {"since": "Ngày không được sau hôm nay."}),
            ({"since": "01/01/1980"}, {"since": "Ngày này trước khi người này sinh ra."}),
            (
                {"status": "addict"},
                {
                    "decision_number": "Diện này phải có số quyết định.",
                    "decision_date": "Diện này phải có ngày quyết định.",
                },
            ),
            (
                {
                    "status": "addict",
                    "status_from": "01/03/2024",
                    "decision_number": "1",
                    "decision_date": "02/03/2024",
                },
                {"decision_date": "Ngày quyết định phải trước hoặc đúng ngày bắt đầu."},
            ),
        ],
    )
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

    def test_a_number_that_somebody_saves_at_the_same_moment_loses_nothing_typed(
        self, officer_client, group, monkeypatch
    ):
        PersonFactory(group=group, full_name="Lù A Của", id_number="010190000321")
        monkeypatch.setattr(
            "cases.actions.people._check_unique", lambda _person: None
        )  # not yet seen
        response = officer_client.post(self.url, typed(group))
        assert_refused(response, on_top=AT_ONCE)
        assert 'value="Giàng Thị Mẩy"' in response.content.decode()
        assert [person.full_name for person in Person.objects.all()] == ["Lù A Của"]
        assert_nothing_audited()

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
