"""Every link is followed: pages work, are accessible, and keep names from the committee."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.walk import links_in, walked

NAMES = {
    "people": "SELECT full_name FROM cases_person",
    "heads of households": "SELECT DISTINCT head_name FROM pledges_household",
    "heads of groups": "SELECT DISTINCT head_name FROM wards_neighbourhoodgroup WHERE head_name <> ''",
}


class Seen(NamedTuple):
    """An address that a user is shown a link to, and what a reader of the answer could find in it."""

    url: str
    text: str


def seen_by(page) -> Iterator[Seen]:
    """What the page's user can reach, asked for without drawing it."""
    links: dict[str, list[str]] = {}
    for url in walked(links.__getitem__):
        answer = page.request.get(url)
        assert answer.status == 200, url
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        text = answer.body().decode(errors="replace")
        links[url] = links_in(text) if is_page else []
        yield Seen(url, text)


PARTS = 6


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_works_and_is_accessible(demo, open_as, faults_of, part):
    """Each page once, drawn for the first role that is shown it (tests/journeys/pages.py).

    That every page of every role answers is asked without a browser, in tests/demo/seed/test_cost.py.
    """
    assert len(demo.pages) > 60
    size = -(-len(demo.pages) // PARTS)
    faults, page_as = [], {}
    for username, url in demo.pages[part * size : (part + 1) * size]:
        page = page_as.get(username) or page_as.setdefault(username, open_as(username))
        assert page.goto(url).status == 200, url
        faults += faults_of(page)
    assert faults == []


def test_the_committee_finds_no_name_anywhere(open_as, demo):
    page = open_as("banchidao")
    names = {name for query in NAMES.values() for name in demo.column(query)}
    assert len(names) > 500
    everything = list(seen_by(page))
    assert len(everything) > 10
    assert [(one.url, name) for one in everything for name in names if name in one.text] == []


def test_the_committee_finds_no_name_in_the_api(open_as, demo):
    page = open_as("banchidao")
    names = {name for query in NAMES.values() for name in demo.column(query)}
    ward = demo.value("SELECT id FROM wards_ward WHERE code = '02671' AND valid_to = '9999-12-31'")
    for path in ("wards/", "groups/", f"scores/?ward={ward}", "people/", "dossiers/", "visits/"):
        answer = page.request.get(f"/api/v1/{path}")
        assert answer.status in {200, 404}, path
        assert [name for name in names if name in answer.text()] == [], path


def test_an_officer_of_another_ward_finds_nothing_of_nam_cuong(open_as, demo):
    page = open_as("canbo2")
    for template, query in FOREIGN.items():
        for pk in demo.column(query):
            assert page.request.get(template.format(pk)).status == 404, template


#: Addresses of things in Cam Đường (Nam Cường before 2025) and how to find a few of them.
_PLACED = (
    "IN (SELECT group_id FROM wards_groupplacement p JOIN wards_ward w ON w.id = p.ward_id "
    "WHERE w.code = '02671' AND w.valid_to = '9999-12-31') LIMIT 2"
)
_PERSON = (
    f"SELECT person_id FROM cases_residence WHERE valid_to = '9999-12-31' AND group_id {_PLACED}"
)
FOREIGN = {
    "/people/{}/": _PERSON,
    "/people/{}/edit/": _PERSON,
    "/people/{}/status/": _PERSON,
    "/people/{}/visits/new/": _PERSON,
    "/people/{}/dossiers/new/": _PERSON,
    "/api/v1/people/{}/": _PERSON,
    "/households/{}/": f"SELECT id FROM pledges_household WHERE group_id {_PLACED}",
    "/boxes/{}/open/": f"SELECT id FROM pledges_tipbox WHERE group_id {_PLACED}",
    "/boards/{}/inspect/": f"SELECT id FROM pledges_hotlineboard WHERE group_id {_PLACED}",
    "/wards/{}/": "SELECT id FROM wards_ward WHERE code = '02671'",
    "/wards/{}/CITY_2023/addict_file/": "SELECT id FROM wards_ward WHERE code = '02671'",
    "/reports/ward-status/?ward={}": "SELECT id FROM wards_ward WHERE code = '02671'",
}
