"""The English catalogue is complete, and says what the Vietnamese says."""

import re
import shutil

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

from tests.architecture.house import FLOORS, ROOT

SOURCES = (*FLOORS, "templates")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def in_source(tmp_path_factory):
    """Every message in code and templates, as makemessages finds it; in a copy, for it writes where it reads."""
    copy = tmp_path_factory.mktemp("source")
    for folder in SOURCES:
        shutil.copytree(
            ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("static", "data", "*.xlsx")
        )
    (copy / "locale").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(copy)
        patch.setattr(settings, "LOCALE_PATHS", [])
        call_command("makemessages", locale=["en"], verbosity=0)
    return {
        (e.msgctxt, e.msgid) for e in polib.pofile(str(copy / "locale/en/LC_MESSAGES/django.po"))
    }


@pytest.fixture(scope="module")
def english():
    return polib.pofile(str(ROOT / "locale/en/LC_MESSAGES/django.po"))


def test_words_are_marked_by_a_name_that_makemessages_knows():
    """It looks for `_` and for gettext's own names; words under any other would never be translated."""
    others = {
        (path.name, name)
        for folder in SOURCES
        for path in (ROOT / folder).rglob("*.py")
        for name in re.findall(r"import \w*gettext\w* as (\w+)", path.read_text(encoding="utf-8"))
        if name != "_"
    }
    assert others == set()


def test_every_message_is_in_the_english_catalogue(in_source, english):
    assert in_source - {(e.msgctxt, e.msgid) for e in english if not e.obsolete} == set()


def test_the_english_catalogue_holds_nothing_that_is_gone(in_source, english):
    assert {(e.msgctxt, e.msgid) for e in english if not e.obsolete} - in_source == set()


def test_every_entry_is_translated(english):
    assert [e.msgid for e in english if not e.translated() and not e.obsolete] == []


def test_translations_keep_the_placeholders(english):
    for entry in english:
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                assert sorted(PLACEHOLDER.findall(text)) == sorted(
                    PLACEHOLDER.findall(entry.msgid)
                ), entry.msgid
