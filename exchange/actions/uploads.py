"""Actions that store an uploaded list until it is confirmed or expires.

They audit nothing: the ledger's own action audits the import of the rows.
"""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from exchange.models import ImportBatch


@transaction.atomic
def keep_upload(*, owner: User, kind: str, file_name: str, content: str) -> ImportBatch:
    """Deletes all expired uploads, stores the rows encrypted, and returns the new upload."""
    ImportBatch.objects.expired().delete()
    return ImportBatch.objects.create(
        user=owner, kind=kind, file_name=file_name[-200:], content=content
    )


@transaction.atomic
def discard_upload(*, batch: ImportBatch) -> None:
    """Deletes an upload that its sender gave up; a confirmed upload stays."""
    ImportBatch.objects.filter(pk=batch.pk, confirmed_at=None).delete()


@transaction.atomic
def close_upload(*, batch: ImportBatch, new: int, changed: int, unchanged: int) -> ImportBatch:
    """Marks the upload as confirmed now, stores its row counts and erases its rows."""
    batch.confirmed_at, batch.content = timezone.now(), ""
    batch.new_count, batch.changed_count, batch.unchanged_count = new, changed, unchanged
    batch.save()
    return batch
