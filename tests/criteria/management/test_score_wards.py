import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from criteria.sets import CITY_2023, QD28_2025
from tests.factories.cases import PersonFactory
from tests.factories.pledges import HouseholdFactory, PledgeFactory, TipBoxFactory
from tests.factories.wards import REFORM_DAY, GroupFactory, WardFactory
from wards.models import Ward

DAY = "2026-06-30"


def run(*arguments, **options):
    out = StringIO()
    call_command("score_wards", *arguments, stdout=out, **options)
    return out.getvalue()


def answer(*arguments):
    return json.loads(run("--format", "json", *arguments))


@pytest.fixture
def scored(ward, group):
    """A ward with a code, a household of two that pledged, a box, no board, an addict without papers."""
    Ward.objects.filter(pk=ward.pk).update(code="02671")
    PledgeFactory(household__group=group)
    HouseholdFactory(group=group)
    TipBoxFactory(group=group)
    PersonFactory(group=group)
    return ward


def test_the_table(scored):
    title, *lines = run("--as-of", DAY).splitlines()

    assert title.split(maxsplit=1) == ["02671", f"{'phường Nam Cường':<28} 4/8"]
    assert [tuple(line.split(maxsplit=2)) for line in lines] == [
        ("no_hotspot", "0", "Đạt"),
        ("no_suspect", "0", "Đạt"),
        ("addict_file", "0/1", "Chưa đạt"),
        ("addict_treatment", "0/1", "Chưa đạt"),
        ("post_rehab_file", "0/0", "Đạt"),
        ("household_pledge", "1/2", "Chưa đạt"),
        ("tip_box", "1/1", "Đạt"),
        ("hotline_board", "0/1", "Chưa đạt"),
    ]


def test_json(scored):
    [one] = answer("--as-of", DAY)

    assert (one["code"], one["name"], one["met"], one["total"]) == (
        "02671",
        "phường Nam Cường",
        4,
        8,
    )
    assert list(one["criteria"]) == [criterion.code for criterion in CITY_2023.criteria]
    assert one["criteria"]["household_pledge"] == {
        "numerator": 1,
        "denominator": 2,
        "missing": 0,
        "verdict": "missed",
    }
    assert one["criteria"]["no_hotspot"]["denominator"] is None


def test_what_is_missing_is_said(scored, ward):
    GroupFactory(ward=ward)

    [line] = [line for line in run("--as-of", DAY).splitlines() if "household_pledge" in line]
    assert line.split(maxsplit=2)[2] == "Thiếu dữ liệu thiếu số liệu hộ của 1 tổ, thôn"
    assert answer("--as-of", DAY)[0]["criteria"]["household_pledge"]["missing"] == 1


def test_the_other_set(scored):
    [one] = answer("--as-of", DAY, "--set", QD28_2025.code)

    assert list(one["criteria"]) == ["no_user", "no_offender", "no_use_point"]
    assert one["criteria"]["no_user"]["numerator"] == 1


def test_wards_in_the_order_of_their_names(ward, other_ward, group, other_group):
    assert [one["name"] for one in answer("--as-of", DAY)] == ["phường Cốc San", "phường Nam Cường"]


def test_one_ward_by_its_code_of_that_day(db):
    for name, span in (
        ("Cốc San", {"valid_to": REFORM_DAY}),
        ("Cam Đường", {"valid_from": REFORM_DAY}),
    ):
        GroupFactory(ward=WardFactory(code="02671", name=name, **span))
    GroupFactory(ward=WardFactory(code="02644"))

    assert [one["name"] for one in answer("--as-of", "2025-06-30", "--ward", "02671")] == [
        "phường Cốc San"
    ]
    assert [one["name"] for one in answer("--as-of", "2025-07-01", "--ward", "02671")] == [
        "phường Cam Đường"
    ]


def test_wards_where_nothing_is_registered_are_left_out_unless_asked_for(ward, other_ward, group):
    assert [one["name"] for one in answer("--as-of", DAY)] == ["phường Nam Cường"]
    assert len(answer("--as-of", DAY, "--all")) == 2


def test_a_ward_named_by_code_is_scored_even_if_empty(ward):
    Ward.objects.filter(pk=ward.pk).update(code="02671")

    assert (
        answer("--as-of", DAY, "--ward", "02671")[0]["criteria"]["tip_box"]["verdict"] == "no_data"
    )


def test_today_unless_a_day_is_given(ward, group, time_machine):
    time_machine.move_to(date(2026, 6, 29))
    PersonFactory(group=group, status_from=date(2026, 6, 30))
    assert answer("--set", QD28_2025.code)[0]["criteria"]["no_user"]["numerator"] == 0

    time_machine.move_to(date(2026, 6, 30))
    assert answer("--set", QD28_2025.code)[0]["criteria"]["no_user"]["numerator"] == 1


@pytest.mark.parametrize("text", ["31/02/2024", "2024-02-31", "30-06-2024", "hôm qua", "2024"])
def test_a_day_that_is_none_is_refused_in_words(ward, text):
    with pytest.raises(CommandError, match="không phải ngày dạng NĂM-THÁNG-NGÀY") as refusal:
        run("--as-of", text)
    assert text in str(refusal.value)


def test_a_day_to_come_has_no_figures_yet(ward, group):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(CommandError, match="ở tương lai, chưa có số liệu"):
        run("--as-of", tomorrow.isoformat())


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31"])
def test_a_day_before_1900_is_a_slip(ward, group, text):
    with pytest.raises(CommandError, match="trước 01/01/1900"):
        run("--as-of", text)


@pytest.mark.parametrize("arguments", [["--ward", "99999"], ["--as-of", "1999-01-01"]])
def test_no_ward_found_is_said_in_words(ward, group, arguments):
    with pytest.raises(CommandError, match="Không có xã, phường nào vào ngày"):
        run(*arguments)


@pytest.mark.parametrize("arguments", [["--set", "CITY_1999"], ["--format", "xml"]])
def test_what_is_not_on_offer_is_refused(ward, arguments):
    with pytest.raises(CommandError, match="invalid choice"):
        run(*arguments)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_four_statements_for_any_number_of_wards(db, count, django_assert_num_queries):
    for _number in range(count):
        GroupFactory(ward=WardFactory())

    with django_assert_num_queries(4):
        assert len(answer("--as-of", DAY)) == count
