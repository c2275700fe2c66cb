"""Valid phases, directives, assessments and snapshots; nothing surprising. Dates lie in the past."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from criteria.enums import Verdict
from criteria.models import WardSnapshot
from criteria.sets import CITY_2023, get_set
from tests.factories.wards import WardFactory


class WardSnapshotFactory(DjangoModelFactory):
    """Every criterion of CITY_2023 met with nothing to count, whatever the ward is really like."""

    class Meta:
        model = WardSnapshot

    ward = factory.SubFactory(WardFactory)
    day = date(2026, 6, 30)
    set_code = CITY_2023.code
    figures = factory.LazyFunction(
        lambda: {one.code: [0, 0, 0, True, str(Verdict.MET)] for one in CITY_2023.criteria}
    )
    line_up = factory.LazyAttribute(lambda row: (get_set(row.set_code) or CITY_2023).line_up)
    met = len(CITY_2023.criteria)
    total = len(CITY_2023.criteria)
    people = 0
    taken_at = factory.LazyFunction(timezone.now)
