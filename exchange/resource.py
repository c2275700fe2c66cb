"""Base of every list: rows become drafts, which are compared and checked, but not written here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource

from accounts.models import User
from accounts.permissions import Permission
from exchange.columns import Column, cell_text
from exchange.excel import ExcelFormat
from exchange.table import EXAMPLE, Table, row_number

Errors = dict[str, list[ValidationError]]


@dataclass
class Draft:
    """One row: the values it would have once imported, and the stored ones of a known row."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    stored: dict[str, Any] | None = None
    existing: Any = None
    #: Warnings, which do not stop the import: (column's name, sentence).
    notes: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def known(cls, row: int, existing: Any, stored: Mapping[str, Any]) -> "Draft":
        """Makes the draft of a stored row: stored values, which filled cells then change."""
        return cls(row, dict(stored), dict(stored), existing)

    @property
    def changes(self) -> dict[str, Any]:
        """The values that differ from the stored ones, by the name of the column."""
        before = self.stored or {}
        return {name: value for name, value in self.values.items() if before.get(name) != value}


@dataclass(frozen=True)
class Problem:
    """One error or warning, with its row and column as Excel names them."""

    row: int
    letter: str
    header: str
    value: str
    sentence: str


@dataclass(frozen=True)
class Preview:
    """What confirming an upload would change, with its errors and warnings."""

    table: Table
    new: list[Draft]
    changed: list[Draft]
    unchanged: list[Draft]
    problems: list[Problem]
    notes: list[Problem]

    @property
    def faulty_rows(self) -> int:
        return len({problem.row for problem in self.problems})

    @property
    def can_be_saved(self) -> bool:
        return not self.problems and bool(self.new or self.changed)


class LedgerResource(Resource):
    """Base of each list, which has the same columns in imports and exports.

    django-import-export reads the rows cell by cell and sorts them into new, changed, unchanged and
    faulty. It saves nothing: `prepared` returns what passes all drafts to one action of the ledger.
    """

    #: Name of the sheet to read; a workbook without such a sheet has its first sheet read.
    sheet_name: ClassVar[str]
    #: Columns that identify a row in a preview.
    shown: ClassVar[tuple[str, ...]]
    #: {column: other}: the ledger's errors of the column are left out while the other is faulty.
    satisfied_by: ClassVar[Mapping[str, str]] = {}

    class Meta:
        use_transactions = False
        skip_diff = True  # each draft finds its own changes
        store_instance = True
        instance_loader_class = BaseInstanceLoader
        using_db = "default"

    def __init__(self, by: User, permission: Permission) -> None:
        super().__init__()
        self.by, self.permission = by, permission
        self.drafts: list[Draft] = []
        for name, column in self.fields.items():
            column.attribute = name
        with translation.override("vi"):
            for column in self.columns.values():
                column.widget.prepare()
            self.prepare()

    def prepare(self) -> None:
        """Fills in the lists of allowed values that depend on the user who imports."""

    def look_up(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Reads everything known about all rows at once, before the first row is processed."""
        raise NotImplementedError

    def find(self, row: Mapping[str, Any]) -> Draft | None:
        """Returns the draft of a known row, or None for a new row."""
        raise NotImplementedError

    def check_new(self, draft: Draft) -> Errors:
        """Returns the errors that the ledger's own rules find in a new row."""
        raise NotImplementedError

    def check_known(self, draft: Draft) -> Errors:
        """Returns the errors that the ledger's own rules find in the changes of a known row."""
        raise NotImplementedError

    def prepared(self, preview: Preview) -> Callable[[], None]:
        """Does all that needs no transaction, and returns what passes the rows to the ledger's action.

        The action saves all of them or none.
        """
        raise NotImplementedError

    def exported(self) -> list[Draft]:
        """Returns a draft of every row that the user may export."""
        raise NotImplementedError

    def record_export(self, drafts: Sequence[Draft], reason: str) -> None:
        """Has the ledger's action record the export and its reason."""
        raise NotImplementedError

    def normalise(self, draft: Draft) -> None:
        """Gives equal values that were written differently one form, before they are compared."""

    def example(self) -> dict[str, Any]:
        """Returns a row, by the names of the columns, that shows how to fill them in."""
        return {name: column.example for name, column in self.columns.items()}

    def reject_fixed_changes(self, draft: Draft, names: Iterable[str]) -> None:
        """Turns changes of these columns into warnings, so that they are not imported.

        Such a change has its own screen with its own rules.
        """
        stored, changes = draft.stored or {}, draft.changes
        for name in names:
            if name in changes:
                column = self.columns[name]
                was, now = column.shown(stored.get(name)), column.shown(changes[name])
                draft.notes.append((name, self.fixed_note(was or _("trống"), now)))
                draft.values[name] = stored.get(name)

    @property
    def columns(self) -> dict[str, Column]:
        return dict(self.fields)

    @property
    def format(self) -> ExcelFormat:
        return ExcelFormat(list(self.columns.values()), self.sheet_name)

    def cell_of(self, row: Mapping[str, Any], name: str) -> Any:
        """Returns the value of the row's cell, or None if it is blank or cannot be read."""
        try:
            return self.columns[name].clean(row)
        except (KeyError, ValueError):
            return None

    def preview(self, table: Table) -> Preview:
        """Sorts the rows of the table into a preview.

        The number of reads depends on the kinds of things to look up, not on the number of rows.
        """
        self.drafts = []
        dataset = table.dataset()
        self.look_up(dataset.dict)
        result = self.import_data(dataset, use_transactions=False)
        for _number, errors in result.row_errors():
            raise errors[0].error  # a bug in this code: errors of the file are validation errors
        return self._sorted(table, result)

    def workbook(self, drafts: Sequence[Draft]) -> bytes:
        """Returns an export, whose columns can be changed and imported again."""
        content: bytes = self.format.export_data(self.export(drafts))
        return content

    def template(self) -> bytes:
        """Returns a workbook: headers, an example row that is never imported, allowed values."""
        values = self.example()
        first = next(iter(values))
        return self.workbook([Draft(0, values | {first: f"{EXAMPLE} {values[first]}"})])

    # --- steps of django-import-export -----------------------------------------------------------

    def get_or_init_instance(
        self, instance_loader: Any, row: Mapping[str, Any]
    ) -> tuple[Draft, bool]:
        known = self.find(row)
        draft = known or Draft(row_number(row))
        self.drafts.append(draft)
        return draft, known is None

    def skip_row(
        self, instance: Draft, original: Any, row: Any, import_validation_errors: Any = None
    ) -> bool:
        self.normalise(instance)
        if instance.stored is not None:
            columns = self.columns
            self.reject_fixed_changes(
                instance, [name for name in instance.changes if columns[name].fixed]
            )
        return instance.stored is not None and not import_validation_errors and not instance.changes

    def validate_instance(
        self, instance: Draft, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Raises ValidationError with the errors of reading, then of the ledger's rules.

        The ledger's rules add errors only of columns that could be read.
        """
        errors: Errors = dict(import_validation_errors or {})
        if instance.stored is None:
            errors |= self._blank(instance, errors)
        check = self.check_new if instance.stored is None else self.check_known
        refusals = check(instance)
        for name, other in self.satisfied_by.items():
            if other in errors:
                refusals.pop(name, None)
        errors = {**refusals, **errors}
        if errors:
            raise ValidationError(errors)

    def save_instance(self, instance: Draft, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Saves nothing: `prepared` says how all rows are saved together."""

    def export_resource(
        self, instance: Draft, selected_fields: Any = None, **kwargs: Any
    ) -> list[Any]:
        return [column.export(instance) for column in self.fields.values()]

    # --- helpers ---------------------------------------------------------------------------------

    def _blank(self, draft: Draft, errors: Errors) -> Errors:
        return {
            name: [
                ValidationError(_("Thiếu “%(header)s”: ghi vào ô này.") % {"header": column.header})
            ]
            for name, column in self.columns.items()
            if column.required and name not in errors and draft.values.get(name) is None
        }

    def fixed_note(self, was: str, now: str) -> str:
        return _(
            "Đang lưu “%(was)s”, tệp ghi “%(now)s”: không nhập thay đổi này, sửa trên trang hồ sơ."
        ) % {"was": was, "now": now}

    def _sorted(self, table: Table, result: Any) -> Preview:
        preview = Preview(table, [], [], [], [], [])
        cells = dict(table.rows)
        for draft, row in zip(self.drafts, result.rows, strict=True):
            if row.validation_error:
                refusals = self._by_column(row.validation_error)
                preview.problems.extend(
                    self._told(table, draft, cells, *refusal) for refusal in refusals
                )
            elif row.is_skip():
                preview.unchanged.append(draft)
            else:
                (preview.new if row.is_new() else preview.changed).append(draft)
            if row.is_valid():  # a faulty row is not saved, so only its errors matter
                preview.notes.extend(self._told(table, draft, cells, *note) for note in draft.notes)
        return preview

    def _by_column(self, error: ValidationError) -> list[tuple[str, str]]:
        """Returns (column's name, sentence) by column; errors of no column come first."""
        order = ["", *self.columns]
        sentences_by_name = [
            (name if name in order else "", sentences)
            for name, sentences in error.message_dict.items()
        ]
        sentences_by_name.sort(key=lambda named: order.index(named[0]))
        return [(name, sentence) for name, sentences in sentences_by_name for sentence in sentences]

    def _told(
        self, table: Table, draft: Draft, cells: Mapping[int, tuple[Any, ...]], *said: str
    ) -> Problem:
        name, sentence = said
        header = self.columns[name].header if name in self.columns else ""
        read = dict(zip(table.headers, cells[draft.row], strict=True)).get(header, "")
        return Problem(draft.row, table.letter_of(header), header, cell_text(read), sentence)


def errors_of(*checks: Callable[[], Any]) -> Errors:
    """Runs every check and returns all their errors by name."""
    errors: Errors = {}
    for check in checks:
        try:
            check()
        except ValidationError as error:
            errors = error.update_error_dict(errors)
    return errors
