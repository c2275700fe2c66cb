"""Rules on single values: identity numbers, names, birth dates.

They refuse what is impossible and only warn about what is odd.
"""

import unicodedata
from datetime import date
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.enums import Sex
from foundation.text import APOSTROPHE, bare_number, clean
from foundation.validators import CCCD_DIGITS, CMND_DIGITS, check_happened

ID_LENGTHS = (CCCD_DIGITS, CMND_DIGITS)
#: A search text of so many digits is an identity number; dossier numbers are usually shorter or
#: have letters.
MEANT_DIGITS = 7
ADULT = 18
#: The least age of the law's measures (compulsory rehabilitation of minors: Law 73/2021 Art. 33, Law
#: 120/2025 Art. 36). A younger person is asked about, not refused.
LEAST_AGE = 12
_BETWEEN_LETTERS = f" {APOSTROPHE}-."
#: The fourth digit of a man's CCCD by his century of birth; a woman's is one higher
#: (Circular 07/2016, domain.md §9).
_CENTURIES = {19: 0, 20: 2}


class Born(Protocol):
    """A person whose day of birth is known, or only the year."""

    @property
    def birth_date(self) -> date | None: ...
    @property
    def birth_year(self) -> int | None: ...


def check_id_number(number: str) -> str:
    """Returns 9 digits (old CMND), 12 (CCCD) or "" (none); raises ValidationError otherwise."""
    digits = bare_number(number)
    if not digits:
        return ""
    if not digits.isascii() or not digits.isdigit():
        raise ValidationError(_("Số định danh chỉ gồm chữ số; kiểm tra lại."))
    if len(digits) not in ID_LENGTHS:
        raise ValidationError(
            _("Số định danh có %(count)d chữ số; CCCD phải đủ 12, CMND cũ đủ 9.")
            % {"count": len(digits)}
        )
    return digits


def typed_id_number(text: str) -> str:
    """Returns the digits if a search text is an identity number, even mistyped, else ""."""
    digits = bare_number(text)
    is_number = digits.isascii() and digits.isdigit() and len(digits) >= MEANT_DIGITS
    return digits if is_number else ""


def refuse_id_number(text: str) -> None:
    """Raises ValidationError if the text is meant as an identity number, even a mistyped one.

    Browser histories and server logs store URLs, so no identity number may be part of one.
    """
    if check_id_number(typed_id_number(text)):
        raise ValidationError(
            _("Số định danh không được ghi trong địa chỉ; gửi bằng POST tới /api/v1/people/find/.")
        )


def id_number_warnings(number: str, birth_year: int | None, sex: str) -> list[str]:
    """Returns warnings about an odd number. It is never refused: registers hold real exceptions."""
    digits = bare_number(number)
    if len(digits) == CMND_DIGITS:
        return [_("Số 9 chữ số là CMND cũ; bổ sung số CCCD khi có.")]
    if len(digits) != CCCD_DIGITS or not digits.isdecimal() or birth_year is None:
        return []
    warnings = []
    century = _CENTURIES.get(birth_year // 100)
    if century is not None and int(digits[3]) != century + (sex == Sex.FEMALE):
        warnings.append(_("Chữ số thứ tư của CCCD không khớp với giới tính và thế kỷ sinh."))
    if int(digits[4:6]) != birth_year % 100:
        warnings.append(_("Hai chữ số năm sinh trong CCCD không khớp với năm sinh đã ghi."))
    return warnings


def is_minor(birth_date: date | None, birth_year: int | None, day: date) -> bool:
    """Returns whether the person is under 18 that day; by a birth year, only if that is certain."""
    return is_below(ADULT, birth_date, birth_year, day)


def is_below(age: int, birth_date: date | None, birth_year: int | None, day: date) -> bool:
    """Returns whether the person is younger that day; by a birth year, only if that is certain."""
    if birth_date is not None:
        return (day.year - birth_date.year) - (
            (day.month, day.day) < (birth_date.month, birth_date.day)
        ) < age
    return birth_year is not None and day.year - birth_year < age


def check_happened_to(person: Born, day: date, field: str) -> None:
    """Raises ValidationError for `field` if the day is in the future or before birth or 1900."""
    check_happened(day, field)
    if is_before_birth(person, day):
        raise ValidationError({field: _("Ngày này trước khi người này sinh ra.")})


def is_before_birth(person: Born, day: date) -> bool:
    """Returns whether the day is before the birth; by a birth year, only if that is certain.

    A birth date in the future gives False, because another check refuses it already.
    """
    if person.birth_date is not None:
        return day < person.birth_date <= timezone.localdate()
    return person.birth_year is not None and day.year < person.birth_year


def check_name(name: str) -> str:
    """Returns the cleaned name; raises ValidationError unless it is a full name.

    A full name has a family and a given name, of letters; upland names also have ' and -.
    """
    tidy = clean(name)
    if " " not in tidy:
        raise ValidationError(_("Ghi đủ họ và tên."))
    if not all(sign in _BETWEEN_LETTERS or _is_letter(sign) for sign in tidy):
        raise ValidationError(
            _(
                "Họ và tên chỉ gồm chữ cái, khoảng trắng, dấu nháy ('), gạch nối (-) và dấu chấm (.)."
            )
        )
    return tidy


def _is_letter(sign: str) -> bool:
    """Returns whether the sign is a letter with a small and a capital form, or a mark of one.

    A letter that Unicode writes in parts has its marks as signs of their own.
    """
    return unicodedata.category(sign) in {"Ll", "Lu", "Mn"}


def check_first_use(person: Born, year: int | None) -> None:
    """Raises ValidationError if the year of first use is before the birth or in the future."""
    if year is None:
        return
    born = person.birth_date.year if person.birth_date else person.birth_year
    if year > timezone.localdate().year:
        raise ValidationError(_("Năm sử dụng lần đầu không được sau năm nay."))
    if born and year < born:
        raise ValidationError(_("Năm sử dụng lần đầu không được trước năm sinh."))
