"""Putting rows right and taking them out: neighbours, ledger, log, figures, and the way back."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.permissions import Role
from cases.actions.dossiers import open_dossier
from cases.actions.people import register_person
from cases.actions.residences import set_residence
from cases.actions.statuses import move_status
from cases.actions.visits import record_visit
from cases.corrections import PERSON, RESIDENCE, STATUS, VISIT
from cases.enums import VisitResult
from cases.models import Person, Residence, StatusPeriod, Visit
from corrections.actions.corrections import SeenError, correct_row, remove_row, restore
from corrections.enums import AuditAction, CorrectionKind
from corrections.models import Correction
from corrections.plans import change_plan
from corrections.previews import preview_change, preview_removal
from foundation.dated import OPEN
from tests.assertions import assert_audited
from tests.cases.ledger import changes_told
from tests.factories.cases import PersonFactory, VisitFactory
from tests.factories.wards import LONG_AGO, GroupFactory, posted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)
WHY = "Ghi nhầm theo sổ cũ"


@pytest.fixture
def person(group):
    return PersonFactory(group=group)


@pytest.fixture
def neighbour(ward):
    return GroupFactory(ward=ward, name="Tổ 2")


def stays(person):
    rows = person.residences.order_by("valid_from")
    return list(rows.values_list("group", "valid_from", "valid_to"))


class TestChange:
    def test_a_wrong_group_is_put_right_without_a_move(self, chief, person, group, neighbour):
        stay = person.residences.get()
        correct_row(
            by=chief, correctable=RESIDENCE, row=stay, values={"group": neighbour}, reason=WHY
        )
        assert stays(person) == [(neighbour.pk, LONG_AGO, OPEN)]
        assert {(group.pk, LONG_AGO), (neighbour.pk, LONG_AGO)} <= changes_told()

    def test_the_day_of_a_move_moves_the_end_of_the_stay_before(
        self, chief, person, group, neighbour
    ):
        stay = set_residence(by=chief, person=person, group=neighbour, from_day=DAY)
        correct_row(
            by=chief, correctable=RESIDENCE, row=stay, values={"valid_from": LATER}, reason=WHY
        )
        assert stays(person) == [(group.pk, LONG_AGO, LATER), (neighbour.pk, LATER, OPEN)]

    @pytest.mark.parametrize("day", [LONG_AGO - timedelta(days=1), date(1990, 1, 1)])
    def test_no_step_begins_before_the_one_before_it(self, chief, person, neighbour, day):
        stay = set_residence(by=chief, person=person, group=neighbour, from_day=DAY)
        with pytest.raises(ValidationError) as refused:
            correct_row(
                by=chief, correctable=RESIDENCE, row=stay, values={"valid_from": day}, reason=WHY
            )
        assert "valid_from" in refused.value.message_dict
        assert stays(person)[-1][1] == DAY

    def test_the_ledger_keeps_both_states_and_the_reason(self, chief, person, neighbour):
        stay = person.residences.get()
        correct_row(
            by=chief, correctable=RESIDENCE, row=stay, values={"group": neighbour}, reason=WHY
        )
        correction = Correction.objects.get()
        (change,) = correction.changes
        assert change.before["fields"]["group"] == stay.group_id
        assert change.after["fields"]["group"] == neighbour.pk
        assert (correction.kind, correction.reason, correction.from_day) == (
            CorrectionKind.CHANGED,
            WHY,
            LONG_AGO,
        )
        assert_audited(AuditAction.ROW_CORRECTED, by=chief, target=correction)

    def test_another_plan_than_the_one_shown_is_not_carried_out(self, chief, person, neighbour):
        stay = person.residences.get()
        shown = change_plan(RESIDENCE, stay, {"group": neighbour}).digest
        with pytest.raises(SeenError):
            correct_row(
                by=chief,
                correctable=RESIDENCE,
                row=stay,
                values={"group": neighbour, "address": "Số 9"},
                reason=WHY,
                seen=shown,
            )
        assert not Correction.objects.exists()

    def test_nothing_changed_is_said(self, chief, person):
        with pytest.raises(ValidationError):
            correct_row(
                by=chief, correctable=RESIDENCE, row=person.residences.get(), values={}, reason=WHY
            )


class TestStatus:
    @pytest.fixture
    def moved(self, chief, person):
        return move_status(
            by=chief,
            person=person,
            to="post_rehab",
            on_day=DAY,
            decision_number="12/QĐ",
            decision_date=DAY,
            unusual_reason="Cai nghiện ở tỉnh khác, có giấy xác nhận",
        )

    def test_a_step_taken_out_gives_its_time_to_the_one_before(self, chief, person, moved):
        remove_row(by=chief, correctable=STATUS, row=moved, reason=WHY)
        period = StatusPeriod.objects.get(person=person)
        assert (period.status, period.valid_from, period.valid_to, period.end_reason) == (
            "addict",
            LONG_AGO,
            OPEN,
            "",
        )

    def test_what_the_step_closed_is_open_again(self, chief, person):
        dossier = open_dossier(by=chief, person=person, kind="management", opened_on=LONG_AGO)
        moved = move_status(
            by=chief,
            person=person,
            to="post_rehab",
            on_day=DAY,
            decision_number="12/QĐ",
            decision_date=DAY,
            unusual_reason="Cai nghiện ở tỉnh khác, có giấy xác nhận",
        )
        correct_row(
            by=chief, correctable=STATUS, row=moved, values={"valid_from": LATER}, reason=WHY
        )
        dossier.refresh_from_db()
        assert dossier.valid_to == LATER
        moved.refresh_from_db()
        remove_row(by=chief, correctable=STATUS, row=moved, reason=WHY)
        dossier.refresh_from_db()
        assert (dossier.valid_to, dossier.close_reason) == (OPEN, "")

    def test_the_term_follows_the_corrected_decision(self, chief, moved):
        before = moved.term_end
        correct_row(
            by=chief,
            correctable=STATUS,
            row=moved,
            values={"valid_from": LATER, "decision_date": LATER},
            reason=WHY,
        )
        moved.refresh_from_db()
        assert moved.term_end > before

    def test_the_only_status_is_not_taken_out_alone(self, chief, person):
        with pytest.raises(ValidationError):
            remove_row(by=chief, correctable=STATUS, row=person.statuses.get(), reason=WHY)

    def test_no_step_that_the_law_does_not_know(self, chief, person, moved):
        with pytest.raises(ValidationError):
            correct_row(
                by=chief,
                correctable=STATUS,
                row=moved,
                values={"status": "illegal_use"},
                reason=WHY,
            )
        moved.refresh_from_db()
        assert moved.status == "post_rehab"


class TestRemoval:
    def test_a_whole_file_goes_and_comes_back(self, chief, person):
        VisitFactory(person=person)
        before = {
            model: set(model.objects.values_list("pk"))
            for model in (Person, Residence, StatusPeriod, Visit)
        }
        correction = remove_row(by=chief, correctable=PERSON, row=person, reason=WHY)
        assert not Person.objects.exists()
        assert not Visit.objects.exists()
        restore(by=chief, correction=correction, reason="Đúng là người này")
        after = {model: set(model.objects.values_list("pk")) for model in before}
        assert after == before
        assert Person.objects.get().id_number == person.id_number

    def test_a_restored_row_is_restored_once(self, chief, person):
        visit = VisitFactory(person=person)
        correction = remove_row(by=chief, correctable=VISIT, row=visit, reason=WHY)
        restore(by=chief, correction=correction, reason=WHY)
        with pytest.raises(ValidationError):
            restore(by=chief, correction=correction, reason=WHY)

    def test_what_was_corrected_since_is_restored_first(self, chief, person, neighbour):
        stay = person.residences.get()
        first = correct_row(
            by=chief, correctable=RESIDENCE, row=stay, values={"group": neighbour}, reason=WHY
        )
        correct_row(
            by=chief, correctable=RESIDENCE, row=stay, values={"address": "Số 9"}, reason=WHY
        )
        with pytest.raises(ValidationError):
            restore(by=chief, correction=first, reason=WHY)

    def test_restored_another_correction_says_what_it_takes_back(self, chief, person):
        correction = remove_row(
            by=chief, correctable=VISIT, row=VisitFactory(person=person), reason=WHY
        )
        back = restore(by=chief, correction=correction, reason=WHY)
        assert (back.kind, back.restores) == (CorrectionKind.RESTORED, correction)


class TestWho:
    @pytest.fixture
    def own(self, officer, person):
        return record_visit(
            by=officer,
            person=person,
            visited_on=timezone.localdate(),
            result=VisitResult.PRESENT,
        )

    def test_the_author_corrects_for_seven_days(self, officer, own):
        assert own.recorded_by == officer
        with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
            remove_row(by=officer, correctable=VISIT, row=own, reason=WHY)
        assert not Visit.objects.exists()

    def test_then_the_chief_does(self, officer, chief, own):
        with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
            with pytest.raises(ValidationError):
                remove_row(by=officer, correctable=VISIT, row=own, reason=WHY)
            remove_row(by=chief, correctable=VISIT, row=own, reason=WHY)
        assert not Visit.objects.exists()

    def test_another_officer_does_not(self, ward, own):
        with pytest.raises(ValidationError):
            remove_row(by=posted(Role.OFFICER, ward=ward), correctable=VISIT, row=own, reason=WHY)
        assert Visit.objects.exists()

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_nothing_without_a_reason(self, chief, own, reason):
        with pytest.raises(ValidationError):
            remove_row(by=chief, correctable=VISIT, row=own, reason=reason)
        assert Visit.objects.exists()


class TestPreview:
    def test_it_says_which_figures_change_and_writes_nothing(
        self, chief, officer, group, neighbour
    ):
        person = register_person(
            by=officer,
            person={"full_name": "Lò Văn Thử", "sex": "male", "birth_year": 1990},
            group=group,
            since=DAY,
            status="addict",
            status_from=DAY,
            decision_number="1/QĐ",
            decision_date=DAY,
        )
        effect = preview_removal(by=chief, correctable=PERSON, row=person)
        assert ("Người trong diện quản lý", "1", "0") in {
            (line.title, before, after) for line, before, after in effect.figures
        }
        assert effect.from_day == DAY
        assert Person.objects.filter(pk=person.pk).exists()
        assert not Correction.objects.exists()

    def test_a_change_that_moves_no_figure_says_so(self, chief, person):
        effect = preview_change(
            by=chief, correctable=RESIDENCE, row=person.residences.get(), values={"address": "Số 9"}
        )
        assert effect.figures == ()
