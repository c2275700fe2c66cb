"""What a start needs, as another process sees it: settings are read once."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.forms import DateField, DecimalField, IntegerField
from django.utils import translation
from django.utils.formats import date_format, number_format

ROOT = Path(__file__).resolve().parents[2]
KEYS = {
    "SECRET_KEY": "s" * 60,
    "FIELD_KEYS": f"k1:{'A' * 43}=",
    "INDEX_KEY": f"{'B' * 43}=",
}


def asked(question: str, **env) -> subprocess.CompletedProcess:
    """Print the answer from a fresh process with just these keys."""
    code = f"import django; django.setup(); from django.conf import settings; print({question})"
    base = {name: value for name, value in os.environ.items() if name not in KEYS}
    base |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": "sqlite://:memory:"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=base | KEYS | env,
        capture_output=True,
        text=True,
        check=False,
    )


def answer(question: str, **env) -> str:
    done = asked(question, **env)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class TestSecrets:
    @pytest.mark.parametrize("name", KEYS)
    def test_without_one_nothing_starts_and_the_reader_is_told_what_to_do(self, name):
        done = asked("settings.DEBUG", **{name: ""})
        assert done.returncode == 1
        last = done.stderr.strip().splitlines()[-1]
        assert last.startswith(f"django.core.exceptions.ImproperlyConfigured: {name} is missing.")
        assert "Set it in the environment or in .env" in last
        assert "`make run` writes a .env" in last

    def test_several_field_keys_stay_in_their_order(self):
        ring = f"k2:{'C' * 43}=,k1:{'A' * 43}="
        assert answer("list(settings.FIELD_KEYS)", FIELD_KEYS=ring) == "['k2', 'k1']"

    def test_a_ring_of_index_keys_is_not_taken_for_the_one(self):
        done = asked("settings.INDEX_KEY", INDEX_KEY="", INDEX_KEYS=f"{'B' * 43}=")
        assert done.returncode == 1
        assert "INDEX_KEY is missing." in done.stderr

    def test_two_index_keys_are_refused(self):
        done = asked("settings.INDEX_KEY", INDEX_KEY=f"{'B' * 43}=,{'C' * 43}=")
        assert done.returncode == 1
        assert "INDEX_KEY is one key" in done.stderr


class TestDefaults:
    def test_debugging_is_off_unless_asked_for(self):
        assert answer("settings.DEBUG") == "False"
        assert answer("settings.DEBUG", DEBUG="true") == "True"

    def test_only_this_machine_is_served_unless_named(self):
        assert answer("settings.ALLOWED_HOSTS") == "['127.0.0.1', 'localhost']"
        assert answer("settings.ALLOWED_HOSTS", ALLOWED_HOSTS="a.vn,b.vn") == "['a.vn', 'b.vn']"

    def test_https_turns_on_everything_that_belongs_to_it(self):
        question = (
            "settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT, "
            "settings.SECURE_HSTS_SECONDS, settings.SECURE_PROXY_SSL_HEADER"
        )
        assert answer(question) == "False False False 0 None"
        assert answer(question, HTTPS="true") == (
            "True True True 31536000 ('HTTP_X_FORWARDED_PROTO', 'https')"
        )

    def test_one_number_of_proxies_for_everything_that_asks_for_an_address(self):
        question = "settings.ALLAUTH_TRUSTED_PROXY_COUNT, settings.REST_FRAMEWORK['NUM_PROXIES']"
        assert answer(question) == "0 0"
        assert answer(question, PROXY_COUNT="2") == "2 2"

    def test_passwords_are_kept_by_argon2(self):
        assert answer("settings.PASSWORD_HASHERS[0]") == (
            "django.contrib.auth.hashers.Argon2PasswordHasher"
        )

    def test_a_password_is_kept_by_argon2_when_it_is_set(self):
        question = (
            "__import__('django.contrib.auth.hashers', fromlist=['x']).make_password('x')[:15]"
        )
        assert answer(question) == "argon2$argon2id"

    def test_tries_and_throttles_are_counted_over_all_processes(self):
        backend = answer("settings.CACHES['default']['BACKEND']")
        assert backend == "django.core.cache.backends.db.DatabaseCache"

    def test_sqlite_waits_its_turn_and_keeps_references_true(self):
        options = answer("settings.DATABASES['default']['OPTIONS']")
        for words in ("IMMEDIATE", "journal_mode=WAL", "foreign_keys=ON"):
            assert words in options

    def test_postgresql_keeps_its_connections(self):
        question = "settings.DATABASES['default']['CONN_MAX_AGE']"
        assert answer(question, DATABASE_URL="postgres://example.vn/x") == "60"


class TestOfficeRules:
    def test_a_session_ends_after_thirty_minutes(self):
        assert settings.SESSION_COOKIE_AGE == 1800

    def test_five_tries_then_a_quarter_of_an_hour(self):
        assert (settings.AXES_FAILURE_LIMIT, settings.AXES_COOLOFF_TIME) == (5, 0.25)

    def test_small_counts_of_people_are_hidden_below_three(self):
        assert settings.SMALL_CELL_LIMIT == 3

    def test_the_clock_of_the_office(self):
        assert (settings.TIME_ZONE, settings.USE_TZ) == ("Asia/Ho_Chi_Minh", True)


class TestFormats:
    @pytest.mark.parametrize("language", ["vi", "en"])
    @pytest.mark.parametrize(
        ("typed", "day"),
        [
            ("03/04/2026", date(2026, 4, 3)),
            ("3/4/2026", date(2026, 4, 3)),
            ("03-04-2026", date(2026, 4, 3)),
            ("03.04.2026", date(2026, 4, 3)),
            ("2026-04-03", date(2026, 4, 3)),
            ("29/02/2024", date(2024, 2, 29)),
        ],
    )
    def test_the_day_comes_first_in_either_language(self, language, typed, day):
        with translation.override(language):
            assert DateField().to_python(typed) == day

    @pytest.mark.parametrize(
        "typed", ["31/02/2024", "13/13/2024", "04/03/26", "hôm nay", "2024/02/03"]
    )
    def test_what_is_no_day_is_refused_in_words(self, typed):
        with pytest.raises(Exception, match="ngày"):
            DateField(error_messages={"invalid": "Không phải ngày."}).clean(typed)

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_paper_and_screen_agree_in_either_language(self, language):
        with translation.override(language):
            assert date_format(date(2026, 4, 3), "DATE_FORMAT") == "03/04/2026"
            assert number_format(16604.5, force_grouping=True) == "16.604,5"

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_numbers_may_be_typed_as_they_are_shown(self, language):
        with translation.override(language):
            assert IntegerField(localize=True).clean("16.604") == 16604
            assert str(DecimalField(localize=True).clean("1.234,5")) == "1234.5"
