"""Boxes put up, looked at, opened with minutes, taken down."""

from datetime import date, time, timedelta

import pytest

from accounts.audit import MASK
from accounts.models import AuditEvent
from foundation.dated import OPEN
from pledges.actions.boxes import inspect_box, install_box, open_box, remove_box
from pledges.enums import AuditAction, CheckKind
from pledges.models import BoxCheck, TipBox
from tests.assertions import assert_audited, assert_nothing_audited
from tests.factories.pledges import END_DAY, TipBoxFactory
from tests.factories.wards import LONG_AGO
from tests.pledges.ledger import changed_figures, refusal_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 4)
DAY_AFTER = date(2026, 5, 5)
WAY_OUT = "Nếu muốn sửa, đánh dấu ô sửa ở cuối biểu mẫu rồi lưu lại."
TWO_PEOPLE = "Phải có hai người khác nhau cùng mở hòm thư."


def findings(box) -> list[tuple]:
    """(kind, working, from, to), oldest first."""
    rows = BoxCheck.objects.filter(box=box).order_by("valid_from")
    return list(rows.values_list("kind", "is_working", "valid_from", "valid_to"))


def box_events(box, action):
    return list(AuditEvent.objects.filter(action=action, object_id=str(box.pk)).order_by("pk"))


def minutes(**fields):
    return {
        "opened_on": DAY,
        "opened_at": time(9, 30),
        "first_person": "Giàng A Lử",
        "second_person": "Vàng Thị Sua",
        "is_seal_intact": True,
        "letters": 2,
        "summary": "Hai thư",
    } | fields


class TestInstall:
    def install(self, officer, group, **fields):
        facts = {"place": "Cổng chợ", "installed_on": DAY} | fields
        return install_box(by=officer, group=group, **facts)

    def test_the_facts_are_stored(self, officer, group):
        self.install(officer, group, place=" Cổng chợ ", key_holder=" Giàng A Lử ")
        box = TipBox.objects.get()
        told = (box.group, box.place, box.key_holder, box.valid_from, box.valid_to)
        assert told == (group, "Cổng chợ", "Giàng A Lử", DAY, OPEN)

    def test_installing_is_the_first_check(self, officer, group):
        box = self.install(officer, group)
        assert findings(box) == [(CheckKind.INSTALLATION, True, DAY, OPEN)]

    def test_the_access_log_says_so_without_the_key_holder(self, officer, group, ward):
        box = self.install(officer, group, key_holder="Giàng A Lử")
        event = assert_audited(AuditAction.BOX_INSTALLED, by=officer, target=box)
        assert event.after == {
            "id": box.pk,
            "valid_from": "2026-05-04",
            "valid_to": "9999-12-31",
            "group_id": group.pk,
            "place": "Cổng chợ",
            "key_holder": MASK,
        }
        assert (event.before, event.unit_id) == ({}, ward.pk)

    def test_the_figures_change_from_that_day(self, officer, group):
        self.install(officer, group)
        assert changed_figures() == [(group.pk, DAY)]

    def test_today_is_possible(self, officer, group, today):
        assert self.install(officer, group, installed_on=today).valid_from == today

    def test_tomorrow_is_not(self, officer, group, today):
        refused = refusal_of(
            self.install, officer=officer, group=group, installed_on=today + timedelta(days=1)
        )
        assert refused == {"installed_on": ["Ngày không được sau hôm nay."]}

    def test_a_place_is_needed(self, officer, group):
        assert list(refusal_of(self.install, officer=officer, group=group, place=" ")) == ["place"]

    def test_a_refusal_leaves_nothing(self, officer, group):
        refusal_of(self.install, officer=officer, group=group, place=" ")
        assert (TipBox.objects.count(), changed_figures()) == (0, [])
        assert_nothing_audited()


class TestInspect:
    def inspect(self, box, officer, inspected_on=DAY, is_working=True, **more):
        return inspect_box(
            by=officer, box=box, inspected_on=inspected_on, is_working=is_working, **more
        )

    def test_the_finding_stands_until_the_next(self, officer, box):
        self.inspect(box, officer, is_working=False)
        assert findings(box) == [
            (CheckKind.INSTALLATION, True, LONG_AGO, DAY),
            (CheckKind.INSPECTION, False, DAY, OPEN),
        ]

    def test_a_third_ends_only_the_second(self, officer, box):
        self.inspect(box, officer)
        self.inspect(box, officer, inspected_on=DAY_AFTER, is_working=False)
        assert findings(box) == [
            (CheckKind.INSTALLATION, True, LONG_AGO, DAY),
            (CheckKind.INSPECTION, True, DAY, DAY_AFTER),
            (CheckKind.INSPECTION, False, DAY_AFTER, OPEN),
        ]

    def test_a_second_word_on_one_day_corrects_the_first(self, officer, box):
        first = self.inspect(box, officer, is_working=False)
        second = self.inspect(box, officer, is_working=True, corrects=True)
        assert second.pk == first.pk
        assert findings(box)[1:] == [(CheckKind.INSPECTION, True, DAY, OPEN)]

    @pytest.mark.parametrize(("found", "told"), [(True, "còn dùng được"), (False, "hỏng")])
    def test_it_does_so_only_on_purpose(self, officer, box, found, told):
        self.inspect(box, officer, is_working=found)
        refused = refusal_of(self.inspect, box=box, officer=officer, is_working=not found)
        words = f"Ngày 04/05/2026 đã ghi kiểm tra hòm thư: {told}. {WAY_OUT}"
        assert refused == {"inspected_on": [words]}
        assert findings(box)[1:] == [(CheckKind.INSPECTION, found, DAY, OPEN)]

    def test_the_same_word_again_replaces_nothing(self, officer, box):
        first = self.inspect(box, officer, is_working=False)
        assert self.inspect(box, officer, is_working=False).pk == first.pk

    def test_the_access_log_keeps_both_words(self, officer, box):
        self.inspect(box, officer, is_working=False)
        self.inspect(box, officer, is_working=True, corrects=True)
        events = box_events(box, AuditAction.BOX_CHECKED)
        told = [(event.before.get("is_working"), event.after["is_working"]) for event in events]
        assert told == [(None, False), (False, True)]

    def test_on_the_day_of_the_installation_the_installation_stays(self, officer, group):
        box = TipBoxFactory(group=group, valid_from=DAY)
        self.inspect(box, officer, is_working=False)
        assert findings(box) == [
            (CheckKind.INSTALLATION, True, DAY, DAY),
            (CheckKind.INSPECTION, False, DAY, OPEN),
        ]

    def test_on_that_day_too_a_different_finding_is_not_replaced_unasked(self, officer, group):
        box = TipBoxFactory(group=group, valid_from=DAY)
        self.inspect(box, officer, is_working=False)
        refused = refusal_of(self.inspect, box=box, officer=officer, is_working=True)
        assert list(refused) == ["inspected_on"]

    def test_minutes_of_the_day_found_otherwise(self, officer, box):
        open_box(by=officer, box=box, **minutes())
        refused = refusal_of(self.inspect, box=box, officer=officer, is_working=False)
        words = f"Ngày 04/05/2026 đã có biên bản mở hòm thư lúc 09:30 (2 thư). {WAY_OUT}"
        assert refused == {"inspected_on": [words]}

    def test_on_the_day_of_an_opening_the_minutes_stay(self, officer, box):
        open_box(by=officer, box=box, **minutes())
        self.inspect(box, officer, is_working=False, corrects=True)
        check = box.checks.get(valid_from=DAY)
        told = (check.kind, check.is_working, check.letters, check.summary, check.first_person)
        assert told == (CheckKind.OPENING, False, 2, "Hai thư", "Giàng A Lử")

    def test_the_access_log_says_so(self, officer, box, ward):
        check = self.inspect(box, officer)
        event = assert_audited(AuditAction.BOX_CHECKED, by=officer, target=box)
        assert event.after == {
            "id": check.pk,
            "valid_from": "2026-05-04",
            "valid_to": "9999-12-31",
            "box_id": box.pk,
            "kind": "inspection",
            "is_working": True,
            "opened_at": None,
            "first_person": "",
            "second_person": "",
            "is_seal_intact": None,
            "letters": None,
            "summary": "",
        }
        assert (event.before, event.unit_id) == ({}, ward.pk)

    def test_the_figures_change_from_that_day(self, officer, box, group):
        self.inspect(box, officer)
        assert changed_figures() == [(group.pk, DAY)]

    def test_tomorrow_is_not_possible(self, officer, box, today):
        refused = refusal_of(
            self.inspect, box=box, officer=officer, inspected_on=today + timedelta(days=1)
        )
        assert refused == {"inspected_on": ["Ngày không được sau hôm nay."]}

    def test_nothing_is_found_before_the_installation(self, officer, box):
        day = LONG_AGO - timedelta(days=1)
        refused = refusal_of(self.inspect, box=box, officer=officer, inspected_on=day)
        assert refused == {"inspected_on": ["Hòm thư được lắp ngày 01/01/2020, sau ngày này."]}

    def test_nothing_is_found_from_the_removal_on(self, officer, group):
        box = TipBoxFactory(group=group, removed=True)
        refused = refusal_of(self.inspect, box=box, officer=officer, inspected_on=END_DAY)
        assert refused == {"inspected_on": ["Hòm thư không còn ở đó vào ngày này."]}

    def test_the_last_day_before_the_removal_is_possible(self, officer, group):
        box = TipBoxFactory(group=group, removed=True)
        last = END_DAY - timedelta(days=1)
        assert self.inspect(box, officer, inspected_on=last).valid_from == last

    def test_a_later_finding_is_not_overtaken(self, officer, box):
        self.inspect(box, officer, inspected_on=DAY_AFTER)
        refused = refusal_of(self.inspect, box=box, officer=officer)
        assert refused == {"inspected_on": ["Đã có lần kiểm tra sau ngày này."]}

    def test_a_refusal_leaves_the_findings(self, officer, box, today):
        refusal_of(self.inspect, box=box, officer=officer, inspected_on=today + timedelta(days=1))
        assert findings(box) == [(CheckKind.INSTALLATION, True, LONG_AGO, OPEN)]
        assert_nothing_audited()


class TestOpen:
    def open(self, box, officer, **fields):
        return open_box(by=officer, box=box, **minutes(**fields))

    def test_the_minutes_are_stored(self, officer, box):
        self.open(box, officer, first_person=" Giàng  A Lử ", summary=" Hai thư ")
        check = box.checks.get(kind=CheckKind.OPENING)
        told = (check.opened_at, check.first_person, check.second_person, check.summary)
        assert told == (time(9, 30), "Giàng A Lử", "Vàng Thị Sua", "Hai thư")
        assert (check.is_seal_intact, check.letters, check.is_working) == (True, 2, True)

    def test_the_finding_stands_until_the_next(self, officer, box):
        self.open(box, officer)
        assert findings(box) == [
            (CheckKind.INSTALLATION, True, LONG_AGO, DAY),
            (CheckKind.OPENING, True, DAY, OPEN),
        ]

    def test_an_empty_box_has_minutes_too(self, officer, box):
        check = self.open(box, officer, letters=0, summary="")
        assert (check.letters, check.summary) == (0, "")

    def test_a_box_may_be_found_broken(self, officer, box):
        self.open(box, officer, is_working=False, is_seal_intact=False)
        check = box.checks.get(kind=CheckKind.OPENING)
        assert (check.is_working, check.is_seal_intact) == (False, False)

    def test_the_access_log_says_so_without_names_and_content(self, officer, box, ward):
        check = self.open(box, officer)
        event = assert_audited(AuditAction.BOX_OPENED, by=officer, target=box)
        assert event.after == {
            "id": check.pk,
            "valid_from": "2026-05-04",
            "valid_to": "9999-12-31",
            "box_id": box.pk,
            "kind": "opening",
            "is_working": True,
            "opened_at": "09:30:00",
            "first_person": MASK,
            "second_person": MASK,
            "is_seal_intact": True,
            "letters": 2,
            "summary": MASK,
        }
        assert (event.before, event.unit_id) == ({}, ward.pk)

    def test_the_figures_change_from_that_day(self, officer, box, group):
        self.open(box, officer)
        assert changed_figures() == [(group.pk, DAY)]

    def test_minutes_of_the_same_day_are_corrected(self, officer, box):
        first = self.open(box, officer, letters=2)
        second = self.open(box, officer, letters=3, corrects=True)
        assert (second.pk, second.letters) == (first.pk, 3)
        assert len(findings(box)) == 2

    def test_they_may_be_corrected_after_a_later_finding_and_keep_their_place(self, officer, box):
        self.open(box, officer)
        inspect_box(by=officer, box=box, inspected_on=DAY_AFTER, is_working=True)
        self.open(box, officer, letters=3, is_working=False, corrects=True)
        assert findings(box)[1:] == [
            (CheckKind.OPENING, False, DAY, DAY_AFTER),
            (CheckKind.INSPECTION, True, DAY_AFTER, OPEN),
        ]

    def test_they_are_so_only_on_purpose(self, officer, box):
        """A second opening in the afternoon is no correction of the first."""
        self.open(box, officer, opened_at=time(8, 0), letters=2)
        refused = refusal_of(self.open, box=box, officer=officer, opened_at=time(15, 0), letters=0)
        words = f"Ngày 04/05/2026 đã có biên bản mở hòm thư lúc 08:00 (2 thư). {WAY_OUT}"
        assert refused == {"opened_on": [words]}
        check = box.checks.get(kind=CheckKind.OPENING)
        assert (check.opened_at, check.letters) == (time(8, 0), 2)

    def test_the_access_log_keeps_both_minutes(self, officer, box):
        self.open(box, officer, letters=2)
        self.open(box, officer, letters=3, corrects=True)
        events = box_events(box, AuditAction.BOX_OPENED)
        told = [(event.before.get("letters"), event.after["letters"]) for event in events]
        assert told == [(None, 2), (2, 3)]

    @pytest.mark.parametrize(("found", "corrects"), [(True, False), (False, True)])
    def test_an_opening_on_the_day_of_an_inspection_takes_its_place(
        self, officer, box, found, corrects
    ):
        inspect_box(by=officer, box=box, inspected_on=DAY, is_working=found)
        self.open(box, officer, corrects=corrects)
        assert findings(box)[1:] == [(CheckKind.OPENING, True, DAY, OPEN)]

    def test_an_opening_that_finds_otherwise_takes_it_only_on_purpose(self, officer, box):
        inspect_box(by=officer, box=box, inspected_on=DAY, is_working=False)
        refused = refusal_of(self.open, box=box, officer=officer)
        words = f"Ngày 04/05/2026 đã ghi kiểm tra hòm thư: hỏng. {WAY_OUT}"
        assert refused == {"opened_on": [words]}

    @pytest.mark.parametrize(
        ("at", "possible"), [(time(11, 59), True), (time(12, 0), True), (time(12, 1), False)]
    )
    def test_no_box_is_opened_later_than_now(self, officer, box, today, at, possible):
        def opens():
            self.open(box, officer, opened_on=today, opened_at=at)

        if possible:
            opens()
        else:
            assert refusal_of(opens) == {"opened_at": ["Giờ mở không được sau bây giờ."]}
        assert box.checks.filter(kind=CheckKind.OPENING).exists() is possible

    def test_yesterday_had_every_hour(self, officer, box, today):
        day = today - timedelta(days=1)
        assert self.open(box, officer, opened_on=day, opened_at=time(23, 0)).valid_from == day

    def test_no_box_is_opened_before_its_installation(self, officer, box):
        day = LONG_AGO - timedelta(days=1)
        refused = refusal_of(self.open, box=box, officer=officer, opened_on=day)
        assert refused == {"opened_on": ["Hòm thư được lắp ngày 01/01/2020, sau ngày này."]}

    def test_an_opening_on_the_day_of_the_installation_follows_it(self, officer, group):
        box = TipBoxFactory(group=group, valid_from=DAY)
        self.open(box, officer)
        assert findings(box) == [
            (CheckKind.INSTALLATION, True, DAY, DAY),
            (CheckKind.OPENING, True, DAY, OPEN),
        ]

    @pytest.mark.parametrize("second", ["Giàng A Lử", " Giàng  A Lử ", "giàng a lử"])
    def test_one_person_is_not_two(self, officer, box, second):
        refused = refusal_of(self.open, box=box, officer=officer, second_person=second)
        assert refused == {"second_person": [TWO_PEOPLE]}

    def test_names_that_differ_by_a_tone_are_two_people(self, officer, box):
        check = self.open(box, officer, first_person="Lò Văn Hoa", second_person="Lò Văn Hóa")
        assert check.pk

    @pytest.mark.parametrize(
        "missing",
        [{"first_person": " "}, {"second_person": ""}, {"letters": None}, {"opened_at": None}],
        ids=lambda missing: next(iter(missing)),
    )
    def test_minutes_are_whole(self, officer, box, missing):
        refused = refusal_of(self.open, box=box, officer=officer, **missing)
        words = "Biên bản mở hòm thư phải có giờ, hai người mở, niêm phong và số thư."
        assert refused == {"__all__": [words]}

    def test_tomorrow_is_not_possible(self, officer, box, today):
        refused = refusal_of(
            self.open, box=box, officer=officer, opened_on=today + timedelta(days=1)
        )
        assert refused == {"opened_on": ["Ngày không được sau hôm nay."]}

    def test_a_removed_box_is_not_opened(self, officer, group):
        box = TipBoxFactory(group=group, removed=True)
        refused = refusal_of(self.open, box=box, officer=officer, opened_on=END_DAY)
        assert refused == {"opened_on": ["Hòm thư không còn ở đó vào ngày này."]}

    def test_a_later_finding_is_not_overtaken(self, officer, box):
        inspect_box(by=officer, box=box, inspected_on=DAY_AFTER, is_working=True)
        refused = refusal_of(self.open, box=box, officer=officer)
        assert refused == {"opened_on": ["Đã có lần kiểm tra sau ngày này."]}

    def test_a_refusal_leaves_the_minutes_of_before(self, officer, box):
        self.open(box, officer)
        refusal_of(self.open, box=box, officer=officer, letters=None)
        check = box.checks.get(kind=CheckKind.OPENING)
        assert (check.letters, len(box_events(box, AuditAction.BOX_OPENED))) == (2, 1)


class TestRemove:
    def remove(self, box, officer, removed_on=DAY):
        return remove_box(by=officer, box=box, removed_on=removed_on)

    def test_the_box_ends(self, officer, box):
        self.remove(box, officer)
        box.refresh_from_db()
        assert (box.valid_to, box.is_open) == (DAY, False)

    def test_its_findings_stay(self, officer, box):
        self.remove(box, officer)
        assert findings(box) == [(CheckKind.INSTALLATION, True, LONG_AGO, OPEN)]

    def test_the_access_log_says_so(self, officer, box, ward):
        self.remove(box, officer)
        event = assert_audited(AuditAction.BOX_REMOVED, by=officer, target=box)
        assert event.before == {"valid_to": "9999-12-31"}
        assert (event.after, event.unit_id) == ({"valid_to": "2026-05-04"}, ward.pk)

    def test_the_figures_change_from_that_day(self, officer, box, group):
        self.remove(box, officer)
        assert changed_figures() == [(group.pk, DAY)]

    def test_tomorrow_is_not_possible(self, officer, box, today):
        refused = refusal_of(
            self.remove, box=box, officer=officer, removed_on=today + timedelta(days=1)
        )
        assert refused == {"removed_on": ["Ngày không được sau hôm nay."]}

    def test_a_box_is_not_removed_before_it_was_put_up(self, officer, box):
        day = LONG_AGO - timedelta(days=1)
        refused = refusal_of(self.remove, box=box, officer=officer, removed_on=day)
        assert refused == {"removed_on": ["Ngày gỡ không được trước ngày lắp."]}

    def test_the_day_of_the_installation_is_possible(self, officer, box):
        self.remove(box, officer, removed_on=LONG_AGO)
        assert not box.is_open

    def test_not_before_a_later_finding(self, officer, box):
        inspect_box(by=officer, box=box, inspected_on=DAY_AFTER, is_working=True)
        refused = refusal_of(self.remove, box=box, officer=officer)
        assert refused == {"removed_on": ["Đã có lần kiểm tra sau ngày này."]}

    def test_on_the_day_of_the_last_finding_is_possible(self, officer, box):
        inspect_box(by=officer, box=box, inspected_on=DAY, is_working=False)
        assert self.remove(box, officer).valid_to == DAY

    def test_a_box_is_removed_once(self, officer, group):
        box = TipBoxFactory(group=group, removed=True)
        assert refusal_of(self.remove, box=box, officer=officer) == {"": ["Hòm thư này đã gỡ."]}

    def test_two_people_who_press_at_once_remove_it_once(self, officer, box):
        as_seen_by_the_second = TipBox.objects.get(pk=box.pk)
        self.remove(box, officer)
        refused = refusal_of(
            self.remove, box=as_seen_by_the_second, officer=officer, removed_on=DAY_AFTER
        )
        assert refused == {"": ["Hòm thư này đã gỡ."]}
        assert TipBox.objects.get().valid_to == DAY
