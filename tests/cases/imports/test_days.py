"""The days of a list: a status begins with its decision, and its term runs from it."""

from datetime import date

import pytest

from cases.models import Person, StatusPeriod
from tests.cases.imports.conftest import told
from tests.workbooks import person_row

WHY = "Theo đề nghị của gia đình"


@pytest.fixture
def write(resource, preview):
    def written(**changes) -> StatusPeriod:
        found = preview(person_row(**changes))
        assert found.problems == []
        resource.prepared(found)()
        return StatusPeriod.objects.get()

    return written


DECIDED = {"status": "người sử dụng trái phép", "since": "26/11/2025", "decision": "1/QĐ"}


def test_the_residence_is_not_the_first_day_of_a_status_with_a_decision(write, rules):
    period = write(**DECIDED, status_from=None, decided="16/11/2025")
    assert (period.valid_from, period.term_end) == (date(2025, 11, 16), date(2026, 11, 16))
    assert Person.objects.get().residences.get().valid_from == date(2025, 11, 26)


def test_the_term_runs_from_the_decision_even_if_the_status_is_entered_from_a_later_day(
    write, rules
):
    period = write(**DECIDED, status_from="26/11/2025", decided="16/11/2025")
    assert (period.valid_from, period.term_end) == (date(2025, 11, 26), date(2026, 11, 16))


def test_a_term_that_was_over_before_is_refused_beside_the_decision(preview, rules):
    found = preview(person_row(**DECIDED, status_from="26/11/2025", decided="16/11/2023"))
    ((header, sentence),) = told(found)
    assert header == "Ngày quyết định"
    assert "16/11/2024" in sentence


def test_a_child_is_asked_about_and_the_reason_kept(preview, write):
    ((header, sentence),) = told(preview(person_row(born="05/02/2020", since="01/03/2026")))
    assert (header, "12" in sentence) == ("Lý do đặc biệt", True)
    assert write(born="05/02/2020", since="01/03/2026", why=WHY).unusual_reason == WHY
