"""Actions that record where a person lives, and when they are away."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, record
from accounts.models import User
from cases.actions.asking import ask_back
from cases.actions.ends import refuse_after_death, refuse_after_end, refuse_after_leaving
from cases.enums import AuditAction, ResidenceKind
from cases.models import Absence, Person, Residence
from cases.queries.places import groups_since
from cases.validators import check_happened_to
from foundation.dated import OPEN
from wards.actions.changes import mark_changed
from wards.models import NeighbourhoodGroup


@action
def set_residence(
    *,
    by: User,
    person: Person,
    group: NeighbourhoodGroup,
    from_day: date,
    kind: str = ResidenceKind.PERMANENT,
    address: str = "",
    unusual_reason: str = "",
) -> Residence:
    """Ends the open residence on `from_day`, begins the next, marks both groups for re-scoring.

    Audits in the ward that the person leaves. Raises ValidationError by field; asks back for a
    reason while nobody manages the person.
    """
    check_happened_to(person, from_day, "from_day")
    Person.objects.lock_for_write(person.pk)
    unusual = refuse_after_leaving(person=person, day=from_day, field="from_day")
    old = Residence.objects.get(person=person, valid_to=OPEN)
    if from_day < old.valid_from:
        raise ValidationError(
            {
                "from_day": _(
                    "Ngày chuyển không được trước ngày bắt đầu nơi cư trú hiện tại (%(day)s)."
                )
                % {"day": f"{old.valid_from:%d/%m/%Y}"}
            }
        )
    new = Residence(
        person=person,
        group=group,
        kind=kind,
        address=address.strip(),
        valid_from=from_day,
        valid_to=OPEN,
        unusual_reason=ask_back([unusual], unusual_reason),
    )
    _check_another(old, new)
    unit = person.get_unit_id()  # read before the move: the ward that the person leaves
    old.valid_to = from_day
    old.save(update_fields=["valid_to"])
    new.full_clean(exclude=["person", "group"])
    new.save()
    mark_changed([old.group_id, group.pk], from_day)
    record(
        AuditAction.RESIDENCE_SET,
        by=by,
        target=person,
        unit_id=unit,
        before={"group": old.group_id},
        after={"group": group.pk, "from": from_day},
    )
    return new


@action
def record_absence(
    *, by: User, person: Person, reason: str, from_day: date, note: str = ""
) -> Absence:
    """Begins an absence, marks figures for re-scoring and audits.

    The person is not present (criterion 4) from that day until a return is recorded. Raises
    ValidationError by field.
    """
    check_happened_to(person, from_day, "from_day")
    Person.objects.lock_for_write(person.pk)
    refuse_after_end(person=person, day=from_day, field="from_day")
    if Absence.objects.filter(person=person, valid_to__gt=from_day).exists():
        raise ValidationError({"from_day": _("Người này đã được ghi vắng mặt trong thời gian đó.")})
    absence = Absence(person=person, reason=reason, note=note.strip(), valid_from=from_day)
    absence.full_clean(exclude=["person"])
    absence.save()
    mark_changed(groups_since(person, from_day), from_day)
    record(
        AuditAction.ABSENCE_RECORDED,
        by=by,
        target=person,
        after={"reason": reason, "from": from_day},
    )
    return absence


@action
def record_return(*, by: User, person: Person, on_day: date) -> Absence:
    """Ends the open absence, marks figures for re-scoring and audits.

    The person counts as present from that day. Raises ValidationError.
    """
    check_happened_to(person, on_day, "on_day")
    Person.objects.lock_for_write(person.pk)
    refuse_after_death(person=person, day=on_day, field="on_day")
    absence: Absence | None = Absence.objects.filter(person=person, valid_to=OPEN).first()
    if absence is None:
        raise ValidationError(_("Người này đang có mặt, không có lần vắng mặt nào chưa kết thúc."))
    if on_day < absence.valid_from:
        raise ValidationError(
            {
                "on_day": _("Ngày trở về phải từ %(day)s trở đi.")
                % {"day": f"{absence.valid_from:%d/%m/%Y}"}
            }
        )
    absence.valid_to = on_day
    absence.save(update_fields=["valid_to"])
    mark_changed(groups_since(person, on_day), on_day)
    record(
        AuditAction.RETURN_RECORDED,
        by=by,
        target=person,
        after={"on": on_day},
    )
    return absence


def _check_another(old: Residence, new: Residence) -> None:
    """Raises ValidationError if the same stay is entered again, by two officers at once."""
    names = ("group_id", "kind", "address", "valid_from")
    if all(getattr(old, name) == getattr(new, name) for name in names):
        words = _("Nơi cư trú này đã được ghi từ ngày %(day)s.")
        raise ValidationError({"group": words % {"day": f"{new.valid_from:%d/%m/%Y}"}})
