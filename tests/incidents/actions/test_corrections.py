"""Rows about hotspots, suspicions and incidents put right, taken out and brought back."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from cases.enums import Drug
from corrections.actions.corrections import correct_row, remove_row, restore
from foundation.dated import OPEN
from incidents.actions.hotspots import move_hotspot, report_hotspot
from incidents.actions.incidents import record_incident
from incidents.actions.suspicions import close_suspicion, open_suspicion, renew_suspicion
from incidents.corrections import (
    HOTSPOT,
    HOTSPOT_STATE,
    INCIDENT,
    INCIDENT_ACT,
    INCIDENT_PERSON,
    SEIZED,
    SUSPICION,
    SUSPICION_REVIEW,
)
from incidents.enums import Act, HotspotKind
from incidents.models import (
    Hotspot,
    HotspotPeriod,
    Incident,
    IncidentAct,
    IncidentPerson,
    SeizedSubstance,
    Suspicion,
    SuspicionReview,
)
from incidents.queries.figures import verified_hotspots
from tests.cases.ledger import changes_told
from tests.factories.wards import GroupFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

FOUND, VERIFIED, CLEARED = date(2024, 1, 10), date(2024, 2, 1), date(2024, 6, 1)
WHY = "Ghi nhầm theo sổ cũ"


@pytest.fixture
def neighbour(ward):
    return GroupFactory(ward=ward, name="Tổ 2")


@pytest.fixture
def correct(chief):
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
    def refused(kind, row, /, **values):
        before = type(row).objects.filter(pk=row.pk).values().get()
        with pytest.raises(ValidationError) as error:
            correct(kind, row, **values) if values else remove(kind, row)
        assert type(row).objects.filter(pk=row.pk).values().get() == before
        return error.value

    return refused


class TestHotspot:
    @pytest.fixture
    def hotspot(self, officer, group):
        return report_hotspot(
            by=officer, group=group, kind=HotspotKind.RETAIL, place="Ngõ 12", found_on=FOUND
        )

    @pytest.fixture
    def verified(self, officer, hotspot):
        return move_hotspot(by=officer, hotspot=hotspot, to="verified", on_day=VERIFIED)

    @pytest.fixture
    def cleared(self, officer, hotspot, verified):
        return move_hotspot(by=officer, hotspot=hotspot, to="cleared", on_day=CLEARED)

    def states(self, hotspot):
        rows = hotspot.periods.order_by("valid_from")
        return list(rows.values_list("state", "valid_from", "valid_to"))

    def test_the_day_of_a_step_moves_the_end_of_the_one_before(
        self, correct, hotspot, verified, group
    ):
        day = date(2024, 3, 1)
        correct(HOTSPOT_STATE, verified, valid_from=day)
        assert self.states(hotspot) == [("suspected", FOUND, day), ("verified", day, OPEN)]
        assert not verified_hotspots(VERIFIED).exists()
        assert (group.pk, VERIFIED) in changes_told()

    def test_a_step_taken_out_gives_its_time_to_the_one_before(
        self, chief, remove, hotspot, cleared
    ):
        hotspot.refresh_from_db()
        assert hotspot.recheck_on is not None
        correction = remove(HOTSPOT_STATE, cleared)
        hotspot.refresh_from_db()
        assert self.states(hotspot)[-1] == ("verified", VERIFIED, OPEN)
        assert hotspot.recheck_on is None
        restore(by=chief, correction=correction, reason=WHY)
        hotspot.refresh_from_db()
        assert self.states(hotspot)[-1] == ("cleared", CLEARED, OPEN)
        assert hotspot.recheck_on is not None

    def test_a_state_that_is_checked_again_gets_its_day(self, remove, officer, hotspot, cleared):
        again = move_hotspot(by=officer, hotspot=hotspot, to="verified", on_day=date(2024, 9, 1))
        remove(HOTSPOT_STATE, again)
        hotspot.refresh_from_db()
        assert hotspot.recheck_on > CLEARED

    @pytest.mark.parametrize("step", ["suspected", "verified"])
    def test_no_step_goes_without_which_the_next_cannot_be(self, refused, hotspot, cleared, step):
        refused(HOTSPOT_STATE, hotspot.periods.get(state=step))

    @pytest.mark.parametrize("state", ["suspected", "cleared", "watched"])
    def test_no_move_that_the_table_does_not_know(self, refused, hotspot, verified, state):
        refused(HOTSPOT_STATE, verified, state=state)

    def test_the_day_it_was_found_is_one_fact(self, correct, hotspot, verified):
        earlier = date(2023, 12, 1)
        correct(HOTSPOT, hotspot, found_on=earlier)
        assert self.states(hotspot)[0] == ("suspected", earlier, VERIFIED)
        correct(HOTSPOT_STATE, hotspot.periods.get(state="suspected"), valid_from=FOUND)
        hotspot.refresh_from_db()
        assert hotspot.found_on == FOUND

    def test_it_was_not_found_after_it_was_verified(self, refused, hotspot, verified):
        refused(HOTSPOT, hotspot, found_on=date(2024, 2, 2))

    def test_a_wrong_group_changes_the_figures_of_both(self, correct, hotspot, group, neighbour):
        correct(HOTSPOT, hotspot, group=neighbour)
        assert {(group.pk, FOUND), (neighbour.pk, FOUND)} <= changes_told()

    def test_it_goes_whole_and_comes_back_whole(self, chief, remove, hotspot, cleared):
        before = self.states(hotspot)
        correction = remove(HOTSPOT, hotspot)
        assert not Hotspot.objects.exists()
        assert not HotspotPeriod.objects.exists()
        restore(by=chief, correction=correction, reason=WHY)
        assert self.states(Hotspot.objects.get()) == before
        assert Hotspot.objects.get().place == "Ngõ 12"


class TestSuspicion:
    @pytest.fixture
    def suspicion(self, officer, group):
        return open_suspicion(
            by=officer,
            group=group,
            kind="person",
            subject="Người thuê trọ",
            source_grade="B",
            reason="Nhiều người lạ",
            opened_on=FOUND,
        )

    @pytest.fixture
    def review(self, officer, suspicion):
        return renew_suspicion(by=officer, suspicion=suspicion, reviewed_on=VERIFIED)

    def test_a_closing_by_mistake_is_taken_back(self, officer, correct, refused, suspicion):
        close_suspicion(by=officer, suspicion=suspicion, closed_on=CLEARED, outcome="unfounded")
        refused(SUSPICION, suspicion, valid_to=OPEN)
        correct(SUSPICION, suspicion, valid_to=OPEN, outcome="")
        suspicion.refresh_from_db()
        assert suspicion.is_open

    def test_no_review_is_after_its_end(self, refused, suspicion, review):
        day = date(2024, 1, 20)
        assert "01/02/2024" in str(refused(SUSPICION, suspicion, valid_to=day, outcome="unfounded"))

    def test_the_opening_is_the_first_review(self, correct, refused, suspicion, review):
        correct(SUSPICION, suspicion, valid_from=date(2024, 1, 12))
        first = suspicion.reviews.order_by("reviewed_on").first()
        assert first.reviewed_on == date(2024, 1, 12)
        refused(SUSPICION_REVIEW, first)
        refused(SUSPICION_REVIEW, first, reviewed_on=date(2024, 1, 13))

    def test_a_review_is_put_right_taken_out_and_brought_back(
        self, chief, correct, remove, suspicion, review, group
    ):
        correct(SUSPICION_REVIEW, review, next_review_on=date(2024, 2, 20), note="Đã gặp")
        correction = remove(SUSPICION_REVIEW, review)
        assert suspicion.reviews.count() == 1
        restore(by=chief, correction=correction, reason=WHY)
        review.refresh_from_db()
        assert (review.next_review_on, review.note) == (date(2024, 2, 20), "Đã gặp")
        assert (group.pk, VERIFIED) in changes_told()

    @pytest.mark.parametrize("day", [VERIFIED, FOUND])
    def test_the_next_review_is_later(self, refused, review, day):
        error = refused(SUSPICION_REVIEW, review, next_review_on=day)
        assert "next_review_on" in error.message_dict

    def test_it_goes_whole_and_comes_back_whole(self, chief, remove, suspicion, review):
        correction = remove(SUSPICION, suspicion)
        assert not Suspicion.objects.exists()
        assert not SuspicionReview.objects.exists()
        restore(by=chief, correction=correction, reason=WHY)
        assert Suspicion.objects.get().reviews.count() == 2


class TestIncident:
    @pytest.fixture
    def incident(self, officer, group, neighbour):
        return record_incident(
            by=officer,
            group=group,
            happened_on=FOUND,
            acts=[Act.STORE, Act.USE],
            people=[
                {"name": "Vàng A Páo", "resident_group": neighbour},
                {"name": "Lò Văn Tám", "resident_group": None, "wanted_from": VERIFIED},
            ],
            seized={Drug.HEROIN: Decimal("0.250")},
        )

    def test_its_day_changes_the_figures_where_its_people_live(
        self, correct, incident, group, neighbour
    ):
        earlier = date(2024, 1, 2)
        correct(INCIDENT, incident, happened_on=earlier)
        assert {(group.pk, earlier), (neighbour.pk, earlier)} <= changes_told()

    def test_it_goes_whole_and_comes_back_whole(self, chief, remove, incident, group, neighbour):
        correction = remove(INCIDENT, incident)
        for model in (Incident, IncidentAct, IncidentPerson, SeizedSubstance):
            assert not model.objects.exists()
        assert {group.pk, neighbour.pk} == {row.group_id for row in correction.groups.all()}
        restore(by=chief, correction=correction, reason=WHY)
        back = Incident.objects.get()
        assert (back.acts.count(), back.people.count(), back.seized.count()) == (2, 2, 1)

    def test_one_act_goes_the_last_one_stays(self, remove, refused, incident):
        store, use = incident.acts.order_by("pk")
        remove(INCIDENT_ACT, store)
        refused(INCIDENT_ACT, use)

    def test_an_act_is_put_right_but_not_twice(self, correct, refused, incident):
        act = incident.acts.get(act=Act.STORE)
        refused(INCIDENT_ACT, act, act=Act.USE)
        correct(INCIDENT_ACT, act, act=Act.TRADE)
        assert set(incident.acts.values_list("act", flat=True)) == {Act.TRADE, Act.USE}

    def test_grams_are_put_right(self, chief, correct, remove, refused, incident):
        seized = incident.seized.get()
        correct(SEIZED, seized, grams=Decimal("2.5"))
        assert "grams" in refused(SEIZED, seized, grams=Decimal(0)).message_dict
        correction = remove(SEIZED, seized)
        restore(by=chief, correction=correction, reason=WHY)
        assert incident.seized.get().grams == Decimal("2.5")

    def test_where_a_person_lives_is_put_right(self, correct, incident, group, neighbour):
        person = incident.people.get(resident_group=neighbour)
        correct(INCIDENT_PERSON, person, resident_group=group)
        assert {(group.pk, FOUND), (neighbour.pk, FOUND)} <= changes_told()

    def test_a_search_ends_after_it_began(self, refused, correct, incident):
        person = incident.people.get(wanted_from=VERIFIED)
        assert "wanted_to" in refused(INCIDENT_PERSON, person, wanted_to=VERIFIED).message_dict
        correct(INCIDENT_PERSON, person, wanted_to=CLEARED)
        person.refresh_from_db()
        assert person.wanted_to == CLEARED

    def test_a_person_goes_and_comes_back(self, chief, remove, incident):
        person = incident.people.first()
        correction = remove(INCIDENT_PERSON, person)
        assert incident.people.count() == 1
        restore(by=chief, correction=correction, reason=WHY)
        assert IncidentPerson.objects.get(pk=person.pk).name == person.name
