"""The rows of the household ledger that can be put right or taken out."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from corrections.registry import Correctable
from foundation.text import clean
from pledges.actions.boxes import check_minutes
from pledges.actions.pledges import check_signature
from pledges.enums import CheckKind, Relation
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
from pledges.models.fixture import Fixture
from pledges.models.household import EDITABLE
from pledges.queries.coherence import check_fixture, check_household
from pledges.queries.households import campaigns_for, groups_of
from pledges.validators import check_numbers
from wards.models.scope import Officer

#: What is noted of an opening only, with its value for any other check.
_BLANK: dict[str, Any] = {
    "opened_at": None,
    "first_person": "",
    "second_person": "",
    "is_seal_intact": None,
    "letters": None,
    "summary": "",
}


def _groups(user: Officer, _row: Any) -> QuerySet[Any]:
    return groups_of(user, Permission.EDIT_HOUSEHOLDS)


def _campaigns(_user: Officer, row: Any) -> QuerySet[PledgeCampaign]:
    return campaigns_for([row.household.group_id], timezone.localdate())


def _household_of(row: Any) -> Any:
    return row.household


def _tidied(new: Household, _old: Household) -> None:
    new.clean()


def _with_household(old: Household, new: Household | None) -> Iterator[Any]:
    """Yields the pledges as they follow their household: its group, its end, the name of its head."""
    if new is None:
        for split in old.splits.all():
            split.split_from = None
            yield split
        return
    for pledge in old.pledges.all():
        pledge.group_id = new.group_id
        if pledge.valid_to == old.valid_to:
            pledge.valid_to = new.valid_to
        if pledge.valid_to < pledge.valid_from:
            signed = {"day": f"{pledge.valid_from:%d/%m/%Y}"}
            raise ValidationError(
                {
                    "valid_to": _(
                        "Hộ này đã ký cam kết ngày %(day)s: sửa hoặc hủy cam kết đó trước."
                    )
                    % signed
                }
            )
        if pledge.relation == Relation.HEAD and pledge.representative == old.head_name:
            pledge.representative = new.head_name
        yield pledge


def _check_pledge(new: Pledge, old: Pledge) -> None:
    """Raises ValidationError if the signature by itself is wrong, as when it is entered in time."""
    new.representative, new.witness = clean(new.representative), clean(new.witness)
    is_same_signer = (new.representative, new.relation) == (old.representative, old.relation)
    try:
        check_signature(
            household=new.household,
            campaign=new.campaign,
            day=new.valid_from,
            # The head may have been another person on the day of signing.
            representative="" if is_same_signer else new.representative,
            relation=Relation.HEAD if is_same_signer else new.relation,
        )
    except ValidationError as error:
        raise ValidationError(_renamed(error, "signed_on", "valid_from")) from error


def _renamed(error: ValidationError, name: str, own_name: str) -> Any:
    """Returns the messages under the names of the fields of the row."""
    return {
        own_name if field == name else field: messages
        for field, messages in error.error_dict.items()
    }


def _check_minutes(new: BoxCheck, old: BoxCheck) -> None:
    """Empties what only an opening has; raises ValidationError if its minutes are wrong."""
    if CheckKind.INSTALLATION in {new.kind, old.kind} and new.kind != old.kind:
        raise ValidationError(
            {"kind": _("Lần lắp đặt chỉ ghi một lần, khi lắp hòm thư; không đổi sang việc khác.")}
        )
    if new.kind != CheckKind.OPENING:
        for name, blank in _BLANK.items():
            setattr(new, name, blank)
    new.first_person, new.second_person = clean(new.first_person), clean(new.second_person)
    check_minutes(check=new)


def _check_board(new: HotlineBoard, _old: HotlineBoard) -> None:
    new.place, new.numbers = clean(new.place), check_numbers(new.numbers)


def _first_finding(fixture: Fixture) -> Any:
    return fixture.findings.order_by("valid_from", "valid_to", "pk").first()


def _with_fixture(old: Fixture, new: Fixture | None) -> Iterator[Any]:
    """Yields the installation, which is the first finding, as it follows its box or board."""
    first = _first_finding(old)
    if new is not None and first is not None and new.valid_from != old.valid_from:
        first.valid_from = new.valid_from
        yield first


def _with_first_finding(name: str) -> Any:
    """Returns the function that lets the day of a box or board follow its first finding."""

    def follow(old: Any, new: Any | None) -> Iterator[Any]:
        fixture = getattr(old, name)
        if new is not None and _first_finding(fixture) == old:
            fixture.valid_from = new.valid_from
            yield fixture

    return follow


def _at_fixture(name: str) -> Any:
    """Returns the function that names the group and the day of a finding."""
    return lambda finding: [(getattr(finding, name).group_id, finding.valid_from)]


HOUSEHOLD = Correctable(
    kind="household",
    model=Household,
    label=gettext_lazy("hộ gia đình"),
    permission=Permission.EDIT_HOUSEHOLDS,
    fields=(*EDITABLE, "group", "valid_from", "valid_to"),
    subject=lambda household: household,
    touches=lambda household: [(household.group_id, household.valid_from)],
    derive=_tidied,
    hanging=_with_household,
    parts=lambda household: household.pledges.all(),
    check=check_household,
    choices={"group": _groups},
)
PLEDGE = Correctable(
    kind="pledge",
    model=Pledge,
    label=gettext_lazy("cam kết"),
    permission=Permission.EDIT_HOUSEHOLDS,
    fields=("campaign", "valid_from", "representative", "relation", "witness"),
    chain=("household",),
    first_passes_on=False,
    subject=_household_of,
    touches=lambda pledge: [(pledge.group_id, pledge.valid_from)],
    derive=_check_pledge,
    check=check_household,
    choices={"campaign": _campaigns},
)
REFUSAL = Correctable(
    kind="refusal",
    model=PledgeRefusal,
    label=gettext_lazy("lần vận động chưa ký"),
    permission=Permission.EDIT_HOUSEHOLDS,
    fields=("campaign", "asked_on", "reason", "note"),
    subject=_household_of,
    touches=lambda refusal: [(refusal.household.group_id, refusal.asked_on)],
    check=check_household,
    choices={"campaign": _campaigns},
)
BOX = Correctable(
    kind="box",
    model=TipBox,
    label=gettext_lazy("hòm thư tố giác"),
    permission=Permission.EDIT_HOUSEHOLDS,
    fields=("group", "place", "key_holder", "valid_from", "valid_to"),
    subject=lambda box: box,
    touches=lambda box: [(box.group_id, box.valid_from)],
    hanging=_with_fixture,
    check=check_fixture,
    choices={"group": _groups},
)
BOX_CHECK = Correctable(
    kind="box-check",
    model=BoxCheck,
    label=gettext_lazy("lần mở, kiểm tra hòm thư"),
    permission=Permission.EDIT_HOUSEHOLDS,
    fields=("kind", "valid_from", "is_working", *_BLANK),
    chain=("box",),
    first_passes_on=False,
    subject=lambda check: check.box,
    touches=_at_fixture("box"),
    derive=_check_minutes,
    hanging=_with_first_finding("box"),
    check=check_fixture,
)
BOARD = Correctable(
    kind="board",
    model=HotlineBoard,
    label=gettext_lazy("bảng đường dây nóng"),
    permission=Permission.EDIT_HOUSEHOLDS,
    fields=("group", "place", "numbers", "valid_from", "valid_to"),
    subject=lambda board: board,
    touches=lambda board: [(board.group_id, board.valid_from)],
    derive=_check_board,
    hanging=_with_fixture,
    check=check_fixture,
    choices={"group": _groups},
)
BOARD_INSPECTION = Correctable(
    kind="board-inspection",
    model=BoardInspection,
    label=gettext_lazy("lần kiểm tra bảng đường dây nóng"),
    permission=Permission.EDIT_HOUSEHOLDS,
    fields=("valid_from", "is_legible", "note"),
    chain=("board",),
    first_passes_on=False,
    subject=lambda inspection: inspection.board,
    touches=_at_fixture("board"),
    hanging=_with_first_finding("board"),
    check=check_fixture,
)
OUTREACH = Correctable(
    kind="outreach",
    model=Outreach,
    label=gettext_lazy("buổi tuyên truyền"),
    permission=Permission.EDIT_HOUSEHOLDS,
    fields=("group", "held_on", "topic", "audience", "attendance"),
    subject=lambda session: session,
    touches=lambda session: [(session.group_id, session.held_on)],
    choices={"group": _groups},
)

CORRECTIONS: tuple[Correctable, ...] = (
    HOUSEHOLD,
    PLEDGE,
    REFUSAL,
    BOX,
    BOX_CHECK,
    BOARD,
    BOARD_INSPECTION,
    OUTREACH,
)
