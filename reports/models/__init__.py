"""The archive of issued reports."""

from reports.models.issued_report import IssuedReport, areas_of

__all__ = ["IssuedReport", "areas_of"]
