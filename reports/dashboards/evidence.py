"""The page with the rows behind one figure on its day, as far as the reader may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from criteria.criterion import Criterion, Result, ZeroCriterion
from criteria.queries.evidence import (
    EvidenceRow,
    GroupCount,
    Reader,
    by_group,
    display,
    listed,
    opened_with,
)
from criteria.queries.small_cells import as_shown, cell
from criteria.scoring import result_of
from criteria.sets import CriteriaSet
from reports.asked import Asked
from wards.models import Ward

PAGE = 50


@dataclass(frozen=True)
class EvidencePage:
    """Everything the page shows: the rows behind the figure, or counts by group instead of rows."""

    ward: Ward
    asked: Asked
    criteria_set: CriteriaSet
    result: Result
    figure: str
    which: str
    tabs: Sequence[tuple[str, str]]
    total: int | None
    shown_total: str
    page_obj: "Page[Any]"  # the rows are a queryset or a list
    rows: Sequence[EvidenceRow]
    counts: Sequence[GroupCount]
    is_masked: bool
    #: Number of rows with names on the page; 0 for public rows, such as boxes and boards.
    names_read: int

    @property
    def is_judged(self) -> bool:
        """Returns whether the set has the criterion; counts of the class calculator get no verdict."""
        return self.result.criterion in self.criteria_set.criteria


def build(
    reader: Reader, criterion: Criterion, asked: Asked, address: Mapping[str, str]
) -> EvidencePage:
    """Returns one page of rows, chosen by "which" and "page" of the address.

    The caller must record in the access log that `names_read` names were read.
    """
    ward, day = reader.ward, asked.day
    tabs = _tabs(reader, criterion)
    result = result_of(criterion, ward, day)  # scored live, as the rows below are read live too
    which = address.get("which", "")
    if which not in dict(tabs):
        which = opened_with(result)
    sees = reader.sees_rows(criterion) or reader.sees_masked(criterion)
    rows: Any = listed(criterion, ward, day, which) if sees else []
    page_obj = Paginator(rows, PAGE).get_page(address.get("page", "1"))
    counts: Sequence[GroupCount] = ()
    total = cell(page_obj.paginator.count, hides=False)
    if not sees:
        counts, total = by_group(reader, criterion, which)
    chosen = list(page_obj.object_list)
    shown = (
        display(criterion, chosen, masked=reader.is_masked(criterion), groups=reader.groups)
        if chosen
        else ()
    )
    return EvidencePage(
        ward=ward,
        asked=asked,
        criteria_set=asked.criteria_set,
        result=result,
        which=which,
        figure=as_shown(result, hides=reader.hides_small(criterion)).figure,
        tabs=tabs,
        total=total.number,
        shown_total=str(total),
        page_obj=page_obj,
        rows=shown,
        counts=counts,
        is_masked=reader.sees_masked(criterion),
        names_read=0 if reader.is_public(criterion) else len(shown),
    )


def _tabs(reader: Reader, criterion: Criterion) -> list[tuple[str, str]]:
    """Returns the tabs, with the blocking rows first.

    A criterion that must be zero has one tab, because every row blocks.
    """
    if isinstance(criterion, ZeroCriterion):
        return [("all", _("Tất cả"))]
    labels = {"failing": _("Chưa đạt"), "passing": _("Đạt"), "all": _("Tất cả")}
    return [(which, labels[which]) for which in reader.views(criterion)]
