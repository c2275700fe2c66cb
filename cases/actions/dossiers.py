"""Actions that open, complete and close dossiers."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from cases.actions.ends import refuse_after_end
from cases.actions.papers import papers_of_facts
from cases.enums import AuditAction
from cases.models import Dossier, DossierForm, Person, StatusPeriod
from cases.queries.places import group_of, groups_since
from cases.statuses import DOSSIER_FORMS, PERSON_STATUSES, PersonStatus
from cases.validators import check_happened_to
from foundation.dated import OPEN
from foundation.validators import check_happened
from law.queries.laws import law_on
from wards.actions.changes import mark_changed
from wards.models import NeighbourhoodGroup, Ward
from wards.queries.places import ward_of_group


@action
def open_dossier(
    *,
    by: User,
    person: Person,
    kind: str,
    opened_on: date,
    number: str = "",
    legal_basis: str = "",
    forms: Iterable[str] = (),
) -> Dossier:
    """Opens a dossier that contains `forms`, marks figures for re-scoring and audits.

    Forms that recorded facts already are, the decision and a positive test, are in it from the
    first. Raises ValidationError by field: the kind must serve the status of that day, and no
    dossier of that kind may be open then or later.
    """
    check_happened_to(person, opened_on, "opened_on")
    Person.objects.lock_for_write(person.pk)
    _check_serves(person, kind, opened_on)
    if Dossier.objects.filter(person=person, kind=kind, valid_to__gt=opened_on).exists():
        raise ValidationError({"kind": _("Người này đã có hồ sơ loại này trong thời gian đó.")})
    dossier = Dossier(
        person=person,
        kind=kind,
        number=_number(person, number.strip(), opened_on),
        legal_basis=legal_basis or law_on(opened_on),
        valid_from=opened_on,
    )
    dossier.full_clean(exclude=["person"])
    dossier.save()
    filed = dict.fromkeys((_known_form(dossier, code) for code in forms), opened_on)
    filed |= papers_of_facts(person=person, kind=kind, day=opened_on)
    DossierForm.objects.bulk_create(
        DossierForm(dossier=dossier, code=code, filed_on=day) for code, day in filed.items()
    )
    mark_changed(groups_since(person, opened_on), opened_on)
    record(
        AuditAction.DOSSIER_OPENED,
        by=by,
        target=dossier,
        after=masked_state(dossier),
    )
    return dossier


@action
def file_form(*, by: User, dossier: Dossier, code: str, filed_on: date) -> DossierForm:
    """Puts one required form into an open dossier and audits.

    A form may be older than the dossier, but not than the person. Raises ValidationError.
    """
    check_happened_to(dossier.person, filed_on, "filed_on")
    _known_form(dossier, code)
    if not Dossier.objects.lock_open(dossier.pk):
        raise ValidationError(_("Hồ sơ này đã đóng, không bổ sung biểu mẫu."))
    if DossierForm.objects.filter(dossier=dossier, code=code).exists():
        raise ValidationError({"code": _("Biểu mẫu này đã có trong hồ sơ.")})
    form = DossierForm.objects.create(dossier=dossier, code=code, filed_on=filed_on)
    record(
        AuditAction.DOSSIER_FORM_FILED,
        by=by,
        target=dossier,
        after={"code": code, "filed_on": filed_on},
    )
    return form


@action
def close_dossier(*, by: User, dossier: Dossier, closed_on: date, reason: str) -> Dossier:
    """Closes a dossier, which does not count from `closed_on` on; marks figures changed, audits.

    Raises ValidationError if it is closed already, or by field.
    """
    check_happened(closed_on, "closed_on")
    if not Dossier.objects.lock_open(dossier.pk):
        raise ValidationError(_("Hồ sơ này đã đóng."))
    if closed_on < dossier.valid_from:
        raise ValidationError({"closed_on": _("Ngày đóng không được trước ngày lập hồ sơ.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do đóng hồ sơ.")})
    dossier.valid_to, dossier.close_reason = closed_on, reason.strip()
    dossier.save(update_fields=["valid_to", "close_reason"])
    mark_changed(groups_since(dossier.person, closed_on), closed_on)
    record(
        AuditAction.DOSSIER_CLOSED,
        by=by,
        target=dossier,
        before={"valid_to": OPEN},
        after={"valid_to": closed_on},
        reason=reason.strip(),
    )
    return dossier


def _check_serves(person: Person, kind: str, day: date) -> None:
    refuse_after_end(person=person, day=day, field="opened_on")
    period = StatusPeriod.objects.in_force(day).filter(person=person).first()
    if period is None:
        raise ValidationError({"opened_on": _("Vào ngày này người này chưa thuộc diện nào.")})
    if kind not in PERSON_STATUSES[PersonStatus(period.status)].dossiers:
        sentence = _("Ngày lập hồ sơ người này thuộc diện “%(status)s”: không lập loại hồ sơ này.")
        raise ValidationError({"kind": sentence % {"status": period.get_status_display()}})


def _known_form(dossier: Dossier, code: str) -> str:
    if code not in {row.code for row in DOSSIER_FORMS[dossier.kind]}:
        raise ValidationError({"code": _("Loại hồ sơ này không có biểu mẫu đó.")})
    return code


def _number(person: Person, given: str, day: date) -> str:
    """Returns the given number, or the next one of the ward and year if none is given.

    Each ward numbers its own dossiers: "01/2024" exists in each of them. Raises ValidationError if
    the ward already has the given number.
    """
    group, today = group_of(person), timezone.localdate()
    home, then = ward_of_group(group, today), ward_of_group(group, day)
    _hold_books({ward.code for ward in (home, then) if ward})
    if not given:
        return _next_number(then, day)
    there = NeighbourhoodGroup.objects.in_ward(home.pk, today).values("pk") if home else [group.pk]
    if Dossier.objects.in_groups(there).filter(number=given).exists():
        raise ValidationError(
            {
                "number": _(
                    "Xã, phường này đã có hồ sơ mang số này. Ghi số khác hoặc để trống để hệ thống cấp số."
                )
            }
        )
    return given


def _hold_books(codes: set[str]) -> None:
    """Locks the wards with these codes, so that officers who number there at once wait in turn.

    A ward and its successor may share a code.
    """
    wards = Ward.objects.select_for_update(no_key=True).filter(code__in=codes)
    list(wards.order_by("pk").values_list("pk"))


def _next_number(ward: Ward | None, day: date) -> str:
    """Returns SDTP-<ward code>-<year>-<running number>; no law sets a format (domain.md §4)."""
    stem = f"SDTP-{ward.code if ward else '00000'}-{day.year}-"
    taken = Dossier.objects.filter(number__startswith=stem).values_list("number", flat=True)
    tails = [number.removeprefix(stem) for number in taken]
    return f"{stem}{max((int(tail) for tail in tails if tail.isdecimal()), default=0) + 1:04d}"
