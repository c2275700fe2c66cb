"""Writing the access log: what an event holds, how it is chained, what is masked."""

import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, connections, transaction

from accounts.audit import (
    MASK,
    action_label,
    changes_of,
    fingerprint,
    known_actions,
    masked_state,
    record,
    request_id,
)
from accounts.enums import AuditAction
from accounts.models import AuditChain, AuditEvent
from accounts.queries import object_noun
from cases.models import Person
from tests.factories.cases import PersonFactory
from tests.factories.wards import UserFactory

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.fixture
def user(db):
    return UserFactory(full_name="Lê Văn Cán Bộ")


class TestRecord:
    @time_machine.travel(NOON, tick=False)
    def test_an_event_tells_who_what_where_when_and_why(self, user):
        event = record(
            AuditAction.USER_CREATED,
            by=user,
            target=user,
            unit_id=7,
            before={"title": ""},
            after={"title": "Đại úy"},
            reason="Thăng cấp",
            count=2,
        )
        told = AuditEvent.objects.get(pk=event.pk)
        assert (told.at, told.actor_id, told.actor_name) == (NOON, user.pk, "Lê Văn Cán Bộ")
        assert (told.action, told.count) == ("accounts.user_created", 2)
        assert (told.object_type, told.object_id) == ("accounts.user", str(user.pk))
        assert (told.unit_id, told.reason) == (7, "Thăng cấp")
        assert (told.before, told.after) == ({"title": ""}, {"title": "Đại úy"})

    def test_the_system_itself_has_a_name(self, db):
        event = record(AuditAction.SIGN_IN_FAILED, by=None)
        assert (event.actor_id, event.actor_name) == (None, "hệ thống")
        assert (event.object_type, event.object_id, event.unit_id) == ("", "", None)

    def test_a_long_reason_is_cut_to_what_fits(self, user):
        assert record(AuditAction.USER_CREATED, by=user, reason="x" * 400).reason == "x" * 300

    def test_dates_and_numbers_are_kept_as_text(self, user):
        after = {"on": date(2024, 2, 29), "grams": Decimal("1.50"), "none": None, "flag": True}
        event = record(AuditAction.USER_CREATED, by=user, after=after)
        assert AuditEvent.objects.get(pk=event.pk).after == {
            "on": "2024-02-29",
            "grams": "1.50",
            "none": None,
            "flag": True,
        }

    def test_the_request_is_named(self, user):
        token = request_id.set("4f6d")
        try:
            event = record(AuditAction.USER_CREATED, by=user)
        finally:
            request_id.reset(token)
        assert event.request_id == "4f6d"
        assert record(AuditAction.USER_CREATED, by=user).request_id == ""

    def test_an_event_falls_with_its_action(self, user):
        @transaction.atomic
        def failing_action():
            record(AuditAction.USER_CREATED, by=user)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            failing_action()
        assert not AuditEvent.objects.exists()
        assert not AuditChain.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_a_mistake():
    with pytest.raises(transaction.TransactionManagementError, match="the action's transaction"):
        record(AuditAction.SIGNED_IN, by=None)
    assert not AuditEvent.objects.exists()


class TestChain:
    def test_every_event_holds_the_hash_of_the_one_before(self, user):
        events = [record(AuditAction.USER_CREATED, by=user, unit_id=7) for _ in range(4)]
        assert [event.sequence for event in events] == [1, 2, 3, 4]
        assert events[0].previous_hash == ""
        assert [e.previous_hash for e in events[1:]] == [e.hash for e in events[:-1]]
        assert len({event.hash for event in events}) == 4

    def test_the_chain_knows_its_end(self, user):
        events = [record(AuditAction.USER_CREATED, by=user, unit_id=7) for _ in range(3)]
        chain = AuditChain.objects.get(pk=7)
        assert (chain.length, chain.last_hash, str(chain)) == (3, events[-1].hash, "7:3")

    def test_units_have_chains_of_their_own(self, user):
        record(AuditAction.USER_CREATED, by=user, unit_id=7)
        other = record(AuditAction.USER_CREATED, by=user, unit_id=8)
        nowhere = record(AuditAction.USER_CREATED, by=user)
        assert [(e.chain, e.sequence, e.previous_hash) for e in (other, nowhere)] == [
            (8, 1, ""),
            (0, 1, ""),
        ]

    def test_an_event_costs_the_same_however_long_the_chain(self, user, django_assert_num_queries):
        record(AuditAction.USER_CREATED, by=user, unit_id=7)
        for _ in range(2):
            with django_assert_num_queries(3):
                record(AuditAction.USER_CREATED, by=user, unit_id=7)
            for _ in range(30):
                record(AuditAction.USER_CREATED, by=user, unit_id=7)


class TestFingerprint:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("actor_id", 99),
            ("actor_name", "Người khác"),
            ("action", "accounts.signed_in"),
            ("object_type", "cases.person"),
            ("object_id", "99"),
            ("unit_id", 8),
            ("before", {"title": "x"}),
            ("after", {}),
            ("reason", "khác"),
            ("count", 3),
            ("request_id", "x"),
            ("chain", 8),
            ("sequence", 9),
            ("previous_hash", "0" * 64),
            ("at", datetime(2026, 1, 1, tzinfo=UTC)),
        ],
    )
    def test_everything_an_event_tells_is_in_its_hash(self, user, name, value):
        event = record(
            AuditAction.USER_CREATED, by=user, target=user, unit_id=7, after={"title": "Đại úy"}
        )
        setattr(event, name, value)
        assert fingerprint(event) != event.hash

    def test_it_is_the_same_after_a_round_trip(self, user):
        after = {"on": date(2024, 2, 29), "name": "Đặng", "n": 1.5, "many": [1, "hai"]}
        event = record(AuditAction.USER_CREATED, by=user, unit_id=7, after=after)
        assert fingerprint(AuditEvent.objects.get(pk=event.pk)) == event.hash


class TestConcurrentAppends:
    @pytest.mark.django_db(transaction=True)
    def test_two_at_once_both_find_their_place(self):
        if connection.vendor == "sqlite":
            pytest.skip("an in-memory database has one connection")
        barrier = threading.Barrier(4)

        def append():
            barrier.wait(timeout=10)
            try:
                for _ in range(5):
                    with transaction.atomic():
                        record(AuditAction.SIGN_IN_FAILED, by=None, unit_id=7)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=append) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        places = AuditEvent.objects.filter(chain=7).order_by("sequence")
        assert list(places.values_list("sequence", flat=True)) == list(range(1, 21))
        call_command("verify_audit")


class TestMaskedState:
    def test_sensitive_values_show_only_that_they_are_filled(self):
        person = Person(full_name="Lò A Tùng", phone="0912345678", note="", version=3)
        state = masked_state(person)
        assert (state["full_name"], state["phone"]) == (MASK, MASK)
        assert (state["note"], state["version"]) == ("", 3)

    def test_no_sensitive_value_of_a_person_is_in_it(self, db):
        person = PersonFactory(phone="0912345678", full_name="Lò A Tùng")
        text = str(masked_state(person))
        for secret in ("0912345678", "Lò A Tùng", str(person.id_number), person.id_number_index):
            assert secret not in text

    def test_only_the_named_fields(self):
        assert masked_state(Person(version=3), ["version"]) == {"version": 3}


class TestChanges:
    """What an edit tells: of a person that was read, and of the same person after it."""

    @staticmethod
    def told(old, new):
        return changes_of(Person(**old), Person(**new))

    def test_nothing_changed_nothing_told(self):
        same = {"full_name": "Lò A Tùng", "occupation": "làm nông"}
        assert self.told(same, same) == ({}, {})

    def test_only_what_differs_is_told(self):
        old = {"occupation": "làm nông", "birth_year": 1990}
        new = {"occupation": "lái xe", "birth_year": 1990}
        assert self.told(old, new) == ({"occupation": "làm nông"}, {"occupation": "lái xe"})

    @pytest.mark.parametrize(
        ("old", "new", "before", "after"),
        [
            ("0912345678", "0987654321", MASK, MASK),
            ("", "0912345678", "", MASK),
            ("0912345678", "", MASK, ""),
        ],
    )
    def test_a_changed_secret_leaves_a_trace_and_no_value(self, old, new, before, after):
        assert self.told({"phone": old}, {"phone": new}) == ({"phone": before}, {"phone": after})

    def test_the_same_secret_is_not_told(self):
        assert self.told({"phone": "0912345678"}, {"phone": "0912345678"}) == ({}, {})

    def test_what_the_row_derives_by_itself_is_not_told(self):
        derived = {"version": 2, "search_key": "lo a tung", "sort_key": "x", "id_number_index": "y"}
        assert self.told({}, derived) == ({}, {})

    def test_a_reference_is_told_by_its_number(self, user):
        assert self.told({}, {"officer": user}) == ({"officer_id": None}, {"officer_id": user.pk})


class TestWords:
    def test_every_app_gave_its_actions_a_label(self):
        assert {name.partition(".")[0] for name in known_actions()} == {
            "accounts",
            "cases",
            "corrections",
            "criteria",
            "law",
            "pledges",
            "reports",
            "wards",
        }
        assert all(str(label).strip() for label in known_actions().values())

    def test_an_action_in_words(self):
        assert action_label(AuditAction.SIGNED_IN) == "đăng nhập"
        assert action_label("lost.action") == "lost.action"

    def test_the_list_given_out_is_a_copy(self):
        known_actions().clear()
        assert known_actions() != {}

    def test_an_object_in_words(self):
        assert object_noun("accounts.user") == "tài khoản"
        assert object_noun("") == ""
        assert object_noun("cases.gone") == "cases.gone"
