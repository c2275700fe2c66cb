"""Regular work with a person: residence checks, tests, support."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.enums import Drug, Sample, SupportKind, TestGround, TestResult, VisitResult
from cases.models.person import OfPerson, Person, reason_field
from cases.models.residence import PersonalQuerySet
from foundation.constraints import CheckBeside
from foundation.fields import EncryptedTextField
from foundation.recorded import Recorded


class Visit(OfPerson, Recorded):
    """The residence check that is due at least once a month (Decree 105/2021 Art. 47.1)."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="visits", verbose_name=_("người")
    )
    visited_on = models.DateField(_("ngày kiểm tra"))
    result = models.CharField(_("kết quả"), max_length=14, choices=VisitResult.choices)
    note = EncryptedTextField(_("nội dung"), blank=True, context="visit.note")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="visits",
        verbose_name=_("người kiểm tra"),
    )

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = _("kiểm tra cư trú")
        verbose_name_plural = _("kiểm tra cư trú")
        ordering = ("-visited_on", "-pk")
        indexes = [models.Index(fields=["person", "visited_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "visited_on"],
                name="visit_once_a_day",
                violation_error_message=_("Ngày này đã có lần kiểm tra."),
            )
        ]

    class Privacy:
        sensitive = ("note", "result")
        plain = ("id", "person", "visited_on", "by", "recorded_by", "recorded_at")

    def __str__(self) -> str:
        return f"{self.person_id} {self.visited_on}"


class DrugTest(OfPerson, Recorded):
    """A drug test with its legal ground.

    The law sets no fixed frequency (Decree 105/2021 Art. 38, 45, 46).
    """

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="tests", verbose_name=_("người")
    )
    tested_on = models.DateField(_("ngày xét nghiệm"))
    ground = models.CharField(_("căn cứ xét nghiệm"), max_length=18, choices=TestGround.choices)
    sample = models.CharField(_("mẫu"), max_length=6, choices=Sample.choices)
    result = models.CharField(_("kết quả"), max_length=8, choices=TestResult.choices)
    substance = models.CharField(
        _("chất phát hiện"), max_length=12, choices=Drug.choices, blank=True
    )
    has_same_sex_witness = models.BooleanField(
        _("có cán bộ cùng giới giám sát lấy mẫu"), default=False
    )
    has_parent_consent = models.BooleanField(
        _("có đồng ý của cha mẹ, người giám hộ"), default=False
    )
    unusual_reason = reason_field(context="drug_test.unusual_reason")

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = _("xét nghiệm")
        verbose_name_plural = _("xét nghiệm")
        ordering = ("-tested_on", "-pk")
        indexes = [models.Index(fields=["person", "tested_on"])]
        constraints = [
            CheckBeside(
                condition=models.Q(substance="") | models.Q(result="positive"),
                name="test_names_substance_only_if_positive",
                beside=("substance",),
                violation_error_message=_("Chỉ ghi chất phát hiện khi kết quả dương tính."),
            ),
            CheckBeside(
                condition=~models.Q(sample="urine")
                | models.Q(result="refused")
                | models.Q(has_same_sex_witness=True),
                name="test_urine_has_witness",
                beside=("has_same_sex_witness",),
                violation_error_message=_(
                    "Lấy nước tiểu phải có cán bộ cùng giới giám sát (NĐ 105/2021, Đ. 45)."
                ),
            ),
        ]

    class Privacy:
        sensitive = ("ground", "sample", "result", "substance", "unusual_reason")
        plain = (
            "id",
            "person",
            "tested_on",
            "has_same_sex_witness",
            "has_parent_consent",
            "recorded_by",
            "recorded_at",
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.tested_on}"


class Support(OfPerson, Recorded):
    """Support for a return to ordinary life (Law 73/2021 Art. 40; Law 120/2025 Art. 42.5)."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="supports", verbose_name=_("người")
    )
    kind = models.CharField(_("loại hỗ trợ"), max_length=10, choices=SupportKind.choices)
    given_on = models.DateField(_("ngày"))
    amount_vnd = models.PositiveBigIntegerField(_("số tiền (đồng)"), null=True, blank=True)
    provider = models.CharField(_("đơn vị hỗ trợ"), max_length=160, blank=True)
    note = EncryptedTextField(_("nội dung"), blank=True, context="support.note")

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = _("hỗ trợ")
        verbose_name_plural = _("hỗ trợ")
        ordering = ("-given_on", "-pk")

    class Privacy:
        sensitive = ("kind", "amount_vnd", "note")
        plain = ("id", "person", "given_on", "provider", "recorded_by", "recorded_at")

    def __str__(self) -> str:
        return f"{self.person_id} · {self.get_kind_display()}"
