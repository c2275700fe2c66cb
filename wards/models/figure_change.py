"""The log of changed figures: which group's figures changed, and from which day on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wards.models.group import NeighbourhoodGroup


class FigureChange(models.Model):
    """A group whose figures changed. Every write to a ledger appends one.

    The scorer re-scores the wards concerned and clears the log. Append-only rows are used instead
    of a counter: with them, eight writers in one ward keep 0.88 of their speed (docs/perf.md §2.6).
    """

    group = models.ForeignKey(
        NeighbourhoodGroup,
        models.CASCADE,
        related_name="figure_changes",
        verbose_name=_("tổ, thôn"),
    )
    from_day = models.DateField(_("từ ngày"))
    at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("thay đổi số liệu")
        verbose_name_plural = _("thay đổi số liệu")

    class Privacy:
        sensitive = ()
        plain = ("id", "group", "from_day", "at")

    def __str__(self) -> str:
        return f"{self.group} {self.from_day}"
