"""The list of people: who is on it, what a search means, who may do what with whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import ROLE_TABLE, Permission, roles_with
from cases.enums import AbsenceReason, DossierKind, TreatmentForm
from cases.models import Absence, Dossier, Person, StatusPeriod, Treatment, Visit
from cases.models.person import PersonQuerySet
from cases.queries.figures import present, residents_in_status, with_dossier
from cases.statuses import CHECKED_STATUSES, DOSSIER_FORMS, PERSON_STATUSES, PersonStatus
from foundation.dated import OPEN
from foundation.text import fold
from law.queries.terms import add_term, rules_on
from wards.models import GroupPlacement, NeighbourhoodGroup, Posting
from wards.models.group import GroupQuerySet
from wards.models.scope import Officer, can, posted_roles, reach_of

#: How far ahead "sắp hết thời hạn" looks.
SOON = timedelta(days=30)
#: When something is written of a person.
_FACT_DAYS = (
    "residences__valid_from",
    "absences__valid_from",
    "statuses__valid_from",
    "dossiers__valid_from",
    "treatments__valid_from",
    "visits__visited_on",
    "tests__tested_on",
    "supports__given_on",
)


@dataclass(frozen=True)
class RequiredDossier:
    """A dossier that the criteria ask for: of whom, and what a search calls its absence."""

    code: str
    label: str | Promise
    status: PersonStatus
    kind: DossierKind
    only_present: bool = False


#: As criteria 3, 4 and 5 count.
REQUIRED_DOSSIERS = (
    RequiredDossier(
        "management",
        _("người nghiện thiếu hồ sơ quản lý"),
        PersonStatus.ADDICT,
        DossierKind.MANAGEMENT,
    ),
    RequiredDossier(
        "treatment",
        _("người nghiện có mặt thiếu hồ sơ cai nghiện"),
        PersonStatus.ADDICT,
        DossierKind.TREATMENT,
        only_present=True,
    ),
    RequiredDossier(
        "post_rehab",
        _("người sau cai thiếu hồ sơ quản lý sau cai"),
        PersonStatus.POST_REHAB,
        DossierKind.POST_REHAB,
    ),
)


@dataclass(frozen=True)
class PersonLine:
    """One line of the list, ready to be shown."""

    person: Any
    status: str | Promise
    badge: str
    away: str | Promise
    lacks: Sequence[str | Promise]
    #: A criterion asks for dossiers of people in this status.
    needs_dossier: bool


def sees_files(user: Officer) -> bool:
    """Police and the chairman's office; a clinic knows only whom it treats."""
    return can(user, Permission.VIEW_PEOPLE)


def people_to_list(user: Officer) -> PersonQuerySet:
    """Whole files for those who may read them; else the people in substitution treatment."""
    if sees_files(user):
        return Person.objects.all().visible_to(user, Permission.VIEW_PEOPLE)
    return Person.objects.all().visible_to(user)


def with_standing(people: PersonQuerySet, day: date) -> PersonQuerySet:
    """What the list shows of each person, in the one statement of the page; long texts stay closed."""
    away = Absence.objects.in_force(day).filter(person=OuterRef("pk"))
    visits = Visit.objects.filter(person=OuterRef("pk")).order_by("-visited_on")
    treated = Treatment.objects.in_force(day).filter(
        person=OuterRef("pk"), form=TreatmentForm.SUBSTITUTION
    )
    open_dossiers = Dossier.objects.in_force(day).filter(person=OuterRef("pk"))
    has = {
        f"has_{required.code}": Exists(open_dossiers.filter(kind=required.kind))
        for required in REQUIRED_DOSSIERS
    }
    return (
        people.select_related("officer")
        .defer("phone", "guardians", "convictions", "note")
        .annotate(
            now=FilteredRelation("statuses", condition=Q(statuses__valid_to=OPEN)),
            stay=FilteredRelation("residences", condition=Q(residences__valid_to=OPEN)),
        )
        .annotate(
            status=F("now__status"),
            since=F("now__valid_from"),
            place=F("stay__group__name"),
            away=Subquery(away.values("reason")[:1]),
            last_visit=Subquery(visits.values("visited_on")[:1]),
            treated_since=Subquery(treated.values("valid_from")[:1]),
            **has,
        )
    )


def lines_of(people: Iterable[Any]) -> Iterator[PersonLine]:
    """Rows of `with_standing` in words."""
    for person in people:
        status = PersonStatus(person.status)
        lacks = [
            required.kind.label
            for required in REQUIRED_DOSSIERS
            if status == required.status
            and not getattr(person, f"has_{required.code}")
            and not (required.only_present and person.away)
        ]
        away = AbsenceReason(person.away).label if person.away else ""
        needs = any(required.status == status for required in REQUIRED_DOSSIERS)
        yield PersonLine(person, status.label, PERSON_STATUSES[status].badge, away, lacks, needs)


def matching(people: PersonQuerySet, text: str, *, by_dossier: bool = True) -> PersonQuerySet:
    """Part of a name without accents, or a whole dossier number."""
    found = Q(search_key__contains=fold(text))
    if by_dossier:
        dossiers = Dossier.objects.filter(number__iexact=text.strip())
        found |= Q(pk__in=dossiers.values("person"))
    return people.filter(found)


def away_on(people: PersonQuerySet, day: date) -> PersonQuerySet:
    return people.filter(Exists(Absence.objects.in_force(day).filter(person=OuterRef("pk"))))


def lacking(people: PersonQuerySet, code: str, day: date) -> PersonQuerySet:
    """Without a dossier that a criterion asks for; "any" = at least one of them."""
    found = Q(pk__in=[])
    for required in REQUIRED_DOSSIERS:
        if code in {required.code, "any"}:
            held = residents_in_status([required.status], day)
            rows = present(held, day) if required.only_present else held
            found |= Q(
                pk__in=with_dossier(rows, required.kind, day).filter(Q(file=None)).values("pk")
            )
    return people.filter(found)


def with_check_overdue(people: PersonQuerySet, day: date) -> PersonQuerySet:
    """Whose monthly residence check should have been made before that day."""
    rule = rules_on(day).get("residence_check")
    if rule is None:
        return people.none()
    last = day
    while add_term(last, rule) >= day:
        last -= timedelta(days=1)
    held = residents_in_status(CHECKED_STATUSES, day).filter(Q(since__lte=last))
    visited = Visit.objects.filter(person=OuterRef("pk"), visited_on__gt=last)
    return people.filter(pk__in=present(held, day).filter(~Exists(visited)).values("pk"))


def with_term(people: PersonQuerySet, first: date, last: date) -> PersonQuerySet:
    """Whose status or treatment has a term that ends between the days, both included; of managed people."""
    ends = Q(valid_to=OPEN, term_end__range=(first, last))
    return people.managed().filter(
        Q(pk__in=StatusPeriod.objects.filter(ends).values("person"))
        | Q(pk__in=Treatment.objects.filter(ends).values("person"))
    )


def namesakes(people: PersonQuerySet, full_name: str, birth_year: int | None) -> list[Person]:
    """People of the same name and year of birth: perhaps the same person. Each with `place`."""
    key = fold(full_name)
    if not key or birth_year is None:
        return []
    rows = people.filter(search_key__startswith=key, birth_year=birth_year)
    place = F("residences__group__name")
    found = rows.filter(residences__valid_to=OPEN).annotate(place=place)
    return [person for person in found if fold(person.full_name) == key]


def groups_to_choose(user: Officer, *permissions: Permission) -> GroupQuerySet:
    """Groups of today where the user holds one of the permissions, each with `ward_name`."""
    placed = GroupPlacement.objects.in_force(timezone.localdate()).filter(group=OuterRef("pk"))
    groups = NeighbourhoodGroup.objects.all()
    seen = Q(pk__in=[])
    for permission in permissions:
        seen |= Q(pk__in=groups.visible_to(user, permission).values("pk"))
    return groups.filter(seen).annotate(ward_name=Subquery(placed.values("ward__name")[:1]))


def group_label(group: Any) -> str:
    """ "Tổ 1" exists in many wards. Of a row of `groups_to_choose`."""
    return f"{group.name} · {group.ward_name}" if group.ward_name else str(group.name)


def officers_to_choose(user: Officer, person: Person | None = None) -> QuerySet[User]:
    """Who may take charge of people there; on a correction also whoever has it now."""
    reach = reach_of(user, Permission.EDIT_PEOPLE)
    posted = Posting.objects.in_force(timezone.localdate()).filter(
        role__in=roles_with(Permission.EDIT_PEOPLE)
    )
    if not reach.everywhere:
        posted = posted.filter(Q(ward__in=reach.wards) | Q(group__in=reach.groups()))
    chosen = Q(pk__in=posted.values("user"))
    if person is not None and person.officer_id is not None:
        chosen |= Q(pk=person.officer_id)
    return User.objects.filter(chosen).order_by("full_name", "pk")


def rights_at(user: Officer, group_id: int, ward_id: int | None) -> frozenset[Permission]:
    """What the user may do in this place; from the postings that the request has read already."""
    return frozenset().union(
        *(
            ROLE_TABLE[posted.role].permissions
            for posted in posted_roles(user)
            if posted.everywhere or ward_id in posted.wards or posted.group == group_id
        )
    )


def forms_of_treatment(user: Officer, person: Person) -> list[TreatmentForm]:
    """A clinic records substitution treatment only."""
    known = Person.objects.all().visible_to(user, Permission.VIEW_PEOPLE)
    return (
        list(TreatmentForm) if known.filter(pk=person.pk).exists() else [TreatmentForm.SUBSTITUTION]
    )


def status_now(person: Person) -> StatusPeriod:
    """Every person has exactly one open status."""
    return StatusPeriod.objects.get(person=person, valid_to=OPEN)


def open_kinds(person: Person) -> set[str]:
    """Of which kinds a dossier is open."""
    rows = Dossier.objects.filter(person=person, valid_to=OPEN)
    return set(rows.values_list("kind", flat=True))


def missing_papers(dossier: Dossier) -> list[str]:
    """Codes of the papers that are not in the dossier yet, in the order of the table."""
    filed = set(dossier.forms.values_list("code", flat=True))
    return [row.code for row in DOSSIER_FORMS[dossier.kind] if row.code not in filed]


def first_fact_day(person_id: int) -> date | None:
    """The earliest day of which anything is written about somebody."""
    first, *others = (
        Person.objects.filter(pk=person_id).order_by().values_list(path) for path in _FACT_DAYS
    )
    return min((day for (day,) in first.union(*others) if day), default=None)
