"""Searching places: the screens and the API ask the same."""

import pytest
from django.test import RequestFactory

from tests.factories.wards import REFORM_DAY, AreaFactory, GroupFactory, WardFactory
from wards.enums import AreaKind, GroupKind
from wards.filters import GroupFilter, WardFilter
from wards.models import NeighbourhoodGroup, Ward


def asked_by(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def found(search, user) -> set[str]:
    result = WardFilter(search, queryset=Ward.objects.all(), request=asked_by(user))
    return {ward.name for ward in result.qs}


@pytest.fixture
def wards(db):
    WardFactory(name="Duyên Hải", code="02635", valid_to=REFORM_DAY)
    WardFactory(name="Hòa Bình", code="02700")
    WardFactory(name="Cốc Lếu", code="02644", valid_to=REFORM_DAY)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("hoà", {"Hòa Bình"}),
        ("HÒA", {"Hòa Bình"}),
        ("hai", {"Duyên Hải"}),
        (" 02644 ", {"Cốc Lếu"}),
        ("%", set()),
        ("_", set()),
        ("", {"Duyên Hải", "Hòa Bình", "Cốc Lếu"}),
    ],
)
def test_text_is_folded_and_taken_literally(wards, administrator, text, names):
    assert found({"q": text}, administrator) == names


def test_conditions_add_up(wards, administrator):
    assert found({"q": "c", "state": "ended"}, administrator) == {"Cốc Lếu"}
    assert found({"q": "c", "state": "current"}, administrator) == set()


def test_provinces_to_choose_are_those_of_today(administrator):
    AreaFactory(kind=AreaKind.PROVINCE, name="Tỉnh cũ", valid_to=REFORM_DAY)
    current = AreaFactory(kind=AreaKind.PROVINCE, name="Tỉnh Lào Cai")
    form = WardFilter({}, queryset=Ward.objects.all(), request=asked_by(administrator)).form
    assert list(form.fields["province"].queryset) == [current]


def test_wards_to_choose_are_the_readers_that_have_groups(officer, ward, group, other_group):
    WardFactory(name="chưa có tổ")
    groups = GroupFilter({}, queryset=NeighbourhoodGroup.objects.all(), request=asked_by(officer))
    assert list(groups.form.fields["ward"].queryset) == [ward]


def test_without_a_reader_there_is_nothing_to_choose(ward, group):
    groups = GroupFilter({}, queryset=NeighbourhoodGroup.objects.all())
    assert list(groups.form.fields["ward"].queryset) == []


def test_groups_by_kind_and_risk(officer, ward, group):
    village = GroupFactory(ward=ward, kind=GroupKind.THON, name="Thôn Láo")
    risky = GroupFactory(ward=ward, name="Tổ 11", is_high_risk=True, risk_reason="đồi núi")
    searches = {"kind": "thon"}, {"is_high_risk": "true"}, {"is_high_risk": "false"}
    rows = [
        set(GroupFilter(s, queryset=NeighbourhoodGroup.objects.all(), request=asked_by(officer)).qs)
        for s in searches
    ]
    assert rows == [{village}, {risky}, {group, village}]
