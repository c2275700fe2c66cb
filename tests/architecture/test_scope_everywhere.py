"""Every model that lies in a ward says who sees it."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from accounts.permissions import Permission
from tests.factories.wards import UserFactory

LEDGERS = ("cases", "pledges", "incidents", "tips")
MODELS = [m for m in apps.get_models() if m._meta.app_label in LEDGERS]
#: Models of the ledgers without a place, and why.
PLACELESS = {"pledges.PledgeCampaign": "a round of signing belongs to an area and holds no person"}
SCOPED = [m for m in MODELS if m._meta.label not in PLACELESS]


@pytest.mark.parametrize("model", SCOPED, ids=lambda m: m._meta.label)
def test_a_ledger_model_is_scoped_by_a_permission(model):
    queryset = model._default_manager.all()
    assert isinstance(queryset.view_permission, Permission)
    assert queryset.group_path


@pytest.mark.django_db
@pytest.mark.parametrize("model", SCOPED, ids=lambda m: m._meta.label)
def test_nobody_without_a_posting_sees_anything(model):
    for stranger in (AnonymousUser(), UserFactory()):
        assert model._default_manager.all().visible_to(stranger).query.is_empty()


@pytest.mark.django_db
@pytest.mark.parametrize("model", SCOPED, ids=lambda m: m._meta.label)
def test_the_path_to_the_ward_can_be_queried(model, officer, committee):
    assert list(model._default_manager.all().visible_to(officer)) == []
    assert list(model._default_manager.all().visible_to(committee)) == []
