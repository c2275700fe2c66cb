"""Which lists can be imported and exported, and by whom."""

from importlib import import_module

import pytest
from django.http import Http404

from accounts.permissions import Permission, Role
from exchange.registry import (
    Importable,
    importable_or_404,
    importables,
    importables_for,
    label_of,
)
from tests.architecture.house import ROOT

IMPORT, EXPORT = Permission.IMPORT_DATA, Permission.EXPORT_DATA
MAY = {Role.OFFICER, Role.CHIEF}


def test_both_ledgers_have_a_list():
    assert [one.kind for one in importables()] == ["people", "households"]


@pytest.mark.parametrize("app", [path.parent.name for path in ROOT.glob("*/imports.py")])
def test_every_list_of_an_app_is_offered(app):
    module = import_module(f"{app}.imports")
    written = [one for one in vars(module).values() if isinstance(one, Importable)]
    assert list(module.IMPORTS) == written == [one for one in importables() if one in written]


@pytest.mark.parametrize("one", importables(), ids=lambda one: one.kind)
def test_a_list_tells_what_it_is_and_how_it_works(one):
    assert all([str(one.label), str(one.about), one.icon, *map(str, one.rules)])


@pytest.mark.parametrize("one", importables(), ids=lambda one: one.kind)
def test_headers_and_aliases_of_a_list_name_one_column_each(one, officer):
    columns = one.resource(officer, IMPORT).columns.values()
    names = [name for column in columns for name in column.known_as()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("one", importables(), ids=lambda one: one.kind)
def test_the_columns_shown_in_a_preview_exist(one, officer):
    resource = one.resource(officer, IMPORT)
    assert set(resource.shown) - set(resource.columns) == set()


@pytest.mark.parametrize("permission", [IMPORT, EXPORT])
def test_police_of_a_ward_may_and_others_may_not(permission, user_as):
    found = {
        role: [one.kind for one in importables_for(user_as(role), permission)] for role in Role
    }
    assert found == {role: ["people", "households"] if role in MAY else [] for role in Role}


@pytest.mark.parametrize("permission", [IMPORT, EXPORT])
def test_a_group_head_neither_imports_nor_exports(group_head, permission):
    assert importables_for(group_head, permission) == []
    with pytest.raises(Http404):
        importable_or_404("households", group_head, permission)


def test_a_list_is_found_by_its_kind(officer):
    assert importable_or_404("people", officer, IMPORT).kind == "people"


@pytest.mark.parametrize("kind", ["", "dossiers", "People"])
def test_an_unknown_kind_is_not_found(officer, kind):
    with pytest.raises(Http404):
        importable_or_404(kind, officer, IMPORT)


def test_a_kind_has_a_label_even_when_it_is_gone():
    assert (str(label_of("people")), label_of("gone")) == ("Hồ sơ người", "gone")
