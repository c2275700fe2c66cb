"""Reading the names behind a figure is itself recorded."""

from datetime import date

from django.db import transaction

from accounts.audit import record
from accounts.models import User
from criteria.enums import AuditAction
from wards.models import Ward


@transaction.atomic
def read_evidence(*, by: User, ward: Ward, criterion: str, day: date, count: int) -> None:
    """One event per page of rows (Decree 356/2025 Art. 4: access to sensitive data is kept)."""
    if count:
        record(
            AuditAction.EVIDENCE_READ,
            by=by,
            target=ward,
            count=count,
            after={"criterion": criterion, "day": day},
        )
