"""Fields that the ledger's forms share."""

from datetime import date

import pytest
import time_machine
from django import forms

from accounts.permissions import Permission
from cases.forms.base import GroupField, LongText, set_choices, set_rows
from cases.queries.choices import groups_to_choose
from foundation.forms import DayField, TodayField
from wards.models import NeighbourhoodGroup


class OneDay(forms.Form):
    day = DayField()


class Today(forms.Form):
    day = TodayField()


class Place(forms.Form):
    group = GroupField()


class Choice(forms.Form):
    to = forms.ChoiceField()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("05/02/2026", date(2026, 2, 5)),
        ("5/2/2026", date(2026, 2, 5)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_a_day_is_typed_as_in_viet_nam(typed, day):
    form = OneDay({"day": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == day


@pytest.mark.parametrize("typed", ["31/02/2024", "29/02/2023", "02/13/2024", "hôm nay", "1"])
def test_what_is_no_day_is_answered_with_an_example(typed):
    assert OneDay({"day": typed}).errors["day"] == [
        "Không có ngày này trong lịch. Ghi ngày/tháng/năm, ví dụ 05/02/2026."
    ]


def test_a_day_has_the_calendar_and_a_placeholder():
    html = str(OneDay()["day"])
    assert "data-date" in html
    assert 'placeholder="ngày/tháng/năm"' in html


def test_today_is_the_first_guess():
    with time_machine.travel(date(2026, 11, 20), tick=False):
        assert 'value="20/11/2026"' in str(Today()["day"])


def test_today_in_viet_nam_begins_before_that_of_greenwich():
    with time_machine.travel("2026-11-19T18:00:00Z", tick=False):
        assert 'value="20/11/2026"' in str(Today()["day"])


def test_a_long_text_is_optional_and_has_an_end():
    class Note(forms.Form):
        note = LongText()

    assert Note({}).is_valid()
    assert list(Note({"note": "a" * 2001}).errors) == ["note"]
    assert 'rows="3"' in str(Note()["note"])


def test_a_group_field_offers_nothing_until_it_is_told(group):
    assert list(Place().fields["group"].queryset) == []


def test_a_group_is_named_with_its_ward(officer, group):
    form = Place()
    set_rows(form, "group", groups_to_choose(officer, Permission.EDIT_PEOPLE))
    assert [str(label) for _value, label in form.fields["group"].choices] == [
        "– chọn –",
        "Tổ 1 · Nam Cường",
    ]


def test_rows_outside_the_choice_are_refused(group, other_group):
    form = Place({"group": other_group.pk})
    set_rows(form, "group", NeighbourhoodGroup.objects.filter(pk=group.pk))
    assert list(form.errors) == ["group"]


def test_what_is_known_is_accepted_though_not_offered():
    form = Choice({"to": "b"})
    set_choices(form, "to", [("a", "A"), ("b", "B")], offered=[("a", "A")])
    assert form.is_valid()
    assert "B" not in str(form["to"])


def test_without_an_offer_all_that_is_known_is_shown():
    form = Choice({"to": "c"})
    set_choices(form, "to", [("a", "A"), ("b", "B")])
    assert list(form.errors) == ["to"]
    assert "B</option>" in str(form["to"])
