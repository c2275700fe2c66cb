"""People of the ward, and what is due to a reader."""

from datetime import date

import pytest

from accounts.permissions import Role
from cases.enums import Sex
from cases.models import Person
from cases.statuses import PersonStatus
from law.queries.deadlines import deadlines_for
from tests.factories.cases import PersonFactory, TreatmentFactory, VisitFactory
from tests.factories.incidents import HotspotFactory, SuspicionFactory
from tests.factories.wards import PostingFactory

TODAY = date(2026, 3, 10)
CHECK = "Kiểm tra cư trú hằng tháng"


def due(user, today=TODAY, **kwargs) -> list[tuple[str, str, date]]:
    """(what, who, when) in the order of the page."""
    return [(one.label, one.subject, one.due_on) for one in deadlines_for(user, today, **kwargs)]


def labels(user, today=TODAY, **kwargs) -> list[str]:
    return [label for label, _subject, _day in due(user, today, **kwargs)]


@pytest.fixture
def checked(group):
    """`checked(day)` is an addict of `group` last checked that day (None = never)."""

    def person(day=None, **fields):
        one = PersonFactory(**({"group": group, "full_name": "Lò A Tùng"} | fields))
        if day:
            VisitFactory(person=one, visited_on=day)
        return one

    return person


def everything_due(group) -> None:
    """One of each kind in the group."""
    person = PersonFactory(group=group, status=PersonStatus.POST_REHAB)
    person.statuses.update(term_end=TODAY)
    TreatmentFactory(person=person, term_end=TODAY)
    SuspicionFactory(group=group, valid_from=date(2026, 1, 1))
    HotspotFactory(group=group, recheck_on=TODAY)


EVERYTHING = [
    "Kiểm tra cư trú hằng tháng",
    "Rà soát nghi vấn",
    "Hết thời hạn: cai nghiện tự nguyện tại cộng đồng",
    "Hết thời hạn: quản lý sau cai",
    "Kiểm tra lại điểm đã triệt xóa",
]


def everybody():
    return Person.objects.all()


@pytest.fixture
def person(group):
    return PersonFactory(group=group, full_name="Đặng Thị Hạnh", sex=Sex.FEMALE, birth_year=1985)


@pytest.fixture
def treated(group):
    return PersonFactory(group=group, full_name="Vàng A Páo", treated=True)


@pytest.fixture
def both(officer, other_ward):
    """Police in `ward`, clinic in `other_ward`."""
    PostingFactory(user=officer, role=Role.CLINIC, ward=other_ward)
    return officer
