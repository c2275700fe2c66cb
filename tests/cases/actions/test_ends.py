"""Life after a recorded end (case 11): what presupposes the opposite is refused, by the end's name."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cases.actions.doses import record_dose
from cases.actions.dossiers import open_dossier
from cases.actions.residences import record_absence, record_return, set_residence
from cases.actions.statuses import move_status
from cases.actions.treatments import start_treatment
from cases.actions.visits import record_support, record_test, record_visit
from cases.statuses import END_REASONS, EndReason, PersonStatus
from incidents.actions.incidents import record_incident
from tests.cases.ledger import changes_told, errors_of, refused
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    DrugTestFactory,
    PersonFactory,
    ResidenceFactory,
    StatusPeriodFactory,
    SupportFactory,
    TreatmentFactory,
    VisitFactory,
)
from tests.factories.wards import LONG_AGO, GroupFactory

pytestmark = pytest.mark.django_db

P = PersonStatus
ENDED_ON, AFTER = date(2024, 3, 1), date(2024, 3, 20)
OTHER_ENDS = [EndReason.COMPLETED, EndReason.IMPRISONED, EndReason.NEGATIVE]
LEFT = [EndReason.MOVED, EndReason.MISSING]
DEATHS = [EndReason.DIED, EndReason.DIED_OR_MISSING]


@pytest.fixture
def ended(group):
    """`ended(reason)` is an addict since LONG_AGO whose management ended on ENDED_ON."""

    def made(reason):
        person = PersonFactory(group=group, status=None)
        StatusPeriodFactory(
            person=person, valid_from=LONG_AGO, valid_to=ENDED_ON, end_reason=reason
        )
        StatusPeriodFactory(person=person, status=P.ENDED, valid_from=ENDED_ON)
        return person

    return made


TEST = {"ground": "caught", "sample": "urine", "result": "negative", "has_same_sex_witness": True}
TEST_IN_TERM = TEST | {"ground": "under_management"}
#: (action, name of its day, the field of the error, what else it needs)
OF_MANAGEMENT = [
    (record_visit, "visited_on", "visited_on", {"result": "present"}),
    (record_visit, "visited_on", "visited_on", {"result": "absent_known"}),
    (record_absence, "from_day", "from_day", {"reason": "moved"}),
    (open_dossier, "opened_on", "opened_on", {"kind": "management"}),
    (start_treatment, "started_on", "started_on", {"form": "community"}),
    (record_test, "tested_on", "ground", TEST_IN_TERM),
]
OF_LIFE = [
    (record_test, "tested_on", "tested_on", TEST),
    (record_support, "given_on", "given_on", {"kind": "job"}),
]


def names(rows):
    return [action.__name__ for action, *_rest in rows]


def contradicted(action, **given) -> str:
    """The sentence with which the action refuses."""
    with pytest.raises(ValidationError) as error:
        action(**given)
    ((_field, sentence),) = errors_of(error.value).items()
    return sentence


@pytest.mark.parametrize(
    ("action", "name", "field", "more"), OF_MANAGEMENT, ids=names(OF_MANAGEMENT)
)
@pytest.mark.parametrize("reason", [*DEATHS, *LEFT, *OTHER_ENDS])
def test_what_presupposes_management_is_refused_after_its_end(
    action, name, field, more, reason, officer, ended
):
    person = ended(reason)
    with pytest.raises(ValidationError) as error:
        action(by=officer, person=person, **{name: AFTER}, **more)
    assert list(error.value.error_dict) == [field]
    (sentence,) = error.value.messages
    assert "01/03/2024" in sentence
    assert str(reason.label) in sentence
    assert "sửa sai sót" in sentence
    assert changes_told() == set()


@pytest.mark.parametrize(("action", "name", "field", "more"), OF_LIFE, ids=names(OF_LIFE))
@pytest.mark.parametrize("reason", DEATHS)
def test_nothing_happens_to_the_dead(action, name, field, more, reason, officer, ended):
    with pytest.raises(ValidationError) as error:
        action(by=officer, person=ended(reason), **{name: AFTER}, **more)
    assert list(error.value.error_dict) == [field]


@pytest.mark.parametrize(
    ("action", "name", "field", "more"),
    [row for row in (*OF_MANAGEMENT, *OF_LIFE) if row[0] not in {open_dossier, start_treatment}],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_before_the_end_and_on_its_day_it_is_recorded(action, name, field, more, officer, ended):
    person = ended(EndReason.DIED)
    for day in (date(2024, 2, 29), ENDED_ON):
        assert action(by=officer, person=person, **{name: day}, **more).pk
        person.absences.all().delete()


@pytest.mark.parametrize("reason", [*DEATHS, *LEFT])
def test_who_left_has_no_new_residence(reason, officer, ended):
    person = ended(reason)
    told = contradicted(
        set_residence, by=officer, person=person, group=GroupFactory(), from_day=AFTER
    )
    assert "01/03/2024" in told
    assert person.residences.count() == 1


@pytest.mark.parametrize("reason", OTHER_ENDS)
def test_a_residence_of_whom_nobody_manages_is_asked_about(reason, officer, ended):
    person, new = ended(reason), GroupFactory()
    given = {"by": officer, "person": person, "group": new, "from_day": AFTER}
    with pytest.raises(ValidationError) as error:
        set_residence(**given)
    assert list(error.value.error_dict) == ["unusual_reason"]
    stay = set_residence(**given, unusual_reason="Gia đình báo chuyển nhà")
    stay.refresh_from_db()
    assert (stay.group, stay.unusual_reason) == (new, "Gia đình báo chuyển nhà")


@pytest.mark.parametrize("reason", [*LEFT, *OTHER_ENDS])
@pytest.mark.parametrize("no_reason", ["", " ", ".", "--"])
def test_a_test_of_whom_nobody_manages_is_asked_about(reason, no_reason, officer, ended):
    given = {"by": officer, "person": ended(reason), "tested_on": AFTER, **TEST}
    with pytest.raises(ValidationError) as error:
        record_test(**given, unusual_reason=no_reason)
    assert list(error.value.error_dict) == ["unusual_reason"]
    test = record_test(**given, unusual_reason="Bắt quả tang tại quán")
    test.refresh_from_db()
    assert test.unusual_reason == "Bắt quả tang tại quán"


@pytest.mark.parametrize("reason", DEATHS)
@pytest.mark.parametrize("to", [P.SUSPECTED_USE, P.ILLEGAL_USE, P.ADDICT])
@pytest.mark.parametrize("day", [ENDED_ON, AFTER])
def test_nobody_returns_from_the_dead(reason, to, day, officer, ended):
    person = ended(reason)
    told = contradicted(
        move_status,
        by=officer,
        person=person,
        to=to,
        on_day=day,
        decision_number="1/QĐ",
        decision_date=day,
    )
    assert str(reason.label) in told
    assert person.statuses.get(valid_from=ENDED_ON).is_open


@pytest.mark.parametrize("reason", [*LEFT, *OTHER_ENDS])
def test_others_may_come_back_and_then_everything_is_recorded_again(reason, officer, ended):
    person = ended(reason)
    move_status(by=officer, person=person, to=P.SUSPECTED_USE, on_day=AFTER)
    new = GroupFactory()
    assert set_residence(by=officer, person=person, group=new, from_day=AFTER).group == new
    assert record_visit(by=officer, person=person, visited_on=AFTER, result="present").pk


def test_a_dose_after_the_end_of_its_course_names_the_end(officer, person):
    course = TreatmentFactory(
        person=person,
        form="substitution",
        valid_from=LONG_AGO,
        valid_to=ENDED_ON,
        end_reason="died",
    )
    with refused(
        day="Lần điều trị này đã kết thúc từ ngày 01/03/2024 (chết). Nếu ghi nhầm, sửa sai sót lần kết "
        "thúc đó trước."
    ):
        record_dose(by=officer, treatment=course, day=AFTER)


def test_the_dead_do_not_return(officer, ended):
    person = ended(EndReason.DIED)
    AbsenceFactory(person=person, valid_from=date(2024, 1, 1))
    assert "chết" in contradicted(record_return, by=officer, person=person, on_day=AFTER)


def test_nobody_is_arrested_after_death(officer, group, ended):
    row = {"name": "Lò Văn A", "person": ended(EndReason.DIED)}
    told = contradicted(
        record_incident, by=officer, group=group, happened_on=AFTER, acts=["store"], people=[row]
    )
    assert "01/03/2024" in told


def test_a_clinic_is_not_told_the_status(ended, clinic):
    told = contradicted(
        start_treatment,
        by=clinic,
        person=ended(EndReason.IMPRISONED),
        form="substitution",
        started_on=AFTER,
    )
    assert "tù" not in told


# --- an end before facts that are already recorded ----------------------------------------------


def fact_after(kind, person):
    """One recorded fact of AFTER."""
    made = {
        "visit": lambda: VisitFactory(person=person, visited_on=AFTER),
        "absence": lambda: AbsenceFactory(person=person, valid_from=AFTER),
        "dossier": lambda: DossierFactory(person=person, valid_from=AFTER, valid_to=AFTER),
        "course": lambda: TreatmentFactory(person=person, valid_from=AFTER, valid_to=AFTER),
        "test in term": lambda: DrugTestFactory(person=person, tested_on=AFTER),
        "test": lambda: DrugTestFactory(person=person, tested_on=AFTER, ground="caught"),
        "support": lambda: SupportFactory(person=person, given_on=AFTER),
        "residence": lambda: _moved(person),
    }
    return made[kind]()


def _moved(person):
    person.residences.update(valid_to=AFTER)
    return ResidenceFactory(person=person, valid_from=AFTER)


MANAGED = {"visit", "absence", "dossier", "course", "test in term"}
CONTRADICTED = {
    EndReason.COMPLETED: MANAGED,
    EndReason.MOVED: MANAGED | {"residence"},
    EndReason.MISSING: MANAGED | {"residence"},
    EndReason.DIED: MANAGED | {"residence", "test", "support"},
}


@pytest.mark.parametrize("kind", sorted(MANAGED | {"residence", "test", "support"}))
@pytest.mark.parametrize("reason", CONTRADICTED)
def test_an_end_before_a_fact_that_it_contradicts_names_that_fact(kind, reason, move, person):
    fact_after(kind, person)
    if kind not in CONTRADICTED[reason]:
        assert move(person, P.ENDED, on_day=ENDED_ON, end_reason=reason).pk
        return
    with pytest.raises(ValidationError) as error:
        move(person, P.ENDED, on_day=ENDED_ON, end_reason=reason)
    assert list(error.value.error_dict) == ["on_day"]
    assert "20/03/2024" in error.value.messages[0]
    assert person.statuses.get().is_open


@pytest.mark.parametrize("kind", sorted(MANAGED | {"test", "support"}))
def test_facts_up_to_the_day_of_the_end_are_no_contradiction(kind, move, person):
    fact_after(kind, person)
    assert move(person, P.ENDED, on_day=AFTER, end_reason=EndReason.DIED).pk


def test_death_and_disappearance_are_told_apart_from_now_on(move, person):
    assert EndReason.DIED_OR_MISSING not in END_REASONS
    with refused(end_reason="Không có lý do kết thúc này."):
        move(person, P.ENDED, end_reason=EndReason.DIED_OR_MISSING)
