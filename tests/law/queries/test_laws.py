"""The law of a day, and the rows that say it."""

from datetime import date, timedelta

import pytest

from foundation.dated import OPEN
from law.queries.laws import LAWS_FILE, law_on, read_laws
from tests.law.laws import LAW_2021, LAW_2025


@pytest.mark.parametrize(
    ("day", "law"),
    [
        (date(2021, 12, 31), LAW_2021),
        (date(2022, 1, 1), LAW_2021),
        (date(2026, 6, 30), LAW_2021),
        (date(2026, 7, 1), LAW_2025),
        (date(2026, 11, 24), LAW_2025),
    ],
)
def test_the_law_of_a_day(day, law):
    assert law_on(day) == law


def test_the_shipped_laws_of_a_subject_follow_each_other_without_gap_or_overlap():
    laws = read_laws(LAWS_FILE.read_text(encoding="utf-8").splitlines())
    for subject in {law.subject for law in laws}:
        of_subject = [law for law in laws if law.subject == subject]
        ends = [law.valid_to for law in of_subject]
        assert ends == [*(law.valid_from for law in of_subject[1:]), OPEN]


def test_a_law_that_follows_another_is_one_more_row():
    lines = [
        "subject,name,valid_from,valid_to",
        "x,Luật hai,2030-01-01,",
        "x,Luật một,2020-01-01,2030-01-01",
    ]
    one, two = read_laws(lines)
    assert (one.name, one.valid_to, two.valid_from) == (
        "Luật một",
        two.valid_from,
        date(2030, 1, 1),
    )
    assert two.valid_to - timedelta(days=1) > date(2100, 1, 1)
