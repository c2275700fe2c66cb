"""The statuses that a person holds under the law, in one row each."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.person import Person, reason_field
from cases.models.residence import DatedPersonalQuerySet
from cases.statuses import PERSON_STATUSES, EndReason, PersonStatus
from foundation.audited import AuditWords
from foundation.dated import IN_ORDER, OPEN, Dated, ends_not_before_start
from foundation.recorded import Recorded

_NEED_DECISION = [status for status, row in PERSON_STATUSES.items() if row.needs_decision]


class StatusPeriod(Dated, Recorded):
    """One status and the decision behind it; a person has exactly one at the close of any day.

    A status that began and ended on one day was a step of that day. The allowed moves are in
    cases.statuses.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="statuses", verbose_name=_("người")
    )
    status = models.CharField(_("diện quản lý"), max_length=14, choices=PersonStatus.choices)
    decision_number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decision_date = models.DateField(_("ngày quyết định"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=160, blank=True)
    legal_basis = models.CharField(_("căn cứ pháp lý"), max_length=200)
    term_end = models.DateField(_("hết thời hạn"), null=True, blank=True)
    end_reason = models.CharField(
        _("lý do kết thúc"), max_length=12, choices=EndReason.choices, blank=True
    )
    unusual_reason = reason_field(context="status_period.unusual_reason")

    objects = DatedPersonalQuerySet.as_manager()

    class Meta:
        verbose_name = _("diện quản lý")
        verbose_name_plural = _("diện quản lý")
        ordering = ("person", *IN_ORDER)
        indexes = [
            models.Index(fields=["person", "valid_from", "valid_to", "status"]),
            models.Index(fields=["status", "valid_from", "valid_to", "person"]),
        ]
        constraints = [
            ends_not_before_start("status"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(valid_to=OPEN), name="status_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_NEED_DECISION)
                | (~Q(decision_number="") & Q(decision_date__isnull=False)),
                name="status_has_its_decision",
                violation_error_message=_("Diện này phải có số và ngày quyết định."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=OPEN, end_reason="") | (~Q(valid_to=OPEN) & ~Q(end_reason="")),
                name="status_end_says_why",
            ),
            models.CheckConstraint(
                condition=Q(term_end__isnull=True) | Q(term_end__gt=models.F("valid_from")),
                name="status_term_after_start",
            ),
        ]

    class Privacy:
        sensitive = ("status", "decision_number", "unusual_reason")
        plain = (
            "id",
            "valid_from",
            "valid_to",
            "person",
            "decision_date",
            "issuer",
            "legal_basis",
            "term_end",
            "end_reason",
            "recorded_by",
            "recorded_at",
        )

    class Audit(AuditWords):
        told_with = ("cases.person",)

    def __str__(self) -> str:
        return f"{self.person_id} · {self.get_status_display()}"
