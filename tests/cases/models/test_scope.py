"""Who sees what of the case ledger: every model, every role, at home and next door."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.permissions import Permission, Role
from cases.models import (
    Absence,
    Dossier,
    DossierDocument,
    DossierForm,
    DrugTest,
    Handover,
    MethadoneDose,
    Person,
    Residence,
    StatusPeriod,
    Support,
    Treatment,
    Visit,
)
from tests.factories.cases import (
    AbsenceFactory,
    DossierDocumentFactory,
    DossierFactory,
    DossierFormFactory,
    DrugTestFactory,
    HandoverFactory,
    MethadoneDoseFactory,
    PersonFactory,
    ResidenceFactory,
    SupportFactory,
    TreatmentFactory,
    VisitFactory,
)
from tests.factories.wards import (
    AreaFactory,
    GroupFactory,
    PostingFactory,
    WardFactory,
    posted,
)
from wards.actions.groups import place_group
from wards.enums import AreaKind

pytestmark = pytest.mark.django_db

MOVED = date(2024, 3, 1)


def _of_person(factory):
    return lambda group: factory(person=PersonFactory(group=group))


def _in_dossier(factory):
    return lambda group: factory(dossier=DossierFactory(person=PersonFactory(group=group)))


def _dose(group):
    course = TreatmentFactory(person=PersonFactory(group=group), form="substitution")
    return MethadoneDoseFactory(treatment=course)


#: Makes one row in a group; of people who are in no substitution treatment (but for the dose).
PERSONAL = {
    Person: lambda group: PersonFactory(group=group),
    Residence: lambda group: PersonFactory(group=group).residences.get(),
    StatusPeriod: lambda group: PersonFactory(group=group).statuses.get(),
    Absence: _of_person(AbsenceFactory),
    Dossier: _of_person(DossierFactory),
    DossierForm: _in_dossier(DossierFormFactory),
    DossierDocument: _in_dossier(DossierDocumentFactory),
    Treatment: _of_person(TreatmentFactory),
    MethadoneDose: _dose,
    Visit: _of_person(VisitFactory),
    DrugTest: _of_person(DrugTestFactory),
    Support: _of_person(SupportFactory),
    Handover: _of_person(HandoverFactory),
}
SEES_PEOPLE = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE}


def by_name(makers):
    return pytest.mark.parametrize("model", list(makers), ids=lambda model: model.__name__)


def seen(model, user, permission=None) -> set:
    return set(model.objects.all().visible_to(user, permission))


def test_every_model_of_the_ledger_is_asked_here():
    assert set(PERSONAL) == set(apps.get_app_config("cases").get_models())


# --- people and what hangs on them ---------------------------------------------------------------


@by_name({model: PERSONAL[model] for model in PERSONAL if model is not MethadoneDose})
def test_files_are_seen_at_home_by_police_and_the_chair_only(model, ward, group, other_group):
    here, _there = PERSONAL[model](group), PERSONAL[model](other_group)
    found = {role: seen(model, posted(role, ward=ward)) for role in Role}
    assert found == {role: {here} if role in SEES_PEOPLE else set() for role in Role}


def test_doses_are_seen_by_the_clinic_too(ward, group, other_group):
    here, _there = _dose(group), _dose(other_group)
    found = {role: seen(MethadoneDose, posted(role, ward=ward)) for role in Role}
    sees = SEES_PEOPLE | {Role.CLINIC}
    assert found == {role: {here} if role in sees else set() for role in Role}


@by_name(PERSONAL)
def test_police_next_door_see_their_own_only(model, outsider, group, other_group):
    _here, there = PERSONAL[model](group), PERSONAL[model](other_group)
    assert seen(model, outsider) == {there}


@by_name(PERSONAL)
def test_the_committee_sees_no_row_at_all(model, committee, group, other_group):
    for place in (group, other_group):
        PERSONAL[model](place)
    assert seen(model, committee) == set()


@by_name(PERSONAL)
def test_a_group_head_sees_no_row_of_the_own_group(model, group_head, group):
    PERSONAL[model](group)
    assert seen(model, group_head) == set()


@by_name(PERSONAL)
def test_who_serves_nowhere_sees_nothing(model, nobody, group):
    PERSONAL[model](group)
    assert seen(model, nobody) == set()


@by_name(PERSONAL)
def test_an_administrator_of_the_nation_sees_nothing(model, administrator, group):
    PERSONAL[model](group)
    assert seen(model, administrator) == set()


@by_name(PERSONAL)
def test_a_posting_that_has_ended_shows_nothing(model, ward, group):
    PERSONAL[model](group)
    yesterday = timezone.localdate() - timedelta(days=1)
    user = PostingFactory(ward=ward, valid_to=yesterday).user
    assert seen(model, user) == set()


@by_name(PERSONAL)
def test_a_row_is_seen_once_however_often_the_person_moved(model, officer, group, ward):
    row = PERSONAL[model](group)
    person = getattr(row, "person", row if model is Person else None)
    ResidenceFactory(person=person or Person.objects.get(), group=GroupFactory(ward=ward))
    assert row.pk in [one.pk for one in model.objects.all().visible_to(officer)]
    assert Person.objects.all().visible_to(officer).count() == 1


def test_the_verifier_sees_people_by_the_masked_right_only(verifier, group, other_group, area):
    people = {PersonFactory(group=group), PersonFactory(group=other_group)}
    assert seen(Person, verifier) == set()
    assert seen(Person, verifier, Permission.VIEW_MASKED_PEOPLE) == people
    assert seen(Person, verifier, Permission.VIEW_PEOPLE) == set()


@pytest.mark.parametrize(
    "permission",
    [Permission.EDIT_PEOPLE, Permission.MOVE_STATUS, Permission.REVEAL_IDENTITY],
)
def test_the_chair_reads_files_and_writes_none(permission, chair_office, group):
    person = PersonFactory(group=group)
    assert seen(Person, chair_office) == {person}
    assert seen(Person, chair_office, permission) == set()


@pytest.mark.parametrize("model", [Person, Dossier])
def test_an_officer_of_an_area_sees_every_ward_of_it(model, area, group, other_group):
    rows = {PERSONAL[model](group), PERSONAL[model](other_group)}
    PERSONAL[model](GroupFactory())
    assert seen(model, posted(Role.OFFICER, area=area)) == rows


def test_an_officer_of_the_nation_sees_every_ward(group):
    nation = AreaFactory(kind=AreaKind.NATION, code="VN")
    people = {PersonFactory(group=group), PersonFactory()}
    assert seen(Person, posted(Role.OFFICER, area=nation)) == people


# --- a person lies where the open residence is ---------------------------------------------------


def moved(person, to) -> None:
    """The stay ends and the next begins, as the action does it."""
    person.residences.update(valid_to=MOVED)
    ResidenceFactory(person=person, group=to, valid_from=MOVED)


@by_name(PERSONAL)
def test_after_a_move_everything_is_seen_at_the_new_place(
    model, officer, outsider, group, other_group
):
    row = PERSONAL[model](group)
    person = Person.objects.get()
    assert (row in seen(model, officer), seen(model, outsider)) == (True, set())
    moved(person, other_group)
    assert (seen(model, officer), row in seen(model, outsider)) == (set(), True)


def test_a_move_within_the_ward_changes_nothing(officer, ward, group):
    person = PersonFactory(group=group)
    moved(person, GroupFactory(ward=ward))
    assert seen(Person, officer) == {person}


def test_when_the_group_passes_to_another_ward_its_people_do(
    officer, outsider, administrator, group, other_ward
):
    person = PersonFactory(group=group)
    place_group(by=administrator, group=group, ward=other_ward, on_day=MOVED)
    assert (seen(Person, officer), seen(Person, outsider)) == (set(), {person})


def test_an_address_in_the_past_opens_no_file(officer, group, other_group):
    person = PersonFactory(group=other_group)
    ResidenceFactory(person=person, group=group)
    assert seen(Person, officer) == set()


# --- the clinic ----------------------------------------------------------------------------------


@pytest.fixture
def patient(group):
    return PersonFactory(group=group, treated=True)


def test_a_clinic_sees_whom_it_treats(clinic, patient, group, other_group):
    PersonFactory(group=group)
    PersonFactory(group=other_group, treated=True)
    assert seen(Person, clinic) == {patient}


def test_a_clinic_does_not_see_other_forms_of_treatment(clinic, group):
    TreatmentFactory(person=PersonFactory(group=group), form="compulsory")
    assert seen(Person, clinic) == set()
    assert seen(Treatment, clinic) == set()


def test_a_clinic_keeps_those_whose_treatment_ended(clinic, patient):
    patient.treatments.update(valid_to=date(2026, 5, 1), end_reason="completed")
    assert seen(Person, clinic) == {patient}


def test_of_its_patients_a_clinic_sees_substitution_only(clinic, patient):
    substitution = patient.treatments.get()
    TreatmentFactory(person=patient, form="family")
    assert seen(Treatment, clinic) == {substitution}


@pytest.mark.parametrize(
    "factory",
    [
        AbsenceFactory,
        DossierFactory,
        DrugTestFactory,
        HandoverFactory,
        SupportFactory,
        VisitFactory,
    ],
)
def test_of_its_patients_a_clinic_sees_no_other_paper(factory, clinic, officer, patient):
    row = factory(person=patient)
    assert seen(type(row), clinic) == set()
    assert seen(type(row), officer) == {row}


@pytest.mark.parametrize("model", [Residence, StatusPeriod])
def test_of_its_patients_a_clinic_sees_neither_address_nor_status(model, clinic, officer, patient):
    assert seen(model, clinic) == set()
    assert seen(model, officer) == set(model.objects.filter(person=patient))


@pytest.mark.parametrize(
    "permission", [Permission.VIEW_TREATED_PEOPLE, Permission.RECORD_TREATMENT]
)
def test_the_rights_of_a_clinic_reach_its_patients_only(permission, clinic, patient, group):
    stranger = PersonFactory(group=group)
    TreatmentFactory(person=stranger, form="community")
    assert seen(Person, clinic, permission) == {patient}
    assert seen(Treatment, clinic, permission) == {patient.treatments.get()}


@pytest.mark.parametrize(
    "permission", [Permission.VIEW_PEOPLE, Permission.EDIT_PEOPLE, Permission.MOVE_STATUS]
)
def test_no_other_right_is_a_clinic_s(permission, clinic, patient):
    assert seen(Person, clinic, permission) == set()
    assert seen(Treatment, clinic, permission) == set()


def test_police_record_the_treatment_of_everybody(officer, patient, group):
    other = PersonFactory(group=group)
    assert seen(Person, officer, Permission.RECORD_TREATMENT) == {patient, other}
    assert seen(Person, officer, Permission.VIEW_TREATED_PEOPLE) == set()


def test_who_serves_in_two_places_sees_each_by_its_right(ward, group, other_group, other_ward):
    user = posted(Role.OFFICER, ward=ward)
    PostingFactory(user=user, role=Role.CLINIC, ward=other_ward)
    here, patient = PersonFactory(group=group), PersonFactory(group=other_group, treated=True)
    PersonFactory(group=other_group)
    assert seen(Person, user) == {here, patient}


def test_so_with_their_treatments(ward, group, other_group, other_ward):
    user = posted(Role.OFFICER, ward=ward)
    PostingFactory(user=user, role=Role.CLINIC, ward=other_ward)
    patient = PersonFactory(group=other_group, treated=True)
    TreatmentFactory(person=patient, form="family")
    here = TreatmentFactory(person=PersonFactory(group=group), form="family")
    assert seen(Treatment, user) == {here, patient.treatments.get(form="substitution")}


def test_a_patient_who_moves_away_is_no_longer_seen(clinic, patient, other_group):
    moved(patient, other_group)
    assert (seen(Person, clinic), seen(Treatment, clinic)) == (set(), set())


def test_two_courses_of_substitution_show_a_patient_once(clinic, patient):
    patient.treatments.update(valid_to=date(2026, 5, 1), end_reason="dropped")
    TreatmentFactory(person=patient, form="substitution", valid_from=date(2026, 6, 1), ordinal=2)
    assert list(Person.objects.all().visible_to(clinic)) == [patient]


def test_an_empty_ward_shows_nothing_of_others(group):
    PersonFactory(group=group)
    assert seen(Person, posted(Role.OFFICER, ward=WardFactory())) == set()
