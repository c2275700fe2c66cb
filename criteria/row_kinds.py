"""The kinds of rows behind the figures: how each kind is ordered, read and described to a reader.

A criterion names the kind of its rows (`Criterion.row_kind`). Screens, the API and the list of a ward's
blockers ask the kind, so they need not know the models of the ledgers.
"""

from typing import Any, ClassVar, NamedTuple

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Person
from foundation.text import mask_name
from incidents.models import Hotspot, Incident, IncidentPerson, Suspicion
from pledges.models import Household
from wards.models import NeighbourhoodGroup

#: Places and events have no natural order, so they are ordered by group, then by day.
BY_PLACE = ("group_ref", "since", "pk")
#: People are ordered by their given names, households by those of their heads, groups by number.
BY_NAME = ("sort_key", "pk")


class RowWords(NamedTuple):
    """The name of a row, its detail, who is responsible for it, and the URL of its page ("" if it has none)."""

    label: str
    detail: str = ""
    responsible: str = ""
    url: str = ""


class RowKind:
    """Base of the kinds. Its criterion annotates every row with `group_ref`, `since` and `passes`."""

    model: ClassVar[type[Model]]
    #: Fields and annotations that the rows are ordered by.
    order: ClassVar[tuple[str, ...]] = BY_PLACE
    #: The only fields of the row that `told` reads besides the officer; thus one statement reads rows of all kinds.
    fields: ClassVar[tuple[str, ...]]
    #: Lookup of the officer in charge, "" if rows of this kind have none.
    officer: ClassVar[str] = ""

    def ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Returns the rows in the order of a page, each read together with its officer in charge."""
        listed = rows.order_by(*self.order)
        return listed.select_related(self.officer) if self.officer else listed

    def told(self, row: Any, group: NeighbourhoodGroup, *, masked: bool) -> RowWords:
        """Returns the words for a row; `masked` hides names of people and group heads, and links to their pages."""
        raise NotImplementedError


class PersonRows(RowKind):
    """People of the case ledger."""

    model = Person
    order = BY_NAME
    fields = ("full_name", "birth_year")
    officer = "officer"

    def told(self, row: Any, group: NeighbourhoodGroup, *, masked: bool) -> RowWords:
        name, url = (row.masked_name, "") if masked else (row.full_name, row.get_absolute_url())
        return RowWords(name, str(row.birth_year or ""), str(row.officer or ""), url)


class HouseholdRows(RowKind):
    """Households of the pledge ledger; the head of the group is responsible for each."""

    model = Household
    order = BY_NAME
    fields = ("head_name", "code")

    def told(self, row: Any, group: NeighbourhoodGroup, *, masked: bool) -> RowWords:
        if masked:
            return RowWords(mask_name(row.head_name), row.code)
        url = reverse("pledges:household-detail", args=[row.pk])
        return RowWords(row.head_name, row.code, group.head_name, url)


class HotspotRows(RowKind):
    """Hotspots, named by their kind; a masked row leaves out the place."""

    model = Hotspot
    fields = ("kind", "place")

    def told(self, row: Any, group: NeighbourhoodGroup, *, masked: bool) -> RowWords:
        return RowWords(str(row.get_kind_display()), "" if masked else row.place)


class SuspicionRows(RowKind):
    """Suspicions, named by their kind; a masked row leaves out the subject."""

    model = Suspicion
    fields = ("kind", "subject")

    def told(self, row: Any, group: NeighbourhoodGroup, *, masked: bool) -> RowWords:
        return RowWords(str(row.get_kind_display()), "" if masked else row.subject)


class OffenderRows(RowKind):
    """People who took part in incidents."""

    model = IncidentPerson
    fields = ("name",)

    def told(self, row: Any, group: NeighbourhoodGroup, *, masked: bool) -> RowWords:
        return RowWords(mask_name(row.name) if masked else row.name)


class PlantIncidentRows(RowKind):
    """Incidents in which plants were destroyed."""

    model = Incident
    fields = ("plants_destroyed", "plants_area_m2")

    def told(self, row: Any, group: NeighbourhoodGroup, *, masked: bool) -> RowWords:
        numbers = {"plants": row.plants_destroyed or 0, "area": row.plants_area_m2 or 0}
        label = str(row._meta.verbose_name).capitalize()
        return RowWords(label, _("%(plants)s cây, %(area)s m²") % numbers)


class GroupRows(RowKind):
    """The neighbourhood groups themselves, each with its head; a masked row leaves out the head."""

    model = NeighbourhoodGroup
    order = BY_NAME
    fields = ("name",)

    def told(self, row: Any, group: NeighbourhoodGroup, *, masked: bool) -> RowWords:
        return RowWords(group.name, "", "" if masked else group.head_name)


PEOPLE = PersonRows()
HOUSEHOLDS = HouseholdRows()
HOTSPOTS = HotspotRows()
SUSPICIONS = SuspicionRows()
OFFENDERS = OffenderRows()
PLANT_INCIDENTS = PlantIncidentRows()
GROUPS = GroupRows()
