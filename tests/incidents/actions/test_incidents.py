"""Incidents with their people and what was seized; patrols."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import MASK
from foundation.dated import OPEN
from incidents.actions.incidents import record_incident, record_patrol
from incidents.enums import Act, AuditAction
from incidents.models import Incident, IncidentAct, IncidentPerson, Patrol, SeizedSubstance
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.ledger import changes_told, refused
from tests.factories.cases import PersonFactory

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 1)
TOMORROW = "Ngày không được sau hôm nay."
WANTED = "Ngày hết truy nã phải sau ngày bắt đầu truy nã."


@pytest.fixture
def happened(officer, group):
    """An incident of use on DAY, but for what is named."""

    def recorded(**fields) -> Incident:
        given = {"by": officer, "group": group, "happened_on": DAY, "acts": ["use"]} | fields
        return record_incident(**given)

    return recorded


def nothing_written() -> bool:
    rows = [m.objects.count() for m in (Incident, IncidentAct, IncidentPerson, SeizedSubstance)]
    return (rows, changes_told()) == ([0, 0, 0, 0], set())


def offender(**fields) -> dict:
    return {"name": "Vàng A Páo"} | fields


# --- what is written -----------------------------------------------------------------------------


def test_an_incident_is_written_with_its_outline(happened, group):
    incident = happened(summary=" Bắt quả tang ", plants_destroyed=120, plants_area_m2=40)
    incident.refresh_from_db()
    assert (incident.group, incident.happened_on, incident.summary) == (group, DAY, "Bắt quả tang")
    assert (incident.plants_destroyed, incident.plants_area_m2) == (120, 40)


def test_every_act_is_written_once(happened):
    incident = happened(acts=["trade", "store", "trade"])
    assert sorted(incident.acts.values_list("act", flat=True)) == ["store", "trade"]


@pytest.mark.parametrize("act", Act)
def test_any_act_of_the_penal_code_may_be_chosen(happened, act):
    assert happened(acts=[act]).acts.get().act == act


def test_acts_may_come_from_a_generator(happened):
    assert happened(acts=(act for act in ("use", "grow"))).acts.count() == 2


def test_people_are_written_with_where_they_live(happened, group, other_group):
    person = PersonFactory(group=group)
    incident = happened(
        people=[
            offender(person=person, resident_group=group, is_arrested=True),
            offender(name="Lý Thị Mẩy", resident_group=other_group, is_arrested=False),
            offender(name="Không rõ nơi ở"),
        ]
    )
    rows = incident.people.order_by("pk").values_list("person", "resident_group", "is_arrested")
    assert list(rows) == [
        (person.pk, group.pk, True),
        (None, other_group.pk, False),
        (None, None, True),
    ]


def test_names_of_offenders_are_kept(happened):
    assert happened(people=[offender()]).people.get().name == "Vàng A Páo"


def test_what_was_seized_is_written_in_grams(happened):
    incident = happened(seized={"heroin": Decimal("0.25"), "opium": Decimal(1500)})
    assert sorted(incident.seized.values_list("substance", "grams")) == [
        ("heroin", Decimal("0.250")),
        ("opium", Decimal("1500.000")),
    ]


def test_without_people_or_seizures_there_are_none(happened):
    incident = happened()
    assert (incident.people.count(), incident.seized.count()) == (0, 0)


def test_two_people_without_a_file_may_bear_one_name(happened):
    assert happened(people=[offender(), offender()]).people.count() == 2


# --- fugitives -----------------------------------------------------------------------------------


def test_a_fugitive_is_wanted_until_further_notice(happened):
    row = happened(people=[offender(is_arrested=False, wanted_from=DAY)]).people.get()
    assert (row.wanted_from, row.wanted_to) == (DAY, OPEN)


def test_a_fugitive_who_was_found_has_both_days(happened):
    found = date(2024, 5, 1)
    row = happened(people=[offender(wanted_from=DAY, wanted_to=found)]).people.get()
    assert row.wanted_to == found


def test_nobody_is_wanted_from_tomorrow(happened):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with refused(wanted_from="Ngày không được sau hôm nay."):
        happened(people=[offender(is_arrested=False, wanted_from=tomorrow)])


@pytest.mark.parametrize(
    "days",
    [
        {"wanted_to": date(2024, 5, 1)},
        {"wanted_from": DAY, "wanted_to": DAY},
        {"wanted_from": DAY, "wanted_to": date(2024, 2, 1)},
    ],
    ids=["end alone", "same day", "inverted"],
)
def test_nobody_is_wanted_backwards(happened, days):
    with refused(wanted_to=WANTED):
        happened(people=[offender(**days)])
    assert nothing_written()


# --- who is told ---------------------------------------------------------------------------------


def test_an_incident_is_told_with_its_acts_and_no_name(happened, officer, ward):
    incident = happened(acts=["trade", "store"], people=[offender()], summary="Bắt quả tang")
    event = assert_audited(AuditAction.INCIDENT_RECORDED, by=officer, target=incident)
    assert event.unit_id == ward.pk
    assert event.after == {
        "id": incident.pk,
        "version": 1,
        "group_id": incident.group_id,
        "happened_on": "2024-03-01",
        "summary": MASK,
        "plants_destroyed": 0,
        "plants_area_m2": 0,
        "acts": ["trade", "store"],
        "people": 1,
    }


def test_the_group_of_the_incident_and_those_of_offenders_are_scored_anew(
    happened, group, other_group
):
    happened(people=[offender(resident_group=other_group), offender()])
    assert changes_told() == {(group.pk, DAY), (other_group.pk, DAY)}


def test_a_group_is_told_once(happened, group):
    happened(people=[offender(resident_group=group), offender(resident_group=group)])
    assert changes_told() == {(group.pk, DAY)}


def test_who_was_wanted_before_is_scored_from_then(happened, group):
    earlier = date(2023, 6, 1)
    happened(people=[offender(resident_group=group, wanted_from=earlier), offender()])
    assert changes_told() == {(group.pk, earlier)}


def test_who_is_wanted_later_does_not_delay_the_scoring(happened, group):
    happened(people=[offender(resident_group=group, wanted_from=date(2024, 6, 1))])
    assert changes_told() == {(group.pk, DAY)}


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize("acts", [[], ()])
def test_an_incident_has_an_act(happened, acts):
    with refused(acts="Chọn ít nhất một hành vi."):
        happened(acts=acts)
    assert nothing_written()
    assert_nothing_audited()


def test_an_unknown_act_is_refused(happened):
    with refused(acts="Không có hành vi này."):
        happened(acts=["use", "think"])
    assert nothing_written()


def test_a_person_is_in_an_incident_once(happened, group):
    person = PersonFactory(group=group)
    with refused(people="Một người chỉ ghi một lần trong một vụ."):
        happened(people=[offender(person=person), offender(person=person)])
    assert nothing_written()


def test_an_offender_has_a_name(happened):
    with pytest.raises(ValidationError) as error:
        happened(people=[offender(name="")])
    assert list(error.value.error_dict) == ["name"]
    assert Incident.objects.count() == 0


@pytest.mark.parametrize("grams", ["0", "-0.5"])
def test_what_is_seized_weighs_something(happened, grams):
    with refused(seized="Khối lượng tang vật phải lớn hơn 0."):
        happened(seized={"heroin": Decimal(grams)})
    assert nothing_written()


@pytest.mark.parametrize(
    ("seized", "field"),
    [({"sugar": Decimal(1)}, "substance"), ({"heroin": Decimal("0.0001")}, "grams")],
)
def test_what_cannot_be_seized_is_refused(happened, seized, field):
    with pytest.raises(ValidationError) as error:
        happened(seized=seized)
    assert list(error.value.error_dict) == [field]
    assert Incident.objects.count() == 0


@pytest.mark.parametrize("field", ["plants_destroyed", "plants_area_m2"])
def test_plants_are_not_counted_below_zero(happened, field):
    with pytest.raises(ValidationError) as error:
        happened(**{field: -1})
    assert list(error.value.error_dict) == [field]


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_nothing_happens_tomorrow(happened):
    with refused(happened_on=TOMORROW):
        happened(happened_on=date(2026, 3, 11))


# --- patrols -------------------------------------------------------------------------------------


@pytest.fixture
def patrol(officer, group):
    def made(**fields) -> Patrol:
        return record_patrol(**({"by": officer, "group": group, "patrolled_on": DAY} | fields))

    return made


def test_a_patrol_is_written(patrol, group):
    patrol(officers=4, note=" Không phát hiện ")
    kept = Patrol.objects.get()
    assert (kept.group, kept.patrolled_on, kept.officers, kept.note) == (
        group,
        DAY,
        4,
        "Không phát hiện",
    )


def test_two_go_on_patrol_unless_said_otherwise(patrol):
    assert patrol().officers == 2


def test_a_group_may_be_patrolled_twice_a_day(patrol):
    patrol()
    patrol()
    assert Patrol.objects.count() == 2


def test_a_patrol_is_told_with_its_note_masked(patrol, officer, ward):
    row = patrol(note="Không phát hiện")
    event = assert_audited(AuditAction.PATROL_RECORDED, by=officer, target=row)
    assert (event.unit_id, event.after["note"], event.after["officers"]) == (ward.pk, MASK, 2)


@pytest.mark.parametrize("officers", [0, -1])
def test_a_patrol_is_made_by_somebody(patrol, officers):
    with refused(officers="Tuần tra phải có ít nhất một người."):
        patrol(officers=officers)
    assert_nothing_audited()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_no_patrol_is_made_tomorrow(patrol):
    with refused(patrolled_on=TOMORROW):
        patrol(patrolled_on=date(2026, 3, 11))


def test_a_patrol_does_not_touch_figures(patrol):
    patrol()
    assert changes_told() == set()
