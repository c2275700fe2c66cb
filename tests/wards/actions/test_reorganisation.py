"""Groups and people follow the successions of a day, once."""

from datetime import date, timedelta

import pytest

from accounts.models import AuditEvent
from accounts.permissions import Permission, Role
from foundation.dated import OPEN
from tests.assertions import assert_audited, assert_nothing_audited
from tests.factories.wards import (
    REFORM_DAY,
    AreaFactory,
    AreaWardFactory,
    GroupFactory,
    PostingFactory,
    UserFactory,
    WardFactory,
    WardSuccessionFactory,
    posted,
)
from wards.actions.reorganisation import Reorganisation, reorganise
from wards.enums import AreaKind, AuditAction
from wards.models import FigureChange, GroupPlacement, Posting, Ward
from wards.models.scope import can
from wards.queries.places import default_area, home_ward, ward_of_group

EVE = REFORM_DAY - timedelta(days=1)


@pytest.fixture
def old(db):
    return WardFactory(name="Nam Cường", code="02671", valid_to=REFORM_DAY)


@pytest.fixture
def old_too(db):
    return WardFactory(name="Bắc Cường", valid_to=REFORM_DAY)


@pytest.fixture
def new(old, old_too):
    """Both old wards merge into it; the code of one is used again."""
    new = WardFactory(name="Cam Đường", code="02671", valid_from=REFORM_DAY)
    for ward in (old, old_too):
        WardSuccessionFactory(from_ward=ward, to_ward=new)
    return new


def test_groups_of_merged_wards_lie_in_the_successor(old, old_too, new):
    groups = [GroupFactory(ward=old), GroupFactory(ward=old_too)]
    assert reorganise(by=None, on_day=REFORM_DAY) == Reorganisation(
        placements=2, postings=0, left=0
    )
    assert [ward_of_group(group, EVE) for group in groups] == [old, old_too]
    assert [ward_of_group(group, REFORM_DAY) for group in groups] == [new, new]


def test_a_group_elsewhere_stays(new, ward, group):
    reorganise(by=None, on_day=REFORM_DAY)
    assert list(GroupPlacement.objects.filter(group=group).values_list("ward", "valid_to")) == [
        (ward.pk, OPEN)
    ]


def test_a_group_that_had_left_before_stays_gone(old, new):
    group = GroupFactory(ward=old)
    GroupPlacement.objects.filter(group=group).update(valid_to=date(2023, 1, 1))
    assert reorganise(by=None, on_day=REFORM_DAY).placements == 0
    assert ward_of_group(group, REFORM_DAY) is None


def test_a_placement_that_will_end_ends_in_the_successor(old, new):
    group = GroupFactory(ward=old)
    GroupPlacement.objects.filter(group=group).update(valid_to=date(2027, 1, 1))
    reorganise(by=None, on_day=REFORM_DAY)
    assert GroupPlacement.objects.get(ward=new).valid_to == date(2027, 1, 1)


def test_each_old_ward_leaves_one_event_with_its_count(old, old_too, new, administrator):
    GroupFactory.create_batch(3, ward=old)
    GroupFactory(ward=old_too)
    reorganise(by=administrator, on_day=REFORM_DAY)
    events = AuditEvent.objects.filter(action=AuditAction.REORGANISED).order_by("pk")
    told = [(e.before["ward"], e.after["ward"], e.count, e.unit_id) for e in events]
    assert told == [(old.pk, new.pk, 3, new.pk), (old_too.pk, new.pk, 1, new.pk)]


def posted_events() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(action=AuditAction.POSTED).order_by("pk"))


def test_a_posting_that_follows_is_told_even_where_no_group_lies(old, new, administrator):
    posting = PostingFactory(ward=old, role=Role.CHIEF)
    reorganise(by=administrator, on_day=REFORM_DAY)
    begun = Posting.objects.get(ward=new)
    event = assert_audited(AuditAction.POSTED, by=administrator, target=begun)
    assert event.unit_id == new.pk
    same = {"user_id": posting.user_id, "role": "chief", "area_id": None, "valid_to": "9999-12-31"}
    assert event.before == same | {"ward_id": old.pk, "valid_from": str(posting.valid_from)}
    assert event.after == same | {"ward_id": new.pk, "valid_from": "2025-07-01"}


def test_every_row_that_changes_is_told(old, old_too, new):
    city = AreaFactory(kind=AreaKind.CITY, valid_to=REFORM_DAY)
    for ward in (old, old_too):
        AreaWardFactory(area=city, ward=ward, valid_to=REFORM_DAY)
        GroupFactory.create_batch(2, ward=ward)
    territory = AreaFactory(kind=AreaKind.SET, valid_from=REFORM_DAY)
    AreaWardFactory(area=territory, ward=new, valid_from=REFORM_DAY)
    user = UserFactory()
    for ward in (old, old_too):  # these two become one
        PostingFactory(user=user, ward=ward)
    PostingFactory(area=city, role=Role.COMMITTEE)
    stood = set(Posting.objects.values_list("pk", flat=True))
    reorganise(by=None, on_day=REFORM_DAY)
    ended = Posting.objects.filter(pk__in=stood, valid_to=REFORM_DAY)
    events = posted_events()
    assert sorted((e.before["user_id"], e.before["ward_id"] or 0) for e in events) == sorted(
        (row.user_id, row.ward_id or 0) for row in ended
    )
    begun = set(Posting.objects.exclude(pk__in=stood).values_list("pk", flat=True))
    assert {int(event.object_id) for event in events} == begun
    assert len(begun) == 2
    moved = AuditEvent.objects.filter(action=AuditAction.REORGANISED)
    assert sum(event.count for event in moved) == GroupPlacement.objects.filter(ward=new).count()


def test_a_second_run_tells_no_posting_again(old, new):
    PostingFactory(ward=old)
    for _run in range(2):
        reorganise(by=None, on_day=REFORM_DAY)
    assert len(posted_events()) == 1


def test_the_scorer_is_told_from_that_day(old, new):
    group = GroupFactory(ward=old)
    reorganise(by=None, on_day=REFORM_DAY)
    assert list(FigureChange.objects.values_list("group", "from_day")) == [(group.pk, REFORM_DAY)]


def test_a_second_run_moves_nothing(old, new):
    GroupFactory(ward=old)
    PostingFactory(ward=old)
    reorganise(by=None, on_day=REFORM_DAY)
    assert reorganise(by=None, on_day=REFORM_DAY) == Reorganisation(0, 0, 0)
    assert_audited(AuditAction.REORGANISED, by=None)


def test_another_day_moves_nothing(old, new):
    GroupFactory(ward=old)
    assert reorganise(by=None, on_day=EVE) == Reorganisation(0, 0, 0)
    assert_nothing_audited()


def test_an_officer_serves_on_in_the_successor(old, new):
    officer = posted(Role.OFFICER, ward=old)
    reorganise(by=None, on_day=REFORM_DAY)
    assert home_ward(officer) == new
    assert can(officer, Permission.EDIT_PEOPLE, ward_id=new.pk)
    assert not can(officer, Permission.EDIT_PEOPLE, ward_id=old.pk)


def test_an_officer_still_sees_the_past_of_the_groups(old, new, old_too):
    officer = posted(Role.OFFICER, ward=old)
    GroupFactory(ward=old)
    foreign = WardFactory(valid_to=REFORM_DAY)
    reorganise(by=None, on_day=REFORM_DAY)
    seen = set(Ward.objects.all().visible_to(officer))
    assert seen == {new, old}
    assert foreign not in seen


def test_two_postings_that_meet_become_one(old, old_too, new):
    user = UserFactory()
    PostingFactory(user=user, ward=old)
    PostingFactory(user=user, ward=old_too, valid_to=date(2026, 1, 1))
    reorganise(by=None, on_day=REFORM_DAY)
    rows = Posting.objects.filter(user=user, ward=new).values_list("valid_from", "valid_to")
    assert list(rows) == [(REFORM_DAY, OPEN)]


def test_two_roles_stay_two(old, new):
    user = UserFactory()
    PostingFactory(user=user, ward=old, role=Role.OFFICER)
    PostingFactory(user=user, ward=old, role=Role.CHIEF)
    reorganise(by=None, on_day=REFORM_DAY)
    assert set(Posting.objects.filter(ward=new).values_list("role", flat=True)) == {
        "officer",
        "chief",
    }


def test_a_posting_that_had_ended_stays_ended(old, new):
    PostingFactory(ward=old, valid_to=date(2024, 1, 1))
    assert reorganise(by=None, on_day=REFORM_DAY).postings == 0


def test_the_citys_committee_goes_on_with_its_old_territory(old, old_too, new):
    city = AreaFactory(kind=AreaKind.CITY, valid_to=REFORM_DAY)
    for ward in (old, old_too):
        AreaWardFactory(area=city, ward=ward, valid_to=REFORM_DAY)
    territory = AreaFactory(kind=AreaKind.SET, valid_from=REFORM_DAY)
    AreaWardFactory(area=territory, ward=new, valid_from=REFORM_DAY)
    committee = posted(Role.COMMITTEE, area=city)
    assert reorganise(by=None, on_day=REFORM_DAY).postings == 1
    assert default_area(committee, Permission.VIEW_OVERVIEW) == territory


def test_no_committee_is_moved_to_an_area_of_other_wards(old, old_too, new, other_ward):
    city = AreaFactory(kind=AreaKind.CITY, valid_to=REFORM_DAY)
    AreaWardFactory(area=city, ward=old, valid_to=REFORM_DAY)
    wider = AreaFactory(kind=AreaKind.SET, valid_from=REFORM_DAY)
    for ward in (new, other_ward):
        AreaWardFactory(area=wider, ward=ward, valid_from=REFORM_DAY)
    posting = PostingFactory(area=city, role=Role.COMMITTEE)
    assert reorganise(by=None, on_day=REFORM_DAY).postings == 0
    posting.refresh_from_db()
    assert (posting.area, posting.valid_to) == (city, OPEN)


def test_a_divided_ward_is_left_for_people(old, new):
    half = WardFactory(valid_from=REFORM_DAY)
    WardSuccessionFactory(from_ward=old, to_ward=half)
    group = GroupFactory(ward=old)
    assert reorganise(by=None, on_day=REFORM_DAY) == Reorganisation(
        placements=0, postings=0, left=1
    )
    assert ward_of_group(group, EVE) == old


def test_it_says_what_it_did():
    assert str(Reorganisation(3, 1, 0)) == "3 placements, 1 postings moved; 0 left"


@pytest.mark.parametrize("groups", [1, 30])
def test_statements_do_not_grow_with_groups(old, new, groups, django_assert_num_queries):
    GroupFactory.create_batch(groups, ward=old)
    with django_assert_num_queries(16):
        reorganise(by=None, on_day=REFORM_DAY)
