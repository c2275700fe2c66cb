"""The report catalogue: one file per report."""

from reports.catalogue.base import Report
from reports.catalogue.city_phase import CityPhase
from reports.catalogue.ward_status import WardStatus

CATALOGUE: tuple[Report, ...] = (WardStatus(), CityPhase())


def get_report(slug: str) -> Report | None:
    """Returns the report with that slug, or None."""
    return next((report for report in CATALOGUE if report.slug == slug), None)
