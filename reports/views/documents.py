"""Views to choose, preview, issue and download documents."""

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from accounts.http import OfficerRequest
from accounts.permissions import Permission
from reports.actions.issuing import (
    Asked,
    Drawn,
    download_draft,
    download_report,
    draw_report,
    issue_report,
)
from reports.catalogue import CATALOGUE, get_report
from reports.catalogue.base import Place, Report
from reports.forms import OUTSIDE, OWN, AskedPaper, ChooseForm, IssueForm
from reports.models import IssuedReport, areas_of
from reports.models.issued_report import IssuedReportQuerySet
from reports.queries import archive, first_area, first_ward, next_number
from reports.rendering import SCREEN_STYLESHEET, STYLESHEET, html_of
from wards.models import Ward
from wards.views.base import ActionFormView, ScopedListView, found_or_404, requires

#: Only our own pages may show the paper in a frame; the preview does.
_FRAMED_BY_US = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"frame-ancestors": ["'self'"]}


class ReportList(ScopedListView[IssuedReport]):
    """Lists the reports of the catalogue and the issued reports of the archive."""

    permission = Permission.VIEW_REPORTS
    template_name = "reports/report_list.html"
    title = gettext_lazy("Báo cáo")

    def scoped(self) -> IssuedReportQuerySet:
        return archive(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        titles = {report.slug: report.title for report in CATALOGUE}
        return context | {
            "offered": [
                report for report in CATALOGUE if _first_place(self.request, report) is not None
            ],
            "rows": [(row, titles.get(row.slug, row.slug)) for row in context["object_list"]],
        }


@require_GET
@requires(Permission.VIEW_REPORTS)
def report_preview(request: OfficerRequest, slug: str) -> HttpResponse:
    """Shows the paper within the site's page, with links to what the user may do with it."""
    asked_paper = _asked_paper(request, slug)
    if asked_paper.complaint:
        messages.warning(request, asked_paper.complaint)
    context = {
        "title": asked_paper.report.title,
        "asked_paper": asked_paper,
        "form": ChooseForm(user=request.user, asked_paper=asked_paper),
    }
    return render(request, "reports/report_preview.html", context)


@require_GET
@requires(Permission.VIEW_REPORTS)
@xframe_options_sameorigin
@csp_replace(_FRAMED_BY_US)  # type: ignore[arg-type]  # csp types views without address arguments
def report_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Returns the paper alone, as it will be printed; the preview shows it in a frame."""
    paper = _asked_paper(request, slug).build()
    styles = [static(STYLESHEET), static(SCREEN_STYLESHEET)]
    return HttpResponse(html_of(paper, styles, icon=static("img/icon.svg")))


@require_GET
@requires(Permission.VIEW_REPORTS)
def report_draft(request: OfficerRequest, slug: str) -> HttpResponse:
    """Returns the paper as a PDF without a number."""
    paper = _asked_paper(request, slug).build()
    return _as_file(download_draft(by=request.user, paper=paper), paper.file_name)


class ReportIssue(ActionFormView):
    """Asks for number and signer; then the paper is issued and no longer changes."""

    permission = Permission.ISSUE_REPORTS
    or_permissions = (Permission.ISSUE_AREA_REPORTS,)
    template_name = "reports/report_issue.html"
    form_class = IssueForm
    submit_label = gettext_lazy("Ban hành")
    success_message = gettext_lazy("Đã ban hành báo cáo và lưu vào kho.")
    drawn: Drawn

    @cached_property
    def asked_paper(self) -> AskedPaper:
        asked_paper = _asked_paper(self.request, self.kwargs["slug"], to_issue=True)
        if not asked_paper.may_issue:
            raise Http404
        return asked_paper

    def get_title(self) -> str:
        return _("Ban hành báo cáo: %(place)s") % {"place": self.asked_paper.place}

    def get_initial(self) -> dict[str, Any]:
        return {
            "as_of": self.asked_paper.day,
            "number": next_number(self.asked_paper.place, self.asked_paper.report.symbol),
            "audience": OWN if self.asked_paper.is_exact else OUTSIDE,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"may_be_exact": self.asked_paper.may_be_exact}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"asked_paper": self.asked_paper}

    def asked(self, form: BaseForm) -> Asked:
        place = {self.asked_paper.place_name: self.asked_paper.place}
        return Asked(slug=self.asked_paper.report.slug, **place | form.cleaned_data)

    def prepare(self, form: BaseForm) -> None:
        self.drawn = draw_report(asker=self.request.user, asked=self.asked(form))

    def submit(self, form: BaseForm) -> str:
        issue_report(by=self.request.user, asked=self.asked(form), drawn=self.drawn)
        return reverse("reports:report-list")


@require_GET
@requires(Permission.VIEW_REPORTS)
def issued_download(request: OfficerRequest, pk: int) -> HttpResponse:
    """Returns the PDF as it was issued."""
    report = found_or_404(IssuedReport.objects.visible_to(request.user), pk=pk)
    return _as_file(download_report(by=request.user, report=report), report.file_name)


def _asked_paper(request: Any, slug: str, *, to_issue: bool = False) -> AskedPaper:
    """Returns the paper that the address names (by default of the user's first place), or 404."""
    report = get_report(slug)
    if report is None:
        raise Http404
    permission = report.issued_with if to_issue else Permission.VIEW_REPORTS
    key = request.GET.get("ward" if report.is_of_ward else "area", "")
    if key.isdecimal():
        place = _places(request, report, permission).filter(pk=int(key)).first()
    else:
        place = None if key else _first_place(request, report, permission)
    if place is None:
        raise Http404
    return AskedPaper.read(request.user, request.GET, report, place)


def _places(request: Any, report: Report, permission: Permission) -> Any:
    if report.is_of_ward:
        return Ward.objects.visible_to(request.user, permission)
    return areas_of(request.user, permission)


def _first_place(
    request: Any, report: Report, permission: Permission = Permission.VIEW_REPORTS
) -> Place | None:
    first = first_ward if report.is_of_ward else first_area
    return first(request.user, permission)


def _as_file(content: bytes, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": disposition}
    )
