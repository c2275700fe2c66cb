"""The cell that names a group (tổ, thôn) in a workbook."""

from collections import Counter
from collections.abc import Callable

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from exchange.columns import ListCell
from foundation.text import fold
from wards.models import NeighbourhoodGroup
from wards.models.scope import reach_of
from wards.queries.places import groups_with_ward


class GroupCell(ListCell):
    """One of the groups where the user holds the permission; the value is the group's id."""

    def __init__(self) -> None:
        super().__init__({})
        self.groups: dict[int, NeighbourhoodGroup] = {}

    def offer(self, user: User, permission: Permission) -> None:
        """Offers the user's groups of today; equal names get their ward added, then their id."""
        rows = NeighbourhoodGroup.objects.in_groups(reach_of(user, permission).groups())
        self.groups = {group.pk: group for group in groups_with_ward(rows, timezone.localdate())}
        labels = told_apart({pk: group.name for pk, group in self.groups.items()}, self._with_ward)
        labels = told_apart(labels, lambda pk: f"{labels[pk]} – mã {pk}")
        self.offer_labels(labels)

    def _with_ward(self, pk: int) -> str:
        group = self.groups[pk]
        placed = getattr(group, "placements_that_day")  # noqa: B009 - set by groups_with_ward
        return f"{group.name} – {placed[0].ward}" if placed else group.name


def told_apart(labels: dict[int, str], longer: Callable[[int], str]) -> dict[int, str]:
    """Returns the labels; each that several ids share is replaced by its longer form."""
    count = Counter(fold(label) for label in labels.values())
    return {pk: longer(pk) if count[fold(label)] > 1 else label for pk, label in labels.items()}
