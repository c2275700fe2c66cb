"""The kinds of rows that figures open to: how each is ordered, read and told to a reader.

A criterion names the kind of its rows (`Criterion.row_kind`); screens, the API and the blockers of a
ward ask the kind and know no model of a ledger.
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

#: Places and events have no order of their own: by group, then by day.
BY_PLACE = ("group_ref", "since", "pk")
#: People by their given names, households by that of their heads, groups by number.
BY_NAME = ("sort_key", "pk")


class RowWords(NamedTuple):
    """What a row is called, its detail, who is responsible for it, and the address of its page."""

    label: str
    detail: str = ""
    responsible: str = ""
    url: str = ""


class RowKind:
    """Base of the kinds. Every row has `group_ref`, `since` and `passes`, which its criterion annotates."""

    model: ClassVar[type[Model]]
    #: Fields and annotations that the rows are ordered by.
    order: ClassVar[tuple[str, ...]] = BY_PLACE
    #: The only fields that `told` reads, so that the first rows of many criteria fit into one statement.
    fields: ClassVar[tuple[str, ...]]
    #: Lookup of the officer in charge, where a row has one.
    officer: ClassVar[str] = ""

    def ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows as a page lists them, each with the officer in charge."""
        listed = rows.order_by(*self.order)
        return listed.select_related(self.officer) if self.officer else listed

    def told(self, row: Any, group: NeighbourhoodGroup, *, masked: bool) -> RowWords:
        """What a reader is told; `masked` covers names of people and of heads of groups."""
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
    """Households of the pledge ledger; the head of the group is responsible for them."""

    model = Household
    order = BY_NAME
    fields = ("head_name", "code")

    def told(self, row: Any, group: NeighbourhoodGroup, *, masked: bool) -> RowWords:
        if masked:
            return RowWords(mask_name(row.head_name), row.code)
        url = reverse("pledges:household-detail", args=[row.pk])
        return RowWords(row.head_name, row.code, group.head_name, url)


class HotspotRows(RowKind):
    """Hotspots by their kind; the place itself is for those who may see it."""

    model = Hotspot
    fields = ("kind", "place")

    def told(self, row: Any, group: NeighbourhoodGroup, *, masked: bool) -> RowWords:
        return RowWords(str(row.get_kind_display()), "" if masked else row.place)


class SuspicionRows(RowKind):
    """Suspicions by their kind; the subject is for those who may see it."""

    model = Suspicion
    fields = ("kind", "subject")

    def told(self, row: Any, group: NeighbourhoodGroup, *, masked: bool) -> RowWords:
        return RowWords(str(row.get_kind_display()), "" if masked else row.subject)


class OffenderRows(RowKind):
    """People in incidents."""

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
    """The neighbourhoods themselves, with their heads."""

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
