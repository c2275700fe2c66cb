"""Sets up wards and groups, their population and reorganisation, and the users who work there."""

from datetime import date

from accounts.actions.users import create_user
from accounts.models import User
from accounts.permissions import Role
from demo.logins import DEMO_PASSWORD
from demo.names import household_head
from demo.stories import WardPlan
from demo.world import ARTICLE, MERGED, QUIET_GROUP, STARTED, World
from wards.actions.groups import create_group
from wards.actions.marks import classify_ward, mark_border
from wards.actions.population import record_population
from wards.actions.postings import post_user
from wards.actions.reorganisation import reorganise
from wards.enums import AreaKind, ClassificationScheme, DrugClass, GroupKind, WardKind
from wards.models import Area, Ward

SOURCE = "Dữ liệu minh họa"
#: FACT: high-risk groups of Nam Cường (hilly ground).
HIGH_RISK = {("02671", number) for number in (11, 12, 16, 17)}
#: The article does not name its "ba phường biên giới"; these are the demonstration's choice
#: (domain.md §8.2).
BORDER = ("02635", "02641", "02644")


def lay_out(world: World) -> None:
    """Creates officers and groups of the 17 wards, marks border wards, classifies Nam Cường."""
    for plan in world.plans():
        ward = Ward.objects.in_force(ARTICLE).get(code=plan.code)
        world.wards[plan.code] = ward
        world.officers[plan.code] = _officer(plan, ward)
        _groups(world, plan, ward)
    for code in BORDER:
        mark_border(by=world.officers[code], ward=world.wards[code], is_border=True)
    classify_ward(
        by=world.officers["02671"],
        ward=world.wards["02671"],
        scheme=ClassificationScheme.QD3122,
        drug_class=DrugClass.II,
        from_day=date(2023, 1, 1),
        decision="Số liệu minh họa",
    )
    world.city = Area.objects.get(kind=AreaKind.SET, name="Địa bàn thành phố Lào Cai cũ")


def _officer(plan: WardPlan, ward: Ward) -> User:
    named = {"02671": "canbo", "02746": "canbo2"}
    user = create_user(
        by=None,
        username=named.get(plan.code, f"canbo.{plan.code}"),
        full_name=f"Cán bộ {plan.name} (minh họa)",
        title="Đại úy, cán bộ công an",
        password=DEMO_PASSWORD if plan.code in named else None,
    )
    post_user(by=None, user=user, role=Role.OFFICER, ward=ward, from_day=STARTED)
    return user


def _groups(world: World, plan: WardPlan, ward: Ward) -> None:
    kind = GroupKind.TO_DAN_PHO if ward.kind == WardKind.PHUONG else GroupKind.THON
    word = "Tổ" if kind == GroupKind.TO_DAN_PHO else "Thôn"
    officer = world.officers[plan.code]
    for number in range(1, plan.groups + 1):
        at_risk = (plan.code, number) in HIGH_RISK
        world.groups[plan.code, number] = create_group(
            by=officer,
            ward=ward,
            kind=kind,
            name=f"{word} {number} {plan.name}",
            from_day=STARTED,
            head_name=household_head(world.dice),
            is_high_risk=at_risk,
            risk_reason="Địa bàn đồi núi phức tạp" if at_risk else "",
        )
    world.groups[plan.code, 0] = create_group(
        by=officer,
        ward=ward,
        kind=GroupKind.OTHER_PLACE,
        name=f"Khu vực khác {plan.name}",
        from_day=STARTED,
    )


def declare_population(world: World, residents: dict[str, int]) -> None:
    """Records each former ward's registered residents as its population.

    The quiet group gets the figure of the article.
    """
    for plan in world.plans():
        record_population(
            by=world.officers[plan.code],
            ward=world.wards[plan.code],
            counted_on=date(2023, 1, 1),
            residents=residents[plan.code],
            groups=plan.groups,
            source=SOURCE,
        )
    record_population(
        by=world.officers["02671"],
        group=world.groups[QUIET_GROUP],
        counted_on=date(2023, 1, 1),
        residents=612,
        source="Báo Lào Cai: 153 hộ, hơn 600 khẩu",
    )


def merge(world: World, residents: dict[str, int]) -> None:
    """Carries out the reorganisation of 01/07/2025 and records the population of the new wards.

    Placements and postings follow the successions.
    """
    reorganise(by=None, on_day=MERGED)
    after: dict[str, int] = {}
    for plan in world.plans():
        successor = world.wards[plan.code].successors.get().to_ward
        after[successor.code] = after.get(successor.code, 0) + residents[plan.code]
    for ward in Ward.objects.in_force(MERGED).filter(code__in=after):
        record_population(
            by=None,
            ward=ward,
            counted_on=MERGED,
            residents=after[ward.code],
            source=SOURCE,
            groups=25
            if ward.code == "02923"
            else None,  # Gia Phú and Xuân Giao, now in 02923, are not in the demonstration
        )
    mark_border(by=None, ward=Ward.objects.in_force(MERGED).get(code="02647"), is_border=True)
    mark_border(by=None, ward=Ward.objects.in_force(MERGED).get(code="02746"), is_border=True)


def post_demo_users(world: World) -> None:
    """Creates one user for each role but the officer's; `manage.py demo_logins` prints them all."""
    ward = Ward.objects.in_force(MERGED).get(code="02671", valid_from=MERGED)
    province = Area.objects.get(kind=AreaKind.PROVINCE, code="15")
    nation = Area.objects.get(kind=AreaKind.NATION)
    posts = (
        ("truongca", "Trưởng công an phường (minh họa)", Role.CHIEF, {"ward": ward}),
        (
            "totruong",
            "Tổ trưởng tổ 8 (minh họa)",
            Role.GROUP_HEAD,
            {"group": world.groups[QUIET_GROUP]},
        ),
        ("yte", "Trạm y tế phường (minh họa)", Role.CLINIC, {"ward": ward}),
        ("ubnd", "Văn phòng UBND phường (minh họa)", Role.CHAIR_OFFICE, {"ward": ward}),
        (
            "banchidao",
            "Ban Chỉ đạo địa bàn Lào Cai (minh họa)",
            Role.COMMITTEE,
            {"area": world.city},
        ),
        ("thamdinh", "Cán bộ thẩm định Công an tỉnh (minh họa)", Role.VERIFIER, {"area": province}),
        ("kiemtra", "Cán bộ kiểm tra truy cập (minh họa)", Role.AUDITOR, {"area": nation}),
        ("quantri", "Quản trị hệ thống (minh họa)", Role.ADMIN, {"area": nation}),
    )
    for username, full_name, role, place in posts:
        user = create_user(
            by=None,
            username=username,
            full_name=full_name,
            title=str(role.label),
            password=DEMO_PASSWORD,
        )
        post_user(by=None, user=user, role=role, from_day=MERGED, **place)
