"""What may be typed about places."""

from datetime import date

import pytest

from tests.factories.wards import WardFactory
from wards.forms import GroupForm, NewGroupForm, PopulationForm, WardPopulationForm
from wards.models import Ward


def new_group(**typed):
    data = {"kind": "to", "name": "Tổ 8", "from_day": "01/03/2024"} | typed
    return NewGroupForm(data, wards=Ward.objects.all())


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("01/03/2024", date(2024, 3, 1)),
        ("1/3/2024", date(2024, 3, 1)),
        ("2024-03-01", date(2024, 3, 1)),
    ],
)
def test_days_are_typed_as_in_viet_nam(ward, typed, day):
    form = new_group(ward=ward.pk, from_day=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["from_day"] == day


@pytest.mark.parametrize("typed", ["31/02/2024", "03/13/2024", "hôm nay", ""])
def test_what_is_no_day_is_refused(ward, typed):
    assert list(new_group(ward=ward.pk, from_day=typed).errors) == ["from_day"]


def test_a_ward_outside_the_choice_is_refused(ward):
    foreign = WardFactory()
    form = NewGroupForm(
        {"kind": "to", "name": "Tổ 8", "from_day": "01/03/2024", "ward": foreign.pk},
        wards=Ward.objects.filter(pk=ward.pk),
    )
    assert list(form.errors) == ["ward"]


def test_the_form_asks_for_the_place_first(ward):
    assert list(new_group().fields)[:4] == ["ward", "kind", "name", "from_day"]


@pytest.mark.parametrize(("field", "typed"), [("kind", "làng"), ("name", ""), ("name", "T" * 81)])
def test_kind_and_name_are_checked(ward, field, typed):
    form = new_group(ward=ward.pk, **{field: typed})
    assert list(form.errors) == [field]


def test_an_edit_begins_with_what_is_stored_and_its_version(group):
    form = GroupForm(row=group)
    assert {name: form[name].initial for name in ("kind", "name", "head_name", "version")} == {
        "kind": "to",
        "name": "Tổ 1",
        "head_name": "Nguyễn Văn Tổ",
        "version": 1,
    }


def test_an_edit_without_its_version_is_refused(group):
    form = GroupForm({"kind": "to", "name": "Tổ 1"}, row=group)
    assert list(form.errors) == ["version"]


def test_counts_are_whole_numbers_from_zero():
    typed = {"counted_on": "15/06/2024", "source": "sổ hộ", "households": "1.5", "residents": "-2"}
    assert sorted(PopulationForm(typed).errors) == ["households", "residents"]


def test_counts_may_be_typed_with_thousands():
    typed = {"counted_on": "15/06/2024", "source": "sổ hộ", "residents": "16.604"}
    form = WardPopulationForm(typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["residents"] == 16604


def test_a_figure_without_a_source_is_refused():
    assert list(PopulationForm({"counted_on": "15/06/2024"}).errors) == ["source"]


def test_only_a_ward_declares_groups():
    assert "groups" not in PopulationForm().fields
    assert list(WardPopulationForm().fields)[3] == "groups"
