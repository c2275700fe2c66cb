"""Valid terms of law."""

import factory
from factory.django import DjangoModelFactory

from law.enums import RuleUnit
from law.models import LegalRule
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
