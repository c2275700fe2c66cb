"""What readers of the description see is Vietnamese."""

import pytest

from wards.api.description import without_english


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"description": "A page."}, {}),
        ({"description": "Số trang."}, {"description": "Số trang."}),
        ({"description": ""}, {}),
        ({"description": "A unique integer value identifying this hồ sơ."}, {}),
        ({"description": "", "content": {}}, {"description": "", "content": {}}),
        ({"a": [{"description": "x", "type": "integer"}]}, {"a": [{"type": "integer"}]}),
        (
            {"properties": {"description": {"type": "string"}}},
            {"properties": {"description": {"type": "string"}}},
        ),
        (["a", 1, None], ["a", 1, None]),
    ],
)
def test_english_is_taken_away(before, after):
    assert without_english(before) == after


def test_the_library_passes_more_than_the_result():
    assert without_english({}, generator=None, request=None, public=True) == {}


def test_what_was_given_is_not_changed():
    before = {"description": "A page."}
    without_english(before)
    assert before == {"description": "A page."}
