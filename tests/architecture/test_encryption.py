"""What a stolen database would show: every free text about people and places is ciphertext."""

from importlib import import_module

import pytest

from foundation.fields import EncryptedTextField
from tests.architecture.house import MODELS
from tests.cases.ledger import stored

pytestmark = pytest.mark.django_db

FIELDS = [
    (model, field)
    for model in MODELS
    if model._meta.app_label != "exchange"  # its uploads have tests of their own
    for field in model._meta.concrete_fields
    if isinstance(field, EncryptedTextField)
]
PLAIN = "Số 5, ngõ 2"


def each(fields):
    return pytest.mark.parametrize(("model", "field"), fields, ids=[f.context for _m, f in fields])


each_field = each(FIELDS)
#: Two people never share a number, so it cannot be written twice.
REPEATABLE = [(model, field) for model, field in FIELDS if field.name != "id_number"]
OPTIONAL = [(model, field) for model, field in FIELDS if field.blank]


def row(model, **fields):
    factories = import_module(f"tests.factories.{model._meta.app_label}")
    return getattr(factories, f"{model.__name__}Factory")(**fields)


@each_field
def test_the_table_holds_ciphertext(model, field):
    kept = stored(row(model, **{field.name: PLAIN}), field.column)
    assert "$" in kept
    assert "ngõ" not in kept


@each_field
def test_the_product_reads_it_back(model, field):
    written = row(model, **{field.name: PLAIN})
    assert getattr(model.objects.get(pk=written.pk), field.name).replace(" ", "") == PLAIN.replace(
        " ", ""
    )


@each(REPEATABLE)
def test_equal_texts_do_not_look_equal(model, field):
    first, second = (stored(row(model, **{field.name: PLAIN}), field.column) for _ in range(2))
    assert first != second


@each(OPTIONAL)
def test_nothing_stays_nothing(model, field):
    assert stored(row(model, **{field.name: ""}), field.column) == ""


@each_field
def test_what_is_encrypted_is_also_masked_in_the_access_log(model, field):
    assert field.name in model.Privacy.sensitive
