"""Imports and exports households with their pledges as a workbook.

The module defines the columns, recognises stored households by group and code, and checks each row.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from exchange.columns import Column, DayCell, ListCell, column_of
from exchange.places import GroupCell, told_apart
from exchange.registry import Importable
from exchange.resource import Draft, Errors, LedgerResource, Preview, errors_of
from exchange.table import row_number
from foundation.dated import LATEST_FIRST
from foundation.text import fold
from pledges.actions.households import HouseholdRow
from pledges.actions.imports import (
    ChangedHousehold,
    NewHousehold,
    Signature,
    checked_household,
    checked_households,
    export_households,
    import_households,
)
from pledges.actions.pledges import check_signature
from pledges.enums import Relation
from pledges.models import Household, Pledge
from pledges.models.household import EDITABLE, HouseholdQuerySet
from pledges.queries.households import campaigns_for
from wards.models.scope import reach_of

#: Columns of a signature.
_PLEDGE = ("signed_on", "campaign", "representative", "relation", "witness")


class HouseholdResource(LedgerResource):
    """The list of households. A household is recognised by group and code, a pledge by household and campaign."""

    sheet_name = "Hộ"
    shown = ("code", "head_name", "members", "group", "signed_on", "campaign")

    code = column_of(
        Household,
        "code",
        hint=gettext_lazy("Theo sổ hộ của tổ, thôn: mỗi hộ một mã, không đổi."),
        example="08-0001",
    )
    head_name = column_of(
        Household,
        "head_name",
        hint=gettext_lazy("Họ và tên."),
        example="Hoàng Văn Mẫu",
        aliases=("họ tên chủ hộ", "tên chủ hộ"),
    )
    members = column_of(
        Household,
        "members",
        example=4,
        required=True,
        aliases=("số khẩu", "nhân khẩu"),
    )
    address = column_of(Household, "address", example="Số nhà 12")
    group = Column(
        "Tổ, thôn",
        GroupCell(),
        hint=gettext_lazy("Ghi tên như trang “Giá trị cho phép” của tệp mẫu."),
        required=True,
        fixed=True,
        aliases=("tổ dân phố", "tổ/thôn", "thôn", "tổ", "tổ dân phố, thôn"),
    )
    from_day = Column(
        "Từ ngày",
        DayCell(),
        hint=gettext_lazy("Ngày lập hộ tại tổ, dd/mm/yyyy."),
        example=date(2022, 10, 1),
        required=True,
        fixed=True,
    )
    signed_on = Column(
        "Ngày ký cam kết",
        DayCell(),
        hint=gettext_lazy("dd/mm/yyyy. Để trống nếu hộ chưa ký."),
        example=date(2023, 3, 15),
        aliases=("ngày ký",),
    )
    campaign = Column(
        "Đợt ký",
        ListCell(),
        hint=gettext_lazy("Bắt buộc khi có ngày ký."),
        aliases=("đợt", "đợt ký cam kết"),
    )
    representative = Column("Người đại diện ký", hint=gettext_lazy("Để trống nếu chủ hộ ký."))
    relation = Column(
        "Quan hệ với chủ hộ",
        ListCell(choices=Relation.choices),
        hint=gettext_lazy("Để trống nếu chủ hộ ký."),
        aliases=("quan hệ",),
    )
    witness = Column("Người chứng kiến", example="Tổ trưởng")

    def prepare(self) -> None:
        self.places.offer(self.by, self.permission)
        groups = reach_of(self.by, self.permission).groups()
        begun = campaigns_for(groups, timezone.localdate())  # any age: a list may be years old
        self.campaigns = {campaign.pk: campaign for campaign in begun}
        names = {pk: campaign.name for pk, campaign in self.campaigns.items()}
        names = told_apart(
            names, lambda pk: f"{names[pk]} ({self.campaigns[pk].starts_on:%d/%m/%Y})"
        )
        self.columns["campaign"].widget.offer_labels(
            told_apart(names, lambda pk: f"{names[pk]} – mã {pk}")
        )

    @property
    def places(self) -> GroupCell:
        cell: GroupCell = self.columns["group"].widget
        return cell

    def example(self) -> dict[str, Any]:
        return super().example() | {
            "group": next(iter(self.places.groups), None),
            "campaign": next(iter(self.campaigns), None),
            "relation": Relation.HEAD,
        }

    # --- known households ------------------------------------------------------------------------

    def look_up(self, rows: Sequence[Mapping[str, Any]]) -> None:
        codes = {self.cell_of(row, "code") for row in rows} - {None}
        there = Household.objects.open()
        known = with_all_pledges(there.visible_to(self.by, self.permission).filter(code__in=codes))
        self.by_code: dict[str | None, dict[int, Household]] = {}
        for household in known:
            self.by_code.setdefault(household.code, {})[household.group_id] = household
        self.rows_of: dict[tuple[int | None, str], int] = {}

    def find(self, row: Mapping[str, Any]) -> Draft | None:
        """Returns the draft of the stored household with this code in this group, or None.

        Codes are unique only within a group. A row without a group means the only household with its code.
        """
        there = self.by_code.get(self.cell_of(row, "code"), {})
        group = self.cell_of(row, "group")
        household = there.get(group)
        if group is None and len(there) == 1:
            (household,) = there.values()
        if household is None:
            return None
        draft = Draft.known(row_number(row), household, stored_values(household))
        campaign = self.cell_of(row, "campaign")
        if campaign and campaign not in _campaigns_signed(household):
            # a new signature must not inherit values of the last one
            draft.values |= dict.fromkeys(_PLEDGE)
        return draft

    def normalise(self, draft: Draft) -> None:
        """Turns differences from a stored signature into notes: a stored signature is never changed by an import."""
        if draft.stored is not None and not self._signs(draft):
            self.reject_fixed_changes(draft, _PLEDGE)

    def _signs(self, draft: Draft) -> bool:
        """Whether the row has a signature that is not stored yet."""
        if draft.stored is None or draft.stored["campaign"] is None:
            return any(draft.values.get(name) for name in _PLEDGE)
        campaign = draft.values.get("campaign")
        return campaign is not None and campaign not in _campaigns_signed(draft.existing)

    # --- checking --------------------------------------------------------------------------------

    def check_new(self, draft: Draft) -> Errors:
        self._note_who_seems_to_have_moved(draft)
        return errors_of(
            lambda: self._check_household(draft),
            lambda: self._check_signature(draft, self._unsaved(draft)),
            lambda: self._check_code(draft),
        )

    def check_known(self, draft: Draft) -> Errors:
        trial = copy.copy(draft.existing)
        for name, value in self._household_values(draft).items():
            setattr(trial, name, value)
        return errors_of(
            trial.clean,
            lambda: trial.clean_fields(exclude=["group", "split_from"]),
            lambda: self._check_signature(draft, trial),
            lambda: self._check_code(draft),
        )

    def _check_household(self, draft: Draft) -> None:
        if all(
            draft.values.get(name) for name in ("code", "head_name", "members", "group", "from_day")
        ):
            checked_household(row=self._row(draft))

    def _check_signature(self, draft: Draft, household: Household | None) -> None:
        values = draft.values
        if not self._signs(draft):
            return
        missing = {
            name: _("Thiếu “%(header)s”: dòng này có ghi việc ký cam kết.")
            % {"header": self.columns[name].header}
            for name in ("signed_on", "campaign")
            if values.get(name) is None
        }
        if missing:
            raise ValidationError(missing)
        if household is not None:
            mark = self._signature(draft)
            check_signature(
                household=household,
                campaign=mark.campaign,
                day=mark.day,
                representative=mark.representative,
                relation=mark.relation,
            )
            self._check_signed_before(household, mark)

    def _check_signed_before(self, household: Household, mark: Signature) -> None:
        if household.pk and any(pledge.valid_from > mark.day for pledge in _all_pledges(household)):
            raise ValidationError({"signed_on": _("Hộ này đã ký sau ngày này.")})

    def _check_code(self, draft: Draft) -> None:
        code, group = draft.values.get("code"), draft.values.get("group")
        first = self.rows_of.setdefault((group, code), draft.row) if code else draft.row
        if first != draft.row:
            raise ValidationError(
                {
                    "code": _(
                        "Trùng mã hộ với dòng %(row)d của cùng tổ, thôn. Mỗi hộ một dòng, một mã."
                    )
                    % {"row": first}
                }
            )
        if group is None and len(self.by_code.get(code, {})) > 1:
            raise ValidationError(
                {"code": _("Nhiều tổ, thôn có hộ mang mã này: ghi cả tổ, thôn của hộ.")}
            )

    def _note_who_seems_to_have_moved(self, draft: Draft) -> None:
        code, head = draft.values.get("code"), draft.values.get("head_name")
        there = self.by_code.get(code, {}).values()
        if head and any(household.search_key == fold(head) for household in there):
            sentence = _(
                "Tổ, thôn khác có hộ cùng mã, cùng chủ hộ; nếu hộ đã chuyển, ghi chuyển đi trên trang của hộ."
            )
            draft.notes.append(("group", sentence))

    def _unsaved(self, draft: Draft) -> Household | None:
        """Returns the unsaved household of a new row, or None if its day or group is missing."""
        values = draft.values
        if values.get("from_day") is None or values.get("group") is None:
            return None
        return self._row(draft).unsaved()

    # --- writing and exporting -------------------------------------------------------------------

    def prepared(self, preview: Preview) -> Callable[[], None]:
        new = checked_households(
            new=[NewHousehold(self._row(draft), self._signature_of(draft)) for draft in preview.new]
        )
        changed = [
            ChangedHousehold(
                draft.existing, self._household_values(draft), self._signature_of(draft)
            )
            for draft in preview.changed
        ]

        def write() -> None:
            import_households(by=self.by, new=new, changed=changed)

        return write

    def _row(self, draft: Draft) -> HouseholdRow:
        values = draft.values
        return HouseholdRow(
            group=self.places.groups[values["group"]],
            code=values.get("code") or "",
            head_name=values.get("head_name") or "",
            members=values.get("members") or 1,
            address=values.get("address") or "",
            from_day=values["from_day"],
        )

    def _household_values(self, draft: Draft) -> dict[str, Any]:
        return {name: value for name, value in draft.changes.items() if name in EDITABLE}

    def _signature_of(self, draft: Draft) -> Signature | None:
        return self._signature(draft) if self._signs(draft) else None

    def _signature(self, draft: Draft) -> Signature:
        values = draft.values
        return Signature(
            campaign=self.campaigns[values["campaign"]],
            day=values["signed_on"],
            representative=values.get("representative") or "",
            relation=values.get("relation") or Relation.HEAD,
            witness=values.get("witness") or "",
        )

    def exported(self) -> list[Draft]:
        mine = Household.objects.open().visible_to(self.by, self.permission)
        rows = with_all_pledges(mine).iterator(chunk_size=2000)
        return [
            Draft.known(row, household, stored_values(household))
            for row, household in enumerate(rows, 2)
        ]

    def record_export(self, drafts: Sequence[Draft], reason: str) -> None:
        groups = [draft.existing.group_id for draft in drafts]
        export_households(by=self.by, groups=groups, reason=reason)


def with_all_pledges(households: HouseholdQuerySet) -> HouseholdQuerySet:
    """Adds `all_pledges` to each household, the latest first: one more statement."""
    pledges = Pledge.objects.order_by(*LATEST_FIRST)
    return households.prefetch_related(Prefetch("pledges", pledges, to_attr="all_pledges"))


def stored_values(household: Household) -> dict[str, Any]:
    """Returns column name -> value of a stored household and its latest pledge; None where nothing is stored."""
    values = {
        "code": household.code,
        "head_name": household.head_name,
        "members": household.members,
        "address": household.address or None,
        "group": household.group_id,
        "from_day": household.valid_from,
    } | dict.fromkeys(_PLEDGE)
    for pledge in _all_pledges(household)[:1]:
        values |= {
            "signed_on": pledge.valid_from,
            "campaign": pledge.campaign_id,
            "relation": pledge.relation,
            "representative": pledge.representative,
            "witness": pledge.witness or None,
        }
    return values


def _all_pledges(household: Household) -> list[Pledge]:
    pledges: list[Pledge] = getattr(household, "all_pledges")  # noqa: B009 - set by with_all_pledges
    return pledges


def _campaigns_signed(household: Household) -> set[int]:
    return {pledge.campaign_id for pledge in _all_pledges(household)}


HOUSEHOLDS = Importable(
    kind="households",
    label=gettext_lazy("Hộ gia đình và cam kết"),
    about=gettext_lazy("Hộ của từng tổ, thôn và cam kết đã ký trong một đợt."),
    rules=(
        gettext_lazy("Hộ đã có được nhận ra theo tổ, thôn và mã hộ."),
        gettext_lazy("Ô trống giữ nguyên giá trị đang lưu."),
        gettext_lazy(
            "Đợt ký mà hộ chưa ký thì ghi thành cam kết mới; cam kết đã ký không sửa bằng Excel."
        ),
        gettext_lazy("Chuyển hộ sang tổ, thôn khác và kết thúc hộ: làm trên trang của hộ."),
    ),
    edit=Permission.EDIT_HOUSEHOLDS,
    view=Permission.VIEW_HOUSEHOLDS,
    resource=HouseholdResource,
    icon="home",
    list_url_name="pledges:household-list",
)

#: The lists of this app; apps.py registers each of them.
IMPORTS = (HOUSEHOLDS,)
