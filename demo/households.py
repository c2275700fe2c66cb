"""Registers 45,000 households and signs their pledges in bulk, ward by ward."""

from datetime import date, timedelta

from demo.names import household_head
from demo.stories import UNREGISTERED, UNSIGNED, WardPlan
from demo.world import QUIET_GROUP, World
from pledges.actions.households import HouseholdRow, register_households
from pledges.actions.pledges import open_campaign, record_refusal, sign_pledges
from pledges.enums import RefusalReason
from pledges.models import Household, PledgeCampaign

REGISTERED = date(2022, 10, 1)
CAMPAIGN = (date(2023, 1, 15), date(2023, 12, 15))
#: FACT: number of households in the quiet group, which has over 600 residents.
QUIET_HOUSEHOLDS = 153

_LATE_GROUPS = {(story.ward, story.group): story for story in UNREGISTERED}
_LATE_SIGNERS = {(story.ward, story.group): story for story in UNSIGNED}


def register_and_sign(world: World) -> dict[str, int]:
    """Registers all households and signs their pledges; returns former ward's code -> residents."""
    campaign = open_campaign(
        by=world.officers["02671"],
        name="Đợt ký cam kết năm 2023",
        area=world.city,
        starts_on=CAMPAIGN[0],
        ends_on=CAMPAIGN[1],
        text="Không phạm tội, không tham gia tệ nạn ma túy; tự nguyện hợp tác với lực lượng chức năng.",
    )
    open_campaign(  # so that households registered now can sign
        by=world.officers["02671"],
        name=f"Đợt ký bổ sung năm {world.today.year}",
        area=world.city,
        starts_on=date(world.today.year, 1, 1),
        ends_on=date(world.today.year, 12, 31),
        text=campaign.text,
    )
    return {plan.code: _ward(world, plan, campaign) for plan in world.plans()}


def _ward(world: World, plan: WardPlan, campaign: PledgeCampaign) -> int:
    officer = world.officers[plan.code]
    households = register_households(by=officer, rows=_rows(world, plan))
    by_group: dict[int, list[Household]] = {}
    for household in households:
        by_group.setdefault(household.group_id, []).append(household)
    signed = []
    for number in range(1, plan.groups + 1):
        signed += _signatures(
            world, plan, number, by_group[world.groups[plan.code, number].pk], campaign
        )
    sign_pledges(by=officer, campaign=campaign, signed=signed, witness="Tổ trưởng")
    return sum(household.members for household in households)


def _rows(world: World, plan: WardPlan) -> list[HouseholdRow]:
    rows = []
    for number in range(1, plan.groups + 1):
        late = _LATE_GROUPS.get((plan.code, number))
        since = late.until if late and late.until else REGISTERED
        for place, members in enumerate(_sizes(world, plan, number), start=1):
            rows.append(
                HouseholdRow(
                    group=world.groups[plan.code, number],
                    code=f"{plan.code}-{number:02d}-{place:04d}",
                    head_name=household_head(world.dice),
                    members=members,
                    address="",
                    from_day=since,
                )
            )
    return rows


def _sizes(world: World, plan: WardPlan, number: int) -> list[int]:
    if (plan.code, number) == QUIET_GROUP:
        return [4] * QUIET_HOUSEHOLDS  # 612 residents: "hơn 600 khẩu"
    spread = world.households_per_group // 8
    count = world.households_per_group + world.dice.randint(-spread, spread)
    return [world.dice.randint(2, 6) for _ in range(count)]


def _signatures(
    world: World, plan: WardPlan, number: int, households: list[Household], campaign: PledgeCampaign
) -> list[tuple[Household, date]]:
    evening = world.day(CAMPAIGN[0] + timedelta(days=20), CAMPAIGN[1] - timedelta(days=10))
    late = _LATE_SIGNERS.get((plan.code, number))
    laggards = households[: late.count] if late else []
    signed = [
        (household, max(household.valid_from, evening) + timedelta(days=world.dice.randint(0, 9)))
        for household in households[len(laggards) :]
    ]
    for household in laggards:
        record_refusal(
            by=world.officers[plan.code],
            household=household,
            campaign=campaign,
            asked_on=evening,
            reason=world.dice.choice(
                (RefusalReason.ABSENT, RefusalReason.NOT_YET_MET, RefusalReason.REFUSED)
            ),
        )
        if late and late.until:
            signed.append((household, late.until))
    return signed
