"""Presentation: dates, numbers, verdicts, icons, links."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from config.templatetags.ui import vn_date, vn_number
from criteria.enums import Verdict
from foundation.dated import OPEN
from programme.enums import PhaseState


def rendered(template: str, path: str = "/", **context) -> str:
    """The tags are built in: no `load` is needed."""
    request = RequestFactory().get(path)
    return Template(template).render(Context({"request": request} | context))


class TestDates:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (date(2026, 2, 5), "05/02/2026"),
            (date(1990, 12, 31), "31/12/1990"),
            (OPEN, "nay"),
            (None, ""),
        ],
    )
    def test_a_day(self, value, shown):
        assert vn_date(value) == shown
        assert rendered("{{ value|vn_date }}", value=value) == shown

    def test_a_moment_is_shown_by_the_office_s_clock(self):
        late_in_london = datetime(2026, 6, 1, 17, 30, tzinfo=UTC)
        assert rendered("{{ value|vn_date }}", value=late_in_london) == "02/06/2026"

    def test_django_s_own_filter_writes_it_alike(self):
        assert rendered("{{ value }}", value=date(2026, 2, 5)) == "05/02/2026"
        assert rendered("{{ value|date }}", value=date(2026, 2, 5)) == "05/02/2026"

    def test_a_moment_by_django_s_own_format(self):
        value = datetime(2026, 6, 1, 17, 30, tzinfo=UTC)
        assert rendered("{{ value }}", value=value) == "00:30 02/06/2026"


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (0, "0"),
            (999, "999"),
            (1000, "1.000"),
            (45058, "45.058"),
            (1234567, "1.234.567"),
            (1234.5, "1.234,5"),
            (0.25, "0,2"),
            (99.96, "100,0"),
            (Decimal("1234.50"), "1.234,5"),
            (-1200, "-1.200"),
            (None, ""),
        ],
    )
    def test_a_number(self, value, shown):
        assert vn_number(value) == shown

    @given(st.integers(0, 10**12))
    def test_only_points_are_added_to_a_whole_number(self, number):
        shown = vn_number(number)
        assert int(shown.replace(".", "")) == number
        assert all(len(part) == 3 for part in shown.split(".")[1:])

    def test_django_writes_numbers_alike(self):
        assert rendered("{{ value }}", value=45058) == "45.058"
        assert rendered("{{ value }}", value=1234.5) == "1.234,5"


class TestVerdicts:
    @pytest.mark.parametrize(
        ("value", "look", "sign"),
        [
            ("met", "met", "✓"),
            ("near", "near", "◐"),
            ("missed", "missed", "✕"),
            ("no_data", "none", "–"),
        ],
    )
    def test_a_verdict_is_a_sign_and_a_word(self, value, look, sign):
        assert rendered("{% badge value.badge 'Chữ' %}", value=Verdict(value)) == (
            f'<span class="verdict verdict-{look}"><span aria-hidden="true">{sign}</span> Chữ</span>'
        )

    @pytest.mark.parametrize(
        ("state", "look"),
        [
            ("planned", "none"),
            ("done", "met"),
            ("done_late", "met"),
            ("late", "missed"),
            ("regressed", "missed"),
        ],
    )
    def test_the_state_of_a_phase_has_one_too(self, state, look):
        assert f"verdict-{look}" in rendered("{% badge state.badge '' %}", state=PhaseState(state))

    @pytest.mark.parametrize(
        ("kind", "sign"), [("met", "✓"), ("near", "◐"), ("missed", "✕"), ("none", "–")]
    )
    def test_a_badge_too(self, kind, sign):
        assert rendered("{% badge kind 'Chữ' %}", kind=kind) == (
            f'<span class="verdict verdict-{kind}"><span aria-hidden="true">{sign}</span> Chữ</span>'
        )

    def test_a_word_cannot_bring_markup(self):
        shown = rendered("{% badge 'met' word %}", word="<b>")
        assert "<b>" not in shown
        assert "&lt;b&gt;" in shown

    @pytest.mark.parametrize("kind", ["good", "no_data"])
    def test_an_unknown_one_is_a_mistake(self, kind):
        with pytest.raises(KeyError):
            rendered("{% badge kind '' %}", kind=kind)


class TestIcons:
    def test_an_icon_is_silent_beside_its_word(self):
        shown = rendered("{% ui_icon 'users' %}")
        assert shown.startswith("<svg")
        assert 'aria-hidden="true"' in shown
        assert 'width="20"' in shown

    def test_it_has_no_style_of_its_own(self):
        assert "style=" not in rendered("{% ui_icon 'users' %}")


class TestQuery:
    @pytest.mark.parametrize(
        ("path", "tag", "link"),
        [
            ("/?q=a&page=1", "query page=2", "?q=a&page=2"),
            ("/?q=a&page=7", "query page=None", "?q=a"),
            ("/?page=7", "query page=None", "?"),
            ("/", "query page=2", "?page=2"),
            ("/", "query", "?"),
            ("/?status=a&status=b", "query page=2", "?status=a&status=b&page=2"),
            ("/?q=%C4%91%C6%B0", "query page=2", "?q=%C4%91%C6%B0&page=2"),
            ("/?page=1&page=2", "query page=3", "?page=3"),
            ("/", "query q='a&b=c'", "?q=a%26b%3Dc"),
        ],
    )
    def test_the_question_asked_with_a_change(self, path, tag, link):
        shown = rendered("{% autoescape off %}{% " + tag + " %}{% endautoescape %}", path)
        assert shown == link

    def test_it_is_safe_inside_an_attribute(self):
        assert (
            rendered("{% query page=2 %}", '/?q="><script>') == "?q=%22%3E%3Cscript%3E&amp;page=2"
        )

    def test_the_request_itself_is_left_as_it_was(self):
        request = RequestFactory().get("/?page=1")
        Template("{% query page=2 %}").render(Context({"request": request}))
        assert request.GET.urlencode() == "page=1"

    def test_a_page_number_over_a_thousand_has_no_point(self):
        assert rendered("{% query page=number %}", number=1234) == "?page=1234"
