"""Issued reports as they lie in the archive; nothing surprising."""

import hashlib
from datetime import date

import factory
from factory.django import DjangoModelFactory

from reports.models import IssuedReport
from tests.factories.wards import UserFactory, WardFactory


class IssuedReportFactory(DjangoModelFactory):
    """A ward's report of 2026; for an area's name it and `ward=None`."""

    class Meta:
        model = IssuedReport

    slug = "ward-status"
    number = factory.Sequence(lambda n: f"{n + 1:02d}/BC-UBND")
    year = 2026
    ward = factory.SubFactory(WardFactory)
    area = None
    as_of = date(2026, 6, 30)
    issued_by = factory.SubFactory(UserFactory)
    figures = factory.LazyFunction(dict)
    file = b"%PDF-1.7 as it was issued"
    sha256 = factory.LazyAttribute(lambda report: hashlib.sha256(report.file).hexdigest())
