"""Optimistic editing: when two people open the same form, the second cannot overwrite unseen."""

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils.translation import gettext_lazy as _

#: PostgreSQL's error codes for unique and for exclusion constraints.
_NOT_THE_ONLY_ONE = {"23505", "23P01"}


class TakenError(ValidationError):
    """Two people saved at once what may exist only once; the database accepted the first."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Dữ liệu vừa được người khác thay đổi trong lúc lưu; chưa lưu gì. Kiểm tra lại rồi lưu lần nữa."
            ),
            code="taken",
        )

    @classmethod
    def is_told_by(cls, error: IntegrityError) -> bool:
        """Returns whether the error comes from a unique or an exclusion constraint.

        Any other IntegrityError is a fault of the program: it must be seen and not blamed on
        others.
        """
        code = getattr(error.__cause__, "pgcode", None)
        return code in _NOT_THE_ONLY_ONE if code else "UNIQUE constraint failed" in str(error)


class StaleEditError(ValidationError):
    """Somebody else saved the row after this form was opened. `current` is the row as it is now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(
            _("Bản ghi đã được người khác sửa sau khi bạn mở. Đối chiếu hai bản rồi lưu lại."),
            code="stale",
        )
        self.current = current


class Versioned(models.Model):
    """A row whose `version` counts its edits."""

    version = models.PositiveIntegerField(_("phiên bản"), default=1, editable=False)

    class Meta:
        abstract = True

    def expect_version(self, expected_version: int) -> None:
        """Raise StaleEditError if the row, just read, is not the version that was opened."""
        if self.version != expected_version:
            raise StaleEditError(self)

    def save_edit(self, expected_version: int, changes: dict[str, Any]) -> Self:
        """Write `changes` if nobody saved since `expected_version`; raise StaleEditError otherwise."""
        self.refresh_from_db()
        self.expect_version(expected_version)
        for name, value in changes.items():
            setattr(self, name, value)
        self.full_clean(validate_constraints=False)
        own = {"version", self._meta.pk.name}
        self.write_checked(f.attname for f in self._meta.concrete_fields if f.name not in own)
        return self

    def write_checked(self, names: Iterable[str]) -> None:
        """Writes these values, already set and checked, if nobody has saved since the row was read.

        Compares the version and writes in one SQL statement; raises StaleEditError if it differs.
        """
        values = {name: getattr(self, name) for name in names}
        unseen = type(self)._base_manager.filter(pk=self.pk, version=self.version)
        if not unseen.update(**values, version=self.version + 1):
            raise StaleEditError(type(self)._base_manager.get(pk=self.pk))
        self.version += 1
