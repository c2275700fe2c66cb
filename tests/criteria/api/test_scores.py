"""`/api/v1/scores/`: the scores of the wards in scope on a day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.permissions import Role
from criteria.actions.snapshots import take_snapshots
from criteria.queries.scores import scores_on
from criteria.sets import CITY_2023, QD28_2025, SETS
from tests.criteria.api.conftest import DAY, told_errors
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.incidents import HotspotFactory
from tests.factories.wards import REFORM_DAY, AreaWardFactory, GroupFactory, WardFactory, posted
from wards.models import GroupPlacement, Ward

SCORES = "/api/v1/scores/"
NOT_FOUND = (404, {None: "Không tìm thấy."})
READERS = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE, Role.COMMITTEE, Role.VERIFIER}
INSIDE = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE}


@pytest.fixture
def scores(ask):
    """`scores(user)` are the rows for 30/06/2024 unless another day is asked."""

    def rows(user, **search):
        return ask(user, SCORES, **{"as_of": DAY} | search)["results"]

    return rows


def by_code(row) -> dict:
    return {criterion["code"]: criterion for criterion in row["criteria"]}


def ward_names(rows) -> list[str]:
    return [row["ward"]["name"] for row in rows]


class TestRights:
    def test_readers_of_figures_see_their_ward(self, scores, ward, group, other_group):
        found = {role: ward_names(scores(posted(role, ward=ward))) for role in READERS}
        assert found == {role: ["Nam Cường"] for role in READERS}

    def test_others_do_not_know_the_address(self, client_of, ward, group):
        others = set(Role) - READERS
        found = {
            role: told_errors(client_of(posted(role, ward=ward)).get(SCORES)) for role in others
        }
        assert found == dict.fromkeys(others, NOT_FOUND)

    def test_a_committee_sees_its_whole_area(self, scores, committee, group, other_group):
        assert ward_names(scores(committee)) == ["Cốc San", "Nam Cường"]

    def test_a_ward_outside_the_scope_is_like_a_missing_one(
        self, scores, officer, group, other_group, other_ward
    ):
        assert scores(officer, ward=other_ward.pk) == scores(officer, ward=999999) == []

    def test_without_signing_in(self, client, group):
        assert client.get(SCORES).status_code == 401

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_figures_are_never_sent(self, method, officer_client, group):
        assert getattr(officer_client, method)(SCORES).status_code == 405


class TestFigures:
    def test_a_row(self, scores, officer, ward, two_addicts):
        (row,) = scores(officer)
        assert row["ward"] == {
            "id": ward.pk,
            "code": ward.code,
            "kind_label": "phường",
            "name": "Nam Cường",
        }
        told = (row["as_of"], row["total"], row["people"], row["people_shown"])
        assert told == (DAY, 8, 2, "2")

    def test_a_criterion(self, scores, officer, two_addicts):
        (row,) = scores(officer)
        found = by_code(row)["addict_file"]
        assert found.pop("title")
        assert found == {
            "code": "addict_file",
            "number": 3,
            "numerator": 1,
            "denominator": 2,
            "missing": 0,
            "verdict": "missed",
            "verdict_label": "Chưa đạt",
            "figure": "1/2",
        }

    def test_numbers_are_those_of_the_engine(self, scores, officer, ward, two_addicts, box):
        (row,) = scores(officer)
        (score,) = scores_on(date(2024, 6, 30), CITY_2023, Ward.objects.filter(pk=ward.pk))
        assert [
            (c["code"], c["numerator"], c["denominator"], c["missing"], c["verdict"])
            for c in row["criteria"]
        ] == [
            (
                r.criterion.code,
                r.measurement.numerator,
                r.measurement.denominator,
                r.measurement.missing,
                str(r.verdict),
            )
            for r in score.results
        ]
        assert (row["met"], row["total"]) == (score.met, score.total)

    def test_a_criterion_that_counts_towards_zero(self, scores, officer, group):
        HotspotFactory(group=group, state="verified", found_on=date(2024, 2, 14))
        found = by_code(scores(officer)[0])["no_hotspot"]
        told = (found["numerator"], found["denominator"], found["figure"])
        assert told == (1, None, "1 điểm")

    def test_the_day_decides(self, scores, officer, group):
        PersonFactory(group=group, since=date(2024, 7, 1), status_from=date(2024, 7, 1))
        assert scores(officer)[0]["people"] == 0
        assert scores(officer, as_of="2024-07-01")[0]["people"] == 1

    def test_the_other_set(self, scores, officer, two_addicts):
        (row,) = scores(officer, set="QD28_2025")
        assert list(by_code(row)) == [one.code for one in QD28_2025.criteria]

    def test_without_a_day_it_is_today(self, ask, officer, group):
        (row,) = ask(officer, SCORES)["results"]
        assert row["as_of"] == timezone.localdate().isoformat()

    def test_only_units_in_force_that_day(self, scores, committee, area, group):
        heir = WardFactory(name="Cam Đường", valid_from=REFORM_DAY)
        AreaWardFactory(area=area, ward=heir, valid_from=REFORM_DAY)
        group.placements.update(valid_to=REFORM_DAY)
        Ward.objects.filter(name="Nam Cường").update(valid_to=REFORM_DAY)
        GroupPlacement.objects.create(group=group, ward=heir, valid_from=REFORM_DAY)
        assert ward_names(scores(committee)) == ["Nam Cường"]
        assert ward_names(scores(committee, as_of="2025-07-01")) == ["Cam Đường"]

    def test_a_ward_without_groups_is_left_out(self, scores, committee, group, other_ward):
        assert ward_names(scores(committee)) == ["Nam Cường"]

    def test_one_ward(self, scores, committee, group, other_group, ward):
        assert ward_names(scores(committee, ward=ward.pk)) == ["Nam Cường"]

    def test_the_stored_figures_are_the_live_ones(self, scores, officer, two_addicts, box):
        live = scores(officer)
        for criteria_set in SETS:
            take_snapshots(days=[date(2024, 6, 30)], criteria_set=criteria_set)
        assert scores(officer) == live


class TestSmallCells:
    """One or two people could be recognised outside their ward; a verdict is never hidden."""

    def test_inside_the_ward_numbers_are_numbers(self, scores, ward, two_addicts):
        for role in INSIDE:
            (row,) = scores(posted(role, ward=ward))
            found = by_code(row)["addict_file"]
            assert (found["numerator"], found["denominator"], row["people"]) == (1, 2, 2)

    def test_outside_few_people_are_null(self, scores, committee, verifier, two_addicts):
        told = {}
        for reader in (committee, verifier):
            (row,) = scores(reader)
            found = by_code(row)["addict_file"]
            told[reader.username] = (
                [found[name] for name in ("numerator", "denominator", "figure", "verdict")],
                [row[name] for name in ("people", "people_shown")],
            )
        hidden = [None, None, "trong < 3 người", "missed"], [None, "< 3"]
        assert told == {"committee": hidden, "verifier": hidden}

    def test_a_few_of_many(self, scores, committee, two_addicts, group):
        PersonFactory.create_batch(3, group=group)
        found = by_code(scores(committee)[0])["addict_file"]
        told = (found["numerator"], found["denominator"], found["figure"])
        assert told == (None, 5, "< 3/5")

    def test_all_but_a_few_of_many(self, scores, committee, group):
        people = PersonFactory.create_batch(14, group=group)
        for person in people[:13]:
            DossierFactory(person=person, valid_from=date(2024, 1, 5))
        found = by_code(scores(committee)[0])["addict_file"]
        told = (found["numerator"], found["denominator"], found["figure"])
        assert told == (None, 14, "trong 14 người")

    def test_enough_people_are_told(self, scores, committee, group):
        PersonFactory.create_batch(3, group=group)
        (row,) = scores(committee)
        found = by_code(row)["addict_file"]
        told = (found["numerator"], found["denominator"], row["people"], row["people_shown"])
        assert told == (0, 3, 3, "3")

    def test_nobody_is_nobody(self, scores, committee, group):
        (row,) = scores(committee)
        assert (row["people"], row["people_shown"]) == (0, "0")
        assert by_code(row)["addict_file"]["denominator"] == 0

    @pytest.mark.parametrize("few", [1, 2])
    def test_towards_zero(self, few, scores, committee, group):
        PersonFactory.create_batch(few, group=group)
        found = by_code(scores(committee, set="QD28_2025")[0])["no_user"]
        told = (found["numerator"], found["denominator"], found["figure"])
        assert told == (None, None, "< 3 người")

    def test_places_are_no_people(self, scores, committee, group, box):
        found = by_code(scores(committee)[0])["tip_box"]
        assert (found["numerator"], found["denominator"], found["figure"]) == (1, 1, "1/1")

    def test_an_officer_sees_the_neighbours_only_as_a_committee_would(
        self, scores, officer, area, two_addicts, other_ward, other_group
    ):
        assert ward_names(scores(officer)) == ["Nam Cường"]

    def test_the_past_of_a_successor_is_its_own(self, scores, two_addicts, ward, group):
        """After the reform the group lies in another ward, whose police see its past."""
        heir = WardFactory(name="Cam Đường", valid_from=REFORM_DAY)
        group.placements.update(valid_to=REFORM_DAY)
        GroupPlacement.objects.create(group=group, ward=heir, valid_from=REFORM_DAY)
        (row,) = scores(posted(Role.OFFICER, ward=heir))
        assert (row["ward"]["name"], row["people"]) == ("Nam Cường", 2)

    def test_half_of_a_past_ward_is_not_ones_own(self, scores, two_addicts, ward, group):
        GroupFactory(ward=ward)  # stays behind
        heir = WardFactory(name="Cam Đường", valid_from=REFORM_DAY)
        group.placements.update(valid_to=REFORM_DAY)
        GroupPlacement.objects.create(group=group, ward=heir, valid_from=REFORM_DAY)
        rows = scores(posted(Role.OFFICER, ward=heir))
        assert [(row["ward"]["name"], row["people"]) for row in rows] == [("Nam Cường", None)]


class TestQuestions:
    @pytest.mark.parametrize(
        ("search", "message"),
        [
            ({"as_of": "2024-02-31"}, "Không phải một ngày có thật; ghi dạng 2024-06-30."),
            ({"as_of": "30/06/2024"}, "Không phải một ngày có thật; ghi dạng 2024-06-30."),
            ({"as_of": "hôm qua"}, "Không phải một ngày có thật; ghi dạng 2024-06-30."),
            ({"as_of": "\x00"}, "Không phải một ngày có thật; ghi dạng 2024-06-30."),
            ({"as_of": "0001-01-01"}, "Ngày phải từ 1900-01-01."),
            ({"as_of": "9999-12-31"}, "Chưa có số liệu cho ngày sau hôm nay."),
            ({"set": "CITY_1999"}, "Giá trị không có trong danh sách cho phép."),
            ({"set": "Bộ tiêu chí"}, "Giá trị không có trong danh sách cho phép."),
            ({"ward": "Nam Cường"}, "Giá trị không hợp lệ."),
            ({"ward": "0"}, "Không nhỏ hơn 1."),
            ({"ward": "9" * 30}, "Không lớn hơn 2147483647."),
        ],
    )
    def test_nonsense_is_refused_in_words(self, search, message, officer_client, group):
        (field,) = search
        answer = officer_client.get(SCORES, search)
        assert told_errors(answer) == (400, {field: message})

    def test_tomorrow(self, officer_client, group):
        tomorrow = timezone.localdate() + timedelta(days=1)
        answer = officer_client.get(SCORES, {"as_of": tomorrow.isoformat()})
        assert told_errors(answer)[0] == 400

    @pytest.mark.parametrize("day", ["1900-01-01", "1950-12-15"])
    def test_a_day_before_everything_has_no_wards(self, day, scores, officer, group):
        assert scores(officer, as_of=day) == []

    def test_several_faults_are_told_together(self, officer_client, group):
        answer = officer_client.get(SCORES, {"as_of": "x", "set": "x", "ward": "x"})
        assert set(told_errors(answer)[1]) == {"as_of", "set", "ward"}


class TestPages:
    @pytest.fixture
    def many(self, area):
        def made(count):
            for number in range(count):
                ward = WardFactory(name=f"Số {number:03d}")
                AreaWardFactory(area=area, ward=ward)
                GroupFactory(ward=ward)

        return made

    def test_fifty_a_page(self, ask, committee, many):
        many(51)
        body = ask(committee, SCORES, as_of=DAY)
        assert (body["count"], len(body["results"])) == (51, 50)
        second = ask(committee, SCORES, as_of=DAY, page=2)
        assert ward_names(second["results"]) == ["Số 050"]

    def test_the_next_page_is_of_the_same_day(self, ask, committee, many):
        many(51)
        assert f"as_of={DAY}" in ask(committee, SCORES, as_of=DAY)["next"]

    def test_a_page_that_does_not_exist(self, officer_client, group):
        assert officer_client.get(SCORES, {"page": 7}).status_code == 404

    @pytest.mark.parametrize("wards", [1, 30])
    def test_live_scores_cost_the_same_for_any_number(
        self, wards, ask, committee, many, client_of, django_assert_num_queries
    ):
        many(wards)
        client = client_of(committee)
        client.get(SCORES, {"as_of": DAY})
        with django_assert_num_queries(10):
            rows = client.get(SCORES, {"as_of": DAY}).json()["results"]
        assert len(rows) == min(wards, 50)

    @pytest.mark.parametrize("wards", [1, 30])
    def test_stored_scores_cost_less(
        self, wards, committee, many, client_of, django_assert_num_queries
    ):
        many(wards)
        take_snapshots(days=[date(2024, 6, 30)], criteria_set=CITY_2023)
        client = client_of(committee)
        client.get(SCORES, {"as_of": DAY})
        with django_assert_num_queries(7):
            client.get(SCORES, {"as_of": DAY})
