"""Keeping, giving up and closing an upload."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exchange.actions.uploads import close_upload, discard_upload, keep_upload
from exchange.models import ImportBatch
from tests.assertions import assert_nothing_audited


@pytest.fixture
def keep(officer):
    def with_name(name="a.xlsx", content="[]"):
        return keep_upload(owner=officer, kind="people", file_name=name, content=content)

    return with_name


def test_an_upload_is_kept_for_its_owner(keep, officer):
    batch = ImportBatch.objects.get(pk=keep().pk)
    assert (batch.user, batch.kind, batch.content) == (officer, "people", "[]")
    assert_nothing_audited()


def test_a_very_long_file_name_keeps_its_end(keep):
    assert keep("x" * 300 + ".xlsx").file_name == "x" * 195 + ".xlsx"


def test_the_next_upload_erases_expired_ones(keep, settings):
    old, confirmed = keep(), keep()
    past = timezone.now() - timedelta(minutes=settings.IMPORT_KEEP_MINUTES + 1)
    ImportBatch.objects.filter(pk__in=[old.pk, confirmed.pk]).update(uploaded_at=past)
    ImportBatch.objects.filter(pk=confirmed.pk).update(confirmed_at=timezone.now())
    new = keep()
    assert set(ImportBatch.objects.all()) == {confirmed, new}


def test_a_given_up_upload_is_gone(keep):
    discard_upload(batch=keep())
    assert ImportBatch.objects.count() == 0


def test_a_confirmed_one_cannot_be_given_up(keep):
    batch = close_upload(batch=keep(), new=1, changed=0, unchanged=0)
    discard_upload(batch=batch)
    assert ImportBatch.objects.get() == batch


def test_closing_keeps_the_counts_and_erases_the_rows(keep):
    close_upload(batch=keep(), new=3, changed=2, unchanged=1)
    batch = ImportBatch.objects.get()
    assert (batch.new_count, batch.changed_count, batch.unchanged_count) == (3, 2, 1)
    assert (batch.content, batch.is_confirmed) == ("", True)
