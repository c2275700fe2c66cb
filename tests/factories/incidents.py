"""Valid hotspots, suspicions and incidents; nothing surprising. Dates lie in the past."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from cases.enums import Drug
from foundation.dated import OPEN
from incidents.enums import Act, HotspotKind, SourceGrade, SuspicionKind
from incidents.models import (
    Hotspot,
    HotspotPeriod,
    Incident,
    IncidentAct,
    IncidentPerson,
    Patrol,
    SeizedSubstance,
    Suspicion,
    SuspicionReview,
)
from incidents.statuses import HotspotState
from tests.factories.build import without
from tests.factories.cases import A_DAY
from tests.factories.wards import GroupFactory, UserFactory


class HotspotFactory(DjangoModelFactory):
    """In `state` since `state_from` (the day it was found, unless named)."""

    class Meta:
        model = Hotspot

    group = factory.SubFactory(GroupFactory)
    kind = HotspotKind.COMPLEX
    place = "Nhà trọ cuối ngõ 12"
    found_on = A_DAY
    state = HotspotState.SUSPECTED
    state_from = factory.SelfAttribute("found_on")

    @classmethod
    def _build(cls, model_class, *_args, **kwargs):
        return model_class(**without(kwargs, "state", "state_from"))

    @classmethod
    def _create(cls, model_class, *_args, **kwargs):
        hotspot = cls._build(model_class, **kwargs)
        hotspot.save()
        HotspotPeriodFactory(
            hotspot=hotspot, state=kwargs["state"], valid_from=kwargs["state_from"]
        )
        return hotspot


class HotspotPeriodFactory(DjangoModelFactory):
    """A state; HotspotFactory makes the open one, so give closed days for another."""

    class Meta:
        model = HotspotPeriod

    hotspot = factory.SubFactory(HotspotFactory)
    state = HotspotState.SUSPECTED
    valid_from = date(2025, 1, 1)
    valid_to = factory.LazyAttribute(
        lambda period: OPEN if period.valid_from >= period.hotspot.found_on else A_DAY
    )


class SuspicionFactory(DjangoModelFactory):
    """Open, with the first review on its first day; `next_review_on` 30 days later."""

    class Meta:
        model = Suspicion

    group = factory.SubFactory(GroupFactory)
    kind = SuspicionKind.PERSON
    subject = "Người thuê trọ hay ra vào ban đêm"
    source_grade = SourceGrade.B
    reason = "Nhiều người lạ đến trong thời gian ngắn"
    valid_from = A_DAY
    next_review_on = factory.LazyAttribute(
        lambda suspicion: suspicion.valid_from + timedelta(days=30)
    )

    @classmethod
    def _build(cls, model_class, *_args, **kwargs):
        return model_class(**without(kwargs, "next_review_on"))

    @classmethod
    def _create(cls, model_class, *_args, **kwargs):
        suspicion = cls._build(model_class, **kwargs)
        suspicion.save()
        SuspicionReviewFactory(
            suspicion=suspicion,
            reviewed_on=suspicion.valid_from,
            next_review_on=kwargs["next_review_on"],
        )
        return suspicion


class SuspicionReviewFactory(DjangoModelFactory):
    """A review ten days after the opening, unless named."""

    class Meta:
        model = SuspicionReview

    suspicion = factory.SubFactory(SuspicionFactory)
    reviewed_on = factory.LazyAttribute(
        lambda review: review.suspicion.valid_from + timedelta(days=10)
    )
    next_review_on = factory.LazyAttribute(lambda review: review.reviewed_on + timedelta(days=30))
    by = factory.SubFactory(UserFactory)


class IncidentFactory(DjangoModelFactory):
    """The bare incident: acts, people and substances have their own factories."""

    class Meta:
        model = Incident

    group = factory.SubFactory(GroupFactory)
    happened_on = A_DAY
    summary = "Bắt quả tang tại nhà trọ"


class IncidentActFactory(DjangoModelFactory):
    class Meta:
        model = IncidentAct

    incident = factory.SubFactory(IncidentFactory)
    act = Act.USE


class IncidentPersonFactory(DjangoModelFactory):
    """Arrested, living in the group of the incident, without a file."""

    class Meta:
        model = IncidentPerson

    incident = factory.SubFactory(IncidentFactory)
    name = "Vàng A Páo"
    resident_group = factory.SelfAttribute("incident.group")


class SeizedSubstanceFactory(DjangoModelFactory):
    class Meta:
        model = SeizedSubstance

    incident = factory.SubFactory(IncidentFactory)
    substance = Drug.HEROIN
    grams = Decimal("0.250")


class PatrolFactory(DjangoModelFactory):
    class Meta:
        model = Patrol

    group = factory.SubFactory(GroupFactory)
    patrolled_on = A_DAY
