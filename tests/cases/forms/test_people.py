"""What may be typed about a person."""

from datetime import date

import pytest
from django.db.models import Value

from accounts.models import User
from cases.forms.people import NewPersonForm, PersonForm, RevealForm
from cases.models import Person
from cases.models.person import EDITABLE
from tests.factories.cases import PersonFactory
from wards.models import NeighbourhoodGroup


def typed(place, **fields):
    return {
        "full_name": "Vàng A Sử",
        "birth_date": "05/02/1990",
        "sex": "male",
        "ethnicity": "08",
        "group": place.pk,
        "since": "01/03/2024",
        "residence_kind": "permanent",
        "status": "suspected_use",
    } | fields


def groups():
    return NeighbourhoodGroup.objects.annotate(ward_name=Value("Nam Cường"))


def new_form(place, officer, **fields):
    data = {name: value for name, value in typed(place, **fields).items() if value is not None}
    return NewPersonForm(
        data, groups=groups(), officers=User.objects.all(), people=Person.objects.all()
    )


class TestNewPerson:
    def test_the_least_that_is_needed(self, group, officer):
        form = new_form(group, officer)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["group"] == group

    @pytest.mark.parametrize(
        "name", ["full_name", "sex", "ethnicity", "group", "since", "residence_kind", "status"]
    )
    def test_what_must_be_typed(self, group, officer, name):
        assert list(new_form(group, officer, **{name: None}).errors) == [name]

    def test_it_has_every_value_that_may_be_set(self, group, officer):
        form = new_form(group, officer)
        assert form.is_valid()
        assert set(EDITABLE) <= set(form.cleaned_data)

    def test_the_year_follows_from_the_day(self, group, officer):
        form = new_form(group, officer, birth_year="1989")
        assert form.is_valid()
        assert form.cleaned_data["birth_year"] == 1990

    def test_a_year_is_enough(self, group, officer):
        form = new_form(group, officer, birth_date="", birth_year="1989")
        assert form.is_valid()
        assert (form.cleaned_data["birth_date"], form.cleaned_data["birth_year"]) == (None, 1989)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("birth_date", "31/02/2024"),
            ("birth_year", "1899"),
            ("birth_year", "2101"),
            ("first_use_year", "199"),
            ("past_rehab_count", "-1"),
            ("status", "ended"),
            ("sex", "other"),
            ("drug", "tea"),
            ("full_name", "A" * 121),
        ],
    )
    def test_what_cannot_be_is_refused_beside_its_field(self, group, officer, name, value):
        assert list(new_form(group, officer, **{name: value}).errors) == [name]

    def test_an_empty_count_is_none_at_all(self, group, officer):
        form = new_form(group, officer, past_rehab_count="")
        assert form.is_valid()
        assert form.cleaned_data["past_rehab_count"] == 0

    def test_the_parts_name_every_visible_field_once(self, group, officer):
        form = new_form(group, officer)
        shown = [field.name for _title, bound in form.sections() for field in bound]
        assert sorted(shown) == sorted(set(form.fields) - {"is_another"})

    def test_parts_come_in_the_order_of_the_work(self, group, officer):
        titles = [str(title) for title, _bound in new_form(group, officer).sections()]
        assert titles == [
            "Nhân thân",
            "Nơi cư trú",
            "Diện quản lý",
            "Phụ trách",
            "Lý lịch (Mẫu 05)",
        ]


class TestNamesakes:
    @pytest.fixture
    def known(self, group):
        return PersonFactory(group=group, full_name="Vàng A Sử", birth_year=1990)

    def test_nobody_alike_asks_nothing(self, group, officer):
        form = new_form(group, officer)
        assert form.is_valid()
        assert form.namesakes == []
        assert form["is_another"].is_hidden

    def test_somebody_alike_must_be_looked_at(self, group, officer, known):
        form = new_form(group, officer)
        assert form.errors == {
            "is_another": ["Đã có người cùng tên, cùng năm sinh. Xem lại trước khi lập."]
        }
        assert form.namesakes == [known]
        assert not form["is_another"].is_hidden

    def test_ticking_is_enough(self, group, officer, known):
        form = new_form(group, officer, is_another="on")
        assert form.is_valid(), form.errors
        assert form.namesakes == [known]

    def test_the_tick_stays_in_sight_when_something_else_is_wrong(self, group, officer, known):
        form = new_form(group, officer, is_another="on", since="31/02/2024")
        assert list(form.errors) == ["since"]
        assert "checked" in str(form["is_another"])

    def test_accents_and_spaces_do_not_hide_them(self, group, officer, known):
        form = new_form(group, officer, full_name="vang  a su")
        form.is_valid()
        assert form.namesakes == [known]

    @pytest.mark.parametrize("name", ["Vàng A Sứ", "Vàng A Sự", "vang a su"])
    def test_a_similar_name_is_told_apart_from_the_same(self, group, officer, known, name):
        form = new_form(group, officer, full_name=name)
        assert list(form.errors) == ["is_another"]
        assert [person.has_same_name for person in form.namesakes] == [False]

    def test_the_same_name_comes_before_a_similar_one(self, group, officer, known):
        PersonFactory(group=group, full_name="Vàng A Sứ", birth_year=1990)
        form = new_form(group, officer, full_name="VÀNG A SỬ")
        form.is_valid()
        assert [person.has_same_name for person in form.namesakes] == [True, False]
        assert form.namesakes[0] == known

    @pytest.mark.parametrize(
        ("typed", "stored"), [("H’Mẫu Lò", "H'Mẫu Lò"), ("Lê Thị Hòa", "Lê Thị Hoà")]
    )
    def test_what_looks_the_same_is_the_same_name(self, group, officer, typed, stored):
        PersonFactory(group=group, full_name=stored, birth_year=1990)
        form = new_form(group, officer, full_name=typed)
        form.is_valid()
        assert [person.has_same_name for person in form.namesakes] == [True]

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("Lª ThÞ H¹nh", "Lê Thị Hạnh"), ("Nguyeãn Vaên An", "Nguyễn Văn An")],
    )
    @pytest.mark.parametrize("name", ["full_name", "other_name", "address", "note"])
    def test_text_of_an_old_font_is_refused(self, group, officer, name, typed, meant):
        form = new_form(group, officer, **{name: typed})
        assert list(form.errors) == [name]
        assert meant in form.errors[name][0]

    def test_a_wrong_day_of_birth_asks_nothing_yet(self, group, officer, known):
        form = new_form(group, officer, birth_date="31/02/1990")
        assert list(form.errors) == ["birth_date"]


class TestCorrection:
    def form(self, person, data=None):
        return PersonForm(data, row=person, officers=User.objects.all())

    @pytest.fixture
    def person(self, group, officer):
        return PersonFactory(
            group=group,
            full_name="Vàng A Sử",
            birth_year=1990,
            id_number="010090000777",
            officer=officer,
        )

    def test_it_begins_with_what_is_stored(self, person, officer):
        form = self.form(person)
        shown = {name: form[name].value() for name in ("full_name", "birth_year", "version")}
        assert shown == {"full_name": "Vàng A Sử", "birth_year": 1990, "version": 1}
        assert form["officer"].value() in {officer, officer.pk}

    def test_the_identity_number_is_never_in_it(self, person):
        html = self.form(person).as_div()
        assert "010090000777" not in html
        assert "Đang lưu: 010******777. Để trống nếu không đổi." in html

    def test_without_a_number_it_says_so(self, group):
        form = self.form(PersonFactory(group=group, id_number=""))
        assert "Đang lưu: chưa có." in str(form["new_id_number"].help_text)

    def test_a_year_that_follows_from_the_day_is_left_empty(self, group):
        person = PersonFactory(group=group, birth_date=date(1990, 2, 5))
        assert self.form(person)["birth_year"].value() is None

    def test_the_version_is_needed(self, person):
        data = {"full_name": "Vàng A Sử", "birth_year": "1990", "sex": "male", "ethnicity": "08"}
        assert list(self.form(person, data).errors) == ["version"]

    def test_place_and_status_are_not_corrected_here(self, person):
        absent = {"group", "since", "status", "decision_number", "id_number"}
        assert absent & set(self.form(person).fields) == set()


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_must_be_said(reason):
    assert list(RevealForm({"reason": reason}).errors) == ["reason"]
