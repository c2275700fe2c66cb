"""The access log on screen: the auditor's and the chief's."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from accounts.audit import record
from accounts.models import AuditEvent
from accounts.permissions import Role
from cases.enums import AuditAction
from tests.assertions import assert_hidden
from tests.factories.cases import PersonFactory
from tests.factories.wards import UserFactory, posted

URL = "/units/audit/"
JUNE = datetime(2026, 6, 15, 3, 4, 5, tzinfo=UTC)
READERS = {Role.CHIEF, Role.AUDITOR}


def told(ward, by=None, action=AuditAction.PERSON_READ, at=JUNE, **more):
    with time_machine.travel(at, tick=False):
        return record(action, by=by, unit_id=ward.pk if ward else None, **more)


def rows(client, **asked) -> list[AuditEvent]:
    response = client.get(URL, asked)
    assert response.status_code == 200
    return list(response.context["page_obj"].object_list)


def reasons(client, **asked) -> list[str]:
    """Events of a test carry their name as the reason; what a client does by itself has none."""
    return [event.reason for event in rows(client, **asked) if event.reason]


@pytest.fixture
def national_auditor(nation):
    return posted(Role.AUDITOR, area=nation, username="national")


@pytest.fixture
def log(ward, other_ward):
    told(ward, reason="ở đây")
    told(other_ward, reason="nơi khác")
    told(None, reason="không nơi nào")


@pytest.mark.usefixtures("log")
class TestWhoSeesWhat:
    def test_the_nation_s_auditor_sees_everything(self, national_auditor, client_of):
        assert reasons(client_of(national_auditor)) == ["không nơi nào", "nơi khác", "ở đây"]

    def test_a_chief_sees_the_own_unit_only(self, chief, client_of):
        client = client_of(chief)
        assert reasons(client) == ["ở đây"]
        assert "nơi khác" not in client.get(URL).content.decode()

    def test_a_ward_s_auditor_sees_that_ward_only(self, auditor, client_of):
        assert reasons(client_of(auditor)) == ["ở đây"]

    def test_an_area_s_auditor_sees_its_wards(self, area, client_of):
        user = posted(Role.AUDITOR, area=area)
        assert reasons(client_of(user)) == ["nơi khác", "ở đây"]

    def test_a_filter_does_not_widen_what_is_seen(self, chief, client_of):
        assert reasons(client_of(chief), action=AuditAction.PERSON_READ) == ["ở đây"]
        assert reasons(client_of(chief), actor="hệ thống") == ["ở đây"]

    @pytest.mark.parametrize("role", [role for role in Role if role not in READERS])
    def test_for_all_others_there_is_no_such_page(self, role, ward, group, client_of):
        place = {"group": group} if role == Role.GROUP_HEAD else {"ward": ward}
        assert_hidden(client_of(posted(role, **place)), "wards:audit-list")

    def test_nor_for_somebody_without_a_posting(self, nobody, client_of):
        assert_hidden(client_of(nobody), "wards:audit-list")

    def test_a_stranger_signs_in_first(self, client):
        assert client.get(URL).url == f"/accounts/login/?next={URL}"

    def test_it_is_only_read(self, chief, client_of):
        assert client_of(chief).post(URL).status_code == 405


class TestOneLine:
    @pytest.fixture
    def screen(self, ward, chief, client_of, officer):
        person = PersonFactory(ward=ward, full_name="Giàng Thị Mỷ")
        told(ward, by=officer, target=person, reason="Đối chiếu hồ sơ", count=1200)
        self.person = person
        return client_of(chief).get(URL).content.decode()

    def test_it_says_when_on_the_office_s_clock(self, screen):
        assert "10:04:05 15/06/2026" in screen

    def test_it_says_who_did_what_why_and_to_how_many(self, screen):
        assert "Lê Văn Cán Bộ" in screen
        assert f"{AuditAction.PERSON_READ.label} (1.200)" in screen
        assert "Đối chiếu hồ sơ" in screen

    def test_it_says_to_what_in_words_and_never_by_name(self, screen):
        assert f"người {self.person.pk}" in screen
        assert "<td>cases.person" not in screen
        assert "Giàng Thị Mỷ" not in screen

    def test_it_says_in_which_unit(self, screen):
        assert "phường Nam Cường" in screen

    def test_it_says_what_the_log_is(self, screen):
        assert "Chỉ ghi thêm, không sửa, không xóa" in screen


def test_a_single_row_says_no_number(ward, chief, client_of):
    told(ward)
    page = client_of(chief).get(URL).content.decode()
    assert str(AuditAction.PERSON_READ.label) in page
    assert f"{AuditAction.PERSON_READ.label} (" not in page


class TestFilters:
    @pytest.fixture
    def client(self, ward, chief, client_of):
        mai, su = UserFactory(full_name="Lò Thị Mai"), UserFactory(full_name="Vàng A Sử")
        told(ward, by=mai, reason="một", at=datetime(2026, 6, 1, 16, 59, tzinfo=UTC))
        told(ward, by=su, reason="hai", at=datetime(2026, 6, 1, 17, 1, tzinfo=UTC))
        told(ward, by=mai, reason="ba", action=AuditAction.PERSON_CHANGED)
        return client_of(chief)

    def test_by_person(self, client):
        assert reasons(client, actor="Mai") == ["ba", "một"]

    def test_by_act(self, client):
        assert reasons(client, action=AuditAction.PERSON_CHANGED) == ["ba"]

    def test_by_day_of_the_office_s_clock(self, client):
        assert reasons(client, first="02/06/2026", last="02/06/2026") == ["hai"]
        assert reasons(client, last="01/06/2026") == ["một"]

    def test_all_at_once(self, client):
        asked = {"actor": "Mai", "action": AuditAction.PERSON_READ, "first": "01/06/2026"}
        assert reasons(client, **asked) == ["một"]

    def test_what_was_asked_stays_in_the_form(self, client):
        page = client.get(URL, {"actor": "Mai", "first": "01/06/2026"}).content.decode()
        assert 'value="Mai"' in page
        assert 'value="01/06/2026"' in page

    def test_a_day_that_does_not_exist_is_told_beside_its_field(self, client):
        response = client.get(URL, {"first": "31/02/2024"})
        assert response.status_code == 200
        assert list(response.context["form"].errors) == ["first"]
        assert 'value="31/02/2024"' in response.content.decode()

    def test_nothing_found_is_said(self, client):
        assert "Không có sự kiện nào khớp." in client.get(URL, {"actor": "Sùng"}).content.decode()


class TestPages:
    @pytest.fixture
    def client(self, ward, chief, client_of):
        for number in range(120):
            told(ward, reason=f"số {number}")
        return client_of(chief)

    def test_fifty_a_page(self, client):
        assert [len(rows(client, page=page)) for page in (1, 2, 3)] == [50, 50, 20]

    def test_no_event_is_on_two_pages(self, client):
        seen = [event.pk for page in (1, 2, 3) for event in rows(client, page=page)]
        assert len(seen) == len(set(seen)) == 120

    def test_a_page_that_does_not_exist_is_the_nearest(self, client):
        assert len(rows(client, page=99)) == 20
        assert len(rows(client, page="x")) == 50

    def test_the_next_page_keeps_what_was_asked(self, client):
        page = client.get(URL, {"actor": "hệ", "page": 2}).content.decode()
        assert "?actor=h%E1%BB%87&amp;page=3" in page or "page=3&amp;actor" in page
        assert "51–100 trong 120" in page


@pytest.mark.parametrize("number", [1, 3, 300])
def test_it_costs_the_same_for_any_number(
    number, ward, other_ward, national_auditor, client_of, django_assert_num_queries
):
    for place in range(number):
        told(other_ward if place % 2 else ward)
    client = client_of(national_auditor)
    client.get(URL)  # the first request of a session writes its clock
    with django_assert_num_queries(6):
        client.get(URL)


def test_its_address():
    assert reverse("wards:audit-list") == URL
