"""Plans the three phases and takes the month-end snapshots behind the trends."""

from datetime import date

from criteria.actions.snapshots import rescore_changed
from criteria.actions.snapshots import take_snapshots as keep
from criteria.period import month_ends
from criteria.sets import CITY_2023, SETS
from demo.world import ARTICLE, World
from programme.actions.phases import plan_phase
from wards.models import Ward

FIRST_MONTH = date(2023, 1, 1)


def plan(world: World) -> None:
    """Plans the three phases.

    FACT: phase 1 from 2023 to 06/2024 is for three border wards; phase 2 to the end of 2024 is for
    one inland key ward of class II; phase 3 from 2025 is to keep the results and to roll them out.
    """
    border = [world.wards[code] for code in ("02635", "02641", "02644")]
    others = [ward for code, ward in world.wards.items() if ward not in border and code != "02671"]
    by = world.officers["02671"]
    plan_phase(
        by=by,
        area=world.city,
        number=1,
        title="Xây dựng ba phường biên giới không có ma túy và giữ vững",
        starts_on=FIRST_MONTH,
        ends_on=ARTICLE,
        set_code=CITY_2023.code,
        targets=border,
    )
    plan_phase(
        by=by,
        area=world.city,
        number=2,
        title="Sơ kết giai đoạn 1; xây dựng một xã, phường nội địa trọng điểm loại II không có ma túy",
        starts_on=date(2024, 7, 1),
        ends_on=date(2024, 12, 31),
        set_code=CITY_2023.code,
        targets=[world.wards["02671"]],
    )
    plan_phase(
        by=by,
        area=world.city,
        number=3,
        title="Duy trì kết quả và nhân rộng trên toàn địa bàn",
        starts_on=date(2025, 1, 1),
        ends_on=None,
        set_code=CITY_2023.code,
        targets=others,
        due_on=date(2026, 12, 14),
    )


def take_snapshots(world: World) -> None:
    """Takes snapshots of the month-ends since 2023 and of today, under every criteria set.

    The month-ends include the due days of phases 1 and 2.
    """
    rescore_changed()
    days = sorted({*month_ends(FIRST_MONTH, world.today), world.today})
    wards = Ward.objects.filter(placements__isnull=False).distinct()
    for criteria_set in SETS:
        keep(days=days, criteria_set=criteria_set, wards=wards)
