"""Whether everything stored about a person agrees, which a correction must not break."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Dossier, Person, Residence, StatusPeriod, Treatment
from cases.statuses import FIRST_STATUSES, PERSON_STATUSES, PersonStatus


def check_file(person: Person) -> None:
    """Raises ValidationError, naming the row in the way, if the rows of the person disagree.

    Residences and statuses follow each other without a gap and the last is open; each status may
    follow the one before (cases.statuses); each dossier and treatment began in a status that has it.
    """
    stays = list(Residence.objects.filter(person=person).order_by(*_IN_ORDER))
    periods = list(StatusPeriod.objects.filter(person=person).order_by(*_IN_ORDER))
    _check_chain(stays, _("nơi cư trú"))
    _check_chain(periods, _("diện quản lý"))
    _check_moves(periods)
    _check_dossiers(person, periods)
    _check_treatments(person, periods)


_IN_ORDER = ("valid_from", "valid_to", "pk")


def _check_chain(rows: Sequence[Any], label: str) -> None:
    is_whole = all(before.valid_to == after.valid_from for before, after in pairwise(rows))
    if not rows or not is_whole or not rows[-1].is_open:
        raise ValidationError(
            _("Như vậy thì %(label)s của người này bị đứt quãng hoặc chồng nhau.")
            % {"label": label}
        )


def _check_moves(periods: Sequence[StatusPeriod]) -> None:
    if periods[0].status not in FIRST_STATUSES:
        raise ValidationError(
            _("Người này không thể bắt đầu ở diện “%(status)s”.")
            % {"status": periods[0].get_status_display()}
        )
    for before, after in pairwise(periods):
        if after.status not in PERSON_STATUSES[PersonStatus(before.status)].moves:
            steps = {
                "before": before.get_status_display(),
                "after": after.get_status_display(),
                "day": f"{after.valid_from:%d/%m/%Y}",
            }
            raise ValidationError(
                _(
                    "Ngày %(day)s không thể chuyển từ “%(before)s” sang “%(after)s”: "
                    "sửa hoặc hủy bước đó trước."
                )
                % steps
            )


def _check_dossiers(person: Person, periods: Sequence[StatusPeriod]) -> None:
    for dossier in Dossier.objects.filter(person=person):
        held = [PERSON_STATUSES[status] for status in _held(periods, dossier.valid_from)]
        if not any(dossier.kind in row.dossiers for row in held):
            words = {"number": dossier.number, "day": f"{dossier.valid_from:%d/%m/%Y}"}
            raise ValidationError(
                _(
                    "Hồ sơ %(number)s lập ngày %(day)s, khi đó người này không ở diện có loại hồ sơ này: "
                    "sửa hoặc hủy hồ sơ đó trước."
                )
                % words
            )


def _check_treatments(person: Person, periods: Sequence[StatusPeriod]) -> None:
    for treatment in Treatment.objects.filter(person=person):
        held = _held(periods, treatment.valid_from)
        if held and not any(treatment.form in PERSON_STATUSES[row].treatments for row in held):
            words = {
                "form": treatment.get_form_display(),
                "day": f"{treatment.valid_from:%d/%m/%Y}",
            }
            raise ValidationError(
                _(
                    "Lần %(form)s bắt đầu ngày %(day)s, khi đó người này không ở diện được điều trị như vậy: "
                    "sửa hoặc hủy lần đó trước."
                )
                % words
            )


def _held(periods: Sequence[StatusPeriod], day: date) -> list[PersonStatus]:
    """Returns the statuses of the day: on the day of a move both, for either may have been first."""
    return [
        PersonStatus(period.status)
        for period in periods
        if period.valid_from <= day <= period.valid_to
    ]
