"""Corrections as they are stored; tests that correct something call the actions."""

import json

import factory
from factory.django import DjangoModelFactory

from corrections.enums import CorrectionKind
from corrections.models import CorrectedGroup, Correction
from tests.factories.wards import LONG_AGO, GroupFactory, UserFactory


class CorrectionFactory(DjangoModelFactory):
    """A corrected residence check of nobody in particular, in `group` or in a new one."""

    class Meta:
        model = Correction
        skip_postgeneration_save = True

    kind = CorrectionKind.CHANGED
    row_kind = "visit"
    row_id = 1
    subject_model = "cases.person"
    subject_id = 1
    rows = json.dumps([])
    reason = "Ghi nhầm ngày theo sổ cũ"
    from_day = LONG_AGO
    by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def group(self, create, extracted, **_kwargs):
        if create:
            CorrectedGroupFactory(correction=self, group=extracted or GroupFactory())


class CorrectedGroupFactory(DjangoModelFactory):
    class Meta:
        model = CorrectedGroup

    correction = factory.SubFactory(CorrectionFactory)
    group = factory.SubFactory(GroupFactory)
    from_day = LONG_AGO
