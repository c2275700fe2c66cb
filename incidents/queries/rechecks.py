"""When a hotspot is checked again: after it was cleared, and while it is watched."""

from datetime import date

from incidents.statuses import HotspotState
from law.queries.calendar import WorkingCalendar
from law.queries.terms import add_term, rules_on

#: States in which a hotspot is checked again at regular intervals.
RECHECKED = (HotspotState.CLEARED, HotspotState.WATCHED)


def recheck_day(state: str, on_day: date) -> date | None:
    """Returns when a hotspot that came into the state that day is checked again; None if it is not."""
    if state not in RECHECKED:
        return None
    rule = rules_on(on_day).get("hotspot_recheck")
    return add_term(on_day, rule, WorkingCalendar()) if rule else None
