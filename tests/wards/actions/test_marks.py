"""Border flags and drug classes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.assertions import assert_audited
from wards.actions.marks import classify_ward, mark_border
from wards.enums import AuditAction
from wards.models import WardClassification

DAY = date(2024, 1, 1)


def classify(administrator, ward, drug_class, from_day, *, scheme="qd28", **fields):
    return classify_ward(
        by=administrator,
        ward=ward,
        scheme=scheme,
        drug_class=drug_class,
        from_day=from_day,
        **fields,
    )


def classes_on(ward, day) -> set[tuple[str, str]]:
    rows = WardClassification.objects.in_force(day).filter(ward=ward)
    return set(rows.values_list("scheme", "drug_class"))


def test_marking_the_border_is_audited(administrator, ward):
    mark_border(by=administrator, ward=ward, is_border=True)
    ward.refresh_from_db()
    event = assert_audited(AuditAction.WARD_MARKED, by=administrator, target=ward)
    assert (ward.is_border, event.before, event.after) == (
        True,
        {"is_border": False},
        {"is_border": True},
    )


def test_a_class_ends_the_one_before(administrator, ward):
    classify(administrator, ward, "II", DAY)
    classify(administrator, ward, "III", date(2024, 7, 1))
    assert classes_on(ward, date(2024, 6, 30)) == {("qd28", "II")}
    assert classes_on(ward, date(2024, 7, 1)) == {("qd28", "III")}


def test_two_schemes_stand_side_by_side(administrator, ward):
    classify(administrator, ward, "II", DAY, scheme="qd3122")
    classify(administrator, ward, "III", DAY)
    assert classes_on(ward, DAY) == {("qd3122", "II"), ("qd28", "III")}


def test_a_class_is_not_put_before_a_later_one(administrator, ward):
    classify(administrator, ward, "II", DAY)
    for day in (DAY, date(2023, 1, 1)):
        with pytest.raises(ValidationError) as error:
            classify(administrator, ward, "I", day)
        assert list(error.value.error_dict) == ["from_day"]


def test_a_class_of_a_period_may_precede_a_later_one(administrator, ward):
    classify(administrator, ward, "II", DAY)
    classify(administrator, ward, "I", date(2023, 1, 1), to=DAY)
    assert classes_on(ward, date(2023, 6, 1)) == {("qd28", "I")}


def test_a_class_is_audited_with_its_decision(administrator, ward):
    given = classify(administrator, ward, "II", DAY, decision="QĐ 12/QĐ-UBND")
    event = assert_audited(AuditAction.WARD_MARKED, by=administrator, target=given)
    assert (event.unit_id, event.after["decision"]) == (ward.pk, "QĐ 12/QĐ-UBND")


def test_an_unknown_class_is_refused(administrator, ward):
    with pytest.raises(ValidationError) as error:
        classify(administrator, ward, "IV", DAY)
    assert list(error.value.error_dict) == ["drug_class"]
