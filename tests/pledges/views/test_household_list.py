"""The list of households with its figure."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.pledges import HouseholdFactory, PledgeFactory, PledgeRefusalFactory
from tests.pledges.views.conftest import LIST, html_of

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


def listed(client, **asked) -> list[str]:
    response = client.get(reverse(LIST), asked)
    assert response.status_code == 200
    return [household.head_name for household in response.context["object_list"]]


class TestList:
    def test_an_officer_sees_the_ward_and_nothing_else(
        self, officer_client, household, foreign_household
    ):
        page = html_of(officer_client, LIST)
        assert listed(officer_client) == ["Hoàng Văn Páo"]
        assert foreign_household.head_name not in page
        assert foreign_household.code not in page

    def test_a_group_head_sees_the_own_group(self, group_head, client_of, household, neighbours):
        HouseholdFactory(group=neighbours, head_name="Lò A Tùng")
        client = client_of(group_head)
        assert listed(client) == ["Hoàng Văn Páo"]
        assert "Tổ 2" not in html_of(client, LIST)

    def test_households_stand_by_given_name(self, officer_client, group):
        for name in ("Lò A Tùng", "Vàng Thị An", "Sùng A Ánh"):
            HouseholdFactory(group=group, head_name=name)
        assert listed(officer_client) == ["Vàng Thị An", "Sùng A Ánh", "Lò A Tùng"]

    def test_a_row_tells_code_group_members_and_address(self, officer_client, household):
        page = html_of(officer_client, LIST)
        for told in ("NC-001", "Tổ 1", "4 khẩu", "Số 5, ngõ 2"):
            assert told in page

    def test_a_row_opens_the_household(self, officer_client, household):
        url = reverse("pledges:household-detail", args=[household.pk])
        assert f'href="{url}"' in html_of(officer_client, LIST)

    def test_a_signed_row_tells_since_when(self, officer_client, household):
        PledgeFactory(household=household)
        assert "từ 10/03/2026" in html_of(officer_client, LIST)

    def test_an_unsigned_row_tells_the_last_reason(self, officer_client, household, campaign):
        PledgeRefusalFactory(household=household, campaign=campaign, asked_on=date(2026, 2, 1))
        PledgeRefusalFactory(household=household, campaign=campaign, absent=True)
        page = html_of(officer_client, LIST)
        assert "vắng nhà dài ngày (10/03/2026)" in page
        assert "từ chối ký" not in page

    def test_an_unsigned_row_nobody_asked_tells_no_reason(self, officer_client, household):
        page = html_of(officer_client, LIST)
        assert page.count("Chưa ký</span>") == 1

    def test_a_household_that_left_is_listed_on_demand(self, officer_client, group):
        HouseholdFactory(group=group, head_name="Đi Rồi", left=True)
        assert listed(officer_client) == []
        assert listed(officer_client, state="left") == ["Đi Rồi"]
        assert "từ 01/09/2026" in html_of(officer_client, LIST, state="left")

    @pytest.mark.parametrize(
        "asked", [{"q": "hoang van pao"}, {"q": "nc-001"}, {"state": "signed"}]
    )
    def test_questions_find_a_household(self, officer_client, household, group, asked):
        HouseholdFactory(group=group, head_name="Lò A Tùng")
        PledgeFactory(household=household)
        assert listed(officer_client, **asked) == ["Hoàng Văn Páo"]

    def test_one_group_is_asked_for(self, officer_client, household, neighbours):
        HouseholdFactory(group=neighbours, head_name="Lò A Tùng")
        assert listed(officer_client, group=neighbours.pk) == ["Lò A Tùng"]

    def test_a_foreign_group_finds_nothing_foreign(
        self, officer_client, household, foreign_household
    ):
        names = listed(officer_client, group=foreign_household.group_id)
        assert foreign_household.head_name not in names

    def test_the_own_groups_alone_are_a_choice(self, officer_client, group, other_group):
        page = html_of(officer_client, LIST)
        assert (">Tổ 1</option>" in page, ">Thôn 1</option>" in page) == (True, False)

    def test_nothing_found_says_what_to_do(self, officer_client, household):
        assert "Không có hộ nào khớp." in html_of(officer_client, LIST, q="không ai")

    def test_nothing_there_says_what_to_do(self, officer_client):
        assert "Chưa có hộ nào." in html_of(officer_client, LIST)


class TestFigure:
    def test_the_heading_tells_signed_of_all(self, officer_client, household, group):
        HouseholdFactory(group=group)
        PledgeFactory(household=household)
        assert "<strong>1/2</strong> hộ đã ký" in html_of(officer_client, LIST)

    def test_a_question_for_others_does_not_change_it(self, officer_client, household, group):
        PledgeFactory(household=household)
        HouseholdFactory(group=group)
        assert "<strong>1/2</strong>" in html_of(officer_client, LIST, state="unsigned")

    def test_a_group_has_its_own(self, officer_client, household, neighbours):
        PledgeFactory(household=household)
        HouseholdFactory(group=neighbours)
        page = html_of(officer_client, LIST, group=neighbours.pk)
        assert "<strong>0/1</strong>" in page
        assert "Tổ 2:" in page

    def test_thousands_are_written_with_a_point(self, officer_client, group):
        HouseholdFactory.create_batch(1001, group=group)
        page = html_of(officer_client, LIST)
        assert "<strong>0/1.001</strong>" in page
        assert "1–50 trong 1.001" in page

    def test_another_wards_households_are_not_in_it(self, officer_client, foreign_household):
        PledgeFactory(household=foreign_household)
        assert "<strong>0/0</strong>" in html_of(officer_client, LIST)


class TestPages:
    def test_fifty_a_page(self, officer_client, group):
        HouseholdFactory.create_batch(51, group=group)
        assert (len(listed(officer_client)), len(listed(officer_client, page=2))) == (50, 1)

    def test_a_page_that_does_not_exist_is_the_last(self, officer_client, group):
        HouseholdFactory.create_batch(51, group=group)
        assert len(listed(officer_client, page=99)) == 1

    def test_the_next_page_keeps_the_question(self, officer_client, group):
        HouseholdFactory.create_batch(51, group=group, head_name="Lò A Tùng")
        assert "?q=tung&amp;page=2" in html_of(officer_client, LIST, q="tung")

    @pytest.mark.parametrize("count", [1, 30])
    def test_any_number_costs_the_same(
        self, officer_client, group, count, django_assert_num_queries
    ):
        for household in HouseholdFactory.create_batch(count, group=group):
            PledgeFactory(household=household)
        listed(officer_client)
        with django_assert_num_queries(10):
            listed(officer_client)

    @pytest.mark.parametrize("state", ["signed", "unsigned", "refused", "left"])
    def test_a_question_costs_no_more(
        self, officer_client, household, state, django_assert_max_num_queries
    ):
        listed(officer_client)
        with django_assert_max_num_queries(11):
            listed(officer_client, state=state, q="pao", group=household.group_id)

    def test_htmx_gets_the_table_alone(self, officer_client, household):
        part = officer_client.get(reverse(LIST), headers=PART).content.decode()
        assert "Hoàng Văn Páo" in part
        assert "hộ đã ký" in part
        assert "<html" not in part
        assert 'role="search"' not in part


class TestNewButton:
    def test_it_is_for_those_who_keep_households(self, officer_client, chair_office, client_of):
        url = reverse("pledges:household-create")
        assert url in html_of(officer_client, LIST)
        assert url not in html_of(client_of(chair_office), LIST)
