"""What may be typed about households, pledges, boxes and boards."""

from datetime import date, time

import pytest

from pledges.forms import (
    BoardInspectionForm,
    BoxInspectionForm,
    BoxOpeningForm,
    HouseholdEndForm,
    HouseholdForm,
    NewBoardForm,
    NewBoxForm,
    NewHouseholdForm,
    RefuseForm,
    RemovalForm,
    SignForm,
)
from pledges.models import PledgeCampaign
from tests.factories.pledges import PledgeCampaignFactory
from wards.models import NeighbourhoodGroup

pytestmark = pytest.mark.django_db

NO_SUCH_DAY = "Không có ngày này trong lịch. Ghi ngày/tháng/năm, ví dụ 05/02/2026."
TODAY = date(2026, 11, 24)


def all_groups():
    return NeighbourhoodGroup.objects.all()


def new_household(place, **typed):
    facts = {
        "group": place.pk,
        "from_day": "04/05/2026",
        "code": "NC-1",
        "head_name": "Lò A Tùng",
        "members": "3",
    }
    return NewHouseholdForm(facts | typed, groups=all_groups())


def opening(**typed):
    facts = {
        "opened_on": "04/05/2026",
        "opened_at": "09:30",
        "first_person": "Giàng A Lử",
        "second_person": "Vàng Thị Sua",
        "is_seal_intact": "yes",
        "is_working": "no",
        "letters": "0",
    }
    return BoxOpeningForm(facts | typed)


def campaign_form(kind, **typed):
    return kind(typed, campaigns=PledgeCampaign.objects.all(), today=TODAY)


class TestDays:
    @pytest.mark.parametrize("text", ["04/05/2026", "4/5/2026", "04-05-2026", "04.05.2026"])
    def test_a_day_is_written_as_in_viet_nam(self, text):
        form = RemovalForm({"removed_on": text})
        assert form.is_valid()
        assert form.cleaned_data["removed_on"] == date(2026, 5, 4)

    @pytest.mark.parametrize("text", ["31/02/2026", "2026", "hôm nay", "05/13/2026"])
    def test_no_such_day_is_said_in_words(self, text):
        assert RemovalForm({"removed_on": text}).errors == {"removed_on": [NO_SUCH_DAY]}

    @pytest.mark.parametrize(
        ("form", "field"),
        [
            (RemovalForm(), "removed_on"),
            (HouseholdEndForm(), "on_day"),
            (BoxInspectionForm(), "inspected_on"),
            (BoardInspectionForm(), "inspected_on"),
            (BoxOpeningForm(), "opened_on"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_a_day_is_usually_today(self, today, form, field):
        assert form[field].value() == today

    def test_a_calendar_opens_where_scripts_run(self):
        html = str(RemovalForm()["removed_on"])
        assert "data-date" in html
        assert 'placeholder="ngày/tháng/năm"' in html


class TestFindings:
    @pytest.mark.parametrize(("said", "value"), [("yes", True), ("no", False)])
    def test_a_finding_is_good_or_bad(self, said, value):
        form = BoxInspectionForm({"inspected_on": "04/05/2026", "is_working": said})
        assert form.is_valid()
        assert form.cleaned_data["is_working"] is value

    @pytest.mark.parametrize("said", ["", "maybe", "True"])
    def test_a_finding_is_said(self, said):
        form = BoxInspectionForm({"inspected_on": "04/05/2026", "is_working": said})
        assert list(form.errors) == ["is_working"]

    def test_nothing_is_chosen_beforehand(self):
        assert BoxInspectionForm()["is_working"].value() is None

    def test_a_board_has_a_note(self):
        form = BoardInspectionForm(
            {"inspected_on": "04/05/2026", "is_legible": "no", "note": " Mờ số "}
        )
        assert form.is_valid()
        assert form.cleaned_data == {
            "inspected_on": date(2026, 5, 4),
            "is_legible": False,
            "note": "Mờ số",
        }


class TestNewHousehold:
    def test_a_whole_form_is_what_an_action_takes(self, group):
        form = new_household(group)
        assert form.is_valid()
        assert form.cleaned_data == {
            "group": group,
            "from_day": date(2026, 5, 4),
            "code": "NC-1",
            "head_name": "Lò A Tùng",
            "members": 3,
            "address": "",
        }

    @pytest.mark.parametrize("field", ["group", "from_day", "code", "head_name", "members"])
    def test_all_but_the_address_is_needed(self, group, field):
        assert list(new_household(group, **{field: ""}).errors) == [field]

    @pytest.mark.parametrize("members", ["0", "-1", "201", "ba"])
    def test_so_many_people_are_no_household(self, group, members):
        assert list(new_household(group, members=members).errors) == ["members"]

    def test_a_group_that_is_not_kept_is_no_choice(self, group, other_group):
        form = NewHouseholdForm(
            {"group": other_group.pk}, groups=NeighbourhoodGroup.objects.filter(pk=group.pk)
        )
        assert "group" in form.errors

    def test_the_only_group_is_chosen(self, group):
        assert NewHouseholdForm(groups=all_groups())["group"].value() == group.pk

    def test_of_two_groups_none_is_chosen(self, group, neighbours):
        assert NewHouseholdForm(groups=all_groups())["group"].value() is None

    def test_the_group_named_in_the_address_is_chosen(self, group, neighbours):
        form = NewHouseholdForm(groups=all_groups(), initial={"group": str(neighbours.pk)})
        assert form["group"].value() == str(neighbours.pk)

    def test_where_and_since_when_come_first(self, group):
        names = list(NewHouseholdForm(groups=all_groups()).fields)
        assert names == ["group", "from_day", "code", "head_name", "members", "address"]


class TestHousehold:
    def test_the_form_shows_what_is_stored(self, household):
        form = HouseholdForm(row=household)
        shown = {name: form[name].value() for name in form.fields}
        assert shown == {
            "code": "NC-001",
            "head_name": "Hoàng Văn Páo",
            "members": 4,
            "address": "Số 5, ngõ 2",
            "version": 1,
        }

    def test_the_version_is_sent_and_not_seen(self, household):
        form = HouseholdForm(row=household)
        assert [field.name for field in form.hidden_fields()] == ["version"]

    def test_the_group_is_not_for_editing(self, household):
        assert "group" not in HouseholdForm(row=household).fields


class TestSign:
    def test_a_whole_form_is_what_an_action_takes(self, campaign):
        form = campaign_form(
            SignForm,
            campaign=campaign.pk,
            signed_on="04/05/2026",
            relation="spouse",
            representative="Lý Thị Mẩy",
        )
        assert form.is_valid()
        assert form.cleaned_data == {
            "campaign": campaign,
            "signed_on": date(2026, 5, 4),
            "relation": "spouse",
            "representative": "Lý Thị Mẩy",
            "witness": "",
        }

    @pytest.mark.parametrize("field", ["campaign", "signed_on", "relation"])
    def test_campaign_day_and_relation_are_needed(self, campaign, field):
        typed = {"campaign": campaign.pk, "signed_on": "04/05/2026", "relation": "head"}
        assert list(campaign_form(SignForm, **(typed | {field: ""})).errors) == [field]

    def test_a_campaign_is_offered_with_its_days(self, campaign):
        form = SignForm(campaigns=PledgeCampaign.objects.all(), today=TODAY)
        labels = [str(label) for value, label in form.fields["campaign"].choices if value]
        assert labels == ["Đợt năm 2026 (01/01/2026 – 31/12/2026)"]

    def test_the_latest_open_campaign_is_chosen(self, last_campaign, campaign):
        form = SignForm(campaigns=PledgeCampaign.objects.all(), today=TODAY)
        assert form["campaign"].value() == campaign.pk

    def test_a_campaign_that_is_over_is_not_chosen(self, last_campaign):
        form = SignForm(campaigns=PledgeCampaign.objects.all(), today=TODAY)
        assert form["campaign"].value() is None

    def test_the_last_day_is_not_over(self):
        campaign = PledgeCampaignFactory(ends_on=TODAY)
        form = SignForm(campaigns=PledgeCampaign.objects.all(), today=TODAY)
        assert form["campaign"].value() == campaign.pk

    def test_a_campaign_of_elsewhere_is_no_choice(self, campaign):
        form = SignForm(
            {"campaign": campaign.pk}, campaigns=PledgeCampaign.objects.none(), today=TODAY
        )
        assert "campaign" in form.errors


class TestRefuse:
    def test_a_whole_form_is_what_an_action_takes(self, campaign):
        form = campaign_form(
            RefuseForm, campaign=campaign.pk, asked_on="04/05/2026", reason="absent"
        )
        assert form.is_valid()
        assert form.cleaned_data == {
            "campaign": campaign,
            "asked_on": date(2026, 5, 4),
            "reason": "absent",
            "note": "",
        }

    def test_a_reason_is_chosen_by_the_officer(self, campaign):
        form = campaign_form(RefuseForm, campaign=campaign.pk, asked_on="04/05/2026", reason="")
        assert list(form.errors) == ["reason"]


class TestOpening:
    def test_a_whole_form_is_what_an_action_takes(self):
        form = opening(summary="Không có thư")
        assert form.is_valid()
        assert form.cleaned_data == {
            "opened_on": date(2026, 5, 4),
            "opened_at": time(9, 30),
            "first_person": "Giàng A Lử",
            "second_person": "Vàng Thị Sua",
            "is_seal_intact": True,
            "is_working": False,
            "letters": 0,
            "summary": "Không có thư",
        }

    @pytest.mark.parametrize(
        "field",
        [
            "opened_on",
            "opened_at",
            "first_person",
            "second_person",
            "is_seal_intact",
            "is_working",
            "letters",
        ],
    )
    def test_minutes_are_whole(self, field):
        assert list(opening(**{field: ""}).errors) == [field]

    @pytest.mark.parametrize("text", ["25:00", "sáng", "9h30"])
    def test_no_such_time_is_said_in_words(self, text):
        assert opening(opened_at=text).errors == {
            "opened_at": ["Không có giờ này. Ghi giờ:phút, ví dụ 09:30."]
        }

    @pytest.mark.parametrize("letters", ["-1", "1001", "hai"])
    def test_so_many_letters_there_are_not(self, letters):
        assert list(opening(letters=letters).errors) == ["letters"]

    def test_a_thousand_is_written_with_a_point(self):
        form = opening(letters="1.000")
        assert form.is_valid()
        assert form.cleaned_data["letters"] == 1000

    def test_the_form_asks_for_no_name_of_a_sender(self):
        help_text = str(BoxOpeningForm().fields["summary"].help_text)
        assert help_text == "Không ghi tên người báo tin, không ghi bí mật nhà nước."


class TestInstallation:
    def test_a_box_needs_a_place(self, group):
        typed = {"group": group.pk, "installed_on": "04/05/2026", "place": " "}
        assert list(NewBoxForm(typed, groups=all_groups()).errors) == ["place"]

    def test_a_key_holder_may_be_unknown(self, group):
        typed = {"group": group.pk, "installed_on": "04/05/2026", "place": "Cổng chợ"}
        form = NewBoxForm(typed, groups=all_groups())
        assert form.is_valid()
        assert form.cleaned_data["key_holder"] == ""

    @pytest.mark.parametrize("field", ["place", "numbers"])
    def test_a_board_needs_place_and_numbers(self, group, field):
        typed = {
            "group": group.pk,
            "installed_on": "04/05/2026",
            "place": "Cổng chợ",
            "numbers": "113",
        } | {field: ""}
        assert list(NewBoardForm(typed, groups=all_groups()).errors) == [field]
