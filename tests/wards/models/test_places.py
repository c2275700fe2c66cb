"""What the database itself refuses about places, and how places are named."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.factories.law import LegalRuleFactory
from tests.factories.wards import (
    LONG_AGO,
    AreaFactory,
    GroupFactory,
    PopulationFigureFactory,
    PostingFactory,
    WardClassificationFactory,
    WardFactory,
    WardSuccessionFactory,
)
from wards.enums import AreaKind, GroupKind
from wards.models import FigureChange, NeighbourhoodGroup, Ward

pytestmark = pytest.mark.django_db


def refused(make, **fields) -> bool:
    try:
        with transaction.atomic():
            make(**fields)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(50.0, 103.9), (22.4, 10.0), (None, 103.9), (22.4, None)]
)
def test_a_ward_lies_in_viet_nam_or_its_place_is_unknown(latitude, longitude):
    assert refused(WardFactory, latitude=latitude, longitude=longitude)
    assert not refused(WardFactory, latitude=None, longitude=None)


def test_a_code_is_used_again_on_another_day_only(ward):
    assert refused(WardFactory, code=ward.code, valid_from=ward.valid_from)
    assert not refused(WardFactory, code=ward.code, valid_from=date(2025, 7, 1))


def test_a_ward_does_not_succeed_itself(ward):
    assert refused(WardSuccessionFactory, from_ward=ward, to_ward=ward)


def test_a_succession_is_told_once():
    told = WardSuccessionFactory()
    assert refused(WardSuccessionFactory, from_ward=told.from_ward, to_ward=told.to_ward)


def test_an_area_is_there_once():
    area = AreaFactory()
    again = {"kind": area.kind, "code": area.code, "name": area.name}
    assert refused(AreaFactory, **again)


def test_a_high_risk_without_a_reason_is_refused(ward):
    assert refused(GroupFactory, ward=ward, is_high_risk=True)


def test_a_figure_is_of_a_ward_or_of_a_group(ward, group):
    assert refused(PopulationFigureFactory, ward=None, group=None)
    assert refused(PopulationFigureFactory, ward=ward, group=group)


def test_a_place_has_one_figure_a_day(ward, group):
    for place in ({"ward": ward}, {"ward": None, "group": group}):
        PopulationFigureFactory(**place)
        assert refused(PopulationFigureFactory, **place)


@pytest.mark.parametrize("places", [(), ("ward", "group"), ("ward", "area"), ("group", "area")])
def test_a_posting_is_in_one_place(places, ward, group, area):
    everywhere = {"ward": ward, "group": group, "area": area}
    assert refused(PostingFactory, **{name: everywhere[name] for name in places})


def test_a_group_with_a_history_is_not_deleted(group):
    with pytest.raises(ProtectedError):
        group.delete()


def test_a_ward_with_groups_is_not_deleted(group, ward):
    with pytest.raises(ProtectedError):
        ward.delete()


def test_groups_of_a_ward_on_a_day(ward, other_ward, group, other_group):
    assert list(NeighbourhoodGroup.objects.in_ward(ward.pk, LONG_AGO)) == [group]
    assert list(NeighbourhoodGroup.objects.in_ward(ward.pk, date(2019, 12, 31))) == []


def test_another_place_is_no_group_to_count(ward, group):
    GroupFactory(ward=ward, kind=GroupKind.OTHER_PLACE, name="Khu vực khác")
    assert list(NeighbourhoodGroup.objects.all().counted()) == [group]


def test_the_nation_is_the_nation():
    assert AreaFactory(kind=AreaKind.NATION).is_nation
    assert not AreaFactory(kind=AreaKind.PROVINCE).is_nation


def test_places_are_named_as_people_name_them(ward, group, area):
    succession = WardSuccessionFactory(from_ward__name="Kim Tân", to_ward__name="Lào Cai")
    posting = PostingFactory(ward=ward, user__full_name="Lê Văn Cán Bộ")
    named = [
        ward,
        group,
        group.placements.get(),
        area.memberships.get(ward=ward),
        succession,
        WardClassificationFactory(ward=ward),
        PopulationFigureFactory(ward=ward),
        posting,
        FigureChange(group=group, from_day=LONG_AGO),
    ]
    assert [str(one) for one in named] == [
        "phường Nam Cường",
        "Tổ 1",
        "Tổ 1 · phường Nam Cường",
        "phường Nam Cường · Thành phố Lào Cai",
        "phường Kim Tân → phường Lào Cai",
        "phường Nam Cường: loại II",
        "phường Nam Cường 2024-01-01",
        "Lê Văn Cán Bộ · Cán bộ công an · phường Nam Cường",
        "Tổ 1 2020-01-01",
    ]


@pytest.mark.parametrize("place", ["ward", "group", "area"])
def test_a_posting_knows_its_place(place, ward, group, area):
    where = {"ward": ward, "group": group, "area": area}[place]
    assert PostingFactory(**{place: where}).place == where


def test_wards_are_listed_in_dictionary_order():
    for name in ("Đồng Tuyển", "Duyên Hải", "Xuân Tăng", "Bắc Lệnh", "Bắc Cường"):
        WardFactory(name=name)
    assert [ward.name for ward in Ward.objects.all()] == [
        "Bắc Cường",
        "Bắc Lệnh",
        "Duyên Hải",
        "Đồng Tuyển",
        "Xuân Tăng",
    ]


@pytest.mark.parametrize("key", ["box_check_validity", "board_check_validity"])
def test_how_long_a_check_counts_is_told_in_days(key):
    LegalRuleFactory.build(key=key, unit="days").clean()
    for unit in ("months", "hours", "working_days"):
        with pytest.raises(ValidationError) as refusal:
            LegalRuleFactory.build(key=key, unit=unit).clean()
        assert refusal.value.message_dict == {
            "unit": ["Thời hạn còn hiệu lực của lần kiểm tra tính bằng ngày."]
        }
