"""Actions that register, edit and read people."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import action, changes_of, masked_state, record
from accounts.models import User
from cases.actions.statuses import first_status
from cases.enums import AuditAction, ResidenceKind
from cases.models import Person, Residence
from cases.models.person import EDITABLE
from cases.queries.history import first_fact_day
from cases.queries.search import same_unnumbered
from cases.validators import (
    check_first_use,
    check_happened_to,
    check_id_number,
    check_name,
    is_before_birth,
)
from foundation.dated import OPEN
from foundation.validators import check_editable, check_phone
from wards.actions.changes import mark_changed
from wards.models import NeighbourhoodGroup

#: The fields that `Person.clean` derives from the others; every edit saves them.
DERIVED = ("search_key", "sort_key", "id_number_index", "birth_year")


@action
def register_person(
    *,
    by: User,
    group: NeighbourhoodGroup,
    since: date,
    person: Mapping[str, Any],
    status: str,
    status_from: date | None = None,
    decision_number: str = "",
    decision_date: date | None = None,
    issuer: str = "",
    residence_kind: str = ResidenceKind.PERMANENT,
    address: str = "",
    is_another: bool = False,
    unusual_reason: str = "",
) -> Person:
    """Creates a person with residence and first status; marks figures for re-scoring and audits.

    Without `status_from` the status begins on the day of the decision, else with the residence.
    Raises ValidationError by field; a second person with the same identity number is refused, and
    one with the name, birth and group of somebody without a number, unless `is_another` says that
    they are two. A child below the age of the law is asked about.
    """
    on_day = first_day_of_status(given=status_from, decided=decision_date, since=since)
    new = Person(**person)
    new.officer = new.officer or by
    _check(new)
    if not is_another and same_unnumbered(new, group):
        raise ValidationError({"is_another": _already_there()})
    stay = first_stay(person=new, group=group, since=since, kind=residence_kind, address=address)
    check_happened_to(new, on_day, "status_from")
    new.save()
    stay.save()
    first_status(
        person=new,
        status=status,
        on_day=on_day,
        decision_number=decision_number,
        decision_date=decision_date,
        issuer=issuer,
        unusual_reason=unusual_reason,
    )
    mark_changed([group.pk], since)
    record(
        AuditAction.PERSON_REGISTERED,
        by=by,
        target=new,
        after=masked_state(new) | {"group": group.pk},
    )
    return new


@action
def edit_person(
    *, by: User, person: Person, expected_version: int, changes: Mapping[str, Any]
) -> Person:
    """Saves the changes and audits the fields that differ.

    Raises StaleEditError if somebody saved after `expected_version`, ValidationError by field.
    """
    check_editable(changes, EDITABLE)
    old, trial = Person.objects.get(pk=person.pk), Person.objects.get(pk=person.pk)
    for name, value in changes.items():
        setattr(trial, name, value)
    _check(trial)
    check_changed_birth(old=old, new=trial)
    saved = person.save_edit(
        expected_version, {name: getattr(trial, name) for name in (*changes, *DERIVED)}
    )
    before, after = changes_of(old, saved)
    record(
        AuditAction.PERSON_CHANGED,
        by=by,
        target=saved,
        before=before,
        after=after,
    )
    return saved


@action
def read_person(*, by: User, person: Person) -> Person:
    """Audits that the user opens the page of the person (Decree 356/2025 Art. 4)."""
    record(AuditAction.PERSON_READ, by=by, target=person)
    return person


@action
def reveal_identity(*, by: User, person: Person, reason: str) -> str:
    """Audits the reason and returns the full identity number; raises ValidationError."""
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do cần xem số giấy tờ đầy đủ.")})
    record(
        AuditAction.IDENTITY_REVEALED,
        by=by,
        target=person,
        reason=reason.strip(),
    )
    return str(person.id_number)


def first_day_of_status(*, given: date | None, decided: date | None, since: date) -> date:
    """Returns the first day of a first status: as given, else that of the decision, else `since`.

    The day since when somebody lives here says nothing about a decision.
    """
    return given or decided or since


def first_stay(
    *, person: Person, group: NeighbourhoodGroup, since: date, kind: str, address: str
) -> Residence:
    """Returns the first residence of a new person, not yet saved.

    Raises ValidationError if it begins after today or before the person's birth.
    """
    check_happened_to(person, since, "since")
    stay = Residence(
        person=person,
        group=group,
        kind=kind,
        address=address.strip(),
        valid_from=since,
        valid_to=OPEN,
    )
    stay.clean_fields(exclude=["person", "group"])
    return stay


def _check(person: Person) -> None:
    check_own_values(person=person)
    _check_unique(person)
    person.validate_constraints()


def check_own_values(*, person: Person, trusted: Sequence[str] = ()) -> None:
    """Checks all rules on the person's own values; raises ValidationError by field.

    References in `trusted` are not looked up; with every reference in it, no SQL statement is run.
    """
    errors: dict[str, Any] = {}
    for name, rule in (
        ("full_name", check_name),
        ("id_number", check_id_number),
        ("phone", check_phone),
    ):
        try:
            setattr(person, name, rule(getattr(person, name) or ""))
        except ValidationError as error:
            errors[name] = error.messages
    errors |= _birth_errors(person) or _first_use_errors(person)
    if errors:
        raise ValidationError(errors)
    told_by_day = ["birth_year"] if person.birth_date else []  # its error is shown at the date
    person.full_clean(
        exclude=[*trusted, *told_by_day], validate_unique=False, validate_constraints=False
    )


def check_changed_birth(*, old: Person, new: Person) -> None:
    """Raises ValidationError if the corrected birth is after a fact that is already recorded."""
    if (old.birth_date, old.birth_year) == (new.birth_date, new.birth_year):
        return
    day = first_fact_day(new.pk)
    if day and is_before_birth(new, day):
        field = "birth_date" if new.birth_date else "birth_year"
        words = _("Hồ sơ có việc ghi ngày %(day)s, trước khi người này sinh ra. Xem lại ngày sinh.")
        raise ValidationError({field: words % {"day": f"{day:%d/%m/%Y}"}})


def _birth_errors(person: Person) -> dict[str, str]:
    today = timezone.localdate()
    if person.birth_date and person.birth_date > today:
        return {"birth_date": _("Ngày sinh không được sau hôm nay.")}
    if person.birth_date is None and person.birth_year is None:
        return {"birth_date": _("Ghi ngày sinh, hoặc năm sinh nếu không rõ ngày.")}
    if person.birth_date is None and (person.birth_year or 0) > today.year:
        return {"birth_year": _("Năm sinh không được sau năm nay.")}
    return {}


def _first_use_errors(person: Person) -> dict[str, list[str]]:
    try:
        check_first_use(person, person.first_use_year)
    except ValidationError as error:
        return {"first_use_year": error.messages}
    return {}


def _check_unique(person: Person) -> None:
    if not person.id_number_index:
        return
    others = Person.objects.filter(id_number_index=person.id_number_index).exclude(pk=person.pk)
    if others.exists():
        raise ValidationError({"id_number": number_taken()})


def _already_there() -> str:
    """Returns the error that somebody without a number has the same name, birth and group."""
    return _(
        "Tổ, thôn này đã có hồ sơ cùng họ tên, cùng ngày sinh và chưa có số định danh. Nếu là người khác, "
        "xác nhận rồi lưu lại."
    )


def number_taken() -> str:
    """Returns the error that a file exists and what to do; it never says whose or where."""
    return _(
        "Số định danh này đã có hồ sơ trong hệ thống. Nếu người này chuyển đến, đề nghị công an nơi cũ "
        "bàn giao hồ sơ; không lập hồ sơ thứ hai."
    )
