"""The data that the steps of the demonstration share."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from accounts.models import User
from demo.stories import WARDS, WardPlan
from wards.models import Area, NeighbourhoodGroup, Ward

STARTED = date(2022, 1, 1)  # Law 73/2021 came into force; the registers begin
MERGED = date(2025, 7, 1)
ARTICLE = date(2024, 6, 30)  # the day for which the article's figures are shown
#: FACT: group 8 of Nam Cường has 153 households and over 600 residents; it has no person and no
#: incident to record.
QUIET_GROUP = ("02671", 8)


@dataclass
class World:
    """The wards of the former city with officers and groups, and a seeded random generator."""

    today: date
    households_per_group: int
    dice: Random = field(default_factory=lambda: Random(2023))  # noqa: S311 - not for secrets
    city: Area = field(init=False)
    wards: dict[str, Ward] = field(default_factory=dict)
    officers: dict[str, User] = field(default_factory=dict)
    groups: dict[tuple[str, int], NeighbourhoodGroup] = field(default_factory=dict)

    def plans(self) -> tuple[WardPlan, ...]:
        return WARDS

    def day(self, first: date, last: date) -> date:
        """Returns a random day between two days, both included."""
        return first + timedelta(days=self.dice.randint(0, (last - first).days))

    def group_of(self, ward_code: str) -> NeighbourhoodGroup:
        """Returns a random numbered group of the ward, never the quiet group."""
        places = [
            place
            for place in self.groups
            if place[0] == ward_code and place[1] and place != QUIET_GROUP
        ]
        return self.groups[self.dice.choice(places)]

    def past(self, day: date) -> bool:
        """Returns whether that day has come; later steps of a story are left out."""
        return day <= self.today
