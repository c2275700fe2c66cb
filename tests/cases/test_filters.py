"""Searching people: the screen and the API ask the same."""

from datetime import date

import pytest
import time_machine
from django.test import RequestFactory

from accounts.permissions import Role
from cases.enums import DossierKind
from cases.filters import SEARCHED, PersonFilter
from cases.models import Person
from cases.statuses import PersonStatus
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    PersonFactory,
    StatusPeriodFactory,
    TreatmentFactory,
    VisitFactory,
)
from tests.factories.wards import GroupFactory, PostingFactory, posted


def filtered(search, user):
    request = RequestFactory().get("/")
    request.user = user
    return PersonFilter(search, queryset=Person.objects.all(), request=request)


def found(search, user) -> list[str]:
    return [person.full_name for person in filtered(search, user).qs]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2026, 11, 20), tick=False):
        yield


@pytest.fixture
def people(group, ward):
    """One person of each status, in the order of their given names."""
    for name, status in (
        ("Lò Văn An", PersonStatus.ADDICT),
        ("Lò Văn Bình", PersonStatus.ILLEGAL_USE),
        ("Lò Văn Chính", PersonStatus.POST_REHAB),
        ("Lò Văn Dũng", PersonStatus.SUSPECTED_USE),
        ("Lò Văn Yên", PersonStatus.ENDED),
    ):
        PersonFactory(group=group, full_name=name, status=status)


class TestStatus:
    @pytest.mark.parametrize(
        ("status", "names"),
        [
            ("addict", ["Lò Văn An"]),
            ("illegal_use", ["Lò Văn Bình"]),
            ("post_rehab", ["Lò Văn Chính"]),
            ("suspected_use", ["Lò Văn Dũng"]),
            ("ended", ["Lò Văn Yên"]),
            ("managed", ["Lò Văn An", "Lò Văn Bình", "Lò Văn Chính", "Lò Văn Dũng"]),
        ],
    )
    def test_each_status_and_all_under_management(self, people, officer, status, names):
        assert found({"status": status}, officer) == names

    def test_an_earlier_status_is_not_the_status(self, officer, group):
        person = PersonFactory(group=group, status_from=date(2024, 1, 1))
        StatusPeriodFactory(
            person=person,
            status=PersonStatus.ILLEGAL_USE,
            valid_from=date(2022, 1, 1),
            valid_to=date(2024, 1, 1),
        )
        assert found({"status": "illegal_use"}, officer) == []

    def test_an_unknown_status_is_refused(self, people, officer):
        form = filtered({"status": "free"}, officer).form
        assert list(form.errors) == ["status"]


class TestPlace:
    def test_by_group(self, people, officer, ward):
        neighbours = GroupFactory(ward=ward, name="Tổ 2")
        PersonFactory(group=neighbours, full_name="Vàng A Sử")
        assert found({"group": neighbours.pk}, officer) == ["Vàng A Sử"]

    def test_groups_to_choose_are_the_readers(self, officer, group, other_group):
        choices = [label for _pk, label in filtered({}, officer).form.fields["group"].choices]
        assert choices == ["Tất cả", "Tổ 1 · Nam Cường"]

    def test_a_foreign_group_is_no_choice(self, officer, other_group):
        PersonFactory(group=other_group)
        assert list(filtered({"group": other_group.pk}, officer).form.errors) == ["group"]

    def test_a_clinic_chooses_among_its_groups(self, clinic, group, other_group):
        assert list(filtered({}, clinic).form.fields["group"].queryset) == [group]

    def test_without_a_reader_there_is_nothing_to_choose(self, group):
        bare = PersonFilter({}, queryset=Person.objects.all())
        assert list(bare.form.fields["group"].queryset) == []
        assert set(bare.form.fields) == set(SEARCHED)


class TestPresence:
    def test_away_and_present_share_out_everybody(self, people, officer):
        AbsenceFactory(person=Person.objects.get(full_name="Lò Văn Chính"))
        AbsenceFactory(
            person=Person.objects.get(full_name="Lò Văn An"), valid_to=date(2026, 11, 20)
        )
        assert found({"presence": "away"}, officer) == ["Lò Văn Chính"]
        assert found({"presence": "present"}, officer) == [
            "Lò Văn An",
            "Lò Văn Bình",
            "Lò Văn Dũng",
            "Lò Văn Yên",
        ]


class TestLack:
    def test_each_kind_of_missing_dossier(self, people, officer):
        person = Person.objects.get(full_name="Lò Văn An")
        DossierFactory(person=person, kind=DossierKind.MANAGEMENT)
        searches = ("management", "treatment", "post_rehab", "any")
        assert [found({"lack": code}, officer) for code in searches] == [
            [],
            ["Lò Văn An"],
            ["Lò Văn Chính"],
            ["Lò Văn An", "Lò Văn Chính"],
        ]


class TestDue:
    def test_checks_that_are_overdue(self, people, officer, rules):
        VisitFactory(person=Person.objects.get(full_name="Lò Văn An"), visited_on=date(2026, 11, 1))
        assert found({"due": "check"}, officer) == ["Lò Văn Bình", "Lò Văn Chính"]

    @pytest.mark.parametrize(
        ("ends", "soon", "over"),
        [
            (date(2026, 11, 19), False, True),
            (date(2026, 11, 20), True, False),
            (date(2026, 12, 20), True, False),
            (date(2026, 12, 21), False, False),
        ],
    )
    def test_terms_soon_and_over(self, officer, group, ends, soon, over):
        TreatmentFactory(person=PersonFactory(group=group, full_name="Lò Văn An"), term_end=ends)
        assert found({"due": "soon"}, officer) == (["Lò Văn An"] if soon else [])
        assert found({"due": "over"}, officer) == (["Lò Văn An"] if over else [])


class TestSearch:
    def test_conditions_add_up(self, people, officer):
        assert found({"q": "lo van", "status": "addict"}, officer) == ["Lò Văn An"]
        assert found({"q": "vang", "status": "addict"}, officer) == []

    def test_a_dossier_number(self, people, officer):
        DossierFactory(person=Person.objects.get(full_name="Lò Văn An"), number="HS-77/CA")
        assert found({"q": "hs-77/ca"}, officer) == ["Lò Văn An"]

    def test_a_dossier_number_of_two_books_finds_all_that_one_may_see(
        self, officer, group, other_group
    ):
        for name in ("Lò Văn An", "Vàng A Sử"):
            DossierFactory(person=PersonFactory(group=group, full_name=name), number="01/2024")
        DossierFactory(person=PersonFactory(group=other_group), number="01/2024")
        seen = filtered({"q": "01/2024"}, officer).qs.visible_to(officer)
        assert [person.full_name for person in seen] == ["Lò Văn An", "Vàng A Sử"]

    def test_no_text_finds_everybody(self, people, officer):
        assert len(found({"q": "  "}, officer)) == 5


class TestClinic:
    def test_it_cannot_ask_about_files(self, clinic):
        form = filtered({}, clinic).form
        assert list(form.fields) == ["q", "group", "presence"]
        assert str(form["q"].label) == "Tên, số định danh"

    @pytest.mark.parametrize(
        "search", [{"status": "ended"}, {"lack": "any"}, {"due": "over"}, {"due": "check"}]
    )
    def test_what_it_may_not_ask_changes_nothing(self, clinic, people, search):
        assert len(found(search, clinic)) == 5

    def test_a_dossier_number_tells_it_nothing(self, clinic, people):
        DossierFactory(person=Person.objects.get(full_name="Lò Văn An"), number="HS-77/CA")
        assert found({"q": "HS-77/CA"}, clinic) == []

    def test_a_name_is_found(self, clinic, people):
        assert found({"q": "van an"}, clinic) == ["Lò Văn An"]

    def test_police_of_another_ward_ask_about_files(self, clinic, other_ward):
        PostingFactory(user=clinic, role=Role.OFFICER, ward=other_ward)
        assert set(filtered({}, clinic).form.fields) == set(SEARCHED)

    def test_a_committee_has_no_question_about_files(self, ward):
        committee = posted(Role.COMMITTEE, ward=ward)
        assert set(filtered({}, committee).form.fields) == {"q", "group", "presence"}
