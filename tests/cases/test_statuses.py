"""The tables of states: every move allowed or not, what a move needs, and the law of a day."""

from itertools import product

import pytest

from cases.enums import DossierKind, TreatmentForm
from cases.statuses import (
    DOSSIER_FORMS,
    FIRST_STATUSES,
    MANAGED_STATUSES,
    PERSON_STATUSES,
    EndReason,
    PersonStatus,
)
from incidents.statuses import HOTSPOT_STATES, HotspotState
from law.models import LegalRule

P, H = PersonStatus, HotspotState

#: The chain of domain.md §3.1, written out a second time on purpose.
ALLOWED = {
    (P.SUSPECTED_USE, P.ILLEGAL_USE),
    (P.SUSPECTED_USE, P.ADDICT),
    (P.SUSPECTED_USE, P.ENDED),
    (P.ILLEGAL_USE, P.ILLEGAL_USE),  # not addicted: a new decision of one year
    (P.ILLEGAL_USE, P.ADDICT),
    (P.ILLEGAL_USE, P.ENDED),
    (P.ADDICT, P.POST_REHAB),
    (P.ADDICT, P.ENDED),
    (P.POST_REHAB, P.ADDICT),
    (P.POST_REHAB, P.ENDED),
    (P.ENDED, P.SUSPECTED_USE),
    (P.ENDED, P.ILLEGAL_USE),
    (P.ENDED, P.ADDICT),
}
HOTSPOT_ALLOWED = {
    (H.SUSPECTED, H.VERIFIED),
    (H.SUSPECTED, H.DISMISSED),
    (H.VERIFIED, H.CLEARED),
    (H.CLEARED, H.WATCHED),
    (H.CLEARED, H.VERIFIED),
    (H.WATCHED, H.VERIFIED),
    (H.WATCHED, H.DISMISSED),
}


@pytest.mark.parametrize(("now", "to"), list(product(P, P)))
def test_a_person_moves_along_the_chain_of_law_only(now, to):
    assert (to in PERSON_STATUSES[now].moves) == ((now, to) in ALLOWED)


@pytest.mark.parametrize(("now", "to"), list(product(H, H)))
def test_a_hotspot_moves_as_checked(now, to):
    assert (to in HOTSPOT_STATES[now].moves) == ((now, to) in HOTSPOT_ALLOWED)


def test_a_dismissed_hotspot_goes_nowhere():
    assert HOTSPOT_STATES[H.DISMISSED].moves == ()
    assert HOTSPOT_STATES[H.DISMISSED].is_final


@pytest.mark.parametrize(
    ("status", "needed"),
    [
        (P.SUSPECTED_USE, False),
        (P.ILLEGAL_USE, True),
        (P.ADDICT, True),
        (P.POST_REHAB, True),
        (P.ENDED, False),
    ],
)
def test_what_needs_a_decision(status, needed):
    assert PERSON_STATUSES[status].needs_decision is needed


@pytest.mark.parametrize(
    ("status", "rule"),
    [
        (P.SUSPECTED_USE, ""),
        (P.ILLEGAL_USE, "illegal_use_term"),
        (P.ADDICT, ""),
        (P.POST_REHAB, "post_rehab_term"),
        (P.ENDED, ""),
    ],
)
def test_which_rule_gives_the_term(status, rule):
    assert PERSON_STATUSES[status].term_rule == rule


@pytest.mark.parametrize("status", P)
def test_addicts_are_treated_and_nobody_else(status):
    """Whoever is managed after rehabilitation has completed it, substitution treatment too (Art. 42)."""
    treated = PERSON_STATUSES[status].treatments
    assert treated == (set(TreatmentForm) if status == P.ADDICT else set())


def test_every_term_has_its_rule_in_the_shipped_table(rules):
    named = {row.term_rule for row in PERSON_STATUSES.values() if row.term_rule}
    assert set(LegalRule.objects.filter(key__in=named).values_list("key", flat=True)) == named


@pytest.mark.parametrize("status", P)
def test_only_the_end_is_final_and_nobody_begins_there(status):
    ended = status == P.ENDED
    assert PERSON_STATUSES[status].is_final is ended
    assert (status in FIRST_STATUSES) is not ended
    assert (status in MANAGED_STATUSES) is not ended


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        (DossierKind.MANAGEMENT, ["03", "04", "05", "06", "07"]),
        (DossierKind.TREATMENT, ["05", "register", "diagnosis", "intake"]),
        (DossierKind.POST_REHAB, ["05", "decision", "certificate"]),
        (DossierKind.COMPULSORY, ["03", "05", "06", "diagnosis", "minutes"]),
    ],
)
def test_what_a_complete_dossier_holds(kind, codes):
    assert [row.code for row in DOSSIER_FORMS[kind]] == codes


@pytest.mark.parametrize("kind", DossierKind)
def test_a_form_of_decree_105_is_named_with_its_number(kind):
    for row in DOSSIER_FORMS[kind]:
        assert str(row.label).startswith(f"Mẫu {row.code} – ") == row.code.isdecimal()


def test_the_words_of_the_statuses_are_the_law_s():
    assert [str(status.label) for status in P] == [
        "nghi vấn sử dụng trái phép",
        "người sử dụng trái phép",
        "người nghiện",
        "quản lý sau cai",
        "chấm dứt quản lý",
    ]


@pytest.mark.parametrize("choices", [P, H, EndReason])
def test_a_code_fits_its_column(choices):
    width = {P: 14, H: 10, EndReason: 12}[choices]
    assert max(len(code) for code in choices.values) <= width
