"""The keys of a checkout: made once, added to when a version asks for another, never changed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / ".ci/make_env.py"
NAMES = ["SECRET_KEY", "FIELD_KEYS", "INDEX_KEY"]


@pytest.fixture
def env_file(tmp_path):
    """Where the script of a new checkout keeps its keys."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(SCRIPT, tmp_path / ".ci")
    return tmp_path / ".env"


def made(env_file, *options) -> str:
    command = [sys.executable, env_file.parent / ".ci/make_env.py", *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def keys_in(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines() if not line.startswith("#"))


def test_a_new_checkout_gets_every_key_and_nobody_else_reads_them(env_file):
    made(env_file)
    assert list(keys_in(env_file.read_text())) == NAMES
    assert env_file.stat().st_mode & 0o777 == 0o600


def test_a_second_time_nothing_is_written(env_file):
    made(env_file)
    before = env_file.read_text()
    made(env_file)
    assert env_file.read_text() == before


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_missing_key_is_added_and_what_is_there_stays(env_file, end):
    present = f"DEBUG=true\nSECRET_KEY=ours\nexport FIELD_KEYS=k1:ours{end}"
    env_file.write_text(present)
    made(env_file)
    after = env_file.read_text()
    assert after.startswith(present + ("" if end else "\n") + "INDEX_KEY=")
    assert len(after.splitlines()) == 4


def test_the_index_key_under_its_former_name_goes_on_to_be_it(env_file):
    env_file.write_text("INDEX_KEYS=first=,second=\n")
    made(env_file)
    assert keys_in(env_file.read_text())["INDEX_KEY"] == "first="


def test_a_printed_set_is_whole_and_touches_no_file(env_file):
    assert list(keys_in(made(env_file, "--print"))) == NAMES
    assert not env_file.exists()
