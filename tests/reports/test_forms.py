"""What an address asks for, and what the registry may write."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from reports.catalogue import get_report
from reports.forms import OUTSIDE, OWN, AskedPaper, ChooseForm, IssueForm, PlaceField
from tests.factories.wards import REFORM_DAY, AreaFactory, GroupFactory, WardFactory
from tests.reports.conftest import DAY
from wards.models import Ward

pytestmark = pytest.mark.django_db


def asked_paper(user, place, query="as_of=2026-06-30", slug="ward-status") -> AskedPaper:
    return AskedPaper.read(user, QueryDict(query), get_report(slug), place)


class TestWanted:
    def test_day_and_place(self, officer, ward, group):
        asked = asked_paper(officer, ward)
        assert (asked.place, asked.day, asked.complaint) == (ward, DAY, "")

    def test_today_unless_told(self, officer, ward, group):
        assert asked_paper(officer, ward, "").day == timezone.localdate()

    def test_nonsense_is_complained_about(self, officer, ward, group):
        asked = asked_paper(officer, ward, "as_of=31/02/2026")
        assert asked.day == timezone.localdate()
        assert asked.complaint.startswith("“31/02/2026” không phải một ngày có thật")

    @pytest.mark.parametrize("days", [0, 1])
    def test_a_day_to_come_is_complained_about(self, days, officer, ward, group):
        day = timezone.localdate() + timedelta(days=days)
        assert bool(asked_paper(officer, ward, f"as_of={day}").complaint) is bool(days)

    @pytest.mark.parametrize(
        ("asked_for", "shown", "complains"),
        [
            (date(2025, 6, 30), date(2025, 6, 30), False),
            (REFORM_DAY, date(2025, 6, 30), True),
            (date(2019, 12, 31), date(2020, 1, 1), True),
            (date(2020, 1, 1), date(2020, 1, 1), False),
        ],
    )
    def test_a_unit_is_shown_on_days_of_its_life(self, asked_for, shown, complains, officer):
        old = WardFactory(valid_to=REFORM_DAY)
        asked = asked_paper(officer, old, f"as_of={asked_for}")
        assert (asked.day, bool(asked.complaint)) == (shown, complains)

    def test_an_area_answers_for_any_day(self, committee, area):
        area.valid_from = date(2025, 7, 1)
        assert asked_paper(committee, area, "as_of=2024-06-30", "city-phase").day == date(
            2024, 6, 30
        )

    def test_inside_the_own_ward_figures_are_full(self, officer, ward, group):
        asked = asked_paper(officer, ward)
        assert (asked.may_be_exact, asked.is_exact) == (True, True)

    def test_unless_asked_otherwise(self, officer, ward, group):
        asked = asked_paper(officer, ward, "audience=outside")
        assert (asked.may_be_exact, asked.is_exact) == (True, False)

    @pytest.mark.parametrize("query", ["", "audience=own", "audience=outside"])
    def test_elsewhere_never(self, query, committee, outsider, area, ward, group):
        for user in (committee, outsider):
            asked = asked_paper(user, ward, query)
            assert (asked.may_be_exact, asked.is_exact) == (False, False)

    def test_an_area_has_no_full_figures(self, committee, area):
        assert not asked_paper(committee, area, "audience=own", "city-phase").is_exact

    def test_the_address_of_the_same_paper(self, officer, ward, group):
        tail = f"?ward={ward.pk}&as_of=2026-06-30&audience="
        assert asked_paper(officer, ward).query == tail + OWN
        assert asked_paper(officer, ward).other_query == tail + OUTSIDE
        outside = asked_paper(officer, ward, "as_of=2026-06-30&audience=outside")
        assert (outside.query, outside.other_query) == (tail + OUTSIDE, tail + OWN)

    def test_without_a_choice_the_address_is_plain(self, committee, area, ward, group):
        assert asked_paper(committee, ward).query == f"?ward={ward.pk}&as_of=2026-06-30"
        city = asked_paper(committee, area, "as_of=2026-06-30", "city-phase")
        assert city.query == f"?area={area.pk}&as_of=2026-06-30"

    def test_a_long_key_is_no_number_with_dots(self, committee, area):
        area = AreaFactory(pk=1_234_567)
        assert "area=1234567&" in asked_paper(committee, area, slug="city-phase").query

    def test_it_builds_its_paper(self, officer, ward, group):
        paper = asked_paper(officer, ward).build()
        assert (paper.place, paper.as_of, paper.is_exact) == (ward, DAY, True)


class TestChooseForm:
    def test_a_ward_and_a_day(self, officer, ward, group):
        form = ChooseForm(user=officer, asked_paper=asked_paper(officer, ward))
        assert list(form.fields) == ["ward", "as_of"]
        assert (form["ward"].value(), form["as_of"].value()) == (ward.pk, DAY)

    def test_an_area_and_a_day(self, committee, area):
        form = ChooseForm(
            user=committee, asked_paper=asked_paper(committee, area, slug="city-phase")
        )
        assert list(form.fields["area"].queryset) == [area]

    def test_foreign_wards_are_no_choice(self, officer, ward, group, other_group):
        form = ChooseForm(user=officer, asked_paper=asked_paper(officer, ward))
        assert list(form.fields["ward"].queryset) == [ward]

    def test_the_day_is_picked_from_a_calendar(self, officer, ward, group):
        shown = str(ChooseForm(user=officer, asked_paper=asked_paper(officer, ward))["as_of"])
        assert "data-date" in shown
        assert 'value="30/06/2026"' in shown


class TestPlaceField:
    def test_units_of_the_past_say_until_when(self):
        field = PlaceField(queryset=Ward.objects.none())
        old = WardFactory(name="Cam Đường", kind="xa", valid_to=REFORM_DAY)
        new = WardFactory(name="Cam Đường", valid_from=REFORM_DAY)
        assert field.label_from_instance(old) == "Xã Cam Đường (đến 30/06/2025)"
        assert field.label_from_instance(new) == "Phường Cam Đường"


class TestIssueForm:
    def given(self, **fields):
        typed = {"as_of": "30/06/2026", "number": "05/BC-UBND", "audience": OWN} | fields
        form = IssueForm(data=typed, may_be_exact=True)
        assert form.is_valid(), form.errors
        return form.cleaned_data

    def test_it_gives_what_the_action_asks_for(self):
        assert self.given() == {
            "as_of": DAY,
            "number": "05/BC-UBND",
            "signer": "",
            "by_deputy": False,
            "is_exact": True,
        }

    def test_for_outside(self):
        assert self.given(audience=OUTSIDE)["is_exact"] is False

    def test_who_signs(self):
        values = self.given(signer=" Hoàng Văn Ký ", by_deputy="on")
        assert (values["signer"], values["by_deputy"]) == ("Hoàng Văn Ký", True)

    def test_without_the_right_there_is_no_choice(self):
        typed = {"as_of": "30/06/2026", "number": "05/BC-UBND", "audience": OWN}
        form = IssueForm(data=typed, may_be_exact=False)
        assert "audience" not in form.fields
        assert form.is_valid()
        assert form.cleaned_data["is_exact"] is False

    @pytest.mark.parametrize("name", ["as_of", "number", "audience"])
    def test_what_must_be_given(self, name):
        typed = {"as_of": "30/06/2026", "number": "05/BC-UBND", "audience": OWN} | {name: ""}
        form = IssueForm(data=typed, may_be_exact=True)
        assert list(form.errors) == [name]

    def test_a_number_of_sensible_length(self):
        form = IssueForm(data={"number": "9" * 61}, may_be_exact=False)
        assert "number" in form.errors


def test_a_group_more_changes_no_choice(officer, ward, group):
    GroupFactory(ward=ward)
    form = ChooseForm(user=officer, asked_paper=asked_paper(officer, ward))
    assert form.fields["ward"].queryset.count() == 1
