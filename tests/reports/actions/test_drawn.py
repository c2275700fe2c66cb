"""A paper is drawn before the transaction that stores it, and only stored if it would be drawn alike."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from reports.actions.issuing import Asked, draw_report, issue_report
from reports.models import IssuedReport
from tests.factories.cases import PersonFactory
from tests.reports.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules", "group")]


@pytest.fixture
def asked(ward):
    return Asked(slug="ward-status", as_of=DAY, number="05/BC-UBND", ward=ward)


@pytest.fixture
def drawings(monkeypatch):
    """Whether a transaction was open at each drawing."""
    from weasyprint import HTML  # takes half a second, which only these tests pay

    seen, draw = [], HTML.write_pdf

    def watched(page, *args, **kwargs):
        seen.append(connection.in_atomic_block)
        return draw(page, *args, **kwargs)

    monkeypatch.setattr(HTML, "write_pdf", watched)
    return seen


def test_what_was_drawn_is_stored(officer, asked, drawings):
    drawn = draw_report(asker=officer, asked=asked)
    assert bytes(issue_report(by=officer, asked=asked, drawn=drawn).file) == drawn.file
    assert len(drawings) == 1


def test_figures_that_changed_meanwhile_are_drawn_anew(officer, asked, drawings, group):
    drawn = draw_report(asker=officer, asked=asked)
    PersonFactory.create_batch(5, group=group)
    issued = issue_report(by=officer, asked=asked, drawn=drawn)
    assert len(drawings) == 2
    assert bytes(issued.file) != drawn.file
    assert issued.figures != {}


def test_another_number_than_the_drawn_one_is_drawn_anew(officer, asked, drawings, ward):
    drawn = draw_report(asker=officer, asked=asked)
    other = Asked(slug="ward-status", as_of=DAY, number="06/BC-UBND", ward=ward)
    assert issue_report(by=officer, asked=other, drawn=drawn).number == "06/BC-UBND"
    assert len(drawings) == 2


def test_what_may_not_be_issued_is_not_drawn(outsider, asked, drawings):
    with pytest.raises(ValidationError):
        draw_report(asker=outsider, asked=asked)
    assert (drawings, IssuedReport.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_the_screen_draws_before_it_begins_to_write(officer, client_of, ward, drawings):
    url = reverse("reports:report-issue", args=["ward-status"]) + f"?ward={ward.pk}"
    form = {"as_of": f"{DAY:%d/%m/%Y}", "number": "05/BC-UBND", "audience": "outside"}
    response = client_of(officer).post(url, form)
    assert response.status_code == 302, response.content.decode()[:3000]
    assert (drawings, IssuedReport.objects.count()) == ([False], 1)
