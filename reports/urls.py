"""Addresses of dashboards and documents."""

from django.urls import path

from reports.views import dashboards, documents

app_name = "reports"
urlpatterns = [
    path("overview/", dashboards.overview_page, name="overview"),
    path("phases/", dashboards.phase_list, name="phase-list"),
    path("incidents/", dashboards.incident_list, name="incident-list"),
    path("today/", dashboards.today_page, name="today"),
    path("wards/", dashboards.ward_list, name="ward-list"),
    path("wards/<int:pk>/", dashboards.ward_detail, name="ward-detail"),
    path(
        "wards/<int:pk>/<str:set_code>/<str:criterion_code>/",
        dashboards.evidence_page,
        name="evidence",
    ),
    path("reports/", documents.ReportList.as_view(), name="report-list"),
    path("reports/issued/<int:pk>/", documents.issued_download, name="issued-download"),
    path("reports/<slug:slug>/", documents.report_preview, name="report-preview"),
    path("reports/<slug:slug>/paper/", documents.report_paper, name="report-paper"),
    path("reports/<slug:slug>/draft/", documents.report_draft, name="report-draft"),
    path("reports/<slug:slug>/issue/", documents.ReportIssue.as_view(), name="report-issue"),
]
