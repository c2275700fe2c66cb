"""The rows behind a figure, with the reader's rights, at the figure's day."""

from datetime import date

import pytest

from accounts.models import AuditEvent
from cases.enums import DossierKind
from criteria.enums import AuditAction
from criteria.queries.evidence import Reader
from criteria.sets import CITY_2023, QD28_2025
from reports.asked import Asked
from reports.dashboards.evidence import build
from tests.assertions import assert_audited
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.incidents import HotspotFactory
from tests.factories.pledges import HouseholdFactory, PledgeFactory, TipBoxFactory
from tests.factories.wards import GroupFactory
from tests.reports.dashboards.conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(ward, asked_then):
    """`opened(user, "addict_file")` is the evidence of that criterion."""

    def opened(user, code, which="", page="1", question=asked_then):
        criterion = question.criteria_set.criterion(code)
        return build(
            Reader(user, ward, question.day), criterion, question, {"which": which, "page": page}
        )

    return opened


@pytest.fixture
def two_addicts(group):
    """One with a management dossier, one without."""
    filed = PersonFactory(group=group, full_name="Lò A Tùng")
    DossierFactory(person=filed, kind=DossierKind.MANAGEMENT, valid_from=date(2024, 1, 5))
    return filed, PersonFactory(group=group, full_name="Vàng Thị Sua")


def labels(page):
    return [row.label for row in page.rows]


class TestWhich:
    def test_first_what_blocks(self, opened, officer, two_addicts):
        page = opened(officer, "addict_file")
        assert (page.which, labels(page), page.total) == ("failing", ["Vàng Thị Sua"], 1)

    def test_what_passes(self, opened, officer, two_addicts):
        assert labels(opened(officer, "addict_file", "passing")) == ["Lò A Tùng"]

    def test_all_by_given_name(self, opened, officer, two_addicts):
        assert labels(opened(officer, "addict_file", "all")) == ["Vàng Thị Sua", "Lò A Tùng"]

    def test_their_numbers_are_the_figure(self, opened, officer, two_addicts):
        page = opened(officer, "addict_file", "all")
        passing = opened(officer, "addict_file", "passing")
        m = page.result.measurement
        assert (passing.total, page.total) == (m.numerator, m.denominator) == (1, 2)

    def test_nonsense_shows_what_blocks(self, opened, officer, two_addicts):
        assert opened(officer, "addict_file", "drop table").which == "failing"

    def test_a_met_figure_opens_with_the_rows_it_counts(self, opened, officer, group):
        TipBoxFactory(group=group)
        page = opened(officer, "tip_box")
        assert (page.which, page.total, labels(page)) == ("all", 1, ["Tổ 1"])

    def test_of_what_must_be_zero_there_is_only_all(self, opened, officer, group):
        HotspotFactory(group=group, state="verified", found_on=date(2024, 2, 14))
        page = opened(officer, "no_hotspot")
        assert (page.which, page.tabs, page.total) == ("all", [("all", "Tất cả")], 1)

    def test_a_ratio_has_three_views(self, opened, officer, group):
        assert opened(officer, "tip_box").tabs == [
            ("failing", "Chưa đạt"),
            ("passing", "Đạt"),
            ("all", "Tất cả"),
        ]

    def test_the_other_set(self, opened, officer, two_addicts):
        page = opened(officer, "no_user", question=Asked(DAY, QD28_2025))
        assert (page.total, page.result.measurement.numerator) == (2, 2)


class TestReaders:
    def test_the_committee_sees_numbers_by_group(self, opened, committee, ward, two_addicts):
        for _ in range(3):
            PersonFactory(group=GroupFactory(ward=ward, name="Tổ 2"))
        page = opened(committee, "addict_file", "all")
        assert page.rows == ()
        assert [(one.group, one.shown) for one in page.counts] == [
            ("Tổ 1", "< 3"),
            ("Tổ 2", "< 3"),
            ("Tổ 2", "< 3"),
            ("Tổ 2", "< 3"),
        ]
        assert page.shown_total == "5"

    @pytest.mark.parametrize(
        ("which", "total"), [("all", "14"), ("failing", "< 3"), ("passing", "< 3")]
    )
    def test_the_tabs_do_not_give_the_rest_away(self, opened, committee, group, which, total):
        for person in PersonFactory.create_batch(14, group=group)[1:]:
            DossierFactory(person=person, kind=DossierKind.MANAGEMENT, valid_from=date(2024, 1, 5))
        page = opened(committee, "addict_file", which)
        assert (page.figure, page.shown_total) == ("trong 14 người", total)
        assert page.tabs == [("failing", "Chưa đạt"), ("all", "Tất cả")]
        assert [(one.group, one.shown) for one in page.counts] == [("Tổ 1", total)]

    def test_a_group_in_which_nothing_blocks_is_not_listed(
        self, opened, committee, ward, two_addicts
    ):
        filed = PersonFactory(group=GroupFactory(ward=ward, name="Tổ 2"))
        DossierFactory(person=filed, kind=DossierKind.MANAGEMENT, valid_from=date(2024, 1, 5))
        page = opened(committee, "addict_file")
        assert [(one.group, one.shown) for one in page.counts] == [("Tổ 1", "< 3")]

    def test_a_sum_gives_no_group_away(self, opened, committee, ward, two_addicts):
        PersonFactory.create_batch(6, group=GroupFactory(ward=ward, name="Tổ 2"))
        page = opened(committee, "addict_file", "all")
        assert [one.shown for one in page.counts] == ["< 3", "> 2"]

    def test_small_totals_are_hidden_from_the_committee(
        self, opened, committee, officer, two_addicts
    ):
        assert opened(committee, "addict_file").shown_total == "< 3"
        assert opened(officer, "addict_file").shown_total == "1"

    def test_households_are_no_small_cells(self, opened, committee, group):
        HouseholdFactory(group=group)
        page = opened(committee, "household_pledge")
        assert ([one.shown for one in page.counts], page.shown_total) == (["1"], "1")

    def test_a_verifier_sees_covered_names(self, opened, verifier, two_addicts):
        page = opened(verifier, "addict_file", "all")
        assert (labels(page), page.is_masked) == (["Vàng Thị S.", "Lò A T."], True)

    def test_an_outsider_sees_numbers_at_most(self, opened, outsider, two_addicts):
        page = opened(outsider, "addict_file", "all")
        assert (page.rows, [one.shown for one in page.counts]) == ((), ["< 3"])

    def test_places_are_shown_to_all_without_their_heads(self, opened, committee, officer, group):
        for reader, head in ((committee, ""), (officer, "Nguyễn Văn Tổ")):
            (row,) = opened(reader, "hotline_board").rows
            assert (row.label, row.responsible) == ("Tổ 1", head)


class TestReading:
    """On the screen: what is built records nothing, what is shown does."""

    @pytest.fixture
    def shown(self, client_of, ward):
        def shown(user, code, which=""):
            address = f"/wards/{ward.pk}/CITY_2023/{code}/"
            asked = {"as_of": "30/06/2024", "which": which}
            assert client_of(user).get(address, asked).status_code == 200
            return AuditEvent.objects.filter(action=AuditAction.EVIDENCE_READ)

        return shown

    def test_names_that_are_read_leave_a_trace(self, shown, officer, ward, two_addicts):
        shown(officer, "addict_file", "all")
        event = assert_audited(AuditAction.EVIDENCE_READ, by=officer, target=ward, count=2)
        assert event.after == {"criterion": "addict_file", "day": "2024-06-30"}

    def test_covered_names_too(self, shown, verifier, ward, two_addicts):
        shown(verifier, "addict_file")
        assert_audited(AuditAction.EVIDENCE_READ, by=verifier, target=ward)

    @pytest.mark.parametrize("code", ["tip_box", "hotline_board"])
    def test_places_do_not(self, shown, officer, group, code):
        assert not shown(officer, code).exists()

    def test_numbers_do_not(self, shown, committee, two_addicts):
        assert not shown(committee, "addict_file", "all").exists()

    def test_an_empty_list_does_not(self, shown, officer, group):
        assert not shown(officer, "addict_file", "all").exists()


class TestPages:
    def test_fifty_a_page(self, opened, officer, group):
        for _ in range(51):
            HouseholdFactory(group=group)
        first, second = (opened(officer, "household_pledge", page=number) for number in "12")
        assert (len(first.rows), len(second.rows), first.total) == (50, 1, 51)

    @pytest.mark.parametrize("number", ["0", "-1", "abc", "999", ""])
    def test_a_page_that_does_not_exist_shows_one_that_does(self, opened, officer, group, number):
        HouseholdFactory(group=group)
        assert len(opened(officer, "household_pledge", page=number).rows) == 1

    @pytest.mark.parametrize("count", [1, 30])
    def test_a_page_costs_the_same_for_any_number(
        self, count, officer, ward, group, asked_then, django_assert_num_queries
    ):
        for _ in range(count):
            HouseholdFactory(group=group)
        fresh = type(officer).objects.get(pk=officer.pk)
        criterion = CITY_2023.criterion("household_pledge")
        reader = Reader(fresh, ward, DAY)
        with django_assert_num_queries(BUDGET):
            build(reader, criterion, asked_then, {})


#: Postings; count, rows, groups; the score of this criterion.
BUDGET = 7


def test_the_day_is_the_figures_day(opened, officer, group):
    household = HouseholdFactory(group=group, head_name="Lý Láo San")
    PledgeFactory(household=household, valid_from=date(2024, 7, 1))
    page = opened(officer, "household_pledge", "failing")
    assert labels(page) == ["Lý Láo San"]
    later = Asked(date(2024, 7, 1), CITY_2023)
    assert labels(opened(officer, "household_pledge", "failing", question=later)) == []
