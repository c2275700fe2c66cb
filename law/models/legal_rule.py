"""Terms and deadlines as dated data: a new decree adds a row and never edits one."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.audited import AuditWords
from foundation.dated import Dated, DatedQuerySet, ends_after_start
from law.enums import RuleUnit


class LegalRuleQuerySet(DatedQuerySet["LegalRule"]):
    """Reads rules by key and day."""

    def on(self, day: date) -> dict[str, "LegalRule"]:
        """Returns all rules in force on that day, by key (one SQL statement)."""
        return {rule.key: rule for rule in self.in_force(day)}


class LegalRule(Dated):
    """One term: the step it limits, its length, its article of law, and the days it is in force."""

    key = models.CharField(_("bước"), max_length=60)
    label = models.CharField(_("nội dung"), max_length=200)
    value = models.PositiveIntegerField(_("giá trị"))
    unit = models.CharField(_("đơn vị"), max_length=12, choices=RuleUnit.choices)
    legal_basis = models.CharField(_("căn cứ pháp lý"), max_length=200)
    is_configured = models.BooleanField(_("quy chế nội bộ, chưa có căn cứ luật"), default=False)

    objects = LegalRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("thời hạn theo luật")
        verbose_name_plural = _("thời hạn theo luật")
        ordering = ("key", "valid_from")
        constraints = [
            ends_after_start("legal_rule"),
            models.UniqueConstraint(fields=["key", "valid_from"], name="legal_rule_once_a_day"),
        ]

    class Privacy:
        sensitive = ()
        plain = (
            "id",
            "valid_from",
            "valid_to",
            "key",
            "label",
            "value",
            "unit",
            "legal_basis",
            "is_configured",
        )

    class Audit(AuditWords):
        former_labels = ("wards.legalrule",)

    def clean(self) -> None:
        """Raises ValidationError if the validity of a check is not in days.

        It is counted back from the day that is asked about.
        """
        if self.key.endswith("_check_validity") and self.unit != RuleUnit.DAYS:
            raise ValidationError(
                {"unit": _("Thời hạn còn hiệu lực của lần kiểm tra tính bằng ngày.")}
            )

    def __str__(self) -> str:
        return f"{self.label}: {self.value} {self.get_unit_display()} ({self.legal_basis})"
