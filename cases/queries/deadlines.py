"""Deadlines of the case ledger: residence checks and ends of terms."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from cases.enums import TreatmentForm
from cases.models import Absence, Person, Residence, StatusPeriod, Treatment, Visit
from cases.statuses import CHECKED_STATUSES
from foundation.dated import OPEN
from law.enums import WorkKind
from law.models import LegalRule
from law.queries.calendar import WorkingCalendar
from law.queries.deadlines import Deadline
from law.queries.terms import Rules, add_term
from wards.models.scope import Officer


def case_deadlines(user: Officer, today: date, last: date, rules: Rules) -> Iterator[Deadline]:
    """Yields what is due until `last` for people in the user's places, in three SQL statements.

    Only people whose files the user may read are listed. A deadline links to the form if the user
    may fill it in for that person, otherwise to the person's page.
    """
    yield from _residence_checks(user, today, last, rules.get("residence_check"))
    yield from _status_terms(user, today, last)
    yield from _treatment_terms(user, today, last)


def check_due(
    since: date, visited: date | None, rule: LegalRule, calendar: WorkingCalendar
) -> date:
    """Returns when the next check is due: counted from the last one or the start of the status."""
    return add_term(max(visited or since, since), rule, calendar)


def _residence_checks(
    user: Officer, today: date, last: date, rule: LegalRule | None
) -> Iterator[Deadline]:
    """Yields the monthly checks of people who are not away (Decree 105/2021 Art. 47.1)."""
    if rule is None:
        return
    visited = (
        Visit.objects.filter(person=OuterRef("pk"))
        .order_by()
        .values("person")
        .annotate(d=Max("visited_on"))
    )
    people = (
        _people(user)
        .filter(statuses__valid_to=OPEN, statuses__status__in=CHECKED_STATUSES)
        .exclude(pk__in=Absence.objects.in_force(today).values("person"))
        .annotate(since=Max("statuses__valid_from"), visited=Subquery(visited.values("d")))
        .annotate(may_act=_where(user, Permission.EDIT_PEOPLE, "pk"))
    )
    calendar = WorkingCalendar()
    for person in people:
        due = check_due(person.since, person.visited, rule, calendar)
        if due <= last:
            yield _for_person(
                person,
                (_("Ghi nhận"), "cases:visit-create") if person.may_act else None,
                label=_("Kiểm tra cư trú hằng tháng"),
                due_on=due,
                legal_basis=rule.legal_basis,
                asked_on=today,
                is_configured=rule.is_configured,
                kind=WorkKind.RESIDENCE,
            )


def _status_terms(user: Officer, today: date, last: date) -> Iterator[Deadline]:
    periods = StatusPeriod.objects.filter(
        valid_to=OPEN, term_end__lte=last, person__in=_people(user).managed().values("pk")
    )
    deciding = _where(user, Permission.MOVE_STATUS, "person")
    for period in _with_place(periods.annotate(may_act=deciding)):
        label = _("Hết thời hạn: %(status)s") % {"status": period.get_status_display()}
        action = (_("Trình quyết định"), "cases:status-move") if period.may_act else None
        yield _end_of_term(period, label, action, today)


def _treatment_terms(user: Officer, today: date, last: date) -> Iterator[Deadline]:
    treatments = Treatment.objects.filter(
        valid_to=OPEN, term_end__lte=last, person__in=_people(user).managed().values("pk")
    )
    for treatment in _with_place(treatments):
        label = _("Hết thời hạn: %(form)s") % {"form": TreatmentForm(treatment.form).label}
        yield _end_of_term(treatment, label, None, today)


def _end_of_term(
    row: StatusPeriod | Treatment, label: str, action: tuple[str, str] | None, today: date
) -> Deadline:
    """Returns the deadline of a status period or treatment whose term has an end."""
    return _for_person(
        row.person,
        action,
        label=label,
        due_on=row.term_end,
        legal_basis=row.legal_basis,
        asked_on=today,
        kind=WorkKind.TERM,
    )


def _people(user: Officer) -> Any:
    """Returns the people whose files the user may read; a clinic gets no terms or checks."""
    people = Person.objects.visible_to(user, Permission.VIEW_PEOPLE)
    return people.annotate(place=Subquery(_group_name("pk")))


def _where(user: Officer, permission: Permission, person: str) -> Q:
    """Returns the condition that the user holds the permission for the person, as in the form."""
    there = Person.objects.all().visible_to(user, permission)
    return Q(**{f"{person}__in": there.values("pk")})


def _with_place(rows: QuerySet[Any]) -> Iterator[Any]:
    """Yields the rows with their person and the person's place, in one SQL statement."""
    for row in rows.select_related("person").annotate(place=Subquery(_group_name("person_id"))):
        row.person.place = row.place
        yield row


def _group_name(person: str) -> QuerySet[Any, Any]:
    return Residence.objects.filter(person=OuterRef(person), valid_to=OPEN).values("group__name")[
        :1
    ]


def _for_person(person: Any, action: tuple[str, str] | None, **due: Any) -> Deadline:
    """Returns the deadline; `action` is (label, URL name) of a form, None links to the person."""
    page = person.get_absolute_url()
    label, url = (
        (action[0], reverse(action[1], args=[person.pk])) if action else (_("Xem hồ sơ"), page)
    )
    return Deadline(
        subject=person.full_name,
        subject_url=page,
        place=person.place or "",
        action_label=label,
        action_url=url,
        **due,
    )
