"""The page of one household, and what may be changed."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from pledges.enums import AuditAction
from pledges.models import Household
from tests.assertions import assert_audited, assert_nothing_audited, assert_refused
from tests.factories.pledges import HouseholdFactory, PledgeFactory, PledgeRefusalFactory
from tests.pledges.ledger import LEFT
from tests.pledges.views.conftest import LIST, html_of

pytestmark = pytest.mark.django_db


def typed(**fields):
    facts = {
        "from_day": "04/05/2026",
        "code": "NC-9",
        "head_name": "Lò A Tùng",
        "members": "3",
        "address": "Số 7",
    }
    return facts | fields


class TestDetail:
    name = "pledges:household-detail"

    def test_the_facts_are_told(self, officer_client, household):
        page = html_of(officer_client, self.name, household.pk)
        for told in ("NC-001", "Hoàng Văn Páo", "Số 5, ngõ 2", "01/01/2020 – nay"):
            assert told in page

    def test_group_and_ward_of_today_are_told(self, officer_client, household):
        assert "Tổ 1, phường Nam Cường" in html_of(officer_client, self.name, household.pk)

    def test_the_origin_is_told(self, officer_client, household, group):
        child = HouseholdFactory(group=group, split_from=household)
        page = html_of(officer_client, self.name, child.pk)
        assert "Tách từ hộ" in page
        assert "NC-001" in page

    def test_a_household_without_pledge_says_so(self, officer_client, household):
        page = html_of(officer_client, self.name, household.pk)
        assert "Hộ chưa ký cam kết nào." in page
        assert "Các lần vận động chưa ký" not in page

    def test_the_pledge_in_force_is_marked_among_all(
        self, officer_client, household, campaign, last_campaign
    ):
        PledgeFactory(
            household=household,
            campaign=last_campaign,
            valid_from=date(2025, 5, 1),
            valid_to=date(2026, 3, 10),
        )
        now = PledgeFactory(household=household, campaign=campaign, by_spouse=True)
        response = officer_client.get(reverse(self.name, args=[household.pk]))
        assert response.context["in_force"] == now
        page = response.content.decode()
        assert page.count("Đang có hiệu lực") == 1
        for told in ("Đợt năm 2025", "01/05/2025 – 10/03/2026", "10/03/2026 – nay", "Lý Thị Mẩy"):
            assert told in page
        assert "vợ, chồng" in page
        assert "Tẩn A Dùng" in page

    def test_refusals_are_told_with_reason_and_note(self, officer_client, household):
        PledgeRefusalFactory(household=household, absent=True)
        page = html_of(officer_client, self.name, household.pk)
        for told in ("Các lần vận động chưa ký", "vắng nhà dài ngày", "Đi làm xa", "10/03/2026"):
            assert told in page

    def test_what_others_signed_is_not_told(self, officer_client, household, foreign_household):
        PledgeFactory(household=foreign_household, witness="Người Chứng Xa")
        assert "Người Chứng Xa" not in html_of(officer_client, self.name, household.pk)

    @pytest.mark.parametrize(
        "act",
        [
            "pledges:household-edit",
            "pledges:household-end",
            "pledges:pledge-sign",
            "pledges:pledge-refuse",
        ],
    )
    def test_buttons_are_for_those_who_keep_the_household(
        self, officer_client, group_head, chair_office, client_of, household, act
    ):
        url = reverse(act, args=[household.pk])
        pages = [
            html_of(client, self.name, household.pk)
            for client in (officer_client, client_of(group_head), client_of(chair_office))
        ]
        assert [f'href="{url}"' in page for page in pages] == [True, True, False]

    def test_a_household_that_left_has_no_buttons(self, officer_client, group):
        gone = HouseholdFactory(group=group, left=True)
        page = html_of(officer_client, self.name, gone.pk)
        assert reverse("pledges:pledge-sign", args=[gone.pk]) not in page
        assert "Đã chuyển đi" in page

    @pytest.mark.parametrize("count", [1, 30])
    def test_any_number_of_pledges_costs_the_same(
        self, officer_client, household, count, django_assert_num_queries
    ):
        for day in range(count):
            first = date.fromordinal(date(2024, 1, 1).toordinal() + 2 * day)
            last = date.fromordinal(first.toordinal() + 1)
            PledgeFactory(household=household, valid_from=first, valid_to=last)
            PledgeRefusalFactory(household=household, asked_on=first)
        url = reverse(self.name, args=[household.pk])
        officer_client.get(url)
        with django_assert_num_queries(9):
            officer_client.get(url)


class TestCreate:
    url = property(lambda _self: reverse("pledges:household-create"))

    def test_a_household_is_registered_and_shown(self, officer_client, officer, group):
        response = officer_client.post(self.url, typed(group=group.pk))
        household = Household.objects.get(code="NC-9")
        assert response.url == reverse("pledges:household-detail", args=[household.pk])
        assert (household.group, household.head_name) == (group, "Lò A Tùng")
        assert_audited(AuditAction.HOUSEHOLD_REGISTERED, by=officer, target=household)

    def test_the_page_says_that_it_is_done(self, officer_client, group):
        response = officer_client.post(self.url, typed(group=group.pk), follow=True)
        assert "Đã lập hộ." in response.content.decode()

    def test_a_group_head_registers_in_the_own_group(self, group_head, client_of, group):
        client_of(group_head).post(self.url, typed(group=group.pk))
        assert Household.objects.get().group == group

    def test_a_group_head_does_not_register_next_door(self, group_head, client_of, neighbours):
        response = client_of(group_head).post(self.url, typed(group=neighbours.pk))
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["group"])
        assert Household.objects.count() == 0

    def test_another_wards_group_is_no_choice(self, officer_client, group, other_group):
        response = officer_client.post(self.url, typed(group=other_group.pk))
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["group"])
        assert "Thôn 1" not in response.content.decode()

    def test_the_group_in_the_address_is_chosen(self, officer_client, group, neighbours):
        form = officer_client.get(f"{self.url}?group={neighbours.pk}").context["form"]
        assert form["group"].value() == str(neighbours.pk)

    @pytest.mark.parametrize("asked", ["abc", "-1", "999999999999999999999"])
    def test_nonsense_in_the_address_chooses_nothing(self, officer_client, group, asked):
        response = officer_client.get(self.url, {"group": asked})
        assert response.status_code == 200
        assert "selected" not in str(response.context["form"]["group"])

    def test_a_code_twice_is_refused_beside_the_code(self, officer_client, household, group):
        response = officer_client.post(self.url, typed(group=group.pk, code=household.code))
        assert_refused(response, code="Tổ, thôn này đã có hộ mang mã này.")

    def test_tomorrow_is_refused_beside_the_day(self, officer_client, group, today):
        response = officer_client.post(self.url, typed(group=group.pk, from_day="25/11/2026"))
        assert_refused(response, from_day="Ngày không được sau hôm nay.")

    def test_no_such_day_is_refused_beside_the_day(self, officer_client, group):
        response = officer_client.post(self.url, typed(group=group.pk, from_day="31/02/2026"))
        assert_refused(
            response, from_day="Không có ngày này trong lịch. Ghi ngày/tháng/năm, ví dụ 05/02/2026."
        )

    def test_what_was_typed_is_given_back(self, officer_client, group):
        response = officer_client.post(self.url, typed(group=group.pk, from_day="31/02/2026"))
        page = response.content.decode()
        assert 'value="Lò A Tùng"' in page
        assert 'value="31/02/2026"' in page

    def test_sent_twice_it_is_registered_once(self, officer_client, group):
        data = typed(group=group.pk, submission=str(uuid.uuid4()))
        first, second = (officer_client.post(self.url, data) for _time in range(2))
        assert (Household.objects.count(), first.url) == (1, second.url)

    def test_anothers_key_leads_nowhere(self, officer_client, chief, client_of, group):
        data = typed(group=group.pk, submission=str(uuid.uuid4()))
        officer_client.post(self.url, data)
        assert client_of(chief).post(self.url, data).status_code == 404

    def test_cancel_leads_back_to_the_list(self, officer_client):
        assert f'href="{reverse(LIST)}">Hủy' in html_of(officer_client, "pledges:household-create")


class TestEdit:
    def url(self, household):
        return reverse("pledges:household-edit", args=[household.pk])

    def data(self, **fields):
        return {
            "code": "NC-001",
            "head_name": "Hoàng Văn Páo",
            "members": "4",
            "address": "Số 5, ngõ 2",
            "version": "1",
        } | fields

    def test_the_form_shows_what_is_stored(self, officer_client, household):
        form = officer_client.get(self.url(household)).context["form"]
        assert (form["head_name"].value(), form["version"].value()) == ("Hoàng Văn Páo", 1)

    def test_a_change_is_saved_and_shown(self, officer_client, officer, household):
        response = officer_client.post(self.url(household), self.data(members="7"))
        household.refresh_from_db()
        assert (household.members, household.version) == (7, 2)
        assert response.url == reverse("pledges:household-detail", args=[household.pk])
        assert_audited(AuditAction.HOUSEHOLD_CHANGED, by=officer, target=household)

    def test_the_biggest_household_that_is_imported_can_be_changed(self, officer_client, household):
        Household.objects.filter(pk=household.pk).update(members=200)
        officer_client.post(self.url(household), self.data(members="200", head_name="Vàng A B"))
        household.refresh_from_db()
        assert (household.members, household.head_name) == (200, "Vàng A B")

    def test_a_group_head_changes_the_own_group(self, group_head, client_of, household):
        client_of(group_head).post(self.url(household), self.data(members="7"))
        household.refresh_from_db()
        assert household.members == 7

    def test_an_older_form_shows_both_values(self, officer_client, household):
        officer_client.post(self.url(household), self.data(members="7"))
        response = officer_client.post(self.url(household), self.data(members="9"))
        assert response.status_code == 422
        rows = [(str(label), now, new) for label, now, new in response.context["stale_rows"]]
        assert rows == [("Số nhân khẩu", 7, 9)]
        household.refresh_from_db()
        assert household.members == 7

    def test_after_reading_both_the_second_may_save(self, officer_client, household):
        officer_client.post(self.url(household), self.data(members="7"))
        shown = officer_client.post(self.url(household), self.data(members="9"))
        version = shown.context["form"]["version"].value()
        officer_client.post(self.url(household), self.data(members="9", version=version))
        household.refresh_from_db()
        assert (household.members, household.version) == (9, 3)

    def test_a_code_of_somebody_else_is_refused_beside_the_code(
        self, officer_client, household, group
    ):
        HouseholdFactory(group=group, code="NC-002")
        response = officer_client.post(self.url(household), self.data(code="NC-002"))
        assert_refused(response, code="Tổ, thôn này đã có hộ mang mã này.")

    def test_the_last_person_stays(self, officer_client, household):
        response = officer_client.post(self.url(household), self.data(members="0"))
        assert list(response.context["form"].errors) == ["members"]

    def test_sent_twice_it_is_saved_once(self, officer_client, household):
        data = self.data(members="7", submission=str(uuid.uuid4()))
        statuses = [
            officer_client.post(self.url(household), data).status_code for _time in range(2)
        ]
        household.refresh_from_db()
        assert (statuses, household.version) == ([302, 302], 2)

    def test_the_title_names_the_household(self, officer_client, household):
        page = html_of(officer_client, "pledges:household-edit", household.pk)
        assert "Sửa hộ: NC-001 · Hoàng Văn Páo" in page


class TestEnd:
    def url(self, household):
        return reverse("pledges:household-end", args=[household.pk])

    def test_the_household_and_its_pledge_end(self, officer_client, officer, household):
        pledge = PledgeFactory(household=household)
        officer_client.post(self.url(household), {"on_day": "04/05/2026"})
        household.refresh_from_db()
        pledge.refresh_from_db()
        assert (household.valid_to, pledge.valid_to) == (date(2026, 5, 4), date(2026, 5, 4))
        assert_audited(AuditAction.HOUSEHOLD_ENDED, by=officer, target=household)

    def test_the_page_warns_of_the_pledge(self, officer_client, household):
        page = html_of(officer_client, "pledges:household-end", household.pk)
        assert "Cam kết của hộ kết thúc cùng ngày." in page

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            ("25/11/2026", "Ngày không được sau hôm nay."),
            ("31/12/2019", "Ngày này không được trước ngày lập hộ."),
            (
                "09/03/2026",
                "Hộ này đã ký cam kết ngày 10/03/2026 nên còn ở tổ, thôn đến ngày đó; ghi từ ngày đó trở đi.",
            ),
        ],
    )
    def test_a_wrong_day_is_refused_beside_the_day(
        self, officer_client, household, today, day, words
    ):
        PledgeFactory(household=household)
        response = officer_client.post(self.url(household), {"on_day": day})
        assert_refused(response, on_day=words)

    def test_a_household_leaves_once(self, officer_client, group):
        gone = HouseholdFactory(group=group, left=True)
        response = officer_client.post(self.url(gone), {"on_day": "04/05/2026"})
        assert_refused(response, on_top=LEFT % "01/09/2026")
        assert_nothing_audited()

    def test_sent_twice_it_ends_once(self, officer_client, officer, household):
        data = {"on_day": "04/05/2026", "submission": str(uuid.uuid4())}
        statuses = [
            officer_client.post(self.url(household), data).status_code for _time in range(2)
        ]
        assert statuses == [302, 302]
        assert_audited(AuditAction.HOUSEHOLD_ENDED, by=officer, target=household)
