"""`/api/v1/wards/<id>/evidence/<set>/<criterion>/`: what stands behind a figure, with the rights of the screen."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.permissions import Role
from criteria.enums import AuditAction
from criteria.sets import SETS
from tests.assertions import assert_audited, assert_nothing_audited
from tests.criteria.api.conftest import DAY, told_errors
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.incidents import HotspotFactory, IncidentPersonFactory, SuspicionFactory
from tests.factories.pledges import HouseholdFactory
from tests.factories.wards import REFORM_DAY, GroupFactory, WardFactory, posted
from wards.models import GroupPlacement

NOT_FOUND = (404, {None: "Không tìm thấy."})
READERS = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE, Role.COMMITTEE, Role.VERIFIER}
OTHERS = set(Role) - READERS
ALL = [(one.code, rule.code) for one in SETS for rule in one.criteria]


def url_of(ward, criterion="addict_file", set_code="CITY_2023") -> str:
    return f"/api/v1/wards/{ward.pk}/evidence/{set_code}/{criterion}/"


@pytest.fixture
def evidence(ask, ward):
    """`evidence(user, "addict_file")` is what stands behind that figure on 30/06/2024."""

    def told(user, criterion="addict_file", set_code="CITY_2023", **search):
        return ask(user, url_of(ward, criterion, set_code), **{"as_of": DAY} | search)

    return told


def labels(body) -> list[str]:
    return [row["label"] for row in body["rows"]]


class TestWhich:
    def test_what_blocks_unless_asked_otherwise(self, evidence, officer, two_addicts):
        body = evidence(officer)
        assert (body["which"], labels(body), body["total"]) == ("failing", ["Vàng Thị Sua"], 1)

    def test_what_passes(self, evidence, officer, two_addicts):
        assert labels(evidence(officer, which="passing")) == ["Lò A Tùng"]

    def test_all_of_it(self, evidence, officer, two_addicts):
        assert labels(evidence(officer, which="all")) == ["Vàng Thị Sua", "Lò A Tùng"]

    def test_of_what_must_be_zero_all(self, evidence, officer, group):
        HotspotFactory(group=group, state="verified", found_on=date(2024, 2, 14))
        body = evidence(officer, "no_hotspot")
        assert (body["which"], body["total"]) == ("all", 1)

    def test_the_head_of_the_answer(self, evidence, officer, ward, two_addicts):
        body = evidence(officer, which="all")
        names = (
            "ward",
            "as_of",
            "set",
            "criterion",
            "verdict",
            "figure",
            "is_masked",
            "total_shown",
        )
        assert {name: body[name] for name in names} == {
            "ward": ward.pk,
            "as_of": DAY,
            "set": "CITY_2023",
            "criterion": "addict_file",
            "verdict": "missed",
            "figure": "1/2",
            "is_masked": False,
            "total_shown": "2",
        }

    def test_a_row(self, evidence, officer, two_addicts):
        _filed, missing = two_addicts
        (row,) = evidence(officer)["rows"]
        assert row == {
            "label": "Vàng Thị Sua",
            "detail": "1990",
            "group": "Tổ 1",
            "since": "2020-01-01",
            "responsible": "",
            "passes": False,
            "url": f"/people/{missing.pk}/",
        }


class TestCountIsFigure:
    @pytest.fixture
    def town(self, two_addicts, group, box, household):
        """Something to count for every criterion."""
        HotspotFactory(group=group, state="verified", found_on=date(2024, 2, 14))
        HotspotFactory(group=group, kind="use_point", state="verified", found_on=date(2024, 3, 14))
        SuspicionFactory(group=group, valid_from=date(2024, 6, 1))
        PersonFactory(group=group, status="post_rehab")
        IncidentPersonFactory(incident__group=group, incident__happened_on=date(2024, 5, 1))

    @pytest.mark.parametrize(("set_code", "criterion"), ALL)
    def test_every_figure_opens_to_exactly_its_rows(
        self, set_code, criterion, ask, officer, evidence, town
    ):
        (scored,) = ask(officer, "/api/v1/scores/", as_of=DAY, set=set_code)["results"]
        figure = {one["code"]: one for one in scored["criteria"]}[criterion]
        everything = evidence(officer, criterion, set_code, which="all")
        if figure["denominator"] is None:
            assert everything["total"] == len(everything["rows"]) == figure["numerator"]
        else:
            passing = evidence(officer, criterion, set_code, which="passing")
            assert passing["total"] == len(passing["rows"]) == figure["numerator"]
            assert everything["total"] + figure["missing"] == figure["denominator"]
        assert (everything["verdict"], everything["figure"]) == (
            figure["verdict"],
            figure["figure"],
        )

    @pytest.mark.parametrize(("set_code", "criterion"), ALL)
    def test_groups_add_up_for_those_who_see_no_rows(
        self, set_code, criterion, officer, committee, evidence, town, group
    ):
        PersonFactory.create_batch(3, group=group)
        PersonFactory.create_batch(3, group=group, status="post_rehab")
        counted = evidence(committee, criterion, set_code, which="all")
        whole = evidence(officer, criterion, set_code, which="all")
        if counted["rows"]:  # boxes and boards are no secret
            assert counted["total"] == whole["total"]
        elif counted["total"] is not None:
            assert sum(one["count"] for one in counted["counts"]) == whole["total"]


class TestReaders:
    def test_who_opens_them_and_who_does_not_know_the_address(self, client_of, ward, two_addicts):
        answers = {role: client_of(posted(role, ward=ward)).get(url_of(ward)) for role in Role}
        found = {
            role: 200 if answer.status_code == 200 else told_errors(answer)
            for role, answer in answers.items()
        }
        assert found == dict.fromkeys(READERS, 200) | dict.fromkeys(OTHERS, NOT_FOUND)

    def test_a_foreign_ward_is_like_a_missing_one(
        self, outsider_client, ward, two_addicts, other_ward
    ):
        missing = url_of(ward).replace(f"/{ward.pk}/", "/999999/")
        foreign = told_errors(outsider_client.get(url_of(ward)))
        assert foreign == told_errors(outsider_client.get(missing)) == NOT_FOUND
        assert_nothing_audited()

    def test_the_committee_gets_counts_by_group(self, evidence, committee, two_addicts, ward):
        second = GroupFactory(ward=ward, name="Tổ 2")
        PersonFactory.create_batch(3, group=second)
        body = evidence(committee, which="all")
        assert (body["rows"], body["total"]) == ([], 5)
        assert body["counts"] == [
            {"group": "Tổ 1", "count": None, "shown": "< 3"},
            {"group": "Tổ 2", "count": None, "shown": "> 2"},
        ]

    def test_few_people_are_no_number_for_the_committee(self, evidence, committee, two_addicts):
        body = evidence(committee)
        told = (body["total"], body["total_shown"], body["figure"], body["verdict"])
        assert told == (None, "< 3", "trong < 3 người", "missed")

    @pytest.mark.parametrize(
        ("which", "told", "total", "shown"),
        [
            ("all", "all", 14, "14"),
            ("failing", "failing", None, "< 3"),
            ("passing", "failing", None, "< 3"),
        ],
    )
    def test_the_views_do_not_give_the_rest_away(
        self, which, told, total, shown, evidence, committee, group
    ):
        for person in PersonFactory.create_batch(14, group=group)[1:]:
            DossierFactory(person=person, valid_from=date(2024, 1, 5))
        body = evidence(committee, which=which)
        assert (body["which"], body["total"], body["total_shown"], body["figure"]) == (
            told,
            total,
            shown,
            "trong 14 người",
        )
        assert body["counts"] == [{"group": "Tổ 1", "count": total, "shown": shown}]

    def test_the_chairmans_office_sees_people_and_counts_hotspots(
        self, evidence, chair_office, two_addicts, group
    ):
        HotspotFactory(group=group, state="verified", found_on=date(2024, 2, 14))
        assert labels(evidence(chair_office)) == ["Vàng Thị Sua"]
        body = evidence(chair_office, "no_hotspot")
        assert (body["rows"], body["counts"]) == (
            [],
            [{"group": "Tổ 1", "count": 1, "shown": "1"}],
        )

    def test_a_verifier_gets_covered_names_without_links(self, evidence, verifier, two_addicts):
        body = evidence(verifier, which="all")
        assert (labels(body), body["is_masked"]) == (["Vàng Thị S.", "Lò A T."], True)
        assert {row["url"] for row in body["rows"]} == {""}

    def test_a_verifier_gets_covered_heads_of_households(self, evidence, verifier, household):
        body = evidence(verifier, "household_pledge")
        (row,) = body["rows"]
        assert (row["label"], row["responsible"], row["url"]) == ("Lý Láo S.", "", "")

    def test_a_verifier_does_not_read_what_is_suspected(self, evidence, verifier, group):
        SuspicionFactory(group=group, valid_from=date(2024, 6, 1), subject="Nhóm ở quán Hoa")
        assert "quán Hoa" not in str(evidence(verifier, "no_suspect"))

    def test_households_are_no_people(self, evidence, committee, household):
        body = evidence(committee, "household_pledge")
        assert (body["total"], body["counts"]) == (
            1,
            [{"group": "Tổ 1", "count": 1, "shown": "1"}],
        )

    def test_heads_of_groups_are_named_to_those_who_know_the_households(
        self, evidence, committee, verifier, officer, chair_office, group
    ):
        told = {
            user.username: [row["responsible"] for row in evidence(user, "hotline_board")["rows"]]
            for user in (committee, verifier, officer, chair_office)
        }
        assert told == {
            "committee": [""],
            "verifier": [""],
            "officer": ["Nguyễn Văn Tổ"],
            "chair": ["Nguyễn Văn Tổ"],
        }


class TestLog:
    def test_names_that_were_read_are_recorded(self, evidence, officer, ward, two_addicts):
        evidence(officer, which="all")
        event = assert_audited(AuditAction.EVIDENCE_READ, by=officer, target=ward, count=2)
        assert (event.after, event.unit_id) == ({"criterion": "addict_file", "day": DAY}, ward.pk)

    def test_covered_names_too(self, evidence, verifier, ward, two_addicts):
        evidence(verifier)
        assert_audited(AuditAction.EVIDENCE_READ, by=verifier, target=ward)

    def test_counts_and_places_are_not(self, evidence, committee, officer, two_addicts, box):
        evidence(committee)
        evidence(officer, "tip_box")
        assert_nothing_audited()

    def test_an_empty_page_is_not(self, evidence, officer, group):
        evidence(officer)
        assert_nothing_audited()


class TestDays:
    def test_without_a_day_it_is_today(self, ask, officer, ward, two_addicts):
        assert ask(officer, url_of(ward))["as_of"] == timezone.localdate().isoformat()

    def test_a_unit_that_ended_is_shown_on_its_last_day(self, ask, officer, ward, two_addicts):
        type(ward).objects.filter(pk=ward.pk).update(valid_to=REFORM_DAY)
        body = ask(officer, url_of(ward))
        assert (body["as_of"], body["total"]) == ("2025-06-30", 1)

    @pytest.mark.parametrize("day", ["2019-12-31", "2025-07-01"])
    def test_a_day_on_which_the_unit_did_not_exist(self, day, officer_client, ward):
        type(ward).objects.filter(pk=ward.pk).update(valid_to=REFORM_DAY)
        answer = officer_client.get(url_of(ward), {"as_of": day})
        words = "phường Nam Cường không tồn tại vào ngày này."
        assert told_errors(answer) == (400, {"as_of": words})

    def test_the_police_of_the_successor_read_its_past(self, ask, two_addicts, ward, group):
        heir = WardFactory(name="Cam Đường", valid_from=REFORM_DAY)
        group.placements.update(valid_to=REFORM_DAY)
        GroupPlacement.objects.create(group=group, ward=heir, valid_from=REFORM_DAY)
        reader = posted(Role.OFFICER, ward=heir)
        assert labels(ask(reader, url_of(ward), as_of=DAY)) == ["Vàng Thị Sua"]

    @pytest.mark.parametrize(
        ("search", "message"),
        [
            ({"as_of": "2024-02-31"}, "Không phải một ngày có thật; ghi dạng 2024-06-30."),
            ({"as_of": "1899-12-31"}, "Ngày phải từ 1900-01-01."),
            ({"which": "some"}, "Giá trị không có trong danh sách cho phép."),
        ],
    )
    def test_nonsense_is_refused_in_words(self, search, message, officer_client, ward, group):
        (field,) = search
        assert told_errors(officer_client.get(url_of(ward), search)) == (400, {field: message})

    def test_tomorrow(self, officer_client, ward, group):
        tomorrow = timezone.localdate() + timedelta(days=1)
        answer = officer_client.get(url_of(ward), {"as_of": tomorrow.isoformat()})
        assert told_errors(answer) == (400, {"as_of": "Chưa có số liệu cho ngày sau hôm nay."})


class TestAddresses:
    @pytest.mark.parametrize(
        ("set_code", "criterion"),
        [
            ("CITY_2023", "no_user"),  # of the other set
            ("CITY_1999", "addict_file"),
            ("CITY_2023", "nothing"),
            ("null", "null"),
            ("city_2023", "addict_file"),
        ],
    )
    def test_a_criterion_that_does_not_exist(
        self, set_code, criterion, officer_client, ward, group
    ):
        answer = officer_client.get(url_of(ward, criterion, set_code))
        assert told_errors(answer) == NOT_FOUND

    @pytest.mark.parametrize("pk", ["0", "-1", "abc", "1.5", "9" * 40, "%00", "null,null"])
    def test_a_ward_that_is_none(self, pk, officer_client, ward, group):
        url = url_of(ward).replace(f"/{ward.pk}/", f"/{pk}/")
        assert told_errors(officer_client.get(url)) == NOT_FOUND

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_evidence_is_never_sent(self, method, officer_client, ward, group):
        assert getattr(officer_client, method)(url_of(ward)).status_code == 405

    def test_without_signing_in(self, client, ward, two_addicts):
        answer = client.get(url_of(ward))
        assert answer.status_code == 401
        assert "Vàng" not in answer.content.decode()


class TestPages:
    def test_fifty_a_page(self, evidence, officer, group):
        HouseholdFactory.create_batch(51, group=group)
        first = evidence(officer, "household_pledge")
        second = evidence(officer, "household_pledge", page=2)
        assert [len(first["rows"]), len(second["rows"])] == [50, 1]
        assert (first["total"], first["previous"], second["next"]) == (51, None, None)
        assert "page=2" in first["next"]
        assert f"as_of={DAY}" in first["next"]

    def test_a_page_that_does_not_exist(self, officer_client, ward, two_addicts):
        assert officer_client.get(url_of(ward), {"page": 9}).status_code == 404

    def test_each_page_is_recorded_with_its_own_number(self, evidence, officer, ward, group):
        PersonFactory.create_batch(51, group=group)
        evidence(officer, page=2)
        assert_audited(AuditAction.EVIDENCE_READ, by=officer, target=ward, count=1)

    @pytest.mark.parametrize("rows", [1, 30])
    def test_rows_cost_the_same_for_any_number(
        self, rows, officer, client_of, ward, group, django_assert_max_num_queries
    ):
        PersonFactory.create_batch(rows, group=group)
        client = client_of(officer)
        client.get(url_of(ward), {"as_of": DAY})
        with django_assert_max_num_queries(16):
            body = client.get(url_of(ward), {"as_of": DAY}).json()
        assert body["total"] == rows

    @pytest.mark.parametrize("groups", [1, 30])
    def test_counts_cost_the_same_for_any_number(
        self, groups, committee, client_of, ward, django_assert_max_num_queries
    ):
        for _ in range(groups):
            PersonFactory(group=GroupFactory(ward=ward))
        client = client_of(committee)
        client.get(url_of(ward), {"as_of": DAY})
        with django_assert_max_num_queries(14):
            body = client.get(url_of(ward), {"as_of": DAY}).json()
        assert len(body["counts"]) == groups
