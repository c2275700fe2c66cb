"""What forms and pages ask about people: namesakes, choices, who may do what with whom."""

from datetime import date

import pytest

from accounts.permissions import Permission, Role
from cases.enums import DossierKind, TreatmentForm
from cases.queries.choices import (
    forms_of_treatment,
    group_label,
    groups_to_choose,
    officers_to_choose,
)
from cases.queries.dossiers import missing_papers, open_kinds
from cases.queries.history import status_now
from cases.queries.rights import rights_at
from cases.queries.search import namesakes
from cases.statuses import PersonStatus
from tests.cases.queries.conftest import everybody
from tests.factories.cases import (
    DossierFactory,
    DossierFormFactory,
    PersonFactory,
    ResidenceFactory,
)
from tests.factories.wards import GroupFactory, UserFactory, posted


class TestNamesakes:
    @pytest.mark.parametrize(
        ("name", "year", "found"),
        [
            ("dang thi hanh", 1985, True),
            ("ĐẶNG THỊ HẠNH", 1985, True),
            ("Đặng Thị Hạnh", 1986, False),
            ("Đặng Thị", 1985, False),
            ("Đặng Thị Hạnh Nguyên", 1985, False),
            ("", 1985, False),
            ("Đặng Thị Hạnh", None, False),
        ],
    )
    def test_the_same_name_and_year(self, person, name, year, found):
        assert namesakes(everybody(), name, year) == ([person] if found else [])

    def test_another_name_does_not_hide_a_namesake(self, group):
        person = PersonFactory(
            group=group, full_name="Lò Văn Tèo", other_name="Tèo Con", birth_year=1990
        )
        assert namesakes(everybody(), "Lò Văn Tèo", 1990) == [person]

    def test_it_says_where_they_live_now(self, person, other_group):
        ResidenceFactory(person=person, group=other_group)
        assert [one.place for one in namesakes(everybody(), "Đặng Thị Hạnh", 1985)] == ["Tổ 1"]

    def test_only_among_the_people_given(self, person, outsider):
        seen = everybody().visible_to(outsider)
        assert namesakes(seen, "Đặng Thị Hạnh", 1985) == []


class TestChoices:
    def test_groups_are_those_of_the_users_places(self, officer, group, other_group):
        groups = groups_to_choose(officer, Permission.EDIT_PEOPLE)
        assert [group_label(one) for one in groups] == ["Tổ 1 · Nam Cường"]

    def test_a_permission_not_held_offers_nothing(self, clinic, group):
        assert list(groups_to_choose(clinic, Permission.EDIT_PEOPLE)) == []

    def test_any_of_several_permissions_offers_a_group(self, clinic, group):
        asked = Permission.VIEW_PEOPLE, Permission.VIEW_TREATED_PEOPLE
        assert list(groups_to_choose(clinic, *asked)) == [group]

    def test_a_group_outside_any_ward_has_only_its_name(self):
        class Nowhere:
            name, ward_name = "Tổ 9", None

        assert group_label(Nowhere()) == "Tổ 9"

    def test_police_of_the_ward_take_charge(self, officer, chief, outsider, clinic, chair_office):
        assert set(officers_to_choose(officer)) == {officer, chief}

    def test_an_officer_of_one_group_may_take_charge_there(self, officer, group):
        helper = posted(Role.OFFICER, group=group)
        assert set(officers_to_choose(officer)) == {officer, helper}

    def test_somebody_no_longer_posted_is_offered_only_where_they_have_charge(self, officer, group):
        gone = UserFactory(full_name="Người Cũ")
        person = PersonFactory(group=group, officer=gone)
        assert gone not in officers_to_choose(officer)
        assert set(officers_to_choose(officer, person)) == {officer, gone}

    def test_somebody_who_serves_the_nation_chooses_among_all_police(
        self, nation, officer, outsider
    ):
        minister = posted(Role.OFFICER, area=nation)
        assert set(officers_to_choose(minister)) == {officer, outsider, minister}


class TestRightsAtAPlace:
    def test_an_officer_holds_them_in_the_own_ward(self, officer, ward, other_ward, group):
        assert Permission.EDIT_PEOPLE in rights_at(officer, group.pk, ward.pk)
        assert rights_at(officer, group.pk, other_ward.pk) == frozenset()

    def test_a_posting_to_a_group_holds_there_only(self, ward, group):
        helper = posted(Role.OFFICER, group=group)
        neighbours = GroupFactory(ward=ward)
        assert Permission.EDIT_PEOPLE in rights_at(helper, group.pk, ward.pk)
        assert rights_at(helper, neighbours.pk, ward.pk) == frozenset()

    def test_the_nation_is_everywhere(self, administrator, group, ward):
        assert Permission.MANAGE_UNITS in rights_at(administrator, group.pk, None)

    def test_two_postings_add_up(self, both, other_group, other_ward):
        held = rights_at(both, other_group.pk, other_ward.pk)
        assert Permission.VIEW_TREATED_PEOPLE in held
        assert Permission.VIEW_PEOPLE not in held


class TestTreating:
    def test_a_clinic_offers_substitution_only(self, clinic, officer, treated):
        assert forms_of_treatment(clinic, treated) == [TreatmentForm.SUBSTITUTION]
        assert forms_of_treatment(officer, treated) == list(TreatmentForm)

    def test_who_is_police_elsewhere_is_a_clinic_here(self, both, other_group):
        patient = PersonFactory(group=other_group, treated=True)
        assert forms_of_treatment(both, patient) == [TreatmentForm.SUBSTITUTION]


class TestOfOnePerson:
    def test_the_status_now(self, person):
        assert status_now(person).status == PersonStatus.ADDICT

    def test_open_kinds(self, person):
        DossierFactory(person=person, kind=DossierKind.MANAGEMENT)
        DossierFactory(person=person, kind=DossierKind.TREATMENT, valid_to=date(2026, 5, 1))
        assert open_kinds(person) == {"management"}

    def test_missing_papers_in_the_order_of_the_table(self, person):
        dossier = DossierFactory(person=person, kind=DossierKind.MANAGEMENT)
        DossierFormFactory(dossier=dossier, code="05")
        assert missing_papers(dossier) == ["03", "04", "06", "07"]
