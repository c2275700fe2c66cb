"""The real units: what the shipped files say arrives as it is."""

from datetime import date

import pytest

from accounts.models import AuditEvent
from foundation.dated import OPEN
from tests.assertions import assert_audited
from tests.factories.wards import UserFactory
from wards.actions.loading import Summary
from wards.actions.marks import mark_border
from wards.actions.units import load_units
from wards.enums import AreaKind, AuditAction
from wards.models import Area, AreaWard, Ward, WardSuccession
from wards.queries.places import wards_on

LAST_DAY = date(2025, 6, 30)
REFORM = date(2025, 7, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(db):
    return load_units()


@pytest.fixture
def city(units):
    return Area.objects.get(kind=AreaKind.CITY)


@pytest.fixture
def territory(units):
    return Area.objects.get(kind=AreaKind.SET)


def test_the_city_had_17_units_in_june_2024(city):
    names = {str(ward) for ward in wards_on(date(2024, 6, 30), city)}
    assert names == {
        "phường Duyên Hải",
        "phường Lào Cai",
        "phường Cốc Lếu",
        "phường Kim Tân",
        "phường Bắc Lệnh",
        "phường Pom Hán",
        "phường Xuân Tăng",
        "phường Bình Minh",
        "phường Bắc Cường",
        "phường Nam Cường",
        "xã Thống Nhất",
        "xã Đồng Tuyển",
        "xã Vạn Hòa",
        "xã Cam Đường",
        "xã Tả Phời",
        "xã Hợp Thành",
        "xã Cốc San",
    }


def test_its_territory_has_five_units_since_the_reform(territory):
    found = {(ward.code, str(ward)) for ward in wards_on(REFORM, territory)}
    assert found == {
        ("02647", "phường Lào Cai"),
        ("02671", "phường Cam Đường"),
        ("02680", "xã Hợp Thành"),
        ("02746", "xã Cốc San"),
        ("02923", "xã Gia Phú"),
    }


def test_the_old_units_end_with_30_june_2025(units):
    assert wards_on(LAST_DAY).count() == 17
    assert wards_on(REFORM).count() == 3321


def test_a_code_is_reused_with_another_extent(units):
    named = {
        code: [str(ward) for ward in Ward.objects.filter(code=code).order_by("valid_from")]
        for code in ("02647", "02671", "02680", "02746")
    }
    assert named == {
        "02647": ["phường Kim Tân", "phường Lào Cai"],
        "02671": ["phường Nam Cường", "phường Cam Đường"],
        "02680": ["xã Hợp Thành", "xã Hợp Thành"],
        "02746": ["xã Cốc San", "xã Cốc San"],
    }


def test_each_successor_is_one_row(units):
    today = Ward.objects.in_force(REFORM)
    for code in ("02647", "02671", "02680", "02746", "02923"):
        assert today.filter(code=code).count() == 1


def test_every_old_unit_passed_into_one_successor_by_the_resolution(units):
    passed = {
        s.from_ward.name: s.to_ward.name
        for s in WardSuccession.objects.select_related("from_ward", "to_ward")
    }
    assert len(passed) == 17
    assert passed["Nam Cường"] == "Cam Đường"
    assert passed["Thống Nhất"] == "Gia Phú"
    assert passed["Đồng Tuyển"] == "Cốc San"
    told = WardSuccession.objects.values_list("legal_basis", "effective_on").distinct()
    assert list(told) == [("Nghị quyết 1673/NQ-UBTVQH15", REFORM)]


def test_the_area_of_hop_thanh_is_the_right_one(units):
    assert Ward.objects.in_force(REFORM).get(code="02680").area_km2 == 116.3


def test_there_is_another_nam_cuong_in_the_province(units):
    today = Ward.objects.in_force(REFORM).filter(name="Nam Cường")
    assert "04273" in today.values_list("code", flat=True)
    assert "02671" not in today.values_list("code", flat=True)


def test_kinds_of_the_current_units(units):
    today = Ward.objects.in_force(REFORM)
    counted = {kind: today.filter(kind=kind).count() for kind in ("phuong", "xa", "dac_khu")}
    assert counted == {"phuong": 687, "xa": 2621, "dac_khu": 13}


def test_lao_cai_province_has_99_units(units):
    province = Area.objects.get(kind=AreaKind.PROVINCE, code="15")
    assert wards_on(REFORM, province).count() == 99


def test_there_are_34_provinces_and_one_nation(units):
    assert Area.objects.filter(kind=AreaKind.PROVINCE).count() == 34
    assert Area.objects.get(kind=AreaKind.NATION).valid_to == OPEN


def test_every_current_unit_lies_in_exactly_one_province(units):
    inside = AreaWard.objects.filter(area__kind=AreaKind.PROVINCE)
    assert inside.count() == inside.values("ward").distinct().count() == 3321


def test_the_city_ends_and_its_territory_goes_on(city, territory):
    assert (city.valid_to, territory.valid_from) == (REFORM, REFORM)
    assert territory.parent.code == "15"


def test_the_beginning_of_the_old_units_is_not_invented(units):
    bases = Ward.objects.filter(valid_to=REFORM).values_list("legal_basis", flat=True)
    assert sorted(set(bases)) == ["trước 2025; ngày lập không ghi trong nguồn"]


def test_three_wards_are_marked_as_border_by_default(units):
    names = Ward.objects.filter(is_border=True).values_list("name", flat=True)
    assert set(names) == {"Duyên Hải", "Lào Cai", "Cốc Lếu"}


def test_units_are_sorted_as_in_a_vietnamese_dictionary(city):
    names = [ward.name for ward in wards_on(date(2024, 6, 30), city)]
    assert names[:4] == ["Bắc Cường", "Bắc Lệnh", "Bình Minh", "Cam Đường"]
    assert names.index("Duyên Hải") < names.index("Đồng Tuyển") < names.index("Hợp Thành")


def test_a_second_load_changes_nothing(units):
    assert units == Summary(created=6735)
    assert load_units() == Summary(unchanged=6735)
    assert_audited(AuditAction.UNITS_LOADED, by=None, count=6735)


def test_a_load_corrects_a_wrong_name_and_says_so(units):
    Ward.objects.filter(code="02923").update(name="Gia Phu", search_key="")
    assert load_units() == Summary(changed=1, unchanged=6734)
    assert Ward.objects.get(code="02923").name == "Gia Phú"
    last = AuditEvent.objects.filter(action=AuditAction.UNITS_LOADED).order_by("-pk").first()
    assert (last.after, last.count) == ({"created": 0, "changed": 1}, 1)


def test_a_load_keeps_what_people_marked(units):
    dong_tuyen = Ward.objects.get(code="02662")
    mark_border(by=UserFactory(), ward=dong_tuyen, is_border=True)
    load_units()
    dong_tuyen.refresh_from_db()
    assert dong_tuyen.is_border


def test_loading_takes_few_statements(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(90):
        load_units()
    with django_assert_max_num_queries(12):
        load_units()
