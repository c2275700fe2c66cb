"""Registering and editing people by the list; taking lists out."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from accounts.audit import request_id
from accounts.models import AuditEvent
from cases.actions.imports import (
    ChangedPerson,
    NewPerson,
    export_people,
    import_people,
)
from cases.actions.people import register_person
from cases.enums import AuditAction
from cases.models import Person, Residence, StatusPeriod
from cases.statuses import PersonStatus
from foundation.versions import StaleEditError
from tests.assertions import assert_audited, assert_nothing_audited, told_events
from tests.factories.cases import PersonFactory
from tests.factories.wards import GroupFactory, UserFactory
from tests.law.laws import LAW_2021, LAW_2025
from wards.models import FigureChange

SINCE = date(2023, 1, 15)


@pytest.fixture
def row(group):
    def of(number=1, *, values=None, **changes):
        given = {"full_name": "Giàng A Páo", "birth_year": 1990, "sex": "male", "ethnicity": "08"}
        given |= {"id_number": f"0100905{number:05d}"} | (values or {})
        defaults = {
            "group": group,
            "since": SINCE,
            "status": PersonStatus.ADDICT,
            "status_from": SINCE,
            "decision_number": "25/QĐ",
            "decision_date": SINCE,
        }
        return NewPerson(values=given, **(defaults | changes))

    return of


@pytest.fixture
def add(officer):
    def people(*new, changed=()):
        return import_people(by=officer, new=new, changed=changed)

    return people


class TestNew:
    def test_person_stay_and_status_are_written(self, add, row, group):
        (person,) = add(row(address=" Số 12 "))
        assert person.statuses.get().status == PersonStatus.ADDICT
        stay = person.residences.get()
        assert (stay.group, stay.address, stay.valid_from) == (group, "Số 12", SINCE)

    def test_a_list_writes_what_registering_one_by_one_writes(
        self, add, row, group, officer, rules
    ):
        """The two ways share their checks; here their rows are compared, column by column."""
        new = row(status=PersonStatus.POST_REHAB, address="Số 1", issuer="UBND")
        (listed,) = add(new)
        single = register_person(
            by=officer,
            group=group,
            since=new.since,
            person=dict(new.values) | {"id_number": "010090000002"},
            status=new.status,
            decision_number=new.decision_number,
            decision_date=new.decision_date,
            issuer=new.issuer,
            address=new.address,
        )
        differing = {"id", "id_number", "id_number_index", "person_id", "recorded_at"}
        for model, key in ((Person, "pk"), (Residence, "person"), (StatusPeriod, "person")):
            one, other = (
                model.objects.filter(**{key: p.pk}).values().get() for p in (listed, single)
            )
            assert {k for k in one if one[k] != other[k]} <= differing

    def test_values_are_tidied_and_derived(self, add, row):
        (person,) = add(row(values={"full_name": "  vàng   thị Xuân ", "phone": "+84 912 000 001"}))
        person.refresh_from_db()
        assert (person.full_name, person.search_key, person.phone) == (
            "vàng thị Xuân",
            "vang thi xuan",
            "0912000001",
        )

    def test_the_importer_is_in_charge_unless_somebody_is_named(self, add, row, officer):
        other = UserFactory()
        people = add(row(1), row(2, values={"officer": other}))
        assert [person.officer for person in people] == [officer, other]

    @pytest.mark.parametrize(
        ("day", "law"), [(date(2026, 6, 30), LAW_2021), (date(2026, 7, 1), LAW_2025)]
    )
    def test_the_status_keeps_the_law_of_its_first_day(self, add, row, day, law):
        (person,) = add(row(since=day, status_from=day, decision_date=day))
        assert person.statuses.get().legal_basis == law

    @pytest.mark.parametrize(
        ("status", "term_end"),
        [
            (PersonStatus.ADDICT, None),
            (PersonStatus.ILLEGAL_USE, date(2024, 1, 15)),
            (PersonStatus.POST_REHAB, date(2024, 1, 15)),
        ],
    )
    def test_the_term_is_that_of_the_law(self, add, row, status, term_end, rules):
        (person,) = add(row(status=status))
        assert person.statuses.get().term_end == term_end

    def test_without_the_rules_there_is_no_term(self, add, row):
        (person,) = add(row(status=PersonStatus.ILLEGAL_USE))
        assert person.statuses.get().term_end is None

    def test_each_group_is_scored_again_from_its_own_first_day(self, add, row, ward, group):
        other = GroupFactory(ward=ward)
        add(
            row(1, since=date(2023, 5, 1), status_from=date(2023, 5, 1)),
            row(2),
            row(3, group=other, since=date(2024, 1, 1), status_from=date(2024, 1, 1)),
        )
        marked = set(FigureChange.objects.values_list("group", "from_day"))
        assert marked == {(group.pk, SINCE), (other.pk, date(2024, 1, 1))}


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"values": {"full_name": "Páo"}}, "full_name"),
            ({"values": {"id_number": "123"}}, "id_number"),
            ({"values": {"phone": "123"}}, "phone"),
            ({"values": {"birth_year": None}}, "birth_date"),
            ({"values": {"sex": "x"}}, "sex"),
            ({"since": date(2099, 1, 1)}, "since"),
            ({"values": {"birth_date": date(1990, 5, 20)}, "since": date(1990, 5, 19)}, "since"),
            ({"decision_date": date(203, 1, 1)}, "decision_date"),
            ({"since": date(1989, 1, 1)}, "since"),
            ({"status_from": date(1989, 1, 1)}, "status_from"),
            ({"status_from": date(2099, 1, 1)}, "status_from"),
            ({"status": PersonStatus.ENDED}, "status"),
            ({"decision_number": ""}, "decision_number"),
            ({"decision_date": None}, "decision_date"),
            ({"residence_kind": "x"}, "kind"),
            ({"issuer": "x" * 200}, "issuer"),
        ],
    )
    def test_a_faulty_row_refuses_the_whole_list(self, changes, field, add, row):
        with pytest.raises(ValidationError) as error:
            add(*(row(n) for n in range(2, 20)), row(1, **changes))
        assert list(error.value.message_dict) == [field]
        assert Person.objects.count() == 0
        assert_nothing_audited()

    def test_row_nine_hundred_fails_and_nothing_is_half_saved(self, add, row):
        """The database refuses one number: what was written before it goes too."""
        rows = [row(n) for n in range(899)]
        with pytest.raises(IntegrityError):
            add(*rows, row(0))
        assert (Person.objects.count(), Residence.objects.count()) == (0, 0)
        assert FigureChange.objects.count() == 0
        assert_nothing_audited()

    def test_tomorrow_is_refused_and_today_taken(self, add, row):
        today = timezone.localdate()
        add(row(1, since=today))
        with pytest.raises(ValidationError, match="sau hôm nay"):
            add(row(2, since=today + timedelta(days=1)))

    def test_year_203_is_refused_beside_its_column(self, add, row):
        with pytest.raises(ValidationError) as error:
            add(row(1), row(2, since=date(203, 1, 15)))
        assert error.value.message_dict == {
            "since": ["Ngày không được trước 01/01/1900. Kiểm tra lại năm."]
        }


class TestChanged:
    def test_values_change_with_the_version(self, add, group):
        person = PersonFactory(group=group)
        add(changed=[ChangedPerson(person, {"occupation": "Lái xe", "full_name": "Vàng A B"})])
        kept = Person.objects.get()
        assert (kept.occupation, kept.search_key, kept.version) == ("Lái xe", "vang a b", 2)
        assert person.version == 2

    def test_somebody_elses_edit_in_between_refuses_everything(self, add, row, group):
        person = PersonFactory(group=group)
        Person.objects.filter(pk=person.pk).update(version=2, occupation="Thợ mộc")
        with pytest.raises(StaleEditError):
            add(row(), changed=[ChangedPerson(person, {"occupation": "Lái xe"})])
        assert Person.objects.get().occupation == "Thợ mộc"
        assert_nothing_audited()

    def test_a_faulty_value_refuses_everything(self, add, row, group):
        person = PersonFactory(group=group)
        with pytest.raises(ValidationError):
            add(row(), changed=[ChangedPerson(person, {"phone": "123"})])
        assert Person.objects.count() == 1

    @pytest.mark.parametrize("name", ["version", "is_demo", "status", "search_key"])
    def test_only_what_a_form_may_set_can_be_set(self, name, add, group):
        with pytest.raises(ValidationError, match=f"Không sửa được: {name}."):
            add(changed=[ChangedPerson(PersonFactory(group=group), {name: "x"})])


class TestAudit:
    def test_one_event_counts_both_and_names_nobody(self, add, row, officer, group, ward):
        person = PersonFactory(group=group)
        add(row(1), row(2), changed=[ChangedPerson(person, {"occupation": "Lái xe"})])
        event = assert_audited(AuditAction.PEOPLE_IMPORTED, by=officer, count=3)
        assert (event.after["new"], event.after["changed"], event.unit_id) == (2, 1, ward.pk)
        assert "Páo" not in str(event.after)
        assert told_events().count() == 1

    def test_every_ward_is_told_of_its_own(
        self, add, row, officer, group, ward, other_group, other_ward
    ):
        there = PersonFactory(group=other_group)
        add(row(1), row(2), changed=[ChangedPerson(there, {"occupation": "Lái xe"})])
        events = told_events().order_by("unit_id")
        assert [(e.unit_id, e.count, e.after) for e in events] == [
            (ward.pk, 2, {"new": 2, "changed": 0}),
            (other_ward.pk, 1, {"new": 0, "changed": 1}),
        ]

    def test_changes_alone_are_told_in_their_ward(self, add, officer, group, ward):
        person = PersonFactory(group=group)
        add(changed=[ChangedPerson(person, {"occupation": "Lái xe"})])
        assert assert_audited(AuditAction.PEOPLE_IMPORTED, by=officer).unit_id == ward.pk

    def test_an_empty_list_has_no_ward(self, add, officer):
        add()
        assert AuditEvent.objects.get(action=AuditAction.PEOPLE_IMPORTED).unit_id is None


class TestExport:
    def test_who_how_many_and_why_are_recorded(self, officer, ward, group):
        export_people(by=officer, groups=[group.pk] * 2, reason="  rà soát  ")
        event = assert_audited(AuditAction.PEOPLE_EXPORTED, by=officer, count=2)
        assert (event.reason, event.unit_id, event.after) == ("rà soát", ward.pk, {})

    def test_every_ward_is_told_how_many_of_its_own_left(
        self, officer, ward, group, other_ward, other_group
    ):
        token = request_id.set("one-request")
        export_people(by=officer, groups=[group.pk, other_group.pk, group.pk], reason="rà soát")
        request_id.reset(token)
        events = told_events().order_by("unit_id")
        assert [(e.unit_id, e.count, e.reason, e.request_id) for e in events] == [
            (ward.pk, 2, "rà soát", "one-request"),
            (other_ward.pk, 1, "rà soát", "one-request"),
        ]

    def test_an_empty_list_is_told_once(self, officer):
        export_people(by=officer, groups=[], reason="rà soát")
        assert assert_audited(AuditAction.PEOPLE_EXPORTED, by=officer, count=0).unit_id is None

    def test_without_a_reason_it_is_refused(self, officer, ward):
        with pytest.raises(ValidationError) as error:
            export_people(by=officer, groups=[], reason=" ")
        assert error.value.message_dict == {"reason": ["Ghi lý do xuất danh sách."]}
        assert_nothing_audited()


@pytest.mark.parametrize("rows", [1, 30])
def test_statements_for_new_people_do_not_follow_their_number(
    rows, row, add, django_assert_max_num_queries
):
    new = [row(n) for n in range(rows)]
    with django_assert_max_num_queries(30):
        add(*new)
