"""What the page of one person is made of."""

from datetime import date

import pytest

from accounts.permissions import Permission
from cases.enums import AbsenceReason, DossierKind, Drug, Sample, TreatmentForm
from cases.models import Person
from cases.queries.person_file import VISITS_SHOWN, person_file, with_check_rule
from cases.statuses import EndReason, PersonStatus
from foundation.dated import OPEN
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    DossierFormFactory,
    DrugTestFactory,
    PersonFactory,
    ResidenceFactory,
    StatusPeriodFactory,
    TreatmentFactory,
    VisitFactory,
)

TODAY = date(2026, 11, 20)


@pytest.fixture
def person(group):
    return PersonFactory(group=group, full_name="Đặng Văn Sáng", birth_year=1990)


@pytest.fixture
def read(officer):
    """The page as an officer of the ward reads it."""

    def reading(person, by=officer, day=TODAY):
        return person_file(by, with_check_rule(Person.objects.all(), day).get(pk=person.pk), day)

    return reading


class TestPlace:
    def test_the_stay_of_today_is_first_with_its_ward(self, read, person, other_group):
        ResidenceFactory(person=person, group=other_group)
        file = read(person)
        stays = [(str(stay.group), stay.ward_name) for stay in file.stays]
        assert stays == [("Tổ 1", "Nam Cường"), ("Thôn 1", "Cốc San")]
        assert file.stay == file.stays[0]

    def test_rights_are_those_of_the_place(self, read, person, chair_office):
        assert read(person).may(Permission.EDIT_PEOPLE) is True
        assert read(person, by=chair_office).may(Permission.EDIT_PEOPLE) is False

    def test_away_today(self, read, person):
        AbsenceFactory(person=person, reason=AbsenceReason.MISSING)
        assert read(person).absence.reason == "missing"

    def test_back_again_keeps_the_absence_in_the_history(self, read, person):
        absence = AbsenceFactory(person=person, valid_to=TODAY)
        file = read(person)
        assert (file.absence, file.absences) == (None, [absence])


class TestStatuses:
    def test_newest_first_with_decision_and_reason(self, read, group):
        person = PersonFactory(
            group=group, status=PersonStatus.POST_REHAB, status_from=date(2025, 1, 1)
        )
        StatusPeriodFactory(
            person=person,
            valid_from=date(2022, 1, 1),
            valid_to=date(2025, 1, 1),
            end_reason=EndReason.COMPLETED,
            issuer="Trưởng Công an phường",
        )
        now, before = read(person).statuses
        assert (str(now.label), now.badge, now.is_open) == ("quản lý sau cai", "none", True)
        assert (str(before.label), str(before.why_ended)) == (
            "người nghiện",
            "hết thời hạn, hoàn thành",
        )
        assert (before.issuer, before.decision_number) == ("Trưởng Công an phường", "12/QĐ-UBND")
        assert now.why_ended == ""

    def test_the_status_now_is_the_open_one(self, read, person):
        file = read(person)
        assert (file.now.code, file.now.valid_to) == ("addict", OPEN)


class TestTreatments:
    def test_treatments_are_told_apart_from_statuses(self, read, person):
        TreatmentFactory(person=person, ordinal=2, provider="Trạm y tế phường")
        file = read(person)
        found = [(str(one.label), one.ordinal, one.issuer) for one in file.treatments]
        assert found == [("cai nghiện tự nguyện tại cộng đồng", 2, "Trạm y tế phường")]
        assert [one.code for one in file.statuses] == ["addict"]

    def test_newest_first(self, read, person):
        TreatmentFactory(person=person, valid_from=date(2024, 1, 1), valid_to=date(2025, 1, 1))
        TreatmentFactory(person=person, form=TreatmentForm.SUBSTITUTION)
        assert [one.code for one in read(person).treatments] == ["substitution", "community"]


class TestDossiers:
    def test_what_is_filed_and_what_is_missing(self, read, person):
        dossier = DossierFactory(person=person, kind=DossierKind.POST_REHAB)
        DossierFormFactory(dossier=dossier, code="decision", filed_on=date(2026, 4, 1))
        DossierFormFactory(dossier=dossier, code="05", filed_on=date(2026, 4, 2))
        (file,) = read(person).dossiers
        assert [(row.code, day) for row, day in file.filed] == [
            ("05", date(2026, 4, 2)),
            ("decision", date(2026, 4, 1)),
        ]
        assert [row.code for row in file.missing] == ["certificate"]
        assert len(file.required) == 3

    def test_an_empty_dossier_misses_everything(self, read, person):
        DossierFactory(person=person, kind=DossierKind.MANAGEMENT)
        (file,) = read(person).dossiers
        assert (file.filed, len(file.missing)) == ([], 5)

    def test_each_dossier_keeps_its_own_papers(self, read, person):
        for kind in (DossierKind.MANAGEMENT, DossierKind.TREATMENT):
            DossierFormFactory(dossier=DossierFactory(person=person, kind=kind), code="05")
        assert [list(file.papers) for file in read(person).dossiers] == [["05"], ["05"]]

    def test_another_persons_dossier_is_not_shown(self, read, person):
        DossierFactory(person=PersonFactory())
        assert read(person).dossiers == []

    def test_what_is_lacking(self, read, person):
        DossierFactory(person=person, kind=DossierKind.MANAGEMENT)
        assert read(person).lacks == [DossierKind.TREATMENT]

    def test_a_closed_dossier_is_lacking(self, read, person):
        DossierFactory(person=person, kind=DossierKind.TREATMENT)
        DossierFactory(person=person, kind=DossierKind.MANAGEMENT, valid_to=date(2026, 5, 1))
        assert read(person).lacks == [DossierKind.MANAGEMENT]

    def test_who_is_away_lacks_no_treatment_dossier(self, read, person):
        AbsenceFactory(person=person)
        assert read(person).lacks == [DossierKind.MANAGEMENT]

    def test_others_lack_nothing(self, read, group):
        assert read(PersonFactory(group=group, status=PersonStatus.ILLEGAL_USE)).lacks == []


class TestContacts:
    def test_visits_and_tests_are_told_apart(self, read, person, officer):
        VisitFactory(person=person, note="ở nhà, đi làm đều", by=officer)
        DrugTestFactory(person=person, result="positive", substance=Drug.HEROIN)
        file = read(person)
        (visit,), (test,) = file.visits, file.tests
        assert (visit.note, visit.by_name) == ("ở nhà, đi làm đều", "Lê Văn Cán Bộ")
        assert str(visit.result_label) == "có mặt tại nơi cư trú"
        told = [str(test.result_label), str(test.substance_label), str(test.ground_label)]
        assert told == ["dương tính", "heroine", "trong thời hạn quản lý"]
        assert (str(test.sample_label), test.note) == ("nước tiểu", "")

    def test_a_test_without_a_substance(self, read, person):
        DrugTestFactory(person=person, sample=Sample.BLOOD)
        (test,) = read(person).tests
        assert (test.substance_label, str(test.sample_label)) == ("", "máu")

    def test_newest_visits_first_and_only_the_latest_shown(self, read, person):
        for month in range(1, 11):
            VisitFactory(person=person, visited_on=date(2025, month, 1))
            VisitFactory(person=person, visited_on=date(2026, month, 1))
        file = read(person)
        assert (len(file.visits), len(file.visits_shown)) == (20, VISITS_SHOWN)
        assert [visit.day for visit in file.visits_shown[:2]] == [
            date(2026, 10, 1),
            date(2026, 9, 1),
        ]


class TestDues:
    pytestmark = pytest.mark.usefixtures("rules")

    def dues(self, file):
        return [(str(due.label), due.due_on, due.days_left) for due in file.dues]

    def test_the_check_is_due_a_month_after_the_last(self, read, person):
        VisitFactory(person=person, visited_on=date(2026, 11, 5))
        assert self.dues(read(person)) == [("Kiểm tra cư trú", date(2026, 12, 5), 15)]

    def test_a_check_made_in_an_earlier_status_does_not_shorten_the_month(self, read, group):
        person = PersonFactory(group=group, status_from=date(2026, 11, 10))
        VisitFactory(person=person, visited_on=date(2026, 11, 5))
        assert self.dues(read(person)) == [("Kiểm tra cư trú", date(2026, 12, 10), 20)]

    def test_the_rule_of_the_day_is_named(self, read, person):
        VisitFactory(person=person, visited_on=date(2026, 6, 1))
        (due,) = read(person, day=date(2026, 6, 30)).dues
        assert due.legal_basis == "Khoản 1 Điều 47 Nghị định 105/2021/NĐ-CP"

    def test_who_is_away_is_not_checked(self, read, person):
        AbsenceFactory(person=person)
        assert read(person).dues == []

    @pytest.mark.parametrize("status", ["suspected_use", "ended"])
    def test_these_are_not_checked(self, read, group, status):
        assert read(PersonFactory(group=group, status=status)).dues == []

    def test_terms_come_in_order_and_overdue_counts_below_zero(self, read, group):
        person = PersonFactory(group=group, status=None)
        StatusPeriodFactory(
            person=person, status=PersonStatus.SUSPECTED_USE, term_end=date(2026, 12, 1)
        )
        TreatmentFactory(person=person, term_end=date(2026, 11, 18))
        TreatmentFactory(person=person, form=TreatmentForm.SUBSTITUTION)
        assert self.dues(read(person)) == [
            ("Hết thời hạn: cai nghiện tự nguyện tại cộng đồng", date(2026, 11, 18), -2),
            ("Hết thời hạn: nghi vấn sử dụng trái phép", date(2026, 12, 1), 11),
        ]

    def test_nothing_is_due_of_whose_management_has_ended(self, read, group):
        person = PersonFactory(group=group, status=PersonStatus.ENDED)
        TreatmentFactory(person=person, term_end=date(2026, 11, 18))
        assert read(person).dues == []

    def test_an_ended_treatment_has_no_due_day(self, read, group):
        person = PersonFactory(group=group, status=PersonStatus.ENDED)
        TreatmentFactory(person=person, term_end=date(2026, 12, 1), valid_to=date(2026, 11, 1))
        assert read(person).dues == []


def test_without_a_rule_there_is_no_check(read, person):
    assert read(person).dues == []


class TestWarnings:
    @pytest.mark.parametrize(
        ("number", "warned"),
        [
            ("010090000001", []),
            ("", []),
            ("010290000001", ["Chữ số thứ tư của CCCD không khớp với giới tính và thế kỷ sinh."]),
            ("010190000001", ["Chữ số thứ tư của CCCD không khớp với giới tính và thế kỷ sinh."]),
            ("012345678", ["Số 9 chữ số là CMND cũ; bổ sung số CCCD khi có."]),
        ],
    )
    def test_what_is_odd_in_the_number(self, read, group, number, warned):
        person = PersonFactory(group=group, birth_year=1990, id_number=number)
        assert read(person).warnings == warned


class TestClinic:
    def test_it_gets_the_place_and_the_substitution_treatment_only(
        self, read, clinic, group, other_group
    ):
        person = PersonFactory(group=group, treated=True)
        ResidenceFactory(person=person, group=other_group)
        TreatmentFactory(person=person, form=TreatmentForm.COMPULSORY)
        DossierFactory(person=person)
        VisitFactory(person=person)
        DrugTestFactory(person=person)
        AbsenceFactory(person=person)
        file = read(person, by=clinic)
        assert (file.is_whole, [str(stay.group) for stay in file.stays]) == (False, ["Tổ 1"])
        assert [one.code for one in file.treatments] == ["substitution"]
        kept = (file.statuses, file.absences, file.dossiers, file.visits, file.tests, file.dues)
        assert kept == ([], [], [], [], [], [])
        assert (file.now, file.lacks, file.absence is not None) == (None, [], True)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_for_any_history(
    read, officer, person, rows, rules, django_assert_num_queries
):
    """One for the person, five for the rest, one for the reader's postings."""
    dossier = DossierFactory(person=person)
    for n in range(rows):
        VisitFactory(person=person, visited_on=date.fromordinal(738_000 + n), by=officer)
        DrugTestFactory(person=person)
    DossierFormFactory(dossier=dossier)
    with django_assert_num_queries(7):
        read(person)
