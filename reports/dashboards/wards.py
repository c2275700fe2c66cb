"""The wards whose figures a reader may see, with criteria met and people under management."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from accounts.models import User
from accounts.permissions import Permission
from criteria.queries.places import scored_wards
from criteria.queries.readers import wards_held
from criteria.queries.scores import scores_on
from criteria.queries.small_cells import ShownCount, cell, column
from criteria.scoring import WardScore
from reports.asked import Asked
from wards.models import Ward

PAGE = 50


@dataclass(frozen=True)
class WardList:
    """One page of wards, each with its score and its count of people as the reader may see it."""

    page_obj: Page[Ward]
    rows: Sequence[tuple[WardScore, ShownCount]]


def build(user: User, asked: Asked, page: str) -> WardList:
    """Returns one page of fifty wards in the order of their names."""
    scored = scored_wards(asked.day).values("pk")
    wards = Ward.objects.visible_to(user).filter(pk__in=scored).order_by("sort_key", "pk")
    page_obj = Paginator(wards, PAGE).get_page(page)
    shown = Ward.objects.filter(pk__in=[ward.pk for ward in page_obj.object_list])
    scores = scores_on(asked.day, asked.criteria_set, shown)
    held = wards_held(user, Permission.VIEW_PEOPLE, [score.ward for score in scores], asked.day)
    cells = [cell(score.people, hides=score.ward.pk not in held) for score in scores]
    people = column(cells, sum(score.people for score in scores))  # the overview shows the sum
    return WardList(page_obj, list(zip(scores, people, strict=True)))
