"""Residence checks, tests and support: what a row of each refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from cases import enums
from cases.models import DrugTest, Visit
from tests.cases.ledger import refused_by_database
from tests.factories.cases import DrugTestFactory, PersonFactory, SupportFactory, VisitFactory

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)


@pytest.fixture
def person(group):
    return PersonFactory(group=group)


def messages(row) -> list[str]:
    with pytest.raises(ValidationError) as error:
        row.validate_constraints()
    return error.value.messages


# --- residence checks ----------------------------------------------------------------------------


def test_a_person_is_checked_once_a_day(person):
    VisitFactory(person=person, visited_on=DAY)
    with refused_by_database():
        VisitFactory(person=person, visited_on=DAY)


def test_a_second_check_of_the_day_is_told_in_words(person):
    VisitFactory(person=person, visited_on=DAY)
    assert messages(VisitFactory.build(person=person, visited_on=DAY, by=None)) == [
        "Ngày này đã có lần kiểm tra."
    ]


def test_two_people_are_checked_on_one_day(person):
    VisitFactory(person=person, visited_on=DAY)
    VisitFactory(visited_on=DAY)
    assert Visit.objects.filter(visited_on=DAY).count() == 2


def test_the_last_check_comes_first(person):
    first, last = (VisitFactory(person=person, visited_on=day) for day in (DAY, LATER))
    assert list(person.visits.all()) == [last, first]


def test_who_checked_cannot_be_deleted(person):
    visit = VisitFactory(person=person)
    with pytest.raises(ProtectedError):
        visit.by.delete()


# --- tests ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("result", ["negative", "refused"])
def test_a_substance_is_named_only_when_found(person, result):
    with refused_by_database("test_names_substance_only_if_positive"):
        DrugTestFactory(person=person, result=result, substance="heroin")


@pytest.mark.parametrize("substance", ["", "heroin", "several"])
def test_a_positive_test_may_name_it(person, substance):
    DrugTestFactory(person=person, result="positive", substance=substance).full_clean()
    assert DrugTest.objects.get().substance == substance


def test_a_wrong_substance_is_told_in_words(person):
    test = DrugTestFactory.build(person=person, result="negative", substance="heroin")
    assert messages(test) == ["Chỉ ghi chất phát hiện khi kết quả dương tính."]


@pytest.mark.parametrize("sample", enums.Sample)
@pytest.mark.parametrize("result", enums.TestResult)
def test_urine_is_never_taken_without_a_witness_of_the_same_sex(person, sample, result):
    fields = {"person": person, "sample": sample, "result": result, "has_same_sex_witness": False}
    if sample == enums.Sample.URINE and result != enums.TestResult.REFUSED:
        with refused_by_database("test_urine_has_witness"):
            DrugTestFactory(**fields)
    else:
        DrugTestFactory(**fields)
    assert (
        DrugTest.objects.filter(has_same_sex_witness=False, sample="urine")
        .exclude(result="refused")
        .count()
        == 0
    )


def test_a_missing_witness_is_told_with_its_article(person):
    test = DrugTestFactory.build(person=person, has_same_sex_witness=False)
    assert messages(test) == [
        "Lấy nước tiểu phải có cán bộ cùng giới giám sát (NĐ 105/2021, Đ. 45)."
    ]


def test_a_person_may_be_tested_twice_a_day(person):
    DrugTestFactory(person=person, tested_on=DAY)
    DrugTestFactory(person=person, tested_on=DAY, sample="blood")
    assert person.tests.count() == 2


@pytest.mark.parametrize(
    ("field", "value"), [("ground", "mood"), ("sample", "hair"), ("result", "maybe")]
)
def test_a_word_outside_the_list_is_not_clean(person, field, value):
    with pytest.raises(ValidationError) as error:
        DrugTestFactory.build(person=person, **{field: value}).clean_fields()
    assert list(error.value.error_dict) == [field]


# --- support -------------------------------------------------------------------------------------


def test_money_is_never_negative(person):
    with pytest.raises(ValidationError) as error:
        SupportFactory.build(person=person, amount_vnd=-1).clean_fields()
    assert list(error.value.error_dict) == ["amount_vnd"]


@pytest.mark.parametrize("amount", [None, 0, 50_000_000, 5_000_000_000])
def test_money_of_any_size_or_none(person, amount):
    support = SupportFactory(person=person, amount_vnd=amount)
    support.refresh_from_db()
    assert support.amount_vnd == amount


def test_rows_are_named_without_the_person_s_name(person):
    rows = (
        VisitFactory(person=person, visited_on=DAY),
        DrugTestFactory(person=person, tested_on=DAY),
        SupportFactory(person=person),
    )
    assert [str(row) for row in rows] == [
        f"{person.pk} 2024-03-01",
        f"{person.pk} 2024-03-01",
        f"{person.pk} · việc làm",
    ]
