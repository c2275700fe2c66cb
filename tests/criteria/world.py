"""A small country drawn by lot: every kind of row that a criterion counts, on any day, written in bulk.

Hypothesis gives the seed and keeps it small; everything else follows from it, so a failing example can
be drawn again. The rows keep the rules of the database (no two of one kind on one day).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from cases.enums import AbsenceReason, DossierKind, Sex, TreatmentForm
from cases.models import Absence, Dossier, Person, Residence, StatusPeriod, Treatment
from cases.statuses import PersonStatus
from foundation.dated import OPEN
from incidents.enums import HotspotKind, SuspicionKind
from incidents.models import Hotspot, HotspotPeriod, Incident, IncidentPerson, Suspicion
from incidents.statuses import HotspotState
from law.models import LegalRule
from pledges.enums import CheckKind
from pledges.models import (
    BoardInspection,
    BoxCheck,
    HotlineBoard,
    Household,
    Pledge,
    PledgeCampaign,
    TipBox,
)
from wards.enums import GroupKind, WardKind
from wards.models import GroupPlacement, NeighbourhoodGroup, PopulationFigure, Ward

FIRST, LAST = date(2025, 1, 1), date(2026, 10, 31)
REFORM = date(2025, 7, 1)


@dataclass
class World:
    """Wards and groups of the drawn country, and days worth asking about."""

    dice: Random
    wards: list[Ward] = field(default_factory=list)
    groups: list[NeighbourhoodGroup] = field(default_factory=list)
    #: Days on which something begins or ends.
    turns: set[date] = field(default_factory=lambda: {FIRST, REFORM, LAST})

    def day(self) -> date:
        return FIRST + timedelta(days=self.dice.randrange((LAST - FIRST).days))

    def stretches(self, at_most: int = 2) -> list[tuple[date, date]]:
        """Up to so many stretches that do not overlap; the last one may be open."""
        days = sorted({self.day() for _number in range(self.dice.randrange(2 * at_most + 1))})
        self.turns.update(days)
        pairs = list(zip(days[::2], days[1::2], strict=False))
        return [*pairs, (days[-1], OPEN)] if len(days) % 2 else pairs

    def steps(self, at_most: int = 2) -> list[tuple[date, date]]:
        """Stretches with steps of one day before, between and after them, as a ledger holds them."""
        rows = []
        for first, last in self.stretches(at_most):
            rows += [(first, first)] * self.one_of([0, 0, 1, 2])
            rows.append((first, last))
        return (
            [*rows, (last, last)] if rows and last != OPEN and self.one_of([True, False]) else rows
        )

    def one_of(self, choices):
        return self.dice.choice(list(choices))

    def days_to_ask(self, count: int) -> list[date]:
        """Days on which something changes, and the days before them."""
        near = sorted(self.turns | {day - timedelta(days=1) for day in self.turns})
        return sorted(self.dice.sample(near, min(count, len(near))))


def draw(seed: int) -> World:
    """A country of three wards, the third only since the reform."""
    world = World(Random(seed))
    _places(world)
    _people(world)
    _hotspots_and_suspicions(world)
    _incidents(world)
    _households(world)
    _fixtures(world)
    return world


def _places(world: World) -> None:
    spans = [(FIRST, OPEN), (FIRST, world.one_of([OPEN, REFORM])), (REFORM, OPEN)]
    world.wards = Ward.objects.bulk_create(
        Ward(
            code=f"8{number}",
            kind=WardKind.PHUONG,
            name=f"Số {number}",
            sort_key=f"{number}",
            valid_from=span[0],
            valid_to=span[1],
        )
        for number, span in enumerate(spans)
    )
    kinds = [GroupKind.TO_DAN_PHO, GroupKind.THON, GroupKind.TO_DAN_PHO, GroupKind.OTHER_PLACE]
    world.groups = NeighbourhoodGroup.objects.bulk_create(
        NeighbourhoodGroup(kind=kind, name=f"Tổ {number}", sort_key=f"{number}")
        for number, kind in enumerate(kinds[: 1 + world.dice.randrange(4)] + kinds[3:])
    )
    old, new = world.wards[:2], [ward for ward in world.wards if ward.valid_to == OPEN]
    GroupPlacement.objects.bulk_create(
        placement
        for group in world.groups
        for placement in (
            GroupPlacement(group=group, ward=world.one_of(old), valid_from=FIRST, valid_to=REFORM),
            GroupPlacement(group=group, ward=world.one_of(new), valid_from=REFORM),
        )
    )
    PopulationFigure.objects.bulk_create(
        PopulationFigure(
            ward=ward,
            counted_on=day,
            source="Thống kê",
            households=world.one_of([None, 0, 3]),
            groups=world.one_of([None, 1, 3]),
            residents=900,
        )
        for ward in world.wards
        for day in {world.day() for _number in range(world.dice.randrange(3))}
    )
    for key in ("box_check_validity", "board_check_validity"):
        LegalRule.objects.bulk_create(
            LegalRule(
                key=key,
                label="Kiểm tra",
                value=world.one_of([30, 200]),
                unit="days",
                legal_basis="Quy chế",
                valid_from=first,
                valid_to=last,
            )
            for first, last in world.stretches(1)
        )


def _people(world: World) -> None:
    people = Person.objects.bulk_create(
        Person(full_name=f"Lò Văn {number}", birth_year=1990, sex=Sex.MALE, sort_key=f"{number}")
        for number in range(world.dice.randrange(9))
    )
    for person in people:
        moved = world.one_of([FIRST, world.day()])
        stays = [(FIRST, moved), (moved, OPEN)] if moved > FIRST else [(FIRST, OPEN)]
        Residence.objects.bulk_create(
            Residence(
                person=person, group=world.one_of(world.groups), valid_from=first, valid_to=last
            )
            for first, last in stays
        )
        StatusPeriod.objects.bulk_create(
            StatusPeriod(
                person=person,
                status=world.one_of(PersonStatus.values),
                valid_from=first,
                valid_to=last,
                decision_number="1/QĐ",
                decision_date=first,
                legal_basis="Luật 73/2021",
                end_reason="" if last == OPEN else "next_status",
            )
            for first, last in world.steps()
        )
        Absence.objects.bulk_create(
            Absence(person=person, reason=AbsenceReason.IN_CENTRE, valid_from=first, valid_to=last)
            for first, last in world.steps(1)
        )
        courses = [
            Treatment(
                person=person,
                form=form,
                valid_from=first,
                valid_to=last,
                legal_basis="Luật 73/2021",
                end_reason="" if last == OPEN else "completed",
            )
            for form in world.dice.sample(TreatmentForm.values, 2)
            for first, last in world.steps(1)
        ]
        Treatment.objects.bulk_create(_one_rehabilitation(courses))
        Dossier.objects.bulk_create(
            Dossier(
                person=person,
                kind=kind,
                number=f"{person.pk}-{kind}-{number}",
                legal_basis="Luật",
                valid_from=first,
                valid_to=last,
            )
            for kind in DossierKind.values
            for number, (first, last) in enumerate(world.steps())
        )


def _one_rehabilitation(courses: list[Treatment]) -> list[Treatment]:
    """Nobody follows two courses of rehabilitation at once: the first, and substitution treatment."""
    rehab = [one for one in courses if one.form != TreatmentForm.SUBSTITUTION]
    return [*rehab[:1], *(one for one in courses if one.form == TreatmentForm.SUBSTITUTION)]


def _hotspots_and_suspicions(world: World) -> None:
    for _number in range(world.dice.randrange(5)):
        hotspot = Hotspot.objects.create(
            group=world.one_of(world.groups),
            kind=world.one_of(HotspotKind.values),
            found_on=FIRST,
            place="Nhà trọ",
        )
        HotspotPeriod.objects.bulk_create(
            HotspotPeriod(
                hotspot=hotspot,
                state=world.one_of(HotspotState.values),
                valid_from=first,
                valid_to=last,
            )
            for first, last in world.steps()
        )
    Suspicion.objects.bulk_create(
        Suspicion(
            group=world.one_of(world.groups),
            kind=world.one_of(SuspicionKind.values),
            subject="Nhóm",
            source_grade="B",
            reason="Tụ tập",
            valid_from=first,
            valid_to=last,
            outcome="" if last == OPEN else "stopped",
        )
        for first, last in world.steps(3)
    )


def _incidents(world: World) -> None:
    for _number in range(world.dice.randrange(4)):
        day = world.one_of([world.day(), date(2025, 12, 14), date(2025, 12, 15)])
        world.turns.add(day)
        incident = Incident.objects.create(group=world.one_of(world.groups), happened_on=day)
        wanted = [stretch for stretch in world.stretches() if stretch[0] >= day]
        for first, last in [(None, None), *wanted]:
            IncidentPerson.objects.create(
                incident=incident,
                name="Vàng A Páo",
                is_arrested=first is None,
                wanted_from=first,
                wanted_to=last,
                resident_group=world.one_of([None, *world.groups]),
            )


def _households(world: World) -> None:
    campaign = PledgeCampaign.objects.create(name="Đợt", starts_on=FIRST, ends_on=LAST)
    for number in range(world.dice.randrange(8)):
        group = world.one_of(world.groups)
        for first, last in world.steps(1):
            household = Household.objects.create(
                group=group,
                code=f"HO-{number}",
                head_name="Hoàng Văn A",
                valid_from=first,
                valid_to=last,
            )
            signed = first + timedelta(days=world.dice.randrange(60))
            if world.one_of([True, False]) and signed < last:
                Pledge.objects.create(
                    household=household,
                    campaign=campaign,
                    group=group,
                    representative="Hoàng Văn A",
                    valid_from=signed,
                    valid_to=last,
                )


def _fixtures(world: World) -> None:
    for group in world.groups:
        for first, last in world.steps(1):
            stands = {"group": group, "place": "Nhà văn hóa", "valid_from": first, "valid_to": last}
            checked = min(
                first + timedelta(days=world.dice.randrange(1, 90)), last - timedelta(days=1)
            )
            halves = [(first, max(checked, first + timedelta(days=1)))]
            halves += [(halves[0][1], OPEN)]
            box = TipBox.objects.create(**stands)
            BoxCheck.objects.bulk_create(
                BoxCheck(
                    box=box,
                    kind=CheckKind.INSPECTION,
                    valid_from=begins,
                    valid_to=ends,
                    is_working=world.one_of([True, True, False]),
                )
                for begins, ends in halves
            )
            board = HotlineBoard.objects.create(**stands, numbers="113")
            BoardInspection.objects.bulk_create(
                BoardInspection(
                    board=board,
                    valid_from=begins,
                    valid_to=ends,
                    is_legible=world.one_of([True, True, False]),
                )
                for begins, ends in halves
            )
