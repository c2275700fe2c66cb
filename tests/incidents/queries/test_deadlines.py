"""What is due of suspicions and hotspots: when and why; and the whole list of both ledgers."""

from datetime import date

import pytest

from law.queries.deadlines import deadlines_for
from tests.cases.queries.conftest import EVERYTHING, TODAY, due, everything_due, labels
from tests.factories.cases import PersonFactory, VisitFactory
from tests.factories.incidents import HotspotFactory, SuspicionFactory, SuspicionReviewFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

SET_RULE = "Quy chế nội bộ, cấu hình được"


# --- reviews and rechecks ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "listed"),
    [
        (date(2026, 3, 9), True),
        (TODAY, True),
        (date(2026, 3, 17), True),
        (date(2026, 3, 18), False),
    ],
)
def test_a_review_is_listed_a_week_ahead(officer, group, due_on, listed):
    SuspicionFactory(group=group, valid_from=date(2026, 1, 1), next_review_on=due_on)
    assert due(officer) == ([("Rà soát nghi vấn", "cá nhân", due_on)] if listed else [])


def test_only_the_last_review_counts(officer, group):
    suspicion = SuspicionFactory(group=group, valid_from=date(2026, 1, 1))
    SuspicionReviewFactory(suspicion=suspicion, reviewed_on=date(2026, 3, 1))
    assert due(officer) == []


def test_a_closed_suspicion_is_not_reviewed(officer, group):
    SuspicionFactory(
        group=group, valid_from=date(2026, 1, 1), valid_to=date(2026, 2, 1), outcome="stopped"
    )
    assert due(officer) == []


def test_a_review_says_where_and_by_which_rule_but_not_whom(officer, group):
    SuspicionFactory(group=group, valid_from=date(2026, 1, 1), subject="Vàng A Páo")
    (one,) = deadlines_for(officer, TODAY)
    assert (one.place, one.legal_basis, one.is_configured) == (group.name, SET_RULE, True)
    assert "Páo" not in str(one)


@pytest.mark.parametrize(
    ("recheck_on", "listed"),
    [
        (date(2026, 3, 9), True),
        (TODAY, True),
        (date(2026, 3, 17), True),
        (date(2026, 3, 18), False),
        (None, False),
    ],
)
def test_a_recheck_is_listed_a_week_ahead(officer, group, recheck_on, listed):
    HotspotFactory(group=group, state="cleared", recheck_on=recheck_on)
    expected = [("Kiểm tra lại điểm đã triệt xóa", "điểm phức tạp về ma túy", recheck_on)]
    assert due(officer) == (expected if listed else [])


def test_a_recheck_says_where_and_by_which_rule(officer, group):
    HotspotFactory(group=group, state="cleared", recheck_on=TODAY, place="Nhà trọ ngõ 12")
    (one,) = deadlines_for(officer, TODAY)
    assert (one.place, one.legal_basis, one.is_configured) == (group.name, SET_RULE, True)
    assert "ngõ" not in str(one)


def test_without_their_rules_reviews_and_rechecks_are_due_all_the_same(officer, group):
    SuspicionFactory(group=group, valid_from=date(2019, 1, 1))
    HotspotFactory(group=group, recheck_on=date(2019, 12, 1))
    told = deadlines_for(officer, date(2019, 12, 1))
    assert [(one.legal_basis, one.is_configured) for one in told] == [("", False), ("", False)]


# --- the list -----------------------------------------------------------------------------------


def test_what_is_most_overdue_comes_first_then_by_label_and_name(officer, group):
    for day, name in (
        (date(2026, 2, 12), "Vàng A Páo"),
        (date(2026, 2, 12), "Lò A Tùng"),
        (date(2026, 1, 12), "Giàng A Sử"),
    ):
        VisitFactory(person=PersonFactory(group=group, full_name=name), visited_on=day)
    HotspotFactory(group=group, recheck_on=date(2026, 3, 12))
    assert [(subject, day) for _label, subject, day in due(officer)] == [
        ("Giàng A Sử", date(2026, 2, 12)),
        ("Lò A Tùng", date(2026, 3, 12)),
        ("Vàng A Páo", date(2026, 3, 12)),
        ("điểm phức tạp về ma túy", date(2026, 3, 12)),
    ]


def test_every_kind_is_in_the_list(officer, group):
    everything_due(group)
    assert sorted(labels(officer)) == sorted(EVERYTHING)


def test_every_kind_of_work_is_named(officer, group):
    everything_due(group)
    assert {one.label: one.kind for one in deadlines_for(officer, TODAY)} == {
        "Kiểm tra cư trú hằng tháng": "residence",
        "Hết thời hạn: cai nghiện tự nguyện tại cộng đồng": "term",
        "Hết thời hạn: quản lý sau cai": "term",
        "Rà soát nghi vấn": "review",
        "Kiểm tra lại điểm đã triệt xóa": "review",
    }
