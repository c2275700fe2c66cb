"""The figures that a correction changes: every criterion of the wards concerned, on a few days."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from corrections.registry import FigureLine
from criteria.queries.readers import wards_held
from criteria.queries.small_cells import as_shown, cell
from criteria.scoring import WardScore, score_days
from criteria.sets import SETS
from wards.models import GroupPlacement, Ward


def corrected_figures(
    user: User, groups: Iterable[int], days: Iterable[date]
) -> Mapping[Any, FigureLine]:
    """Returns the figures of the wards in which the groups lie on these days, as the user may see them.

    They are scored live, because no snapshot knows what is being corrected.
    """
    days = list(days)
    placed = GroupPlacement.objects.filter(group__in=list(groups))
    wards = Ward.objects.all().visible_to(user, Permission.VIEW_FIGURES)
    wards = wards.filter(pk__in=placed.values("ward"))
    asked = list(wards)
    if not asked:
        return {}
    held = {day: wards_held(user, Permission.VIEW_PEOPLE, asked, day) for day in days}
    lines: dict[Any, FigureLine] = {}
    for criteria_set in SETS:
        for day, scores in score_days(days, criteria_set, wards).items():
            for score in scores:
                sees_people = score.ward.pk in held[day]
                lines.update(_lines(score, criteria_set.code, sees_people=sees_people))
    return lines


def _lines(score: WardScore, set_code: str, *, sees_people: bool) -> dict[Any, FigureLine]:
    ward, day = str(score.ward), score.day
    lines: dict[Any, FigureLine] = {}
    lines[day, score.ward.pk, "people"] = FigureLine(
        ward, day, _("Người trong diện quản lý"), str(cell(score.people, hides=not sees_people))
    )
    for result in score.results:
        criterion = result.criterion
        shown = as_shown(result, hides=criterion.counts_people and not sees_people)
        lines[day, score.ward.pk, set_code, criterion.code] = FigureLine(
            ward, day, str(criterion.title), f"{shown.figure} · {result.verdict.label}"
        )
    return lines
