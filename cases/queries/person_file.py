"""Reads everything that the page of one person shows, in few SQL statements."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.db.models import (
    DateField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, JSONObject
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from cases.enums import (
    DossierKind,
    Drug,
    Sample,
    TestGround,
    TestResult,
    TreatmentForm,
    VisitResult,
)
from cases.models import (
    Absence,
    Dossier,
    DrugTest,
    Person,
    Residence,
    StatusPeriod,
    Treatment,
    Visit,
)
from cases.models.person import PersonQuerySet
from cases.queries.deadlines import check_due
from cases.queries.required_dossiers import kinds_lacked
from cases.queries.rights import rights_at
from cases.statuses import (
    CHECKED_STATUSES,
    DOSSIER_FORMS,
    PERSON_STATUSES,
    EndReason,
    FormRow,
    PersonStatus,
)
from cases.validators import id_number_warnings
from foundation.crypto import decrypt
from foundation.dated import LATEST_FIRST, OPEN, in_force
from law.models import LegalRule
from law.queries.calendar import WorkingCalendar
from law.queries.deadlines import Deadline
from wards.models import GroupPlacement
from wards.models.scope import Officer

VISITS_SHOWN = 12


@dataclass(frozen=True)
class Course:
    """A status held or a treatment followed; both have a decision, a legal basis and a term."""

    pk: int
    family: str
    code: str
    ordinal: int
    decision_number: str
    decision_date: date | None
    issuer: str
    legal_basis: str
    term_end: date | None
    end_reason: str
    unusual_reason: str
    valid_from: date
    valid_to: date

    @property
    def is_open(self) -> bool:
        return self.valid_to == OPEN

    @property
    def label(self) -> str | Promise:
        kinds = PersonStatus if self.family == "status" else TreatmentForm
        return kinds(self.code).label

    @property
    def badge(self) -> str:
        return PERSON_STATUSES[PersonStatus(self.code)].badge

    @property
    def why_ended(self) -> str | Promise:
        return EndReason(self.end_reason).label if self.end_reason else ""


@dataclass(frozen=True)
class Contact:
    """A residence check or a test."""

    pk: int
    family: str
    day: date
    result: str
    ground: str
    sample: str
    substance: str
    by_name: str
    note: str

    @property
    def result_label(self) -> str | Promise:
        kinds = VisitResult if self.family == "visit" else TestResult
        return kinds(self.result).label

    @property
    def ground_label(self) -> str | Promise:
        return TestGround(self.ground).label

    @property
    def sample_label(self) -> str | Promise:
        return Sample(self.sample).label

    @property
    def substance_label(self) -> str | Promise:
        return Drug(self.substance).label if self.substance else ""


@dataclass(frozen=True)
class DossierFile:
    """A dossier with its papers: code -> day on which the paper was filed, and code -> id of its row."""

    dossier: Dossier
    papers: dict[str, date]
    paper_ids: dict[str, int] = field(default_factory=dict)

    @property
    def required(self) -> tuple[FormRow, ...]:
        return DOSSIER_FORMS[self.dossier.kind]

    @property
    def filed(self) -> list[tuple[FormRow, date]]:
        return [(row, self.papers[row.code]) for row in self.required if row.code in self.papers]

    @property
    def filed_rows(self) -> list[tuple[FormRow, date, int]]:
        """Returns the papers as `filed` does, each with the id of its row."""
        return [(row, day, self.paper_ids[row.code]) for row, day in self.filed]

    @property
    def missing(self) -> list[FormRow]:
        return [row for row in self.required if row.code not in self.papers]


@dataclass(frozen=True)
class PersonFile:
    """The page of one person.

    A clinic gets the place, the absence and the substitution treatment, nothing else.
    """

    person: Person
    rights: frozenset[Permission]
    is_whole: bool
    stays: list[Residence]
    absence: Absence | None
    treatments: list[Course]
    statuses: list[Course] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    dossiers: list[DossierFile] = field(default_factory=list)
    visits: list[Contact] = field(default_factory=list)
    tests: list[Contact] = field(default_factory=list)
    dues: list[Deadline] = field(default_factory=list)

    @property
    def stay(self) -> Residence:
        return self.stays[0]

    @property
    def now(self) -> Course | None:
        return self.statuses[0] if self.statuses else None

    @property
    def lacks(self) -> list[DossierKind]:
        """The kinds of dossier that a criterion asks for and that are not open."""
        held = {file.dossier.kind for file in self.dossiers if file.dossier.is_open}
        status = self.now.code if self.now else ""
        return kinds_lacked(status, is_away=self.absence is not None, open_kinds=held)

    @property
    def rehab_count(self) -> int:
        """How often the person has been in rehabilitation, before this ledger and in it."""
        courses = (one for one in self.treatments if one.code != TreatmentForm.SUBSTITUTION)
        return self.person.past_rehab_count + sum(1 for _course in courses)

    @property
    def visits_shown(self) -> list[Contact]:
        return self.visits[:VISITS_SHOWN]

    @property
    def warnings(self) -> list[str]:
        person = self.person
        return id_number_warnings(person.id_number or "", person.birth_year, person.sex)

    def may(self, permission: Permission) -> bool:
        return permission in self.rights


def with_check_rule(people: PersonQuerySet, day: date) -> PersonQuerySet:
    """Adds `check_rule`, the rule of the monthly check that day, which saves one SQL statement."""
    rule = LegalRule.objects.in_force(day).filter(key="residence_check")
    parts = JSONObject(value="value", unit="unit", legal_basis="legal_basis")
    return people.annotate(check_rule=Subquery(rule.values(parts=parts)[:1]))


def person_file(user: Officer, person: Person, day: date) -> PersonFile:
    """Reads the page of a person whom the user may see, given as a row of `with_check_rule`."""
    stays = _stays(person, day)
    rights = rights_at(user, stays[0].group_id, getattr(stays[0], "ward_id", None))
    absences = list(Absence.objects.filter(person=person).order_by(*LATEST_FIRST))
    courses = _courses(person)
    away = next((absence for absence in absences if absence.holds_on(day)), None)
    whole = Permission.VIEW_PEOPLE in rights
    treatments = [course for course in courses if course.family == "treatment"]
    if not whole:
        own = [course for course in treatments if course.code == TreatmentForm.SUBSTITUTION]
        return PersonFile(
            person, rights, is_whole=False, stays=stays[:1], absence=away, treatments=own
        )
    contacts = _contacts(person)
    statuses = [course for course in courses if course.family == "status"]
    visits = [contact for contact in contacts if contact.family == "visit"]
    return PersonFile(
        person,
        rights,
        is_whole=True,
        stays=stays,
        absence=away,
        treatments=treatments,
        statuses=statuses,
        absences=absences,
        dossiers=_dossiers(person),
        visits=visits,
        tests=[contact for contact in contacts if contact.family == "test"],
        dues=sorted(
            [
                *_check(person, statuses, visits, away=away, day=day),
                *_terms(courses, statuses[0], day),
            ],
            key=lambda due: due.due_on,
        ),
    )


def _stays(person: Person, day: date) -> list[Residence]:
    """Returns the residences, newest first, with the ward where the group lies on that day."""
    placed = GroupPlacement.objects.filter(in_force(day), group=OuterRef("group"))
    rows: QuerySet[Residence] = (
        Residence.objects.filter(person=person)
        .select_related("group")
        .annotate(
            ward_id=Subquery(placed.values("ward")[:1]),
            ward_name=Subquery(placed.values("ward__name")[:1]),
        )
    )
    return list(rows.order_by(*LATEST_FIRST))


def _courses(person: Person) -> list[Course]:
    """Returns the statuses and treatments, newest first, in one SQL statement.

    Each reason is read as it is stored and decrypted as its own table does: a union would decrypt
    all of them as those of its first query.
    """
    names = ["sealed", *(f.name for f in fields(Course) if f.name != "unusual_reason")]
    sealed = Cast("unusual_reason", TextField())
    statuses = StatusPeriod.objects.filter(person=person).order_by().annotate(sealed=sealed)
    treatments = Treatment.objects.filter(person=person).order_by().annotate(sealed=sealed)
    rows = (
        statuses.annotate(family=Value("status"), code=F("status"), ordinal=Value(0))
        .values_list(*names)
        .union(
            treatments.annotate(
                family=Value("treatment"),
                code=F("form"),
                issuer=F("provider"),
                decision_date=Value(None, DateField()),
            ).values_list(*names),
            all=True,
        )
    )
    courses = [_course(*row) for row in rows]
    return sorted(
        courses, key=lambda course: (course.valid_from, course.valid_to, course.pk), reverse=True
    )


def _course(sealed: str, *values: Any) -> Course:
    named = dict(
        zip([f.name for f in fields(Course) if f.name != "unusual_reason"], values, strict=True)
    )
    model = StatusPeriod if named["family"] == "status" else Treatment
    field: Any = model._meta.get_field("unusual_reason")
    return Course(**named, unusual_reason=decrypt(field.context, sealed) if sealed else "")


def _contacts(person: Person) -> list[Contact]:
    """Returns the residence checks and tests, newest first, in one SQL statement.

    Visits come first in the union, because its first query decides that notes are decrypted.
    """
    names = [f.name for f in fields(Contact)]
    none = Value("")
    rows = (
        Visit.objects.filter(person=person)
        .order_by()
        .annotate(
            family=Value("visit"),
            day=F("visited_on"),
            ground=none,
            sample=none,
            substance=none,
            by_name=F("by__full_name"),
        )
        .values_list(*names)
        .union(
            DrugTest.objects.filter(person=person)
            .order_by()
            .annotate(
                family=Value("test"), day=F("tested_on"), by_name=none, note=Value("", TextField())
            )
            .values_list(*names),
            all=True,
        )
    )
    return sorted(
        (Contact(*row) for row in rows), key=lambda contact: (contact.day, contact.pk), reverse=True
    )


def _dossiers(person: Person) -> list[DossierFile]:
    """Returns the dossiers with their papers, in one SQL statement with a row for each paper."""
    rows = Dossier.objects.filter(person=person).annotate(
        paper=F("forms__code"), filed_on=F("forms__filed_on"), paper_id=F("forms__pk")
    )
    files: dict[int, DossierFile] = {}
    for row in rows:
        file = files.setdefault(row.pk, DossierFile(row, {}))
        if row.paper:
            file.papers[row.paper] = row.filed_on
            file.paper_ids[row.paper] = row.paper_id
    return list(files.values())


def _check(
    person: Any, statuses: list[Course], visits: list[Contact], *, away: Absence | None, day: date
) -> Iterable[Deadline]:
    """Yields the next residence check of a person who must be checked and is not away."""
    now = statuses[0]
    if person.check_rule is None or away or now.code not in CHECKED_STATUSES:
        return
    rule = LegalRule(**person.check_rule)
    due = check_due(now.valid_from, visits[0].day if visits else None, rule, WorkingCalendar())
    yield Deadline(
        label=_("Kiểm tra cư trú"), due_on=due, legal_basis=rule.legal_basis, asked_on=day
    )


def _terms(courses: list[Course], now: Course, day: date) -> Iterable[Deadline]:
    """Yields the ends of open terms; nothing is due once the person's management has ended."""
    if PERSON_STATUSES[PersonStatus(now.code)].is_final:
        return
    for course in courses:
        if course.is_open and course.term_end:
            label = _("Hết thời hạn: %(what)s") % {"what": course.label}
            yield Deadline(
                label=label, due_on=course.term_end, legal_basis=course.legal_basis, asked_on=day
            )
