"""The key of a form or of a call of the API: a double click, or a call sent again, saves once."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.fields import EncryptedTextField


class Submission(models.Model):
    """One sent form and the page that its sender saw next; a second sending leads there too.

    Of a call of the API the whole answer is kept instead, encrypted, because it may hold names.
    """

    key = models.UUIDField(_("khóa"), primary_key=True, default=uuid.uuid4, editable=False)
    user_id = models.BigIntegerField(_("người gửi"))
    result_url = models.CharField(_("trang kết quả"), max_length=300)
    #: Of a call only: what was asked (a seal of address and body), and what was answered.
    asked = models.CharField(_("đã hỏi"), max_length=64, blank=True, default="")
    status = models.PositiveSmallIntegerField(_("mã trả lời"), default=0)
    answer = EncryptedTextField(_("trả lời"), blank=True, default="", context="submission.answer")
    at = models.DateTimeField(_("lúc"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("lần gửi biểu mẫu")
        verbose_name_plural = _("lần gửi biểu mẫu")

    class Privacy:
        sensitive = ("answer",)
        plain = ("key", "user_id", "result_url", "asked", "status", "at")

    def __str__(self) -> str:
        return str(self.key)
