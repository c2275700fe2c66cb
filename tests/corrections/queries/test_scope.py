"""Who sees which corrections: of the kinds of rows that they work with, in their places, and no others."""

import pytest

from accounts.permissions import Role
from corrections.actions.corrections import remove_row
from corrections.models import Correction
from corrections.queries.ledger import corrections_of
from corrections.queries.rights import may_correct
from corrections.registry import correctables
from pledges.corrections import HOUSEHOLD
from tests.factories.cases import PersonFactory
from tests.factories.corrections import CorrectedGroupFactory, CorrectionFactory
from tests.factories.pledges import HouseholdFactory
from tests.factories.wards import GroupFactory, PostingFactory, posted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

PEOPLE = {
    "person",
    "residence",
    "absence",
    "status",
    "dossier",
    "paper",
    "visit",
    "test",
    "support",
}
TREATED = {"treatment", "dose"}
HOUSEHOLDS = {
    "household",
    "pledge",
    "refusal",
    "box",
    "box-check",
    "board",
    "board-inspection",
    "outreach",
}
INCIDENTS = {
    "hotspot",
    "hotspot-state",
    "suspicion",
    "suspicion-review",
    "incident",
    "incident-act",
    "seized",
    "incident-person",
}
COUNTS = {"population", "ward-population"}
EVERYTHING = PEOPLE | TREATED | HOUSEHOLDS | INCIDENTS | COUNTS
#: Who sees which kinds in their own place, of corrections that somebody else made.
SEEN = {
    "officer": EVERYTHING,
    "chief": EVERYTHING,
    "group_head": HOUSEHOLDS | {"population"},
    "clinic": set(),
    "chair_office": set(),
    "committee": set(),
    "verifier": set(),
    "auditor": set(),
    "administrator": COUNTS | {"placement"},
    "outsider": set(),
    "nobody": set(),
}


@pytest.fixture
def one_of_each(group):
    """A correction of every kind of row in the group."""
    return [CorrectionFactory(row_kind=one.kind, group=group) for one in correctables()]


def kinds_seen(user) -> set[str]:
    return set(Correction.objects.all().visible_to(user).values_list("row_kind", flat=True))


def test_every_kind_is_in_the_table(one_of_each):
    assert {one.kind for one in correctables()} >= EVERYTHING | {"placement"}


@pytest.mark.parametrize("role", SEEN)
def test_a_role_sees_the_corrections_of_its_work(role, request, one_of_each):
    known = EVERYTHING | {"placement"}
    assert kinds_seen(request.getfixturevalue(role)) & known == SEEN[role]


@pytest.mark.parametrize("role", ["officer", "chief", "group_head", "clinic"])
def test_nothing_of_another_ward(role, request, other_group):
    for one in correctables():
        CorrectionFactory(row_kind=one.kind, group=other_group)
    assert kinds_seen(request.getfixturevalue(role)) == set()


def test_a_head_sees_nothing_of_the_group_beside(group_head, ward):
    CorrectionFactory(row_kind="household", group=GroupFactory(ward=ward, name="Tổ 2"))
    assert kinds_seen(group_head) == set()


def test_a_clinic_sees_its_own_corrections_of_treatments_only(clinic, group):
    CorrectionFactory(row_kind="treatment", group=group)
    own = CorrectionFactory(row_kind="treatment", group=group, by=clinic)
    CorrectionFactory(row_kind="visit", group=group, by=clinic)
    assert list(Correction.objects.all().visible_to(clinic)) == [own]


def test_a_correction_in_two_groups_is_one(officer, group, ward):
    correction = CorrectionFactory(row_kind="household", group=group)
    CorrectedGroupFactory(correction=correction, group=GroupFactory(ward=ward, name="Tổ 2"))
    assert list(Correction.objects.all().visible_to(officer)) == [correction]


class TestCorrectingAny:
    def test_a_role_that_corrects_units_corrects_no_household(self, nation, ward, group):
        """Though the same person keeps households in another role."""
        user = posted(Role.OFFICER, ward=ward, username="two-roles")
        PostingFactory(user=user, role=Role.ADMIN, area=nation)
        household = HouseholdFactory(group=group)
        assert not may_correct(user, household, ward.pk, 7, HOUSEHOLD.permissions)

    def test_a_chief_does(self, chief, ward, group):
        household = HouseholdFactory(group=group)
        assert may_correct(chief, household, ward.pk, 7, HOUSEHOLD.permissions)

    def test_not_in_another_ward(self, chief, other_ward, other_group):
        household = HouseholdFactory(group=other_group)
        assert not may_correct(chief, household, other_ward.pk, 7, HOUSEHOLD.permissions)


def test_a_file_lists_its_own_corrections_newest_first_in_one_statement(
    chief, officer, group, django_assert_num_queries
):
    household, other = HouseholdFactory(group=group), HouseholdFactory(group=group)
    remove_row(by=chief, correctable=HOUSEHOLD, row=other, reason="Nhập hai lần")
    first = CorrectionFactory(
        row_kind="household",
        subject_model="pledges.household",
        subject_id=household.pk,
        group=group,
    )
    second = CorrectionFactory(
        row_kind="pledge", subject_model="pledges.household", subject_id=household.pk, group=group
    )
    CorrectionFactory(subject_model="cases.person", subject_id=household.pk, group=group)
    seen = corrections_of(household).visible_to(officer)
    list(seen)
    with django_assert_num_queries(1):
        told = [
            (row, str(row), str(row.by)) for row in corrections_of(household).visible_to(officer)
        ]
    assert [row for row, *_words in told] == [second, first]


def test_nothing_is_asked_where_there_is_no_file(officer, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(corrections_of()) == []


def test_a_removed_file_does_not_hide_the_correction(chief, officer, group):
    person = PersonFactory(group=group)
    CorrectionFactory(subject_id=person.pk, group=group)
    assert corrections_of(person).visible_to(officer).count() == 1
