"""Serializer fields that all routes share: days, tidy text, references to rows in scope."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from accounts.models import User
from foundation.old_encodings import in_old_encoding, old_encoding_sentence
from foundation.text import clean, clean_lines
from foundation.validators import EARLIEST

#: The greatest whole number that a column holds in both databases.
BIGGEST_NUMBER = 2**31 - 1

#: An answer names so many unknown names, each cut to so many letters: whoever sends more, sends nonsense.
_MOST_NAMED, _LONGEST_NAME = 20, 60


class Day(serializers.DateField):
    """A real day since 1900, written as 2024-06-30."""

    default_error_messages = {
        "invalid": _("Không phải một ngày có thật; ghi dạng 2024-06-30."),
        "datetime": _("Ghi ngày, không ghi giờ: 2024-06-30."),
        "too_early": _("Ngày phải từ 1900-01-01."),
    }

    def to_internal_value(self, value: Any) -> date:
        day: date = super().to_internal_value(value)
        if day < EARLIEST:
            self.fail("too_early")
        return day


class Text(serializers.CharField):
    """One line, cleaned before its length is checked: composing letters can make text longer.

    Text in an encoding of before Unicode is refused. Every text of a body is this or `LongText`, so
    that all texts are cleaned here.
    """

    most = 200

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": self.most} | kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Cleans before anything is checked: a text of invisible marks only is blank."""
        if isinstance(data, str):
            if old := in_old_encoding(data):
                raise ValidationError(old_encoding_sentence(old), code="old_encoding")
            data = self.tidy(data)
        return super().run_validation(data)

    def tidy(self, text: str) -> str:
        return clean(text)


class LongText(Text):
    """Text of several lines, each of them cleaned."""

    most = 2000

    def tidy(self, text: str) -> str:
        return clean_lines(text)


class Ref(serializers.PrimaryKeyRelatedField[Any]):
    """The id of a row that the sender may use; a row out of scope is refused like a missing one."""

    default_error_messages = {"does_not_exist": _("Không tìm thấy giá trị này.")}

    def __init__(self, rows_for: Callable[[User], QuerySet[Any]], **kwargs: Any) -> None:
        self.rows_for = rows_for
        super().__init__(pk_field=serializers.IntegerField(min_value=1), **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        request: Request = self.context["request"]
        return self.rows_for(request.user)  # type: ignore[arg-type]  # the permission class refused strangers


class Input(serializers.Serializer[Any]):
    """What may be sent: a name that it does not have is refused, not ignored.

    A misspelt name would otherwise be a value that its sender believes to be saved.
    """

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            refuse_unknown(data, self.fields.keys())
        return super().to_internal_value(data)


class FieldsInput(Input, serializers.ModelSerializer[Any]):
    """Accepts a model's fields, with the limits and choices that the model names.

    It saves nothing, because an action writes the values.
    """

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.CharField: Text,
        models.TextField: LongText,
        models.DateField: Day,
    }

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        field, options = super().build_standard_field(field_name, model_field)
        return (Text if getattr(model_field, "is_line", False) else field), options


def read_query(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """Returns the query parameters, checked like a body; errors carry the parameter's name."""
    asked = serializer(data=request.query_params)
    if not asked.is_valid():
        raise ValidationError(asked.errors)
    values: dict[str, Any] = asked.validated_data
    return values


def refuse_unknown(sent: Iterable[str], known: Collection[str]) -> None:
    """Raises ValidationError that tells for each unknown name the nearest known one, or all of them."""
    unknown = [name for name in sent if name not in known][:_MOST_NAMED]
    if unknown:
        raise ValidationError(
            {
                name[:_LONGEST_NAME]: [ErrorDetail(_unknown(name, known), code="unknown")]
                for name in unknown
            }
        )


def _unknown(name: str, known: Collection[str]) -> str:
    words = {"name": name[:_LONGEST_NAME], "known": ", ".join(known)}
    if not known:
        return gettext("Không nhận “%(name)s”: địa chỉ này không nhận tham số nào.") % words
    nearest = get_close_matches(name.lower(), known, 1)
    if nearest:
        words |= {"nearest": nearest[0]}
        return gettext("Không có tên “%(name)s”. Tên gần nhất: “%(nearest)s”.") % words
    return gettext("Không có tên “%(name)s”. Các tên dùng được: %(known)s.") % words
