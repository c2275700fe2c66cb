"""Signatures and refusals."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from accounts.audit import MASK
from foundation.dated import OPEN
from pledges.actions.households import end_household
from pledges.actions.pledges import record_refusal, sign_pledge, sign_pledges
from pledges.enums import AuditAction, RefusalReason, Relation
from pledges.models import Household, Pledge, PledgeRefusal
from tests.assertions import assert_audited, assert_nothing_audited
from tests.factories.pledges import (
    END_DAY,
    HouseholdFactory,
    PledgeCampaignFactory,
    PledgeFactory,
    PledgeRefusalFactory,
)
from tests.meanwhile import meanwhile
from tests.pledges.ledger import LEFT, changed_figures, refusal_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 4)
DAY_AFTER = date(2026, 5, 5)
DAY_BEFORE = date(2026, 5, 3)
OPEN_DAYS = "Đợt này mở từ 04/05/2026 đến 05/05/2026"
SIGNED_THAT_DAY = (
    "Hộ này đã ký cam kết ngày 04/05/2026 nên còn ở tổ, thôn đến ngày đó; ghi từ ngày đó trở đi."
)


class TestSign:
    def sign(self, household, campaign, officer, signed_on=DAY, **who):
        return sign_pledge(
            by=officer, household=household, campaign=campaign, signed_on=signed_on, **who
        )

    def test_the_head_signs_unless_somebody_is_named(self, officer, household, campaign):
        self.sign(household, campaign, officer)
        pledge = Pledge.objects.get()
        told = (pledge.representative, pledge.relation, pledge.witness)
        assert told == ("Hoàng Văn Páo", Relation.HEAD, "")

    def test_the_pledge_stands_from_that_day_in_the_group(
        self, officer, household, campaign, group
    ):
        pledge = self.sign(household, campaign, officer)
        told = (pledge.household, pledge.campaign, pledge.group)
        assert told == (household, campaign, group)
        assert (pledge.valid_from, pledge.valid_to) == (DAY, OPEN)

    def test_somebody_else_signs_before_a_witness(self, officer, household, campaign):
        self.sign(
            household,
            campaign,
            officer,
            representative=" Lý  Thị Mẩy ",
            relation=Relation.SPOUSE,
            witness=" Tẩn A Dùng",
        )
        pledge = Pledge.objects.get()
        told = (pledge.representative, pledge.relation, pledge.witness)
        assert told == ("Lý Thị Mẩy", Relation.SPOUSE, "Tẩn A Dùng")

    def test_the_head_may_be_written_out(self, officer, household, campaign):
        pledge = self.sign(household, campaign, officer, representative="Hoàng Văn  Páo")
        assert pledge.representative == "Hoàng Văn Páo"

    def test_the_access_log_says_so_without_names(self, officer, household, campaign, group, ward):
        pledge = self.sign(household, campaign, officer, witness="Tẩn A Dùng")
        event = assert_audited(AuditAction.PLEDGE_SIGNED, by=officer, target=pledge)
        assert event.after == {
            "id": pledge.pk,
            "valid_from": "2026-05-04",
            "valid_to": "9999-12-31",
            "household_id": household.pk,
            "campaign_id": campaign.pk,
            "group_id": group.pk,
            "representative": MASK,
            "relation": "head",
            "witness": MASK,
            "scan": "",
        }
        assert (event.before, event.unit_id) == ({}, ward.pk)

    def test_the_figures_change_from_that_day(self, officer, household, campaign, group):
        self.sign(household, campaign, officer)
        assert changed_figures() == [(group.pk, DAY)]

    def test_signing_anew_ends_the_pledge_before(self, officer, household, campaign, last_campaign):
        old = PledgeFactory(
            household=household, campaign=last_campaign, valid_from=date(2025, 5, 1)
        )
        new = self.sign(household, campaign, officer)
        old.refresh_from_db()
        assert (old.valid_to, new.valid_from, new.is_open) == (DAY, DAY, True)

    def test_the_day_before_the_old_pledge_stands_and_that_day_the_new(
        self, officer, household, campaign
    ):
        old = PledgeFactory(household=household, valid_from=date(2025, 5, 1))
        new = self.sign(household, campaign, officer)
        days = [DAY - timedelta(days=1), DAY]
        assert [Pledge.objects.in_force(day).get() for day in days] == [old, new]

    def test_a_signature_of_a_household_that_left_ends_with_it(self, officer, group, campaign):
        gone = HouseholdFactory(group=group, left=True)
        assert self.sign(gone, campaign, officer).valid_to == END_DAY

    def test_a_late_entry_for_a_household_that_left_ends_the_pledge_before(
        self, officer, group, campaign
    ):
        gone = HouseholdFactory(group=group, left=True)
        old = PledgeFactory(household=gone, valid_from=date(2025, 5, 1), valid_to=END_DAY)
        self.sign(gone, campaign, officer)
        old.refresh_from_db()
        assert old.valid_to == DAY

    def test_today_is_a_day_to_sign(self, officer, household, campaign, today):
        assert self.sign(household, campaign, officer, signed_on=today).valid_from == today

    def test_tomorrow_is_not(self, officer, household, campaign, today):
        refused = refusal_of(
            self.sign,
            household=household,
            campaign=campaign,
            officer=officer,
            signed_on=today + timedelta(days=1),
        )
        assert refused == {"signed_on": ["Ngày không được sau hôm nay."]}

    def test_a_household_signs_while_it_is_there(self, officer, group, campaign):
        late = HouseholdFactory(group=group, valid_from=DAY_AFTER)
        refused = refusal_of(self.sign, household=late, campaign=campaign, officer=officer)
        assert refused == {"signed_on": ["Hộ này không ở tổ vào ngày ký."]}

    def test_a_household_signs_on_its_first_day(self, officer, group, campaign):
        household = HouseholdFactory(group=group, valid_from=DAY)
        assert self.sign(household, campaign, officer).valid_from == DAY

    def test_a_household_does_not_sign_on_the_day_it_left(self, officer, group, campaign):
        gone = HouseholdFactory(group=group, left=True)
        refused = refusal_of(
            self.sign, household=gone, campaign=campaign, officer=officer, signed_on=END_DAY
        )
        assert refused == {"signed_on": [LEFT % "01/09/2026"]}

    @pytest.mark.parametrize("day", [DAY - timedelta(days=1), DAY_AFTER + timedelta(days=1)])
    def test_outside_its_days_a_campaign_takes_no_signature(self, officer, household, day):
        campaign = PledgeCampaignFactory(starts_on=DAY, ends_on=DAY_AFTER)
        refused = refusal_of(
            self.sign, household=household, campaign=campaign, officer=officer, signed_on=day
        )
        assert refused == {"campaign": [f"{OPEN_DAYS}; ngày ký không thuộc đợt."]}

    @pytest.mark.parametrize("day", [DAY, DAY_AFTER])
    def test_on_its_first_and_last_day_it_does(self, officer, household, day):
        campaign = PledgeCampaignFactory(starts_on=DAY, ends_on=DAY_AFTER)
        assert self.sign(household, campaign, officer, signed_on=day).valid_from == day

    def test_once_a_campaign(self, officer, household, campaign):
        self.sign(household, campaign, officer)
        refused = refusal_of(
            self.sign, household=household, campaign=campaign, officer=officer, signed_on=DAY_AFTER
        )
        assert refused == {"campaign": ["Hộ này đã ký trong đợt này."]}

    def test_not_before_a_later_signature(self, officer, household, campaign):
        PledgeFactory(household=household, valid_from=DAY_AFTER)
        refused = refusal_of(self.sign, household=household, campaign=campaign, officer=officer)
        assert refused == {"signed_on": ["Hộ này đã ký sau ngày này."]}

    def test_two_campaigns_may_be_signed_on_one_day(self, officer, household, campaign):
        first = PledgeFactory(household=household, valid_from=DAY)
        second = self.sign(household, campaign, officer)
        first.refresh_from_db()
        assert (first.valid_to, second.valid_from, second.valid_to) == (DAY, DAY, OPEN)

    @pytest.mark.parametrize("relation", [r for r in Relation if r != Relation.HEAD])
    def test_whoever_signs_for_the_head_has_a_name(self, officer, household, campaign, relation):
        refused = refusal_of(
            self.sign,
            household=household,
            campaign=campaign,
            officer=officer,
            relation=relation,
            representative="  ",
        )
        assert refused == {"representative": ["Ghi tên người ký khi chủ hộ không ký."]}

    def test_a_stranger_is_not_the_head(self, officer, household, campaign):
        refused = refusal_of(
            self.sign,
            household=household,
            campaign=campaign,
            officer=officer,
            representative="Lý Thị Mẩy",
        )
        assert refused == {"relation": ["Người ký không phải chủ hộ: chọn quan hệ với chủ hộ."]}

    def test_a_relation_is_one_of_the_list(self, officer, household, campaign):
        refused = refusal_of(
            self.sign,
            household=household,
            campaign=campaign,
            officer=officer,
            representative="Lý Thị Mẩy",
            relation="bạn",
        )
        assert list(refused) == ["relation"]

    def test_a_refusal_leaves_everything_as_it_was(self, officer, household, campaign):
        old = PledgeFactory(household=household, valid_from=date(2025, 5, 1))
        refusal_of(
            self.sign,
            household=household,
            campaign=campaign,
            officer=officer,
            representative="Lý Thị Mẩy",
        )
        assert (Pledge.objects.get(), changed_figures()) == (old, [])
        assert Pledge.objects.get().is_open
        assert_nothing_audited()

    def test_a_household_that_somebody_ended_meanwhile_does_not_sign(
        self, officer, household, campaign
    ):
        as_opened_before = Household.objects.get(pk=household.pk)
        end_household(by=officer, household=household, on_day=DAY)
        refused = refusal_of(
            self.sign, household=as_opened_before, campaign=campaign, officer=officer, signed_on=DAY
        )
        assert refused == {"signed_on": [LEFT % "04/05/2026"]}
        assert Pledge.objects.count() == 0

    def test_signed_late_for_a_day_before_the_end_it_stands_until_the_end(
        self, officer, household, campaign
    ):
        as_opened_before = Household.objects.get(pk=household.pk)
        end_household(by=officer, household=household, on_day=DAY_AFTER)
        assert self.sign(as_opened_before, campaign, officer).valid_to == DAY_AFTER

    @pytest.mark.django_db(transaction=True)
    def test_the_end_waits_for_a_signature_that_is_being_saved(self, officer, household, campaign):
        error = meanwhile(
            lambda: self.sign(household, campaign, officer),
            lambda: end_household(by=officer, household=household, on_day=DAY_BEFORE),
        )
        assert error.message_dict == {"on_day": [SIGNED_THAT_DAY]}
        assert (Household.objects.get().valid_to, Pledge.objects.get().valid_to) == (OPEN, OPEN)

    @pytest.mark.django_db(transaction=True)
    def test_a_signature_waits_for_an_end_that_is_being_saved(self, officer, household, campaign):
        error = meanwhile(
            lambda: end_household(by=officer, household=household, on_day=DAY),
            lambda: self.sign(household, campaign, officer),
        )
        assert error.message_dict == {"signed_on": [LEFT % "04/05/2026"]}
        assert Pledge.objects.count() == 0


class TestSignMany:
    def sign(self, officer, campaign, *signed, **words):
        return sign_pledges(by=officer, campaign=campaign, signed=signed, **words)

    def test_every_head_signs(self, officer, campaign, group):
        first, second = HouseholdFactory.create_batch(2, group=group)
        self.sign(officer, campaign, (first, DAY), (second, DAY_AFTER), witness=" Tổ trưởng ")
        stored = Pledge.objects.order_by("valid_from")
        told = [(p.household, p.valid_from, p.valid_to, p.representative) for p in stored]
        assert told == [
            (first, DAY, OPEN, first.head_name),
            (second, DAY_AFTER, OPEN, second.head_name),
        ]
        assert {(p.witness, p.relation, p.group) for p in stored} == {("Tổ trưởng", "head", group)}

    def test_pledges_before_end_on_each_households_day(
        self, officer, campaign, last_campaign, group
    ):
        first, second = HouseholdFactory.create_batch(2, group=group)
        for household in (first, second):
            PledgeFactory(household=household, campaign=last_campaign, valid_from=date(2025, 5, 1))
        self.sign(officer, campaign, (first, DAY), (second, DAY_AFTER))
        ends = Pledge.objects.filter(campaign=last_campaign).order_by("household_id")
        assert [pledge.valid_to for pledge in ends] == [DAY, DAY_AFTER]

    def test_one_event_tells_how_many(self, officer, campaign, group, ward):
        first, second = HouseholdFactory.create_batch(2, group=group)
        self.sign(officer, campaign, (first, DAY_AFTER), (second, DAY))
        event = assert_audited(AuditAction.PLEDGE_SIGNED, by=officer, target=campaign, count=2)
        assert event.after == {"campaign": campaign.pk, "first_day": "2026-05-04"}
        assert event.unit_id == ward.pk

    def test_figures_of_every_group_change_from_the_first_day(
        self, officer, campaign, household, neighbours, group
    ):
        other = HouseholdFactory(group=neighbours)
        self.sign(officer, campaign, (household, DAY_AFTER), (other, DAY))
        assert changed_figures() == sorted([(group.pk, DAY), (neighbours.pk, DAY)])

    def test_nobody_signing_leaves_no_trace(self, officer, campaign):
        assert self.sign(officer, campaign) == []
        assert changed_figures() == []
        assert_nothing_audited()

    def test_one_signature_tomorrow_refuses_all(self, officer, campaign, group, today):
        first, second = HouseholdFactory.create_batch(2, group=group)
        signed = [(first, today), (second, today + timedelta(days=1))]
        refused = refusal_of(sign_pledges, by=officer, campaign=campaign, signed=signed)
        assert refused == {"signed_on": ["Ngày không được sau hôm nay."]}
        assert Pledge.objects.count() == 0

    def test_a_household_twice_is_refused_by_the_database(self, officer, campaign, household):
        with pytest.raises(IntegrityError):
            self.sign(officer, campaign, (household, DAY), (household, DAY_AFTER))

    def test_a_household_that_left_signs_until_its_end(self, officer, campaign, group):
        gone = HouseholdFactory(group=group, left=True)
        self.sign(officer, campaign, (gone, DAY))
        assert Pledge.objects.get().valid_to == END_DAY

    def test_one_signature_in_year_203_refuses_all(self, officer, campaign, group):
        first, second = HouseholdFactory.create_batch(2, group=group)
        signed = [(first, DAY), (second, date(203, 5, 4))]
        refused = refusal_of(sign_pledges, by=officer, campaign=campaign, signed=signed)
        assert refused == {"signed_on": ["Ngày không được trước 01/01/1900. Kiểm tra lại năm."]}
        assert Pledge.objects.count() == 0

    def test_a_household_that_somebody_ended_meanwhile_refuses_all(self, officer, campaign, group):
        staying, leaving = HouseholdFactory.create_batch(2, group=group)
        end_household(by=officer, household=Household.objects.get(pk=leaving.pk), on_day=DAY)
        signed = [(staying, DAY), (leaving, DAY)]
        refused = refusal_of(sign_pledges, by=officer, campaign=campaign, signed=signed)
        assert refused == {"signed_on": [LEFT % "04/05/2026"]}
        assert Pledge.objects.count() == 0

    def test_the_pledge_before_of_a_household_that_left_ends_too(
        self, officer, campaign, last_campaign, group
    ):
        gone = HouseholdFactory(group=group, left=True)
        PledgeFactory(
            household=gone, campaign=last_campaign, valid_from=date(2025, 5, 1), valid_to=END_DAY
        )
        self.sign(officer, campaign, (gone, DAY))
        stored = Pledge.objects.order_by("valid_from").values_list("valid_from", "valid_to")
        assert list(stored) == [(date(2025, 5, 1), DAY), (DAY, END_DAY)]

    @pytest.mark.parametrize("count", [1, 30])
    def test_an_evening_of_three_hundred_costs_a_few_statements(
        self, officer, campaign, group, count, django_assert_max_num_queries
    ):
        signed = [(one, DAY) for one in HouseholdFactory.create_batch(count, group=group)]
        with django_assert_max_num_queries(15):  # one of them locks the households
            sign_pledges(by=officer, campaign=campaign, signed=signed)


class TestRefuse:
    def refuse(self, household, campaign, officer, asked_on=DAY, **fields):
        facts = {"reason": RefusalReason.REFUSED} | fields
        return record_refusal(
            by=officer, household=household, campaign=campaign, asked_on=asked_on, **facts
        )

    def test_the_facts_are_stored(self, officer, household, campaign):
        self.refuse(household, campaign, officer, note="  Hẹn tuần sau ")
        refusal = PledgeRefusal.objects.get()
        told = (refusal.household, refusal.campaign, refusal.asked_on, refusal.reason, refusal.note)
        assert told == (household, campaign, DAY, "refused", "Hẹn tuần sau")

    def test_the_access_log_says_so_without_the_reason(self, officer, household, campaign, ward):
        refusal = self.refuse(household, campaign, officer)
        event = assert_audited(AuditAction.PLEDGE_REFUSED, by=officer, target=refusal)
        assert event.after == {
            "id": refusal.pk,
            "household_id": household.pk,
            "campaign_id": campaign.pk,
            "asked_on": "2026-05-04",
            "reason": MASK,
            "note": "",
        }
        assert event.unit_id == ward.pk

    def test_figures_do_not_change(self, officer, household, campaign):
        self.refuse(household, campaign, officer)
        assert changed_figures() == []

    def test_an_earlier_pledge_stands(self, officer, household, campaign, last_campaign):
        pledge = PledgeFactory(household=household, campaign=last_campaign)
        self.refuse(household, campaign, officer)
        pledge.refresh_from_db()
        assert pledge.is_open

    def test_nobody_is_asked_tomorrow(self, officer, household, campaign, today):
        refused = refusal_of(
            self.refuse,
            household=household,
            campaign=campaign,
            officer=officer,
            asked_on=today + timedelta(days=1),
        )
        assert refused == {"asked_on": ["Ngày không được sau hôm nay."]}

    def test_once_a_day(self, officer, household, campaign):
        PledgeRefusalFactory(household=household, campaign=campaign, asked_on=DAY)
        refused = refusal_of(self.refuse, household=household, campaign=campaign, officer=officer)
        assert refused == {"asked_on": ["Đã ghi lần vận động của ngày này."]}

    def test_again_on_the_next_day(self, officer, household, campaign):
        PledgeRefusalFactory(household=household, campaign=campaign, asked_on=DAY)
        self.refuse(household, campaign, officer, asked_on=DAY_AFTER)
        assert household.refusals.count() == 2

    @pytest.mark.parametrize("asked_on", [DAY, DAY_AFTER])
    def test_whoever_signed_did_not_refuse_afterwards(self, officer, household, campaign, asked_on):
        PledgeFactory(household=household, campaign=campaign, valid_from=DAY)
        refused = refusal_of(
            self.refuse, household=household, campaign=campaign, officer=officer, asked_on=asked_on
        )
        assert refused == {"campaign": ["Hộ này đã ký trong đợt này."]}

    def test_a_refusal_before_the_signature_may_be_written_later(
        self, officer, household, campaign
    ):
        PledgeFactory(household=household, campaign=campaign, valid_from=DAY_AFTER)
        assert self.refuse(household, campaign, officer, asked_on=DAY).pk

    def test_nobody_is_asked_after_leaving(self, officer, group, campaign):
        gone = HouseholdFactory(group=group, left=True)
        refused = refusal_of(
            self.refuse, household=gone, campaign=campaign, officer=officer, asked_on=END_DAY
        )
        assert refused == {"asked_on": [LEFT % "01/09/2026"]}

    @pytest.mark.parametrize("day", [DAY - timedelta(days=1), DAY_AFTER + timedelta(days=1)])
    def test_nobody_is_asked_outside_a_campaign(self, officer, household, day):
        campaign = PledgeCampaignFactory(starts_on=DAY, ends_on=DAY_AFTER)
        refused = refusal_of(
            self.refuse, household=household, campaign=campaign, officer=officer, asked_on=day
        )
        assert refused == {"campaign": [f"{OPEN_DAYS}; ngày vận động không thuộc đợt."]}

    def test_a_reason_is_one_of_the_list(self, officer, household, campaign):
        refused = refusal_of(
            self.refuse, household=household, campaign=campaign, officer=officer, reason="ghét"
        )
        assert list(refused) == ["reason"]

    def test_a_refused_entry_is_not_logged(self, officer, household, campaign):
        refusal_of(
            self.refuse, household=household, campaign=campaign, officer=officer, reason="ghét"
        )
        assert PledgeRefusal.objects.count() == 0
        assert_nothing_audited()
