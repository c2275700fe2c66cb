"""Hides small counts of people from readers outside the ward, as one or two people could be recognised.

The legal source is Law 91/2025 Art. 14.6. "13 of 14" reveals that one person is lacking, and a column with its
sum reveals its last number. So a count is hidden when the count, the whole or the rest is small, and so are
counts from which it could be computed. Verdicts and counts of places and households are never hidden.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from criteria.criterion import Result, grouped


class ShownCount(NamedTuple):
    """A count as a reader may see it: between `low` and `high`, both included; an exact number if they are equal."""

    low: int
    high: int

    @property
    def number(self) -> int | None:
        return self.low if self.low == self.high else None

    def __str__(self) -> str:
        if self.number is not None:
            return grouped(self.number)
        return f"< {grouped(self.high + 1)}" if self.low <= 1 else f"> {grouped(self.low - 1)}"


class ShownResult(NamedTuple):
    """A result as one reader may see it; the hidden ones of its numbers are None."""

    numerator: int | None
    denominator: int | None
    lacking: ShownCount
    figure: str
    #: "" when the figure is hidden, because "50,0 %" of fewer than three people means one of two.
    percent: str
    is_hidden: bool


def cell(count: int, *, rest: int = 0, hides: bool = True) -> ShownCount:
    """Returns a count of people as shown, `rest` being the others of the whole: 13 with a rest of 1 is "> 11"."""
    limit, whole = settings.SMALL_CELL_LIMIT, count + rest
    if not hides or not count:
        return ShownCount(count, count)
    # Every split of so few people has a small part, so all splits are shown the same.
    if rest and whole < 2 * limit - 1:
        return ShownCount(1, max(whole, limit) - 1)
    if count < limit:
        return ShownCount(1, limit - 1)
    return (
        ShownCount(whole - limit + 1, whole - 1) if 0 < rest < limit else ShownCount(count, count)
    )


def column(cells: Sequence[ShownCount], total: int | None) -> list[ShownCount]:
    """Hides more counts of a column if its shown sum (None = hidden) would reveal a hidden count."""
    limit = settings.SMALL_CELL_LIMIT
    if total is None or not _is_reckoned(cells, total):
        return list(cells)
    wider = [
        ShownCount(limit, total) if count.number and count.number >= limit else count
        for count in cells
    ]
    if not _is_reckoned(wider, total):
        return wider
    most = max(total - sum(count.high > 0 for count in cells) + 1, limit - 1)
    return [ShownCount(1, most) if count.high else count for count in cells]


def _is_reckoned(cells: Sequence[ShownCount], total: int) -> bool:
    """Whether the sum leaves only one possible value for the hidden counts."""
    hidden = [count for count in cells if count.number is None]
    rest = total - sum(count.low for count in cells if count.number is not None)
    few, many = sum(count.low for count in hidden), sum(count.high for count in hidden)
    return len(hidden) == 1 or bool(hidden and rest in {few, many})


def view_cell(which: str, passing: int, failing: int, *, hides: bool) -> ShownCount:
    """Returns the count of one view of the people, hidden if this count and the whole would reveal a small rest."""
    if which == "all":
        return cell(passing + failing, hides=hides)
    count, rest = (passing, failing) if which == "passing" else (failing, passing)
    return cell(count, rest=rest, hides=hides)


def small_cell(count: int, *, counts_people: bool) -> str:
    """Returns the count as a reader outside the ward sees it: "< 3" for one or two people."""
    return str(cell(count, hides=counts_people))


def lacking_text(result: Result, *, hides: bool) -> str:
    """Says what keeps a criterion from being met: "12 hộ chưa ký cam kết; thiếu số liệu hộ của 2 tổ, thôn".

    Returns "" when it is met. Missing data are named too, because both must be settled to change the verdict.
    """
    if result.is_met:
        return ""
    rows = f"{as_shown(result, hides=hides).lacking} {result.criterion.lacking_word}"
    parts = [rows if result.measurement.lacking else "", result.missing_text]
    return "; ".join(part for part in parts if part)


def as_shown(result: Result, *, hides: bool) -> ShownResult:
    """Returns the result as a reader may see it; `hides` is True for readers outside the ward."""
    m, hides = result.measurement, hides and result.criterion.counts_people
    whole = m.numerator if m.denominator is None else m.denominator
    passing = cell(m.numerator, rest=whole - m.numerator, hides=hides)
    lacking = cell(m.lacking, rest=whole - m.lacking, hides=hides)
    if None not in {passing.number, lacking.number}:
        figures = (result.figure, result.percent)
        return ShownResult(m.numerator, m.denominator, lacking, *figures, is_hidden=False)
    if m.denominator is None:
        figure = result.criterion.counted(passing.high, passing)
        return ShownResult(None, None, lacking, figure, "", is_hidden=True)
    shown = cell(whole)
    only_whole = lacking.low == 1  # a numerator of the whole would reveal the rest
    figure = _("trong %(whole)s người") % {"whole": shown} if only_whole else f"{passing}/{shown}"
    return ShownResult(None, shown.number, lacking, figure, "", is_hidden=True)
