"""When two people without identity numbers are the same, and when they are only alike."""

from datetime import date

from cases.models import Person
from foundation.text import fold, name_key

Birth = tuple[date | None, int | None]
#: The exact name (`name_key`), and the pair of birth date and birth year.
Identity = tuple[str, Birth]
#: The name without accents and the birth year: alike, but not necessarily the same person.
Likeness = tuple[str, int | None]


def identity(person: Person) -> Identity:
    """Returns the exact name and the birth, as far as they are known."""
    return name_key(person.full_name), (person.birth_date, year_of_birth(person))


def likeness(person: Person) -> Likeness:
    """Returns what two people share who may be one: the name without accents and the year of birth."""
    return fold(person.full_name), year_of_birth(person)


def year_of_birth(person: Person) -> int | None:
    """Returns the year of birth, if it is known."""
    return person.birth_date.year if person.birth_date else person.birth_year


def may_be_one(person: Person, other: Person) -> bool:
    """Returns whether two people of similar names may be one: nothing else tells them apart."""
    return not (
        _differ(person.birth_date, other.birth_date) or _differ(person.id_number, other.id_number)
    )


def _differ(one: object, other: object) -> bool:
    """Returns whether both values are known and are not the same."""
    return bool(one and other) and one != other
