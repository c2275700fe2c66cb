"""No file of an app needs another that needs it: each can be read, and loaded, before what builds on it."""

from functools import cache

import grimp
import pytest

from tests.architecture.house import FLOORS


@cache
def imports() -> grimp.ImportGraph:
    return grimp.build_graph(*FLOORS, exclude_type_checking_imports=True)


def packages() -> list[str]:
    """Every package that holds modules, apps and rooms alike."""
    graph = imports()
    return sorted(
        module
        for module in graph.modules
        if "migrations" not in module and len(graph.find_children(module)) > 1
    )


@pytest.mark.parametrize("package", packages())
def test_the_modules_of_a_package_form_no_circle(package):
    """`nominate_cycle_breakers` names the imports that would have to go."""
    assert imports().nominate_cycle_breakers(package) == set()
