"""Bringing rows up to a source."""

import pytest

from law.models import LegalRule
from tests.factories.law import LegalRuleFactory
from wards.actions.loading import Summary, load_rows

pytestmark = pytest.mark.django_db


def load(*rows):
    return load_rows(
        model=LegalRule, wanted=rows, key=("key", "valid_from"), compared=("value", "label")
    )


def rule(key, value=1, **fields):
    return LegalRuleFactory.build(key=key, value=value, **fields)


def test_missing_rows_are_created():
    assert load(rule("a"), rule("b")).summary == Summary(created=2)
    assert set(LegalRule.objects.values_list("key", flat=True)) == {"a", "b"}


def test_equal_rows_are_left_alone():
    load(rule("a"))
    assert load(rule("a")).summary == Summary(unchanged=1)


def test_differing_rows_are_changed():
    load(rule("a"), rule("b"))
    assert load(rule("a", value=2), rule("b")).summary == Summary(changed=1, unchanged=1)
    assert LegalRule.objects.get(key="a").value == 2


def test_what_is_not_compared_is_kept():
    load(rule("a"))
    LegalRule.objects.update(legal_basis="Điều 9")
    load(rule("a"))
    assert LegalRule.objects.get().legal_basis == "Điều 9"


def test_rows_that_the_source_lost_are_kept():
    load(rule("a"), rule("b"))
    load(rule("a"))
    assert LegalRule.objects.count() == 2


def test_the_rows_come_back_by_key_with_their_ids():
    loaded = load(rule("a"))
    assert {key: row.pk for key, row in loaded.rows.items()} == {
        ("a", row.valid_from): row.pk for row in LegalRule.objects.all()
    }


def test_summaries_add_up():
    total = Summary(1, 2, 3) + Summary(10, 20, 30)
    assert str(total) == "11 created, 22 changed, 33 unchanged"
