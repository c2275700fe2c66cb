"""Charts are read without colour, without JavaScript and without sight."""

from datetime import date
from functools import partial
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import Bubble, Series, bubble_map, for_each_width, line_chart

DAYS = [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)]


def drawn(svg):
    return ElementTree.fromstring(str(svg))


def chart(*series, days=DAYS, **options):
    return drawn(line_chart(days, series, title="Người", desc="từ 3 đến 5", **options))


def texts(svg) -> list[str]:
    return [node.text for node in svg.iter("text")]


def test_a_phone_and_a_screen_each_show_one_drawing_of_their_own_width():
    html = for_each_width(
        partial(line_chart, DAYS, [Series("người", [1, 2, 3])], title="", desc="")
    )
    assert [(box.get("class"), box[0].get("viewBox")) for box in drawn(f"<div>{html}</div>")] == [
        ("d-none d-md-block d-print-block", "0 0 560 190"),
        ("d-md-none d-print-none", "0 0 350 190"),
    ]


class TestLines:
    def test_the_picture_says_what_it_shows(self):
        svg = chart(Series("người", [3, 4, 5]))
        assert (svg.get("role"), svg.get("aria-label")) == ("img", "Người: từ 3 đến 5")

    def test_a_line_has_a_point_for_each_day(self):
        line = chart(Series("người", [3, 4, 5])).find("polyline")
        assert len(line.get("points").split()) == 3

    def test_a_larger_value_stands_higher(self):
        points = chart(Series("người", [3, 4, 5])).find("polyline").get("points").split()
        heights = [float(point.partition(",")[2]) for point in points]
        assert heights == sorted(heights, reverse=True)

    def test_the_name_and_the_last_value_stand_at_the_end_of_the_line(self):
        assert "5 người" in texts(chart(Series("người", [3, 4, 5])))

    def test_two_lines_differ_by_more_than_colour(self):
        svg = chart(Series("đạt", [1, 2, 3]), Series("tổng", [5, 5, 5]))
        assert [line.get("class") for line in svg.iter("polyline")] == [
            "line line-0",
            "line line-1",
        ]
        assert {"3 đạt", "5 tổng"} <= set(texts(svg))

    def test_months_are_written_below(self):
        assert {"01/24", "02/24", "03/24"} <= set(texts(chart(Series("người", [1, 2, 3]))))

    def test_of_many_months_only_some_are_written(self):
        days = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(24)]
        svg = chart(Series("người", list(range(24))), days=days)
        months = [text for text in texts(svg) if "/" in text]
        assert 6 <= len(months) <= 8

    @pytest.mark.parametrize(
        ("highest", "ticks"),
        [
            (0, ["0", "1", "2", "3", "4"]),
            (4, ["0", "1", "2", "3", "4"]),
            (5, ["0", "2", "4", "6", "8"]),
            (17, ["0", "5", "10", "15", "20"]),
            (414, ["0", "200", "400", "600", "800"]),
        ],
    )
    def test_the_scale_is_round_and_reaches_over_the_highest_value(self, highest, ticks):
        svg = chart(Series("người", [0, 0, highest]))
        assert [text for text in texts(svg) if text.isdigit()] == ticks

    def test_no_days_draw_an_empty_frame(self):
        svg = chart(Series("người", []), days=[])
        assert svg.find("polyline") is None
        assert texts(svg) == ["0", "1", "2", "3", "4"]

    def test_one_day_is_a_point(self):
        svg = chart(Series("người", [7]), days=DAYS[:1])
        assert "7 người" in texts(svg)

    def test_a_narrow_card_gets_a_narrower_picture_with_letters_of_the_same_size(self):
        wide, narrow = (
            chart(Series("người", [1, 2, 3]), narrow=option).get("viewBox")
            for option in (False, True)
        )
        assert (wide, narrow) == ("0 0 560 190", "0 0 350 190")

    def test_what_is_written_cannot_become_markup(self):
        svg = line_chart(DAYS, [Series("<b>", [1, 2, 3])], title='"><script>', desc="&")
        assert "<script>" not in svg
        assert drawn(svg).get("aria-label") == '"><script>: &'

    @given(values=st.lists(st.integers(0, 30_000_000), min_size=1, max_size=40))
    def test_no_point_leaves_the_frame(self, values):
        days = [date(2024, 1, 1)] * len(values)
        points = chart(Series("hộ", values), days=days).find("polyline").get("points").split()
        for point in points:
            x, y = (float(number) for number in point.split(","))
            assert 36 <= x <= 476
            assert 12 <= y <= 166


def bubble(name="Cốc Lếu", latitude=22.49, longitude=103.96, **changes):
    values = {
        "inside": "✓ 8/8",
        "kind": "met",
        "url": "/wards/1/",
        "says": f"{name}: đạt 8 trên 8 tiêu chí",
    }
    return Bubble(label=name, latitude=latitude, longitude=longitude, **values | changes)


def placed(*bubbles):
    return drawn(bubble_map(bubbles, title="Bản đồ xã, phường"))


class TestMap:
    def test_each_ward_is_a_link_that_says_its_verdict(self):
        svg = placed(bubble(), bubble("Kim Tân", 22.48, 103.97, url="/wards/2/"))
        links = [(a.get("href"), a.get("aria-label")) for a in svg.iter("a")]
        assert links == [
            ("/wards/1/", "Cốc Lếu: đạt 8 trên 8 tiêu chí"),
            ("/wards/2/", "Kim Tân: đạt 8 trên 8 tiêu chí"),
        ]

    def test_the_sign_stands_in_the_bubble_beside_its_colour(self):
        assert texts(placed(bubble())) == ["✓ 8/8", "Cốc Lếu"]

    def test_north_is_up_and_east_is_right(self):
        svg = placed(bubble("Bắc", 23.0, 103.0), bubble("Nam", 22.0, 104.0))
        north, south = svg.iter("circle")
        assert float(north.get("cy")) < float(south.get("cy"))
        assert float(north.get("cx")) < float(south.get("cx"))

    def test_one_ward_stands_in_the_middle(self):
        (circle,) = placed(bubble()).iter("circle")
        assert (circle.get("cx"), circle.get("cy")) == ("180.0", "255.0")

    def test_no_ward_is_an_empty_map(self):
        assert list(placed().iter("circle")) == []

    def test_wards_at_one_place_are_pushed_apart(self):
        first, second = placed(bubble("A"), bubble("B")).iter("circle")
        assert (first.get("cx"), first.get("cy")) != (second.get("cx"), second.get("cy"))

    @given(
        st.lists(
            st.tuples(st.floats(8, 24, allow_nan=False), st.floats(102, 118, allow_nan=False)),
            min_size=1,
            max_size=17,
        )
    )
    def test_no_bubble_leaves_the_frame(self, places):
        svg = placed(*(bubble(str(n), lat, lon) for n, (lat, lon) in enumerate(places)))
        _x, _y, width, height = (int(number) for number in svg.get("viewBox").split())
        for circle in svg.iter("circle"):
            assert 21 <= float(circle.get("cx")) <= width - 21
            assert 21 <= float(circle.get("cy")) <= height - 21 - 16  # the name below

    def test_the_names_of_neighbours_stay_readable(self):
        """The 17 units of Lào Cai city lie as close as 1 km; no bubble may cover a name."""
        circles = list(
            placed(
                *(bubble(str(n), 22.4 + n % 4 / 100, 103.9 + n // 4 / 100) for n in range(17))
            ).iter("circle")
        )
        spots = [(float(circle.get("cx")), float(circle.get("cy"))) for circle in circles]
        covered = [
            (a, b)
            for a, b in combinations(spots, 2)
            if abs(a[0] - b[0]) < 50 and abs(a[1] - b[1]) < 45
        ]
        assert covered == []
