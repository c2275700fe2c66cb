"""The choices that forms about people offer."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission, roles_with
from cases.enums import TreatmentForm
from cases.models import Person
from wards.models import GroupPlacement, NeighbourhoodGroup, Posting
from wards.models.group import GroupQuerySet
from wards.models.scope import Officer, reach_of


def groups_to_choose(
    user: Officer, *permissions: Permission, recorded: int | None = None
) -> GroupQuerySet:
    """Returns today's groups where the user holds one of the permissions, each with `ward_name`.

    The group that is `recorded` already stays among them, whoever may choose it.
    """
    placed = GroupPlacement.objects.in_force(timezone.localdate()).filter(group=OuterRef("pk"))
    groups = NeighbourhoodGroup.objects.all()
    seen = Q(pk=recorded) if recorded else Q(pk__in=[])
    for permission in permissions:
        seen |= Q(pk__in=groups.visible_to(user, permission).values("pk"))
    return groups.filter(seen).annotate(ward_name=Subquery(placed.values("ward__name")[:1]))


def group_label(group: Any) -> str:
    """Labels a row of `groups_to_choose` with its ward, because "Tổ 1" exists in many wards."""
    return f"{group.name} · {group.ward_name}" if group.ward_name else str(group.name)


def officers_to_choose(user: Officer, person: Person | None = None) -> QuerySet[User]:
    """Returns the users who may edit people in the user's places, and the officer of `person`."""
    reach = reach_of(user, Permission.EDIT_PEOPLE)
    posted = Posting.objects.in_force(timezone.localdate()).filter(
        role__in=roles_with(Permission.EDIT_PEOPLE)
    )
    if not reach.everywhere:
        posted = posted.filter(Q(ward__in=reach.wards) | Q(group__in=reach.groups()))
    chosen = Q(pk__in=posted.values("user"))
    if person is not None and person.officer_id is not None:
        chosen |= Q(pk=person.officer_id)
    return User.objects.filter(chosen).order_by("full_name", "pk")


def forms_of_treatment(user: Officer, person: Person) -> list[TreatmentForm]:
    """Returns the forms that the user may record; a clinic records substitution treatment only."""
    known = Person.objects.all().visible_to(user, Permission.VIEW_PEOPLE)
    return (
        list(TreatmentForm) if known.filter(pk=person.pk).exists() else [TreatmentForm.SUBSTITUTION]
    )
