"""Areas and their members."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.assertions import assert_audited, assert_nothing_audited
from tests.factories.wards import REFORM_DAY, WardFactory
from wards.actions.areas import create_area
from wards.enums import AreaKind, AuditAction
from wards.models import Area
from wards.queries.places import wards_on

DAY = date(2023, 1, 1)


def create(administrator, wards, **fields):
    fields = {"kind": AreaKind.SET, "name": "Cụm biên giới", "from_day": DAY} | fields
    return create_area(by=administrator, wards=wards, **fields)


def test_an_area_has_its_wards_from_its_day(administrator, ward, other_ward):
    area = create(administrator, [ward])
    assert list(wards_on(DAY, area)) == [ward]
    assert_audited(AuditAction.AREA_CREATED, by=administrator, target=area)


def test_a_ward_that_ends_leaves_the_area_then(administrator, ward):
    ending = WardFactory(valid_to=REFORM_DAY)
    area = create(administrator, [ward, ending])
    assert set(wards_on(date(2025, 6, 30), area)) == {ward, ending}
    assert list(wards_on(REFORM_DAY, area)) == [ward]


def test_a_ward_of_another_time_is_refused_and_nothing_is_kept(administrator):
    ended = WardFactory(valid_to=date(2022, 1, 1))
    with pytest.raises(ValidationError) as error:
        create(administrator, [ended])
    assert list(error.value.error_dict) == ["wards"]
    assert Area.objects.filter(kind=AreaKind.SET).count() == 0
    assert_nothing_audited()


def test_an_area_needs_a_name(administrator, ward):
    with pytest.raises(ValidationError) as error:
        create(administrator, [ward], name=" ")
    assert list(error.value.error_dict) == ["name"]


def test_the_same_area_is_not_created_twice(administrator, ward):
    create(administrator, [ward])
    with pytest.raises(ValidationError):
        create(administrator, [ward])
