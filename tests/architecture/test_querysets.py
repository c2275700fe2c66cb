"""Whatever a manager offers works: no model is asked for days, groups or rights that it does not have."""

import inspect
from datetime import date

import pytest
from django.db import models, transaction

from accounts.models.audit_event import AppendOnlyError
from tests.architecture.house import MODELS

#: What a method is called with, by the name of its parameter.
ARGUMENTS = {
    "year": 2026,
    "day": date(2024, 6, 30),
    "first": date(2024, 1, 1),
    "last": date(2024, 6, 30),
    "groups": [1],
    "ids": [1],
    "ward_id": 1,
    "pk": 1,
    "number": "012345678901",
    "text": "Lò A",
    "key": "residence_check",
}


def own_methods(queryset) -> list[str]:
    """Public methods that our querysets add to Django's."""
    known = set(dir(models.QuerySet))
    return [name for name in dir(type(queryset)) if name not in known and not name.startswith("_")]


METHODS = [
    (model, name)
    for model in MODELS
    for name in own_methods(model._default_manager.all())
    if inspect.isfunction(getattr(type(model._default_manager.all()), name))
]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "name"), METHODS, ids=lambda one: getattr(one, "__name__", one))
def test_every_method_of_a_queryset_can_be_asked(model, name, officer):
    method = getattr(model._default_manager.all(), name)
    needed = [
        parameter.name
        for parameter in inspect.signature(method).parameters.values()
        if parameter.default is parameter.empty
    ]
    known = {**ARGUMENTS, "user": officer}
    with transaction.atomic():
        try:
            answer = method(**{parameter: known[parameter] for parameter in needed})
        except (model.DoesNotExist, AppendOnlyError):  # asked of a row that is not there
            return
        if isinstance(answer, models.QuerySet):
            list(answer)
