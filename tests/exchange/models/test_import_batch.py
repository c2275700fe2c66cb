"""An upload between preview and confirmation."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from exchange.models import ImportBatch


@pytest.fixture
def batch(officer):
    return ImportBatch.objects.create(
        user=officer, kind="people", file_name="Giang A Pao.xlsx", content="Giàng A Páo"
    )


def aged(batch, minutes, **changes):
    batch.uploaded_at = timezone.now() - timedelta(minutes=minutes)
    for name, value in changes.items():
        setattr(batch, name, value)
    batch.save()


def seen_by(user):
    return list(ImportBatch.objects.all().visible_to(user))


def test_an_upload_is_its_senders_alone(batch, officer, chief, outsider):
    assert [seen_by(user) for user in (officer, chief, outsider, AnonymousUser())] == [
        [batch],
        [],
        [],
        [],
    ]


def test_an_unconfirmed_upload_expires(batch, officer, settings):
    aged(batch, settings.IMPORT_KEEP_MINUTES - 1)
    assert (seen_by(officer), list(ImportBatch.objects.expired())) == ([batch], [])
    aged(batch, settings.IMPORT_KEEP_MINUTES + 1)
    assert (seen_by(officer), list(ImportBatch.objects.expired())) == ([], [batch])


def test_a_confirmed_one_stays(batch, officer):
    aged(batch, 100_000, confirmed_at=timezone.now())
    assert (seen_by(officer), list(ImportBatch.objects.expired())) == ([batch], [])


def test_neither_the_rows_nor_the_name_of_the_file_can_be_read_from_the_database(batch):
    with connection.cursor() as cursor:
        cursor.execute("SELECT file_name, content FROM exchange_importbatch")
        (row,) = cursor.fetchall()
    assert not any("Pao" in value or "Páo" in value for value in row)
    batch.refresh_from_db()
    assert (batch.file_name, batch.content) == ("Giang A Pao.xlsx", "Giàng A Páo")


def test_it_names_itself_without_names(batch):
    assert str(batch).startswith("people ")
    assert "Giang" not in str(batch)
