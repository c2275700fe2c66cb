"""Residence checks, tests, moves, absence and return."""

import pytest
from django.db.models import Value

from cases.forms.contacts import AbsenceForm, DrugTestForm, ResidenceForm, ReturnForm, VisitForm
from wards.models import NeighbourhoodGroup

TEST = {"tested_on": "01/03/2026", "ground": "tip", "sample": "urine", "result": "negative"}


def groups():
    return NeighbourhoodGroup.objects.annotate(ward_name=Value("Nam Cường"))


@pytest.mark.parametrize(
    ("form", "needed"),
    [
        (VisitForm, ["result", "visited_on"]),
        (DrugTestForm, ["ground", "result", "sample", "tested_on"]),
        (AbsenceForm, ["from_day", "reason"]),
        (ReturnForm, ["on_day"]),
    ],
)
def test_what_each_form_needs(form, needed):
    assert sorted(form({}).errors) == needed


def test_a_move_needs_place_day_and_kind(db):
    assert sorted(ResidenceForm({}, groups=groups()).errors) == ["from_day", "group", "kind"]


def test_a_place_outside_the_choice_is_refused(group, other_group):
    data = {"group": other_group.pk, "from_day": "01/03/2026", "kind": "temporary"}
    form = ResidenceForm(data, groups=groups().filter(pk=group.pk))
    assert list(form.errors) == ["group"]


@pytest.mark.parametrize(
    ("form", "name", "value"),
    [
        (VisitForm, "result", "asleep"),
        (DrugTestForm, "ground", "mood"),
        (DrugTestForm, "sample", "hair"),
        (DrugTestForm, "substance", "tea"),
        (AbsenceForm, "reason", "holiday"),
    ],
)
def test_choices_are_checked(form, name, value):
    assert name in form(TEST | {name: value}).errors


def test_boxes_not_ticked_mean_no():
    form = DrugTestForm(TEST)
    assert form.is_valid(), form.errors
    told = form.cleaned_data
    assert (told["has_same_sex_witness"], told["has_parent_consent"]) == (False, False)


def test_a_note_may_be_empty():
    form = VisitForm({"visited_on": "01/03/2026", "result": "present"})
    assert form.is_valid()
    assert form.cleaned_data["note"] == ""
