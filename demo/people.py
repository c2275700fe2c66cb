"""Registers 600 people and their courses under the law, with the same actions as the screens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from cases.actions.dossiers import open_dossier
from cases.actions.people import register_person
from cases.actions.statuses import move_status
from cases.actions.treatments import end_treatment, start_treatment
from cases.actions.visits import record_test, record_visit
from cases.enums import (
    DossierKind,
    Drug,
    Route,
    Sample,
    Sex,
    TestGround,
    TestResult,
    TreatmentForm,
    VisitResult,
)
from cases.models import Person
from cases.statuses import DOSSIER_FORMS, EndReason, PersonStatus
from demo.names import ethnicity, full_name, id_number
from demo.stories import (
    LATE_MANAGEMENT_FILES,
    LATE_POST_REHAB_FILES,
    LATE_TREATMENT_FILES,
    TERMS_ENDING,
    Shortfall,
)
from demo.world import STARTED, World
from foundation.dated import add_months

_OCCUPATIONS = (
    "làm nông",
    "lao động tự do",
    "phụ hồ",
    "lái xe",
    "buôn bán nhỏ",
    "thợ sửa xe",
    "không nghề",
)
#: The compulsory proposals of the article are dated between these days (FACT: 289).
PROPOSED_FROM, PROPOSED_TO = date(2023, 1, 10), date(2024, 6, 24)
#: Choices of days since the last residence check: most recent, some due this week, a few overdue.
VISITED_DAYS_AGO = (*range(1, 23), 25, 27, 29, 31, 33, 36)


@dataclass
class Case:
    """One person of a ward on their course; each method does nothing for a day in the future."""

    world: World
    code: str
    person: Person

    @property
    def by(self) -> User:
        return self.world.officers[self.code]

    def dossier(self, kind: DossierKind, day: date) -> None:
        if self.world.past(day):
            forms = [row.code for row in DOSSIER_FORMS[kind]]
            if self.world.dice.random() < 0.3:
                forms.pop()
            open_dossier(by=self.by, person=self.person, kind=kind, opened_on=day, forms=forms)

    def move(self, to: PersonStatus, day: date, end_reason: EndReason, issuer: str = "") -> None:
        if self.world.past(day):
            move_status(
                by=self.by,
                person=self.person,
                to=to,
                on_day=day,
                end_reason=end_reason,
                issuer=issuer,
                decision_number=f"{self.world.dice.randint(1, 400):02d}/QĐ-UBND",
                decision_date=day,
            )

    def treat(
        self,
        form: TreatmentForm,
        day: date,
        until: date | None = None,
        *,
        term_end: date | None = None,
    ) -> None:
        """Starts a course; `term_end` is the term that a court has set."""
        if not self.world.past(day):
            return
        treatment = start_treatment(
            by=self.by, person=self.person, form=form, started_on=day, term_end=term_end
        )
        if until and self.world.past(until):
            end_treatment(
                by=self.by, treatment=treatment, ended_on=until, reason=EndReason.COMPLETED
            )

    def leave_the_list(self, since: date, day: date) -> None:
        """Ends management for illegal use: the year is over, or the person has moved before that."""
        is_over = day >= add_months(since, 12)
        self.move(PersonStatus.ENDED, day, EndReason.COMPLETED if is_over else EndReason.MOVED)


def enrol(
    world: World, code: str, status: PersonStatus, day: date, group: int | None = None
) -> Case:
    """Registers an invented person of the ward in their first status.

    Without `group`, the person lives in a random group of the ward.
    """
    dice = world.dice
    sex = dice.choices((Sex.MALE, Sex.FEMALE), (9, 1))[0]
    people = ethnicity(dice)
    born = date(dice.randint(1966, 2003), dice.randint(1, 12), dice.randint(1, 28))
    by_year = dice.random() < 0.1
    person = register_person(
        by=world.officers[code],
        group=world.groups[code, group] if group else world.group_of(code),
        since=day,
        person={
            "full_name": full_name(dice, people, sex),
            "sex": sex,
            "ethnicity": people,
            "birth_date": None if by_year else born,
            "birth_year": born.year,
            "id_number": id_number(dice, sex, born.year),
            "occupation": dice.choice(_OCCUPATIONS),
            "drug": dice.choice((Drug.HEROIN, Drug.HEROIN, Drug.AMPHETAMINE, Drug.OPIUM)),
            "route": dice.choice((Route.INJECT, Route.INHALE)),
            "first_use_year": min(born.year + 22, day.year),
            "is_demo": True,
        },
        status=status,
        status_from=day,
        decision_number=f"{dice.randint(1, 400):02d}/QĐ-UBND",
        decision_date=day,
        issuer="Chủ tịch UBND cấp xã",
    )
    return Case(world, code, person)


def addict(world: World, code: str, day: date, group: int | None = None) -> Case:
    """Registers an addict with management and treatment dossiers from the first day."""
    case = enrol(world, code, PersonStatus.ADDICT, day, group)
    case.dossier(DossierKind.MANAGEMENT, day)
    case.dossier(DossierKind.TREATMENT, day)
    return case


def substitution(world: World, code: str, day: date) -> None:
    addict(world, code, day).treat(TreatmentForm.SUBSTITUTION, day + timedelta(days=14))


def community(world: World, code: str, day: date, group: int | None = None) -> None:
    """Registers an addict: a year of voluntary rehab at home, a year after it, then the end."""
    case = addict(world, code, day, group)
    done = add_months(day, 12)
    case.treat(TreatmentForm.COMMUNITY, day, done)
    _after(case, done, 12)


def compulsory(world: World, code: str, day: date) -> None:
    """Registers an addict: proposal, eighteen months in a centre, two years of management after it.

    One in seven relapses.
    """
    case = addict(world, code, day)
    case.dossier(DossierKind.COMPULSORY, day)
    sent, back = day + timedelta(days=45), add_months(day + timedelta(days=45), 18)
    case.treat(TreatmentForm.COMPULSORY, sent, back, term_end=back)
    if world.dice.random() < 0.14:
        case.move(PersonStatus.POST_REHAB, back, EndReason.COMPLETED)
        case.dossier(DossierKind.POST_REHAB, back)
        again = back + timedelta(days=world.dice.randint(60, 300))
        case.move(PersonStatus.ADDICT, again, EndReason.NEXT_STATUS)
        case.dossier(DossierKind.MANAGEMENT, again + timedelta(days=1))
        case.dossier(DossierKind.TREATMENT, again + timedelta(days=1))
        case.treat(TreatmentForm.SUBSTITUTION, again + timedelta(days=1))
    else:
        _after(case, back, 24)


def after_centre(world: World, code: str, day: date) -> None:
    """Registers a person who came home from a voluntary stay in a centre elsewhere.

    A year of management after rehabilitation follows.
    """
    case = enrol(world, code, PersonStatus.POST_REHAB, day)
    case.dossier(DossierKind.POST_REHAB, day)
    case.move(PersonStatus.ENDED, add_months(day, 12), EndReason.COMPLETED)


def illegal_use(world: World, code: str, day: date) -> None:
    """Registers a person for a year of management for illegal use (Law 73/2021 Art. 23)."""
    case = enrol(world, code, PersonStatus.ILLEGAL_USE, day)
    case.dossier(DossierKind.MANAGEMENT, day)
    _test(case, day, TestResult.POSITIVE)
    case.move(PersonStatus.ENDED, add_months(day, 12), EndReason.COMPLETED)


def suspected(world: World, code: str, day: date) -> None:
    case = enrol(world, code, PersonStatus.SUSPECTED_USE, day)
    case.dossier(DossierKind.MANAGEMENT, day)
    over = day + timedelta(days=world.dice.randint(150, 400))
    case.move(PersonStatus.ENDED, over, EndReason.NEGATIVE)


def _after(case: Case, day: date, months: int) -> None:
    case.move(PersonStatus.POST_REHAB, day, EndReason.COMPLETED, "Chủ tịch UBND cấp xã")
    case.dossier(DossierKind.POST_REHAB, day)
    case.move(PersonStatus.ENDED, add_months(day, months), EndReason.COMPLETED)


def _test(case: Case, day: date, result: TestResult) -> None:
    if case.world.past(day):
        record_test(
            by=case.by,
            person=case.person,
            tested_on=day,
            ground=TestGround.UNDER_MANAGEMENT,
            sample=Sample.URINE,
            result=result,
            has_same_sex_witness=True,
            substance=Drug.HEROIN if result == TestResult.POSITIVE else "",
        )


# --- the wards -----------------------------------------------------------------------------------


def populate(world: World) -> None:
    """Registers everybody.

    These are the invented majority, the people of the article's two wards, those whose dossiers
    came late, and those whose terms end now.
    """
    for plan in world.plans():
        _many(world, plan.code, plan.substitution, substitution, STARTED, date(2023, 12, 1))
        _many(world, plan.code, plan.community, community, date(2022, 6, 1), date(2026, 4, 1))
        _many(world, plan.code, plan.compulsory, compulsory, PROPOSED_FROM, PROPOSED_TO)
        _many(world, plan.code, plan.after_centre, after_centre, STARTED, date(2026, 6, 1))
        _many(world, plan.code, plan.illegal_use, illegal_use, date(2023, 2, 1), date(2026, 6, 1))
        _many(world, plan.code, plan.suspected, suspected, date(2023, 6, 1), date(2026, 8, 1))
    _coc_san(world)
    _nam_cuong(world)
    _late_papers(world)
    _terms_ending(world)


def _many(
    world: World,
    code: str,
    count: int,
    course: Callable[[World, str, date], None],
    first: date,
    last: date,
) -> None:
    for _ in range(count):
        course(world, code, world.day(first, last))


def _coc_san(world: World) -> None:
    """Registers the people of Cốc San.

    FACT: 36 people in 2022 → 28 = 15 on methadone + 10 after rehab + 3 suspected of use, all with
    files.
    """
    code = "02746"
    for _ in range(15):
        substitution(world, code, world.day(STARTED, date(2022, 1, 20)))
    for _ in range(10):  # home from the centre in autumn 2023, then two years of management
        case = addict(world, code, world.day(STARTED, date(2022, 1, 20)))
        sent, back = date(2022, 3, 1), world.day(date(2023, 9, 1), date(2023, 11, 30))
        case.treat(TreatmentForm.COMPULSORY, sent, back, term_end=back)
        _after(case, back, 24)
    for _ in range(11):  # they leave the list between 2022 and early 2024
        since = world.day(STARTED, date(2022, 1, 20))
        case = enrol(world, code, PersonStatus.ILLEGAL_USE, since)
        case.dossier(DossierKind.MANAGEMENT, since)
        case.leave_the_list(since, world.day(date(2022, 9, 1), date(2024, 3, 1)))
    for _ in range(3):
        suspected(world, code, world.day(date(2024, 3, 1), date(2024, 5, 30)))


def _nam_cuong(world: World) -> None:
    """Registers the people of Nam Cường.

    FACT: five people in voluntary community rehab; the years before and after are invented.
    """
    code = "02671"
    for group in (11, 12, 12, 16, 17):
        community(world, code, world.day(date(2023, 9, 4), date(2024, 2, 26)), group)
    for _ in range(7):
        since = world.day(date(2022, 2, 1), date(2023, 3, 1))
        case = enrol(world, code, PersonStatus.ILLEGAL_USE, since)
        case.dossier(DossierKind.MANAGEMENT, since)
        case.leave_the_list(since, world.day(date(2023, 9, 1), date(2024, 3, 1)))
    for _ in range(3):
        community(world, code, world.day(date(2026, 1, 5), date(2026, 6, 30)))


def _late_papers(world: World) -> None:
    """Registers people whose dossier came late, which criteria 3, 4 and 5 report as not met."""
    for story in LATE_MANAGEMENT_FILES:
        _late(world, story, PersonStatus.ADDICT, DossierKind.TREATMENT, DossierKind.MANAGEMENT)
    for story in LATE_TREATMENT_FILES:
        _late(world, story, PersonStatus.ADDICT, DossierKind.MANAGEMENT, DossierKind.TREATMENT)
    for story in LATE_POST_REHAB_FILES:
        _late(world, story, PersonStatus.POST_REHAB, None, DossierKind.POST_REHAB)


def _late(
    world: World,
    story: Shortfall,
    status: PersonStatus,
    in_time: DossierKind | None,
    late: DossierKind,
) -> None:
    for _ in range(story.count):
        case = enrol(world, story.ward, status, story.since)
        if in_time:
            case.dossier(in_time, story.since)
        if story.until:
            case.dossier(late, story.until)
        if status == PersonStatus.POST_REHAB:
            case.move(PersonStatus.ENDED, add_months(story.since, 12), EndReason.COMPLETED)


def _terms_ending(world: World) -> None:
    """Registers people whose term ended days ago, ends today or this week: a decision is due."""
    for code, status, days in TERMS_ENDING:
        since = add_months(world.today + timedelta(days=days), -12)
        case = enrol(world, code, status, since)
        is_after = status == PersonStatus.POST_REHAB
        case.dossier(DossierKind.POST_REHAB if is_after else DossierKind.MANAGEMENT, since)


def visit_everybody(world: World) -> None:
    """Records monthly residence checks of the last quarter (Decree 105/2021 Art. 47.1).

    A few people are overdue for the next check.
    """
    managed = (PersonStatus.ILLEGAL_USE, PersonStatus.ADDICT, PersonStatus.POST_REHAB)
    people = (
        Person.objects.filter(statuses__status__in=managed, statuses__valid_to__year=9999)
        .exclude(absences__valid_to__year=9999)
        .select_related("officer")
        .order_by("pk")
    )
    for person in people:
        first = person.statuses.get(valid_to__year=9999).valid_from
        shift = world.dice.choice(VISITED_DAYS_AGO)
        for months in (2, 1, 0):
            day = add_months(world.today - timedelta(days=shift), -months)
            if day > first and person.officer:
                record_visit(
                    by=person.officer, person=person, visited_on=day, result=VisitResult.PRESENT
                )
