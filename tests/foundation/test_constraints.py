"""A broken rule of the database is told beside a field, and migrations know nothing of that."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from foundation.constraints import CheckBeside
from wards.models import NeighbourhoodGroup


def rule(*beside) -> CheckBeside:
    return CheckBeside(
        condition=Q(is_high_risk=False) | ~Q(risk_reason=""),
        name="rule",
        beside=beside,
        violation_error_message="Ghi lý do.",
    )


def told(*beside, **fields) -> dict[str, list[str]]:
    group = NeighbourhoodGroup(is_high_risk=True, **fields)
    with pytest.raises(ValidationError) as error:
        rule(*beside).validate(NeighbourhoodGroup, group)
    return error.value.message_dict


def test_it_stands_beside_its_field(db):
    assert told("risk_reason") == {"risk_reason": ["Ghi lý do."]}


def test_of_several_fields_beside_the_first_that_is_filled_in(db):
    assert told("head_name", "name", name="Tổ 8") == {"name": ["Ghi lý do."]}
    assert told("head_name", "name") == {"head_name": ["Ghi lý do."]}


def test_what_is_right_is_not_told(db):
    rule("risk_reason").validate(NeighbourhoodGroup, NeighbourhoodGroup(is_high_risk=False))


def test_migrations_see_a_plain_check():
    path, args, options = rule("risk_reason").deconstruct()
    assert models.CheckConstraint(*args, **options) == rule("risk_reason")
    assert (path, "beside" in options) == ("django.db.models.CheckConstraint", False)


def test_a_copy_keeps_its_place():
    assert rule("risk_reason").clone().beside == ("risk_reason",)
