"""Pages of figures by role; bad input is answered in words."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.permissions import Permission, Role, roles_with
from criteria.class_counts import CLASS_COUNTS
from criteria.enums import AuditAction
from criteria.sets import SETS
from programme.actions.phases import plan_phase
from programme.models import PhaseTarget
from tests.assertions import assert_audited
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.incidents import IncidentFactory, IncidentPersonFactory
from tests.factories.pledges import HouseholdFactory
from tests.factories.programme import PhaseFactory, PhaseTargetFactory
from tests.factories.wards import (
    AreaFactory,
    AreaWardFactory,
    GroupFactory,
    PostingFactory,
    WardFactory,
    posted,
)
from wards.enums import AreaKind, GroupKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

#: Name of the page -> which permission opens it.
PAGES = {
    "overview": Permission.VIEW_OVERVIEW,
    "phase-list": Permission.VIEW_OVERVIEW,
    "incident-list": Permission.VIEW_OVERVIEW,
    "today": Permission.VIEW_TODAY,
    "ward-list": Permission.VIEW_FIGURES,
}
AREA_PAGES = ["overview", "phase-list", "incident-list"]
DATED_PAGES = ["overview", "phase-list", "incident-list", "ward-list"]


def get(client, name, *args, **asked):
    return client.get(reverse(f"reports:{name}", args=args), asked)


def evidence(client, ward, code="addict_file", set_code="CITY_2023", **asked):
    return get(client, "evidence", ward.pk, set_code, code, **asked)


class TestWho:
    @pytest.mark.parametrize("name", PAGES)
    def test_a_role_opens_the_page_or_it_is_not_there(self, name, ward, group, area, client_of):
        place = {"area": area} if name in AREA_PAGES else {"ward": ward}
        found = {role: get(client_of(posted(role, **place)), name).status_code for role in Role}
        may = roles_with(PAGES[name])
        assert found == dict.fromkeys(Role, 404) | dict.fromkeys(may, 200)

    @pytest.mark.parametrize("name", PAGES)
    def test_a_stranger_is_led_to_the_sign_in(self, name, client, ward):
        url = reverse(f"reports:{name}")
        response = client.get(url)
        assert (response.status_code, response.url) == (302, f"/accounts/login/?next={url}")

    @pytest.mark.parametrize("name", PAGES)
    def test_a_page_of_figures_takes_no_post(self, name, officer_client, committee_client, group):
        for client in (officer_client, committee_client):
            assert client.post(reverse(f"reports:{name}")).status_code in {404, 405}

    def test_another_wards_page_is_not_there(self, outsider_client, ward, group):
        assert get(outsider_client, "ward-detail", ward.pk).status_code == 404
        assert evidence(outsider_client, ward).status_code == 404

    def test_the_own_wards_page_is(self, officer_client, ward, group):
        assert get(officer_client, "ward-detail", ward.pk).status_code == 200
        assert evidence(officer_client, ward).status_code == 200

    def test_an_unknown_ward(self, officer_client, group):
        assert get(officer_client, "ward-detail", 999_999).status_code == 404

    def test_a_ward_list_shows_the_own_wards(self, officer_client, ward, group, other_group):
        response = get(officer_client, "ward-list")
        assert [one.ward for one, _people in response.context["page"].rows] == [ward]


class TestAskedDay:
    @pytest.mark.parametrize("name", DATED_PAGES)
    @pytest.mark.parametrize("text", ["31/02/2024", "abc", "2024-13-45", "9999999999"])
    def test_a_day_that_does_not_exist_is_answered_in_words(
        self, name, text, committee_client, group
    ):
        response = get(committee_client, name, as_of=text)
        assert response.status_code == 200
        assert f"“{text}” không phải một ngày có thật" in response.content.decode()

    @pytest.mark.parametrize("name", DATED_PAGES)
    def test_a_day_to_come_is_answered_in_words(self, name, committee_client, group):
        response = get(committee_client, name, as_of="31/12/2099")
        assert "Chưa có số liệu cho ngày sau hôm nay." in response.content.decode()

    @pytest.mark.parametrize("name", DATED_PAGES)
    def test_the_day_is_shown(self, name, committee_client, group):
        assert "30/06/2024" in get(committee_client, name, as_of="30/06/2024").content.decode()

    @pytest.mark.parametrize("number", [-1, 0, "abc", 999])
    def test_a_page_that_does_not_exist_shows_one_that_does(self, number, officer_client, group):
        for name in ("ward-list", "today"):
            assert get(officer_client, name, page=number).status_code == 200

    def test_typed_text_does_not_become_markup(self, committee_client, group):
        response = get(committee_client, "overview", as_of="<script>1</script>")
        assert "<script>1" not in response.content.decode()


class TestScope:
    """Pages of an area show what is visible to their reader, whatever the area holds."""

    @pytest.fixture
    def verifier_of_one(self, ward, area):
        return posted(Role.VERIFIER, ward=ward)

    @pytest.fixture
    def told(self, client_of, area, ward, other_ward, group, other_group):
        phase = PhaseFactory(area=area)
        for one, own in ((ward, group), (other_ward, other_group)):
            PhaseTargetFactory(phase=phase, ward=one)
            IncidentFactory(group=own, happened_on=date(2024, 2, 1))

        def pages(user):
            return {
                name: get(client_of(user), name, as_of="30/06/2024").content.decode()
                for name in AREA_PAGES
            }

        return pages

    def test_a_verifier_of_one_ward_sees_that_ward(self, told, verifier_of_one):
        for name, page in told(verifier_of_one).items():
            assert "Nam Cường" in page, name
            assert "Cốc San" not in page, name

    def test_its_figures_are_those_of_the_ward(self, told, verifier_of_one, client_of):
        told(verifier_of_one)
        page = get(client_of(verifier_of_one), "overview", as_of="30/06/2024").context["page"]
        assert page.tiles[0].figure.endswith("/ 1")
        assert page.tiles[3].figure == "1"

    def test_an_area_of_another_role_opens_nothing(self, told, area):
        user = posted(Role.AUDITOR, area=AreaFactory(kind=AreaKind.PROVINCE))
        PostingFactory(user=user, role=Role.COMMITTEE, area=area, ward=None)
        for name, page in told(user).items():
            assert "Nam Cường" in page, name
            assert "Cốc San" in page, name

    def test_a_committee_of_the_nation_sees_every_ward(self, told, nation):
        pages = told(posted(Role.COMMITTEE, area=nation))
        for name in ("overview", "incident-list"):
            assert "Nam Cường" in pages[name], name
            assert "Cốc San" in pages[name], name


class TestOverview:
    def test_the_matrix_has_a_column_for_each_criterion(self, committee_client, ward, group):
        page = get(committee_client, "overview").content.decode()
        for criterion in SETS[0].criteria:
            assert f"{criterion.number}. {criterion.short_title}" in page

    def test_a_verdict_stands_in_words(self, committee_client, ward, group):
        page = get(committee_client, "overview").content.decode()
        assert "Đạt" in page
        assert "Chưa đạt" in page

    def test_no_name_of_a_person_is_in_the_page(self, committee_client, group):
        PersonFactory(group=group, full_name="Lò A Tùng")
        HouseholdFactory(group=group, head_name="Lý Láo San")
        for name in AREA_PAGES:
            page = get(committee_client, name).content.decode()
            assert "Lò A T" not in page
            assert "Lý Láo S" not in page
            assert "Nguyễn Văn Tổ" not in page

    def test_an_area_without_groups_says_so(self, committee_client, ward):
        page = get(committee_client, "overview").content.decode()
        assert "Chưa có tổ, thôn nào được đăng ký trong địa bàn vào ngày này." in page

    def test_the_report_of_the_same_day_is_one_click_away(self, committee_client, area, group):
        page = get(committee_client, "overview", as_of="30/06/2024").content.decode()
        assert (
            f"{reverse('reports:report-preview', args=['city-phase'])}?area={area.pk}&as_of=2024-06-30"
            in page
        )

    @pytest.mark.parametrize(
        ("code", "told"), [("CITY_2023", "Báo cáo PDF"), ("QD28_2025", "Báo cáo PDF (bộ 2023)")]
    )
    def test_the_report_says_which_set_it_is_about(self, code, told, committee_client, group):
        page = get(committee_client, "overview", set=code).content.decode()
        assert re.search(r"/reports/city-phase/[^>]*>([^<]+)</a>", page).group(1).strip() == told


class TestTrend:
    @pytest.mark.parametrize(("day", "has_any"), [("31/12/2022", False), ("01/01/2023", True)])
    @pytest.mark.parametrize("name", ["overview", "ward-detail"])
    def test_before_the_programme_words_stand_in_place_of_charts(
        self, name, day, has_any, committee_client, ward, group
    ):
        args = [ward.pk] if name == "ward-detail" else []
        page = get(committee_client, name, *args, as_of=day).content.decode()
        words = "Chưa có diễn biến: chương trình bắt đầu sau ngày này."
        assert ('<svg class="chart" ' in page, words in page) == (has_any, not has_any)


class TestSetBeforeItsTime:
    @pytest.mark.parametrize(
        ("code", "day", "told"),
        [
            (
                "QD28_2025",
                "23/08/2025",
                "Quyết định 28/2025/QĐ-TTg (3 tiêu chí) chưa có hiệu lực vào ngày này (có từ ngày 24/08/2025)",
            ),
            ("QD28_2025", "24/08/2025", ""),
            (
                "CITY_2023",
                "31/12/2022",
                "Bộ tiêu chí thành phố 2023 (8 tiêu chí) chưa có hiệu lực vào ngày này (có từ ngày 01/01/2023)",
            ),
            ("CITY_2023", "01/01/2023", ""),
        ],
    )
    @pytest.mark.parametrize("name", ["overview", "ward-list", "ward-detail"])
    def test_figures_of_a_set_that_did_not_bind_yet_are_for_comparison_only(
        self, name, code, day, told, committee_client, ward, group
    ):
        args = [ward.pk] if name == "ward-detail" else []
        page = get(committee_client, name, *args, as_of=day, set=code).content.decode()
        assert (f"{told}; kết quả chỉ để đối chiếu." in page) is bool(told)
        assert ("chưa có hiệu lực" in page) is bool(told)


class TestWardPage:
    def test_the_report_of_the_same_day_is_one_click_away(self, committee_client, ward, group):
        page = get(committee_client, "ward-detail", ward.pk, as_of="30/06/2024").content.decode()
        report = reverse("reports:report-preview", args=["ward-status"])
        assert f"{report}?ward={ward.pk}&as_of=2024-06-30" in page

    def test_the_title_says_how_many_are_met(self, officer_client, ward, group):
        page = get(officer_client, "ward-detail", ward.pk, as_of="30/06/2024").content.decode()
        assert "Nam Cường — đạt 5/8 tiêu chí" in " ".join(page.split())

    def test_other_places_stand_beside_the_groups_that_criteria_count(
        self, officer_client, ward, group
    ):
        def page():
            return " ".join(get(officer_client, "ward-detail", ward.pk).content.decode().split())

        assert "· 1 tổ, thôn ·" in page()
        GroupFactory(ward=ward, kind=GroupKind.OTHER_PLACE)
        assert "· 1 tổ, thôn và 1 khu vực khác ·" in page()
        assert "1 tổ dân phố, thôn và 1 khu vực khác </h2>" in page()

    def test_its_phases_are_told(self, officer_client, officer, area, ward, group):
        for number in (1, 3):
            plan_phase(
                by=officer,
                area=area,
                number=number,
                title="Nhiệm vụ",
                starts_on=date(2023, 1, 1),
                ends_on=None,
                due_on=date(2026, 12, 14),
                set_code="CITY_2023",
                targets=[ward],
            )
        page = get(officer_client, "ward-detail", ward.pk).content.decode()
        assert "· giai đoạn 1, 3 ·" in " ".join(page.split())

    def test_names_for_the_police_numbers_for_the_committee(
        self, officer_client, committee_client, ward, group
    ):
        PersonFactory(group=group, full_name="Lò A Tùng")
        assert "Lò A Tùng" in get(officer_client, "ward-detail", ward.pk).content.decode()
        page = get(committee_client, "ward-detail", ward.pk).content.decode()
        assert "Lò A T" not in page
        assert "&lt; 3 người nghiện chưa có hồ sơ quản lý" in page

    def test_an_ended_ward_is_shown_on_its_last_day_and_says_so(self, officer_client, ward, group):
        ward.valid_to = date(2025, 7, 1)
        ward.save()
        words = (
            "Phường Nam Cường có từ ngày 01/01/2020 đến ngày 30/06/2025; đang xem ngày 30/06/2025."
        )
        for response in (
            get(officer_client, "ward-detail", ward.pk, as_of="01/07/2025"),
            evidence(officer_client, ward, as_of="01/07/2025"),
        ):
            assert [str(one) for one in response.context["messages"]] == [words]

    def test_on_a_day_of_its_life_nothing_is_said(self, officer_client, ward, group):
        response = get(officer_client, "ward-detail", ward.pk, as_of="30/06/2024")
        assert [str(one) for one in response.context["messages"]] == []

    def test_the_set_may_be_changed(self, officer_client, ward, group):
        page = get(officer_client, "ward-detail", ward.pk, set="QD28_2025").content.decode()
        assert "/3 tiêu chí" in page


class TestEvidence:
    @pytest.mark.parametrize("criteria_set", SETS, ids=lambda one: one.code)
    def test_every_criterion_opens(self, criteria_set, officer_client, ward, group):
        PersonFactory(group=group)
        HouseholdFactory(group=group)
        for criterion in criteria_set.criteria:
            response = evidence(
                officer_client, ward, criterion.code, criteria_set.code, which="all"
            )
            assert response.status_code == 200

    @pytest.mark.parametrize(
        ("set_code", "code"),
        [("CITY_2023", "no_user"), ("NOTHING", "addict_file"), ("CITY_2023", "nothing")],
    )
    def test_a_criterion_that_is_not_in_the_set(self, set_code, code, officer_client, ward, group):
        assert evidence(officer_client, ward, code, set_code).status_code == 404

    def test_the_committee_reads_numbers(self, committee_client, ward, group):
        PersonFactory(group=group, full_name="Lò A Tùng")
        page = evidence(committee_client, ward, which="all").content.decode()
        assert "Lò A T" not in page
        assert "&lt; 3" in page
        assert "danh sách chỉ công an xã, phường sở tại xem được" in page

    def test_views_of_a_figure_are_links(self, officer_client, ward, group):
        page = evidence(officer_client, ward, as_of="30/06/2024").content.decode()
        assert 'href="?as_of=30%2F06%2F2024&amp;which=all"' in page

    def test_nothing_to_show_says_so(self, officer_client, ward, group):
        assert "Không có dòng nào." in evidence(officer_client, ward).content.decode()


class TestPhases:
    def test_without_a_plan_the_page_says_so(self, committee_client, group):
        page = get(committee_client, "phase-list").content.decode()
        assert "Địa bàn này chưa lập kế hoạch theo giai đoạn." in page
        assert PhaseTarget.objects.count() == 0


class TestClassCounts:
    """The numbers of the class calculator open like the figures of the criteria."""

    @pytest.fixture
    def filed(self, group):
        person = PersonFactory(group=group, full_name="Lò A Tùng")
        DossierFactory(person=person, valid_from=date(2024, 1, 5))
        incident = IncidentFactory(
            group=group, happened_on=date(2024, 2, 1), plants_destroyed=30, plants_area_m2=4
        )
        IncidentPersonFactory(incident=incident, name="Vàng A Sử", is_arrested=True)

    def opened(self, client, ward, code, set_code="QD28_2025"):
        return evidence(client, ward, code, set_code, as_of="30/06/2024")

    @pytest.mark.parametrize(
        ("code", "told"),
        [
            ("class_users", "Lò A Tùng"),
            ("class_arrested", "Vàng A Sử"),
            ("class_plants", "30 cây, 4 m²"),
        ],
    )
    def test_the_police_see_the_rows(self, officer_client, ward, filed, code, told):
        response = self.opened(officer_client, ward, code)
        assert (response.context["page"].total, response.status_code) == (1, 200)
        assert told in response.content.decode()

    def test_a_count_alone_is_no_verdict(self, officer_client, ward, filed):
        page = self.opened(officer_client, ward, "class_users").content.decode()
        assert "1 người" in page
        assert "Chưa đạt" not in page

    def test_who_is_outside_gets_no_name_and_no_small_number(self, committee_client, ward, filed):
        for code in ("class_users", "class_arrested"):
            response = self.opened(committee_client, ward, code)
            page = response.content.decode()
            assert "Lò A T" not in page
            assert "Vàng A S" not in page
            assert (response.context["page"].total, response.context["page"].figure) == (
                None,
                "< 3 người",
            )

    def test_another_wards_counts_are_not_there(self, outsider_client, ward, filed):
        for one in CLASS_COUNTS:
            assert self.opened(outsider_client, ward, one.code).status_code == 404

    def test_reading_names_is_recorded(self, officer_client, officer, ward, filed):
        self.opened(officer_client, ward, "class_users")
        event = assert_audited(AuditAction.EVIDENCE_READ, by=officer, target=ward)
        assert event.after == {"criterion": "class_users", "day": "2024-06-30"}

    def test_they_stand_under_their_own_decision_only(self, officer_client, ward, group):
        assert self.opened(officer_client, ward, "class_users", "CITY_2023").status_code == 404

    def test_the_wards_page_leads_to_each(self, officer_client, ward, filed):
        page = get(officer_client, "ward-detail", ward.pk, as_of="30/06/2024").content.decode()
        for one in CLASS_COUNTS:
            address = reverse("reports:evidence", args=[ward.pk, "QD28_2025", one.code])
            assert f'href="{address}?as_of=2024-06-30"' in page


class TestWardListPages:
    def test_fifty_a_page(self, committee_client, area):
        for _ in range(51):
            ward = WardFactory()
            AreaWardFactory(area=area, ward=ward)
            GroupFactory(ward=ward)
        first, second = (get(committee_client, "ward-list", page=n) for n in (1, 2))
        assert [len(one.context["page"].rows) for one in (first, second)] == [50, 1]

    def test_people_are_told_in_full_at_home_only(
        self, officer_client, committee_client, group, other_group
    ):
        PersonFactory.create_batch(2, group=group)
        PersonFactory.create_batch(5, group=other_group)
        officers, committees = (
            [
                (str(one.ward), str(people))
                for one, people in get(client, "ward-list").context["page"].rows
            ]
            for client in (officer_client, committee_client)
        )
        assert officers == [("phường Nam Cường", "2")]
        assert [ward for ward, _people in committees] == ["phường Cốc San", "phường Nam Cường"]
        assert "2" not in {people for _ward, people in committees}
        assert "5" not in {people for _ward, people in committees}  # 7 in all: 5 would tell 2

    def test_the_overviews_figure_of_people_opens_it(self, committee_client, area, group):
        page = get(committee_client, "overview", as_of="30/06/2024").context["page"]
        assert page.tiles[1].url == reverse("reports:ward-list") + page.asked.query

    def test_every_ward_of_the_incidents_leads_to_its_page(self, committee_client, ward, group):
        IncidentFactory(group=group, happened_on=date(2024, 2, 1))
        page = get(committee_client, "incident-list").content.decode()
        assert f'href="{ward.get_absolute_url()}?as_of=' in page
