"""Rules for single values of the household ledger, and the error that lets a form offer a correction."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.text import clean

#: Error code: a finding of that day is stored already and is not overwritten.
WRITTEN = "written"
#: The largest number of members of a household; a hostel is registered as several households.
MOST_MEMBERS = 200


def check_numbers(numbers: str) -> str:
    """Returns the numbers of a board with tidy spaces: "113", "0769.04.04.04 (Cục C04)".

    People must be able to dial: raises ValidationError if a text that is not empty has no three digits in a
    row, not counting spaces, dots and hyphens between them.
    """
    tidy = clean(numbers)
    if tidy and not re.search(r"[0-9]{3}", re.sub(r"[\s.\-]", "", tidy)):
        raise ValidationError({"numbers": _("Ghi ít nhất một số điện thoại, ví dụ 113.")})
    return tidy


def written(field: str, sentence: str) -> ValidationError:
    """Returns the error that a finding of that day is stored; with its code, a form offers to correct the finding."""
    way_out = _("Nếu muốn sửa, đánh dấu ô sửa ở cuối biểu mẫu rồi lưu lại.")
    return ValidationError({field: ValidationError(f"{sentence} {way_out}", code=WRITTEN)})
