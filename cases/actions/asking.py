"""Questions about what is possible but unusual.

A question is an error beside a field that stays hidden until it is asked for. The officer answers in
that field and saves again.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

#: The field, of forms and of rows, with the reason for what is unusual.
UNUSUAL = "unusual_reason"
#: Fewer letters than this are a typed dot or dash, not a reason.
_LETTERS = 3


def ask_back(sentences: Iterable[str | Promise | None], reason: str) -> str:
    """Returns the reason to keep, "" where nothing is unusual.

    `sentences` says what is unusual. Raises ValidationError beside UNUSUAL if there is any and the
    reason is missing.
    """
    told = [str(sentence) for sentence in sentences if sentence]
    if not told:
        return ""
    if sum(sign.isalpha() for sign in reason) >= _LETTERS:
        return reason.strip()
    told.append(_("Nếu đúng như vậy, ghi lý do rồi lưu lại."))
    raise ValidationError({UNUSUAL: " ".join(told)})


def longer_than(given: date | None, lawful: date | None, start: date) -> str:
    """Returns what is unusual if a typed term is longer than that of the law, else "".

    Raises ValidationError for a term that does not end after its start.
    """
    if given is None:
        return ""
    if given <= start:
        raise ValidationError({"term_end": _("Thời hạn phải hết sau ngày bắt đầu.")})
    if lawful is None or given <= lawful:
        return ""
    return _("Thời hạn đã ghi dài hơn thời hạn theo luật (%(day)s).") % {
        "day": f"{lawful:%d/%m/%Y}"
    }
