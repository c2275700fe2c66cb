"""Valid households, pledges, boxes, boards, tips and sessions; nothing surprising. Dates lie in the past."""

from datetime import date, time

import factory
from factory.django import DjangoModelFactory

from pledges.enums import CheckKind, RefusalReason, Relation
from pledges.models import (
    BoardInspection,
    BoxCheck,
    HotlineBoard,
    Household,
    Outreach,
    Pledge,
    PledgeCampaign,
    PledgeRefusal,
    TipBox,
)
from tests.factories.build import without
from tests.factories.wards import LONG_AGO, GroupFactory

#: When most things in the ledger happened, unless a test says otherwise.
A_DAY = date(2026, 3, 10)
#: When the traits `left` and `removed` end their rows.
END_DAY = date(2026, 9, 1)


class HouseholdFactory(DjangoModelFactory):
    """Registered in `group` since LONG_AGO; `left=True` ends it on END_DAY."""

    class Meta:
        model = Household

    class Params:
        left = factory.Trait(valid_to=END_DAY)

    group = factory.SubFactory(GroupFactory)
    code = factory.Sequence(lambda n: f"HO-{n:05d}")
    head_name = factory.Sequence(lambda n: f"Hoàng Văn {n}")
    address = "Số 5, ngõ 2"
    members = 4
    valid_from = LONG_AGO

    @classmethod
    def _build(cls, model_class, *_args, **kwargs):
        household = model_class(**kwargs)
        household.clean()
        return household

    @classmethod
    def _create(cls, model_class, *_args, **kwargs):
        household = cls._build(model_class, **kwargs)
        household.save()
        return household


class PledgeCampaignFactory(DjangoModelFactory):
    """A round of 2026 for every place; name an `area` for a round of its own. `last_year=True`: 2025."""

    class Meta:
        model = PledgeCampaign

    class Params:
        last_year = factory.Trait(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))

    name = factory.Sequence(lambda n: f"Đợt ký cam kết số {n}")
    area = None
    starts_on = date(2026, 1, 1)
    ends_on = date(2026, 12, 31)
    text = "Không phạm tội, không tham gia tệ nạn ma túy."


class PledgeFactory(DjangoModelFactory):
    """In force since A_DAY, signed by the head; `by_spouse=True` by another, before a witness."""

    class Meta:
        model = Pledge

    class Params:
        by_spouse = factory.Trait(
            representative="Lý Thị Mẩy", relation=Relation.SPOUSE, witness="Tẩn A Dùng"
        )

    household = factory.SubFactory(HouseholdFactory)
    campaign = factory.SubFactory(PledgeCampaignFactory)
    group = factory.SelfAttribute("household.group")
    representative = factory.SelfAttribute("household.head_name")
    relation = Relation.HEAD
    valid_from = A_DAY


class PledgeRefusalFactory(DjangoModelFactory):
    """The household refused; `absent=True`: nobody was at home."""

    class Meta:
        model = PledgeRefusal

    class Params:
        absent = factory.Trait(reason=RefusalReason.ABSENT, note="Đi làm xa")

    household = factory.SubFactory(HouseholdFactory)
    campaign = factory.SubFactory(PledgeCampaignFactory)
    asked_on = A_DAY
    reason = RefusalReason.REFUSED


class TipBoxFactory(DjangoModelFactory):
    """Up since LONG_AGO with its installation as the first check, found `working`.

    `broken=True`: found broken at its installation; `removed=True`: taken down on END_DAY;
    `checked=False` leaves the first check to the test.
    """

    class Meta:
        model = TipBox

    class Params:
        broken = factory.Trait(working=False)
        removed = factory.Trait(valid_to=END_DAY)

    group = factory.SubFactory(GroupFactory)
    place = "Nhà văn hóa tổ"
    key_holder = "Giàng A Lử"
    valid_from = LONG_AGO
    working = True
    checked = True

    @classmethod
    def _build(cls, model_class, *_args, **kwargs):
        return model_class(**without(kwargs, "working", "checked"))

    @classmethod
    def _create(cls, model_class, *_args, **kwargs):
        box = cls._build(model_class, **kwargs)
        box.save()
        if kwargs["checked"]:
            BoxCheck.objects.create(
                box=box,
                kind=CheckKind.INSTALLATION,
                valid_from=box.valid_from,
                is_working=kwargs["working"],
            )
        return box


class BoxCheckFactory(DjangoModelFactory):
    """The only check of a box without an earlier one; `opening=True` carries minutes."""

    class Meta:
        model = BoxCheck

    class Params:
        opening = factory.Trait(
            kind=CheckKind.OPENING,
            opened_at=time(9, 30),
            first_person="Giàng A Lử",
            second_person="Vàng Thị Sua",
            is_seal_intact=True,
            letters=2,
            summary="Một thư báo tin, một thư trống.",
        )

    box = factory.SubFactory(TipBoxFactory, checked=False)
    kind = CheckKind.INSPECTION
    valid_from = A_DAY


class HotlineBoardFactory(DjangoModelFactory):
    """Up since LONG_AGO with its installation as the first inspection, found `legible`.

    `faded=True`: found illegible at once; `removed=True`: taken down on END_DAY;
    `inspected=False` leaves the first inspection to the test.
    """

    class Meta:
        model = HotlineBoard

    class Params:
        faded = factory.Trait(legible=False)
        removed = factory.Trait(valid_to=END_DAY)

    group = factory.SubFactory(GroupFactory)
    place = "Cổng chợ"
    numbers = "113; 0214.3.840.113"
    valid_from = LONG_AGO
    legible = True
    inspected = True

    @classmethod
    def _build(cls, model_class, *_args, **kwargs):
        return model_class(**without(kwargs, "legible", "inspected"))

    @classmethod
    def _create(cls, model_class, *_args, **kwargs):
        board = cls._build(model_class, **kwargs)
        board.save()
        if kwargs["inspected"]:
            BoardInspection.objects.create(
                board=board, valid_from=board.valid_from, is_legible=kwargs["legible"]
            )
        return board


class BoardInspectionFactory(DjangoModelFactory):
    """The only inspection of a board without an earlier one; `faded=True` found it illegible."""

    class Meta:
        model = BoardInspection

    class Params:
        faded = factory.Trait(is_legible=False, note="Mờ số điện thoại")

    board = factory.SubFactory(HotlineBoardFactory, inspected=False)
    valid_from = A_DAY


class OutreachFactory(DjangoModelFactory):
    class Meta:
        model = Outreach

    group = factory.SubFactory(GroupFactory)
    held_on = A_DAY
    topic = "Tác hại của ma túy tổng hợp"
    audience = "Học sinh, phụ huynh"
    attendance = 45
