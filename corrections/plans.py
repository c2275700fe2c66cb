"""What a correction would change: the row itself, the periods beside it, and what hangs on it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from corrections.models import Correction
from corrections.registry import Correctable, correctable_or_404
from corrections.rows import RowChange, StoredRow, current, is_as, loaded, stored, with_dependents
from foundation.dated import OPEN
from foundation.validators import check_era, check_happened
from wards.models import Ward


@dataclass(frozen=True)
class Plan:
    """The changes of one correction, the corrected row first; nothing is written yet."""

    correctable: Correctable
    row: models.Model
    changes: tuple[RowChange, ...]

    @property
    def digest(self) -> str:
        """Returns the same text for the same changes: what is confirmed is what was shown."""
        pairs = [(change.before, change.after) for change in self.changes]
        return hashlib.sha256(json.dumps(pairs, sort_keys=True).encode()).hexdigest()

    @property
    def wards(self) -> set[int]:
        """Returns the wards that the rows name themselves, before or after: those of a group's placement."""
        states = [row for change in self.changes for row in (change.before, change.after) if row]
        return {ward_id for row in states for ward_id in _wards_in(row)}


def change_plan(correctable: Correctable, row: models.Model, values: Mapping[str, Any]) -> Plan:
    """Returns the plan that gives the row these values; raises ValidationError by field."""
    new = _copy(row)
    for name in correctable.fields:
        if name in values:
            setattr(new, name, values[name])
    correctable.derive(new, row)
    _check_days(correctable, row, new)
    new.full_clean(validate_constraints=False, exclude=_fixed_fields(correctable, row))
    if is_as(stored(row), stored(new)):
        raise ValidationError(_("Chưa có gì khác với bản đã ghi. Sửa ít nhất một ô."))
    beside = _moved_borders(correctable, row, new)
    return _plan(correctable, row, [new, *beside, *correctable.hanging(row, new)], removed=[])


def removal_plan(correctable: Correctable, row: models.Model) -> Plan:
    """Returns the plan that takes the row out; raises ValidationError where it cannot go."""
    if not correctable.can_be_removed:
        raise ValidationError(_("Bản ghi này chỉ sửa được, không hủy riêng được."))
    try:
        removed = with_dependents(row, correctable.parts(row))
    except (ProtectedError, RestrictedError) as error:
        raise ValidationError(_still_used(error)) from error
    beside = _filled_gap(correctable, row)
    return _plan(correctable, row, [*beside, *correctable.hanging(row, None)], removed=removed)


def restoration_plan(correction: Correction) -> Plan:
    """Returns the plan that takes the correction back.

    Raises ValidationError if it is taken back already, or if a row was changed since then.
    """
    if Correction.objects.filter(restores=correction).exists():
        raise ValidationError(_("Lần đính chính này đã được khôi phục rồi."))
    changes = correction.changes
    if not all(is_as(current(change), change.after) for change in changes):
        raise ValidationError(
            _("Bản ghi đã được sửa tiếp sau lần đính chính này: khôi phục lần sau trước.")
        )
    correctable = correctable_or_404(correction.row_kind)
    row = loaded(changes[0].stored)
    _refuse_without_file(correctable, row)
    return Plan(correctable, row, tuple(change.reversed() for change in changes))


def _plan(
    correctable: Correctable,
    row: models.Model,
    saved: Iterable[models.Model],
    removed: Iterable[models.Model],
) -> Plan:
    """Builds the changes; of two changes of one row the later one, which builds on the other, holds."""
    gone = [RowChange(before=stored(found), after=None) for found in removed]
    kept: dict[tuple[type[models.Model], Any], models.Model] = {}
    for instance in saved:
        kept[type(instance), instance.pk] = instance
    changed = [
        RowChange(before=_as_stored(instance), after=stored(instance)) for instance in kept.values()
    ]
    changed = [change for change in changed if not is_as(change.before, change.after)]
    return Plan(correctable, row, (*gone, *changed))


def _as_stored(instance: models.Model) -> dict[str, Any]:
    return stored(type(instance)._base_manager.get(pk=instance.pk))


def _copy(row: models.Model) -> models.Model:
    copy: models.Model = type(row)._base_manager.get(pk=row.pk)
    return copy


def _fixed_fields(correctable: Correctable, row: models.Model) -> set[str]:
    """Returns the names of the fields that a correction does not set, which need no check."""
    return {field.name for field in row._meta.fields} - set(correctable.fields)


def _wards_in(row: StoredRow) -> list[int]:
    instance = loaded(row)
    return [
        getattr(instance, field.attname)
        for field in instance._meta.concrete_fields
        if field.related_model is Ward and getattr(instance, field.attname) is not None
    ]


def _check_days(correctable: Correctable, row: Any, new: Any) -> None:
    """Raises ValidationError for a new day that no fact can have: before 1900, or still to come."""
    for name in correctable.fields:
        day = getattr(new, name)
        is_day = isinstance(day, date) and day not in {OPEN, getattr(row, name)}
        if is_day and name in correctable.planned:
            check_era(day, name)
        elif is_day:
            check_happened(day, name)


def _refuse_without_file(correctable: Correctable, row: models.Model) -> None:
    """Raises ValidationError if the file that the row comes back to was taken out itself."""
    try:
        correctable.subject(row)
    except ObjectDoesNotExist as error:
        raise ValidationError(
            _("Hồ sơ chứa bản ghi này đã bị hủy: khôi phục hồ sơ đó trước.")
        ) from error


def neighbours(correctable: Correctable, row: Any) -> tuple[Any | None, Any | None]:
    """Returns the periods before and after the row in its chain."""
    same = {name: getattr(row, name) for name in correctable.chain}
    rows = list(
        correctable.model._base_manager.filter(**same).order_by("valid_from", "valid_to", "pk")
    )
    place = [found.pk for found in rows].index(row.pk)
    before = rows[place - 1] if place else None
    after = rows[place + 1] if place + 1 < len(rows) else None
    return before, after


def _moved_borders(correctable: Correctable, row: Any, new: Any) -> list[Any]:
    """Lets the period before end where the row now begins, and the one after begin where it ends."""
    if not correctable.chain:
        return []
    before, after = neighbours(correctable, row)
    moved = []
    if before is not None and new.valid_from != row.valid_from:
        _refuse_before(before, new.valid_from)
        before.valid_to = new.valid_from
        moved.append(before)
    if after is not None and new.valid_to != row.valid_to:
        after.valid_from = new.valid_to
        moved.append(after)
    if new.valid_from > new.valid_to:
        ends = {"day": f"{new.valid_to:%d/%m/%Y}"}
        raise ValidationError(
            {
                "valid_from": _("Ngày bắt đầu phải trước ngày %(day)s, là ngày bước sau bắt đầu.")
                % ends
            }
        )
    return moved


def _filled_gap(correctable: Correctable, row: Any) -> list[Any]:
    """Gives the time of a removed period to the one before it or, if it is the first, to the next.

    Where the first does not pass on (`Correctable.first_passes_on`), its time stays empty.
    """
    if not correctable.chain:
        return []
    before, after = neighbours(correctable, row)
    if before is not None:
        before.valid_to = row.valid_to
        for name in correctable.end_fields:
            setattr(before, name, getattr(row, name))
        return [before]
    if not correctable.first_passes_on:
        return []
    if after is not None:
        after.valid_from = row.valid_from
        return [after]
    raise ValidationError(
        _("Đây là %(label)s duy nhất của hồ sơ: sửa bản ghi này, hoặc hủy cả hồ sơ.")
        % {"label": correctable.label}
    )


def _refuse_before(before: Any, day: date) -> None:
    if day < before.valid_from:
        began = {"day": f"{before.valid_from:%d/%m/%Y}"}
        raise ValidationError(
            {"valid_from": _("Bước trước bắt đầu ngày %(day)s: sửa bước đó trước.") % began}
        )


def _still_used(error: ProtectedError | RestrictedError) -> str:
    rows = getattr(error, "protected_objects", ()) or getattr(error, "restricted_objects", ())
    kinds = sorted({str(found._meta.verbose_name) for found in rows})
    return _("Còn %(kinds)s ghi theo bản ghi này: sửa hoặc hủy ở đó trước.") % {
        "kinds": ", ".join(kinds)
    }
