"""Rows of boxes and of what was found at them."""

from datetime import date, time

import pytest
from django.db import connection
from django.db.models import ProtectedError

from pledges.enums import CheckKind
from pledges.models import BoxCheck, TipBox
from tests.factories.pledges import BoxCheckFactory, TipBoxFactory
from tests.pledges.ledger import refused_by_database, sentences_of

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2024, 1, 1), date(2024, 6, 1)
MINUTES = "Biên bản mở hòm thư phải có giờ, hai người mở, niêm phong và số thư."


class TestBox:
    def test_a_box_is_not_removed_before_it_was_put_up(self, group):
        before = date(2023, 12, 31)
        with refused_by_database("box_ends_not_before_start"):
            TipBoxFactory(group=group, valid_from=FIRST, valid_to=before, checked=False)

    def test_a_removal_before_the_installation_is_refused_in_words(self, box):
        box.valid_to = date(2000, 1, 1)
        assert sentences_of(box) == {"__all__": ["Ngày kết thúc không được trước ngày bắt đầu."]}

    def test_a_group_may_have_two_boxes(self, group):
        TipBoxFactory.create_batch(2, group=group)
        assert group.boxes.count() == 2

    def test_a_place_is_needed(self, box):
        box.place = ""
        assert list(sentences_of(box)) == ["place"]

    def test_a_group_with_a_box_is_not_deleted(self, box):
        with pytest.raises(ProtectedError):
            box.group.delete()

    def test_who_holds_the_key_is_sensitive(self):
        assert TipBox.Privacy.sensitive == ("key_holder",)

    def test_a_box_is_called_by_its_group_and_place(self, box):
        assert str(box) == "Tổ 1 · Nhà văn hóa tổ"


class TestCheck:
    def test_a_finding_does_not_end_before_it_began(self):
        with refused_by_database("box_check_ends_not_before_start"):
            BoxCheckFactory(valid_from=FIRST, valid_to=date(2023, 12, 31))

    def test_two_findings_of_one_box_do_not_overlap(self):
        box = BoxCheckFactory(valid_from=FIRST, valid_to=LAST).box
        with refused_by_database("pledges_boxcheck_no_overlap"):
            BoxCheckFactory(box=box, valid_from=date(2024, 5, 31))

    def test_two_open_findings_are_refused(self):
        box = BoxCheckFactory(valid_from=FIRST).box
        with refused_by_database("pledges_boxcheck_no_overlap"):
            BoxCheckFactory(box=box, valid_from=LAST)

    def test_one_finding_follows_another_on_the_day(self):
        box = BoxCheckFactory(valid_from=FIRST, valid_to=LAST).box
        BoxCheckFactory(box=box, valid_from=LAST)
        assert [BoxCheck.objects.in_force(day).count() for day in (FIRST, LAST)] == [1, 1]

    def test_findings_of_two_boxes_are_apart(self):
        BoxCheckFactory.create_batch(2, valid_from=FIRST)
        assert BoxCheck.objects.in_force(FIRST).count() == 2

    def test_the_latest_finding_stands_first(self):
        early = BoxCheckFactory(valid_from=FIRST, valid_to=LAST)
        late = BoxCheckFactory(box=early.box, valid_from=LAST)
        assert list(BoxCheck.objects.all()) == [late, early]

    def test_a_finding_is_called_by_its_box_and_day(self):
        check = BoxCheckFactory(valid_from=FIRST)
        assert str(check) == f"{check.box_id} 2024-01-01"

    def test_findings_go_with_their_box(self, box):
        box.delete()
        assert BoxCheck.objects.count() == 0


class TestMinutes:
    @pytest.mark.parametrize(
        "missing",
        [
            {"opened_at": None},
            {"is_seal_intact": None},
            {"letters": None},
            {"first_person": ""},
            {"second_person": ""},
        ],
        ids=lambda missing: next(iter(missing)),
    )
    def test_an_opening_without_its_minutes_is_refused_by_the_database(self, missing):
        with refused_by_database("box_opening_has_minutes"):
            BoxCheckFactory(opening=True, **missing)

    def test_an_opening_without_its_minutes_is_refused_in_words(self):
        box = TipBoxFactory(checked=False)
        check = BoxCheckFactory.build(box=box, opening=True, letters=None)
        assert sentences_of(check, "box") == {"__all__": [MINUTES]}

    def test_an_empty_box_has_minutes_too(self):
        check = BoxCheckFactory(opening=True, letters=0, summary="")
        assert (check.letters, check.summary) == (0, "")

    def test_an_inspection_needs_no_minutes(self):
        check = BoxCheckFactory(kind=CheckKind.INSPECTION)
        assert (check.opened_at, check.letters, check.first_person) == (None, None, "")

    def test_minutes_are_read_back(self):
        check = BoxCheck.objects.get(pk=BoxCheckFactory(opening=True).pk)
        told = (check.opened_at, check.first_person, check.is_seal_intact, check.summary)
        assert told == (time(9, 30), "Giàng A Lử", True, "Một thư báo tin, một thư trống.")

    def test_the_summary_cannot_be_read_in_the_database(self):
        check = BoxCheckFactory(opening=True, summary="Ngõ 12 có người lạ")
        with connection.cursor() as cursor:
            cursor.execute("SELECT summary FROM pledges_boxcheck WHERE id = %s", [check.pk])
            stored = cursor.fetchone()[0]
        assert stored
        assert "người" not in stored

    def test_who_opened_and_what_was_found_is_sensitive(self):
        assert BoxCheck.Privacy.sensitive == ("first_person", "second_person", "summary")
