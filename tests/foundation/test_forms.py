"""A form asks for a model's field as the model describes it."""

import pytest
from django import forms

from cases.enums import Sex
from cases.models import Person
from foundation.forms import DayField, FieldsForm, VersionedForm, field_of
from foundation.validators import YEARS, limits_of
from pledges.models import Household


class BookForm(FieldsForm):
    """Two values of a person that may be left blank, one with a default."""

    class Meta(FieldsForm.Meta):
        model = Person
        fields = ("past_rehab_count", "birth_date")


class HeadForm(VersionedForm):
    """A value of a household, and one that is no value of it."""

    head_name = forms.CharField()
    reason = forms.CharField()


def values_of(field) -> list[str]:
    return [value for value, _label in field.choices]


def test_its_label_and_length_are_the_models():
    field = field_of(Household, "head_name")
    assert (field.label, field.max_length, field.required) == ("Chủ hộ", 120, True)


def test_a_choice_without_a_default_has_to_be_made():
    field = field_of(Person, "sex")
    assert (values_of(field), field.required) == (["", *Sex.values], True)


def test_a_choice_with_a_default_is_made_already():
    assert "" not in values_of(field_of(Person, "ethnicity"))


def test_a_day_is_asked_as_it_is_written_here():
    assert isinstance(field_of(Person, "birth_date"), DayField)


@pytest.mark.parametrize(("name", "limits"), [("birth_year", YEARS), ("past_rehab_count", (0, 50))])
def test_a_whole_number_is_asked_within_its_limits(name, limits):
    field = field_of(Person, name)
    assert (field.min_value, field.max_value) == limits == limits_of(Person._meta.get_field(name))


@pytest.mark.parametrize(("name", "tag"), [("phone", "input"), ("note", "textarea")])
def test_encrypted_text_is_asked_in_one_line_or_in_several(name, tag):
    assert f"<{tag}" in field_of(Person, name).widget.render(name, "")


def test_what_is_left_blank_takes_the_models_default_and_is_not_proposed():
    assert BookForm()["past_rehab_count"].value() is None
    form = BookForm({"past_rehab_count": "", "birth_date": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"past_rehab_count": 0, "birth_date": None}


def test_a_form_builds_no_row():
    """The rules between values, "a day or a year of birth", are the action's."""
    assert BookForm({"past_rehab_count": "3", "birth_date": ""}).is_valid()


class TestVersioned:
    ROW = Household(head_name="Lý Láo San", version=7)

    def test_an_edit_begins_with_the_rows_values_and_its_version(self):
        form = HeadForm(row=self.ROW)
        assert form.initial == {"head_name": "Lý Láo San", "version": 7}
        assert [field.name for field in form.hidden_fields()] == ["version"]

    def test_what_the_page_proposes_goes_before(self):
        form = HeadForm(row=self.ROW, initial={"head_name": "Lý A Sì"})
        assert form["head_name"].value() == "Lý A Sì"

    def test_without_the_version_it_is_refused(self):
        form = HeadForm({"head_name": "Lý A Sì", "reason": "viết sai"}, row=self.ROW)
        assert list(form.errors) == ["version"]
