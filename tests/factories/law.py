"""Valid terms of law and days off."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from law.enums import DayKind, RuleUnit
from law.models import CalendarDay, LegalRule
from tests.factories.wards import LONG_AGO


class LegalRuleFactory(DjangoModelFactory):
    class Meta:
        model = LegalRule

    key = factory.Sequence(lambda n: f"rule_{n}")
    label = "Kiểm tra"
    value = 1
    unit = RuleUnit.MONTHS
    legal_basis = "Điều 1"
    valid_from = LONG_AGO


class CalendarDayFactory(DjangoModelFactory):
    class Meta:
        model = CalendarDay

    day = date(2026, 9, 2)
    kind = DayKind.HOLIDAY
    name = "Quốc khánh 2/9"
    source = "Điều 112 Bộ luật Lao động 2019"
    is_announced = True
