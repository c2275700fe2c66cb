"""The decision behind a status: what it needs, and the term that follows from it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.enums import TreatmentForm
from cases.models import StatusPeriod, Treatment
from cases.statuses import PERSON_STATUSES, PersonStatus
from cases.validators import is_minor
from foundation.dated import LATEST_FIRST
from foundation.validators import check_era
from law.queries.terms import RuleBook, add_term

#: Key of the rule for the term of post-rehabilitation management of an adult who was in compulsory
#: rehabilitation.
_AFTER_COMPULSORY = "post_rehab_term_compulsory"


def term_rules() -> RuleBook:
    """Returns the legal rules that give statuses their terms."""
    keys = {row.term_rule for row in PERSON_STATUSES.values() if row.term_rule}
    return RuleBook({*keys, _AFTER_COMPULSORY})


def settle_term(*, period: StatusPeriod, rules: RuleBook) -> date | None:
    """Checks the decision and gives the period its term; returns the term of the law, or None.

    A term that was typed stays. Raises ValidationError by field.
    """
    _check_decision(period)
    lawful = lawful_end(period, rules)
    if lawful and not period.term_end and lawful <= period.valid_from:
        sentence = _(
            "Thời hạn tính từ ngày quyết định đã hết ngày %(day)s, không sau ngày bắt đầu diện. "
            "Kiểm tra lại ngày quyết định, ngày bắt đầu."
        )
        raise ValidationError({"decision_date": sentence % {"day": f"{lawful:%d/%m/%Y}"}})
    period.term_end = period.term_end or lawful
    return lawful


def _check_decision(period: StatusPeriod) -> None:
    row = PERSON_STATUSES[PersonStatus(period.status)]
    if period.decision_date:
        check_era(period.decision_date, "decision_date")
    errors = {}
    if row.needs_decision and not period.decision_number:
        errors["decision_number"] = _("Diện này phải có số quyết định.")
    if row.needs_decision and period.decision_date is None:
        errors["decision_date"] = _("Diện này phải có ngày quyết định.")
    if period.decision_date and period.decision_date > period.valid_from:
        errors["decision_date"] = _("Ngày quyết định phải trước hoặc đúng ngày bắt đầu.")
    if period.term_end and period.term_end <= period.valid_from:
        errors["term_end"] = _("Thời hạn phải hết sau ngày bắt đầu.")
    if errors:
        raise ValidationError(errors)


def lawful_end(period: StatusPeriod, rules: RuleBook) -> date | None:
    """Returns the last day of the term by law, or None where the status has none.

    The term runs from the day of the decision, under the rule of that day, however late the
    decision is entered. Another rule applies after compulsory rehabilitation of an adult. A person
    who is not saved yet has no earlier treatment.
    """
    key = PERSON_STATUSES[PersonStatus(period.status)].term_rule
    if not key:
        return None
    if (
        period.status == PersonStatus.POST_REHAB
        and period.person.pk is not None
        and _adult_after_compulsory(period)
    ):
        key = _AFTER_COMPULSORY
    start = period.decision_date or period.valid_from
    rule = rules.rule(key, start)
    return add_term(start, rule, rules.calendar) if rule else None


def _adult_after_compulsory(period: StatusPeriod) -> bool:
    if is_minor(period.person.birth_date, period.person.birth_year, period.valid_from):
        return False
    last = (
        Treatment.objects.filter(person=period.person, valid_from__lte=period.valid_from)
        .order_by(*LATEST_FIRST)
        .first()
    )
    return last is not None and last.form == TreatmentForm.COMPULSORY
