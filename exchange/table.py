"""Turns the cells of a sheet into rows: finds the header, reports missing and unknown columns."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from tablib.core import Dataset
from xlsxwriter.utility import xl_col_to_name

from exchange.columns import Column, cell_text, header_key, nearest

#: The example row of a template begins with this text, and is never imported.
EXAMPLE = "(Ví dụ)"
_ROW_NUMBER = "#"
_HEADER_WITHIN = 20
_ENOUGH_HEADERS = 2
#: Headers of a running number; such columns are ignored without a notice.
_RUNNING_NUMBERS = {"", "stt", "tt", "sothutu"}


@dataclass(frozen=True)
class Grid:
    """A sheet as it was read: every cell from A1 on, row by row."""

    name: str
    rows: list[list[Any]]
    other_sheets: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """The rows of a list.

    `headers` and `letters` are those of the known columns, `rows` have their number in Excel,
    `notices` are sentences for the user.
    """

    headers: tuple[str, ...]
    letters: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Any, ...]], ...]
    notices: tuple[str, ...] = ()

    def dataset(self) -> Dataset:
        """Returns the rows for django-import-export; column one is the row number in Excel."""
        data = Dataset(headers=[_ROW_NUMBER, *self.headers])
        for number, cells in self.rows:
            data.append([number, *cells])
        return data

    def letter_of(self, header: str) -> str:
        return dict(zip(self.headers, self.letters, strict=True)).get(header, "")

    def to_json(self) -> str:
        rows = [[number, [_packed(cell) for cell in cells]] for number, cells in self.rows]
        return json.dumps([self.headers, self.letters, rows, self.notices], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Table":
        headers, letters, rows, notices = json.loads(text)
        unpacked = ((number, tuple(_unpacked(cell) for cell in cells)) for number, cells in rows)
        return cls(tuple(headers), tuple(letters), tuple(unpacked), tuple(notices))


def row_number(row: Any) -> int:
    """Returns the Excel row number of a row of `Table.dataset`."""
    return int(row[_ROW_NUMBER])


def table_of(grid: Grid, columns: Sequence[Column]) -> Table:
    """Returns the table of a sheet; raises ValidationError with a sentence for each error."""
    top = _header_row(grid, columns)
    matched, unknown = _matched(grid.rows[top], columns)
    errors = [
        *_missing(matched, columns, top),
        *_twice(matched),
        *_misspelt(unknown, matched, columns),
        *_headless(grid, top),
    ]
    rows, examples = _filled_rows(grid, top, list(matched))
    if not rows and not errors:
        errors = [_("Trang “%(sheet)s” chưa có dòng dữ liệu nào.") % {"sheet": grid.name}]
    if len(rows) > settings.IMPORT_MAX_ROWS:
        errors.append(
            _("Tệp có %(count)d dòng, nhiều hơn mức %(most)d. Chia thành nhiều tệp theo tổ, thôn.")
            % {"count": len(rows), "most": settings.IMPORT_MAX_ROWS}
        )
    if errors:
        raise ValidationError(errors)
    return Table(
        headers=tuple(column.header for column in matched.values()),
        letters=tuple(xl_col_to_name(place) for place in matched),
        rows=tuple(rows),
        notices=tuple(_notices(grid, top, unknown, examples)),
    )


def _header_row(grid: Grid, columns: Sequence[Column]) -> int:
    """Returns the index of the first of the top 20 rows with at least two known headers.

    Titles may be above it. Raises ValidationError if there is no such row.
    """
    known: set[str] = set().union(*(column.known_as() for column in columns))
    for place, cells in enumerate(grid.rows[:_HEADER_WITHIN]):
        if sum(header_key(cell_text(cell)) in known for cell in cells) >= _ENOUGH_HEADERS:
            return place
    if not any(cell_text(cell) for cells in grid.rows for cell in cells):
        raise ValidationError(_("Trang “%(sheet)s” trống.") % {"sheet": grid.name})
    raise ValidationError(
        _(
            "Không tìm thấy dòng tiêu đề trong 20 dòng đầu của trang “%(sheet)s”. Dòng tiêu đề phải có các cột "
            "của tệp mẫu, bắt đầu bằng “%(header)s”."
        )
        % {"sheet": grid.name, "header": columns[0].header}
    )


def _matched(
    cells: list[Any], columns: Sequence[Column]
) -> tuple[dict[int, Column], dict[int, str]]:
    """Returns the known columns and the unknown headers, both by the index of their column."""
    by_key = {key: column for column in columns for key in column.known_as()}
    matched, unknown = {}, {}
    for place, cell in enumerate(cells):
        text = cell_text(cell)
        column = by_key.get(header_key(text))
        if column is not None:
            matched[place] = column
        elif header_key(text) not in _RUNNING_NUMBERS:
            unknown[place] = text
    return matched, unknown


def _missing(matched: dict[int, Column], columns: Sequence[Column], top: int) -> list[str]:
    there = {column.header for column in matched.values()}
    return [
        _("Thiếu cột “%(header)s”. Thêm cột này vào dòng tiêu đề (dòng %(row)d) như tệp mẫu.")
        % {"header": column.header, "row": top + 1}
        for column in columns
        if column.required and column.header not in there
    ]


def _twice(matched: dict[int, Column]) -> list[str]:
    counts = Counter(column.header for column in matched.values())
    return [
        _("Cột “%(header)s” có %(count)d lần (%(letters)s). Chỉ giữ một cột.")
        % {"header": header, "count": count, "letters": ", ".join(_letters(matched, header))}
        for header, count in counts.items()
        if count > 1
    ]


def _letters(matched: dict[int, Column], header: str) -> list[str]:
    return [xl_col_to_name(place) for place, column in matched.items() if column.header == header]


def _misspelt(
    unknown: dict[int, str], matched: dict[int, Column], columns: Sequence[Column]
) -> list[str]:
    """Reports unknown headers close to a missing one: to ignore them would lose the column."""
    there = {column.header for column in matched.values()}
    free = [column.header for column in columns if column.header not in there]
    close = ((place, text, nearest(text, free, header_key)) for place, text in unknown.items())
    return [
        _(
            "Không hiểu tiêu đề “%(text)s” ở cột %(letter)s. Có phải “%(meant)s”? Sửa tiêu đề như tệp mẫu."
        )
        % {"text": text, "letter": xl_col_to_name(place), "meant": meant}
        for place, text, meant in close
        if meant
    ]


def _headless(grid: Grid, top: int) -> list[str]:
    """Reports data under a blank header, usually from two header cells merged into one."""
    bare = [place for place, cell in enumerate(grid.rows[top]) if not cell_text(cell)]
    return [
        _(
            "Cột %(letter)s có dữ liệu nhưng ô tiêu đề trống (có thể do gộp ô). Bỏ gộp ô và ghi tiêu đề cho cột."
        )
        % {"letter": xl_col_to_name(place)}
        for place in bare
        if any(cell_text(cells[place]) for cells in grid.rows[top + 1 :])
    ]


def _filled_rows(
    grid: Grid, top: int, places: list[int]
) -> tuple[list[tuple[int, tuple[Any, ...]]], int]:
    """Returns the rows with a value in a known column, and the number of example rows left out."""
    rows, examples = [], 0
    for number, cells in enumerate(grid.rows[top + 1 :], start=top + 2):
        filled = tuple(cells[place] for place in places)
        texts = [cell_text(cell) for cell in filled]
        if any(text.startswith(EXAMPLE) for text in texts):
            examples += 1
        elif any(texts):
            rows.append((number, filled))
    return rows, examples


def _notices(grid: Grid, top: int, unknown: dict[int, str], examples: int) -> list[str]:
    notices = []
    if unknown:
        names = ", ".join(f"“{text}”" for text in unknown.values())
        notices.append(_("Không nhập các cột ngoài mẫu: %(names)s.") % {"names": names})
    if grid.other_sheets:
        notices.append(
            _("Chỉ đọc trang “%(sheet)s”; không đọc: %(others)s.")
            % {"sheet": grid.name, "others": ", ".join(grid.other_sheets)}
        )
    below = [
        area
        for area in grid.merged
        if int("".join(filter(str.isdigit, area.partition(":")[0]))) > top + 1
    ]
    if below:
        notices.append(
            _("Có ô gộp (%(areas)s): chỉ ô đầu của vùng gộp có giá trị. Nên bỏ gộp ô.")
            % {"areas": ", ".join(below[:5])}
        )
    if examples:
        notices.append(_("Bỏ qua dòng ví dụ của tệp mẫu."))
    return notices


def _packed(cell: Any) -> Any:
    """Returns a cell as JSON can hold it: a date as an object, a time or duration as its text."""
    if isinstance(cell, datetime):
        return {"day": cell.date().isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    return cell if isinstance(cell, bool | int | float | str) else str(cell)


def _unpacked(cell: Any) -> Any:
    return date.fromisoformat(cell["day"]) if isinstance(cell, dict) else cell
