"""Records outreach sessions ("tuyên truyền")."""

from datetime import date

from accounts.audit import action, masked_state, record
from accounts.models import User
from foundation.text import clean
from foundation.validators import check_happened
from pledges.enums import AuditAction
from pledges.models import Outreach
from wards.models import NeighbourhoodGroup


@action
def record_outreach(
    *,
    by: User,
    group: NeighbourhoodGroup,
    held_on: date,
    topic: str,
    audience: str,
    attendance: int,
) -> Outreach:
    """Save one session with its topic, audience and attendance; record one event."""
    check_happened(held_on, "held_on")
    session = Outreach(
        group=group,
        held_on=held_on,
        topic=clean(topic),
        audience=clean(audience),
        attendance=attendance,
    )
    session.full_clean(exclude=["group"])
    session.save()
    record(
        AuditAction.OUTREACH_RECORDED,
        by=by,
        target=session,
        after=masked_state(session),
    )
    return session
