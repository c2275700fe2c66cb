"""Loads the administrative units: wards, their successions, and the areas that contain them."""

from collections.abc import Iterable

from accounts.audit import action, record
from accounts.models import User
from wards.actions.loading import Loaded, Summary, load_rows
from wards.actions.unit_source import (
    OLD_UNITS_FROM,
    REFORM_BASIS,
    REFORM_DAY,
    UnitSource,
)
from wards.enums import AreaKind, AuditAction, SuccessionKind
from wards.models import Area, AreaWard, Ward, WardSuccession

LAO_CAI = "15"
CITY_CODE = "080"
OLD_CITY_CODE = "080-cu"

#: The fields that a load may correct. Not `is_border` and `valid_to`, because people set those.
_WARD_FACTS = (
    "kind",
    "name",
    "sort_key",
    "search_key",
    "latitude",
    "longitude",
    "area_km2",
    "legal_basis",
)


@action
def load_units(*, by: User | None = None) -> Summary:
    """Loads wards, successions, areas and memberships from wards/data; audits any change."""
    source = UnitSource()
    wards = load_rows(
        model=Ward,
        wanted=[*source.old_wards(), *source.current_wards()],
        key=("code", "valid_from"),
        compared=_WARD_FACTS,
    )
    areas = _load_areas(source)
    summary = wards.summary + areas.summary
    summary += _load_successions(source, wards).summary
    summary += _load_memberships(source, wards, areas).summary
    if summary.created or summary.changed:
        counts = {"created": summary.created, "changed": summary.changed}
        record(
            AuditAction.UNITS_LOADED, by=by, after=counts, count=summary.created + summary.changed
        )
    return summary


def _load_successions(source: UnitSource, wards: Loaded[Ward]) -> Loaded[WardSuccession]:
    wanted = [
        WardSuccession(
            from_ward=wards.rows[old, OLD_UNITS_FROM],
            to_ward=wards.rows[new, REFORM_DAY],
            effective_on=REFORM_DAY,
            kind=SuccessionKind.MERGED,
            legal_basis=REFORM_BASIS,
        )
        for old, new in source.successor_of().items()
    ]
    facts = ("effective_on", "kind", "legal_basis")
    return load_rows(
        model=WardSuccession, wanted=wanted, key=("from_ward_id", "to_ward_id"), compared=facts
    )


def _load_areas(source: UnitSource) -> Loaded[Area]:
    """Loads parents before children: nation, provinces, the old city, its territory of today."""
    nation = Area(kind=AreaKind.NATION, code="VN", name="Cả nước", valid_from=OLD_UNITS_FROM)
    loaded = _load_level([nation])
    nation = loaded.rows[AreaKind.NATION, "VN"]
    provinces = [
        Area(
            kind=AreaKind.PROVINCE,
            code=province.code,
            name=province.name,
            parent=nation,
            valid_from=REFORM_DAY,
        )
        for province in source.provinces
    ]
    level = _load_level(provinces)
    lao_cai = level.rows[AreaKind.PROVINCE, LAO_CAI]
    last = _load_level(_city_areas(nation, lao_cai))
    return Loaded(last.rows, loaded.summary + level.summary + last.summary)


def _city_areas(nation: Area, lao_cai: Area) -> list[Area]:
    return [
        Area(
            kind=AreaKind.CITY,
            code=CITY_CODE,
            name="Thành phố Lào Cai",
            parent=nation,
            valid_from=OLD_UNITS_FROM,
            valid_to=REFORM_DAY,
        ),
        Area(
            kind=AreaKind.SET,
            code=OLD_CITY_CODE,
            name="Địa bàn thành phố Lào Cai cũ",
            parent=lao_cai,
            valid_from=REFORM_DAY,
        ),
    ]


def _load_level(areas: Iterable[Area]) -> Loaded[Area]:
    return load_rows(model=Area, wanted=areas, key=("kind", "code"), compared=("name", "parent_id"))


def _load_memberships(
    source: UnitSource, wards: Loaded[Ward], areas: Loaded[Area]
) -> Loaded[AreaWard]:
    city = areas.rows[AreaKind.CITY, CITY_CODE]
    territory = areas.rows[AreaKind.SET, OLD_CITY_CODE]
    of_province = [
        _member(areas.rows[AreaKind.PROVINCE, province], wards.rows[code, REFORM_DAY])
        for code, province in source.province_of().items()
    ]
    old, new = source.successor_of(), sorted(set(source.successor_of().values()))
    of_city = [_member(city, wards.rows[code, OLD_UNITS_FROM]) for code in old]
    of_territory = [_member(territory, wards.rows[code, REFORM_DAY]) for code in new]
    wanted = [*of_province, *of_city, *of_territory]
    return load_rows(
        model=AreaWard, wanted=wanted, key=("area_id", "ward_id", "valid_from"), compared=()
    )


def _member(area: Area, ward: Ward) -> AreaWard:
    return AreaWard(area=area, ward=ward, valid_from=ward.valid_from, valid_to=ward.valid_to)
