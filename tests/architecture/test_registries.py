"""Nothing forgotten: every file of a registry is in its tuple and has a test; every template is used."""

import re
from pathlib import Path

import pytest

from criteria.sets import SETS
from reports.catalogue import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
#: Templates that a library or Django finds by name.
FOUND_BY_NAME = re.compile(
    r"^(account|allauth|django|socialaccount|usersessions)/|^(400|403|403_csrf|404|413|429|500)\.html$"
)


def stems(folder: str) -> list[str]:
    return sorted(
        p.stem for p in (ROOT / folder).glob("*.py") if p.stem not in {"__init__", "base"}
    )


def python_source() -> str:
    return "\n".join(
        p.read_text() for app in ROOT.glob("*/apps.py") for p in app.parent.rglob("*.py")
    )


def test_every_criterion_file_is_in_a_set():
    used = {
        type(criterion).__module__.rpartition(".")[2] for one in SETS for criterion in one.criteria
    }
    assert sorted(used) == stems("criteria/rules")


def test_every_report_file_is_in_the_catalogue():
    used = {
        (report if isinstance(report, type) else type(report)).__module__.rpartition(".")[2]
        for report in CATALOGUE
    }
    assert sorted(used) == stems("reports/catalogue")


@pytest.mark.parametrize("folder", ["criteria/rules", "reports/catalogue", "reports/dashboards"])
def test_every_file_of_a_registry_has_a_test_file(folder):
    tests = {p.stem.removeprefix("test_") for p in (ROOT / "tests").rglob("test_*.py")}
    assert [stem for stem in stems(folder) if stem not in tests] == []


def test_every_template_is_used():
    sources = python_source() + "\n".join(p.read_text() for p in TEMPLATES.rglob("*.html"))
    names = {str(p.relative_to(TEMPLATES)) for p in TEMPLATES.rglob("*.html")}
    stray = {
        name for name in names if not FOUND_BY_NAME.search(name) and f'"{name}"' not in sources
    }
    built = {name for name in stray if re.search(rf'["/]{re.escape(Path(name).stem)}', sources)}
    assert stray - built == set()


def test_a_fragment_is_no_page_and_a_page_is_no_fragment():
    """`_name.html` is included by its page and returned alone; only it may start without `extends`."""
    for path in TEMPLATES.rglob("*.html"):
        extends = "{% extends" in path.read_text()
        assert not (path.name.startswith("_") and extends), path


def test_vendored_files_name_their_version_and_licence():
    listed = (ROOT / "config/static/vendor/VENDORED.md").read_text()
    for folder in (p for p in (ROOT / "config/static/vendor").iterdir() if p.is_dir()):
        assert folder.name in listed.lower()
        assert any("licen" in p.name.lower() for p in folder.rglob("*")), folder
