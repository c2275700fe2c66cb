"""A form that asks back shows a field only once it was asked for."""

from django import forms

from foundation.forms import AsksBackForm


class LeaveForm(AsksBackForm):
    asked_back = ("reason",)

    day = forms.CharField()
    reason = forms.CharField(required=False)


def test_a_new_form_does_not_ask():
    assert list(LeaveForm().fields) == ["day"]


def test_what_was_not_asked_is_no_value():
    form = LeaveForm({"day": "hôm nay"})
    assert form.is_valid()
    assert form.cleaned_data == {"day": "hôm nay"}


def test_once_asked_it_is_shown_with_the_question():
    form = LeaveForm({"day": "hôm nay"})
    assert form.is_valid()
    form.ask_back("reason")
    form.add_error("reason", "Vì sao?")
    assert list(form.fields) == ["day", "reason"]
    assert form.errors == {"reason": ["Vì sao?"]}


def test_the_answer_is_a_value():
    form = LeaveForm({"day": "hôm nay", "reason": "về quê"})
    assert form.is_valid()
    assert form.cleaned_data == {"day": "hôm nay", "reason": "về quê"}


def test_other_fields_are_not_asked_back():
    form = LeaveForm()
    form.ask_back("day")
    form.ask_back("unknown")
    assert list(form.fields) == ["day"]
