"""Whoever may not know names finds none in any answer of the API."""

import pytest

from accounts.permissions import Role
from criteria.sets import SETS
from tests.factories.cases import DossierFactory, PersonFactory, VisitFactory
from tests.factories.incidents import HotspotFactory, IncidentPersonFactory, SuspicionFactory
from tests.factories.pledges import HouseholdFactory, TipBoxFactory
from tests.factories.wards import posted
from wards.models import Ward

#: Secrets of the town below; each stands in some row that a figure counts.
SECRETS = {
    "a person": "Giàng A Páo",
    "their other name": "Páo Con",
    "their number": "010090123456",
    "their telephone": "0912345678",
    "their record": "Tàng trữ, 2019",
    "their street": "Số 5, ngõ 2",
    "a note of a visit": "Đang làm thuê ở chợ",
    "a dossier's number": "HS-NC-01",
    "a household": "Lý Láo San",
    "a head of a group": "Nguyễn Văn Tổ",
    "an offender": "Vàng A Sử",
    "a suspicion": "Nhóm ở quán Hoa",
    "a hotspot": "Nhà trọ cuối ngõ 12",
    "whoever keeps the keys": "Giàng A Lử",
}


@pytest.fixture
def town(group, officer):
    """Everything that has a name, so that a leak would show."""
    person = PersonFactory(
        group=group,
        full_name="Giàng A Páo",
        other_name="Páo Con",
        id_number="010090123456",
        phone="0912345678",
        convictions="Tàng trữ, 2019",
        officer=officer,
        treated=True,
    )
    DossierFactory(person=person, number="HS-NC-01")
    VisitFactory(person=person, by=officer, note="Đang làm thuê ở chợ")
    HouseholdFactory(group=group, head_name="Lý Láo San")
    TipBoxFactory(group=group, key_holder="Giàng A Lử")
    IncidentPersonFactory(incident__group=group, name="Vàng A Sử")
    SuspicionFactory(group=group, subject="Nhóm ở quán Hoa")
    HotspotFactory(group=group, place="Nhà trọ cuối ngõ 12", state="verified")
    return person


def addresses(person) -> list[str]:
    """Every address that answers GET, for every criterion and each way to look at it."""
    ward = Ward.objects.get(name="Nam Cường")
    lists = ("wards", "groups", "people", "dossiers", "visits", "scores", "scores/?set=QD28_2025")
    rows = (
        f"wards/{ward.pk}",
        f"groups/{person.residences.get().group_id}",
        f"people/{person.pk}",
        f"dossiers/{person.dossiers.get().pk}",
        f"visits/{person.visits.get().pk}",
    )
    evidence = [
        f"wards/{ward.pk}/evidence/{one.code}/{rule.code}/?which={which}"
        for one in SETS
        for rule in one.criteria
        for which in ("failing", "passing", "all")
    ]
    return [f"/api/v1/{path}" for path in (*lists, *rows, *evidence)]


def everything(client, person) -> str:
    """All that the user is told by the API, in one text."""
    answers = [client.get(path if "?" in path else f"{path}/") for path in addresses(person)]
    assert {answer.status_code for answer in answers} <= {200, 404}
    assert {answer["Content-Type"] for answer in answers} == {"application/json"}
    return "\n".join(answer.content.decode() for answer in answers)


def found_in(text) -> set[str]:
    return {what for what, secret in SECRETS.items() if secret in text}


def test_the_town_has_names_to_leak(town, officer, client_of):
    """The test below would prove nothing if nobody saw them."""
    told = found_in(everything(client_of(officer), town))
    assert set(SECRETS) - told == {"their number", "whoever keeps the keys"}


def test_the_committee_is_told_no_name(town, committee, client_of):
    text = everything(client_of(committee), town)
    assert found_in(text) == set()
    assert '"counts":[{' in text  # it was told numbers


def test_the_committee_learns_no_officers_name_either(town, committee, client_of):
    assert "Lê Văn Cán Bộ" not in everything(client_of(committee), town)


def test_a_verifier_is_told_covered_names_only(town, verifier, client_of):
    text = everything(client_of(verifier), town)
    assert found_in(text) == set()
    assert "Giàng A P." in text


def test_roles_without_figures_are_told_nothing(town, ward, client_of):
    roles = (Role.AUDITOR, Role.ADMIN, Role.GROUP_HEAD)
    told = {
        role: set(everything(client_of(posted(role, ward=ward)), town).split("\n"))
        for role in roles
    }
    nothing = '{"errors":[{"field":null,"message":"Không tìm thấy.","code":"not_found"}]}'
    assert told == {role: {nothing} for role in roles}


def test_whoever_serves_nowhere_is_told_nothing(town, nobody, client_of):
    assert found_in(everything(client_of(nobody), town)) == set()


def test_the_police_of_another_ward_are_told_nothing(town, outsider, client_of):
    text = everything(client_of(outsider), town)
    assert found_in(text) == set()
    assert "Nam Cường" not in text


def test_a_clinic_is_told_its_patient_and_the_street(town, clinic, client_of):
    told = found_in(everything(client_of(clinic), town))
    assert told == {"a person", "their street"}


def test_no_number_of_identity_is_ever_whole(town, officer, chief, chair_office, client_of):
    for user in (officer, chief, chair_office):
        text = everything(client_of(user), town)
        assert "010090123456" not in text
        assert "010******456" in text


def test_a_stranger_is_told_nothing(town, client):
    for path in addresses(town):
        answer = client.get(path if "?" in path else f"{path}/")
        assert answer.status_code == 401
        assert found_in(answer.content.decode()) == set()
