"""The status tables are whole."""

import pytest

from cases.enums import DossierKind, TreatmentForm
from cases.statuses import DOSSIER_FORMS, PERSON_STATUSES, PersonStatus
from incidents.statuses import HOTSPOT_STATES, HotspotState

TABLES = [(PersonStatus, PERSON_STATUSES), (HotspotState, HOTSPOT_STATES)]
BADGES = {"met", "near", "missed", "none"}


@pytest.mark.parametrize(("statuses", "table"), TABLES)
def test_every_status_has_a_row_a_label_and_a_badge(statuses, table):
    assert set(table) == set(statuses)
    assert all(status.label for status in statuses)
    assert {row.badge for row in table.values()} <= BADGES


@pytest.mark.parametrize(("statuses", "table"), TABLES)
def test_moves_lead_to_statuses_of_the_table(statuses, table):
    assert {move for row in table.values() for move in row.moves} <= set(statuses)


@pytest.mark.parametrize(("_statuses", "table"), TABLES)
def test_every_status_can_reach_a_final_one(_statuses, table):
    for start in table:
        reached, todo = set(), [start]
        while todo:
            state = todo.pop()
            if state not in reached:
                reached.add(state)
                todo.extend(table[state].moves)
        assert any(table[state].is_final for state in reached), start


def test_every_kind_of_dossier_serves_a_status():
    assert {kind for row in PERSON_STATUSES.values() for kind in row.dossiers} == set(DossierKind)


def test_every_form_of_treatment_is_for_a_status():
    assert {form for row in PERSON_STATUSES.values() for form in row.treatments} == set(
        TreatmentForm
    )


def test_every_kind_of_dossier_has_its_list_of_forms():
    assert set(DOSSIER_FORMS) == set(DossierKind)
    for forms in DOSSIER_FORMS.values():
        assert len({form.code for form in forms}) == len(forms) > 0
