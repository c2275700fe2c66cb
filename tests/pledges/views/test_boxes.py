"""Screens of one tip-off box."""

import uuid
from datetime import date, time

import pytest
from django.urls import reverse

from pledges.enums import AuditAction, CheckKind
from pledges.models import BoxCheck, TipBox
from tests.assertions import assert_audited, assert_nothing_audited, assert_refused
from tests.factories.pledges import TipBoxFactory
from tests.factories.wards import GroupFactory
from wards.enums import GroupKind

pytestmark = pytest.mark.django_db

LIST = reverse("pledges:fixture-list")
DAY = date(2026, 5, 4)
WRITTEN = "Ngày 04/05/2026 đã có biên bản mở hòm thư lúc 09:30 (2 thư)."
WAY_OUT = "Nếu muốn sửa, đánh dấu ô sửa ở cuối biểu mẫu rồi lưu lại."


def sent_twice(client, url, data) -> list[int]:
    data = data | {"submission": str(uuid.uuid4())}
    return [client.post(url, data).status_code for _time in range(2)]


class TestCreate:
    url = property(lambda _self: reverse("pledges:box-create"))

    def data(self, group, **fields):
        return {"group": group.pk, "place": "Cổng chợ", "installed_on": "04/05/2026"} | fields

    def test_a_box_is_put_up(self, officer_client, officer, group):
        response = officer_client.post(self.url, self.data(group, key_holder="Giàng A Lử"))
        box = TipBox.objects.get()
        told = (box.group, box.place, box.key_holder, box.valid_from, response.url)
        assert told == (group, "Cổng chợ", "Giàng A Lử", DAY, LIST)
        assert_audited(AuditAction.BOX_INSTALLED, by=officer, target=box)

    def test_the_list_says_that_it_is_done(self, officer_client, group):
        page = officer_client.post(self.url, self.data(group), follow=True).content.decode()
        assert "Đã ghi hòm thư mới." in page
        assert "Cổng chợ" in page

    def test_a_group_head_puts_one_up_in_the_own_group(self, group_head, client_of, group):
        client_of(group_head).post(self.url, self.data(group))
        assert TipBox.objects.get().group == group

    def test_next_door_is_no_choice(self, group_head, client_of, neighbours):
        response = client_of(group_head).post(self.url, self.data(neighbours))
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["group"])
        assert TipBox.objects.count() == 0

    def test_another_wards_group_is_no_choice(self, officer_client, group, other_group):
        response = officer_client.post(self.url, self.data(other_group))
        assert list(response.context["form"].errors) == ["group"]
        assert "Thôn 1" not in response.content.decode()

    def test_places_outside_any_group_are_no_choice(self, officer_client, group, ward):
        outside = GroupFactory(ward=ward, name="Khu vực khác", kind=GroupKind.OTHER_PLACE)
        response = officer_client.post(self.url, self.data(outside))
        assert list(response.context["form"].errors) == ["group"]

    def test_the_group_in_the_address_is_chosen(self, officer_client, group, neighbours):
        form = officer_client.get(f"{self.url}?group={neighbours.pk}").context["form"]
        assert form["group"].value() == str(neighbours.pk)

    def test_tomorrow_is_refused_beside_the_day(self, officer_client, group, today):
        response = officer_client.post(self.url, self.data(group, installed_on="25/11/2026"))
        assert_refused(response, installed_on="Ngày không được sau hôm nay.")

    def test_a_place_is_needed(self, officer_client, group):
        response = officer_client.post(self.url, self.data(group, place=" "))
        assert_refused(response, place="Bắt buộc phải nhập.")

    def test_sent_twice_it_is_put_up_once(self, officer_client, group):
        assert sent_twice(officer_client, self.url, self.data(group)) == [302, 302]
        assert TipBox.objects.count() == 1


class TestOpen:
    def url(self, box):
        return reverse("pledges:box-open", args=[box.pk])

    def data(self, **fields):
        return {
            "opened_on": "04/05/2026",
            "opened_at": "09:30",
            "first_person": "Giàng A Lử",
            "second_person": "Vàng Thị Sua",
            "is_seal_intact": "yes",
            "is_working": "yes",
            "letters": "2",
            "summary": "Hai thư",
        } | fields

    def test_the_minutes_are_written(self, officer_client, officer, box):
        response = officer_client.post(self.url(box), self.data())
        check = box.checks.get(kind=CheckKind.OPENING)
        told = (check.valid_from, check.opened_at, check.first_person, check.second_person)
        assert told == (DAY, time(9, 30), "Giàng A Lử", "Vàng Thị Sua")
        assert (check.is_seal_intact, check.letters, check.summary) == (True, 2, "Hai thư")
        assert response.url == LIST
        assert_audited(AuditAction.BOX_OPENED, by=officer, target=box)

    def test_an_empty_broken_box_has_minutes_too(self, officer_client, box):
        typed = self.data(letters="0", summary="", is_working="no", is_seal_intact="no")
        officer_client.post(self.url(box), typed)
        check = box.checks.get(kind=CheckKind.OPENING)
        told = (check.letters, check.summary, check.is_working, check.is_seal_intact)
        assert told == (0, "", False, False)

    def test_a_group_head_opens_the_own_box(self, group_head, client_of, box):
        client_of(group_head).post(self.url(box), self.data())
        assert box.checks.filter(kind=CheckKind.OPENING).count() == 1

    def test_one_person_is_refused_beside_the_second(self, officer_client, box):
        response = officer_client.post(self.url(box), self.data(second_person="giàng a lử"))
        assert_refused(response, second_person="Phải có hai người khác nhau cùng mở hòm thư.")

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            ("25/11/2026", "Ngày không được sau hôm nay."),
            ("01/01/2019", "Hòm thư được lắp ngày 01/01/2020, sau ngày này."),
            ("31/12/2025", "Đã có lần kiểm tra sau ngày này."),
        ],
    )
    def test_a_wrong_day_is_refused_beside_the_day(self, officer_client, box, today, day, words):
        officer_client.post(self.url(box), self.data(opened_on="01/01/2026"))
        response = officer_client.post(self.url(box), self.data(opened_on=day))
        assert_refused(response, opened_on=words)

    def test_minutes_that_are_written_are_told_and_corrected_on_purpose(self, officer_client, box):
        url, asks = self.url(box), 'name="corrects"'
        assert asks not in officer_client.get(url).content.decode()
        officer_client.post(url, self.data())
        response = officer_client.post(url, self.data(letters="0"))
        assert_refused(response, opened_on=f"{WRITTEN} {WAY_OUT}")
        page = response.content.decode()
        assert (asks in page, "Sửa biên bản đã ghi" in page) == (True, True)
        assert box.checks.get(kind=CheckKind.OPENING).letters == 2
        typed = self.data(letters="0", corrects="on")
        assert asks in officer_client.post(url, typed | {"letters": ""}).content.decode()
        assert officer_client.post(url, typed).url == LIST
        assert box.checks.get(kind=CheckKind.OPENING).letters == 0

    @pytest.mark.parametrize("field", ["is_seal_intact", "is_working", "letters", "opened_at"])
    def test_minutes_are_whole(self, officer_client, box, field):
        response = officer_client.post(self.url(box), self.data(**{field: ""}))
        assert_refused(response, **{field: "Bắt buộc phải nhập."})
        assert BoxCheck.objects.filter(kind=CheckKind.OPENING).count() == 0

    def test_what_was_typed_is_given_back(self, officer_client, box):
        page = officer_client.post(self.url(box), self.data(letters="")).content.decode()
        for typed in ('value="09:30"', 'value="Giàng A Lử"', "Hai thư</textarea>"):
            assert typed in page

    def test_the_page_names_group_and_place(self, officer_client, box):
        page = " ".join(officer_client.get(self.url(box)).content.decode().split())
        assert "Mở hòm thư: Tổ 1 · Nhà văn hóa tổ" in page
        assert "Biên bản do hai người cùng lập, ghi cả khi hòm thư trống." in page

    def test_sent_twice_it_is_written_once(self, officer_client, officer, box):
        assert sent_twice(officer_client, self.url(box), self.data()) == [302, 302]
        assert_audited(AuditAction.BOX_OPENED, by=officer, target=box)


class TestInspect:
    def url(self, box):
        return reverse("pledges:box-inspect", args=[box.pk])

    @pytest.mark.parametrize(("said", "is_working"), [("yes", True), ("no", False)])
    def test_the_finding_is_written(self, officer_client, officer, box, said, is_working):
        data = {"inspected_on": "04/05/2026", "is_working": said}
        assert officer_client.post(self.url(box), data).url == LIST
        check = box.checks.get(kind=CheckKind.INSPECTION)
        assert (check.valid_from, check.is_working) == (DAY, is_working)
        assert_audited(AuditAction.BOX_CHECKED, by=officer, target=box)

    def test_the_list_tells_the_new_state(self, officer_client, box):
        data = {"inspected_on": "04/05/2026", "is_working": "no"}
        page = officer_client.post(self.url(box), data, follow=True).content.decode()
        assert "Đã ghi lần kiểm tra." in page
        assert "</span> Hỏng</span>" in page

    def test_a_finding_that_is_written_is_corrected_on_purpose(self, officer_client, box):
        data = {"inspected_on": "04/05/2026", "is_working": "no"}
        officer_client.post(self.url(box), data)
        response = officer_client.post(self.url(box), data | {"is_working": "yes"})
        told = "Ngày 04/05/2026 đã ghi kiểm tra hòm thư: hỏng."
        assert_refused(response, inspected_on=f"{told} {WAY_OUT}")
        assert "Sửa kết quả đã ghi" in response.content.decode()
        data |= {"is_working": "yes", "corrects": "on"}
        assert officer_client.post(self.url(box), data).url == LIST
        assert box.checks.get(kind=CheckKind.INSPECTION).is_working is True

    def test_a_finding_is_said(self, officer_client, box):
        response = officer_client.post(self.url(box), {"inspected_on": "04/05/2026"})
        assert_refused(response, is_working="Bắt buộc phải nhập.")

    def test_tomorrow_is_refused_beside_the_day(self, officer_client, box, today):
        data = {"inspected_on": "25/11/2026", "is_working": "yes"}
        assert_refused(
            officer_client.post(self.url(box), data), inspected_on="Ngày không được sau hôm nay."
        )
        assert_nothing_audited()

    def test_a_removed_box_is_refused_beside_the_day(self, officer_client, group):
        box = TipBoxFactory(group=group, removed=True)
        data = {"inspected_on": "01/09/2026", "is_working": "yes"}
        assert_refused(
            officer_client.post(self.url(box), data),
            inspected_on="Hòm thư không còn ở đó vào ngày này.",
        )

    def test_sent_twice_it_is_written_once(self, officer_client, officer, box):
        data = {"inspected_on": "04/05/2026", "is_working": "yes"}
        assert sent_twice(officer_client, self.url(box), data) == [302, 302]
        assert_audited(AuditAction.BOX_CHECKED, by=officer, target=box)


class TestRemove:
    def url(self, box):
        return reverse("pledges:box-remove", args=[box.pk])

    def test_the_box_is_taken_down(self, officer_client, officer, box):
        response = officer_client.post(self.url(box), {"removed_on": "04/05/2026"})
        box.refresh_from_db()
        assert (box.valid_to, response.url) == (DAY, LIST)
        assert_audited(AuditAction.BOX_REMOVED, by=officer, target=box)

    def test_the_list_then_lacks_one(self, officer_client, box):
        data = {"removed_on": "04/05/2026"}
        page = officer_client.post(self.url(box), data, follow=True).content.decode()
        assert "Đã ghi gỡ hòm thư." in page
        assert "Chưa có hòm thư" in page

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            ("25/11/2026", "Ngày không được sau hôm nay."),
            ("31/12/2019", "Ngày gỡ không được trước ngày lắp."),
        ],
    )
    def test_a_wrong_day_is_refused_beside_the_day(self, officer_client, box, today, day, words):
        response = officer_client.post(self.url(box), {"removed_on": day})
        assert_refused(response, removed_on=words)

    def test_a_box_is_removed_once(self, officer_client, group):
        box = TipBoxFactory(group=group, removed=True)
        response = officer_client.post(self.url(box), {"removed_on": "04/05/2026"})
        assert_refused(response, on_top="Hòm thư này đã gỡ.")

    def test_sent_twice_it_is_taken_down_once(self, officer_client, officer, box):
        data = {"removed_on": "04/05/2026"}
        assert sent_twice(officer_client, self.url(box), data) == [302, 302]
        assert_audited(AuditAction.BOX_REMOVED, by=officer, target=box)
