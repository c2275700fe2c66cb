"""Rules on one value of the household ledger, and the words of a refusal that a screen answers to."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.text import clean

#: Code of the refusal to write over what somebody wrote of that day.
WRITTEN = "written"
#: The biggest household that is written down; a hostel is several households.
MOST_MEMBERS = 200


def check_numbers(numbers: str) -> str:
    """What a board shows is dialled: "113", "0769.04.04.04 (Cục C04)". How it is written is free."""
    tidy = clean(numbers)
    if tidy and not re.search(r"[0-9]{3}", re.sub(r"[\s.\-]", "", tidy)):
        raise ValidationError({"numbers": _("Ghi ít nhất một số điện thoại, ví dụ 113.")})
    return tidy


def written(field: str, sentence: str) -> ValidationError:
    """`told` is written of that day already; a form that hears this offers to correct it on purpose."""
    way_out = _("Nếu muốn sửa, đánh dấu ô sửa ở cuối biểu mẫu rồi lưu lại.")
    return ValidationError({field: ValidationError(f"{sentence} {way_out}", code=WRITTEN)})
