"""Rules of law with their dates, and the days that do not follow the rule of the week."""

from law.models.calendar_day import CalendarDay
from law.models.legal_rule import LegalRule

__all__ = ["CalendarDay", "LegalRule"]
