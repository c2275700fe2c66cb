"""What a dashboard is asked for; nonsense is answered in words and with today's figures."""

from datetime import date

import pytest
import time_machine
from django.http import QueryDict

from criteria.sets import CITY_2023, QD28_2025
from reports.asked import Asked, asked, read_day
from tests.factories.wards import WardFactory

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:00:00+07:00", tick=False):
        yield


@pytest.mark.parametrize("text", ["30/06/2024", "2024-06-30", "30-06-2024", " 30/06/2024 "])
def test_a_day_in_any_of_the_usual_shapes(text):
    assert asked(QueryDict(mutable=False) | {"as_of": text}) == Asked(date(2024, 6, 30), CITY_2023)


@pytest.mark.parametrize(
    "text", ["31/02/2024", "2024-13-01", "30/6", "hôm qua", "0", "30/06/24000", "99/99/9999"]
)
def test_a_day_that_does_not_exist_falls_back_to_today_and_says_so(text):
    answer = asked({"as_of": text})
    assert (answer.day, answer.criteria_set) == (TODAY, CITY_2023)
    assert answer.complaint == (
        f"“{text}” không phải một ngày có thật; ghi dạng 30/06/2024. Đang hiện số liệu ngày 24/11/2026."
    )


def test_a_very_long_text_is_not_repeated_whole():
    assert "x" * 21 not in asked({"as_of": "x" * 500}).complaint


def test_tomorrow_has_no_figures():
    answer = asked({"as_of": "25/11/2026"})
    assert answer.day == TODAY
    assert answer.complaint == (
        "Chưa có số liệu cho ngày sau hôm nay. Đang hiện số liệu ngày 24/11/2026."
    )


def test_today_is_asked_by_saying_nothing():
    assert asked({}) == Asked(TODAY, CITY_2023)
    assert asked({"as_of": "  "}) == Asked(TODAY, CITY_2023)


def test_another_day_may_be_the_default():
    assert asked({}, default=date(2024, 6, 30)).day == date(2024, 6, 30)


def test_the_set_is_chosen_by_its_code():
    assert asked({"set": "QD28_2025"}).criteria_set is QD28_2025


@pytest.mark.parametrize("code", ["", "nothing", "qd28_2025"])
def test_an_unknown_set_is_the_citys(code):
    assert asked({"set": code}).criteria_set is CITY_2023


def test_links_stay_on_the_day_and_the_set():
    assert Asked(date(2024, 6, 30), QD28_2025).query == "?as_of=2024-06-30&set=QD28_2025"


def test_a_link_of_a_page_leads_to_the_same_question():
    question = Asked(date(2024, 6, 30), QD28_2025)
    assert asked(QueryDict(question.query[1:])) == question


@pytest.mark.parametrize(("text", "day"), [("29/02/2024", date(2024, 2, 29)), ("29/02/2023", None)])
def test_leap_days(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01/01/1900", date(1900, 1, 1)),
        ("31/12/1899", None),
        ("01/01/0001", None),
        ("0002-06-01", None),
    ],
)
def test_a_day_before_1900_is_a_slip(text, day):
    assert read_day(text) == day


class TestDaysOfAWard:
    @pytest.mark.parametrize(
        ("day", "shown"),
        [
            (date(2026, 1, 1), date(2025, 6, 30)),
            (date(2025, 7, 1), date(2025, 6, 30)),
            (date(2019, 12, 31), date(2020, 1, 1)),
        ],
    )
    def test_a_day_outside_its_life_shows_the_nearest_inside_and_says_so(self, day, shown):
        old = WardFactory.build(name="Nam Cường", valid_to=date(2025, 7, 1))
        found = Asked(day, QD28_2025).on_days_of(old)
        words = "Phường Nam Cường có từ ngày 01/01/2020 đến ngày 30/06/2025; đang xem ngày"
        assert found == Asked(shown, QD28_2025, f"{words} {shown:%d/%m/%Y}.")

    def test_a_ward_that_still_stands_says_since_when(self):
        found = Asked(date(2024, 6, 30), CITY_2023).on_days_of(
            WardFactory.build(name="Cam Đường", valid_from=date(2025, 7, 1))
        )
        words = "Phường Cam Đường có từ ngày 01/07/2025; đang xem ngày 01/07/2025."
        assert (found.day, found.complaint) == (date(2025, 7, 1), words)

    @pytest.mark.parametrize("day", [date(2020, 1, 1), date(2025, 6, 30)])
    def test_on_its_days_nothing_is_said(self, day):
        question = Asked(day, CITY_2023, "Chưa có số liệu.")
        assert question.on_days_of(WardFactory.build(valid_to=date(2025, 7, 1))) == question
