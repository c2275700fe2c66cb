"""Plans the phases of an area's programme."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, record
from accounts.models import User
from programme.enums import AuditAction
from programme.models import Phase, PhaseTarget
from wards.models import Area, Ward


@action
def plan_phase(
    *,
    by: User | None,
    area: Area,
    number: int,
    title: str,
    starts_on: date,
    ends_on: date | None,
    set_code: str,
    targets: Iterable[Ward],
    due_on: date | None = None,
) -> Phase:
    """Save a phase and one target for each ward, due on `due_on` or else on `ends_on`; record one event.

    Raises ValidationError if both days are None or the phase is not valid.
    """
    due = due_on or ends_on
    if due is None:
        raise ValidationError(
            {"due_on": _("Giai đoạn không có ngày kết thúc phải ghi hạn của từng chỉ tiêu.")}
        )
    phase = Phase(
        area=area,
        number=number,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        set_code=set_code,
    )
    phase.full_clean()
    phase.save()
    chosen = [PhaseTarget(phase=phase, ward=ward, due_on=due) for ward in targets]
    PhaseTarget.objects.bulk_create(chosen)
    record(
        AuditAction.PHASE_PLANNED,
        by=by,
        target=phase,
        count=max(len(chosen), 1),
        after={
            "number": number,
            "title": title,
            "due_on": due,
            "wards": [target.ward_id for target in chosen],
        },
    )
    return phase
