"""The step before every start: does what is missing, then nothing."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent
from cases.models import Person
from foundation.dated import OPEN
from law.models import LegalRule
from tests.factories.cases import PersonFactory
from tests.factories.law import LegalRuleFactory
from wards.models import Ward

ROOT = Path(__file__).resolve().parents[3]


def prepared(**options) -> str:
    out = StringIO()
    call_command("prepare", stdout=out, **options)
    return out.getvalue()


class TestOnAnInstallation:
    def test_units_and_rules_are_loaded_where_there_are_none(self, db):
        prepared()
        assert Ward.objects.filter(code="02671").exists()
        assert LegalRule.objects.exists()

    def test_a_second_time_it_writes_nothing(self, db):
        prepared()
        before = (Ward.objects.count(), LegalRule.objects.count(), AuditEvent.objects.count())
        prepared()
        after = (Ward.objects.count(), LegalRule.objects.count(), AuditEvent.objects.count())
        assert after == before

    def test_what_an_administrator_keeps_is_left_alone(self, ward):
        prepared()
        shipped = set(LegalRule.objects.values_list())
        LegalRuleFactory(value=7)
        kept = set(LegalRule.objects.values_list())
        assert len(kept - shipped) == 1
        prepared()
        assert list(Ward.objects.all()) == [ward]
        assert set(LegalRule.objects.values_list()) == kept

    def test_a_new_decree_reaches_an_installation_that_has_rules_already(self, ward):
        prepared()
        facts = ("key", "valid_from", "valid_to", "value", "unit", "legal_basis")
        shipped = set(LegalRule.objects.values_list(*facts))
        LegalRule.objects.filter(key="handover", valid_to=OPEN).delete()
        LegalRule.objects.filter(key="handover").update(valid_to=OPEN)
        assert "rules: 1 created, 1 changed, 24 unchanged" in prepared()
        assert set(LegalRule.objects.values_list(*facts)) == shipped

    def test_with_another_index_key_nothing_is_written(self, ward, settings):
        prepared()
        before = AuditEvent.objects.count()
        LegalRule.objects.filter(key="handover", valid_to=OPEN).delete()
        settings.INDEX_KEY = "C" * 43 + "="
        with pytest.raises(CommandError, match="không được niêm phong bằng INDEX_KEY hiện tại"):
            prepared(demo=True)
        assert AuditEvent.objects.count() == before
        assert not LegalRule.objects.filter(key="handover", valid_to=OPEN).exists()
        assert not Person.objects.exists()

    def test_without_demo_nobody_is_invented(self, ward):
        prepared()
        assert not Person.objects.exists()

    def test_with_demo_it_tells_how_to_sign_in(self, ward, capsys):
        PersonFactory(ward=ward)
        prepared(demo=True)
        assert "banchidao" in capsys.readouterr().out
        assert Person.objects.count() == 1


def test_an_empty_database_is_made_ready_and_the_second_start_changes_nothing(tmp_path):
    """As `make run` does it, without the people of the demonstration."""
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3",
        "SECRET_KEY": settings.SECRET_KEY,
        "FIELD_KEYS": ",".join(f"{name}:{key}" for name, key in settings.FIELD_KEYS.items()),
        "INDEX_KEY": settings.INDEX_KEY,
    }
    for _ in range(2):
        command = [sys.executable, "manage.py", "prepare"]
        done = subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout == ""


class TestCompileCatalogues:
    PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "{}"\n'

    @pytest.fixture
    def catalogue(self, tmp_path, settings):
        settings.LOCALE_PATHS = [tmp_path]
        source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
        source.parent.mkdir(parents=True)
        source.write_text(self.PO.format("một"))
        return source

    def compiled(self, **options) -> str:
        out = StringIO()
        call_command("compilecatalogues", stdout=out, **options)
        return out.getvalue()

    def test_a_new_catalogue_is_compiled(self, catalogue):
        assert self.compiled() == f"Compiled {catalogue}\n"
        assert "một".encode() in catalogue.with_suffix(".mo").read_bytes()

    def test_one_that_is_compiled_already_is_left(self, catalogue):
        self.compiled()
        assert self.compiled() == ""

    def test_one_that_was_changed_is_compiled_again(self, catalogue):
        self.compiled()
        catalogue.write_text(self.PO.format("hai"))
        later = catalogue.with_suffix(".mo").stat().st_mtime + 5
        os.utime(catalogue, (later, later))
        self.compiled()
        assert b"hai" in catalogue.with_suffix(".mo").read_bytes()

    def test_all_of_them_on_demand(self, catalogue):
        self.compiled()
        assert self.compiled(force=True) == f"Compiled {catalogue}\n"

    def test_it_can_be_silent(self, catalogue):
        assert self.compiled(verbosity=0) == ""
        assert catalogue.with_suffix(".mo").exists()
