"""Papers of a small city, read as text."""

import re
from datetime import date
from html import unescape

import pytest

from programme.actions.phases import plan_phase
from reports.catalogue import get_report
from reports.rendering import html_of
from tests.factories.pledges import HotlineBoardFactory, PledgeFactory, TipBoxFactory

DAY = date(2026, 6, 30)


def text_of(html: str) -> str:
    """What a reader sees, in one line."""
    body = html.partition("<body>")[2]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).strip()


@pytest.fixture
def paper_of():
    """`paper_of(ward)` is its status report on DAY, `paper_of(area)` the phase report."""

    def made(place, day=DAY, **options):
        slug = "ward-status" if hasattr(place, "is_border") else "city-phase"
        return get_report(slug).build(place, day, **options)

    return made


@pytest.fixture
def text(paper_of):
    """The words of such a paper."""
    return lambda place, day=DAY, **options: text_of(html_of(paper_of(place, day, **options)))


@pytest.fixture
def equip(rules):
    """`equip(group)` gives a group all that criteria 6 to 8 ask for on DAY."""

    def equipped(group):
        PledgeFactory(household__group=group, valid_from=date(2026, 2, 1))
        TipBoxFactory(group=group, valid_from=date(2026, 6, 1))
        HotlineBoardFactory(group=group, valid_from=date(2026, 6, 1))
        return group

    return equipped


@pytest.fixture
def plan(area):
    """`plan(1, [ward], date(…))` lays down a phase of the area."""

    def planned(number, wards, due_on, **fields):
        fields = {
            "title": f"Nhiệm vụ {number}",
            "starts_on": date(2023, 1, 1),
            "ends_on": None,
        } | fields
        return plan_phase(
            by=None,
            area=fields.pop("area", area),
            number=number,
            set_code="CITY_2023",
            targets=wards,
            due_on=due_on,
            **fields,
        )

    return planned
