"""What people, dossiers and visits share: their rights, what is sent, and whose rows are meant."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django_filters import filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin

from accounts.permissions import Permission
from cases.models import Person
from cases.models.person import PersonQuerySet
from wards.api.base import ScopedViewSet
from wards.models.scope import Officer


class PersonalViewSet(ListModelMixin, ScopedViewSet[Any]):
    """Base of the view sets: an input checks what is sent, then ONE action saves it."""

    view_permission = Permission.VIEW_PEOPLE
    write_permission = Permission.EDIT_PEOPLE

    def sent(self, kind: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """Returns the checked values of the body; raises DRF's ValidationError."""
        checked = kind(data=self.request.data, context=self.get_serializer_context())
        checked.is_valid(raise_exception=True)
        values: dict[str, Any] = checked.validated_data
        return values


@extend_schema_field(OpenApiTypes.INT)
class PersonIdFilter(filters.ModelChoiceFilter):
    """A person in the user's scope; any other id is refused like one that does not exist."""


def people_seen(request: HttpRequest | None) -> QuerySet[Person]:
    if request is None:  # the API description is built without a request
        return Person.objects.none()
    return Person.objects.all().visible_to(request.user)


def editable_people(user: Officer) -> PersonQuerySet:
    return Person.objects.all().visible_to(user, Permission.EDIT_PEOPLE)
