"""One fact, one entry: a decision and a positive test are papers of the dossiers that need them."""

from collections.abc import Iterable
from datetime import date

from accounts.audit import record
from accounts.models import User
from cases.enums import AuditAction, DossierKind, TestResult
from cases.models import Dossier, DossierForm, DrugTest, Person, StatusPeriod
from cases.statuses import DOSSIER_FORMS, PersonStatus
from foundation.dated import IN_ORDER

#: The form that a positive test makes (Decree 105/2021, Form 03).
_TEST_FORM = "03"
#: Status -> (kind of dossier, the form in it that is the decision on this status).
_DECISION_FORMS = {
    PersonStatus.ILLEGAL_USE: (DossierKind.MANAGEMENT, "07"),
    PersonStatus.POST_REHAB: (DossierKind.POST_REHAB, "decision"),
}

Paper = tuple[str, date]


def papers_of_facts(*, person: Person, kind: str, day: date) -> dict[str, date]:
    """Returns code -> day of the forms that facts recorded up to that day already are.

    Facts from before an end of management belong to the dossiers of that time.
    """
    steps = list(
        StatusPeriod.objects.filter(person=person, valid_from__lte=day).order_by(*IN_ORDER)
    )
    ends = [step.valid_from for step in steps if step.status == PersonStatus.ENDED]
    since = ends[-1] if ends else date.min
    found = dict(_decision_paper(step) for step in steps if _decides(step, kind, since))
    test = (
        DrugTest.objects.filter(person=person, result=TestResult.POSITIVE)
        .filter(tested_on__range=(since, day))
        .order_by("tested_on", "pk")
        .last()
    )
    if test is not None and _TEST_FORM in {row.code for row in DOSSIER_FORMS[kind]}:
        found[_TEST_FORM] = test.tested_on
    return found


def file_decision(*, by: User, period: StatusPeriod) -> None:
    """Files the decision on a status in the open dossier that needs it; audits if it does."""
    kind, _code = _DECISION_FORMS.get(PersonStatus(period.status), ("", ""))
    if kind and period.decision_date:
        dossiers = Dossier.objects.open().filter(person=period.person_id, kind=kind)
        _file(by, dossiers, _decision_paper(period))


def file_test(*, by: User, test: DrugTest) -> None:
    """Files a positive test in the open dossiers that need one and lack it; audits each."""
    if test.result != TestResult.POSITIVE:
        return
    kinds = [
        kind for kind, rows in DOSSIER_FORMS.items() if _TEST_FORM in {row.code for row in rows}
    ]
    dossiers = Dossier.objects.open().filter(person=test.person_id, kind__in=kinds)
    _file(by, dossiers, (_TEST_FORM, test.tested_on))


def _decides(step: StatusPeriod, kind: str, since: date) -> bool:
    known = _DECISION_FORMS.get(PersonStatus(step.status))
    return (
        known is not None
        and known[0] == kind
        and bool(step.decision_date)
        and step.valid_from >= since
    )


def _decision_paper(step: StatusPeriod) -> Paper:
    _kind, code = _DECISION_FORMS[PersonStatus(step.status)]
    return code, step.decision_date or step.valid_from


def _file(by: User, dossiers: Iterable[Dossier], paper: Paper) -> None:
    code, filed_on = paper
    for dossier in dossiers:
        _row, is_new = DossierForm.objects.get_or_create(
            dossier=dossier, code=code, defaults={"filed_on": filed_on}
        )
        if is_new:
            record(
                AuditAction.DOSSIER_FORM_FILED,
                by=by,
                target=dossier,
                after={"code": code, "filed_on": filed_on},
            )
