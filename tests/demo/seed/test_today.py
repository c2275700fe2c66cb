"""What the demonstration's officers find on "Việc hôm nay": a day's work, not years of neglect."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
import time_machine

from accounts.models import AuditEvent, User
from cases.models import StatusPeriod, Treatment
from cases.statuses import PersonStatus
from demo.incidents import LAPSED
from demo.stories import HOTSPOTS, LATE_POST_REHAB_FILES, TERMS_ENDING
from foundation.dated import OPEN
from incidents.enums import AuditAction
from incidents.models import Hotspot
from incidents.statuses import HotspotState
from law.enums import WorkKind
from law.queries.deadlines import deadlines_for
from reports.dashboards.today import build
from tests.demo.seed.conftest import NOON

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def noon(demo):
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def officer():
    return User.objects.get(username="canbo")


def left(user, kind=None) -> list[int]:
    """Days left of the tasks in the ledger of cases, in the order of the page."""
    found = deadlines_for(user, TODAY)
    return [one.days_left for one in found if kind in {None, one.kind}]


class TestOfficer:
    def test_some_overdue_some_today_some_this_week(self, officer):
        page = build(officer, "1")
        assert page.place == "Phường Cam Đường"
        assert min(page.overdue, page.due_today, page.coming) >= 5

    def test_it_is_the_work_of_a_week(self, officer):
        page = build(officer, "1")
        assert 40 <= page.overdue + page.due_today + page.coming <= 120

    def test_nothing_is_overdue_by_more_than_a_few_days(self, officer):
        assert -7 <= min(left(officer)) < 0

    def test_every_kind_of_work_is_there(self, officer):
        counts = {link.value: link.count for link in build(officer, "1").kinds}
        assert set(counts) == {None, *WorkKind.values}
        assert min(counts.values()) >= 2

    def test_reviews_do_not_dominate(self, officer):
        counts = {link.value: link.count for link in build(officer, "1").kinds}
        assert counts[WorkKind.REVIEW] == 2

    @pytest.mark.parametrize("kind", [WorkKind.RESIDENCE, WorkKind.TERM])
    def test_a_kind_has_its_overdue_today_and_this_week(self, officer, kind):
        days = left(officer, kind)
        assert days == sorted(days)
        assert (days[0] < 0, 0 in days, days[-1] > 0) == (True, True, True)


@pytest.mark.parametrize("username", ["canbo", "canbo2", "truongca", "ubnd"])
def test_nobody_of_the_demonstration_is_years_behind(username):
    user = User.objects.get(username=username)
    assert min(left(user)) >= -7


class TestHotspots:
    def test_every_cleared_point_was_looked_at_this_month_or_is_two_days_late(self):
        cleared = Hotspot.objects.filter(
            periods__state=HotspotState.CLEARED, periods__valid_to=OPEN
        )
        due = [hotspot.recheck_on for hotspot in cleared]
        told = [TODAY + timedelta(days=30 - one.looked) for one in HOTSPOTS if one.cleared]
        assert sorted(due) == sorted(told)
        assert min(due) == TODAY - timedelta(days=2)

    def test_it_was_looked_at_every_month_since(self):
        hotspot = Hotspot.objects.get(found_on=date(2022, 7, 27))  # cleared 30/03/2023
        looks = AuditEvent.objects.filter(
            action=AuditAction.HOTSPOT_RECHECKED, object_id=str(hotspot.pk)
        ).order_by("sequence")
        days = [date.fromisoformat(event.after["on"]) for event in looks]
        assert days[-1] == TODAY - timedelta(days=19)
        assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(days=30)}
        assert timedelta(0) <= days[0] - date(2023, 3, 30) < timedelta(days=30)

    def test_looking_again_left_the_states_alone(self):
        states = Hotspot.objects.filter(periods__valid_to=OPEN)
        assert states.filter(periods__state=HotspotState.CLEARED).count() == len(HOTSPOTS) - 1
        assert states.filter(periods__state=HotspotState.WATCHED).count() == 0


class TestTerms:
    def test_only_the_told_terms_have_run_out(self):
        over = StatusPeriod.objects.filter(valid_to=OPEN, term_end__lt=TODAY)
        told = [
            (status, TODAY + timedelta(days=days)) for _w, status, days in TERMS_ENDING if days < 0
        ]
        assert sorted(over.values_list("status", "term_end")) == sorted(told)

    def test_no_course_of_treatment_has_run_out(self):
        assert not Treatment.objects.filter(valid_to=OPEN, term_end__lt=TODAY).exists()

    def test_whoever_got_the_papers_late_was_let_go_at_the_end_of_the_year(self):
        for story in LATE_POST_REHAB_FILES:
            if story.until:
                left_on = story.since.replace(year=story.since.year + 1)
                ended = StatusPeriod.objects.filter(
                    person__statuses__status=PersonStatus.POST_REHAB,
                    person__statuses__valid_from=story.since,
                    status=PersonStatus.ENDED,
                    valid_from=left_on,
                )
                assert ended.count() >= story.count

    def test_the_papers_that_are_late_today_are_late_still(self):
        (story,) = [one for one in LATE_POST_REHAB_FILES if one.until is None]
        person = StatusPeriod.objects.get(
            status=PersonStatus.POST_REHAB, valid_from=story.since, valid_to=OPEN
        ).person
        assert not person.dossiers.exists()

    def test_a_lapsed_review_is_overdue_by_days(self):
        lapsed = User.objects.get(username="canbo2")
        days = [
            one.days_left for one in deadlines_for(lapsed, TODAY) if one.label == "Rà soát nghi vấn"
        ]
        assert days == [30 - LAPSED]
