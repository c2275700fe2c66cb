"""Refusals of what contradicts a recorded end; each names the end, and how it is corrected."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Person, StatusPeriod
from cases.queries.ends import End, end_before, end_of, first_fact_after


def refuse_after_end(*, person: Person, day: date, field: str) -> None:
    """Raises ValidationError for what presupposes management, after management has ended."""
    if end := end_before(person, day):
        raise ValidationError({field: _contradiction(end)})


def refuse_after_death(*, person: Person, day: date, field: str) -> None:
    """Raises ValidationError for what presupposes that the person lives."""
    end = end_before(person, day)
    if end and end.is_death:
        raise ValidationError({field: _contradiction(end)})


def refuse_revival(*, ended: StatusPeriod, field: str) -> None:
    """Raises ValidationError for a status after a death; whoever is missing may come back."""
    end = end_of(ended)
    if end.is_death:
        raise ValidationError({field: _contradiction(end)})


def refuse_after_leaving(*, person: Person, day: date, field: str) -> str:
    """Raises ValidationError for what presupposes that the person lives in the place.

    Returns what is unusual about it if management has ended for another reason, else "".
    """
    end = end_before(person, day)
    if end is None:
        return ""
    if end.is_of_residence:
        raise ValidationError({field: _contradiction(end)})
    return unmanaged(end)


def unmanaged(end: End) -> str:
    """Returns the sentence that nobody manages the person since that end."""
    return _("Người này đã chấm dứt quản lý từ ngày %(day)s (%(reason)s).") % end.words


def refuse_end_before_facts(*, person: Person, end: End, field: str) -> None:
    """Raises ValidationError if something is recorded after an end that would contradict it."""
    if fact := first_fact_after(person, end):
        what, day = fact
        words = {"what": what, "day": f"{day:%d/%m/%Y}"}
        sentence = _(
            "Đã ghi “%(what)s” ngày %(day)s, sau ngày chấm dứt này. Kiểm tra lại ngày chấm dứt; "
            "nếu bản ghi ngày %(day)s nhầm, sửa sai sót bản ghi đó trước."
        )
        raise ValidationError({field: sentence % words})


def _contradiction(end: End) -> str:
    """Returns the sentence that names the end and says how to correct it."""
    way_out = (
        ""
        if end.is_death
        else _("Nếu người này lại thuộc diện quản lý, chuyển sang diện mới trước.")
    )
    told = _(
        "Đã ghi chấm dứt quản lý người này từ ngày %(day)s (%(reason)s); việc này không thể sau ngày "
        "đó. Nếu lần chấm dứt ghi nhầm, sửa sai sót lần chấm dứt đó trước."
    )
    return f"{told % end.words} {way_out}".strip()
