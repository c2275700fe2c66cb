"""The handover of a person who moves from one group to another, with its legal term."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.enums import HandoverState
from cases.models.person import Person
from cases.models.residence import PersonalQuerySet
from wards.models import NeighbourhoodGroup


class Handover(models.Model):
    """The old ward informs the new one in the legal term: 5 working days; 24 h from 01/07/2026."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="handovers", verbose_name=_("người")
    )
    from_group = models.ForeignKey(
        NeighbourhoodGroup,
        models.PROTECT,
        related_name="handovers_out",
        verbose_name=_("từ tổ, thôn"),
    )
    to_group = models.ForeignKey(
        NeighbourhoodGroup,
        models.PROTECT,
        related_name="handovers_in",
        verbose_name=_("đến tổ, thôn"),
    )
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=HandoverState.choices, default=HandoverState.SENT
    )
    moved_on = models.DateField(_("ngày chuyển"))
    sent_at = models.DateTimeField(_("gửi lúc"))
    due_at = models.DateTimeField(_("hạn tiếp nhận"))
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    answer = models.CharField(_("nội dung trả lời"), max_length=300, blank=True)
    legal_basis = models.CharField(_("căn cứ pháp lý"), max_length=200)

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = _("bàn giao")
        verbose_name_plural = _("bàn giao")
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_group=F("to_group")), name="handover_to_another_group"
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("sent_at")), name="handover_due_after_sent"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", answered_at__isnull=True)
                | (~Q(state="sent") & Q(answered_at__isnull=False)),
                name="handover_answered_or_waiting",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="sent"), name="handover_one_waiting"
            ),
        ]

    class Privacy:
        sensitive = ("answer",)
        plain = (
            "id",
            "person",
            "from_group",
            "to_group",
            "state",
            "moved_on",
            "sent_at",
            "due_at",
            "answered_at",
            "legal_basis",
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.from_group} → {self.to_group}"
