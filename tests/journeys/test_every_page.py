"""Every link is followed: pages work, are accessible, and keep names from the committee."""

from collections.abc import Iterator

from tests.walk import kind_of, links_in, walked

NAMES = {
    "people": "SELECT full_name FROM cases_person",
    "heads of households": "SELECT DISTINCT head_name FROM pledges_household",
    "heads of groups": "SELECT DISTINCT head_name FROM wards_neighbourhoodgroup WHERE head_name <> ''",
}


def seen_by(page) -> Iterator[str]:
    """Addresses that the page's user is shown links to, asked for without drawing them."""

    def links_of(url):
        answer = page.request.get(url)
        assert answer.status == 200, url
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        return links_in(answer.text()) if is_page else []

    return walked(links_of)


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


def test_every_page_works_and_is_accessible(open_as, faults_of):
    """Each kind of page once, drawn for the first role that is shown it.

    That every page of every role answers is asked without a browser, in tests/demo/seed/test_cost.py.
    """
    drawn, faults = set(), []
    for username in ROLES:
        page = open_as(username)
        for url in seen_by(page):
            if kind_of(url) not in drawn:
                drawn.add(kind_of(url))
                answer = visit(page, url)
                assert answer is None or answer.status == 200, url
                faults += faults_of(page) if answer is not None else []
    assert faults == []
    assert len(drawn) > 30


def test_the_committee_finds_no_name_anywhere(open_as, demo):
    page = open_as("banchidao")
    names = {name for query in NAMES.values() for name in demo.column(query)}
    assert len(names) > 500
    texts = [(url, page.request.get(url).body().decode(errors="replace")) for url in seen_by(page)]
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
