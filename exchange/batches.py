"""The steps of an upload: it is read, stored for its sender, previewed, and confirmed once."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from exchange.actions.uploads import close_upload, keep_upload
from exchange.models import ImportBatch
from exchange.registry import Importable
from exchange.resource import LedgerResource, Preview
from exchange.table import Table


def start(*, by: User, importable: Importable, file_name: str, content: bytes) -> ImportBatch:
    """Reads the workbook and stores its rows; raises ValidationError for "file" if it cannot."""
    try:
        table = importable.resource(by, Permission.IMPORT_DATA).format.read(content)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
    return keep_upload(owner=by, kind=importable.kind, file_name=file_name, content=table.to_json())


def preview_of(batch: ImportBatch, resource: LedgerResource) -> Preview:
    """Returns what confirming the upload would change now."""
    return resource.preview(Table.from_json(batch.content))


@transaction.atomic
def confirm(*, by: User, importable: Importable, batch: ImportBatch) -> ImportBatch:
    """Checks every row again, then writes all rows or raises ValidationError and writes none.

    A batch that is confirmed already is returned unchanged.
    """
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.is_confirmed:
        return locked
    resource = importable.resource(by, Permission.IMPORT_DATA)
    preview = preview_of(locked, resource)
    if not preview.can_be_saved:
        raise ValidationError(_refusal(preview))
    try:
        with transaction.atomic():
            resource.write(preview)
    except IntegrityError:
        raise ValidationError(
            _(
                "Dữ liệu vừa được người khác thay đổi trong lúc lưu; chưa lưu dòng nào. Tải lại trang để xem lại."
            )
        ) from None
    return close_upload(
        batch=locked,
        new=len(preview.new),
        changed=len(preview.changed),
        unchanged=len(preview.unchanged),
    )


def _refusal(preview: Preview) -> str:
    if preview.problems:
        return _(
            "Chưa lưu dòng nào: còn %(count)d dòng có lỗi. Sửa trong tệp Excel rồi tải lên lại."
        ) % {"count": preview.faulty_rows}
    return _("Không có dòng mới hoặc thay đổi để lưu.")
