"""Optimistic editing: two people may open the same form, only the first may save unseen."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils.translation import gettext_lazy as _

#: PostgreSQL's codes of unique and of exclusion constraints.
_NOT_THE_ONLY_ONE = {"23505", "23P01"}


class TakenError(ValidationError):
    """Two people saved at once what may exist once; the database kept the row of the first."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Dữ liệu vừa được người khác thay đổi trong lúc lưu; chưa lưu gì. Kiểm tra lại rồi lưu lần nữa."
            ),
            code="taken",
        )

    @classmethod
    def is_told_by(cls, error: IntegrityError) -> bool:
        """Any other IntegrityError is a fault of the program, which must be seen and not be blamed on others."""
        code = getattr(error.__cause__, "pgcode", None)
        return code in _NOT_THE_ONLY_ONE if code else "UNIQUE constraint failed" in str(error)


class StaleEditError(ValidationError):
    """Somebody saved the row after this form was opened. `current` is the row as it is now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(
            _("Bản ghi đã được người khác sửa sau khi bạn mở. Đối chiếu hai bản rồi lưu lại."),
            code="stale",
        )
        self.current = current


class Versioned(models.Model):
    """A row that counts its edits."""

    version = models.PositiveIntegerField(_("phiên bản"), default=1, editable=False)

    class Meta:
        abstract = True

    def save_edit(self, expected_version: int, changes: dict[str, Any]) -> Self:
        """Write `changes` if nobody saved since `expected_version`; raise StaleEditError otherwise."""
        self.refresh_from_db()
        if self.version != expected_version:
            raise StaleEditError(self)
        for name, value in changes.items():
            setattr(self, name, value)
        self.version = expected_version + 1
        self.full_clean(validate_constraints=False)
        written = {
            f.attname: getattr(self, f.attname)
            for f in self._meta.concrete_fields
            if not f.primary_key
        }
        rows = type(self)._base_manager.filter(pk=self.pk, version=expected_version)
        if not rows.update(**written):
            raise StaleEditError(type(self)._base_manager.get(pk=self.pk))
        return self
