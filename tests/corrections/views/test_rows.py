"""The screens of a correction: fill in, look, confirm; who may; the ledger and the way back."""

from datetime import date

import pytest
from django.urls import reverse

from cases.models import Visit
from corrections.models import Correction
from tests.factories.cases import PersonFactory, VisitFactory
from tests.factories.corrections import CorrectionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

DAY = date(2026, 3, 12)
WHY = "Ghi nhầm ngày trong sổ"


@pytest.fixture
def visit(group):
    return VisitFactory(person=PersonFactory(group=group), visited_on=date(2026, 3, 10))


@pytest.fixture
def change(visit):
    return reverse("corrections:row-change", args=["visit", visit.pk])


@pytest.fixture
def remove(visit):
    return reverse("corrections:row-remove", args=["visit", visit.pk])


@pytest.fixture
def chief_client(chief, client_of):
    return client_of(chief)


def sent(**fields):
    return {"visited_on": "12/03/2026", "result": "present", "note": "", "reason": WHY} | fields


def seen_in(answer) -> str:
    return answer.context["effect"].plan.digest


class TestPreviewed:
    def test_nothing_is_saved_before_it_was_shown(self, chief_client, change, visit):
        answer = chief_client.post(change, sent())
        assert answer.status_code == 200
        assert ("Ngày kiểm tra".lower(), "10/03/2026", "12/03/2026") in {
            (value.label, value.before, value.after) for value in answer.context["shown"][0].values
        }
        assert not Correction.objects.exists()

    def test_what_was_shown_is_saved_and_leads_back_to_the_file(self, chief_client, change, visit):
        seen = seen_in(chief_client.post(change, sent()))
        answer = chief_client.post(change, sent(seen=seen))
        assert answer.url == visit.person.get_absolute_url()
        visit.refresh_from_db()
        assert visit.visited_on == DAY

    def test_other_values_than_those_shown_are_shown_first(self, chief_client, change, visit):
        seen = seen_in(chief_client.post(change, sent()))
        answer = chief_client.post(change, sent(seen=seen, visited_on="13/03/2026"))
        assert answer.context["effect"].plan.digest != seen
        assert "Đối chiếu bản xem trước mới" in answer.content.decode()
        assert not Correction.objects.exists()

    @pytest.mark.parametrize(
        ("field", "value"), [("visited_on", "31/02/2026"), ("reason", ""), ("result", "x")]
    )
    def test_a_wrong_value_is_said_beside_its_field(self, chief_client, change, field, value):
        answer = chief_client.post(change, sent(**{field: value}))
        assert answer.status_code == 422
        assert answer.context["form"].errors[field]


class TestRemove:
    def test_it_is_taken_out_after_the_preview(self, chief_client, remove, visit):
        seen = seen_in(chief_client.post(remove, {"reason": WHY}))
        chief_client.post(remove, {"reason": WHY, "seen": seen})
        assert not Visit.objects.exists()

    def test_and_comes_back_from_the_ledger(self, chief_client, remove, visit):
        seen = seen_in(chief_client.post(remove, {"reason": WHY}))
        chief_client.post(remove, {"reason": WHY, "seen": seen})
        listed = chief_client.get(reverse("corrections:correction-list")).content.decode()
        assert WHY in listed
        back = reverse("corrections:correction-restore", args=[Correction.objects.get().pk])
        seen = seen_in(chief_client.post(back, {"reason": "Đúng như cũ"}))
        chief_client.post(back, {"reason": "Đúng như cũ", "seen": seen})
        assert Visit.objects.get() == visit


class TestWho:
    def test_another_ward_does_not_find_the_row(self, outsider_client, change, remove):
        assert outsider_client.get(change).status_code == 404
        assert outsider_client.post(remove, {"reason": WHY}).status_code == 404

    def test_nor_the_correction(self, outsider_client, group):
        correction = CorrectionFactory(group=group)
        assert outsider_client.get(correction.get_absolute_url()).status_code == 404
        assert (
            WHY not in outsider_client.get(reverse("corrections:correction-list")).content.decode()
        )

    def test_a_group_head_sees_no_correction_of_a_person(self, group_head, client_of, group):
        correction = CorrectionFactory(group=group, reason=WHY)
        head = client_of(group_head)
        assert head.get(correction.get_absolute_url()).status_code == 404
        assert WHY not in head.get(reverse("corrections:correction-list")).content.decode()

    def test_an_unknown_kind_is_not_there(self, chief_client):
        assert chief_client.get("/corrections/secret/1/change/").status_code == 404
