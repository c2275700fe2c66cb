"""Text fields of forms: cleaned, and refused in an old encoding."""

import pytest
from django import forms

from foundation.forms import LineField, LinesField


class Sample(forms.Form):
    line = LineField(max_length=8)
    lines = LinesField(required=False, max_length=40)


def sent(**typed):
    return Sample({"line": "An"} | typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  H’Đức ", "H'Đức"),
        ("\u202aA\u200bn\u202c", "An"),
        ("Hoa\u0300", "Hoà"),
        ("'012", "012"),
        ("a\u200b" * 8, "a" * 8),  # its length is that of what is seen
    ],
)
def test_a_line_is_cleaned(typed, kept):
    form = sent(line=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["line"] == kept


@pytest.mark.parametrize("typed", ["\u200b", "\u2066\u2069", " \u00a0 ", "\ufeff"])
def test_invisible_marks_alone_are_nothing(typed):
    assert list(sent(line=typed).errors) == ["line"]


def test_lines_stay_lines():
    form = sent(lines=" H’Đức\r\n\r\nở  xa\u200b ")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["lines"] == "H'Đức\n\nở xa"


@pytest.mark.parametrize("name", ["line", "lines"])
@pytest.mark.parametrize(("typed", "meant"), [("ThÞ H¹nh", "Thị Hạnh"), ("Vaên An", "Văn An")])
def test_text_of_an_old_font_is_offered_in_unicode_and_not_kept(name, typed, meant):
    form = sent(**{name: typed})
    (sentence,) = form.errors[name]
    assert meant in sentence
    assert name not in form.cleaned_data
