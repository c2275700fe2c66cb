"""Whatever is entered in whatever order, several steps on one day among it, the ledger adds up."""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.actions.dossiers import close_dossier, open_dossier
from cases.actions.residences import record_absence, record_return, set_residence
from cases.actions.statuses import move_status
from cases.actions.treatments import end_treatment, start_treatment
from cases.actions.visits import record_test, record_visit
from cases.enums import AbsenceReason, DossierKind, TreatmentForm, VisitResult
from cases.models import Dossier, Residence, StatusPeriod, Treatment
from cases.queries.ends import end_of, first_fact_after
from cases.queries.figures import residents_in_status
from cases.queries.movements import movements
from cases.statuses import END_REASONS, MANAGED_STATUSES, PERSON_STATUSES, PersonStatus
from foundation.dated import OPEN
from tests.factories.cases import PersonFactory
from tests.factories.wards import GroupFactory, UserFactory
from wards.models import NeighbourhoodGroup

FIRST = date(2024, 3, 1)
DAYS = 5
WHY = "Theo quyết định của Tòa án"

#: (what is done, which choice of its kind, on which day); few days, so that many steps share one.
steps = st.lists(
    st.tuples(
        st.sampled_from(
            ["status"] * 5 + ["residence"] * 2 + ["dossier", "course", "away", "visit", "test"]
        ),
        st.integers(0, 20),
        st.integers(0, DAYS - 1),
    ),
    max_size=12,
)


class Ledger:
    """One person, two groups, and an officer who enters what the lot says."""

    def __init__(self):
        self.officer = UserFactory()
        self.groups = [GroupFactory(), GroupFactory()]
        self.person = PersonFactory(
            group=self.groups[0],
            since=FIRST,
            status=PersonStatus.SUSPECTED_USE,
            status_from=FIRST,
        )

    def enter(self, what: str, choice: int, day: date) -> None:
        """Enters one step; one that the ledger refuses leaves nothing behind."""
        with suppress(ValidationError), transaction.atomic():
            getattr(self, what)(choice, day)

    def status(self, choice, day):
        to = PersonStatus.values[choice % len(PersonStatus)]
        move_status(
            by=self.officer,
            person=self.person,
            to=to,
            on_day=day,
            decision_number=f"{choice}/QĐ",
            decision_date=day,
            end_reason=END_REASONS[choice % len(END_REASONS)] if to == PersonStatus.ENDED else "",
            rehab_end_reason="dropped",
            substitution_end_reason="dropped",
            unusual_reason=WHY,
        )

    def residence(self, choice, day):
        group = self.groups[choice % 2]
        set_residence(
            by=self.officer, person=self.person, group=group, from_day=day, unusual_reason=WHY
        )

    def dossier(self, choice, day):
        held = Dossier.objects.open().filter(person=self.person).first()
        if held and choice % 2:
            close_dossier(by=self.officer, dossier=held, closed_on=day, reason="Chuyển hồ sơ")
        else:
            kind = DossierKind.values[choice % len(DossierKind)]
            open_dossier(by=self.officer, person=self.person, kind=kind, opened_on=day)

    def course(self, choice, day):
        running = Treatment.objects.open().filter(person=self.person).first()
        if running and choice % 2:
            end_treatment(by=self.officer, treatment=running, ended_on=day, reason="dropped")
        else:
            form = TreatmentForm.values[choice % len(TreatmentForm)]
            start_treatment(
                by=self.officer,
                person=self.person,
                form=form,
                started_on=day,
                end_reason="completed",
                substitution_end_reason="dropped",
                unusual_reason=WHY,
            )

    def away(self, choice, day):
        if choice % 2:
            record_return(by=self.officer, person=self.person, on_day=day)
        else:
            reason = AbsenceReason.MOVED
            record_absence(by=self.officer, person=self.person, reason=reason, from_day=day)

    def visit(self, choice, day):
        record_visit(
            by=self.officer,
            person=self.person,
            visited_on=day,
            result=VisitResult.values[choice % len(VisitResult)],
            has_returned=True,
        )

    def test(self, choice, day):
        record_test(
            by=self.officer,
            person=self.person,
            tested_on=day,
            ground=("under_management", "caught")[choice % 2],
            sample="blood",
            result=("positive", "negative")[choice // 2 % 2],
            unusual_reason=WHY,
        )


def assert_nothing_after_the_end(ledger):
    """Whatever was entered first, nothing that presupposes the opposite follows an end."""
    for ended in ledger.person.statuses.filter(status=PersonStatus.ENDED):
        end = end_of(ended)
        fact = first_fact_after(ledger.person, end)
        assert fact is None or fact[1] >= ended.valid_to
        if end.is_death:
            assert ended.is_open


def assert_one_status_and_one_home(ledger, day):
    assert StatusPeriod.objects.in_force(day).filter(person=ledger.person).count() == 1
    assert Residence.objects.in_force(day).filter(person=ledger.person).count() == 1


def assert_dossiers_and_courses_serve_the_status(ledger, day):
    held = StatusPeriod.objects.in_force(day).get(person=ledger.person)
    row = PERSON_STATUSES[PersonStatus(held.status)]
    kinds = Dossier.objects.in_force(day).filter(person=ledger.person)
    forms = Treatment.objects.in_force(day).filter(person=ledger.person)
    assert set(kinds.values_list("kind", flat=True)) <= row.dossiers
    assert set(forms.values_list("form", flat=True)) <= row.treatments


def assert_the_table_adds_up(group, first, last):
    here = NeighbourhoodGroup.objects.filter(pk=group.pk).values("pk")
    table = movements(here, first, last)
    for status in MANAGED_STATUSES:
        into = sum(line[status] for line in table.entries.values())
        out_of = sum(line[status] for line in table.exits.values())
        assert table.opening[status] + into - out_of == table.closing[status]
        counted = residents_in_status([status], last).filter(group_ref=group.pk)
        assert table.closing[status] == counted.count()


@settings(
    derandomize=True,
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps)
def test_the_ledger_adds_up_at_the_close_of_every_day(steps, db):
    with transaction.atomic():
        ledger = Ledger()
        for what, choice, offset in steps:
            ledger.enter(what, choice, FIRST + timedelta(days=offset))
        for offset in range(DAYS + 1):
            day = FIRST + timedelta(days=offset)
            assert_one_status_and_one_home(ledger, day)
            assert_dossiers_and_courses_serve_the_status(ledger, day)
            for group in ledger.groups:
                assert_the_table_adds_up(group, day, day)
                assert_the_table_adds_up(group, FIRST, day)
        assert_the_steps_follow_each_other(ledger)
        assert_nothing_after_the_end(ledger)
        transaction.set_rollback(True)


def assert_the_steps_follow_each_other(ledger):
    """Each step begins when the one before ends, by the table of allowed moves."""
    chain = list(ledger.person.statuses.all())
    for before, after in pairwise(chain):
        assert before.valid_to == after.valid_from
        assert after.status in PERSON_STATUSES[PersonStatus(before.status)].moves
    assert Counter(step.valid_to == OPEN for step in chain)[True] == 1
    assert chain[-1].valid_to == OPEN
