"""What the libraries behind the API say, in Vietnamese."""

import ast
from pathlib import Path

import knox.auth
import pytest
import rest_framework
from django.utils.translation import gettext, override
from rest_framework import exceptions, serializers
from rest_framework.fields import empty
from rest_framework.views import APIView

from wards.api.base import one_error_shape

#: Whose messages can be answered; in DRF's `authentication` only schemes speak that we do not offer.
SPEAKING = [
    *(
        Path(rest_framework.__file__).with_name(f"{name}.py")
        for name in ("exceptions", "fields", "relations", "serializers", "validators")
    ),
    Path(knox.auth.__file__),
]


def sentences(path) -> set[str]:
    """What the module wraps for translation."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    wrapped = [call.args[0] for call in calls if getattr(call.func, "id", "") == "_"]
    return {argument.value for argument in wrapped if isinstance(argument, ast.Constant)}


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: path.stem)
def test_every_sentence_of_the_libraries_is_translated(path):
    """Complete, so that a new version of theirs brings no English unnoticed."""
    said = sentences(path)
    assert said
    assert {words for words in said if gettext(words) == words} == set()


def message(field, value) -> str:
    class Body(serializers.Serializer):
        pass

    body = type("Body", (Body,), {"one": field})(data={} if value is empty else {"one": value})
    body.is_valid()
    answer = one_error_shape(exceptions.ValidationError(body.errors), {"view": APIView()})
    return answer.data["errors"][0]["message"]


@pytest.mark.parametrize(
    ("field", "value", "vietnamese"),
    [
        (serializers.CharField(), empty, "Bắt buộc phải nhập."),
        (serializers.CharField(max_length=80), "a" * 81, "Không quá 80 ký tự."),
        (serializers.CharField(min_length=2), "a", "Ít nhất 2 ký tự."),
        (serializers.IntegerField(max_value=5), 6, "Không lớn hơn 5."),
        (serializers.IntegerField(min_value=5), 4, "Không nhỏ hơn 5."),
        (serializers.BooleanField(), "đỏ", "Giá trị không hợp lệ."),
        (serializers.ListField(max_length=1), [1, 2], "Không quá 1 mục."),
    ],
)
def test_a_field_that_is_wrong(field, value, vietnamese):
    assert message(field, value) == vietnamese


def test_an_english_reader_gets_the_libraries_own_words():
    with override("en"):
        assert message(serializers.IntegerField(max_value=5), 6).startswith("Ensure this value is")


@pytest.mark.parametrize("value", ["x", "đỏ", 'a"b"đ', "hai\ndòng đ"])
def test_a_choice_that_is_none(value):
    field = serializers.ChoiceField(choices=["red"])
    assert message(field, value) == "Giá trị không có trong danh sách cho phép."


@pytest.mark.parametrize("value", ["\ud800", "đ\ud83d"])
def test_half_a_letter_is_not_sent_back(value):
    """It could not be written as UTF-8: the answer itself would be an error."""
    message(serializers.ChoiceField(choices=["red"]), value).encode()


def test_a_sentence_of_ours_with_a_quotation_stays():
    words = "Đang ở diện “người nghiện” chỉ có thể chuyển sang: sau cai."
    error = exceptions.ValidationError({"to": [words]})
    answer = one_error_shape(error, {"view": APIView()})
    assert answer.data["errors"][0]["message"] == words
