"""Records hotspots, suspicions, incidents and patrols."""

from datetime import date, timedelta
from decimal import Decimal

from cases.enums import Drug, Sex
from demo.names import ethnicity, full_name
from demo.stories import HOTSPOTS, SUSPICIONS, HotspotStory, SuspicionStory
from demo.world import ARTICLE, World
from incidents.actions.hotspots import move_hotspot, recheck_hotspot, report_hotspot
from incidents.actions.incidents import record_incident, record_patrol
from incidents.actions.suspicions import close_suspicion, open_suspicion, renew_suspicion
from incidents.enums import Act, HotspotKind, SourceGrade, SuspicionOutcome
from incidents.statuses import HotspotState

#: FACT: since early 2023 the city found 91 incidents and arrested 122 people.
COUNTED_FROM = date(2023, 1, 2)
INCIDENTS, ARRESTED = 91, 122
#: Days since the last review of a suspicion that nobody renewed: overdue by four.
LAPSED = 34
#: A cleared hotspot is rechecked and an open suspicion reviewed this often (LegalRule: 30 days).
LOOK = timedelta(days=30)


def tell(world: World) -> None:
    for hotspot in HOTSPOTS:
        _hotspot(world, hotspot)
    for suspicion in SUSPICIONS:
        _suspicion(world, suspicion)
    _incidents_of_the_article(world)
    _later_incidents(world)
    for (code, number), group in sorted(world.groups.items()):
        if number and world.dice.random() < 0.2:
            day = world.today - timedelta(days=world.dice.randint(2, 40))
            record_patrol(
                by=world.officers[code],
                group=group,
                patrolled_on=day,
                officers=3,
                note="Không phát hiện",
            )


def _hotspot(world: World, story: HotspotStory) -> None:
    officer, group = world.officers[story.ward], world.groups[story.ward, story.group]
    place = (
        "Đối tượng bán lẻ (minh họa)" if story.kind == HotspotKind.RETAIL else "Địa điểm (minh họa)"
    )
    hotspot = report_hotspot(
        by=officer,
        group=group,
        kind=story.kind,
        place=place,
        found_on=story.verified - timedelta(days=12),
        source="Tuần tra, nắm tình hình",
    )
    move_hotspot(by=officer, hotspot=hotspot, to=HotspotState.VERIFIED, on_day=story.verified)
    if story.cleared:
        move_hotspot(by=officer, hotspot=hotspot, to=HotspotState.CLEARED, on_day=story.cleared)
        for day in _looks(story.cleared, world.today - timedelta(days=story.looked)):
            recheck_hotspot(by=officer, hotspot=hotspot, on_day=day)


def _looks(after: date, last: date) -> list[date]:
    """Returns the days every thirty days back from `last` to `after`, oldest first."""
    return [last - LOOK * n for n in range((last - after).days // LOOK.days, -1, -1)]


def _suspicion(world: World, story: SuspicionStory) -> None:
    officer, group = world.officers[story.ward], world.groups[story.ward, story.group]
    suspicion = open_suspicion(
        by=officer,
        group=group,
        kind=story.kind,
        subject="Đối tượng (minh họa)",
        source_grade=SourceGrade.B,
        reason="Có biểu hiện tụ tập, qua lại bất thường",
        opened_on=story.opened,
    )
    if story.closed:
        renew_suspicion(
            by=officer,
            suspicion=suspicion,
            reviewed_on=story.opened + (story.closed - story.opened) / 2,
        )
        close_suspicion(
            by=officer,
            suspicion=suspicion,
            closed_on=story.closed,
            outcome=SuspicionOutcome.UNFOUNDED,
        )
    else:
        last = world.today - timedelta(days=LAPSED if story.lapsed else 5)
        for day in _looks(story.opened + timedelta(days=1), last):
            renew_suspicion(by=officer, suspicion=suspicion, reviewed_on=day)


def _incidents_of_the_article(world: World) -> None:
    """Records 91 incidents with 122 people arrested, up to the article's day."""
    arrests = [1] * INCIDENTS
    for place in range(ARRESTED - INCIDENTS):
        arrests[place * 2] += 1
    for arrested in arrests:
        _incident(world, world.day(COUNTED_FROM, ARTICLE), arrested)


def _later_incidents(world: World) -> None:
    last = world.today - timedelta(days=10)
    for _ in range(48):
        _incident(world, world.day(ARTICLE + timedelta(days=1), last), 1)


def _incident(world: World, day: date, arrested: int) -> None:
    code = world.dice.choice([plan.code for plan in world.plans()])
    group = world.group_of(code)
    act = world.dice.choice((Act.STORE, Act.STORE, Act.TRADE, Act.TRANSPORT))
    people = [
        {
            "name": full_name(world.dice, ethnicity(world.dice), Sex.MALE),
            "is_arrested": True,
            # Most offenders live elsewhere; a resident counts against the ward (Decision 28/2025).
            "resident_group": group if world.dice.random() < 0.25 else None,
        }
        for _ in range(arrested)
    ]
    record_incident(
        by=world.officers[code],
        group=group,
        happened_on=day,
        acts=[act],
        people=people,
        seized={
            world.dice.choice((Drug.HEROIN, Drug.AMPHETAMINE)): Decimal(
                world.dice.randint(50, 9000)
            )
            / 1000
        },
    )
