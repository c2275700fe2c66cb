"""Reads the shipped files of units (wards/data, see its README) into plain rows."""

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
#: The day on which two-tier local government began.
REFORM_DAY = date(2025, 7, 1)
#: First day of the old units, so that their history can be recorded from then on; the source does
#: not say when they were set up.
OLD_UNITS_FROM = date(2021, 1, 1)
OLD_UNITS_BASIS = "trước 2025; ngày lập không ghi trong nguồn"
REFORM_BASIS = "Nghị quyết 1673/NQ-UBTVQH15"
#: A default: phase 1 names three border wards without saying which, see wards/data/README.md.
BORDER_CODES = frozenset({"02635", "02641", "02644"})

_KINDS = {"Phường": WardKind.PHUONG, "Xã": WardKind.XA, "Đặc khu": WardKind.DAC_KHU}


@dataclass(frozen=True)
class Province:
    code: str
    name: str


class UnitSource:
    """The contents of the two shipped files."""

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
        """Returns all units of today; the five successors take their area from the city's file."""
        successors = {unit["code"]: unit for unit in self.city["new_units"]}
        return [_current_ward(row, successors.get(row["ward_code"])) for row in self.nation]

    def province_of(self) -> dict[str, str]:
        """Returns the province code of each unit of today, by its ward code."""
        return {row["ward_code"]: row["province_code"] for row in self.nation}

    def successor_of(self) -> dict[str, str]:
        """Returns today's code by old code; codes are reused, so both may be the same."""
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
