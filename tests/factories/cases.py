"""Valid people, dossiers, hotspots and incidents; nothing surprising. Dates lie in the past."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from cases.enums import (
    AbsenceReason,
    DossierKind,
    HandoverState,
    Sample,
    Sex,
    SupportKind,
    TestGround,
    TestResult,
    TreatmentForm,
    VisitResult,
)
from cases.models import (
    Absence,
    Dossier,
    DossierDocument,
    DossierForm,
    DrugTest,
    Handover,
    MethadoneDose,
    Person,
    Residence,
    StatusPeriod,
    Support,
    Treatment,
    Visit,
)
from cases.statuses import PERSON_STATUSES, EndReason, PersonStatus
from foundation.dated import OPEN
from tests.factories.build import without
from tests.factories.wards import LONG_AGO, GroupFactory, UserFactory
from tests.law.laws import LAW_2021

#: When most things in the ledger happened, unless a test says otherwise.
A_DAY = date(2026, 3, 10)


class PersonFactory(DjangoModelFactory):
    """Lives in `group` (or in a new group of `ward`) and holds `status` since LONG_AGO.

    `status=None` leaves the status out, `group=None, ward=None` makes a place.
    `treated=True` adds substitution treatment: only such people does a clinic see.
    """

    class Meta:
        model = Person

    class Params:
        woman = factory.Trait(
            sex=Sex.FEMALE,
            full_name=factory.Sequence(lambda n: f"Lò Thị {in_letters(n)}"),
            id_number=factory.Sequence(lambda n: f"010190{n:06d}"),
        )

    full_name = factory.Sequence(lambda n: f"Lò Văn {in_letters(n)}")
    sex = Sex.MALE
    birth_year = 1990
    id_number = factory.Sequence(lambda n: f"010090{n:06d}")
    group = None
    ward = None
    since = LONG_AGO
    status = PersonStatus.ADDICT
    status_from = LONG_AGO
    treated = False

    @classmethod
    def _build(cls, model_class, *_args, **kwargs):
        person = model_class(**without(kwargs, *_BESIDE_PERSON))
        person.clean()
        return person

    @classmethod
    def _create(cls, model_class, *_args, **kwargs):
        person = cls._build(model_class, **kwargs)
        person.save()
        group = kwargs["group"] or GroupFactory(ward=kwargs["ward"])
        ResidenceFactory(person=person, group=group, valid_from=kwargs["since"])
        if kwargs["status"]:
            StatusPeriodFactory(
                person=person, status=kwargs["status"], valid_from=kwargs["status_from"]
            )
        if kwargs["treated"]:
            TreatmentFactory(person=person, form=TreatmentForm.SUBSTITUTION)
        return person


_BESIDE_PERSON = ("group", "ward", "since", "status", "status_from", "treated")


class ResidenceFactory(DjangoModelFactory):
    """A stay; PersonFactory makes the open one, so give another person or closed days."""

    class Meta:
        model = Residence

    person = factory.SubFactory(PersonFactory)
    group = factory.SubFactory(GroupFactory)
    address = "Số 5, ngõ 2"
    valid_from = date(2018, 1, 1)
    valid_to = factory.LazyAttribute(lambda stay: OPEN if stay.valid_from >= LONG_AGO else LONG_AGO)


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = Absence

    person = factory.SubFactory(PersonFactory)
    reason = AbsenceReason.MOVED
    valid_from = A_DAY


class StatusPeriodFactory(DjangoModelFactory):
    """A status with its decision where one is needed; ended rows say why."""

    class Meta:
        model = StatusPeriod

    person = factory.SubFactory(PersonFactory, status=None)
    status = PersonStatus.ADDICT
    valid_from = LONG_AGO
    legal_basis = LAW_2021
    decision_number = factory.LazyAttribute(
        lambda period: "12/QĐ-UBND" if _needs_decision(period) else ""
    )
    decision_date = factory.LazyAttribute(
        lambda period: period.valid_from if _needs_decision(period) else None
    )
    valid_to = OPEN
    end_reason = factory.LazyAttribute(
        lambda period: "" if period.valid_to == OPEN else EndReason.NEXT_STATUS
    )


class DossierFactory(DjangoModelFactory):
    class Meta:
        model = Dossier

    person = factory.SubFactory(PersonFactory)
    kind = DossierKind.MANAGEMENT
    number = factory.Sequence(lambda n: f"HS-{n}")
    legal_basis = LAW_2021
    valid_from = A_DAY


class DossierFormFactory(DjangoModelFactory):
    class Meta:
        model = DossierForm

    dossier = factory.SubFactory(DossierFactory)
    code = "05"
    filed_on = A_DAY


class DossierDocumentFactory(DjangoModelFactory):
    """The row only: no file is written."""

    class Meta:
        model = DossierDocument

    dossier = factory.SubFactory(DossierFactory)
    title = "Quyết định áp dụng quản lý"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    file = factory.LazyAttribute(lambda scan: f"dossiers/2026/{scan.sha256}.pdf")
    size = 1024
    added_on = A_DAY


class TreatmentFactory(DjangoModelFactory):
    class Meta:
        model = Treatment

    person = factory.SubFactory(PersonFactory)
    form = TreatmentForm.COMMUNITY
    provider = "Trạm y tế phường"
    legal_basis = LAW_2021
    valid_from = A_DAY
    valid_to = OPEN
    end_reason = factory.LazyAttribute(
        lambda course: "" if course.valid_to == OPEN else EndReason.COMPLETED
    )


class MethadoneDoseFactory(DjangoModelFactory):
    class Meta:
        model = MethadoneDose

    treatment = factory.SubFactory(TreatmentFactory, form=TreatmentForm.SUBSTITUTION)
    day = A_DAY


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = Visit

    person = factory.SubFactory(PersonFactory)
    visited_on = A_DAY
    result = VisitResult.PRESENT
    by = factory.SubFactory(UserFactory)


class DrugTestFactory(DjangoModelFactory):
    class Meta:
        model = DrugTest

    person = factory.SubFactory(PersonFactory)
    tested_on = A_DAY
    ground = TestGround.UNDER_MANAGEMENT
    sample = Sample.URINE
    result = TestResult.NEGATIVE
    has_same_sex_witness = True


class SupportFactory(DjangoModelFactory):
    class Meta:
        model = Support

    person = factory.SubFactory(PersonFactory)
    kind = SupportKind.JOB
    given_on = A_DAY


class HandoverFactory(DjangoModelFactory):
    """Sent from the person's own group, not yet answered."""

    class Meta:
        model = Handover

    person = factory.SubFactory(PersonFactory)
    from_group = factory.LazyAttribute(
        lambda handover: handover.person.residences.get(valid_to=OPEN).group
    )
    to_group = factory.SubFactory(GroupFactory)
    state = HandoverState.SENT
    moved_on = A_DAY
    sent_at = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
    due_at = factory.LazyAttribute(lambda handover: handover.sent_at + timedelta(days=7))
    answered_at = factory.LazyAttribute(
        lambda handover: (
            None if handover.state == HandoverState.SENT else handover.sent_at + timedelta(days=1)
        )
    )
    legal_basis = LAW_2021


def in_letters(number: int) -> str:
    """12 -> "Bc": a name holds no digits."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number)).capitalize()


def _needs_decision(period) -> bool:
    return PERSON_STATUSES[PersonStatus(period.status)].needs_decision
