"""Which law was in force on a day, by the rows of law/data/laws.csv. A new law is a new row."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from foundation.dated import OPEN

LAWS_FILE = Path(__file__).resolve().parent.parent / "data" / "laws.csv"
#: The value of `subject` for the law on drugs.
DRUGS = "drugs"


@dataclass(frozen=True)
class Law:
    """A law, by the name that documents cite, from `valid_from` until the day before `valid_to`."""

    subject: str
    name: str
    valid_from: date
    valid_to: date


def law_on(day: date, subject: str = DRUGS) -> str:
    """Returns the name of the law in force that day; each case records that of its first day.

    A day before the first row gets the first law: older cases are recorded under it.
    """
    laws = [law for law in _laws() if law.subject == subject]
    return next((law for law in laws if law.valid_from <= day < law.valid_to), laws[0]).name


def read_laws(lines: Iterable[str]) -> tuple[Law, ...]:
    """Returns the laws of a file by first day; an empty last day means that the law is in force."""
    rows = [
        Law(
            row["subject"],
            row["name"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else OPEN,
        )
        for row in csv.DictReader(lines)
    ]
    return tuple(sorted(rows, key=lambda law: law.valid_from))


@cache
def _laws() -> tuple[Law, ...]:
    with LAWS_FILE.open(encoding="utf-8", newline="") as file:
        return read_laws(file)
