from datetime import date

from criteria.actions.evidence import read_evidence
from criteria.enums import AuditAction
from tests.assertions import assert_audited, assert_nothing_audited

DAY = date(2026, 6, 30)


def test_reading_a_page_of_names_is_one_event(ward, officer):
    read_evidence(by=officer, ward=ward, criterion="addict_file", day=DAY, count=50)

    event = assert_audited(AuditAction.EVIDENCE_READ, by=officer, target=ward, count=50)
    assert event.unit_id == ward.pk
    assert event.after == {"criterion": "addict_file", "day": "2026-06-30"}


def test_an_empty_page_tells_nothing(ward, officer):
    read_evidence(by=officer, ward=ward, criterion="addict_file", day=DAY, count=0)

    assert_nothing_audited()
