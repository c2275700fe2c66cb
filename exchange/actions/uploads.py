"""Keeping an upload until it is confirmed or expires. The ledger's own action audits what is imported."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from exchange.models import ImportBatch


@transaction.atomic
def keep_upload(*, owner: User, kind: str, file_name: str, content: str) -> ImportBatch:
    """Store the rows encrypted for their sender; uploads that expired are erased on the way."""
    ImportBatch.objects.expired().delete()
    return ImportBatch.objects.create(
        user=owner, kind=kind, file_name=file_name[-200:], content=content
    )


@transaction.atomic
def discard_upload(*, batch: ImportBatch) -> None:
    """Its sender gave it up: nothing of it stays."""
    ImportBatch.objects.filter(pk=batch.pk, confirmed_at=None).delete()


@transaction.atomic
def close_upload(*, batch: ImportBatch, new: int, changed: int, unchanged: int) -> ImportBatch:
    """Confirmed: what became of it stays, its rows are erased."""
    batch.confirmed_at, batch.content = timezone.now(), ""
    batch.new_count, batch.changed_count, batch.unchanged_count = new, changed, unchanged
    batch.save()
    return batch
