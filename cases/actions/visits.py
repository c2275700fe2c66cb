"""Actions that record residence checks, tests and support."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from cases.enums import AuditAction, Sample, TestResult
from cases.models import DrugTest, Person, Support, Visit
from cases.validators import check_happened_to, is_minor


@action
def record_visit(
    *, by: User, person: Person, visited_on: date, result: str, note: str = ""
) -> Visit:
    """Records a monthly residence check (Decree 105/2021 Art. 47.1) and audits.

    Raises ValidationError by field, also for a second check on the same day.
    """
    check_happened_to(person, visited_on, "visited_on")
    Person.objects.lock_for_write(person.pk)
    if Visit.objects.filter(person=person, visited_on=visited_on).exists():
        raise ValidationError({"visited_on": _("Ngày này đã có lần kiểm tra.")})
    visit = Visit(person=person, visited_on=visited_on, result=result, note=note.strip(), by=by)
    visit.full_clean(exclude=["person"])
    visit.save()
    record(
        AuditAction.VISIT_RECORDED,
        by=by,
        target=visit,
        after=masked_state(visit),
    )
    return visit


@action
def record_test(
    *,
    by: User,
    person: Person,
    tested_on: date,
    ground: str,
    sample: str,
    result: str,
    substance: str = "",
    has_same_sex_witness: bool = False,
    has_parent_consent: bool = False,
) -> DrugTest:
    """Records a test with its legal ground (Decree 105/2021 Art. 38) and audits.

    The witness rule is a constraint of the model. Raises ValidationError by field.
    """
    check_happened_to(person, tested_on, "tested_on")
    test = DrugTest(
        person=person,
        tested_on=tested_on,
        ground=ground,
        sample=sample,
        result=result,
        substance=substance,
        has_same_sex_witness=has_same_sex_witness,
        has_parent_consent=has_parent_consent,
    )
    test.full_clean(exclude=["person"])
    _check_consent(test)
    test.save()
    record(
        AuditAction.TEST_RECORDED,
        by=by,
        target=test,
        after=masked_state(test),
    )
    return test


@action
def record_support(
    *,
    by: User,
    person: Person,
    kind: str,
    given_on: date,
    amount_vnd: int | None = None,
    provider: str = "",
    note: str = "",
) -> Support:
    """Records support for a return to ordinary life (Law 120/2025 Art. 42.5) and audits."""
    check_happened_to(person, given_on, "given_on")
    support = Support(
        person=person,
        kind=kind,
        given_on=given_on,
        amount_vnd=amount_vnd,
        provider=provider.strip(),
        note=note.strip(),
    )
    support.full_clean(exclude=["person"])
    support.save()
    record(
        AuditAction.SUPPORT_RECORDED,
        by=by,
        target=support,
        after=masked_state(support),
    )
    return support


def _check_consent(test: DrugTest) -> None:
    """Raises ValidationError if parents did not consent to a minor's sample other than urine.

    The rule is Decree 105/2021 Art. 45, 46.
    """
    if test.sample == Sample.URINE or test.result == TestResult.REFUSED or test.has_parent_consent:
        return
    if is_minor(test.person.birth_date, test.person.birth_year, test.tested_on):
        raise ValidationError(
            {
                "has_parent_consent": _(
                    "Người dưới 18 tuổi: lấy mẫu khác nước tiểu phải có đồng ý của cha mẹ, người giám hộ."
                )
            }
        )
