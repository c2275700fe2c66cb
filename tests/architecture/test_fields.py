"""Every field is classified; sensitive free text is encrypted; names of rows are never ciphertext-searchable."""

import pytest
from django.db import models

from foundation.fields import EncryptedTextField
from tests.architecture.house import MODELS

#: Sensitive text that stays readable in the database, and why.
IN_CLEAR = {
    "accounts.User.password": "hashed by Argon2",
    "accounts.User.full_name": "officers' names stand on documents",
    "accounts.User.phone": "work phone",
    "accounts.User.email": "work address",
    "accounts.AuditEvent.actor_name": "the log must be read without keys",
    "wards.NeighbourhoodGroup.head_name": "a public office",
    "wards.NeighbourhoodGroup.head_phone": "a public office's phone",
    "cases.Person.full_name": "rosters are sorted and searched by name",
    "cases.Person.other_name": "searched",
    "cases.Person.search_key": "the search column",
    "cases.Person.sort_key": "the sort column",
    "cases.Person.ethnicity": "counted in statistics",
    "cases.Person.birth_date": "counted in age bands",
    "cases.Person.id_number_index": "a keyed hash",
    "cases.Person.birthplace": "Form 05, masked outside the ward",
    "cases.Person.home_town": "Form 05, masked outside the ward",
    "cases.Person.drug": "counted in statistics",
    "cases.Person.route": "counted in statistics",
    "cases.StatusPeriod.status": "counted in criteria",
    "cases.StatusPeriod.decision_number": "looked up by number",
    "cases.Treatment.form": "counted in criteria",
    "cases.Treatment.decision_number": "looked up by number",
    "cases.Treatment.provider": "an institution",
    "cases.MethadoneDose.note": "a short medical remark, read with the person only",
    "cases.Dossier.number": "looked up by number",
    "cases.Dossier.kind": "counted in criteria",
    "cases.DossierDocument.title": "a form's name",
    "cases.DossierDocument.file": "a path; the name is a hash",
    "cases.Visit.result": "counted",
    "cases.DrugTest.ground": "counted",
    "cases.DrugTest.sample": "counted",
    "cases.DrugTest.result": "counted",
    "cases.DrugTest.substance": "counted",
    "cases.Support.kind": "counted",
    "cases.Handover.answer": "an official reply",
    "incidents.Hotspot.source": "a category of source, never who",
    "incidents.Patrol.note": "an outcome in a phrase",
    "pledges.Household.head_name": "rosters are sorted and searched by name",
    "pledges.Household.search_key": "the search column",
    "pledges.Household.sort_key": "the sort column",
    "pledges.Household.address": "printed on sign sheets",
    "pledges.Pledge.representative": "printed on sign sheets",
    "pledges.Pledge.witness": "printed on sign sheets",
    "pledges.Pledge.scan": "a path",
    "pledges.PledgeRefusal.reason": "counted",
    "pledges.PledgeRefusal.note": "a short remark",
    "pledges.TipBox.key_holder": "a public office",
    "pledges.BoxCheck.first_person": "signs the minutes",
    "pledges.BoxCheck.second_person": "signs the minutes",
    "tips.Tip.outcome_reference": "a number",
    "tips.Tip.code": "the sender's own key, random",
    "programme.DirectiveTask.assignee": "an office",
}


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_every_field_is_classified_once(model):
    fields = sorted(f.name for f in model._meta.concrete_fields)
    assert sorted([*model.Privacy.sensitive, *model.Privacy.plain]) == fields


def test_sensitive_text_is_encrypted_or_has_a_reason_to_be_readable():
    readable = {
        f"{model._meta.label}.{name}"
        for model in MODELS
        for name in model.Privacy.sensitive
        if isinstance(
            field := model._meta.get_field(name),
            models.CharField | models.TextField | models.FileField,
        )
        and not isinstance(field, EncryptedTextField)
    }
    undated = {f"{m._meta.label}.{n}" for m in MODELS for n in m.Privacy.sensitive} - readable
    assert readable - set(IN_CLEAR) == set()
    assert set(IN_CLEAR) - readable - undated == set()


def test_no_two_encrypted_fields_share_a_key_context():
    contexts = [
        f.context
        for m in MODELS
        for f in m._meta.concrete_fields
        if isinstance(f, EncryptedTextField)
    ]
    assert len(contexts) == len(set(contexts))
    assert all(contexts)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_every_model_has_vietnamese_names(model):
    assert model._meta.verbose_name != model._meta.model_name
    unnamed = [
        f.name
        for f in model._meta.concrete_fields
        if f.editable and not f.auto_created and str(f.verbose_name) == f.name.replace("_", " ")
    ]
    assert unnamed == []
