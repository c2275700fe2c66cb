"""Moving a status, starting and ending a treatment."""

import pytest

from cases.enums import TreatmentForm
from cases.forms.courses import StatusMoveForm, TreatmentEndForm, TreatmentStartForm
from cases.statuses import PERSON_STATUSES, PersonStatus


def move(current=PersonStatus.ADDICT, **typed):
    data = {"to": "post_rehab", "on_day": "01/03/2026", "end_reason": "completed"} | typed
    return StatusMoveForm(data, current=current)


@pytest.mark.parametrize("status", list(PersonStatus))
def test_only_the_moves_of_the_table_are_offered(status):
    offered = [
        value for value, _label in StatusMoveForm(current=status).fields["to"].widget.choices
    ]
    assert offered == ["", *PERSON_STATUSES[status].moves]


def test_a_move_that_is_not_offered_is_left_to_the_action():
    assert move(to="suspected_use").is_valid()


def test_a_status_that_does_not_exist_is_refused():
    assert list(move(to="free").errors) == ["to"]


@pytest.mark.parametrize("name", ["to", "on_day", "end_reason"])
def test_what_a_move_needs(name):
    assert list(move(**{name: ""}).errors) == [name]


def test_decision_and_term_may_be_left_to_the_action():
    form = move()
    assert form.is_valid()
    assert (form.cleaned_data["decision_date"], form.cleaned_data["term_end"]) == (None, None)


def test_the_common_reason_is_chosen_already():
    assert StatusMoveForm(current="addict")["end_reason"].value() == "next_status"


def test_only_the_forms_offered_may_be_started():
    offered = [TreatmentForm.SUBSTITUTION]
    typed = {"form": "substitution", "started_on": "01/03/2026"}
    assert TreatmentStartForm(typed, offered=offered).is_valid()
    other = TreatmentStartForm(typed | {"form": "family"}, offered=offered)
    assert list(other.errors) == ["form"]


def test_a_treatment_does_not_end_because_of_a_next_status():
    choices = dict(TreatmentEndForm().fields["reason"].choices)
    assert list(choices) == ["", "completed", "dropped", "imprisoned", "moved", "died", "missing"]


def test_an_end_needs_day_and_reason():
    assert sorted(TreatmentEndForm({}).errors) == ["ended_on", "reason"]
