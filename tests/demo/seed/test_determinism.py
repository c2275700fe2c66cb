"""The same day tells the same story, on any machine and in any order of sets and dicts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from cases.models import Person
from tests.demo.seed.conftest import HOUSEHOLDS_PER_GROUP, NOON
from tests.demo.seed.digest import digest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = f"""
import json, time_machine, django
django.setup()
from datetime import datetime
from django.core.management import call_command
from tests.demo.seed.digest import digest
with time_machine.travel(datetime.fromisoformat({NOON.isoformat()!r})):
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("seed_demo", households_per_group={HOUSEHOLDS_PER_GROUP}, no_snapshots=True)
print(json.dumps(digest()))
"""


def told_elsewhere(folder) -> dict[str, str]:
    """The digest of another process with another order of hashes and an empty SQLite database."""
    keys = ",".join(f"{name}:{key}" for name, key in settings.FIELD_KEYS.items())
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONHASHSEED": "2023",
        "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
        "SECRET_KEY": settings.SECRET_KEY,
        "FIELD_KEYS": keys,
        "INDEX_KEY": settings.INDEX_KEY,
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=env, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout.decode().splitlines()[-1])


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="told twice only where that compares both databases"
)
def test_two_tellings_are_equal(demo, tmp_path):
    assert told_elsewhere(tmp_path) == digest()


def test_it_is_told_into_an_empty_database_only(demo):
    with pytest.raises(CommandError, match="chỉ nạp vào cơ sở dữ liệu trống"):
        call_command("seed_demo")


def test_a_start_leaves_what_is_there(demo):
    before = Person.objects.count()
    call_command("seed_demo", if_empty=True)
    assert Person.objects.count() == before
