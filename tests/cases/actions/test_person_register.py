"""Registering a person: what is written, who is told, what is refused."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.audit import MASK
from accounts.models import AuditEvent
from cases.actions.people import register_person
from cases.enums import AuditAction
from cases.models import Person, Residence, StatusPeriod
from foundation.dated import OPEN
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.ledger import TAKEN, changes_told, errors_of, refused
from tests.factories.cases import PersonFactory
from tests.factories.wards import GroupFactory, UserFactory
from tests.law.laws import LAW_2021, LAW_2025

pytestmark = pytest.mark.django_db

SINCE = date(2024, 3, 1)

VALUES = {
    "full_name": "Lò A Tùng",
    "birth_year": 1990,
    "sex": "male",
    "id_number": "010090000001",
}


@pytest.fixture
def register(officer, group):
    """Registers an addict in `group` since SINCE, but for what is named."""

    def registered(person=None, **fields) -> Person:
        given = {
            "by": officer,
            "group": group,
            "since": SINCE,
            "status": "addict",
            "decision_number": "12/QĐ-UBND",
            "decision_date": SINCE,
        }
        return register_person(person=VALUES | (person or {}), **(given | fields))

    return registered


# --- registering: what is written ----------------------------------------------------------------


def test_a_person_is_written_with_place_and_status(register, group):
    person = register()
    stay, period = person.residences.get(), person.statuses.get()
    assert (stay.group, stay.kind, stay.valid_from, stay.valid_to) == (
        group,
        "permanent",
        SINCE,
        OPEN,
    )
    assert (period.status, period.valid_from, period.valid_to) == ("addict", SINCE, OPEN)


def test_the_decision_stands_beside_the_status(register):
    register(decision_number=" 15/QĐ-UBND ", issuer=" Chủ tịch UBND phường ")
    period = StatusPeriod.objects.get()
    assert (period.decision_number, period.decision_date, period.issuer) == (
        "15/QĐ-UBND",
        SINCE,
        "Chủ tịch UBND phường",
    )


def test_the_address_and_its_kind_are_kept(register):
    register(residence_kind="temporary", address=" Số 5, ngõ 2 ")
    stay = Residence.objects.get()
    assert (stay.kind, stay.address) == ("temporary", "Số 5, ngõ 2")


def test_values_are_tidied_before_they_are_kept(register):
    person = register(
        {
            "full_name": " lò  a   tùng ",
            "id_number": "010 090 000 001",
            "phone": "+84 912 345 678",
        }
    )
    person.refresh_from_db()
    assert (person.full_name, person.id_number, person.phone) == (
        "lò a tùng",
        "010090000001",
        "0912345678",
    )
    assert (person.search_key, person.version) == ("lo a tung", 1)


def test_a_birth_date_gives_the_year(register):
    assert register({"birth_date": date(1988, 5, 4), "birth_year": None}).birth_year == 1988


@pytest.mark.parametrize("number", ["", "063123456"])
def test_a_person_may_have_an_old_card_or_none(register, number):
    assert register({"id_number": number}).id_number == number


def test_two_people_without_a_number_are_registered(register):
    register({"id_number": ""})
    register({"id_number": "", "birth_year": 1991})
    assert Person.objects.count() == 2


class TestSameWithoutNumber:
    """Without a number a person is known by exact name, birth and group."""

    def test_the_same_is_refused_until_somebody_says_that_they_are_two(self, register):
        register({"id_number": "", "full_name": "Lê Thị Hòa"})
        with pytest.raises(ValidationError) as refused:
            register({"id_number": "", "full_name": "LÊ THỊ HOÀ"})
        assert set(refused.value.error_dict) == {"is_another"}
        register({"id_number": "", "full_name": "Lê Thị Hoà"}, is_another=True)
        assert Person.objects.count() == 2

    @pytest.mark.parametrize("name", ["Giàng A Sang", "Giàng A Sàng", "Giàng Á Sáng"])
    def test_another_mark_is_another_person(self, register, name):
        register({"id_number": "", "full_name": "Giàng A Sáng"})
        register({"id_number": "", "full_name": name})
        assert Person.objects.count() == 2

    def test_another_group_year_or_a_number_makes_another_person(self, register, ward):
        register({"id_number": ""})
        register({"id_number": ""}, group=GroupFactory(ward=ward))
        register({"id_number": "", "birth_year": 1977})
        assert Person.objects.count() == 3

    def test_somebody_with_a_number_is_somebody_else(self, register):
        register({"id_number": "010090000001"})
        register({"id_number": ""})
        assert Person.objects.count() == 2


def test_the_officer_who_registers_is_in_charge(register, officer):
    assert register().officer == officer


def test_the_officer_named_among_the_values_is_kept(register):
    colleague = UserFactory()
    assert register({"officer": colleague}).officer == colleague


@pytest.mark.parametrize("status_from", [date(2023, 1, 1), date(2024, 6, 1)])
def test_the_status_may_begin_on_another_day_than_the_stay(register, status_from):
    person = register(status_from=status_from, decision_date=status_from)
    assert person.statuses.get().valid_from == status_from
    assert person.residences.get().valid_from == SINCE


@pytest.mark.parametrize(
    ("status", "with_decision"),
    [("suspected_use", False), ("illegal_use", True), ("addict", True), ("post_rehab", True)],
)
def test_a_person_may_enter_in_any_status_but_the_last(register, status, with_decision):
    decision = {} if with_decision else {"decision_number": "", "decision_date": None}
    assert register(status=status, **decision).statuses.get().status == status


@pytest.mark.parametrize(
    ("day", "law"), [(date(2026, 6, 30), LAW_2021), (date(2026, 7, 1), LAW_2025)]
)
def test_the_status_keeps_the_law_of_its_first_day(register, day, law):
    assert register(since=day, decision_date=day).statuses.get().legal_basis == law


def test_a_year_of_management_ends_a_year_later(register, rules):
    assert register(status="illegal_use").statuses.get().term_end == date(2025, 3, 1)


def test_an_addict_has_no_term(register, rules):
    assert register().statuses.get().term_end is None


def test_without_the_rules_there_is_no_term(register, db):
    assert register(status="illegal_use").statuses.get().term_end is None


# --- registering: who is told --------------------------------------------------------------------


def test_registering_is_told_with_masked_values(register, officer, ward, group):
    person = register({"phone": "0912345678"})
    event = assert_audited(AuditAction.PERSON_REGISTERED, by=officer, target=person)
    assert event.unit_id == ward.pk
    told = {name: event.after[name] for name in ("full_name", "id_number", "phone", "note")}
    assert told == {"full_name": MASK, "id_number": MASK, "phone": MASK, "note": ""}
    assert (event.after["birth_year"], event.after["group"]) == (1990, group.pk)


def test_no_value_of_the_person_is_in_the_log(register):
    register({"phone": "0912345678", "note": "Ở trọ", "guardians": "Lò A Pó"})
    told = str(AuditEvent.objects.get(action=AuditAction.PERSON_REGISTERED).after)
    for secret in ("Tùng", "010090000001", "0912345678", "Ở trọ", "Pó", "tung", "addict"):
        assert secret not in told


def test_the_scorer_is_told_of_the_group_since_the_stay(register, group):
    register(status_from=date(2023, 1, 1), decision_date=date(2023, 1, 1))
    assert changes_told() == {(group.pk, SINCE)}


# --- registering: what is refused ----------------------------------------------------------------


def nothing_written() -> bool:
    return (Person.objects.count(), Residence.objects.count(), changes_told()) == (0, 0, set())


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"full_name": "Tùng"}, {"full_name": "Ghi đủ họ và tên."}),
        ({"full_name": ""}, {"full_name": "Ghi đủ họ và tên."}),
        (
            {"id_number": "0100900001"},
            {"id_number": "Số định danh có 10 chữ số; CCCD phải đủ 12, CMND cũ đủ 9."},
        ),
        (
            {"id_number": "01009000000A"},
            {"id_number": "Số định danh chỉ gồm chữ số; kiểm tra lại."},
        ),
        (
            {"phone": "12345"},
            {"phone": "Số điện thoại phải có 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84."},
        ),
        (
            {"full_name": "Lò Văn 3"},
            {
                "full_name": "Họ và tên chỉ gồm chữ cái, khoảng trắng, dấu nháy ('), gạch nối (-) và dấu chấm (.)."
            },
        ),
        (
            {"first_use_year": 2099},
            {"first_use_year": "Năm sử dụng lần đầu không được sau năm nay."},
        ),
        ({"birth_year": None}, {"birth_date": "Ghi ngày sinh, hoặc năm sinh nếu không rõ ngày."}),
        ({"birth_year": 1899}, {"birth_year": "Năm sinh phải từ 1900."}),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field(register, values, errors):
    with refused(**errors):
        register(values)
    assert nothing_written()
    assert_nothing_audited()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"birth_date": date(2026, 3, 11)}, {"birth_date": "Ngày sinh không được sau hôm nay."}),
        ({"birth_year": 2027}, {"birth_year": "Năm sinh không được sau năm nay."}),
    ],
)
def test_nobody_is_born_in_the_future(register, values, errors):
    with refused(**errors):
        register(values)


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_who_is_born_today_is_registered(register):
    day = date(2026, 3, 10)
    asked = {"unusual_reason": "Con của người nghiện"}
    given = {"since": day, "decision_date": day} | asked
    assert register({"birth_date": day}, **given).birth_year == 2026


def test_every_wrong_value_is_named_at_once(register):
    with pytest.raises(ValidationError) as error:
        register({"full_name": "Tùng", "id_number": "1", "phone": "1", "birth_year": None})
    assert sorted(errors_of(error.value)) == ["birth_date", "full_name", "id_number", "phone"]


@pytest.mark.parametrize(("field", "value"), [("sex", "x"), ("drug", "tea"), ("ethnicity", "77")])
def test_a_word_outside_its_list_is_refused(register, field, value):
    with pytest.raises(ValidationError) as error:
        register({field: value})
    assert list(error.value.error_dict) == [field]


@pytest.mark.parametrize("typed", ["010090000001", "010 090 000 001"])
def test_a_number_that_is_in_the_ledger_is_not_registered_again(register, typed):
    PersonFactory(id_number="010090000001")  # in another ward
    with refused(id_number=TAKEN):
        register({"id_number": typed})
    assert Person.objects.count() == 1


def test_who_left_the_list_is_not_registered_again(register, officer, group):
    PersonFactory(group=group, id_number="010090000001", status="ended")
    with refused(id_number=TAKEN):
        register()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_nobody_moves_in_tomorrow(register):
    with refused(since="Ngày không được sau hôm nay."):
        register(since=date(2026, 3, 11))
    assert nothing_written()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_no_status_begins_tomorrow(register):
    with refused(status_from="Ngày không được sau hôm nay."):
        register(status_from=date(2026, 3, 11))
    assert nothing_written()


def test_nobody_lives_anywhere_before_being_born(register):
    with refused(since="Ngày này trước khi người này sinh ra."):
        register({"birth_year": 2025})


def test_nobody_holds_a_status_before_being_born(register):
    with refused(status_from="Ngày này trước khi người này sinh ra."):
        register({"birth_year": 2010}, status_from=date(2009, 12, 31))


def test_the_year_of_birth_itself_is_no_error(register):
    person = register({"birth_year": 2024}, unusual_reason="Con của người nghiện")
    assert person.residences.get().valid_from == SINCE


@pytest.mark.parametrize("status", ["ended", "unknown"])
def test_nobody_enters_at_the_end(register, status):
    with refused(status="Người mới không thể bắt đầu ở diện này."):
        register(status=status)
    assert nothing_written()


def test_a_status_under_a_decision_asks_for_it(register):
    with refused(
        decision_number="Diện này phải có số quyết định.",
        decision_date="Diện này phải có ngày quyết định.",
    ):
        register(decision_number="  ", decision_date=None)
    assert nothing_written()


def test_the_decision_is_not_later_than_the_status(register):
    with refused(decision_date="Ngày quyết định phải trước hoặc đúng ngày bắt đầu."):
        register(status_from=SINCE, decision_date=date(2024, 3, 2))


@pytest.mark.parametrize("decided", [date(2023, 11, 16), date(2024, 3, 2)])
def test_the_status_begins_with_its_decision_not_with_the_residence(register, decided):
    person = register(decision_date=decided)
    assert person.statuses.get().valid_from == decided
    assert person.residences.get().valid_from == SINCE


def test_without_a_decision_it_begins_with_the_residence(register):
    person = register(status="suspected_use", decision_number="", decision_date=None)
    assert person.statuses.get().valid_from == SINCE


def test_an_unknown_kind_of_stay_is_refused(register):
    with pytest.raises(ValidationError) as error:
        register(residence_kind="tent")
    assert list(error.value.error_dict) == ["kind"]
