"""Messages that quote what was sent: English even when the quotation is not."""

import pytest
from rest_framework import exceptions, serializers
from rest_framework.views import APIView

from wards.api.base import one_error_shape


def message(field, value) -> str:
    class Body(serializers.Serializer):
        pass

    body = type("Body", (Body,), {"one": field})(data={"one": value})
    body.is_valid()
    answer = one_error_shape(exceptions.ValidationError(body.errors), {"view": APIView()})
    return answer.data["errors"][0]["message"]


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
