"""Columns of a workbook: how a cell is read and written. Every error says how to correct the cell.

A workbook is an official form, so its headers and values are Vietnamese in whatever language the
user reads the screens. Errors follow the user's language.
"""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import Widget

from foundation.old_encodings import in_old_encoding, old_encoding_sentence
from foundation.text import bare_number, clean, fold, name_key
from foundation.validators import CCCD_DIGITS, CMND_DIGITS, YEARS, limits_of

_DAY_SEPARATORS = str.maketrans("-. ", "///")
_PARTS_OF_A_DAY = 3
_YEARS = range(YEARS[0], YEARS[1] + 1)
_PHONE_DIGITS = 10
_MOST_LISTED = 6


def cell_text(value: Any) -> str:
    """Returns a cell as its reader sees it: 12.0 is "12", a date dd/mm/yyyy, a text cleaned."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return clean(str(value))


class Cell(Widget):
    """Reads and writes plain text; base of the other cells. A blank cell is read as None.

    In every kind of cell, text in an encoding of before Unicode is refused by its name.
    """

    def __init__(self) -> None:
        super().__init__()

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> Any:
        if isinstance(value, str) and (old := in_old_encoding(value)):
            raise ValueError(old_encoding_sentence(old))
        return None if cell_text(value) == "" else self.read(value)

    def read(self, value: Any) -> Any:
        """Returns the value; raises ValueError with a sentence for the user who filled it in."""
        return cell_text(value)

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        return "" if value is None else value

    def allowed(self) -> list[str]:
        """Returns the only texts that the cell may hold; an empty list allows any text."""
        return []

    def prepare(self) -> None:
        """Translates labels, once the language of the workbook is active."""


class IdNumberCell(Cell):
    """An identity number, read as text, without the dots and blanks that group its digits.

    In a number cell Excel has dropped leading zeros, so only 9 or 12 digits are accepted there.
    """

    def read(self, value: Any) -> str:
        text = bare_number(cell_text(value))
        if isinstance(value, float) and len(text) not in {CMND_DIGITS, CCCD_DIGITS}:
            raise ValueError(_lost_zero(text))
        return text


class PhoneCell(Cell):
    """A phone number, read as text. In a number cell, fewer than 10 digits get a 0 in front."""

    def read(self, value: Any) -> str:
        text = cell_text(value)
        return f"0{text}" if isinstance(value, float) and len(text) < _PHONE_DIGITS else text


class DayCell(Cell):
    """A date: a date cell, or text as dd/mm/yyyy or yyyy/mm/dd."""

    def read(self, value: Any) -> date:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = cell_text(value)
        return _day_of_number(text) if isinstance(value, float) else _day_of(text)


class WholeNumberCell(Cell):
    """A whole number from `least` to `most`, for example a count or a year."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self.least, self.most = least, most

    def read(self, value: Any) -> int:
        text = cell_text(value)
        try:
            number = int(text)
        except ValueError:
            raise ValueError(
                _("“%(text)s” không phải số nguyên. Ghi bằng chữ số, ví dụ 4.") % {"text": text}
            ) from None
        if not self.least <= number <= self.most:
            raise ValueError(
                _("%(number)s ngoài khoảng cho phép. Ghi số từ %(least)s đến %(most)s.")
                % {"number": number, "least": self.least, "most": self.most}
            )
        return number


class ListCell(Cell):
    """One value of a list: its label (case and spaces may differ) or its stored value.

    A label is also known without its accents, unless another label differs in nothing else.
    `choices` are a model field's pairs of value and label, which `prepare` translates.
    """

    def __init__(
        self,
        labels: Mapping[Any, str] | None = None,
        *,
        choices: Iterable[tuple[Any, Any]] = (),
    ) -> None:
        super().__init__()
        self.choices = list(choices)
        self.offer_labels(labels or {})

    def prepare(self) -> None:
        if self.choices:
            self.offer_labels({value: str(label) for value, label in self.choices})

    def offer_labels(self, labels: Mapping[Any, str]) -> None:
        """Sets the allowed values with their labels, in this order."""
        self.labels = dict(labels)
        self.values = {name_key(label): value for value, label in self.labels.items()}
        self.read_before: dict[str, Any] = {}
        count = Counter(fold(label) for label in self.labels.values())
        self.values_without_accents = {
            fold(label): value for value, label in self.labels.items() if count[fold(label)] == 1
        }
        self.codes = {str(value): value for value in self.labels if isinstance(value, str)}

    def read(self, value: Any) -> Any:
        text = cell_text(value)
        if text not in self.read_before:  # a list has the same few values thousands of times
            self.read_before[text] = self._value_of(text)
        return self.read_before[text]

    def _value_of(self, text: str) -> Any:
        for key, values in (
            (name_key(text), self.values),
            (text, self.codes),
            (fold(text), self.values_without_accents),
        ):
            if key in values:
                return values[key]
        raise ValueError(_not_in_the_list(text, list(self.labels.values())))

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> str:
        label: str = self.labels.get(value, "" if value is None else str(value))
        return label

    def allowed(self) -> list[str]:
        return list(self.labels.values())


class Column(Field):
    """One column: its header, its kind of cell, and what the guide sheet says about it.

    `required`: a new row must fill it in. `fixed`: it is imported for new rows only; in a known row
    a different value gives a warning. `aliases`: other headers found in lists in use.
    """

    def __init__(
        self,
        header: str,
        cell: Cell | None = None,
        *,
        hint: str | Promise = "",
        example: Any = "",
        required: bool = False,
        fixed: bool = False,
        aliases: tuple[str, ...] = (),
    ) -> None:
        super().__init__(column_name=header, widget=cell or Cell())
        self.hint, self.example, self.required, self.fixed = hint, example, required, fixed
        self.aliases = aliases

    @property
    def header(self) -> str:
        return str(self.column_name)

    @property
    def name(self) -> str:
        """The name of the value, which the list's resource sets."""
        return str(self.attribute)

    def save(
        self, instance: Any, row: Mapping[str, Any], is_m2m: bool = False, **kwargs: Any
    ) -> None:
        """Sets the draft's value; a blank cell leaves the value that it has."""
        value = self.clean(row)
        if value is not None:
            instance.values[self.name] = value

    def get_value(self, instance: Any) -> Any:
        return instance.values.get(self.name)

    def shown(self, value: Any) -> str:
        """Returns the value as a preview prints it."""
        return cell_text(self.widget.render(value))

    def known_as(self) -> set[str]:
        return {header_key(text) for text in (self.header, *self.aliases)}


def column_of(
    model: type[models.Model], name: str, header: str = "", cell: Cell | None = None, **options: Any
) -> Column:
    """Returns the column of a model's field; its name, limits and choices are read from the model.

    `header` and `cell` are given where lists in use have another name or another way to write it.
    """
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)  # noqa: S101 - for mypy: a column holds one value
    with translation.override(None):  # untranslated: the source is in Vietnamese
        header = header or capfirst(str(field.verbose_name))
    needed = not (field.blank or field.null or field.has_default())
    return Column(header, cell or _cell_of(field), **{"required": needed} | options)


def _cell_of(field: models.Field[Any, Any]) -> Cell:
    if field.choices is not None:
        return ListCell(choices=field.choices)
    if isinstance(field, models.DateField):
        return DayCell()
    if isinstance(field, models.IntegerField):
        return WholeNumberCell(*limits_of(field))
    return Cell()


def header_key(text: str) -> str:
    """Returns the header for comparison: without accents, case, signs, and text from a "(" on."""
    bare = fold(text.partition("(")[0])
    return "".join(ch for ch in bare if ch.isalnum())


def nearest(text: str, among: list[str], key: Callable[[str], str] = fold) -> str:
    """Returns the text of `among` that was probably meant, or "" if none is close."""
    by_key = {key(candidate): candidate for candidate in among}
    matches = difflib.get_close_matches(key(text), by_key, n=1, cutoff=0.75)
    return by_key[matches[0]] if matches else ""


def _lost_zero(digits: str) -> str:
    values = {"digits": digits, "count": len(digits), "whole": digits.rjust(CCCD_DIGITS, "0")}
    if not digits.isdigit() or not CMND_DIGITS < len(digits) < CCCD_DIGITS:
        return (
            _(
                "Số định danh có %(count)d chữ số; CCCD phải đủ 12, CMND cũ đủ 9. Ghi lại dạng văn bản."
            )
            % values
        )
    return (
        _(
            "Ô là kiểu số nên Excel đã bỏ số 0 ở đầu, chỉ còn %(count)d chữ số (%(digits)s). Có phải %(whole)s? "
            "Đổi định dạng cột sang Văn bản (Text) rồi ghi lại đủ 12 chữ số."
        )
        % values
    )


def _day_of_number(text: str) -> date:
    if text.isdigit() and int(text) in _YEARS:
        raise ValueError(
            _("Chỉ có năm %(year)s. Ghi đủ ngày dạng dd/mm/yyyy, ví dụ 05/03/%(year)s.")
            % {"year": text}
        )
    raise ValueError(
        _(
            "Ô chứa số %(text)s, không phải ngày. Đổi định dạng ô sang Ngày (Date) hoặc ghi dd/mm/yyyy."
        )
        % {"text": text}
    )


def _day_of(text: str) -> date:
    parts = text.translate(_DAY_SEPARATORS).split("/")
    if len(parts) != _PARTS_OF_A_DAY or not all(p.isascii() and p.isdigit() for p in parts):
        raise ValueError(
            _("Không hiểu ngày “%(text)s”. Ghi dạng dd/mm/yyyy, ví dụ 05/03/2024.") % {"text": text}
        )
    if len(parts[0]) == len("2024"):
        parts.reverse()
    day, month, year = (int(part) for part in parts)
    if year not in _YEARS:
        raise ValueError(
            _("Năm trong “%(text)s” phải đủ 4 chữ số. Ghi dạng dd/mm/yyyy, ví dụ 05/03/2024.")
            % {"text": text}
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(
            _("Không có ngày %(text)s trong lịch. Kiểm tra lại ngày và tháng (dd/mm/yyyy).")
            % {"text": text}
        ) from None


def _not_in_the_list(text: str, labels: list[str]) -> str:
    if meant := nearest(text, labels):
        return _("“%(text)s” không có trong danh sách. Có phải “%(meant)s”?") % {
            "text": text,
            "meant": meant,
        }
    if len(labels) > _MOST_LISTED:
        return _(
            "“%(text)s” không có trong danh sách. Chọn trong trang “Giá trị cho phép” của tệp mẫu."
        ) % {"text": text}
    return _("“%(text)s” không có trong danh sách. Ghi một trong: %(labels)s.") % {
        "text": text,
        "labels": "; ".join(labels) or _("(chưa có)"),
    }
