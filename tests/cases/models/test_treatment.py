"""Courses of treatment and the daily record of substitution treatment."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cases.enums import TreatmentForm
from cases.models import MethadoneDose, Treatment
from foundation.dated import OPEN
from tests.cases.ledger import refused_by_database
from tests.factories.cases import MethadoneDoseFactory, PersonFactory, TreatmentFactory

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)
REHABILITATION = [form for form in TreatmentForm if form != TreatmentForm.SUBSTITUTION]


@pytest.fixture
def person(group):
    return PersonFactory(group=group)


@pytest.fixture
def course(person):
    """Substitution treatment."""
    return TreatmentFactory(person=person, form="substitution", valid_from=DAY)


def test_a_course_does_not_end_before_its_start(person):
    with refused_by_database("treatment_ends_not_before_start"):
        TreatmentFactory(person=person, valid_from=DAY, valid_to=date(2024, 2, 1))


def test_a_course_is_counted_from_one(person):
    with refused_by_database("treatment_counts_from_one"):
        TreatmentFactory(person=person, ordinal=0)


def test_an_open_course_has_no_reason_of_its_end(person):
    with refused_by_database("treatment_end_says_why"):
        TreatmentFactory(person=person, valid_to=OPEN, end_reason="completed")


def test_an_ended_course_says_why(person):
    with refused_by_database("treatment_end_says_why"):
        TreatmentFactory(person=person, valid_from=DAY, valid_to=LATER, end_reason="")


@pytest.mark.parametrize("form", REHABILITATION)
def test_substitution_treatment_may_run_beside_rehabilitation(person, form):
    TreatmentFactory(person=person, form="substitution", valid_from=DAY)
    TreatmentFactory(person=person, form=form, valid_from=DAY)
    assert Treatment.objects.in_force(DAY).count() == 2


@pytest.mark.parametrize("form", REHABILITATION)
def test_two_forms_of_rehabilitation_may_not(person, form):
    TreatmentFactory(person=person, form="family", valid_from=DAY)
    with refused_by_database("cases_treatment_no_overlap"):
        TreatmentFactory(person=person, form=form, valid_from=LATER)


@pytest.mark.parametrize("valid_from", [DAY, date(2024, 8, 31), date(2023, 1, 1)])
def test_two_courses_of_one_form_may_not(person, valid_from):
    TreatmentFactory(person=person, form="family", valid_from=DAY, valid_to=LATER)
    with refused_by_database("cases_treatment_no_overlap"):
        TreatmentFactory(person=person, form="family", valid_from=valid_from)


def test_one_form_again_from_the_day_it_ended(person):
    TreatmentFactory(person=person, form="family", valid_from=DAY, valid_to=LATER)
    TreatmentFactory(person=person, form="family", valid_from=LATER, ordinal=2)
    assert Treatment.objects.in_force(LATER).get().ordinal == 2


@pytest.mark.parametrize(("field", "value"), [("form", "prayer"), ("end_reason", "bored")])
def test_a_word_outside_the_list_is_not_clean(person, field, value):
    with pytest.raises(ValidationError) as error:
        TreatmentFactory.build(person=person, **{field: value}).clean_fields()
    assert list(error.value.error_dict) == [field]


def test_a_day_of_treatment_is_written_once(course):
    MethadoneDoseFactory(treatment=course, day=LATER)
    with refused_by_database():
        MethadoneDoseFactory(treatment=course, day=LATER)


def test_two_people_take_their_dose_on_one_day(course):
    MethadoneDoseFactory(treatment=course, day=LATER)
    MethadoneDoseFactory(day=LATER)
    assert MethadoneDose.objects.filter(day=LATER).count() == 2


def test_who_missed_the_dose_takes_nothing_home(course):
    with refused_by_database("dose_missed_takes_nothing_home"):
        MethadoneDoseFactory(treatment=course, is_taken=False, take_home_days=3)


@pytest.mark.parametrize(("taken", "home"), [(True, 0), (True, 6), (False, 0)])
def test_a_dose_taken_taken_home_or_missed(course, taken, home):
    dose = MethadoneDoseFactory(treatment=course, is_taken=taken, take_home_days=home)
    dose.full_clean()
    assert MethadoneDose.objects.get().take_home_days == home


def test_rows_are_named_without_the_person_s_name(person, course):
    dose = MethadoneDoseFactory(treatment=course, day=LATER)
    assert str(course) == f"{person.pk} · điều trị bằng thuốc thay thế (methadone)"
    assert str(dose) == f"{course.pk} 2024-09-01"


def test_the_words_of_the_forms_are_the_law_s():
    assert [str(form.label) for form in TreatmentForm] == [
        "cai nghiện tự nguyện tại gia đình",
        "cai nghiện tự nguyện tại cộng đồng",
        "cai nghiện tự nguyện tại cơ sở",
        "điều trị bằng thuốc thay thế (methadone)",
        "cai nghiện bắt buộc",
    ]
