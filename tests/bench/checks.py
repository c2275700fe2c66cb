"""What the constraints that were dropped for loading would have refused."""

from tests.bench.data import NEVER_TWICE, run


def broken_rules() -> list[str]:
    """Names of the rules that the generated rows break: none, or the figures mean nothing."""
    looks = {f"{table} overlaps": _overlaps(table, key) for table, key in NEVER_TWICE.items()}
    looks["pledge outlives its household's stay"] = (
        "SELECT 1 FROM pledges_pledge p JOIN pledges_household h ON h.id = p.household_id "
        "WHERE p.valid_to > h.valid_to OR p.valid_from < h.valid_from OR p.group_id <> h.group_id"
    )
    return [name for name, look in looks.items() if run(f"SELECT EXISTS ({look})")[0][0]]


def _overlaps(table: str, key: str) -> str:
    return (
        f"SELECT 1 FROM (SELECT valid_from, lag(valid_to) OVER (PARTITION BY {key} ORDER BY valid_from) AS before "
        f"FROM {table}) AS one WHERE before > valid_from"
    )
