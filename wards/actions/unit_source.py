"""The shipped files of units (wards/data, see its README) as plain rows."""

import csv
import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from foundation.dated import OPEN
from foundation.text import clean, fold, sort_key
from wards.enums import WardKind
from wards.models import Ward

DATA = Path(__file__).resolve().parent.parent / "data"
#: The two-tier local government begins.
REFORM_DAY = date(2025, 7, 1)
#: History of the old units can be kept from here on; the source does not say when they were set up.
OLD_UNITS_FROM = date(2021, 1, 1)
OLD_UNITS_BASIS = "trước 2025; ngày lập không ghi trong nguồn"
REFORM_BASIS = "Nghị quyết 1673/NQ-UBTVQH15"
#: Phase 1 names three border wards without saying which; a default, see wards/data/README.md.
BORDER_CODES = frozenset({"02635", "02641", "02644"})

_KINDS = {"Phường": WardKind.PHUONG, "Xã": WardKind.XA, "Đặc khu": WardKind.DAC_KHU}


@dataclass(frozen=True)
class Province:
    code: str
    name: str


class UnitSource:
    """Everything that the two files say."""

    @cached_property
    def city(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((DATA / "laocai_units.json").read_text("utf-8"))
        return loaded

    @cached_property
    def nation(self) -> list[dict[str, str]]:
        with (DATA / "wards_vn_2025.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def provinces(self) -> list[Province]:
        names = {row["province_code"]: clean(row["province"]) for row in self.nation}
        return [Province(code, name) for code, name in sorted(names.items())]

    def old_wards(self) -> list[Ward]:
        return [_old_ward(unit) for unit in self.city["old_units"]]

    def current_wards(self) -> list[Ward]:
        """All units of today; of the five successors the city's file knows area and legal basis."""
        successors = {unit["code"]: unit for unit in self.city["new_units"]}
        return [_current_ward(row, successors.get(row["ward_code"])) for row in self.nation]

    def province_of(self) -> dict[str, str]:
        """Ward code of today -> province code."""
        return {row["ward_code"]: row["province_code"] for row in self.nation}

    def successor_of(self) -> dict[str, str]:
        """Old code -> code of today; the same code may stand on both sides."""
        return {unit["code"]: unit["successor_code"] for unit in self.city["old_units"]}


def _old_ward(unit: dict[str, Any]) -> Ward:
    name = clean(unit["name"].removeprefix(unit["type"]))
    return Ward(
        code=unit["code"],
        kind=_KINDS[unit["type"]],
        name=name,
        sort_key=sort_key(name),
        search_key=fold(name),
        is_border=unit["code"] in BORDER_CODES,
        latitude=unit["lat"],
        longitude=unit["lon"],
        legal_basis=OLD_UNITS_BASIS,
        valid_from=OLD_UNITS_FROM,
        valid_to=REFORM_DAY,
    )


def _current_ward(row: dict[str, str], successor: dict[str, Any] | None) -> Ward:
    name = clean(row["name"])
    listed_area = float(row["area_km2"]) if row["area_km2"] else None
    return Ward(
        code=row["ward_code"],
        kind=_KINDS[row["kind"]],
        name=name,
        sort_key=sort_key(name),
        search_key=fold(name),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        area_km2=successor["area_km2"] if successor else listed_area,
        legal_basis=REFORM_BASIS if successor else "",
        valid_from=REFORM_DAY,
        valid_to=OPEN,
    )
