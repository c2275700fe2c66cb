"""Reads the ledger of corrections: of a place, of one file, and since a day for a report."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet

from corrections.models import CorrectedGroup, Correction


def corrections_of(subject: models.Model) -> QuerySet[Correction]:
    """Returns the corrections of one file, newest first."""
    rows: QuerySet[Correction] = Correction.objects.filter(
        subject_model=subject._meta.label_lower, subject_id=subject.pk
    )
    return rows.select_related("by", "restores", "restored_by")


def corrected_since(
    moment: datetime, as_of: date, groups: Iterable[int] | QuerySet[Any]
) -> QuerySet[Correction]:
    """Returns the corrections made after `moment` that may change figures of the groups on `as_of`."""
    touched = CorrectedGroup.objects.filter(group__in=groups, from_day__lte=as_of)
    rows: QuerySet[Correction] = Correction.objects.filter(
        at__gt=moment, pk__in=touched.values("correction")
    )
    return rows.select_related("by").order_by("at", "pk")
