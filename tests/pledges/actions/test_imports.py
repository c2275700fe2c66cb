"""Registering, editing and signing by the list; taking lists out."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from foundation.dated import OPEN
from foundation.versions import StaleEditError
from pledges.actions.households import HouseholdRow, end_household
from pledges.actions.imports import (
    ChangedHousehold,
    NewHousehold,
    Signature,
    checked_household,
    export_households,
    import_households,
)
from pledges.actions.pledges import sign_pledge
from pledges.enums import AuditAction, Relation
from pledges.models import Household, Pledge
from tests.assertions import assert_audited, assert_nothing_audited, told_events
from tests.factories.pledges import HouseholdFactory, PledgeCampaignFactory, PledgeFactory
from tests.factories.wards import GroupFactory
from tests.pledges.ledger import LEFT
from wards.models import FigureChange

SINCE, SIGNED = date(2022, 10, 1), date(2026, 3, 15)


@pytest.fixture
def campaign(db):
    return PledgeCampaignFactory()


@pytest.fixture
def row(group):
    def of(number=1, **changes):
        defaults = {
            "group": group,
            "code": f"H-{number}",
            "head_name": "Hoàng Văn Tuyên",
            "members": 4,
            "address": "",
            "from_day": SINCE,
        }
        return HouseholdRow(**(defaults | changes))

    return of


@pytest.fixture
def add(officer):
    def households(*new, changed=()):
        return import_households(by=officer, new=new, changed=changed)

    return households


@pytest.fixture
def mark(campaign):
    def of(day=SIGNED, **values):
        return Signature(campaign, day, **values)

    return of


class TestNew:
    def test_households_and_their_signatures_are_written(self, add, row, mark, campaign):
        first, second = add(NewHousehold(row(1), mark()), NewHousehold(row(2)))
        pledge = Pledge.objects.get()
        assert (pledge.household, pledge.campaign, pledge.valid_from) == (first, campaign, SIGNED)
        assert (pledge.group, pledge.valid_to) == (first.group, OPEN)
        assert second.search_key == "hoang van tuyen"

    def test_a_list_signs_as_one_signature_does(self, add, row, mark, campaign, officer):
        (listed,) = add(NewHousehold(row(1), mark(witness=" Tổ  trưởng ")))
        single = HouseholdFactory(group=listed.group, head_name="Hoàng Văn Tuyên")
        sign_pledge(
            by=officer, household=single, campaign=campaign, signed_on=SIGNED, witness="Tổ trưởng"
        )
        one, other = (Pledge.objects.filter(household=h).values().get() for h in (listed, single))
        assert {name for name in one if one[name] != other[name]} == {
            "id",
            "household_id",
            "recorded_at",
        }

    def test_somebody_else_may_sign(self, add, row, mark):
        add(NewHousehold(row(), mark(representative=" Lò  Thị B", relation=Relation.SPOUSE)))
        pledge = Pledge.objects.get()
        assert (pledge.representative, pledge.relation) == ("Lò Thị B", Relation.SPOUSE)

    def test_each_group_is_scored_again_from_its_own_first_day(self, add, row, mark, ward, group):
        other = GroupFactory(ward=ward)
        known = HouseholdFactory(group=other)
        add(NewHousehold(row(), mark()), changed=[ChangedHousehold(known, {}, mark())])
        marked = set(FigureChange.objects.values_list("group", "from_day"))
        assert marked == {(group.pk, SINCE), (other.pk, SIGNED)}


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"code": ""}, "code"),
            ({"code": "x" * 41}, "code"),
            ({"head_name": " "}, "head_name"),
            ({"members": -1}, "members"),
            ({"from_day": date(2099, 1, 1)}, "from_day"),
            ({"from_day": date(203, 1, 1)}, "from_day"),
        ],
    )
    def test_a_faulty_household_refuses_the_whole_list(self, changes, field, add, row):
        with pytest.raises(ValidationError) as error:
            add(NewHousehold(row(1)), NewHousehold(row(2, **changes)))
        assert list(error.value.message_dict) == [field]
        assert Household.objects.count() == 0
        assert_nothing_audited()

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"day": date(2022, 9, 30)}, "signed_on"),
            ({"day": date(2099, 1, 1)}, "signed_on"),
            ({"day": date(2025, 12, 31)}, "campaign"),
            ({"representative": "Lò Văn B"}, "relation"),
            ({"relation": Relation.CHILD}, "representative"),
        ],
    )
    def test_a_faulty_signature_refuses_the_whole_list(self, values, field, add, row, mark):
        with pytest.raises(ValidationError) as error:
            add(NewHousehold(row(1)), NewHousehold(row(2), mark(**values)))
        assert list(error.value.message_dict) == [field]
        assert (Household.objects.count(), Pledge.objects.count()) == (0, 0)
        assert_nothing_audited()

    def test_row_nine_hundred_fails_and_nothing_is_half_saved(self, add, row, mark):
        rows = [NewHousehold(row(n), mark()) for n in range(899)]
        with pytest.raises(IntegrityError):
            add(*rows, NewHousehold(row(0)))
        assert (Household.objects.count(), Pledge.objects.count()) == (0, 0)
        assert FigureChange.objects.count() == 0
        assert_nothing_audited()

    def test_a_household_signs_once_in_a_campaign(self, add, mark, campaign, group):
        household = HouseholdFactory(group=group)
        PledgeFactory(household=household, campaign=campaign)
        with pytest.raises(IntegrityError):
            add(changed=[ChangedHousehold(household, {}, mark(date(2026, 4, 1)))])
        assert_nothing_audited()

    def test_a_household_that_somebody_ended_meanwhile_does_not_sign(
        self, add, mark, group, officer
    ):
        household = HouseholdFactory(group=group)
        end_household(
            by=officer, household=Household.objects.get(pk=household.pk), on_day=date(2026, 2, 1)
        )
        with pytest.raises(ValidationError) as error:
            add(changed=[ChangedHousehold(household, {}, mark())])
        assert error.value.message_dict == {"signed_on": [LEFT % "01/02/2026"]}
        assert Pledge.objects.count() == 0

    def test_a_household_is_checked_without_the_database(self, row, django_assert_num_queries):
        given = row()
        with django_assert_num_queries(0):
            assert checked_household(row=given).pk is None


class TestChanged:
    def test_values_change_with_the_version(self, add, group):
        household = HouseholdFactory(group=group)
        add(changed=[ChangedHousehold(household, {"head_name": " Vàng  A B ", "members": 7})])
        kept = Household.objects.get()
        assert (kept.head_name, kept.search_key, kept.members) == ("Vàng A B", "vang a b", 7)
        assert (kept.version, household.version) == (2, 2)

    def test_a_signature_alone_is_no_edit(self, add, mark, group):
        household = HouseholdFactory(group=group)
        add(changed=[ChangedHousehold(household, {}, mark())])
        assert (Household.objects.get().version, Pledge.objects.count()) == (1, 1)

    def test_a_new_pledge_ends_the_one_before(self, add, mark, group):
        household = HouseholdFactory(group=group)
        before = PledgeFactory(household=household, valid_from=date(2026, 1, 5))
        add(changed=[ChangedHousehold(household, {}, mark())])
        before.refresh_from_db()
        assert before.valid_to == SIGNED

    def test_somebody_elses_edit_in_between_refuses_everything(self, add, row, group):
        household = HouseholdFactory(group=group)
        Household.objects.filter(pk=household.pk).update(version=2, members=9)
        with pytest.raises(StaleEditError):
            add(NewHousehold(row()), changed=[ChangedHousehold(household, {"members": 7})])
        assert Household.objects.get().members == 9
        assert_nothing_audited()

    @pytest.mark.parametrize("name", ["group", "valid_from", "version"])
    def test_only_what_a_form_may_set_can_be_set(self, name, add, group):
        with pytest.raises(ValidationError, match=f"Không sửa được: {name}."):
            add(changed=[ChangedHousehold(HouseholdFactory(group=group), {name: 1})])


class TestAudit:
    def test_one_event_counts_everything_and_names_nobody(
        self, add, row, mark, officer, group, ward
    ):
        known = HouseholdFactory(group=group)
        add(
            NewHousehold(row(1), mark()),
            NewHousehold(row(2)),
            changed=[ChangedHousehold(known, {"members": 7})],
        )
        event = assert_audited(AuditAction.HOUSEHOLDS_IMPORTED, by=officer, count=3)
        assert event.after == {"new": 2, "changed": 1, "pledges": 1}
        assert (event.unit_id, told_events().count()) == (ward.pk, 1)

    def test_every_ward_is_told_of_its_own(
        self, add, row, mark, officer, group, ward, other_group, other_ward
    ):
        there = HouseholdFactory(group=other_group)
        add(
            NewHousehold(row(1), mark()),
            NewHousehold(row(2)),
            changed=[ChangedHousehold(there, {"members": 7})],
        )
        events = told_events().order_by("unit_id")
        assert [(e.unit_id, e.count, e.after) for e in events] == [
            (ward.pk, 2, {"new": 2, "changed": 0, "pledges": 1}),
            (other_ward.pk, 1, {"new": 0, "changed": 1, "pledges": 0}),
        ]

    def test_every_ward_is_told_how_many_of_its_own_left(
        self, officer, group, ward, other_group, other_ward
    ):
        groups = [group.pk, other_group.pk, group.pk]
        export_households(by=officer, groups=groups, reason="rà soát")
        events = told_events().order_by("unit_id")
        assert [(e.unit_id, e.count) for e in events] == [(ward.pk, 2), (other_ward.pk, 1)]

    def test_an_export_records_who_how_many_and_why(self, officer, ward, group):
        export_households(by=officer, groups=[group.pk] * 12, reason=" rà soát ")
        event = assert_audited(AuditAction.HOUSEHOLDS_EXPORTED, by=officer, count=12)
        assert (event.reason, event.unit_id) == ("rà soát", ward.pk)

    def test_an_export_without_a_reason_is_refused(self, officer, group):
        with pytest.raises(ValidationError) as error:
            export_households(by=officer, groups=[group.pk], reason="")
        assert error.value.message_dict == {"reason": ["Ghi lý do xuất danh sách."]}
        assert_nothing_audited()


@pytest.mark.parametrize("rows", [1, 30])
def test_statements_for_new_households_do_not_follow_their_number(
    rows, row, mark, add, django_assert_max_num_queries
):
    new = [NewHousehold(row(n), mark()) for n in range(rows)]
    with django_assert_max_num_queries(25):
        add(*new)
