"""Valid places and postings; nothing surprising. Dates start before every test's day."""

from datetime import date

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from accounts.models import User
from accounts.permissions import Role
from foundation.text import fold, place_sort_key, sort_key
from wards.enums import (
    AreaKind,
    ClassificationScheme,
    DrugClass,
    GroupKind,
    SuccessionKind,
    WardKind,
)
from wards.models import (
    Area,
    AreaWard,
    FigureChange,
    GroupPlacement,
    NeighbourhoodGroup,
    PopulationFigure,
    Posting,
    Ward,
    WardClassification,
    WardSuccession,
)

LONG_AGO = date(2020, 1, 1)
#: Like 01/07/2025: old units end, new ones begin.
REFORM_DAY = date(2025, 7, 1)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn {n}")
    password = factory.LazyFunction(lambda: make_password(None))


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area

    kind = AreaKind.CITY
    code = factory.Sequence(lambda n: f"A{n}")
    name = factory.Sequence(lambda n: f"Thành phố {n}")
    valid_from = LONG_AGO


class WardFactory(DjangoModelFactory):
    class Meta:
        model = Ward

    code = factory.Sequence(lambda n: f"9{n:04d}")
    kind = WardKind.PHUONG
    name = factory.Sequence(lambda n: f"Số {n}")
    sort_key = factory.LazyAttribute(lambda ward: sort_key(ward.name))
    search_key = factory.LazyAttribute(lambda ward: fold(ward.name))
    valid_from = LONG_AGO
    latitude = 22.4
    longitude = 103.9


class AreaWardFactory(DjangoModelFactory):
    class Meta:
        model = AreaWard

    area = factory.SubFactory(AreaFactory)
    ward = factory.SubFactory(WardFactory)
    valid_from = LONG_AGO


class GroupFactory(DjangoModelFactory):
    """A tổ dân phố placed in `ward` since long ago."""

    class Meta:
        model = NeighbourhoodGroup
        skip_postgeneration_save = True

    kind = GroupKind.TO_DAN_PHO
    name = factory.Sequence(lambda n: f"Tổ {n}")
    sort_key = factory.LazyAttribute(lambda group: place_sort_key(group.name))
    head_name = "Nguyễn Văn Tổ"

    @factory.post_generation
    def ward(self, create, extracted, **_kwargs):
        if create:
            GroupPlacement.objects.create(
                group=self, ward=extracted or WardFactory(), valid_from=LONG_AGO
            )


class GroupPlacementFactory(DjangoModelFactory):
    """An earlier placement of a group; the group's own begins LONG_AGO, so give both days."""

    class Meta:
        model = GroupPlacement

    group = factory.SubFactory(GroupFactory)
    ward = factory.SubFactory(WardFactory)
    valid_from = date(2018, 1, 1)
    valid_to = LONG_AGO


class WardSuccessionFactory(DjangoModelFactory):
    """An old ward ended on REFORM_DAY in favour of a new one."""

    class Meta:
        model = WardSuccession

    from_ward = factory.SubFactory(WardFactory, valid_to=REFORM_DAY)
    to_ward = factory.SubFactory(WardFactory, valid_from=REFORM_DAY)
    effective_on = REFORM_DAY
    kind = SuccessionKind.MERGED
    legal_basis = "Nghị quyết sắp xếp"


class WardClassificationFactory(DjangoModelFactory):
    class Meta:
        model = WardClassification

    ward = factory.SubFactory(WardFactory)
    scheme = ClassificationScheme.QD28
    drug_class = DrugClass.II
    valid_from = LONG_AGO


class PopulationFigureFactory(DjangoModelFactory):
    class Meta:
        model = PopulationFigure

    ward = factory.SubFactory(WardFactory)
    counted_on = date(2024, 1, 1)
    households = 100
    source = "Thống kê xã, phường"


class FigureChangeFactory(DjangoModelFactory):
    class Meta:
        model = FigureChange

    group = factory.SubFactory(GroupFactory)
    from_day = date(2024, 1, 1)


class PostingFactory(DjangoModelFactory):
    class Meta:
        model = Posting

    user = factory.SubFactory(UserFactory)
    role = Role.OFFICER
    valid_from = LONG_AGO


def posted(role: Role, *, ward=None, group=None, area=None, **user_fields) -> User:
    """A user holding `role` in one place."""
    return PostingFactory(
        user=UserFactory(**user_fields), role=role, ward=ward, group=group, area=area
    ).user
