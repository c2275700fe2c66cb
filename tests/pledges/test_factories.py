"""Every model of pledges has a factory whose rows are valid."""

import pytest
from django.apps import apps

from foundation.dated import OPEN
from pledges.enums import CheckKind, RefusalReason, Relation
from tests.factories import pledges as factories
from tests.factories.wards import LONG_AGO

pytestmark = pytest.mark.django_db

MODELS = list(apps.get_app_config("pledges").get_models())


def factory_of(model):
    return getattr(factories, f"{model.__name__}Factory")


def variants():
    return [
        pytest.param(factory_of(model), trait, id=f"{model.__name__}-{trait}")
        for model in MODELS
        for trait in factory_of(model)._meta.parameters
    ]


@pytest.mark.parametrize("model", MODELS)
def test_a_row_of_the_factory_is_clean(model):
    factory_of(model)().full_clean()


@pytest.mark.parametrize("model", MODELS)
def test_two_rows_live_side_by_side(model):
    first, second = factory_of(model)(), factory_of(model)()
    assert first.pk != second.pk


@pytest.mark.parametrize(("factory", "trait"), variants())
def test_a_row_of_every_variant_is_clean(factory, trait):
    factory(**{trait: True}).full_clean()


def test_a_household_can_be_found_and_sorted():
    household = factories.HouseholdFactory(head_name="Đặng Quỳnh")
    assert (household.search_key, household.sort_key != "") == ("dang quynh", True)


def test_a_household_that_left_has_an_end():
    assert factories.HouseholdFactory(left=True).valid_to == factories.END_DAY


def test_a_pledge_is_signed_by_the_head_in_the_households_group():
    pledge = factories.PledgeFactory()
    told = (pledge.group, pledge.representative, pledge.relation)
    assert told == (pledge.household.group, pledge.household.head_name, Relation.HEAD)


def test_somebody_else_signs_before_a_witness():
    pledge = factories.PledgeFactory(by_spouse=True)
    assert (pledge.relation, pledge.witness) == (Relation.SPOUSE, "Tẩn A Dùng")


def test_nobody_was_at_home():
    assert factories.PledgeRefusalFactory(absent=True).reason == RefusalReason.ABSENT


def test_a_box_begins_with_its_installation():
    check = factories.TipBoxFactory().checks.get()
    told = (check.kind, check.is_working, check.valid_from, check.valid_to)
    assert told == (CheckKind.INSTALLATION, True, LONG_AGO, OPEN)


def test_a_broken_box_was_found_broken():
    assert factories.TipBoxFactory(broken=True).checks.get().is_working is False


def test_a_box_can_wait_for_its_first_check():
    assert list(factories.TipBoxFactory(checked=False).checks.all()) == []


def test_an_opening_carries_minutes():
    check = factories.BoxCheckFactory(opening=True)
    assert (check.kind, check.letters, check.box.checks.count()) == (CheckKind.OPENING, 2, 1)


def test_a_board_begins_with_its_first_inspection():
    found = factories.HotlineBoardFactory().inspections.get()
    assert (found.is_legible, found.valid_from, found.valid_to) == (True, LONG_AGO, OPEN)


def test_a_faded_board_was_found_illegible():
    assert factories.HotlineBoardFactory(faded=True).inspections.get().is_legible is False


def test_a_board_can_wait_for_its_first_inspection():
    assert list(factories.HotlineBoardFactory(inspected=False).inspections.all()) == []
