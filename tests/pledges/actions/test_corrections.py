"""Rows of the household ledger put right, taken out and brought back, with what hangs on them."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from corrections.actions.corrections import correct_row, remove_row, restore
from foundation.dated import OPEN
from pledges.actions.boards import inspect_board
from pledges.actions.boxes import inspect_box, open_box
from pledges.actions.pledges import record_refusal, sign_pledge
from pledges.corrections import (
    BOARD,
    BOARD_INSPECTION,
    BOX,
    BOX_CHECK,
    HOUSEHOLD,
    OUTREACH,
    PLEDGE,
    REFUSAL,
)
from pledges.models import (
    BoardInspection,
    BoxCheck,
    HotlineBoard,
    Household,
    Outreach,
    Pledge,
    PledgeRefusal,
    TipBox,
)
from tests.factories.pledges import HouseholdFactory, OutreachFactory, PledgeFactory
from tests.factories.wards import LONG_AGO
from tests.pledges.ledger import changed_figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules", "today")]

DAY, LATER = date(2026, 3, 10), date(2026, 9, 1)
TOMORROW = date(2026, 11, 25)
WHY = "Ghi nhầm theo sổ cũ"


@pytest.fixture
def correct(chief):
    """`correct(PLEDGE, pledge, valid_from=LATER)`, as the chief."""

    def correct(kind, row, /, **values):
        return correct_row(by=chief, correctable=kind, row=row, values=values, reason=WHY)

    return correct


@pytest.fixture
def remove(chief):
    def remove(kind, row):
        return remove_row(by=chief, correctable=kind, row=row, reason=WHY)

    return remove


@pytest.fixture
def refused(correct, remove):
    """Refused with a sentence, and nothing is written; without values: not taken out."""

    def refused(kind, row, /, **values):
        before = type(row).objects.filter(pk=row.pk).values().get()
        with pytest.raises(ValidationError) as error:
            correct(kind, row, **values) if values else remove(kind, row)
        assert type(row).objects.filter(pk=row.pk).values().get() == before
        return error.value

    return refused


@pytest.fixture
def signed(officer, household, campaign):
    return sign_pledge(by=officer, household=household, campaign=campaign, signed_on=DAY)


def days_of(rows) -> list[tuple]:
    return list(rows.order_by("valid_from").values_list("valid_from", "valid_to"))


class TestHousehold:
    def test_a_wrong_group_takes_its_pledges_along(
        self, correct, household, signed, group, neighbours
    ):
        correct(HOUSEHOLD, household, group=neighbours)
        signed.refresh_from_db()
        assert (signed.group, Household.objects.get().group) == (neighbours, neighbours)
        assert {(group.pk, LONG_AGO), (neighbours.pk, LONG_AGO)} <= set(changed_figures())

    def test_a_wrong_name_is_found_and_sorted_under_the_right_one(self, correct, household, signed):
        correct(HOUSEHOLD, household, head_name=" Hoàng  Văn Páu ")
        household.refresh_from_db()
        signed.refresh_from_db()
        assert (household.head_name, household.search_key) == ("Hoàng Văn Páu", "hoang van pau")
        assert signed.representative == "Hoàng Văn Páu"

    def test_a_household_that_never_left_has_its_pledge_again(self, correct, household, campaign):
        Household.objects.filter(pk=household.pk).update(valid_to=LATER)
        pledge = PledgeFactory(household=household, campaign=campaign, valid_to=LATER)
        household.refresh_from_db()
        correct(HOUSEHOLD, household, valid_to=OPEN)
        pledge.refresh_from_db()
        assert pledge.is_open

    @pytest.mark.parametrize("end", [date(2026, 3, 9), date(2026, 1, 5)])
    def test_it_did_not_leave_before_it_signed(self, refused, household, signed, end):
        assert "10/03/2026" in str(refused(HOUSEHOLD, household, valid_to=end))

    @pytest.mark.parametrize("start", [date(2026, 3, 11), date(2026, 10, 1)])
    def test_it_did_not_come_after_it_signed(self, refused, household, signed, start):
        assert "10/03/2026" in str(refused(HOUSEHOLD, household, valid_from=start))

    def test_nor_after_it_was_asked(self, refused, officer, household, campaign):
        record_refusal(
            by=officer, household=household, campaign=campaign, asked_on=DAY, reason="absent"
        )
        refused(HOUSEHOLD, household, valid_from=LATER)

    @pytest.mark.parametrize("name", ["valid_from", "valid_to"])
    def test_no_day_is_still_to_come(self, refused, household, name):
        assert name in refused(HOUSEHOLD, household, **{name: TOMORROW}).message_dict

    def test_no_two_households_of_a_group_have_one_code(self, refused, household, group):
        HouseholdFactory(group=group, code="NC-002")
        refused(HOUSEHOLD, household, code="NC-002")

    @pytest.mark.parametrize("members", [0, 201])
    def test_limits_stand(self, refused, household, members):
        assert "members" in refused(HOUSEHOLD, household, members=members).message_dict

    def test_it_goes_whole_and_comes_back_whole(
        self, chief, officer, remove, household, signed, last_campaign
    ):
        record_refusal(
            by=officer,
            household=household,
            campaign=last_campaign,
            asked_on=date(2025, 5, 1),
            reason="absent",
        )
        split = HouseholdFactory(group=household.group, code="NC-009", split_from=household)
        correction = remove(HOUSEHOLD, household)
        split.refresh_from_db()
        assert split.split_from is None
        assert list(Household.objects.all()) == [split]
        assert not Pledge.objects.exists()
        assert not PledgeRefusal.objects.exists()
        restore(by=chief, correction=correction, reason="Đúng là hộ này")
        split.refresh_from_db()
        assert split.split_from == household
        assert Pledge.objects.get() == signed
        assert PledgeRefusal.objects.get().asked_on == date(2025, 5, 1)

    def test_what_lay_in_it_comes_back_after_it(self, chief, remove, household, signed):
        of_pledge = remove(PLEDGE, signed)
        of_household = remove(HOUSEHOLD, household)
        with pytest.raises(ValidationError):
            restore(by=chief, correction=of_pledge, reason=WHY)
        restore(by=chief, correction=of_household, reason=WHY)
        restore(by=chief, correction=of_pledge, reason=WHY)
        assert Pledge.objects.get() == signed


class TestPledge:
    @pytest.fixture
    def earlier(self, officer, household, last_campaign):
        return sign_pledge(
            by=officer, household=household, campaign=last_campaign, signed_on=date(2025, 5, 1)
        )

    def test_the_day_of_signing_moves_the_end_of_the_one_before(
        self, correct, earlier, signed, household, group
    ):
        correct(PLEDGE, signed, valid_from=LATER)
        assert days_of(household.pledges) == [(date(2025, 5, 1), LATER), (LATER, OPEN)]
        assert (group.pk, DAY) in changed_figures()

    def test_taken_out_the_one_before_is_in_force_again(self, remove, earlier, signed, household):
        remove(PLEDGE, signed)
        assert days_of(household.pledges) == [(date(2025, 5, 1), OPEN)]

    def test_the_first_one_leaves_no_pledge_behind_it(self, remove, earlier, signed, household):
        remove(PLEDGE, earlier)
        assert days_of(household.pledges) == [(DAY, OPEN)]

    def test_the_only_one_can_go(self, chief, remove, signed, household):
        correction = remove(PLEDGE, signed)
        assert days_of(household.pledges) == []
        restore(by=chief, correction=correction, reason=WHY)
        assert days_of(household.pledges) == [(DAY, OPEN)]

    @pytest.mark.parametrize(
        "day", [date(2025, 12, 31), date(2018, 1, 1), TOMORROW, date(2025, 4, 1)]
    )
    def test_no_day_on_which_it_could_not_sign(self, refused, earlier, signed, day):
        refused(PLEDGE, signed, valid_from=day)

    def test_no_campaign_in_which_it_signed_already(self, refused, earlier, signed, last_campaign):
        refused(PLEDGE, signed, campaign=last_campaign)

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"representative": "Lý Thị Mẩy"}, "relation"),
            ({"relation": "spouse", "representative": ""}, "representative"),
        ],
    )
    def test_the_signer_is_the_head_or_has_a_name_and_a_relation(
        self, refused, signed, values, field
    ):
        assert field in refused(PLEDGE, signed, **values).message_dict

    def test_a_witness_is_put_right_though_the_head_has_another_name_by_now(
        self, correct, household, signed
    ):
        Household.objects.filter(pk=household.pk).update(head_name="Hoàng Thị Sáu")
        correct(PLEDGE, signed, witness="Tẩn A Dùng")
        signed.refresh_from_db()
        assert signed.witness == "Tẩn A Dùng"

    def test_of_two_errors_one_is_put_right_first(self, correct, household, campaign, signed):
        """The list of another year was entered out of its campaign; that does not hold up this one."""
        other = PledgeFactory(
            household=household, valid_from=date(2025, 5, 1), valid_to=DAY, campaign__name="Đợt cũ"
        )
        correct(PLEDGE, signed, witness="Tẩn A Dùng")
        signed.refresh_from_db()
        assert (signed.witness, other.campaign.is_open_on(other.valid_from)) == (
            "Tẩn A Dùng",
            False,
        )


class TestRefusal:
    @pytest.fixture
    def refusal(self, officer, household, campaign):
        return record_refusal(
            by=officer, household=household, campaign=campaign, asked_on=DAY, reason="absent"
        )

    def test_it_is_put_right(self, correct, refusal):
        correct(REFUSAL, refusal, reason="refused", asked_on=LATER)
        refusal.refresh_from_db()
        assert (refusal.reason, refusal.asked_on) == ("refused", LATER)

    @pytest.mark.parametrize("day", [date(2025, 12, 31), date(2018, 1, 1), TOMORROW])
    def test_no_day_on_which_it_could_not_be_asked(self, refused, refusal, day):
        refused(REFUSAL, refusal, asked_on=day)

    def test_not_after_it_signed(self, refused, refusal, officer, household, campaign):
        sign_pledge(by=officer, household=household, campaign=campaign, signed_on=date(2026, 4, 1))
        refused(REFUSAL, refusal, asked_on=LATER)

    def test_it_goes_and_comes_back(self, chief, remove, refusal):
        correction = remove(REFUSAL, refusal)
        assert not PledgeRefusal.objects.exists()
        restore(by=chief, correction=correction, reason=WHY)
        assert PledgeRefusal.objects.get() == refusal


class TestBox:
    @pytest.fixture
    def opened(self, officer, box):
        return open_box(
            by=officer,
            box=box,
            opened_on=DAY,
            opened_at=time(9, 30),
            first_person="Giàng A Lử",
            second_person="Vàng Thị Sua",
            is_seal_intact=True,
            letters=2,
        )

    @pytest.fixture
    def broken(self, officer, box, opened):
        return inspect_box(by=officer, box=box, inspected_on=LATER, is_working=False)

    def test_the_day_of_a_check_moves_the_end_of_the_one_before(
        self, correct, box, opened, broken, group
    ):
        correct(BOX_CHECK, broken, valid_from=date(2026, 6, 1))
        assert days_of(box.checks) == [
            (LONG_AGO, DAY),
            (DAY, date(2026, 6, 1)),
            (date(2026, 6, 1), OPEN),
        ]
        assert (group.pk, DAY) in changed_figures()

    def test_a_check_taken_out_gives_its_time_to_the_one_before(
        self, chief, remove, box, opened, broken
    ):
        correction = remove(BOX_CHECK, broken)
        assert days_of(box.checks) == [(LONG_AGO, DAY), (DAY, OPEN)]
        restore(by=chief, correction=correction, reason=WHY)
        assert days_of(box.checks) == [(LONG_AGO, DAY), (DAY, LATER), (LATER, OPEN)]

    def test_the_installation_does_not_go_alone(self, refused, box, opened):
        refused(BOX_CHECK, box.checks.get(valid_from=LONG_AGO))

    def test_the_day_of_installation_is_one_fact(self, correct, box, opened):
        day = date(2022, 5, 1)
        correct(BOX, box, valid_from=day)
        assert days_of(box.checks)[0] == (day, DAY)
        correct(BOX_CHECK, box.checks.get(valid_from=day), valid_from=LONG_AGO)
        box.refresh_from_db()
        assert box.valid_from == LONG_AGO

    def test_no_check_outlives_its_box(self, refused, box, opened, broken):
        assert "01/09/2026" in str(refused(BOX, box, valid_to=date(2026, 5, 1)))

    def test_no_check_passes_the_one_beside_it(self, refused, opened, broken):
        refused(BOX_CHECK, broken, valid_from=date(2026, 3, 9))
        refused(BOX_CHECK, opened, valid_from=date(2026, 9, 2))

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"second_person": "giàng a lử"}, "second_person"),
            ({"valid_from": date(2026, 11, 24), "opened_at": time(23, 0)}, "opened_at"),
            ({"kind": "installation"}, "kind"),
            ({"valid_from": TOMORROW}, "valid_from"),
        ],
    )
    def test_minutes_are_as_strict_as_when_they_are_written(self, refused, opened, values, field):
        assert field in refused(BOX_CHECK, opened, **values).message_dict

    def test_an_opening_has_its_minutes(self, refused, opened):
        refused(BOX_CHECK, opened, letters=None)

    def test_what_was_no_opening_keeps_no_minutes(self, correct, opened):
        correct(BOX_CHECK, opened, kind="inspection")
        opened.refresh_from_db()
        assert (opened.first_person, opened.letters, opened.opened_at) == ("", None, None)

    def test_a_box_goes_whole_and_comes_back_whole(self, chief, remove, box, opened, broken):
        correction = remove(BOX, box)
        assert not TipBox.objects.exists()
        assert not BoxCheck.objects.exists()
        restore(by=chief, correction=correction, reason=WHY)
        assert set(box.checks.values_list("pk")) >= {(opened.pk,), (broken.pk,)}

    def test_a_wrong_group_changes_the_figures_of_both(self, correct, box, group, neighbours):
        correct(BOX, box, group=neighbours)
        assert {(group.pk, LONG_AGO), (neighbours.pk, LONG_AGO)} <= set(changed_figures())


class TestBoard:
    @pytest.fixture
    def faded(self, officer, board):
        return inspect_board(by=officer, board=board, inspected_on=DAY, is_legible=False)

    def test_a_finding_is_put_right_and_taken_out(self, chief, correct, remove, board, faded):
        correct(BOARD_INSPECTION, faded, is_legible=True, valid_from=LATER)
        assert days_of(board.inspections) == [(LONG_AGO, LATER), (LATER, OPEN)]
        correction = remove(BOARD_INSPECTION, faded)
        assert days_of(board.inspections) == [(LONG_AGO, OPEN)]
        restore(by=chief, correction=correction, reason=WHY)
        assert board.inspections.filter(valid_from=LATER, is_legible=True).exists()

    def test_people_must_be_able_to_dial(self, refused, board):
        assert "numbers" in refused(BOARD, board, numbers="công an phường").message_dict

    def test_the_installation_does_not_go_alone(self, refused, board, faded):
        refused(BOARD_INSPECTION, board.inspections.get(valid_from=LONG_AGO))

    def test_a_board_goes_whole_and_comes_back_whole(self, chief, remove, board, faded):
        correction = remove(BOARD, board)
        assert not HotlineBoard.objects.exists()
        assert not BoardInspection.objects.exists()
        restore(by=chief, correction=correction, reason=WHY)
        assert BoardInspection.objects.filter(board=board).count() == 2


class TestOutreach:
    def test_it_is_put_right_taken_out_and_brought_back(
        self, chief, correct, remove, refused, group
    ):
        session = OutreachFactory(group=group)
        correct(OUTREACH, session, attendance=40, held_on=LATER)
        refused(OUTREACH, session, attendance=0)
        refused(OUTREACH, session, held_on=TOMORROW)
        correction = remove(OUTREACH, session)
        assert not Outreach.objects.exists()
        restore(by=chief, correction=correction, reason=WHY)
        assert (Outreach.objects.get().attendance, Outreach.objects.get().held_on) == (40, LATER)
