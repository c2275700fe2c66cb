"""The idempotency key of a form: a double click or a re-sent page saves once."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Submission(models.Model):
    """One sent form and the page that its sender saw next; a second sending leads there too."""

    key = models.UUIDField(_("khóa"), primary_key=True, default=uuid.uuid4, editable=False)
    user_id = models.BigIntegerField(_("người gửi"))
    result_url = models.CharField(_("trang kết quả"), max_length=300)
    at = models.DateTimeField(_("lúc"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("lần gửi biểu mẫu")
        verbose_name_plural = _("lần gửi biểu mẫu")

    class Privacy:
        sensitive = ()
        plain = ("key", "user_id", "result_url", "at")

    def __str__(self) -> str:
        return str(self.key)
