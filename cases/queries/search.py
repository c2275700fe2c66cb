"""Searches of people: by name, dossier number, absence, deadline, and for possible duplicates."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from cases.models import Absence, Dossier, Person, StatusPeriod, Treatment, Visit
from cases.models.person import PersonQuerySet
from cases.queries.figures import present, residents_in_status
from cases.statuses import CHECKED_STATUSES
from foundation.dated import OPEN
from foundation.text import clean, fold, name_key
from law.queries.calendar import WorkingCalendar
from law.queries.terms import add_term, rules_on
from wards.models import NeighbourhoodGroup

#: How far ahead "sắp hết thời hạn" looks.
SOON = timedelta(days=30)


def matching(people: PersonQuerySet, text: str, *, by_dossier: bool = True) -> PersonQuerySet:
    """Returns people whose name contains the text (without accents) or with that dossier number."""
    condition = Q(search_key__contains=fold(text))
    if by_dossier:
        dossiers = Dossier.objects.filter(number__iexact=clean(text))
        condition |= Q(pk__in=dossiers.values("person"))
    return people.filter(condition)


def away_on(people: PersonQuerySet, day: date) -> PersonQuerySet:
    return people.filter(Exists(Absence.objects.in_force(day).filter(person=OuterRef("pk"))))


def with_check_overdue(people: PersonQuerySet, day: date) -> PersonQuerySet:
    """Returns people whose monthly residence check was due before that day."""
    rule = rules_on(day).get("residence_check")
    if rule is None:
        return people.none()
    last, calendar = day, WorkingCalendar()
    while add_term(last, rule, calendar) >= day:
        last -= timedelta(days=1)
    held = residents_in_status(CHECKED_STATUSES, day).filter(Q(since__lte=last))
    visited = Visit.objects.filter(person=OuterRef("pk"), visited_on__gt=last)
    return people.filter(pk__in=present(held, day).filter(~Exists(visited)).values("pk"))


def with_term(people: PersonQuerySet, first: date, last: date) -> PersonQuerySet:
    """Returns managed people with an open status or treatment whose term ends in these days.

    Both days are included.
    """
    ends = Q(valid_to=OPEN, term_end__range=(first, last))
    return people.managed().filter(
        Q(pk__in=StatusPeriod.objects.filter(ends).values("person"))
        | Q(pk__in=Treatment.objects.filter(ends).values("person"))
    )


def namesakes(people: PersonQuerySet, full_name: str, birth_year: int | None) -> list[Person]:
    """Returns people of this or a similar name and this birth year, with `place`.

    `has_same_name` tells the two apart: a similar name differs in accents, and is usually another
    person's ("Sáng", "Sàng"). The same names come first.
    """
    key = fold(full_name)
    if not key or birth_year is None:
        return []
    rows = people.filter(search_key__startswith=key, birth_year=birth_year)
    place = F("residences__group__name")
    residents = rows.filter(residences__valid_to=OPEN).annotate(place=place)
    found = [person for person in residents if fold(person.full_name) == key]
    for person in found:
        person.has_same_name = name_key(person.full_name) == name_key(full_name)
    return sorted(found, key=lambda person: not person.has_same_name)


def namesake_warning(namesake: Person) -> str:
    """Returns the warning about a person whom `namesakes` found, by the id of their file."""
    if namesake.has_same_name:
        words = _("Cùng họ tên, năm sinh với hồ sơ %(id)d; kiểm tra có phải cùng một người.")
    else:
        words = _("Tên gần giống, cùng năm sinh với hồ sơ %(id)d; kiểm tra có phải cùng một người.")
    return words % {"id": namesake.pk}


def same_unnumbered(person: Person, group: NeighbourhoodGroup) -> list[Person]:
    """Returns people without a number who have this person's exact name and birth, in the group.

    Without a number that is all by which a person is known, so they are the same person.
    """
    there = Person.objects.in_groups([group.pk]).filter(
        search_key__startswith=fold(person.full_name),
        birth_year=person.birth_year,
        birth_date=person.birth_date,
        id_number_index=None,
    )
    key = name_key(person.full_name)
    return [other for other in there if name_key(other.full_name) == key]
