"""What every form about one person has in common: who may, once only, and back to the person."""

import uuid

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.permissions import Role
from cases.enums import AuditAction
from cases.models import Person, Visit
from cases.urls import urlpatterns
from tests.assertions import HIDDEN, assert_hidden, assert_nothing_audited, statuses
from tests.factories.cases import AbsenceFactory, DossierFactory, PersonFactory

KEEPS_FILES = {Role.OFFICER, Role.CHIEF}
#: (address, what it needs, data of a form that would be accepted)
ABOUT_A_PERSON = {
    "status-move": {"to": "ended", "on_day": "01/05/2026", "end_reason": "died"},
    "residence-set": {"from_day": "01/03/2026", "kind": "temporary"},
    "absence-create": {"reason": "moved", "from_day": "01/04/2026"},
    "absence-end": {"on_day": "01/04/2026"},
    "dossier-create": {"kind": "treatment", "opened_on": "01/03/2026"},
    "visit-create": {"visited_on": "01/03/2026", "result": "present"},
    "test-create": {
        "tested_on": "01/03/2026",
        "ground": "tip",
        "sample": "blood",
        "result": "negative",
    },
}
ABOUT_A_DOSSIER = {
    "dossier-form-file": {"code": "07", "filed_on": "01/04/2026"},
    "dossier-close": {"closed_on": "01/04/2026", "reason": "chuyển hồ sơ"},
}
ABOUT_TREATMENT = {
    "treatment-create": {"form": "family", "started_on": "01/03/2026"},
    "treatment-end": {"ended_on": "01/04/2026", "reason": "completed"},
}
ALL = ABOUT_A_PERSON | ABOUT_A_DOSSIER | ABOUT_TREATMENT


@pytest.fixture
def patient(group):
    """Of whom every form can be asked: treated, away, with a dossier."""
    person = PersonFactory(group=group, full_name="Lò Văn Páo", treated=True)
    DossierFactory(person=person)
    AbsenceFactory(person=person)
    return person


def key(name, person):
    if name in ABOUT_A_DOSSIER:
        return person.dossiers.get().pk
    return person.treatments.get().pk if name == "treatment-end" else person.pk


def url(name, person):
    return reverse(f"cases:{name}", args=[key(name, person)])


def sent(name):
    return ALL[name] | {"submission": str(uuid.uuid4())}


def hidden(client, name, person):
    assert_hidden(client, f"cases:{name}", key(name, person), data=sent(name))


@pytest.mark.parametrize("name", ALL)
def test_police_of_the_ward_find_the_form_about_that_person(name, client_as, patient):
    pages = {role: client_as(role).get(url(name, patient)) for role in KEEPS_FILES}
    told = {
        role: (
            page.status_code,
            "Lò Văn Páo" in page.content.decode(),
            f'href="{patient.get_absolute_url()}">Hủy</a>' in page.content.decode(),
        )
        for role, page in pages.items()
    }
    assert told == dict.fromkeys(KEEPS_FILES, (200, True, True))


@pytest.mark.parametrize("name", ALL)
def test_other_roles_find_no_form(name, client_as, patient):
    others = set(Role) - KEEPS_FILES - {Role.CLINIC}
    place = f"cases:{name}", key(name, patient)
    found = {role: statuses(client_as(role), *place, data=sent(name)) for role in others}
    assert found == dict.fromkeys(others, HIDDEN)
    assert_nothing_audited()


@pytest.mark.parametrize("name", ALL)
def test_another_wards_officer_finds_no_form(name, outsider_client, patient):
    hidden(outsider_client, name, patient)
    assert_nothing_audited()


@pytest.mark.parametrize("name", ABOUT_A_PERSON | ABOUT_A_DOSSIER)
def test_a_clinic_finds_no_form_of_the_police_about_its_patient(name, clinic, client_of, patient):
    hidden(client_of(clinic), name, patient)
    assert_nothing_audited()


@pytest.mark.parametrize("name", ALL)
def test_a_thing_that_does_not_exist_is_like_a_foreign_one(name, officer_client, patient):
    assert_hidden(officer_client, f"cases:{name}", 999_999, data=sent(name))


@pytest.mark.parametrize("name", ALL)
def test_an_empty_form_is_refused_and_changes_nothing(name, officer_client, patient):
    response = officer_client.post(url(name, patient), {})
    assert response.status_code == 422
    assert response.context["form"].errors
    assert_nothing_audited()


@pytest.mark.parametrize("name", sorted(set(ALL) - {"residence-set", "absence-create"}))
def test_an_accepted_form_returns_to_the_person(name, officer_client, patient):
    response = officer_client.post(url(name, patient), sent(name))
    assert response["Location"] == patient.get_absolute_url()


@pytest.mark.parametrize("name", sorted(set(ALL) - {"residence-set", "absence-create"}))
def test_an_accepted_form_sent_twice_acts_once(name, officer_client, patient):
    data = sent(name)
    done = AuditEvent.objects.exclude(action__startswith="accounts.").values_list("pk", "count")
    answers, told = set(), []
    for _ in range(2):
        answers.add(officer_client.post(url(name, patient), data)["Location"])
        told.append(list(done))
    assert answers == {patient.get_absolute_url()}
    assert told[0] == told[1] != []


def test_another_users_form_key_is_no_way_in(officer_client, chief, client_of, patient):
    data = sent("visit-create")
    officer_client.post(url("visit-create", patient), data)
    assert client_of(chief).post(url("visit-create", patient), data).status_code == 404
    assert Visit.objects.count() == 1


@pytest.mark.parametrize("name", ALL)
def test_a_form_has_its_budget(name, officer_client, patient, django_assert_max_num_queries):
    officer_client.get(url(name, patient))
    with django_assert_max_num_queries(7):
        officer_client.get(url(name, patient))


def test_the_name_is_in_the_title_and_the_deed_above_the_form(officer_client, patient):
    html = officer_client.get(url("visit-create", patient)).content.decode()
    assert "Ghi lần kiểm tra cư trú: Lò Văn Páo" in html
    assert '<h1 class="page-title">Ghi lần kiểm tra cư trú</h1>' in html


def test_invented_people_say_so_on_forms(officer_client, patient, settings):
    settings.DEMO = False
    Person.objects.update(is_demo=True)
    html = officer_client.get(url("visit-create", patient)).content.decode()
    assert "dữ liệu minh họa" in html


def test_every_address_about_people_is_tested_here_or_with_the_page():
    own = {
        "person-list",
        "person-find",
        "person-create",
        "person-detail",
        "person-edit",
        "identity-reveal",
    }
    assert {pattern.name for pattern in urlpatterns} == set(ALL) | own


def test_the_clinics_forms_are_the_two_of_treatment(clinic, client_of, patient):
    client = client_of(clinic)
    found = {name for name in ALL if client.get(url(name, patient)).status_code == 200}
    assert found == set(ABOUT_TREATMENT)


def test_what_was_registered_can_be_found_in_the_log(officer_client, officer, patient, ward):
    officer_client.post(url("visit-create", patient), sent("visit-create"))
    event = AuditEvent.objects.get(action=AuditAction.VISIT_RECORDED)
    assert (event.actor_id, event.unit_id) == (officer.pk, ward.pk)
