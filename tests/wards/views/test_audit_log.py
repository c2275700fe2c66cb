"""The access log on screen: the auditor's and the chief's."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from accounts.audit import MASK, record, request_id
from accounts.models import AuditEvent
from accounts.permissions import Role
from cases.enums import AuditAction
from criteria.sets import CITY_2023
from tests.assertions import HIDDEN, assert_hidden, statuses
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.pledges import HouseholdFactory
from tests.factories.reports import IssuedReportFactory
from tests.factories.wards import GroupFactory, UserFactory, WardFactory, posted

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

    def test_for_all_others_there_is_no_such_page(self, client_as):
        others = set(Role) - READERS
        found = {role: statuses(client_as(role), "wards:audit-list") for role in others}
        assert found == dict.fromkeys(others, HIDDEN)

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


class TestWords:
    """What an event is about and what it changed, for a reader who may not see people."""

    @pytest.fixture
    def line(self, ward, chief, client_of):
        def of(action, **event):
            told(ward, action=action, **event)
            client = client_of(chief)
            line = next(row for row in rows(client) if row.action == action)
            return line, client.get(URL).content.decode()

        return of

    def facts(self, line):
        return [(change.label, change.before, change.after) for change in line.changes]

    @pytest.mark.parametrize(
        ("thing", "name"),
        [
            (lambda ward: WardFactory(name="Lào Cai"), "xã, phường Lào Cai"),
            (lambda ward: GroupFactory(ward=ward, name="Tổ 8"), "tổ dân phố, thôn Tổ 8"),
            (
                lambda ward: UserFactory(full_name="Lò Thị Mai", username="mai"),
                "tài khoản Lò Thị Mai · mai",
            ),
            (lambda ward: IssuedReportFactory(ward=ward, number="12/BC-BCĐ"), "12/BC-BCĐ"),
        ],
    )
    def test_units_groups_accounts_and_reports_are_named(self, thing, name, line, ward):
        _line, page = line(AuditAction.PERSON_CHANGED, target=thing(ward))
        assert name in page

    def test_a_household_is_told_by_its_code_and_never_by_name(self, line, group):
        household = HouseholdFactory(group=group, code="08-0001", head_name="Bí Mật Văn")
        found, page = line(AuditAction.PERSON_CHANGED, target=household)
        assert found.name == "08-0001"
        assert "Bí Mật" not in page

    def test_a_dossier_is_told_by_its_id(self, line, group):
        dossier = DossierFactory(person=PersonFactory(group=group), number="HS-77")
        found, page = line(AuditAction.DOSSIER_OPENED, target=dossier)
        assert found.name == str(dossier.pk)
        assert "HS-77" not in page

    def test_what_is_gone_keeps_its_id(self, line):
        found, _page = line(AuditAction.PERSON_CHANGED, target=WardFactory.build(pk=999_999))
        assert found.name == "999999"

    def test_an_edit_tells_before_and_after_in_words(self, line, group):
        person = PersonFactory(group=group)
        found, page = line(
            AuditAction.PERSON_CHANGED,
            target=person,
            before={"full_name": MASK, "sex": "male", "birth_date": None, "version": 1, "id": 7},
            after={
                "full_name": MASK,
                "sex": "female",
                "birth_date": "1990-03-05",
                "search_key": MASK,
            },
        )
        assert self.facts(found) == [
            ("giới tính", "nam", "nữ"),
            ("họ và tên", MASK, MASK),
            ("ngày sinh", "", "05/03/1990"),
        ]
        assert "<del>nam</del> → nữ" in " ".join(page.split())

    def test_what_it_points_to_is_named(self, line, group, other_group):
        found, _page = line(
            AuditAction.RESIDENCE_SET,
            target=PersonFactory(group=group),
            before={"group": group.pk},
            after={"group": other_group.pk, "from": "2026-03-01"},
        )
        assert self.facts(found) == [
            ("tổ, thôn", group.name, other_group.name),
            ("từ ngày", "", "01/03/2026"),
        ]

    def test_statuses_and_ends_are_told_in_words(self, line, group):
        found, _page = line(
            AuditAction.STATUS_MOVED,
            target=PersonFactory(group=group),
            before={"status": "addict"},
            after={"status": "post_rehab", "valid_to": "9999-12-31"},
        )
        assert self.facts(found) == [
            ("đến trước ngày", "", "không kết thúc"),
            ("diện quản lý", "người nghiện", "quản lý sau cai"),
        ]

    def test_evidence_says_of_which_criterion_and_day(self, line, ward):
        title = str(CITY_2023.criterion("addict_file").title)
        found, page = line(
            "criteria.evidence_read",
            target=ward,
            count=50,
            after={"criterion": "addict_file", "day": "2024-06-30"},
        )
        assert [after for _label, _before, after in self.facts(found)] == ["30/06/2024", title]
        assert title in page

    def test_a_row_opens_to_reason_count_and_request(self, line, group):
        token = request_id.set("a1b2-request")
        try:
            _line, page = line(
                AuditAction.PERSON_READ,
                target=PersonFactory(group=group),
                reason="rà soát",
                count=7,
            )
        finally:
            request_id.reset(token)
        details = page.split("<details>")[-1].split("</details>")[0]
        assert "rà soát" in details
        assert [word for word in details.split() if word in {"7", "a1b2-request"}] == [
            "7",
            "a1b2-request",
        ]


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
        assert list(response.context["filter"]["form"].errors) == ["first"]
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


@pytest.mark.parametrize("number", [1, 30])
def test_it_costs_the_same_for_any_number(
    number, ward, other_ward, national_auditor, client_of, django_assert_num_queries
):
    for place in range(number):
        told(other_ward if place % 2 else ward)
    client = client_of(national_auditor)
    client.get(URL)  # the first request of a session writes its clock
    with django_assert_num_queries(7):
        client.get(URL)


@pytest.mark.parametrize("number", [1, 50])
def test_names_cost_a_statement_for_each_kind_of_thing(
    number, ward, group, national_auditor, client_of, django_assert_num_queries
):
    for place in range(number):
        told(ward, target=GroupFactory(ward=ward), before={"ward": ward.pk})
        told(ward, target=HouseholdFactory(group=group, code=f"H-{place}"))
        told(ward, target=UserFactory(), after={"full_name": MASK})
        told(ward, target=PersonFactory(group=group), after={"group": group.pk})
    client = client_of(national_auditor)
    client.get(URL)
    with django_assert_num_queries(
        10
    ):  # and of four kinds the names: groups, wards, households, accounts
        client.get(URL)


def test_its_address():
    assert reverse("wards:audit-list") == URL
