"""Actions that record residence checks, tests and support."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from cases.actions.asking import ask_back
from cases.actions.ends import refuse_after_death, refuse_after_end, unmanaged
from cases.actions.papers import file_test
from cases.actions.residences import record_return
from cases.enums import AuditAction, Sample, TestGround, TestResult, VisitResult
from cases.models import Absence, DrugTest, Person, Support, Visit
from cases.queries.ends import end_before
from cases.validators import check_happened_to, is_minor
from foundation.dated import in_force


@action
def record_visit(
    *,
    by: User,
    person: Person,
    visited_on: date,
    result: str,
    note: str = "",
    has_returned: bool = False,
) -> Visit:
    """Records a monthly residence check (Decree 105/2021 Art. 47.1) and audits.

    A person found present while recorded as away has returned: with `has_returned` the return is
    recorded as well, and without it the officer is asked. Raises ValidationError by field, also for
    a second check on the same day.
    """
    check_happened_to(person, visited_on, "visited_on")
    Person.objects.lock_for_write(person.pk)
    refuse_after_end(person=person, day=visited_on, field="visited_on")
    if Visit.objects.filter(person=person, visited_on=visited_on).exists():
        raise ValidationError({"visited_on": _("Ngày này đã có lần kiểm tra.")})
    visit = Visit(person=person, visited_on=visited_on, result=result, note=note.strip(), by=by)
    visit.full_clean(exclude=["person"])
    if result == VisitResult.PRESENT and _is_away(person, visited_on, has_returned=has_returned):
        record_return(by=by, person=person, on_day=visited_on)
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
    unusual_reason: str = "",
) -> DrugTest:
    """Records a test with its legal ground (Decree 105/2021 Art. 38) and audits.

    A positive one is Form 03 of the open dossiers that need it. The witness rule is a constraint of
    the model. Raises ValidationError by field; asks back for a reason if the same was found that
    day already, or if nobody manages the person.
    """
    check_happened_to(person, tested_on, "tested_on")
    Person.objects.lock_for_write(person.pk)
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
    unusual = [_check_managed(test), _equal_test(test)]
    test.unusual_reason = ask_back(unusual, unusual_reason)
    test.save()
    file_test(by=by, test=test)
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
    refuse_after_death(person=person, day=given_on, field="given_on")
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


def _is_away(person: Person, day: date, *, has_returned: bool) -> bool:
    """Returns whether the person, found present, was recorded as away and has returned that day.

    Raises ValidationError unless `has_returned` confirms it, and if the absence has ended later:
    then one of the two entries is wrong. On the day of leaving the person was still there.
    """
    away = Absence.objects.filter(in_force(day), person=person, valid_from__lt=day).first()
    if away is None:
        return False
    words = {"reason": away.get_reason_display(), "day": f"{away.valid_from:%d/%m/%Y}"}
    if not away.is_open:
        words["until"] = f"{away.valid_to:%d/%m/%Y}"
        sentence = _(
            "Người này được ghi vắng mặt (%(reason)s) từ ngày %(day)s đến %(until)s. "
            "Nếu lần vắng mặt ghi nhầm, sửa sai sót lần đó trước."
        )
        raise ValidationError({"result": sentence % words})
    if not has_returned:
        sentence = _(
            "Người này đang được ghi vắng mặt (%(reason)s) từ ngày %(day)s. Nếu đã trở về, đánh dấu ô "
            "này: lần trở về được ghi từ ngày kiểm tra."
        )
        raise ValidationError({"has_returned": sentence % words})
    return True


def _check_managed(test: DrugTest) -> str:
    """Returns what is unusual if nobody manages the tested person, else "".

    Raises ValidationError for a test of the dead, of who no longer lives here, and for the ground
    "in the term of management" once management has ended.
    """
    if test.ground == TestGround.UNDER_MANAGEMENT:
        refuse_after_end(person=test.person, day=test.tested_on, field="ground")
    refuse_after_death(person=test.person, day=test.tested_on, field="tested_on")
    end = end_before(test.person, test.tested_on)
    return unmanaged(end) if end else ""


def _equal_test(test: DrugTest) -> str:
    """Returns what is unusual if an equal test of that day is recorded already, else ""."""
    names = ("person_id", "tested_on", "ground", "sample", "result", "substance")
    if not DrugTest.objects.filter(**{name: getattr(test, name) for name in names}).exists():
        return ""
    return _("Ngày này đã ghi một lần xét nghiệm giống hệt.")
