"""Opens campaigns, and records signatures and refusals of households."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from foundation.text import clean, name_key
from foundation.validators import check_era, check_happened
from pledges.actions.households import refuse_ended
from pledges.enums import AuditAction, Relation
from pledges.models import Household, Pledge, PledgeCampaign, PledgeRefusal
from wards.actions.changes import mark_changed
from wards.models import Area

_BATCH = 2000


@action
def open_campaign(
    *, by: User, name: str, area: Area | None, starts_on: date, ends_on: date, text: str = ""
) -> PledgeCampaign:
    """Save a campaign in which households can sign; record one event."""
    check_era(starts_on, "starts_on")
    campaign = PledgeCampaign(
        name=clean(name), area=area, starts_on=starts_on, ends_on=ends_on, text=text.strip()
    )
    campaign.full_clean()
    campaign.save()
    record(AuditAction.CAMPAIGN_OPENED, by=by, target=campaign, after=masked_state(campaign))
    return campaign


@action
def sign_pledge(
    *,
    by: User,
    household: Household,
    campaign: PledgeCampaign,
    signed_on: date,
    representative: str = "",
    relation: str = Relation.HEAD,
    witness: str = "",
) -> Pledge:
    """Save a pledge, end the one before it on that day, mark the group to re-score, record one event.

    The pledge is in force until the household signs again or leaves. Raises ValidationError if the day, the
    campaign or the representative is wrong, or if the household has signed already.
    """
    household = _as_it_stands(household)
    check_signature(
        household=household,
        campaign=campaign,
        day=signed_on,
        representative=representative,
        relation=relation,
    )
    _check_signed_before(household, campaign, signed_on)
    before = Pledge.objects.filter(household=household, valid_from__lte=signed_on)
    before.filter(valid_to__gt=signed_on).update(valid_to=signed_on)
    pledge = _unsaved(household, campaign, signed_on, witness)
    pledge.representative, pledge.relation = clean(representative) or household.head_name, relation
    pledge.full_clean(exclude=["household", "campaign", "group"])
    pledge.save()
    mark_changed([household.group_id], signed_on)
    record(
        AuditAction.PLEDGE_SIGNED,
        by=by,
        target=pledge,
        after=masked_state(pledge),
    )
    return pledge


@action
def sign_pledges(
    *,
    by: User,
    campaign: PledgeCampaign,
    signed: Sequence[tuple[Household, date]],
    witness: str = "",
) -> list[Pledge]:
    """Save many pledges signed by heads of households, end earlier ones, mark the groups, record one event.

    Days are compared neither with the campaign nor with pledges that are stored already.
    """
    if not signed:
        return []
    first = min(day for _household, day in signed)
    check_era(first, "signed_on")
    check_happened(max(day for _household, day in signed), "signed_on")
    standing = Household.objects.locked(household.pk for household, _day in signed)
    signed = [(standing[household.pk], day) for household, day in signed]
    for household, day in signed:
        _check_there(household, day)
    end_earlier(signed=signed)
    pledges = [_unsaved(household, campaign, day, witness) for household, day in signed]
    saved = Pledge.objects.bulk_create(pledges, batch_size=_BATCH)
    mark_changed([household.group_id for household, _day in signed], first)
    record(
        AuditAction.PLEDGE_SIGNED,
        by=by,
        target=campaign,
        unit_id=signed[0][0].get_unit_id(),
        after={"campaign": campaign.pk, "first_day": first},
        count=len(saved),
    )
    return saved


@action
def record_refusal(
    *,
    by: User,
    household: Household,
    campaign: PledgeCampaign,
    asked_on: date,
    reason: str,
    note: str = "",
) -> PledgeRefusal:
    """Save that the household was asked and did not sign; record one event. Figures do not change.

    Raises ValidationError if the day or campaign is wrong, or the household has signed in it by then.
    """
    check_happened(asked_on, "asked_on")
    household = _as_it_stands(household)
    _check_asked(household, campaign, asked_on)
    refusal = PledgeRefusal(
        household=household, campaign=campaign, asked_on=asked_on, reason=reason, note=note.strip()
    )
    refusal.full_clean(exclude=["household", "campaign"])
    refusal.save()
    record(
        AuditAction.PLEDGE_REFUSED,
        by=by,
        target=refusal,
        after=masked_state(refusal),
    )
    return refusal


def _unsaved(household: Household, campaign: PledgeCampaign, day: date, witness: str) -> Pledge:
    return Pledge(
        household=household,
        campaign=campaign,
        group_id=household.group_id,
        representative=household.head_name,
        relation=Relation.HEAD,
        witness=clean(witness),
        valid_from=day,
        valid_to=household.valid_to,
    )


def check_signature(
    *, household: Household, campaign: PledgeCampaign, day: date, representative: str, relation: str
) -> None:
    """Raise ValidationError if a signature by itself is wrong: its day, campaign or representative.

    It sends no query, because an import has thousands of signatures.
    """
    check_happened(day, "signed_on")
    _check_there(household, day)
    if not campaign.is_open_on(day):
        sentence = _("Đợt này mở từ %(first)s đến %(last)s; ngày ký không thuộc đợt.")
        raise ValidationError({"campaign": sentence % _days(campaign)})
    _check_representative(household, clean(representative), relation)


def _days(campaign: PledgeCampaign) -> dict[str, str]:
    return {"first": f"{campaign.starts_on:%d/%m/%Y}", "last": f"{campaign.ends_on:%d/%m/%Y}"}


def _as_it_stands(household: Household) -> Household:
    """Read and lock the household again: somebody may have ended it since the page was opened."""
    return Household.objects.locked([household.pk])[household.pk]


def _check_there(household: Household, day: date) -> None:
    refuse_ended(household=household, field="signed_on", day=day)
    if not household.holds_on(day):
        raise ValidationError({"signed_on": _("Hộ này không ở tổ vào ngày ký.")})


def _check_signed_before(household: Household, campaign: PledgeCampaign, day: date) -> None:
    if Pledge.objects.filter(household=household, campaign=campaign).exists():
        raise ValidationError({"campaign": _("Hộ này đã ký trong đợt này.")})
    if Pledge.objects.filter(household=household, valid_from__gt=day).exists():
        raise ValidationError({"signed_on": _("Hộ này đã ký sau ngày này.")})


def _check_representative(household: Household, representative: str, relation: str) -> None:
    """Raise ValidationError unless the head signs, or somebody else with a name and a relation."""
    if relation != Relation.HEAD and not representative:
        raise ValidationError({"representative": _("Ghi tên người ký khi chủ hộ không ký.")})
    is_head = name_key(representative) in {"", name_key(household.head_name)}
    if relation == Relation.HEAD and not is_head:
        raise ValidationError(
            {"relation": _("Người ký không phải chủ hộ: chọn quan hệ với chủ hộ.")}
        )


def _check_asked(household: Household, campaign: PledgeCampaign, day: date) -> None:
    refuse_ended(household=household, field="asked_on", day=day)
    if not household.holds_on(day):
        raise ValidationError({"asked_on": _("Hộ này không ở tổ vào ngày vận động.")})
    if not campaign.is_open_on(day):
        sentence = _("Đợt này mở từ %(first)s đến %(last)s; ngày vận động không thuộc đợt.")
        raise ValidationError({"campaign": sentence % _days(campaign)})
    signed = Pledge.objects.filter(household=household, campaign=campaign, valid_from__lte=day)
    if signed.exists():
        raise ValidationError({"campaign": _("Hộ này đã ký trong đợt này.")})
    if PledgeRefusal.objects.filter(household=household, campaign=campaign, asked_on=day).exists():
        raise ValidationError({"asked_on": _("Đã ghi lần vận động của ngày này.")})


def end_earlier(*, signed: Sequence[tuple[Household, date]]) -> None:
    """End the earlier pledges of each household on its new day: one statement for each day."""
    by_day: dict[date, list[int]] = {}
    for household, day in signed:
        by_day.setdefault(day, []).append(household.pk)
    for day, ids in by_day.items():
        Pledge.objects.filter(household__in=ids, valid_from__lte=day, valid_to__gt=day).update(
            valid_to=day
        )
