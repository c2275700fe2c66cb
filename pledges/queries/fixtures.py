"""Lists boxes and boards by group with their states, so that officers see what to put up, mend and check.

The best state of a group agrees with criteria 7 and 8 (pledges.queries.figures): a group counts if it is WORKING.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from law.models import LegalRule
from law.queries.calendar import WorkingCalendar
from law.queries.terms import add_term
from pledges.enums import CheckKind, FixtureState
from pledges.models import BoardInspection, BoxCheck, HotlineBoard, TipBox
from pledges.queries.figures import oldest_check
from wards.models import NeighbourhoodGroup
from wards.models.group import GroupQuerySet

Rules = Mapping[str, LegalRule]
BOX_OPENING = "box_opening"
BOX_VALIDITY = "box_check_validity"
BOARD_VALIDITY = "board_check_validity"


def boxes_on(day: date, rules: Rules) -> QuerySet[TipBox]:
    """Returns boxes that hang on the day, with `state`, `checked_on` and `opened_on` (None if never opened)."""
    standing = BoxCheck.objects.in_force(day).filter(box=OuterRef("pk"))
    opened = BoxCheck.objects.filter(
        box=OuterRef("pk"), kind=CheckKind.OPENING, valid_from__lte=day
    )
    return TipBox.objects.in_force(day).annotate(
        state=_state(standing, Q(is_working=True), _since(day, rules, BOX_VALIDITY)),
        checked_on=Subquery(standing.values("valid_from")[:1]),
        opened_on=Subquery(opened.order_by("-valid_from").values("valid_from")[:1]),
    )


def boards_on(day: date, rules: Rules) -> QuerySet[HotlineBoard]:
    """Returns boards that hang on the day, with `state` and `checked_on`."""
    standing = BoardInspection.objects.in_force(day).filter(board=OuterRef("pk"))
    return HotlineBoard.objects.in_force(day).annotate(
        state=_state(standing, Q(is_legible=True), _since(day, rules, BOARD_VALIDITY)),
        checked_on=Subquery(standing.values("valid_from")[:1]),
    )


def boxes_of(group: NeighbourhoodGroup) -> QuerySet[TipBox]:
    """Returns every box that ever hung in the group, those of today first, with its findings: two statements."""
    return (
        TipBox.objects.filter(group=group).order_by("-valid_to", "-pk").prefetch_related("checks")
    )


def boards_of(group: NeighbourhoodGroup) -> QuerySet[HotlineBoard]:
    """Returns every board that ever hung in the group, those of today first, with its findings: two statements."""
    rows = HotlineBoard.objects.filter(group=group).order_by("-valid_to", "-pk")
    return rows.prefetch_related("inspections")


def groups_with_fixtures(groups: GroupQuerySet, day: date, rules: Rules) -> GroupQuerySet:
    """Returns the groups of criteria 7 and 8, with `box_state`, `board_state` and the lists `boxes_up`, `boards_up`."""
    boxes, boards = boxes_on(day, rules), boards_on(day, rules)
    return (
        groups.counted()
        .annotate(box_state=_best(boxes), board_state=_best(boards))
        .prefetch_related(
            Prefetch("boxes", boxes.order_by("state", "pk"), to_attr="boxes_up"),
            Prefetch("boards", boards.order_by("state", "pk"), to_attr="boards_up"),
        )
    )


def name_states(groups: Iterable[Any], rules: Rules) -> None:
    """Turns the states of a page's rows into FixtureState, and gives each box `open_by`, when it is next opened."""
    opening, calendar = rules.get(BOX_OPENING), WorkingCalendar()
    for group in groups:
        for fixture in (*group.boxes_up, *group.boards_up):
            fixture.state = FixtureState(fixture.state)
        for box in group.boxes_up:
            opened = box.opened_on or box.valid_from
            box.open_by = add_term(opened, opening, calendar) if opening else None


def _since(day: date, rules: Rules, key: str) -> date:
    rule = rules.get(key)
    return oldest_check(day, rule.value if rule else None)


def _state(standing: QuerySet[Any], good: Q, since: date) -> Case:
    """Returns the state by the finding in force: BROKEN if bad, WORKING if good and recent, otherwise LAPSED."""
    return Case(
        When(Exists(standing.filter(~good)), then=FixtureState.BROKEN.value),
        When(Exists(standing.filter(good, valid_from__gte=since)), then=FixtureState.WORKING.value),
        default=FixtureState.LAPSED.value,
        output_field=IntegerField(),
    )


def _best(fixtures: QuerySet[Any]) -> Coalesce:
    """Returns the best state of the group's boxes (or boards), or MISSING if it has none."""
    of_group = fixtures.filter(group=OuterRef("pk")).order_by("state")
    return Coalesce(Subquery(of_group.values("state")[:1]), FixtureState.MISSING.value)
