"""Records in the access log that somebody read the names behind a figure."""

from datetime import date

from accounts.audit import action, record
from accounts.models import User
from criteria.enums import AuditAction
from wards.models import Ward


@action
def read_evidence(*, by: User, ward: Ward, criterion: str, day: date, count: int) -> None:
    """Record in the ward's access log that `count` rows of a page were read; do nothing if `count` is 0.

    Decree 356/2025 Art. 4: access to sensitive data is logged.
    """
    if count:
        record(
            AuditAction.EVIDENCE_READ,
            by=by,
            target=ward,
            count=count,
            after={"criterion": criterion, "day": day},
        )
