"""Rules on one value of the household ledger, and the words of a refusal that a screen answers to."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Code of the refusal to write over what somebody wrote of that day.
WRITTEN = "written"
#: The biggest household that is written down; a hostel is several households.
MOST_MEMBERS = 200


def written(field: str, told: str) -> ValidationError:
    """`told` is written of that day already; a form that hears this offers to correct it on purpose."""
    way_out = _("Nếu muốn sửa, đánh dấu ô sửa ở cuối biểu mẫu rồi lưu lại.")
    return ValidationError({field: ValidationError(f"{told} {way_out}", code=WRITTEN)})
