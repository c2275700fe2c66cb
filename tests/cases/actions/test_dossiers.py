"""Opening, completing and closing dossiers."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.audit import MASK
from cases.actions.dossiers import close_dossier, file_form
from cases.enums import AuditAction, DossierKind
from cases.models import Dossier, DossierForm, Person
from cases.statuses import DOSSIER_FORMS, PERSON_STATUSES, PersonStatus
from foundation.dated import OPEN
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.ledger import changes_told, refused
from tests.factories.cases import (
    DossierFactory,
    DossierFormFactory,
    PersonFactory,
    ResidenceFactory,
    StatusPeriodFactory,
)
from tests.law.laws import LAW_2021, LAW_2025
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)
TOMORROW = "Ngày không được sau hôm nay."


@pytest.fixture
def held_by(group):
    """Somebody of the ward whose status a dossier of the kind serves."""

    def person_of(kind) -> Person:
        status = PersonStatus.POST_REHAB if kind == "post_rehab" else PersonStatus.ADDICT
        return PersonFactory(group=group, status=status)

    return person_of


# --- opening -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", DossierKind)
def test_a_dossier_is_open_from_its_day(open_, held_by, kind):
    person = held_by(kind)
    dossier = open_(kind=kind, person=person)
    dossier.refresh_from_db()
    assert (dossier.person, dossier.kind, dossier.valid_from, dossier.valid_to) == (
        person,
        kind,
        DAY,
        OPEN,
    )


@pytest.mark.parametrize(
    ("day", "law"), [(date(2026, 6, 30), LAW_2021), (date(2026, 7, 1), LAW_2025)]
)
def test_a_dossier_keeps_the_law_of_its_day(open_, day, law):
    assert open_(opened_on=day).legal_basis == law


def test_a_basis_that_is_named_is_kept(open_):
    assert open_(legal_basis="Điều 35 Luật 120/2025").legal_basis == "Điều 35 Luật 120/2025"


def test_the_forms_already_in_it_are_filed_that_day(open_):
    dossier = open_(forms=["03", "07"])
    assert sorted(dossier.forms.values_list("code", "filed_on")) == [("03", DAY), ("07", DAY)]


def test_a_form_ticked_twice_is_filed_once(open_):
    assert open_(forms=["03", "03"]).forms.count() == 1


@pytest.mark.parametrize("kind", DossierKind)
def test_every_form_of_its_kind_may_be_in_it(open_, held_by, kind):
    codes = [row.code for row in DOSSIER_FORMS[kind]]
    assert open_(kind=kind, person=held_by(kind), forms=codes).forms.count() == len(codes)


@pytest.mark.parametrize(
    ("kind", "code"), [("management", "intake"), ("treatment", "07"), ("post_rehab", "99")]
)
def test_a_form_of_another_kind_is_refused_and_nothing_is_opened(open_, held_by, kind, code):
    with refused(code="Loại hồ sơ này không có biểu mẫu đó."):
        open_(kind=kind, person=held_by(kind), forms=["05", code])
    assert (Dossier.objects.count(), DossierForm.objects.count()) == (0, 0)
    assert_nothing_audited()


def test_opening_is_told_with_its_number_masked(open_, officer, ward):
    dossier = open_()
    event = assert_audited(AuditAction.DOSSIER_OPENED, by=officer, target=dossier)
    assert event.unit_id == ward.pk
    assert (event.after["number"], event.after["kind"], event.after["valid_from"]) == (
        MASK,
        MASK,
        "2024-03-01",
    )


def test_the_group_is_scored_anew_from_the_opening(open_, group):
    open_()
    assert changes_told() == {(group.pk, DAY)}


def test_every_group_lived_in_since_is_scored_anew(open_, person, other_group, group):
    person.residences.update(valid_to=LATER)
    ResidenceFactory(person=person, group=other_group, valid_from=LATER)
    open_()
    assert changes_told() == {(group.pk, DAY), (other_group.pk, DAY)}


def test_a_second_of_the_kind_is_refused(open_):
    open_()
    with refused(kind="Người này đã có hồ sơ loại này trong thời gian đó."):
        open_(opened_on=LATER)
    assert Dossier.objects.count() == 1


def test_one_before_an_open_one_of_the_kind_is_refused(open_, person):
    DossierFactory(person=person, valid_from=LATER)
    with refused(kind="Người này đã có hồ sơ loại này trong thời gian đó."):
        open_()


def test_after_the_closing_another_of_the_kind_may_be_opened_the_same_day(open_, person):
    DossierFactory(person=person, valid_from=date(2023, 1, 1), valid_to=DAY)
    assert open_().is_open


def test_other_kinds_are_no_obstacle(open_, person):
    DossierFactory(person=person, kind="treatment", valid_from=DAY)
    assert open_().is_open


def test_another_person_s_dossier_is_no_obstacle(open_):
    DossierFactory(valid_from=DAY)
    assert open_().is_open


@pytest.mark.parametrize("status", PersonStatus)
@pytest.mark.parametrize("kind", DossierKind)
def test_a_kind_serves_the_statuses_of_the_table_and_no_other(open_, group, status, kind):
    person = PersonFactory(group=group, status=status)
    if kind in PERSON_STATUSES[status].dossiers:
        assert open_(person=person, kind=kind).kind == kind
        return
    if status == PersonStatus.ENDED:
        with pytest.raises(ValidationError):
            open_(person=person, kind=kind)
        return
    with refused(
        kind=f"Ngày lập hồ sơ người này thuộc diện “{status.label}”: không lập loại hồ sơ này."
    ):
        open_(person=person, kind=kind)
    assert Dossier.objects.count() == 0


def test_the_status_of_the_opening_day_decides(open_, person):
    person.statuses.update(valid_to=LATER, end_reason="next_status")
    StatusPeriodFactory(person=person, status=PersonStatus.POST_REHAB, valid_from=LATER)
    assert open_(kind="management", opened_on=date(2024, 8, 31)).kind == "management"
    assert open_(kind="post_rehab", opened_on=LATER).kind == "post_rehab"
    with refused(
        kind="Ngày lập hồ sơ người này thuộc diện “quản lý sau cai”: không lập loại hồ sơ này."
    ):
        open_(kind="compulsory", opened_on=LATER)


def test_before_the_first_status_no_dossier_is_opened(open_, group):
    person = PersonFactory(group=group, status_from=LATER)
    with refused(opened_on="Vào ngày này người này chưa thuộc diện nào."):
        open_(person=person)


def test_an_unknown_kind_is_refused(open_):
    with pytest.raises(ValidationError) as error:
        open_(kind="diary")
    assert list(error.value.error_dict) == ["kind"]


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_no_dossier_is_opened_tomorrow(open_):
    with refused(opened_on=TOMORROW):
        open_(opened_on=date(2026, 3, 11))


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_open_one_dossier_of_a_kind(open_):
    error = meanwhile(open_, open_)
    assert error.message_dict == {"kind": ["Người này đã có hồ sơ loại này trong thời gian đó."]}
    assert Dossier.objects.count() == 1


# --- completing ----------------------------------------------------------------------------------


@pytest.fixture
def dossier(person):
    """A management dossier open since DAY."""
    return DossierFactory(person=person, valid_from=DAY)


def test_a_form_is_filed(officer, dossier):
    form = file_form(by=officer, dossier=dossier, code="07", filed_on=LATER)
    assert (form.dossier, form.code, form.filed_on) == (dossier, "07", LATER)


def test_filing_is_told(officer, dossier, ward):
    file_form(by=officer, dossier=dossier, code="07", filed_on=LATER)
    event = assert_audited(AuditAction.DOSSIER_FORM_FILED, by=officer, target=dossier)
    assert (event.unit_id, event.after) == (ward.pk, {"code": "07", "filed_on": "2024-09-01"})


def test_a_form_is_not_filed_twice(officer, dossier):
    DossierFormFactory(dossier=dossier, code="07")
    with refused(code="Biểu mẫu này đã có trong hồ sơ."):
        file_form(by=officer, dossier=dossier, code="07", filed_on=LATER)
    assert dossier.forms.count() == 1


def test_the_same_form_may_lie_in_another_dossier(officer, dossier, person):
    DossierFormFactory(dossier=DossierFactory(person=person, kind="treatment"), code="05")
    assert file_form(by=officer, dossier=dossier, code="05", filed_on=LATER).dossier == dossier


@pytest.mark.parametrize("code", ["intake", "", "7", "54"])
def test_a_form_that_the_dossier_does_not_need_is_refused(officer, dossier, code):
    with refused(code="Loại hồ sơ này không có biểu mẫu đó."):
        file_form(by=officer, dossier=dossier, code=code, filed_on=LATER)
    assert_nothing_audited()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_no_form_is_filed_tomorrow(officer, dossier):
    with refused(filed_on=TOMORROW):
        file_form(by=officer, dossier=dossier, code="07", filed_on=date(2026, 3, 11))


def test_a_paper_made_before_the_dossier_was_opened_may_lie_in_it(officer, dossier):
    day = dossier.valid_from.replace(year=dossier.valid_from.year - 1)
    assert file_form(by=officer, dossier=dossier, code="07", filed_on=day).filed_on == day


def test_no_paper_is_older_than_the_person(officer, dossier):
    with refused(filed_on="Ngày này trước khi người này sinh ra."):
        file_form(by=officer, dossier=dossier, code="07", filed_on=date(1989, 12, 31))


def test_a_closed_dossier_takes_no_paper(officer, dossier):
    """Read before it was closed: the row decides, not the copy."""
    Dossier.objects.filter(pk=dossier.pk).update(valid_to=LATER)
    with refused(on_top="Hồ sơ này đã đóng, không bổ sung biểu mẫu."):
        file_form(by=officer, dossier=dossier, code="07", filed_on=LATER)
    assert_nothing_audited()


def test_filing_does_not_touch_figures(officer, dossier):
    file_form(by=officer, dossier=dossier, code="07", filed_on=LATER)
    assert changes_told() == set()


# --- closing -------------------------------------------------------------------------------------


@pytest.fixture
def close(officer, dossier):
    def closed(**fields) -> Dossier:
        given = {"by": officer, "dossier": dossier, "closed_on": LATER, "reason": " Lập nhầm "}
        return close_dossier(**(given | fields))

    return closed


def test_a_dossier_is_closed_with_its_reason(close, dossier):
    close()
    dossier.refresh_from_db()
    assert (dossier.valid_to, dossier.close_reason) == (LATER, "Lập nhầm")


def test_closing_is_told(close, officer, dossier, ward):
    close()
    event = assert_audited(AuditAction.DOSSIER_CLOSED, by=officer, target=dossier)
    assert (event.unit_id, event.reason) == (ward.pk, "Lập nhầm")
    assert (event.before, event.after) == (
        {"valid_to": "9999-12-31"},
        {"valid_to": "2024-09-01"},
    )


def test_the_group_is_scored_anew_from_the_closing(close, group):
    close()
    assert changes_told() == {(group.pk, LATER)}


def test_a_closed_dossier_is_not_closed_again(close, dossier):
    close()
    with refused(on_top="Hồ sơ này đã đóng."):
        close(closed_on=date(2024, 10, 1))
    dossier.refresh_from_db()
    assert dossier.valid_to == LATER


def test_a_page_opened_before_the_closing_does_not_close_it_again(close, dossier, officer):
    as_opened_before = Dossier.objects.get(pk=dossier.pk)
    close()
    with refused(on_top="Hồ sơ này đã đóng."):
        close(dossier=as_opened_before, closed_on=date(2024, 10, 1), reason="Trùng")
    dossier.refresh_from_db()
    assert (dossier.valid_to, dossier.close_reason) == (LATER, "Lập nhầm")
    assert_audited(AuditAction.DOSSIER_CLOSED, by=officer)  # once


@pytest.mark.django_db(transaction=True)
def test_two_who_close_at_once_close_it_once(close, dossier):
    seen_by_the_second = Dossier.objects.get(pk=dossier.pk)
    error = meanwhile(close, lambda: close(dossier=seen_by_the_second, closed_on=date(2024, 10, 1)))
    assert error.messages == ["Hồ sơ này đã đóng."]
    assert Dossier.objects.get().valid_to == LATER


def test_a_dossier_is_not_closed_before_its_opening(close):
    with refused(closed_on="Ngày đóng không được trước ngày lập hồ sơ."):
        close(closed_on=date(2024, 2, 29))


def test_a_dossier_may_be_closed_on_the_day_of_its_opening(close, dossier, open_):
    assert close(closed_on=DAY).valid_to == DAY
    assert open_(kind=dossier.kind, opened_on=DAY).is_open


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_closing_has_a_reason(close, reason):
    with refused(reason="Ghi lý do đóng hồ sơ."):
        close(reason=reason)
    assert_nothing_audited()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_no_dossier_is_closed_tomorrow(close):
    with refused(closed_on=TOMORROW):
        close(closed_on=date(2026, 3, 11))
