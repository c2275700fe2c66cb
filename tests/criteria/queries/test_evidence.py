"""Who sees what behind a figure: rows, rows without names, or counts by group."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.permissions import Permission, Role
from cases.statuses import PersonStatus
from criteria.queries.evidence import (
    WHICH,
    EvidenceRow,
    GroupCount,
    Reader,
    by_group,
    counted,
    display,
    listed,
)
from criteria.sets import CITY_2023, QD28_2025
from foundation.text import mask_name
from incidents.enums import HotspotKind, SuspicionKind
from incidents.statuses import HotspotState
from tests.criteria.asking import move_group
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.incidents import (
    HotspotFactory,
    IncidentFactory,
    IncidentPersonFactory,
    SuspicionFactory,
)
from tests.factories.pledges import HouseholdFactory, PledgeFactory, TipBoxFactory
from tests.factories.wards import REFORM_DAY, GroupFactory, WardFactory, posted

DAY = date(2026, 6, 30)
ROLES = (
    "officer",
    "chief",
    "group_head",
    "clinic",
    "chair_office",
    "committee",
    "verifier",
    "auditor",
    "administrator",
    "outsider",
    "nobody",
)


def rule(code):
    return CITY_2023.criterion(code) or QD28_2025.criterion(code)


@pytest.fixture
def reader(request, ward, group):
    """`reader("officer")` is that role's view of `ward`."""
    return lambda role, day=DAY: Reader(request.getfixturevalue(role), ward, day)


def seen_by(reader, criterion, question):
    return {role for role in ROLES if getattr(reader(role), question)(criterion)}


# ------------------------------------------------------------------------------------- rights ----


POLICE = {"officer", "chief"}
#: The chairman's office decides on management after rehabilitation.
PEOPLE_READERS = POLICE | {"chair_office"}


@pytest.mark.parametrize("code", ["addict_file", "addict_treatment", "post_rehab_file", "no_user"])
def test_rows_of_people_are_for_the_ward_s_police_and_chairman(reader, code):
    assert seen_by(reader, rule(code), "sees_rows") == PEOPLE_READERS


@pytest.mark.parametrize("code", ["no_hotspot", "no_suspect", "no_offender", "no_use_point"])
def test_rows_of_crime_are_for_the_ward_s_police(reader, code):
    assert seen_by(reader, rule(code), "sees_rows") == POLICE


def test_households_are_for_those_who_keep_them(reader):
    seen = seen_by(reader, rule("household_pledge"), "sees_rows")

    assert seen >= PEOPLE_READERS
    assert seen.isdisjoint(
        {"committee", "verifier", "auditor", "administrator", "clinic", "outsider", "nobody"}
    )


@pytest.mark.parametrize("code", ["tip_box", "hotline_board"])
def test_which_group_lacks_a_box_or_board_is_no_secret(reader, code):
    assert seen_by(reader, rule(code), "sees_rows") == set(ROLES)


@pytest.mark.parametrize("code", ["addict_file", "household_pledge", "no_hotspot"])
def test_only_the_verifier_sees_masked_rows(reader, code):
    assert seen_by(reader, rule(code), "sees_masked") == {"verifier"}


def test_nobody_sees_masked_what_is_seen_in_full(reader):
    assert seen_by(reader, rule("tip_box"), "sees_masked") == set()


def test_the_verifier_s_rows_are_masked_and_the_officer_s_are_not(reader):
    assert reader("verifier").is_masked(rule("addict_file"))
    assert not reader("officer").is_masked(rule("addict_file"))


def test_heads_of_groups_are_named_to_those_who_keep_households(reader):
    assert reader("committee").is_masked(rule("tip_box"))
    assert not reader("officer").is_masked(rule("tip_box"))


@pytest.mark.parametrize(
    ("code", "readers"),
    [
        ("addict_file", PEOPLE_READERS),
        ("addict_treatment", PEOPLE_READERS),
        ("post_rehab_file", PEOPLE_READERS),
        ("no_user", PEOPLE_READERS),
        ("no_offender", POLICE),
        ("no_suspect", POLICE),
    ],
)
def test_small_counts_of_people_are_hidden_from_who_sees_no_row_of_them(reader, code, readers):
    assert seen_by(reader, rule(code), "hides_small") == set(ROLES) - readers - {"verifier"}


@pytest.mark.parametrize("code", ["no_hotspot", "household_pledge", "tip_box", "hotline_board"])
def test_counts_of_things_are_never_hidden(reader, code):
    assert seen_by(reader, rule(code), "hides_small") == set()


def test_the_police_of_a_successor_see_the_past_of_what_they_took_over(ward, group):
    heir = WardFactory(valid_from=REFORM_DAY)
    move_group(group, heir, REFORM_DAY)
    user = posted(Role.OFFICER, ward=heir)

    assert Reader(user, ward, date(2024, 6, 30)).sees_rows(rule("addict_file"))
    assert not Reader(user, ward, REFORM_DAY).sees_rows(rule("addict_file"))


def test_but_not_when_a_part_of_it_went_elsewhere(ward, other_ward, group):
    heir = WardFactory(valid_from=REFORM_DAY)
    for one, home in ((group, heir), (GroupFactory(ward=ward), other_ward)):
        move_group(one, home, REFORM_DAY)

    user = posted(Role.OFFICER, ward=heir)
    assert not Reader(user, ward, date(2024, 6, 30)).sees_rows(rule("addict_file"))


def test_a_past_unit_is_asked_about_once(ward, group, other_ward, django_assert_num_queries):
    one = Reader(posted(Role.OFFICER, ward=other_ward), ward, DAY)
    one.holds(Permission.VIEW_PEOPLE)

    with django_assert_num_queries(0):
        assert not one.holds(Permission.VIEW_PEOPLE)


# --------------------------------------------------------------------------------------- rows ----


@pytest.fixture
def addicts(group):
    """One with and one without a dossier."""
    filed, lacking = PersonFactory(group=group), PersonFactory(group=group)
    DossierFactory(person=filed, valid_from=date(2026, 1, 1))
    return filed, lacking


def test_which_of_the_rows(ward, addicts):
    filed, lacking = addicts

    found = [set(counted(rule("addict_file"), ward, DAY, which)) for which in WHICH]
    assert found == [{lacking}, {filed}, {filed, lacking}]


def shown(code, ward, *, masked=False, which="all"):
    rows = listed(rule(code), ward, DAY, which)
    return display(rule(code), list(rows), masked=masked)


def test_a_person_with_officer_and_page(ward, group, officer):
    person = PersonFactory(
        group=group,
        full_name="Lò Văn Páo",
        birth_year=1988,
        officer=officer,
        status_from=date(2026, 1, 5),
    )

    assert shown("addict_file", ward) == [
        EvidenceRow(
            label="Lò Văn Páo",
            detail="1988",
            group="Tổ 1",
            since=date(2026, 1, 5),
            responsible=str(officer),
            passes=False,
            url=person.get_absolute_url(),
        )
    ]


def test_a_masked_person_has_no_name_and_no_page(ward, group):
    person = PersonFactory(group=group, full_name="Lò Văn Páo", birth_year=1988)

    [row] = shown("addict_file", ward, masked=True)
    assert (row.label, row.url) == (person.masked_name, "")
    assert "Páo" not in repr(row)


def test_nobody_in_charge_is_nobody(ward, group):
    PersonFactory(group=group)

    assert shown("addict_file", ward)[0].responsible == ""


def test_a_household_with_the_head_of_its_group(ward, group):
    household = HouseholdFactory(group=group, head_name="Hoàng Văn Thụ", code="HO-7")

    [row] = shown("household_pledge", ward)
    assert (row.label, row.detail, row.responsible) == ("Hoàng Văn Thụ", "HO-7", group.head_name)
    assert row.url == reverse("pledges:household-detail", args=[household.pk])


def test_a_masked_household(ward, group):
    HouseholdFactory(group=group, head_name="Hoàng Văn Thụ")

    [row] = shown("household_pledge", ward, masked=True)
    assert (row.label, row.responsible, row.url) == (mask_name("Hoàng Văn Thụ"), "", "")


def test_a_hotspot_with_its_place(ward, group):
    HotspotFactory(
        group=group,
        kind=HotspotKind.RETAIL,
        place="Quán nước cổng chợ",
        state=HotspotState.VERIFIED,
    )

    assert [row[:2] for row in map(words, shown("no_hotspot", ward))] == [
        ("đối tượng bán lẻ", "Quán nước cổng chợ")
    ]
    assert words(shown("no_hotspot", ward, masked=True)[0])[:2] == ("đối tượng bán lẻ", "")


def test_a_suspicion_with_its_subject(ward, group):
    SuspicionFactory(group=group, kind=SuspicionKind.RING, subject="Nhóm thuê trọ")

    assert words(shown("no_suspect", ward)[0])[:2] == ("đường dây", "Nhóm thuê trọ")
    assert words(shown("no_suspect", ward, masked=True)[0])[:2] == ("đường dây", "")


def test_an_offender(ward, group):
    IncidentPersonFactory(incident=IncidentFactory(group=group), name="Vàng A Páo")

    assert words(shown("no_offender", ward)[0])[:2] == ("Vàng A Páo", "")
    assert words(shown("no_offender", ward, masked=True)[0])[:2] == (mask_name("Vàng A Páo"), "")


def test_a_group_with_its_head(ward, group):
    TipBoxFactory(group=group)
    GroupFactory(ward=ward, name="Tổ 2", head_name="Lý A Sử")

    rows = shown("tip_box", ward)
    assert [(row.label, row.responsible, row.passes) for row in rows] == [
        ("Tổ 1", "Nguyễn Văn Tổ", True),
        ("Tổ 2", "Lý A Sử", False),
    ]
    assert {row.responsible for row in shown("tip_box", ward, masked=True)} == {""}


def words(row):
    return row.label, row.detail, row.group


def test_people_are_sorted_by_given_name(ward, group):
    for name in ("Lò Văn Xuân", "Giàng A Bình", "Hoàng Thị Ánh"):
        PersonFactory(group=group, full_name=name)

    names = [row.label for row in shown("addict_file", ward)]
    assert names == ["Hoàng Thị Ánh", "Giàng A Bình", "Lò Văn Xuân"]


def test_places_are_sorted_by_group_and_day(ward, group):
    other = GroupFactory(ward=ward, name="Tổ 2")
    for home, found in ((other, 3), (group, 5), (group, 4)):
        HotspotFactory(group=home, found_on=date(2026, found, 1), state=HotspotState.VERIFIED)

    found = [(row.group, row.since.month) for row in shown("no_hotspot", ward)]
    assert found == [("Tổ 1", 4), ("Tổ 1", 5), ("Tổ 2", 3)]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_one_statement_for_the_rows_and_one_for_their_groups(
    ward, count, officer, django_assert_num_queries
):
    for _number in range(count):
        PersonFactory(group=GroupFactory(ward=ward), officer=officer)

    with django_assert_num_queries(2):
        assert len(shown("addict_file", ward)) == count


def test_groups_at_hand_are_not_read_again(ward, group, addicts, django_assert_num_queries):
    rows = list(listed(rule("addict_file"), ward, DAY, "all"))

    with django_assert_num_queries(0):
        assert len(display(rule("addict_file"), rows, groups={group.pk: group})) == 2


# --------------------------------------------------------------------------- counts by group ----


def test_counts_by_group_name_nobody(reader, ward, group):
    tenth = GroupFactory(ward=ward, name="Tổ 10")
    PersonFactory.create_batch(3, group=tenth, status=PersonStatus.ADDICT)
    for home in (group, group, GroupFactory(ward=ward, name="Tổ 2")):
        PersonFactory(group=home, status=PersonStatus.ADDICT, full_name="Lò Văn Páo")

    counts, total = by_group(reader("committee"), rule("addict_file"), "failing")
    few = [GroupCount(name, None, "< 3") for name in ("Tổ 1", "Tổ 2")]
    assert (counts, str(total)) == ([*few, GroupCount("Tổ 10", 3, "3")], "6")


def test_counts_of_things_are_told_exactly(reader, group):
    HouseholdFactory(group=group)
    PledgeFactory(household__group=group)

    counts, total = by_group(reader("committee"), rule("household_pledge"), "failing")
    assert (counts, total.number) == ([GroupCount("Tổ 1", 1, "1")], 1)


def test_groups_with_nothing_to_count_are_not_listed(reader):
    counts, total = by_group(reader("committee"), rule("addict_file"), "all")
    assert (counts, str(total)) == ([], "0")


@pytest.mark.parametrize("count", [1, 3, 30])
def test_two_statements_for_any_number_of_groups(reader, ward, count, django_assert_num_queries):
    for _number in range(count):
        PersonFactory(group=GroupFactory(ward=ward))

    committee = reader("committee")
    committee.hides_small(rule("addict_file"))  # reads the postings, as the page did before
    with django_assert_num_queries(2):
        assert len(by_group(committee, rule("addict_file"), "all")[0]) == count
