"""Reads the ledger of corrections: of a place, of one file, and since a day for a report."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from corrections.models import CorrectedGroup, Correction
from corrections.models.correction import CorrectionQuerySet


def corrections_of(*subjects: models.Model) -> CorrectionQuerySet:
    """Returns the corrections of a file, or of several, newest first, without the rows that they keep."""
    of_one = [
        Q(subject_model=subject._meta.label_lower, subject_id=subject.pk) for subject in subjects
    ]
    rows = Correction.objects.filter(reduce(or_, of_one, Q(pk__in=())))
    return rows.select_related("by", "restored_by").defer("rows", "restored_by__rows")


def corrected_since(
    moment: datetime, as_of: date, groups: Iterable[int] | QuerySet[Any]
) -> QuerySet[Correction]:
    """Returns the corrections made after `moment` that may change figures of the groups on `as_of`."""
    touched = CorrectedGroup.objects.filter(group__in=groups, from_day__lte=as_of)
    rows: QuerySet[Correction] = Correction.objects.filter(
        at__gt=moment, pk__in=touched.values("correction")
    )
    return rows.select_related("by").order_by("at", "pk")
