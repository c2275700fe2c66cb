"""Two people edit one row: only the first saves unseen."""

import pytest
from django.core.exceptions import ValidationError

from foundation.versions import StaleEditError
from tests.factories.wards import GroupFactory
from wards.models import NeighbourhoodGroup


def again(group) -> NeighbourhoodGroup:
    """The same row in another person's hands."""
    return NeighbourhoodGroup.objects.get(pk=group.pk)


def test_a_new_row_has_version_one(group):
    assert group.version == 1


def test_a_saved_edit_counts_up(group):
    saved = group.save_edit(1, {"head_name": "Lò Thị Mai"})
    assert (saved.version, saved.head_name) == (2, "Lò Thị Mai")
    assert (again(group).version, again(group).head_name) == (2, "Lò Thị Mai")


def test_the_second_of_two_is_told_and_shown_what_is_there(group):
    mine, theirs = again(group), again(group)
    theirs.save_edit(1, {"head_name": "Lò Thị Mai"})
    with pytest.raises(StaleEditError) as error:
        mine.save_edit(1, {"head_name": "Vàng A Sử"})
    assert error.value.current.head_name == "Lò Thị Mai"
    assert error.value.messages == [
        "Bản ghi đã được người khác sửa sau khi bạn mở. Đối chiếu hai bản rồi lưu lại."
    ]
    assert again(group).head_name == "Lò Thị Mai"


def test_saving_again_with_the_new_version_is_a_decision(group):
    again(group).save_edit(1, {"head_name": "Lò Thị Mai"})
    again(group).save_edit(2, {"head_name": "Vàng A Sử"})
    assert (again(group).version, again(group).head_name) == (3, "Vàng A Sử")


def test_a_version_from_the_future_is_stale_too(group):
    with pytest.raises(StaleEditError):
        group.save_edit(2, {"head_name": "Vàng A Sử"})


def test_somebody_who_saves_between_reading_and_writing_wins(group, monkeypatch):
    """The row changes after the version was compared: the UPDATE itself asks once more."""
    original = NeighbourhoodGroup.full_clean

    def slow(self, **options):
        NeighbourhoodGroup.objects.filter(pk=self.pk).update(version=2, head_name="Lò Thị Mai")
        original(self, **options)

    monkeypatch.setattr(NeighbourhoodGroup, "full_clean", slow)
    with pytest.raises(StaleEditError) as error:
        group.save_edit(1, {"head_name": "Vàng A Sử"})
    assert error.value.current.head_name == "Lò Thị Mai"
    assert again(group).head_name == "Lò Thị Mai"


def test_a_value_that_is_not_allowed_changes_nothing(group):
    with pytest.raises(ValidationError) as error:
        group.save_edit(1, {"name": ""})
    assert list(error.value.error_dict) == ["name"]
    assert (again(group).version, again(group).name) == (1, "Tổ 1")


def test_other_rows_keep_their_version(group, ward):
    other = GroupFactory(ward=ward)
    group.save_edit(1, {"head_name": "Lò Thị Mai"})
    assert again(other).version == 1


def test_what_is_not_changed_is_written_as_it_was(group):
    NeighbourhoodGroup.objects.filter(pk=group.pk).update(head_phone="0912345678")
    group.save_edit(1, {"head_name": "Lò Thị Mai"})
    assert again(group).head_phone == "0912345678"
