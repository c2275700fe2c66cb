"""The search form of the access log."""

from datetime import date

from accounts.audit import known_actions
from accounts.forms import AuditFilter


def test_it_can_ask_for_every_act_in_alphabetical_order_of_its_words():
    choices = AuditFilter({}).fields["action"].choices
    assert choices[0] == ("", "mọi việc")
    assert {value for value, _label in choices[1:]} == set(known_actions())
    labels = [str(label) for _value, label in choices[1:]]
    assert labels == sorted(labels)


def test_nothing_asked():
    asked = AuditFilter({}).asked()
    assert asked == {"actor": "", "action": "", "first": None, "last": None}


def test_days_as_they_are_written_here():
    asked = AuditFilter({"first": "01/06/2026", "last": "2026-06-30"}).asked()
    assert (asked["first"], asked["last"]) == (date(2026, 6, 1), date(2026, 6, 30))


def test_a_day_that_does_not_exist_is_left_out_and_told():
    form = AuditFilter({"first": "31/02/2024", "actor": "Lê"})
    assert form.asked() == {"actor": "Lê", "action": "", "last": None}
    assert list(form.errors) == ["first"]


def test_an_act_that_does_not_exist_is_left_out_and_told():
    form = AuditFilter({"action": "no.such"})
    assert "action" not in form.asked()
    assert list(form.errors) == ["action"]
