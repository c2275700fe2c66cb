"""Every view set of the house is served: its module is found, and nobody forgot to register it."""

from collections.abc import Iterator

from config.api import router
from tests.architecture.house import APPS
from wards.api.base import ScopedViewSet


def kinds_of(kind: type) -> Iterator[type]:
    for narrower in kind.__subclasses__():
        yield narrower
        yield from kinds_of(narrower)


def test_every_view_set_is_served():
    served = {view_set for _prefix, view_set, _name in router.registry}
    written = {
        kind
        for kind in kinds_of(ScopedViewSet)
        if kind.queryset is not None and kind.__module__.split(".")[0] in APPS
    }
    assert served == written


def test_each_resource_has_a_module_of_its_own():
    homes = [view_set.__module__ for _prefix, view_set, _name in router.registry]
    assert sorted(homes) == sorted(set(homes))
