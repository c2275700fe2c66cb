"""Residence checks, tests and support."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.audit import MASK
from cases import enums
from cases.actions.visits import record_support, record_test, record_visit
from cases.enums import AuditAction
from cases.models import DrugTest, Support, Visit
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.ledger import changes_told, refused
from tests.factories.cases import PersonFactory, VisitFactory

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 1)
TOMORROW = "Ngày không được sau hôm nay."
CONSENT = "Người dưới 18 tuổi: lấy mẫu khác nước tiểu phải có đồng ý của cha mẹ, người giám hộ."
WITNESS = "Lấy nước tiểu phải có cán bộ cùng giới giám sát (NĐ 105/2021, Đ. 45)."


# --- residence checks ----------------------------------------------------------------------------


@pytest.fixture
def check(officer, person):
    def checked(**fields) -> Visit:
        given = {"by": officer, "person": person, "visited_on": DAY, "result": "present"} | fields
        return record_visit(**given)

    return checked


@pytest.mark.parametrize("result", enums.VisitResult)
def test_a_check_is_written_with_who_made_it(check, officer, person, result):
    check(result=result, note=" Đang đi làm ")
    kept = Visit.objects.get()
    assert (kept.person, kept.visited_on, kept.result, kept.note, kept.by) == (
        person,
        DAY,
        result,
        "Đang đi làm",
        officer,
    )


def test_a_check_is_told_with_its_result_masked(check, officer, ward):
    visit = check(note="Đang đi làm")
    event = assert_audited(AuditAction.VISIT_RECORDED, by=officer, target=visit)
    assert event.unit_id == ward.pk
    assert event.after == {
        "id": visit.pk,
        "person_id": visit.person_id,
        "visited_on": "2024-03-01",
        "result": MASK,
        "note": MASK,
        "by_id": officer.pk,
    }


def test_a_person_is_checked_once_a_day(check, person):
    VisitFactory(person=person, visited_on=DAY)
    with refused(visited_on="Ngày này đã có lần kiểm tra."):
        check()
    assert Visit.objects.count() == 1


def test_the_next_day_and_the_next_person_are_free(check, person):
    VisitFactory(person=person, visited_on=DAY)
    VisitFactory(visited_on=date(2024, 3, 2))
    assert check(visited_on=date(2024, 3, 2)).person == person


def test_an_unknown_result_is_refused(check):
    with pytest.raises(ValidationError) as error:
        check(result="asleep")
    assert list(error.value.error_dict) == ["result"]
    assert_nothing_audited()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_nobody_is_checked_tomorrow(check):
    with refused(visited_on=TOMORROW):
        check(visited_on=date(2026, 3, 11))


def test_a_check_does_not_touch_figures(check):
    check()
    assert changes_told() == set()


# --- tests ---------------------------------------------------------------------------------------


@pytest.fixture
def tested(officer, person):
    """A negative urine test with its witness on DAY, but for what is named."""

    def taken(**fields) -> DrugTest:
        given = {
            "by": officer,
            "person": person,
            "tested_on": DAY,
            "ground": "tip",
            "sample": "urine",
            "result": "negative",
            "has_same_sex_witness": True,
        }
        return record_test(**(given | fields))

    return taken


@pytest.mark.parametrize("ground", enums.TestGround)
def test_a_test_is_written_with_its_ground(tested, person, ground):
    tested(ground=ground)
    kept = DrugTest.objects.get()
    assert (kept.person, kept.tested_on, kept.ground, kept.result) == (
        person,
        DAY,
        ground,
        "negative",
    )


def test_a_positive_test_names_the_substance(tested):
    assert tested(result="positive", substance="heroin").substance == "heroin"


def test_a_test_is_told_with_what_it_found_masked(tested, officer, ward):
    test = tested(result="positive", substance="heroin")
    event = assert_audited(AuditAction.TEST_RECORDED, by=officer, target=test)
    assert event.unit_id == ward.pk
    told = {name: event.after[name] for name in ("ground", "sample", "result", "substance")}
    assert set(told.values()) == {MASK}
    assert (event.after["has_same_sex_witness"], event.after["tested_on"]) == (True, "2024-03-01")


@pytest.mark.parametrize("result", ["negative", "positive"])
def test_urine_is_not_taken_without_a_witness(tested, result):
    with refused(has_same_sex_witness=WITNESS):
        tested(result=result, has_same_sex_witness=False)
    assert_nothing_audited()


def test_who_refuses_the_test_needs_no_witness(tested):
    assert tested(result="refused", has_same_sex_witness=False).result == "refused"


def test_blood_needs_no_witness(tested):
    assert tested(sample="blood", has_same_sex_witness=False).sample == "blood"


@pytest.mark.parametrize("result", ["negative", "refused"])
def test_no_substance_is_named_that_was_not_found(tested, result):
    with refused(substance="Chỉ ghi chất phát hiện khi kết quả dương tính."):
        tested(result=result, substance="heroin")


@pytest.mark.parametrize(
    ("field", "value"), [("ground", "mood"), ("sample", "hair"), ("result", "maybe")]
)
def test_a_word_outside_its_list_is_refused(tested, field, value):
    with pytest.raises(ValidationError) as error:
        tested(**{field: value})
    assert list(error.value.error_dict) == [field]


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_nobody_is_tested_tomorrow(tested):
    with refused(tested_on=TOMORROW):
        tested(tested_on=date(2026, 3, 11))


@pytest.fixture
def minor(group):
    """Eighteen on 02/03/2024, the day after DAY."""
    return PersonFactory(group=group, birth_date=date(2006, 3, 2))


@pytest.mark.parametrize("sample", ["blood", "other"])
def test_of_a_minor_no_other_sample_is_taken_without_the_parents(tested, minor, sample):
    with refused(has_parent_consent=CONSENT):
        tested(person=minor, sample=sample)
    assert DrugTest.objects.count() == 0


def test_with_their_consent_it_is(tested, minor):
    assert tested(person=minor, sample="blood", has_parent_consent=True).has_parent_consent


def test_urine_of_a_minor_needs_no_consent(tested, minor):
    assert tested(person=minor).sample == "urine"


def test_a_minor_who_refuses_gives_no_sample(tested, minor):
    assert tested(person=minor, sample="blood", result="refused").result == "refused"


def test_from_the_eighteenth_birthday_no_consent_is_asked(tested, minor):
    assert tested(person=minor, sample="blood", tested_on=date(2024, 3, 2)).sample == "blood"


@pytest.mark.parametrize(("year", "asked"), [(2007, True), (2006, False), (1990, False)])
def test_of_a_year_alone_consent_is_asked_when_certain(tested, group, year, asked):
    person = PersonFactory(group=group, birth_year=year)
    if asked:
        with refused(has_parent_consent=CONSENT):
            tested(person=person, sample="blood")
    else:
        assert tested(person=person, sample="blood").pk


# --- support -------------------------------------------------------------------------------------


@pytest.fixture
def support(officer, person):
    def given(**fields) -> Support:
        values = {"by": officer, "person": person, "kind": "loan", "given_on": DAY} | fields
        return record_support(**values)

    return given


@pytest.mark.parametrize("kind", enums.SupportKind)
def test_support_is_written(support, person, kind):
    support(kind=kind, amount_vnd=50_000_000, provider=" NHCSXH ", note=" Nuôi trâu ")
    kept = Support.objects.get()
    assert (kept.person, kept.kind, kept.amount_vnd, kept.provider, kept.note) == (
        person,
        kind,
        50_000_000,
        "NHCSXH",
        "Nuôi trâu",
    )


def test_support_may_be_without_money(support):
    assert support(kind="job").amount_vnd is None


def test_support_is_told_with_its_sum_masked(support, officer, ward):
    row = support(amount_vnd=50_000_000, provider="NHCSXH")
    event = assert_audited(AuditAction.SUPPORT_RECORDED, by=officer, target=row)
    assert event.unit_id == ward.pk
    assert (event.after["kind"], event.after["amount_vnd"], event.after["provider"]) == (
        MASK,
        MASK,
        "NHCSXH",
    )


@pytest.mark.parametrize(("field", "value"), [("kind", "gold"), ("amount_vnd", -1)])
def test_what_cannot_be_given_is_refused(support, field, value):
    with pytest.raises(ValidationError) as error:
        support(**{field: value})
    assert list(error.value.error_dict) == [field]
    assert_nothing_audited()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_nothing_is_given_tomorrow(support):
    with refused(given_on=TOMORROW):
        support(given_on=date(2026, 3, 11))
