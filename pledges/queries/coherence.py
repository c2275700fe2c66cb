"""Whether everything stored about a household, a box or a board agrees, which a correction must not break."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pledges.models import Household, Pledge, PledgeCampaign, PledgeRefusal
from pledges.models.fixture import Fixture

_IN_ORDER = ("valid_from", "valid_to", "pk")


def check_household(household: Household) -> None:
    """Raises ValidationError, naming the rows in the way, if the rows of the household disagree.

    Pledges lie in its group and in its days, in campaigns that were open on the day of signing; each ends when
    the next is signed and the last when the household leaves. It was asked while it was there and had not signed.
    """
    pledges = list(household.pledges.select_related("campaign").order_by(*_IN_ORDER))
    refusals = list(household.refusals.select_related("campaign"))
    problems = [
        *_pledges_outside(household, pledges),
        *_pledges_apart(household, pledges),
        *_refusals_out_of_place(household, refusals, pledges),
    ]
    if problems:
        raise ValidationError(problems)


def check_fixture(fixture: Fixture) -> None:
    """Raises ValidationError if the findings at a box or board disagree.

    The first is its installation; each holds until the next; none is later than the day of its removal.
    """
    findings = list(fixture.findings.order_by(*_IN_ORDER))
    problems = []
    if not findings or findings[0].valid_from != fixture.valid_from:
        day = {"day": f"{fixture.valid_from:%d/%m/%Y}"}
        problems.append(
            _(
                "Lần ghi đầu tiên phải là ngày lắp (%(day)s). Nếu chưa từng lắp, hủy cả bản ghi lắp đặt."
            )
            % day
        )
    if not _is_chain(findings) or (findings and not findings[-1].is_open):
        problems.append(_("Như vậy thì các lần kiểm tra bị đứt quãng hoặc chồng nhau."))
    problems += [
        _("Lần kiểm tra ngày %(day)s sau ngày gỡ: sửa hoặc hủy lần đó trước.")
        % {"day": f"{finding.valid_from:%d/%m/%Y}"}
        for finding in findings
        if finding.valid_from > fixture.valid_to
    ]
    if problems:
        raise ValidationError(problems)


def _is_chain(rows: Sequence[Any]) -> bool:
    return all(before.valid_to == after.valid_from for before, after in pairwise(rows))


def _pledges_outside(household: Household, pledges: Sequence[Pledge]) -> Iterator[str]:
    for pledge in pledges:
        day = {"day": f"{pledge.valid_from:%d/%m/%Y}"}
        is_there = (
            household.valid_from <= pledge.valid_from <= pledge.valid_to <= household.valid_to
        )
        if pledge.group_id != household.group_id or not is_there:
            yield (
                _(
                    "Cam kết ký ngày %(day)s nằm ngoài thời gian hộ ở tổ, thôn: "
                    "sửa hoặc hủy cam kết đó trước."
                )
                % day
            )
        if not pledge.campaign.is_open_on(pledge.valid_from):
            yield _("Cam kết ký ngày %(day)s không thuộc thời gian của đợt: %(campaign)s.") % (
                day | _days(pledge.campaign)
            )


def _pledges_apart(household: Household, pledges: Sequence[Pledge]) -> Iterator[str]:
    """Yields a problem if a pledge ended by itself: only the next one or the end of the household ends it."""
    if not _is_chain(pledges) or (pledges and pledges[-1].valid_to != household.valid_to):
        yield _("Như vậy thì các cam kết của hộ bị đứt quãng hoặc chồng nhau.")


def _refusals_out_of_place(
    household: Household, refusals: Sequence[PledgeRefusal], pledges: Sequence[Pledge]
) -> Iterator[str]:
    signed = {pledge.campaign_id: pledge.valid_from for pledge in pledges}
    for refusal in refusals:
        day, words = refusal.asked_on, {"day": f"{refusal.asked_on:%d/%m/%Y}"}
        if not household.valid_from <= day <= household.valid_to:
            yield (
                _(
                    "Lần vận động ngày %(day)s nằm ngoài thời gian hộ ở tổ, thôn: "
                    "sửa hoặc hủy lần đó trước."
                )
                % words
            )
        if not refusal.campaign.is_open_on(day):
            yield _("Lần vận động ngày %(day)s không thuộc thời gian của đợt: %(campaign)s.") % (
                words | _days(refusal.campaign)
            )
        if signed.get(refusal.campaign_id, day) < day:
            yield _("Hộ đã ký trong đợt này trước lần vận động ngày %(day)s.") % words


def _days(campaign: PledgeCampaign) -> dict[str, str]:
    days = f"{campaign.starts_on:%d/%m/%Y} – {campaign.ends_on:%d/%m/%Y}"
    return {"campaign": f"{campaign} ({days})"}
