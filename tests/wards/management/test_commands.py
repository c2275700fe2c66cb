"""The commands say what they did."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.permissions import Permission, Role
from tests.factories.wards import GroupFactory, posted
from wards.enums import AreaKind
from wards.models import Area, Ward
from wards.queries.places import default_area, ward_of_group

pytestmark = pytest.mark.django_db


def said(*command) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue().strip()


def test_load_units():
    assert said("load_units") == "units: 6735 created, 0 changed, 0 unchanged"
    assert said("load_units") == "units: 0 created, 0 changed, 6735 unchanged"


def test_load_rules():
    assert said("load_rules").splitlines() == [
        "rules: 26 created, 0 changed, 0 unchanged",
        "calendar: 152 days",
    ]
    assert said("load_rules").endswith("calendar: 0 days")


def test_reorganise_the_real_city():
    """Group 8 of Nam Cường lies in Cam Đường since 01/07/2025, and the committee goes along."""
    said("load_units")
    group = GroupFactory(ward=Ward.objects.get(name="Nam Cường", code="02671"), name="Tổ 8")
    committee = posted(Role.COMMITTEE, area=Area.objects.get(kind=AreaKind.CITY))
    assert said("reorganise", "--on", "2025-07-01") == "1 placements, 1 postings moved; 0 left"
    assert said("reorganise", "--on", "2025-07-01") == "0 placements, 0 postings moved; 0 left"
    assert str(ward_of_group(group, date(2025, 6, 30))) == "phường Nam Cường"
    assert str(ward_of_group(group, date(2025, 7, 1))) == "phường Cam Đường"
    assert default_area(committee, Permission.VIEW_OVERVIEW).name == "Địa bàn thành phố Lào Cai cũ"


@pytest.mark.parametrize("day", ["01/07/2025", "2025-13-01", ""])
def test_reorganise_refuses_what_is_no_day(day):
    with pytest.raises(CommandError):
        call_command("reorganise", "--on", day)
