"""Editing and reading a registered person."""

from datetime import date

import pytest

from accounts.audit import MASK
from cases.actions.people import edit_person, read_person, reveal_identity
from cases.enums import AuditAction
from cases.models import Person
from cases.models.person import EDITABLE
from foundation.text import name_sort_key
from foundation.versions import StaleEditError
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.ledger import TAKEN, changes_told, refused
from tests.factories.cases import PersonFactory, VisitFactory
from tests.factories.wards import GroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(group):
    return PersonFactory(group=group, full_name="Lò A Tùng", id_number="010090000001")


# --- editing -------------------------------------------------------------------------------------


def edit(person, by, version=1, **changes):
    return edit_person(by=by, person=person, expected_version=version, changes=changes)


def test_an_edit_is_written_and_counted(person, officer):
    edit(person, officer, full_name="Lò A  Tú", occupation="phụ hồ")
    kept = Person.objects.get()
    assert (kept.full_name, kept.occupation, kept.version) == ("Lò A Tú", "phụ hồ", 2)


def test_what_is_derived_follows(person, officer):
    edit(person, officer, full_name="Đặng Quỳnh", id_number="010 090 000 009")
    kept = Person.objects.with_id_number("010090000009").get()
    assert (kept.search_key, list(Person.objects.with_id_number("010090000001"))) == (
        "dang quynh",
        [],
    )
    assert kept.sort_key == name_sort_key("Đặng Quỳnh")


def test_the_year_follows_a_corrected_birth_date(person, officer):
    edit(person, officer, birth_date=date(1985, 2, 3))
    assert Person.objects.get().birth_year == 1985


BORN_AFTER = "Hồ sơ có việc ghi ngày 01/10/2022, trước khi người này sinh ra. Xem lại ngày sinh."


@pytest.mark.parametrize(
    ("birth", "field"),
    [
        ({"birth_date": date(2022, 10, 2)}, "birth_date"),
        ({"birth_date": None, "birth_year": 2023}, "birth_year"),
    ],
)
def test_a_corrected_birth_lies_before_what_is_written(group, officer, birth, field):
    person = PersonFactory(group=group, since=date(2022, 10, 1), status_from=date(2023, 1, 1))
    with refused(**{field: BORN_AFTER}):
        edit(person, officer, **birth)
    assert_nothing_audited()
    assert Person.objects.get().version == 1


@pytest.mark.parametrize(
    "birth",
    [{"birth_date": date(2022, 10, 1)}, {"birth_date": None, "birth_year": 2022}],
    ids=["on the first day", "in the first year"],
)
def test_a_birth_on_the_first_day_is_possible(group, officer, birth):
    person = PersonFactory(group=group, since=date(2022, 10, 1), status_from=date(2022, 10, 1))
    edit(person, officer, **birth)
    assert Person.objects.get().birth_year == 2022


def test_a_visit_before_a_corrected_birth_is_found_too(group, officer):
    person = PersonFactory(group=group, since=date(2022, 10, 1), status_from=date(2022, 10, 1))
    VisitFactory(person=person, visited_on=date(2021, 1, 1))
    with refused(birth_date=BORN_AFTER.replace("01/10/2022", "01/01/2021")):
        edit(person, officer, birth_date=date(2022, 1, 1))


def test_a_number_may_be_taken_away(person, officer):
    edit(person, officer, id_number="")
    assert Person.objects.get().id_number_index is None


def test_an_edit_that_keeps_the_number_is_no_duplicate(person, officer):
    edit(person, officer, id_number="010090000001", occupation="lái xe")
    assert Person.objects.get().occupation == "lái xe"


@pytest.mark.parametrize("name", ["version", "is_demo", "id", "search_key", "residences", "group"])
def test_nothing_else_can_be_edited(person, officer, name):
    with refused(on_top=f"Không sửa được: {name}."):
        edit_person(by=officer, person=person, expected_version=1, changes={name: 1})


def test_all_that_cannot_be_edited_is_named(person, officer):
    with refused(on_top="Không sửa được: is_demo, version."):
        edit_person(
            by=officer, person=person, expected_version=1, changes={"version": 2, "is_demo": True}
        )


def test_every_editable_value_is_a_field_of_the_person():
    names = {field.name for field in Person._meta.concrete_fields if field.editable}
    assert set(EDITABLE) == names - {"id", "group"}


def test_the_number_of_another_is_refused(person, officer):
    PersonFactory(id_number="010090000002")
    with refused(id_number=TAKEN):
        edit(person, officer, id_number="010090000002")
    assert Person.objects.with_id_number("010090000001").get().version == 1


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"full_name": "Tùng"}, {"full_name": "Ghi đủ họ và tên."}),
        ({"birth_year": 1890}, {"birth_year": "Năm sinh phải từ 1900."}),
        (
            {"phone": "1"},
            {"phone": "Số điện thoại phải có 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84."},
        ),
    ],
)
def test_an_edit_obeys_the_rules_of_registering(person, officer, changes, errors):
    with refused(**errors):
        edit(person, officer, **changes)
    assert_nothing_audited()


def test_the_second_of_two_edits_of_one_version_is_stopped(person, officer):
    first, second = Person.objects.get(), Person.objects.get()
    edit(first, officer, occupation="lái xe")
    with pytest.raises(StaleEditError) as error:
        edit(second, officer, occupation="làm nông")
    assert error.value.current.occupation == "lái xe"
    assert Person.objects.get().occupation == "lái xe"


def test_a_stopped_edit_leaves_no_trace_in_the_log(person, officer):
    with pytest.raises(StaleEditError):
        edit(person, officer, version=7, occupation="làm nông")
    assert_nothing_audited()


def test_an_edit_of_the_new_version_goes_through(person, officer):
    edit(person, officer, occupation="lái xe")
    edit(person, officer, version=2, occupation="làm nông")
    assert Person.objects.get().version == 3


def test_an_edit_is_told_with_what_differs_only(person, officer, ward):
    edit(person, officer, occupation="lái xe", birth_year=1991, sex="male")
    event = assert_audited(AuditAction.PERSON_CHANGED, by=officer, target=person)
    assert event.unit_id == ward.pk
    assert event.before == {"birth_year": 1990, "occupation": ""}
    assert event.after == {"birth_year": 1991, "occupation": "lái xe"}


def test_a_changed_secret_is_named_and_stays_masked(person, officer):
    edit(person, officer, full_name="Lò A Tú", id_number="010090000009", phone="0912345678")
    event = assert_audited(AuditAction.PERSON_CHANGED, by=officer)
    assert event.before == {"full_name": MASK, "id_number": MASK, "phone": ""}
    assert event.after == {"full_name": MASK, "id_number": MASK, "phone": MASK}


def test_the_log_tells_what_differs_even_when_the_form_wrote_into_the_row(person, officer):
    person.occupation = "lái xe"  # as a model form does before the action
    edit(person, officer, occupation="lái xe")
    event = assert_audited(AuditAction.PERSON_CHANGED, by=officer)
    assert (event.before, event.after) == ({"occupation": ""}, {"occupation": "lái xe"})


def test_another_officer_in_charge_is_told_by_number(person, officer):
    edit(person, officer, officer=officer)
    event = assert_audited(AuditAction.PERSON_CHANGED, by=officer)
    assert event.after == {"officer_id": officer.pk}


def test_an_edit_does_not_touch_figures(person, officer):
    edit(person, officer, occupation="lái xe")
    assert changes_told() == set()


# --- reading -------------------------------------------------------------------------------------


def test_opening_a_file_is_told_without_its_content(person, officer, ward):
    assert read_person(by=officer, person=person) == person
    event = assert_audited(AuditAction.PERSON_READ, by=officer, target=person)
    assert (event.unit_id, event.before, event.after, event.reason) == (ward.pk, {}, {}, "")


def test_the_full_number_is_given_for_a_reason(person, officer, ward):
    number = reveal_identity(by=officer, person=person, reason="  Đối chiếu căn cước ")
    event = assert_audited(AuditAction.IDENTITY_REVEALED, by=officer, target=person)
    assert number == "010090000001"
    assert (event.reason, event.unit_id) == ("Đối chiếu căn cước", ward.pk)
    assert "010090000001" not in str((event.before, event.after))


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_without_a_reason_no_number_is_given(person, officer, reason):
    with refused(reason="Ghi lý do cần xem số giấy tờ đầy đủ."):
        reveal_identity(by=officer, person=person, reason=reason)
    assert_nothing_audited()


def test_who_has_no_number_has_none_to_show(officer, group):
    person = PersonFactory(group=group, id_number="")
    assert reveal_identity(by=officer, person=person, reason="Đối chiếu") == ""


def test_reading_is_told_in_the_ward_where_the_person_lives_today(officer, other_group, other_ward):
    person = PersonFactory(group=other_group)
    read_person(by=officer, person=person)
    event = assert_audited(AuditAction.PERSON_READ, by=officer)
    assert event.unit_id == other_ward.pk


def test_a_group_without_a_ward_is_told_of_in_no_chain(officer):
    group = GroupFactory()
    group.placements.all().delete()
    read_person(by=officer, person=PersonFactory(group=group))
    assert assert_audited(AuditAction.PERSON_READ, by=officer).unit_id is None
