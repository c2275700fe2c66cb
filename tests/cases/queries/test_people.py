"""The list of people: who is on it, how each stands, what a search finds."""

from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from cases.enums import AbsenceReason, DossierKind, TreatmentForm
from cases.models import Person
from cases.queries.people_list import lines_of, with_standing
from cases.queries.required_dossiers import REQUIRED_DOSSIERS, lacking
from cases.queries.rights import people_to_list, sees_files
from cases.queries.search import away_on, matching, with_check_overdue, with_term
from cases.statuses import PersonStatus
from law.queries.deadlines import deadlines_for
from tests.cases.queries.conftest import everybody
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    PersonFactory,
    ResidenceFactory,
    StatusPeriodFactory,
    TreatmentFactory,
    VisitFactory,
)

TODAY = date(2026, 11, 20)
SEES_FILES = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE}


def names(people) -> list[str]:
    return [person.full_name for person in people]


def line(person, day=TODAY):
    rows = with_standing(everybody().filter(pk=person.pk), day)
    return next(lines_of(rows))


class TestWhoIsListed:
    def test_a_role_in_the_ward_lists_all_the_treated_or_nobody(self, user_as, person, treated):
        found = {role: set(people_to_list(user_as(role))) for role in Role}
        listed = {role: {person, treated} if role in SEES_FILES else set() for role in Role}
        assert found == listed | {Role.CLINIC: {treated}}

    def test_another_wards_officer_lists_nobody(self, outsider, person, treated):
        assert list(people_to_list(outsider)) == []

    def test_whole_files_are_never_mixed_with_the_treated_of_another_ward(
        self, both, person, other_group
    ):
        PersonFactory(group=other_group, treated=True)
        assert list(people_to_list(both)) == [person]

    def test_who_sees_files(self, officer, clinic, committee, verifier):
        seeing = [sees_files(user) for user in (officer, clinic, committee, verifier)]
        assert seeing == [True, False, False, False]

    def test_somebody_who_moved_away_is_listed_where_they_live_now(
        self, officer, outsider, ward, group, other_group
    ):
        moved = PersonFactory(group=other_group, since=date(2024, 5, 1))
        ResidenceFactory(
            person=moved, group=group, valid_from=date(2021, 1, 1), valid_to=date(2024, 5, 1)
        )
        assert list(people_to_list(officer)) == []
        assert list(people_to_list(outsider)) == [moved]


class TestStanding:
    def test_a_line_says_where_and_since_when(self, person, group):
        found = line(person)
        assert (found.person.place, found.person.since) == ("Tổ 1", date(2020, 1, 1))
        assert (str(found.status), found.badge) == ("người nghiện", "near")

    def test_the_open_status_is_shown_and_not_an_earlier_one(self, group):
        person = PersonFactory(
            group=group, status=PersonStatus.POST_REHAB, status_from=date(2025, 1, 1)
        )
        StatusPeriodFactory(
            person=person,
            status=PersonStatus.ADDICT,
            valid_from=date(2022, 1, 1),
            valid_to=date(2025, 1, 1),
        )
        assert str(line(person).status) == "quản lý sau cai"

    def test_an_earlier_stay_makes_no_second_line(self, person, other_group):
        ResidenceFactory(person=person, group=other_group)
        rows = with_standing(everybody(), TODAY)
        assert [row.place for row in rows] == ["Tổ 1"]

    def test_the_last_visit_is_the_latest(self, person):
        for day in (date(2026, 3, 10), date(2026, 5, 10), date(2026, 4, 10)):
            VisitFactory(person=person, visited_on=day)
        assert line(person).person.last_visit == date(2026, 5, 10)

    def test_nobody_visited_shows_no_day(self, person):
        assert line(person).person.last_visit is None

    def test_away_says_why(self, person):
        AbsenceFactory(person=person, reason=AbsenceReason.DETAINED)
        assert str(line(person).away) == "bị tạm giữ, tạm giam, chấp hành án"

    def test_a_return_counts_from_its_day(self, person):
        AbsenceFactory(person=person, valid_to=TODAY)
        assert line(person).away == ""
        assert line(person, TODAY - timedelta(days=1)).away == "đi nơi khác"

    def test_substitution_treatment_is_shown_while_it_lasts(self, treated):
        assert line(treated).person.treated_since == date(2026, 3, 10)

    def test_another_treatment_is_not_substitution(self, person):
        TreatmentFactory(person=person, form=TreatmentForm.COMMUNITY)
        assert line(person).person.treated_since is None

    def test_long_texts_are_not_read_for_a_list(self, person):
        row = with_standing(everybody(), TODAY).get()
        assert row.get_deferred_fields() == {"phone", "guardians", "convictions", "note"}


class TestLacks:
    def lacks(self, person):
        return [str(label) for label in line(person).lacks]

    def test_an_addict_without_dossiers_lacks_two(self, person):
        assert self.lacks(person) == ["hồ sơ quản lý", "hồ sơ cai nghiện, điều trị"]

    def test_an_absent_addict_lacks_only_the_management_file(self, person):
        AbsenceFactory(person=person)
        assert self.lacks(person) == ["hồ sơ quản lý"]

    def test_open_dossiers_are_not_lacking(self, person):
        DossierFactory(person=person, kind=DossierKind.MANAGEMENT)
        DossierFactory(person=person, kind=DossierKind.TREATMENT)
        assert self.lacks(person) == []
        assert line(person).needs_dossier is True

    def test_a_closed_dossier_is_lacking_from_its_last_day(self, person):
        DossierFactory(person=person, kind=DossierKind.TREATMENT)
        DossierFactory(person=person, kind=DossierKind.MANAGEMENT, valid_to=TODAY)
        assert self.lacks(person) == ["hồ sơ quản lý"]

    def test_after_rehabilitation_another_dossier_is_needed(self, group):
        person = PersonFactory(group=group, status=PersonStatus.POST_REHAB)
        DossierFactory(person=person, kind=DossierKind.MANAGEMENT)
        assert self.lacks(person) == ["hồ sơ quản lý sau cai"]

    @pytest.mark.parametrize("status", ["suspected_use", "illegal_use", "ended"])
    def test_other_statuses_need_none(self, group, status):
        found = line(PersonFactory(group=group, status=status))
        assert (found.lacks, found.needs_dossier) == ([], False)

    def test_searches_by_lack_find_who_shows_it(self, group, person):
        away = PersonFactory(group=group, full_name="Lò Văn Vắng")
        AbsenceFactory(person=away)
        after = PersonFactory(group=group, status=PersonStatus.POST_REHAB)
        complete = PersonFactory(group=group, status=PersonStatus.SUSPECTED_USE)
        found = {
            required.code: set(lacking(everybody(), required.code, TODAY))
            for required in REQUIRED_DOSSIERS
        }
        assert found == {"management": {person, away}, "treatment": {person}, "post_rehab": {after}}
        assert set(lacking(everybody(), "any", TODAY)) == {person, away, after}
        assert complete not in lacking(everybody(), "any", TODAY)

    def test_an_unknown_lack_finds_nobody(self, person):
        assert list(lacking(everybody(), "passport", TODAY)) == []


class TestMatching:
    @pytest.fixture(autouse=True)
    def people(self, group):
        hanh = PersonFactory(
            group=group, full_name="Đặng Thị Hạnh", other_name="Tý", id_number="010185000777"
        )
        PersonFactory(group=group, full_name="Hoà Văn Sáng")
        DossierFactory(person=hanh, number="SDTP-02650-2025-0003")

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("dang thi", ["Đặng Thị Hạnh"]),
            ("  ĐẶNG   THỊ ", ["Đặng Thị Hạnh"]),
            ("tý", ["Đặng Thị Hạnh"]),
            ("hòa", ["Hoà Văn Sáng"]),
            ("010185000777", []),
            ("sdtp-02650-2025-0003 ", ["Đặng Thị Hạnh"]),
            ("SDTP-02650", []),
            ("%", []),
            ("_", []),
            ("không có", []),
        ],
    )
    def test_what_a_text_finds(self, text, found):
        assert names(matching(everybody(), text)) == found

    def test_a_dossier_number_may_be_left_out(self):
        text = "SDTP-02650-2025-0003"
        assert names(matching(everybody(), text, by_dossier=False)) == []

    def test_two_dossiers_of_one_number_make_one_line(self):
        hanh = Person.objects.get(full_name="Đặng Thị Hạnh")
        DossierFactory(person=hanh, kind=DossierKind.TREATMENT, number="sdtp-02650-2025-0003")
        assert names(matching(everybody(), "SDTP-02650-2025-0003")) == ["Đặng Thị Hạnh"]


class TestOverdueChecks:
    pytestmark = pytest.mark.usefixtures("rules")

    @pytest.mark.parametrize(
        ("visited", "overdue"),
        [
            (date(2026, 10, 19), True),
            (date(2026, 10, 20), False),
            (date(2026, 11, 20), False),
            (None, True),
        ],
    )
    def test_a_month_after_the_last_visit(self, person, visited, overdue):
        if visited:
            VisitFactory(person=person, visited_on=visited)
        assert list(with_check_overdue(everybody(), TODAY)) == ([person] if overdue else [])

    @pytest.mark.parametrize(
        ("since", "overdue"), [(date(2026, 10, 19), True), (date(2026, 10, 20), False)]
    )
    def test_somebody_new_has_a_month(self, group, since, overdue):
        PersonFactory(group=group, status_from=since)
        assert with_check_overdue(everybody(), TODAY).exists() is overdue

    @pytest.mark.parametrize(
        ("today", "visited", "overdue"),
        [
            (date(2026, 2, 28), date(2026, 1, 31), False),
            (date(2026, 3, 1), date(2026, 1, 31), True),
            (date(2026, 3, 1), date(2026, 1, 28), True),
            (date(2026, 3, 28), date(2026, 2, 28), False),
        ],
    )
    def test_short_months(self, person, today, visited, overdue):
        VisitFactory(person=person, visited_on=visited)
        assert with_check_overdue(everybody(), today).exists() is overdue

    @pytest.mark.parametrize("status", ["suspected_use", "ended"])
    def test_nobody_checks_these(self, group, status):
        PersonFactory(group=group, status=status)
        assert list(with_check_overdue(everybody(), TODAY)) == []

    def test_who_is_away_is_not_checked(self, person):
        AbsenceFactory(person=person)
        assert list(with_check_overdue(everybody(), TODAY)) == []

    def test_the_search_finds_what_the_day_lists_as_overdue(self, officer, group, person):
        visited = PersonFactory(group=group)
        VisitFactory(person=visited, visited_on=TODAY - timedelta(days=5))
        due = deadlines_for(officer, TODAY, horizon=30)
        late = {one.subject for one in due if one.due_on < TODAY}
        assert late == set(names(with_check_overdue(everybody(), TODAY))) == {"Đặng Thị Hạnh"}


def test_without_a_rule_nothing_is_overdue(person):
    assert list(with_check_overdue(everybody(), TODAY)) == []


class TestTerms:
    @pytest.mark.parametrize(
        ("ends", "found"),
        [
            (date(2026, 11, 19), 0),
            (date(2026, 11, 20), 1),
            (date(2026, 12, 20), 1),
            (date(2026, 12, 21), 0),
        ],
    )
    def test_both_days_are_included(self, group, ends, found):
        person = PersonFactory(group=group, status=None)
        StatusPeriodFactory(person=person, status=PersonStatus.POST_REHAB, term_end=ends)
        assert with_term(everybody(), TODAY, date(2026, 12, 20)).count() == found

    def test_the_term_of_a_treatment_counts(self, person):
        TreatmentFactory(person=person, term_end=date(2026, 12, 1))
        assert list(with_term(everybody(), TODAY, date(2026, 12, 20))) == [person]

    def test_who_is_managed_no_more_has_no_term(self, group):
        ended = PersonFactory(group=group, status=PersonStatus.ENDED)
        TreatmentFactory(person=ended, term_end=date(2026, 12, 1))
        assert list(with_term(everybody(), TODAY, date(2026, 12, 20))) == []

    def test_what_has_ended_has_no_term(self, person):
        TreatmentFactory(person=person, term_end=date(2026, 12, 1), valid_to=date(2026, 11, 1))
        assert list(with_term(everybody(), TODAY, date(2026, 12, 20))) == []

    def test_two_terms_make_one_line(self, person):
        person.statuses.update(term_end=date(2026, 12, 1))
        TreatmentFactory(person=person, term_end=date(2026, 12, 1))
        assert list(with_term(everybody(), TODAY, date(2026, 12, 20))) == [person]


def test_presence_on_a_day(person, treated):
    AbsenceFactory(person=person, valid_from=date(2026, 3, 10), valid_to=date(2026, 4, 10))
    assert list(away_on(everybody(), date(2026, 4, 9))) == [person]
    assert list(away_on(everybody(), date(2026, 4, 10))) == []
