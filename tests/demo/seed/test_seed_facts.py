"""Every fact of the article, asked of the product's own queries at its day."""

from collections import Counter
from datetime import date

import pytest

from cases.enums import Ethnicity, TreatmentForm
from cases.models import Person, Treatment
from cases.queries.figures import managed_people
from cases.statuses import PersonStatus
from criteria.enums import Verdict
from criteria.scoring import score
from criteria.sets import CITY_2023, QD28_2025
from demo.stories import WARDS
from foundation.dated import in_force
from incidents.models import Incident, Suspicion
from incidents.queries.figures import verified_hotspots
from incidents.queries.period_figures import IncidentFigures, incident_figures
from pledges.models import Household
from programme.enums import PhaseState
from programme.queries.phases import phase_states
from wards.enums import DrugClass
from wards.models import (
    GroupPlacement,
    NeighbourhoodGroup,
    PopulationFigure,
    Ward,
    WardClassification,
)
from wards.queries.places import groups_of_ward, wards_on

ARTICLE = date(2024, 6, 30)
TODAY = date(2026, 11, 24)
COC_SAN, NAM_CUONG = "02746", "02671"
EVERY_WARD = [plan.code for plan in WARDS]


def people_of(ward, day) -> Counter:
    """Status -> people under management."""
    groups = groups_of_ward(ward, day).values("pk")
    rows = managed_people(day).filter(group_ref__in=groups)
    return Counter(rows.values_list("statuses__status", flat=True))


def scored(code, day, criteria_set=CITY_2023):
    wards = Ward.objects.in_force(day).filter(code=code)
    (found,) = score(day, criteria_set, wards)
    return found


def treated(ward, day, form) -> int:
    groups = groups_of_ward(ward, day).values("pk")
    people = managed_people(day).filter(group_ref__in=groups).values("pk")
    return Treatment.objects.in_force(day).filter(person__in=people, form=form).count()


@pytest.fixture
def quiet_group(demo):
    return NeighbourhoodGroup.objects.get(name="Tổ 8 Nam Cường")


class TestCocSan:
    @pytest.mark.parametrize("day", [date(2022, 1, 20), date(2022, 2, 28), date(2022, 8, 31)])
    def test_36_people_are_under_management_in_2022(self, ward_on, day):
        assert people_of(ward_on(COC_SAN, day), day).total() == 36

    def test_28_are_left_on_the_day_of_the_article(self, ward_on):
        assert people_of(ward_on(COC_SAN, ARTICLE), ARTICLE) == {
            PersonStatus.ADDICT: 15,
            PersonStatus.POST_REHAB: 10,
            PersonStatus.SUSPECTED_USE: 3,
        }

    def test_the_15_addicts_are_on_methadone(self, ward_on):
        assert treated(ward_on(COC_SAN, ARTICLE), ARTICLE, TreatmentForm.SUBSTITUTION) == 15

    def test_nobody_on_methadone_counts_as_a_user_under_the_decision(self, demo):
        assert scored(COC_SAN, ARTICLE, QD28_2025).result("no_user").measurement.numerator == 0

    def test_the_score_shows_the_same_number_of_people(self, demo):
        assert scored(COC_SAN, ARTICLE).people == 28

    @pytest.mark.parametrize(
        ("code", "figure"),
        [("addict_file", "15/15"), ("addict_treatment", "15/15"), ("post_rehab_file", "10/10")],
    )
    def test_all_of_them_have_files(self, demo, code, figure):
        result = scored(COC_SAN, ARTICLE).result(code)
        assert (result.verdict, result.figure) == (Verdict.MET, figure)

    def test_the_number_never_rises_between(self, ward_on):
        days = [date(2022, 1, 31), date(2022, 12, 31), date(2023, 6, 30), date(2023, 12, 31)]
        counts = [people_of(ward_on(COC_SAN, day), day).total() for day in days]
        assert counts == sorted(counts, reverse=True)

    def test_the_three_suspected_hold_an_open_management_dossier(self, ward_on):
        groups = groups_of_ward(ward_on(COC_SAN, ARTICLE), ARTICLE).values("pk")
        suspected = managed_people(ARTICLE).filter(
            group_ref__in=groups, statuses__status=PersonStatus.SUSPECTED_USE
        )
        open_files = suspected.filter(in_force(ARTICLE, "dossiers__")).distinct()
        assert (suspected.count(), open_files.count()) == (3, 3)


class TestNamCuong:
    def test_five_addicts_are_in_community_rehab(self, ward_on):
        ward = ward_on(NAM_CUONG, ARTICLE)
        assert people_of(ward, ARTICLE) == {PersonStatus.ADDICT: 5}
        assert treated(ward, ARTICLE, TreatmentForm.COMMUNITY) == 5

    def test_groups_11_12_16_and_17_are_at_high_risk_with_a_reason(self, ward_on):
        at_risk = groups_of_ward(ward_on(NAM_CUONG, ARTICLE), ARTICLE).filter(is_high_risk=True)
        assert list(at_risk.values_list("name", "risk_reason").order_by("sort_key")) == [
            (f"Tổ {number} Nam Cường", "Địa bàn đồi núi phức tạp") for number in (11, 12, 16, 17)
        ]

    def test_no_other_group_of_the_city_is_at_high_risk(self, demo):
        assert NeighbourhoodGroup.objects.filter(is_high_risk=True).count() == 4

    def test_the_ward_has_17_groups(self, ward_on):
        result = scored(NAM_CUONG, ARTICLE).result("tip_box")
        assert (result.verdict, result.figure) == (Verdict.MET, "17/17")

    def test_it_is_of_class_ii_from_2023(self, ward_on):
        rows = WardClassification.objects.filter(ward__code=NAM_CUONG)
        assert list(rows.values_list("drug_class", "valid_from")) == [
            (DrugClass.II, date(2023, 1, 1))
        ]


class TestGroupEight:
    @pytest.mark.parametrize("day", [date(2023, 1, 1), ARTICLE, TODAY])
    def test_153_households_with_over_600_residents(self, quiet_group, day):
        households = Household.objects.in_force(day).filter(group=quiet_group)
        assert households.count() == 153
        assert sum(households.values_list("members", flat=True)) == 612

    def test_the_declared_residents_agree_with_the_registered(self, quiet_group):
        figure = PopulationFigure.objects.get(group=quiet_group)
        assert (figure.residents, figure.counted_on) == (612, date(2023, 1, 1))

    def test_every_household_signed(self, quiet_group):
        signed = Household.objects.filter(group=quiet_group, pledges__valid_from__lte=ARTICLE)
        assert signed.distinct().count() == 153

    def test_nothing_was_recorded_there(self, quiet_group):
        assert not Incident.objects.filter(group=quiet_group).exists()
        assert not Suspicion.objects.filter(group=quiet_group).exists()
        assert not verified_hotspots(ARTICLE).filter(group=quiet_group).exists()

    def test_nobody_under_management_ever_lived_there(self, quiet_group):
        assert not Person.objects.filter(residences__group=quiet_group).exists()


class TestCity:
    def groups(self, city, day):
        return (
            GroupPlacement.objects.in_force(day)
            .filter(ward__in=wards_on(day, city))
            .values("group_id")
        )

    def test_91_incidents_122_arrested_289_proposals_since_early_2023(self, city):
        groups = self.groups(city, ARTICLE)
        assert incident_figures(groups, date(2023, 1, 1), ARTICLE) == IncidentFigures(91, 122, 289)

    def test_the_same_period_read_today_gives_the_same_incidents(self, city):
        found = incident_figures(self.groups(city, TODAY), date(2023, 1, 1), ARTICLE)
        assert (found.incidents, found.arrested) == (91, 122)

    def test_17_wards_and_communes_on_the_day_of_the_article(self, city):
        wards = list(wards_on(ARTICLE, city))
        assert sorted(ward.code for ward in wards) == sorted(EVERY_WARD)
        assert [str(ward) for ward in wards if ward.code in {COC_SAN, NAM_CUONG}] == [
            "xã Cốc San",
            "phường Nam Cường",
        ]

    def test_their_five_successors_today(self, city):
        assert sorted(str(ward) for ward in wards_on(TODAY, city)) == [
            "phường Cam Đường",
            "phường Lào Cai",
            "xã Cốc San",
            "xã Gia Phú",
            "xã Hợp Thành",
        ]

    def test_three_border_wards_at_the_day_of_the_article(self, city):
        border = wards_on(ARTICLE, city).filter(is_border=True)
        assert sorted(border.values_list("code", flat=True)) == ["02635", "02641", "02644"]

    def test_every_verdict_is_shown(self, city):
        scores = score(ARTICLE, CITY_2023, wards_on(ARTICLE, city))
        verdicts = {result.verdict for one in scores for result in one.results}
        assert verdicts == set(Verdict)

    def test_some_ward_meets_everything_and_most_do_not(self, city):
        scores = score(ARTICLE, CITY_2023, wards_on(ARTICLE, city))
        assert {one.ward.code for one in scores if one.is_all_met} == {"02635", "02641"}

    def test_today_is_scored_for_the_units_in_force(self, city):
        scores = score(TODAY, CITY_2023, wards_on(TODAY, city))
        assert len(scores) == 5
        assert {result.verdict for one in scores for result in one.results} == set(Verdict)

    def test_every_verdict_of_the_decision_is_possible_today(self, city):
        scores = score(TODAY, QD28_2025, wards_on(TODAY, city))
        verdicts = {result.verdict for one in scores for result in one.results}
        assert verdicts == {Verdict.MET, Verdict.MISSED}


class TestPhases:
    def shown(self, city, day):
        return {p.phase.number: p.state for p in phase_states(city, day)}

    def test_three_phases_with_their_days(self, city):
        phases = [p.phase for p in phase_states(city, ARTICLE)]
        assert [(p.number, p.starts_on, p.ends_on) for p in phases] == [
            (1, date(2023, 1, 1), date(2024, 6, 30)),
            (2, date(2024, 7, 1), date(2024, 12, 31)),
            (3, date(2025, 1, 1), None),
        ]

    def test_the_first_aims_at_the_three_border_wards(self, city):
        first, *_later = phase_states(city, ARTICLE)
        assert {t.target.ward.code for t in first.targets} == {"02635", "02641", "02644"}
        assert {t.target.due_on for t in first.targets} == {ARTICLE}

    def test_the_second_aims_at_one_inland_ward_of_class_ii(self, city):
        _first, second, _third = phase_states(city, ARTICLE)
        (target,) = second.targets
        ward = target.target.ward
        assert (ward.code, ward.is_border) == (NAM_CUONG, False)
        assert target.target.due_on == date(2024, 12, 31)

    def test_the_third_aims_at_all_the_others(self, city):
        first, second, third = phase_states(city, ARTICLE)
        aimed = [t.target.ward.code for p in (first, second, third) for t in p.targets]
        assert sorted(aimed) == sorted(EVERY_WARD)
        assert len(third.targets) == 13

    @pytest.mark.parametrize(
        ("day", "states"),
        [
            (date(2022, 12, 31), (PhaseState.PLANNED, PhaseState.PLANNED, PhaseState.PLANNED)),
            (ARTICLE, (PhaseState.LATE, PhaseState.PLANNED, PhaseState.PLANNED)),
            (date(2024, 12, 31), (PhaseState.DONE_LATE, PhaseState.DONE, PhaseState.PLANNED)),
            (date(2025, 12, 31), (PhaseState.DONE_LATE, PhaseState.REGRESSED, PhaseState.PLANNED)),
            (TODAY, (PhaseState.LATE, PhaseState.REGRESSED, PhaseState.PLANNED)),
        ],
    )
    def test_where_they_stand(self, city, day, states):
        assert tuple(self.shown(city, day).values()) == states

    def test_every_state_is_shown_on_some_day(self, city):
        days = (ARTICLE, date(2024, 12, 31), date(2025, 12, 31))
        assert {state for day in days for state in self.shown(city, day).values()} == set(
            PhaseState
        )


class TestReorganisation:
    #: Successor code -> groups that it took over.
    GROUPS = {"02671": 130, "02746": 25, "02923": 13, "02680": 39, "02647": 93}

    def test_every_group_lies_in_exactly_one_ward_before_and_after(self, demo):
        for day in (ARTICLE, date(2025, 6, 30), date(2025, 7, 1), TODAY):
            placed = Counter(
                GroupPlacement.objects.in_force(day).values_list("group_id", flat=True)
            )
            assert set(placed.values()) == {1}
            assert len(placed) == NeighbourhoodGroup.objects.count()

    def test_the_successors_took_the_groups_over(self, city):
        for code, groups in self.GROUPS.items():
            assert scored(code, TODAY).result("tip_box").measurement.denominator == groups

    def test_each_ward_s_groups_lie_in_its_successor(self, ward_on):
        for code in EVERY_WARD:
            before = ward_on(code, date(2025, 6, 30))
            heir = before.successors.get().to_ward
            then = set(groups_of_ward(before, date(2025, 6, 30)).values_list("pk", flat=True))
            now = set(groups_of_ward(heir, date(2025, 7, 1)).values_list("pk", flat=True))
            assert then <= now

    def test_nobody_is_lost_on_the_day(self, city):
        before, after = (
            sum(one.people for one in score(day, CITY_2023, wards_on(day, city)))
            for day in (date(2025, 6, 30), date(2025, 7, 1))
        )
        ended = Person.objects.filter(
            statuses__valid_from=date(2025, 7, 1), statuses__status=PersonStatus.ENDED
        )
        assert before - after == ended.count()

    def test_gia_phu_declares_more_groups_than_are_registered(self, demo):
        result = scored("02923", TODAY).result("tip_box")
        assert (result.verdict, result.measurement.missing) == (Verdict.NO_DATA, 12)


class TestPeople:
    def test_about_600_and_all_of_them_invented(self, demo):
        assert 580 <= Person.objects.count() <= 650
        assert not Person.objects.filter(is_demo=False).exists()

    def test_of_the_province_s_five_peoples(self, demo):
        peoples = set(Person.objects.values_list("ethnicity", flat=True))
        assert peoples == {
            Ethnicity.KINH,
            Ethnicity.MONG,
            Ethnicity.DAO,
            Ethnicity.TAY,
            Ethnicity.GIAY,
        }

    def test_nobody_shares_an_identity_number(self, demo):
        numbers = list(Person.objects.values_list("id_number_index", flat=True))
        assert "" not in numbers
        assert len(numbers) == len(set(numbers))

    def test_300_groups_and_about_45_000_households_at_full_size(self):
        assert sum(plan.groups for plan in WARDS) == 300
        assert sum(plan.compulsory for plan in WARDS) == 289

    def test_nothing_lies_in_the_future(self, demo):
        assert not Incident.objects.filter(happened_on__gt=TODAY).exists()
        assert not Person.objects.filter(statuses__valid_from__gt=TODAY).exists()
        assert not Person.objects.filter(visits__visited_on__gt=TODAY).exists()
