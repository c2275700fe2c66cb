"""Valid tips."""

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories.wards import GroupFactory, UserFactory
from tips.enums import TipChannel, TipState
from tips.models import Tip, TipMessage, TipReporter


class TipFactory(DjangoModelFactory):
    """Received by telephone, 24 hours to pass it on; `assigned` and `resolved` moved it further."""

    class Meta:
        model = Tip

    class Params:
        assigned = factory.Trait(
            state=TipState.ASSIGNED, assigned_to=factory.SubFactory(UserFactory)
        )
        resolved = factory.Trait(
            state=TipState.RESOLVED,
            assigned_to=factory.SubFactory(UserFactory),
            outcome="Đã xác minh, lập hồ sơ.",
            outcome_reference="VV-12",
        )

    group = factory.SubFactory(GroupFactory)
    channel = TipChannel.HOTLINE
    code = factory.Sequence(lambda n: f"T{n:07d}")
    content = "Nhiều người lạ ra vào ngõ 12 ban đêm."
    received_at = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
    due_at = factory.LazyAttribute(lambda tip: tip.received_at + timedelta(hours=24))


class TipReporterFactory(DjangoModelFactory):
    class Meta:
        model = TipReporter

    tip = factory.SubFactory(TipFactory)
    identity = "Phàn Văn Báo, 0912.345.678"


class TipMessageFactory(DjangoModelFactory):
    """From the ward, unless `is_from_ward=False`."""

    class Meta:
        model = TipMessage

    tip = factory.SubFactory(TipFactory)
    body = "Đã tiếp nhận, cảm ơn ông, bà."
