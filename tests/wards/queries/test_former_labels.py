"""Events outlive the app that their model lay in: they are told in the same words under its former label."""

import pytest
from django.db import transaction

from accounts.audit import masked_state, record
from accounts.queries import object_noun
from programme.enums import AuditAction
from tests.architecture.house import MODELS
from tests.factories.incidents import HotspotFactory
from tests.factories.programme import PhaseFactory
from wards.queries.event_words import EventWords

FORMER = [
    (label, model)
    for model in MODELS
    if hasattr(model, "Audit")
    for label in model.Audit.former_labels
]


@pytest.mark.parametrize(("label", "model"), FORMER, ids=[label for label, _model in FORMER])
def test_what_it_is_about_has_a_noun(label, model):
    assert object_noun(label) == str(model._meta.verbose_name) != label


def told(target, label):
    """An event as it stands in a log that was begun when the model had that label."""
    with transaction.atomic():
        event = record(
            AuditAction.PHASE_PLANNED, by=None, target=target, after=masked_state(target)
        )
    event.object_type = label
    words = EventWords([event])
    return words.name_of(event), {change.label: change.after for change in words.changes_of(event)}


@pytest.mark.django_db
def test_its_name_and_facts_are_those_of_today():
    phase = PhaseFactory(title="Rà soát giai đoạn một")
    today, former = (told(phase, label) for label in ("programme.phase", "criteria.phase"))
    assert today == former
    assert former[0] == "Rà soát giai đoạn một"


@pytest.mark.django_db
def test_what_had_no_name_has_none_now(group):
    """A place is known to the ward's police, not to readers of the log."""
    hotspot = HotspotFactory(group=group, place="Nhà trọ số 9")
    name, facts = told(hotspot, "cases.hotspot")
    assert name == str(hotspot.pk)
    assert "Nhà trọ số 9" not in facts.values()
