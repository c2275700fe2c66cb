"""The rows of a person's file that can be put right or taken out."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from cases.actions.decisions import lawful_end, term_rules
from cases.models import (
    Absence,
    Dossier,
    DossierForm,
    DrugTest,
    MethadoneDose,
    Person,
    Residence,
    StatusPeriod,
    Support,
    Treatment,
    Visit,
)
from cases.queries.choices import groups_to_choose
from cases.queries.coherence import check_file
from cases.queries.places import groups_since
from cases.statuses import PERSON_STATUSES, PersonStatus
from corrections.registry import Correctable, Touched
from foundation.dated import OPEN
from law.queries.laws import law_on
from wards.models.group import GroupQuerySet
from wards.models.scope import Officer


def _person(row: Any) -> Any:
    return row.person


def _since(name: str, person: Any = _person) -> Any:
    """Returns the function that names the groups where the person of a row lived since its day."""

    def touches(row: Any) -> Touched:
        day = getattr(row, name)
        return [(group_id, day) for group_id in groups_since(person(row), day)]

    return touches


def _since_birth_of_file(person: Person) -> Touched:
    stays = Residence.objects.filter(person=person)
    return list(stays.values_list("group_id", "valid_from"))


def _groups(user: Officer, stay: Residence) -> GroupQuerySet:
    return groups_to_choose(user, Permission.EDIT_PEOPLE, recorded=stay.group_id)


def _term_of_law(new: StatusPeriod, old: StatusPeriod) -> None:
    """Lets law and term follow a corrected day, decision or status, where they followed the old one."""
    if old.legal_basis == law_on(old.decision_date or old.valid_from):
        new.legal_basis = law_on(new.decision_date or new.valid_from)
    rules = term_rules()
    if new.term_end == old.term_end == lawful_end(old, rules):
        new.term_end = lawful_end(new, rules)


def _ended_by(old: StatusPeriod, new: StatusPeriod | None) -> Iterator[Any]:
    """Yields the dossiers and treatments that the step ended, as they end after its correction."""
    after = StatusPeriod.objects.filter(person=old.person_id, valid_from=old.valid_to).first()
    words = str(old.get_status_display())
    closed = Dossier.objects.filter(
        person=old.person_id, valid_to=old.valid_from, close_reason=words
    )
    for dossier in closed:
        if (
            new is not None
            and dossier.kind not in PERSON_STATUSES[PersonStatus(new.status)].dossiers
        ):
            dossier.valid_to, dossier.close_reason = new.valid_from, str(new.get_status_display())
        else:
            dossier.valid_to = (new or old).valid_to
            dossier.close_reason = str(after.get_status_display()) if after else ""
        yield dossier
    ended = Treatment.objects.filter(person=old.person_id, valid_to=old.valid_from).exclude(
        form__in=PERSON_STATUSES[PersonStatus(old.status)].treatments
    )
    for treatment in ended:
        if (
            new is not None
            and treatment.form not in PERSON_STATUSES[PersonStatus(new.status)].treatments
        ):
            treatment.valid_to = new.valid_from
        else:
            treatment.valid_to = (new or old).valid_to
            treatment.end_reason = "" if treatment.valid_to == OPEN else treatment.end_reason
        yield treatment


_STATUS_FIELDS = (
    "status",
    "valid_from",
    "decision_number",
    "decision_date",
    "issuer",
    "term_end",
)

PERSON = Correctable(
    kind="person",
    model=Person,
    label=_("hồ sơ người"),
    permission=Permission.EDIT_PEOPLE,
    subject=lambda person: person,
    touches=_since_birth_of_file,
)
RESIDENCE = Correctable(
    kind="residence",
    model=Residence,
    label=_("nơi cư trú"),
    permission=Permission.EDIT_PEOPLE,
    fields=("group", "valid_from", "kind", "address"),
    chain=("person",),
    subject=_person,
    touches=lambda stay: [(stay.group_id, stay.valid_from)],
    check=check_file,
    choices={"group": _groups},
)
ABSENCE = Correctable(
    kind="absence",
    model=Absence,
    label=_("lần vắng mặt"),
    permission=Permission.EDIT_PEOPLE,
    fields=("reason", "valid_from", "valid_to", "note"),
    subject=_person,
    touches=_since("valid_from"),
    check=check_file,
)
STATUS = Correctable(
    kind="status",
    model=StatusPeriod,
    label=_("diện quản lý"),
    permission=Permission.MOVE_STATUS,
    fields=_STATUS_FIELDS,
    planned=("term_end",),
    chain=("person",),
    end_fields=("end_reason",),
    subject=_person,
    touches=_since("valid_from"),
    derive=_term_of_law,
    hanging=_ended_by,
    check=check_file,
)
TREATMENT = Correctable(
    kind="treatment",
    model=Treatment,
    label=_("lần cai nghiện, điều trị"),
    permission=Permission.RECORD_TREATMENT,
    fields=(
        "form",
        "valid_from",
        "valid_to",
        "end_reason",
        "ordinal",
        "provider",
        "decision_number",
        "term_end",
    ),
    planned=("term_end",),
    reads_all=Permission.VIEW_PEOPLE,
    subject=_person,
    touches=_since("valid_from"),
    check=check_file,
)
DOSE = Correctable(
    kind="dose",
    model=MethadoneDose,
    label=_("ngày uống thuốc"),
    permission=Permission.RECORD_TREATMENT,
    fields=("day", "is_taken", "take_home_days", "note"),
    reads_all=Permission.VIEW_PEOPLE,
    subject=lambda dose: dose.treatment.person,
    touches=_since("day", lambda dose: dose.treatment.person),
)
DOSSIER = Correctable(
    kind="dossier",
    model=Dossier,
    label=_("hồ sơ"),
    permission=Permission.EDIT_PEOPLE,
    fields=("kind", "number", "valid_from", "valid_to", "close_reason"),
    subject=_person,
    touches=_since("valid_from"),
    check=check_file,
)
DOSSIER_FORM = Correctable(
    kind="paper",
    model=DossierForm,
    label=_("biểu mẫu trong hồ sơ"),
    permission=Permission.EDIT_PEOPLE,
    fields=("filed_on",),
    subject=lambda form: form.dossier.person,
    touches=_since("filed_on", lambda form: form.dossier.person),
)
VISIT = Correctable(
    kind="visit",
    model=Visit,
    label=_("lần kiểm tra cư trú"),
    permission=Permission.EDIT_PEOPLE,
    fields=("visited_on", "result", "note"),
    subject=_person,
    touches=_since("visited_on"),
)
DRUG_TEST = Correctable(
    kind="test",
    model=DrugTest,
    label=_("lần xét nghiệm"),
    permission=Permission.EDIT_PEOPLE,
    fields=(
        "tested_on",
        "ground",
        "sample",
        "result",
        "substance",
        "has_same_sex_witness",
        "has_parent_consent",
    ),
    subject=_person,
    touches=_since("tested_on"),
)
SUPPORT = Correctable(
    kind="support",
    model=Support,
    label=_("lần hỗ trợ"),
    permission=Permission.EDIT_PEOPLE,
    fields=("kind", "given_on", "amount_vnd", "provider", "note"),
    subject=_person,
    touches=_since("given_on"),
)

CORRECTIONS: tuple[Correctable, ...] = (
    PERSON,
    RESIDENCE,
    ABSENCE,
    STATUS,
    TREATMENT,
    DOSE,
    DOSSIER,
    DOSSIER_FORM,
    VISIT,
    DRUG_TEST,
    SUPPORT,
)
