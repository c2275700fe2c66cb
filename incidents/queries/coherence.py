"""Whether everything stored about a hotspot, a suspicion or an incident agrees, which a correction must not break."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from incidents.models import Hotspot, HotspotPeriod, Incident, Suspicion
from incidents.statuses import HOTSPOT_STATES, HotspotState

_IN_ORDER = ("valid_from", "valid_to", "pk")


def check_hotspot(hotspot: Hotspot) -> None:
    """Raises ValidationError, naming the step in the way, if the states of the hotspot disagree.

    The first is a suspicion from the day on which it was found; each may follow the one before
    (incidents.statuses), without a gap; the last is open.
    """
    periods = list(HotspotPeriod.objects.filter(hotspot=hotspot).order_by(*_IN_ORDER))
    problems = []
    first = periods[0] if periods else None
    if first is None or (first.state, first.valid_from) != (
        HotspotState.SUSPECTED,
        hotspot.found_on,
    ):
        problems.append(_("Điểm phải bắt đầu ở trạng thái “nghi vấn” từ ngày phát hiện."))
    is_chain = all(before.valid_to == after.valid_from for before, after in pairwise(periods))
    if not is_chain or (periods and not periods[-1].is_open):
        problems.append(_("Như vậy thì các trạng thái của điểm bị đứt quãng hoặc chồng nhau."))
    problems += _moves_not_allowed(periods)
    if problems:
        raise ValidationError(problems)


def check_suspicion(suspicion: Suspicion) -> None:
    """Raises ValidationError if the reviews of a suspicion disagree with its days.

    The first is its opening; none is later than its end.
    """
    days = list(suspicion.reviews.order_by("reviewed_on").values_list("reviewed_on", flat=True))
    problems = []
    if not days or days[0] != suspicion.valid_from:
        opened = {"day": f"{suspicion.valid_from:%d/%m/%Y}"}
        problems.append(_("Lần rà soát đầu tiên phải là ngày mở nghi vấn (%(day)s).") % opened)
    problems += [
        _("Lần rà soát ngày %(day)s sau ngày kết thúc: sửa hoặc hủy lần đó trước.")
        % {"day": f"{day:%d/%m/%Y}"}
        for day in days
        if day > suspicion.valid_to
    ]
    if problems:
        raise ValidationError(problems)


def check_incident(incident: Incident) -> None:
    """Raises ValidationError if nothing is left of which the incident consists."""
    if not incident.acts.exists():
        raise ValidationError(
            _("Vụ việc phải có ít nhất một hành vi. Nếu vụ này không có thật, hủy cả vụ việc.")
        )


def _moves_not_allowed(periods: Sequence[HotspotPeriod]) -> Iterator[str]:
    for before, after in pairwise(periods):
        if after.state not in HOTSPOT_STATES[HotspotState(before.state)].moves:
            steps = {
                "before": before.get_state_display(),
                "after": after.get_state_display(),
                "day": f"{after.valid_from:%d/%m/%Y}",
            }
            yield (
                _(
                    "Ngày %(day)s không thể chuyển từ “%(before)s” sang “%(after)s”: "
                    "sửa hoặc hủy bước đó trước."
                )
                % steps
            )
