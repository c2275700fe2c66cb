"""The steps of an upload: it is read, stored for its sender, previewed, checked, and confirmed once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.audit import ends_of_logs, is_written_since
from accounts.models import User
from accounts.permissions import Permission
from exchange.actions.uploads import close_upload, keep_upload
from exchange.models import ImportBatch
from exchange.registry import Importable
from exchange.resource import LedgerResource, Preview
from exchange.table import Table


@dataclass(frozen=True)
class Checked:
    """The rows of an upload as they were found sound, and what writes them."""

    preview: Preview
    write: Callable[[], None]
    #: The logs as they were before the check began.
    ends: Mapping[int, int]

    @property
    def is_still_true(self) -> bool:
        return not is_written_since(self.ends)


def rows_of(*, by: User, importable: Importable, content: bytes) -> str:
    """Reads the workbook and returns its rows as they are stored; writes nothing, and takes seconds.

    Raises ValidationError for "file" if it cannot be read.
    """
    try:
        table = importable.resource(by, Permission.IMPORT_DATA).format.read(content)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
    return table.to_json()


def start(*, by: User, importable: Importable, file_name: str, content: bytes) -> ImportBatch:
    """Reads the workbook and stores its rows; raises ValidationError for "file" if it cannot."""
    rows = rows_of(by=by, importable=importable, content=content)
    return keep_upload(owner=by, kind=importable.kind, file_name=file_name, content=rows)


def preview_of(batch: ImportBatch, resource: LedgerResource) -> Preview:
    """Returns what confirming the upload would change now."""
    return resource.preview(Table.from_json(batch.content))


def check(*, by: User, importable: Importable, batch: ImportBatch) -> Checked:
    """Checks every row against the ledger; writes nothing, and takes seconds for thousands of rows.

    Raises ValidationError if a row has errors, or if there is nothing to save.
    """
    ends = ends_of_logs()
    resource = importable.resource(by, Permission.IMPORT_DATA)
    preview = preview_of(batch, resource)
    if not preview.can_be_saved:
        raise ValidationError(_refusal(preview))
    return Checked(preview, resource.prepared(preview), ends)


@transaction.atomic
def confirm(
    *, by: User, importable: Importable, batch: ImportBatch, checked: Checked | None = None
) -> ImportBatch:
    """Writes all rows as they were checked, or raises ValidationError and writes none.

    The rows are checked here, while others wait, only if nobody did before, or if something was
    written since. A batch that is confirmed already is returned unchanged.
    """
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.is_confirmed:
        return locked
    if checked is None or not checked.is_still_true:
        checked = check(by=by, importable=importable, batch=locked)
    try:
        with transaction.atomic():
            checked.write()
    except IntegrityError:
        raise ValidationError(
            _(
                "Dữ liệu vừa được người khác thay đổi trong lúc lưu; chưa lưu dòng nào. Tải lại trang để xem lại."
            )
        ) from None
    preview = checked.preview
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
