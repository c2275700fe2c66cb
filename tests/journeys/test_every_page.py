"""Each role follows every link it is shown: pages work, are accessible, and keep names from the committee."""

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest

from tests.walk import walked

NAMES = {
    "people": "SELECT full_name FROM cases_person",
    "heads of households": "SELECT DISTINCT head_name FROM pledges_household",
    "heads of groups": "SELECT DISTINCT head_name FROM wards_neighbourhoodgroup WHERE head_name <> ''",
}


def seen_by(page) -> Iterator[str]:
    """Addresses that the page's user is shown links to."""

    def links_of(_url):
        return page.eval_on_selector_all(
            "a[href]", "links => links.map(link => link.getAttribute('href'))"
        )

    return (urljoin(page.url, url) for url in walked(links_of))


def visit(page, url: str):
    """The answer, or None for a file."""
    answer = page.request.get(url)
    if not answer.headers.get("content-type", "").startswith("text/html"):
        assert answer.status == 200, url
        return None
    return page.goto(url)


ROLES = [
    "canbo",
    "truongca",
    "totruong",
    "yte",
    "ubnd",
    "banchidao",
    "thamdinh",
    "kiemtra",
    "quantri",
]


@pytest.mark.parametrize("username", ROLES)
def test_every_page_of_a_role_works_and_is_accessible(username, open_as, faults_of):
    page = open_as(username)
    seen, faults = 0, []
    for url in seen_by(page):
        answer = visit(page, url)
        if answer is not None:
            assert answer.status == 200, url
            faults += faults_of(page)
            seen += 1
    assert faults == []
    assert seen >= 2


def test_the_committee_finds_no_name_anywhere(open_as, demo):
    page = open_as("banchidao")
    names = {name for query in NAMES.values() for name in demo.column(query)}
    assert len(names) > 500
    texts = [(url, page.content()) for url in seen_by(page) if visit(page, url) is not None]
    assert len(texts) > 10
    assert [(url, name) for url, text in texts for name in names if name in text] == []


def test_the_committee_finds_no_name_in_the_api(open_as, demo):
    page = open_as("banchidao")
    names = {name for query in NAMES.values() for name in demo.column(query)}
    ward = demo.value("SELECT id FROM wards_ward WHERE code = '02671' AND valid_to = '9999-12-31'")
    for path in ("wards", "groups", "scores", "people", "dossiers", "visits"):
        answer = page.request.get(f"/api/v1/{path}/?ward={ward}")
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
