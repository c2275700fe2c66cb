"""A country of any size, generated inside PostgreSQL and the same in every run.

Rows are made with INSERT … SELECT generate_series. Every column is filled and every rule of the data
holds (borders that move on 01/07/2025, dossiers, absences, ended households, lapsed checks). For
loading, foreign keys and the exclusion constraints are dropped; tests/bench/checks.py then
looks for what they would have refused. All indexes stay: they are built after loading, as after an import.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

#: The day that is scored: after the last move of borders, under the rules about lapsed checks.
DAY = date(2026, 10, 31)
#: A day under the old borders.
EARLIER = date(2024, 6, 30)

_OPEN = "date '9999-12-31'"
_REFORM = "date '2025-07-01'"


@dataclass(frozen=True)
class Scale:
    """How much of everything."""

    name: str
    wards: int
    groups: int
    households: int
    people: int


SCALES = (
    Scale("city", 17, 300, 45_000, 600),
    Scale("province", 99, 2_500, 450_000, 10_000),
    Scale("nation", 3_321, 90_000, 3_000_000, 32_000),
)
FULL = Scale("nation, full", 3_321, 90_000, 28_000_000, 300_000)


def fill_database(scale: Scale) -> None:
    """Load the scale into the empty database at hand, then index, analyse and vacuum."""
    indexes = _unload()
    for statement in _places(scale) + _cases(scale) + _fixtures(scale) + _households(scale):
        run(statement)
    for index in indexes:
        run(index)
    run("VACUUM (ANALYZE)")


#: Tables in which rows equal in these columns may not overlap in time.
NEVER_TWICE = {
    "wards_groupplacement": "group_id",
    "cases_residence": "person_id",
    "cases_absence": "person_id",
    "cases_statusperiod": "person_id",
    "cases_dossier": "person_id, kind",
    "incidents_hotspotperiod": "hotspot_id",
    "pledges_pledge": "household_id",
    "pledges_boxcheck": "box_id",
    "pledges_boardinspection": "board_id",
}


def _places(s: Scale) -> list[str]:
    """Wards; their groups (one "khu vực khác" in each ward); a fifth of the groups moves on 01/07/2025."""
    moved = f"CASE WHEN i % 5 = 0 THEN {_ward_of(s)} % {s.wards} + 1 ELSE {_ward_of(s)} END"
    return [
        _insert(
            "wards_ward",
            s.wards,
            code="lpad(i::text, 5, '0')",
            kind="'phuong'",
            name="'Số ' || i",
            sort_key="lpad(i::text, 8, '0')",
            search_key="'so ' || i",
            is_border="i % 9 = 0",
            legal_basis="''",
            valid_from="date '2004-01-01'",
            valid_to=_OPEN,
        ),
        _insert(
            "wards_neighbourhoodgroup",
            s.groups,
            version="1",
            name="'Tổ ' || i",
            head_name="'Nguyễn Văn ' || i",
            kind=f"CASE WHEN {_is_other(s)} THEN 'khac' ELSE 'to' END",
            sort_key="lpad(i::text, 8, '0')",
            head_phone="''",
            is_high_risk="false",
            risk_reason="''",
        ),
        _insert(
            "wards_groupplacement",
            s.groups,
            id="2 * i",
            group_id="i",
            ward_id=_ward_of(s),
            valid_from="date '2015-01-01'",
            valid_to=_REFORM,
        ),
        _insert(
            "wards_groupplacement",
            s.groups,
            id="2 * i + 1",
            group_id="i",
            ward_id=moved,
            valid_from=_REFORM,
            valid_to=_OPEN,
        ),
        _insert(
            "wards_populationfigure",
            s.wards,
            ward_id="i",
            counted_on="date '2023-01-01'",
            households=f"{s.households // s.wards} - 10 + i % 23",
            groups=f"{s.groups // s.wards} - i % 7 % 2",
            source="'Thống kê'",
        ),
        _insert(
            "wards_populationfigure",
            s.groups,
            id=f"{s.wards} + i",
            group_id="i",
            counted_on="date '2023-06-01'",
            households=f"{s.households // s.groups} - 3 + i % 5",
            source="'Thống kê'",
        ),
    ]


def _households(s: Scale) -> list[str]:
    """One household in 25 has left; nine in ten pledged in the round of 2024, most of those again in 2026."""
    starts, gone = "date '2018-01-01' + (i * 7 % 2000)::int", "i % 25 = 0"
    ends = f"CASE WHEN {gone} THEN date '2025-01-01' + (i % 700)::int ELSE {_OPEN} END"
    group = f"(i - 1) * {s.groups} / {s.households} + 1"
    return [
        _insert(
            "pledges_pledgecampaign",
            2,
            name="'Đợt ' || i",
            starts_on="make_date(2022 + 2 * i::int, 1, 1)",
            ends_on="make_date(2022 + 2 * i::int, 12, 31)",
            text="''",
        ),
        _insert(
            "pledges_household",
            s.households,
            version="1",
            code="'H' || i",
            head_name="'Nguyễn Văn ' || i",
            search_key="'nguyen van ' || i",
            sort_key="'van nguyen ' || i",
            address="''",
            members="1 + i % 6",
            group_id=group,
            valid_from=starts,
            valid_to=ends,
        ),
        _insert(
            "pledges_pledge",
            s.households,
            "NOT (i % 10 = 3)",
            id="2 * i",
            household_id="i",
            campaign_id="1",
            group_id=group,
            representative="'Nguyễn Văn ' || i",
            relation="'head'",
            witness="''",
            scan="''",
            valid_from="date '2024-01-01' + (i % 300)::int",
            valid_to=f"least({ends}, CASE WHEN i % 50 = 7 THEN date '2026-12-31' ELSE date '2026-01-01' END)",
        ),
        _insert(
            "pledges_pledge",
            s.households,
            f"NOT (i % 20 = 4 OR i % 50 = 7 OR ({gone} AND i % 700 < 620))",
            id="2 * i + 1",
            household_id="i",
            campaign_id="2",
            group_id=group,
            representative="'Nguyễn Văn ' || i",
            relation="'head'",
            witness="''",
            scan="''",
            valid_from="date '2026-01-01' + (i % 200)::int",
            valid_to=ends,
        ),
    ]


def _cases(s: Scale) -> list[str]:
    """Four in seven are addicts, the rest after rehabilitation or suspected; some moved, some are away."""
    group = f"(i * 7919 % {s.groups}) + 1"
    status = "(ARRAY['addict', 'addict', 'addict', 'addict', 'post_rehab', 'post_rehab', 'suspected_use'])[i % 7 + 1]"
    dossier = "CASE k WHEN 1 THEN 'management' WHEN 2 THEN 'treatment' ELSE 'post_rehab' END"
    return [
        _insert(
            "cases_person",
            s.people,
            version="1",
            full_name="'Nguyễn Văn ' || i",
            other_name="''",
            search_key="'nguyen van ' || i",
            sort_key="'van nguyen ' || i",
            birth_year="1960 + i % 40",
            sex="'male'",
            ethnicity="'01'",
            id_number="''",
            phone="''",
            occupation="''",
            guardians="''",
            birthplace="''",
            home_town="''",
            education="''",
            drug="''",
            route="''",
            past_rehab_count="0",
            has_psychosis="false",
            convictions="''",
            note="''",
            is_demo="true",
        ),
        _insert(
            "cases_residence",
            s.people,
            "i % 10 = 0",
            id="2 * i",
            person_id="i",
            group_id=f"(i % {s.groups}) + 1",
            kind="'permanent'",
            address="''",
            unusual_reason="''",
            valid_from="date '2017-01-01'",
            valid_to="date '2024-03-01'",
        ),
        _insert(
            "cases_residence",
            s.people,
            id="2 * i + 1",
            person_id="i",
            group_id=group,
            kind="'permanent'",
            valid_from="CASE WHEN i % 10 = 0 THEN date '2024-03-01' ELSE date '2018-01-01' END",
            address="''",
            unusual_reason="''",
            valid_to=_OPEN,
        ),
        _insert(
            "cases_statusperiod",
            s.people,
            person_id="i",
            status=status,
            decision_number="'12/QĐ'",
            decision_date="date '2022-01-01'",
            issuer="''",
            legal_basis="'Luật 73/2021'",
            end_reason="''",
            unusual_reason="''",
            valid_from="date '2022-01-01' + (i % 600)::int",
            valid_to=_OPEN,
        ),
        _insert(
            "cases_absence",
            s.people,
            "i % 11 = 0",
            person_id="i",
            reason="'in_centre'",
            note="''",
            valid_from="date '2024-02-01' + (i % 100)::int",
            valid_to="date '2026-06-01' + (i % 300)::int",
        ),
        _insert(
            "cases_dossier",
            s.people,
            "(i + k) % 13 <> 0",
            id="3 * i + k",
            person_id="i",
            kind=dossier,
            number="'HS' || i || '-' || k",
            legal_basis="'Luật 73/2021'",
            close_reason="''",
            valid_from="date '2022-02-01' + (i % 500)::int",
            valid_to=_OPEN,
            times=3,
        ),
        _insert(
            "incidents_hotspot",
            s.wards,
            version="1",
            group_id=f"(i * 31 % {s.groups}) + 1",
            kind="'complex'",
            place="''",
            found_on="date '2024-01-01'",
            source="''",
        ),
        _insert(
            "incidents_hotspotperiod",
            s.wards,
            hotspot_id="i",
            state="'verified'",
            note="''",
            valid_from="date '2024-01-01'",
            valid_to=f"CASE WHEN i % 3 = 0 THEN {_OPEN} ELSE date '2024-11-20' END",
        ),
        _insert(
            "incidents_suspicion",
            s.wards,
            "i % 4 = 0",
            group_id=f"(i * 17 % {s.groups}) + 1",
            kind="'person'",
            subject="''",
            source_grade="'B'",
            reason="''",
            outcome="''",
            valid_from="date '2024-04-02'",
            valid_to=_OPEN,
        ),
    ]


def _fixtures(s: Scale) -> list[str]:
    """A box and a board in nearly every group; two checks of each, some lapsed, some found broken."""
    stands = {"valid_from": "date '2023-02-01'", "valid_to": _OPEN}
    first = {"valid_from": "date '2023-02-01'", "valid_to": "date '2026-08-10' + (i % 60)::int"}
    last = {"valid_from": "date '2026-08-10' + (i % 60)::int", "valid_to": _OPEN}
    minutes = {"kind": "'inspection'", "first_person": "''", "second_person": "''", "summary": "''"}
    box, board = f"i % 41 <> 0 AND NOT ({_is_other(s)})", f"i % 43 <> 0 AND NOT ({_is_other(s)})"
    return [
        _insert(
            "pledges_tipbox",
            s.groups,
            box,
            id="i",
            group_id="i",
            place="''",
            key_holder="''",
            **stands,
        ),
        _insert(
            "pledges_boxcheck",
            s.groups,
            box,
            id="2 * i",
            box_id="i",
            is_working="true",
            **minutes,
            **first,
        ),
        _insert(
            "pledges_boxcheck",
            s.groups,
            box,
            id="2 * i + 1",
            box_id="i",
            is_working="i % 29 <> 0",
            **minutes,
            **last,
        ),
        _insert(
            "pledges_hotlineboard",
            s.groups,
            board,
            id="i",
            group_id="i",
            place="'Nhà văn hóa'",
            numbers="'113'",
            photo="''",
            **stands,
        ),
        _insert(
            "pledges_boardinspection",
            s.groups,
            board,
            id="2 * i",
            board_id="i",
            is_legible="true",
            note="''",
            **first,
        ),
        _insert(
            "pledges_boardinspection",
            s.groups,
            board,
            id="2 * i + 1",
            board_id="i",
            is_legible="i % 31 <> 0",
            note="''",
            **last,
        ),
    ]


def _ward_of(s: Scale) -> str:
    return f"((i - 1) * {s.wards} / {s.groups} + 1)"


def _is_other(s: Scale) -> str:
    """The first group of each ward is its "khu vực khác"."""
    return f"i = 1 OR (i - 1) * {s.wards} / {s.groups} <> (i - 2) * {s.wards} / {s.groups}"


def _insert(table: str, count: int, where: str = "true", *, times: int = 1, **columns: str) -> str:
    columns = columns if "id" in columns else {"id": "i", **columns}
    series = f"generate_series(1::bigint, {count}) AS i, generate_series(1, {times}) AS k"
    names, values = ", ".join(columns), ", ".join(columns.values())
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM {series} WHERE {where}"


def _unload() -> list[str]:
    """Drop what slows loading; returns the statements that build the indexes again."""
    tables = tuple(
        {
            *NEVER_TWICE,
            "pledges_household",
            "cases_person",
            "pledges_tipbox",
            "pledges_hotlineboard",
            "incidents_hotspot",
            "incidents_suspicion",
            "wards_populationfigure",
        }
    )
    constraints = run(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype IN ('f', 'x') "
        "AND conrelid::regclass::text IN %s",
        tables,
    )
    for table, name in constraints:
        run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    indexes = run(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN %s AND indexname NOT IN "
        "(SELECT conname FROM pg_constraint)",
        tables,
    )
    for name, _definition in indexes:
        run(f'DROP INDEX "{name}"')
    return [definition for _name, definition in indexes]


def run(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []
