"""Screens of neighbourhood groups."""

import pytest
from django.urls import reverse

from accounts.permissions import Role
from tests.assertions import HIDDEN, assert_audited, assert_hidden, assert_refused, statuses
from tests.factories.wards import GroupFactory, WardFactory, posted
from wards.enums import AuditAction, GroupKind
from wards.models import NeighbourhoodGroup, PopulationFigure
from wards.queries.places import ward_of_group

SEES_LIST = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE, Role.ADMIN}
KEEPS = {Role.OFFICER, Role.CHIEF, Role.ADMIN}
OF_A_WARD = set(Role) - {Role.GROUP_HEAD}


def listed(client, **search) -> list[str]:
    response = client.get(reverse("wards:group-list"), search)
    assert response.status_code == 200
    return [group.name for group in response.context["object_list"]]


def typed(**fields):
    return {"kind": "to", "name": "Tổ 8", "from_day": "01/03/2024"} | fields


class TestList:
    def test_a_role_in_the_ward_sees_its_groups_or_no_page(
        self, ward, group, other_group, client_of
    ):
        clients = {role: client_of(posted(role, ward=ward)) for role in OF_A_WARD}
        found = {
            role: HIDDEN if statuses(client, "wards:group-list") == HIDDEN else listed(client)
            for role, client in clients.items()
        }
        assert found == {role: ["Tổ 1"] if role in SEES_LIST else HIDDEN for role in OF_A_WARD}

    def test_a_group_head_sees_the_own_group(self, group_head, group, ward, client_of):
        GroupFactory(ward=ward, name="Tổ 2")
        assert listed(client_of(group_head)) == ["Tổ 1"]

    def test_links_to_change_are_for_those_who_may(
        self, officer_client, chair_office, group, client_of
    ):
        edit = reverse("wards:group-edit", args=[group.pk])
        list_url = reverse("wards:group-list")
        assert edit in officer_client.get(list_url).content.decode()
        assert edit not in client_of(chair_office).get(list_url).content.decode()

    def test_the_ward_and_the_risk_are_shown(self, officer_client, ward):
        GroupFactory(ward=ward, name="Tổ 11", is_high_risk=True, risk_reason="đồi núi")
        page = officer_client.get(reverse("wards:group-list")).content.decode()
        assert "phường Nam Cường" in page
        assert "Nguy cơ cao" in page
        assert "đồi núi" in page

    def test_only_those_at_high_risk(self, officer_client, ward, group):
        GroupFactory(ward=ward, name="Tổ 11", is_high_risk=True, risk_reason="đồi núi")
        assert listed(officer_client, is_high_risk="true") == ["Tổ 11"]

    def test_an_open_choice_reads_all(self, officer_client, group):
        form = (
            officer_client.get(reverse("wards:group-list"), {"is_high_risk": "false"})
            .context["filter"]
            .form
        )
        labels = {
            name: [str(label) for _value, label in form.fields[name].widget.choices]
            for name in form.fields
        }
        assert labels == {
            "kind": ["Tất cả", *GroupKind.labels],
            "ward": ["Tất cả", "phường Nam Cường"],
            "is_high_risk": ["Tất cả", "Có", "Không"],
        }
        assert '<option value="false" selected>' in " ".join(
            str(form["is_high_risk"]).split()
        ).replace(" >", ">")

    def test_what_is_asked_is_told_in_vietnamese(self, officer_client, group):
        form = officer_client.get(reverse("wards:group-list")).context["filter"].form
        assert [str(field.label) for field in form] == ["Loại", "Xã, phường", "Nguy cơ cao"]

    def test_a_new_group_s_ward_is_to_be_chosen(self, administrator, client_of, group):
        form = client_of(administrator).get(reverse("wards:group-create")).context["form"]
        first, *_others = form.fields["ward"].choices
        assert [str(word) for word in first] == ["", "– chọn –"]

    def test_only_one_ward(self, administrator, client_of, group, other_group, other_ward):
        client = client_of(administrator)
        assert sorted(listed(client)) == ["Thôn 1", "Tổ 1"]
        assert listed(client, ward=other_ward.pk) == ["Thôn 1"]

    def test_a_foreign_ward_is_no_choice(self, officer_client, group, other_group, other_ward):
        response = officer_client.get(reverse("wards:group-list"), {"ward": other_ward.pk})
        assert [g.name for g in response.context["object_list"]] != ["Thôn 1"]
        assert "Cốc San" not in response.content.decode()

    @pytest.mark.parametrize("groups", [1, 30])
    def test_the_list_costs_the_same_for_any_number(
        self, groups, ward, officer_client, django_assert_num_queries
    ):
        GroupFactory.create_batch(groups, ward=ward)
        listed(officer_client)
        with django_assert_num_queries(7):
            listed(officer_client)


class TestCreate:
    url = property(lambda _self: reverse("wards:group-create"))

    def test_an_officer_adds_a_group_to_the_ward(self, officer_client, officer, ward):
        response = officer_client.post(self.url, typed(ward=ward.pk), follow=True)
        group = NeighbourhoodGroup.objects.get(name="Tổ 8")
        assert ward_of_group(group, group.placements.get().valid_from) == ward
        assert "Đã lưu." in response.content.decode()
        assert_audited(AuditAction.GROUP_CREATED, by=officer, target=group)

    def test_another_ward_is_no_choice(self, officer_client, other_ward):
        response = officer_client.post(self.url, typed(ward=other_ward.pk))
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["ward"]
        assert NeighbourhoodGroup.objects.count() == 0

    def test_high_risk_without_a_reason_is_refused_in_words(self, officer_client, ward):
        response = officer_client.post(self.url, typed(ward=ward.pk, is_high_risk="on"))
        assert_refused(response, risk_reason="Ghi lý do đánh giá nguy cơ cao.")

    def test_an_administrator_reaches_a_ward_without_groups_by_its_address(
        self, administrator, client_of
    ):
        ward = WardFactory(name="Tả Phời")
        url = f"{self.url}?ward={ward.pk}"
        client = client_of(administrator)
        assert "Tả Phời" in client.get(url).content.decode()
        assert client.post(url, typed(ward=ward.pk)).status_code == 302

    def test_others_find_no_page(self, ward, client_of):
        others = OF_A_WARD - KEEPS
        found = {
            role: statuses(client_of(posted(role, ward=ward)), "wards:group-create")
            for role in others
        }
        assert found == dict.fromkeys(others, HIDDEN)

    def test_a_group_head_has_no_ward_to_choose(self, group_head, client_of, ward):
        response = client_of(group_head).post(self.url, typed(ward=ward.pk))
        assert list(response.context["form"].errors) == ["ward"]


class TestEdit:
    def url(self, group):
        return reverse("wards:group-edit", args=[group.pk])

    def test_the_form_shows_what_is_stored(self, officer_client, group):
        form = officer_client.get(self.url(group)).context["form"]
        assert (form["name"].value(), form["version"].value()) == ("Tổ 1", 1)

    def test_an_officer_changes_the_head(self, officer_client, group):
        data = {"kind": "to", "name": "Tổ 1", "head_name": "Vàng A Sử", "version": 1}
        assert officer_client.post(self.url(group), data).status_code == 302
        group.refresh_from_db()
        assert (group.head_name, group.version) == ("Vàng A Sử", 2)

    def test_a_risk_without_a_reason_is_refused_beside_the_field(self, officer_client, group):
        data = {"kind": "to", "name": "Tổ 1", "is_high_risk": "on", "version": 1}
        response = officer_client.post(self.url(group), data)
        assert_refused(response, risk_reason="Ghi lý do đánh giá nguy cơ cao.")

    def test_another_wards_officer_finds_no_page(self, outsider_client, group):
        assert_hidden(outsider_client, "wards:group-edit", group.pk)

    def test_a_group_head_does_not_rate_the_own_group(self, group_head, client_of, group):
        assert_hidden(client_of(group_head), "wards:group-edit", group.pk)

    def test_a_missing_group_is_like_a_foreign_one(self, officer_client, ward):
        assert_hidden(officer_client, "wards:group-edit", 999_999)

    def test_the_page_has_its_budget(self, officer_client, group, django_assert_num_queries):
        officer_client.get(self.url(group))
        with django_assert_num_queries(5):
            officer_client.get(self.url(group))


class TestPopulation:
    def url(self, group):
        return reverse("wards:group-population", args=[group.pk])

    def test_a_group_head_records_the_own_group(self, group_head, client_of, group):
        data = {"counted_on": "15/06/2024", "households": "153", "source": "sổ hộ của tổ"}
        assert client_of(group_head).post(self.url(group), data).status_code == 302
        assert PopulationFigure.objects.get(group=group).households == 153

    def test_a_group_head_finds_no_page_of_the_neighbours(self, group_head, client_of, ward):
        neighbours = GroupFactory(ward=ward)
        assert_hidden(client_of(group_head), "wards:group-population", neighbours.pk)

    def test_another_wards_officer_finds_no_page(self, outsider_client, group):
        assert_hidden(outsider_client, "wards:group-population", group.pk)

    def test_a_negative_number_is_refused(self, officer_client, group):
        data = {"counted_on": "15/06/2024", "households": "-1", "source": "sổ hộ"}
        response = officer_client.post(self.url(group), data)
        assert (response.status_code, list(response.context["form"].errors)) == (
            422,
            ["households"],
        )
