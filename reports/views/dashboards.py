"""Views of the pages of figures: overview, phases, wards, evidence, incidents, today's work."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import OfficerRequest
from accounts.permissions import Permission
from criteria.actions.evidence import read_evidence
from criteria.class_counts import class_count
from criteria.criterion import Criterion
from criteria.queries.evidence import Reader
from criteria.sets import QD28_2025, SETS, CriteriaSet, get_set
from programme.queries.phases import phase_states
from reports.asked import Asked, asked
from reports.dashboards import evidence, incidents, overview, today, wards
from reports.dashboards import ward as ward_page
from wards.models import Ward
from wards.queries.places import default_area
from wards.views.base import requires, visible_or_404


@require_GET
@requires(Permission.VIEW_OVERVIEW)
def overview_page(request: OfficerRequest) -> HttpResponse:
    """Shows the committee's overview of its area; 404 for users who answer for no area."""
    question = _asked(request)
    page = overview.build(request.user, question)
    if page is None:
        raise Http404
    title = _("Tổng quan %(area)s") % {"area": page.area_name}
    return render(request, "reports/overview.html", {"title": title, "page": page, "sets": SETS})


@require_GET
@requires(Permission.VIEW_OVERVIEW)
def phase_list(request: OfficerRequest) -> HttpResponse:
    """Shows the three phases of the user's area with their targets."""
    question, area = _asked(request), default_area(request.user, Permission.VIEW_OVERVIEW)
    if area is None:
        raise Http404
    seen = Ward.objects.visible_to(request.user, Permission.VIEW_OVERVIEW)
    context = {"title": _("Lộ trình ba giai đoạn"), "asked": question, "area": area}
    context["phases"] = phase_states(area, question.day, seen)
    return render(request, "reports/phase_list.html", context)


@require_GET
@requires(Permission.VIEW_FIGURES)
def ward_list(request: OfficerRequest) -> HttpResponse:
    """Lists the wards whose figures the user may see on a day, fifty per page."""
    question = _asked(request)
    page = wards.build(request.user, question, request.GET.get("page", "1"))
    context = {"title": _("Tiêu chí xã, phường"), "asked": question, "sets": SETS}
    return render(
        request, "reports/ward_list.html", context | {"page": page, "page_obj": page.page_obj}
    )


@require_GET
@requires(Permission.VIEW_FIGURES)
def ward_detail(request: OfficerRequest, pk: int) -> HttpResponse:
    """Shows one ward under both criteria sets."""
    ward = visible_or_404(Ward.objects.all(), request, pk=pk)
    question = _asked(request, ward)
    page = ward_page.build(request.user, ward, question)
    return render(
        request, "reports/ward_detail.html", {"title": str(ward), "page": page, "sets": SETS}
    )


@require_GET
@requires(Permission.VIEW_FIGURES)
def evidence_page(
    request: OfficerRequest, pk: int, set_code: str, criterion_code: str
) -> HttpResponse:
    """Shows the rows behind a figure; the access log records that names were read."""
    ward = visible_or_404(Ward.objects.all(), request, pk=pk)
    criteria_set, criterion = _known(set_code, criterion_code)
    asked_for = Asked(_asked(request, ward).day, criteria_set)
    reader, day = Reader(request.user, ward, asked_for.day), asked_for.day
    page = evidence.build(reader, criterion, asked_for, request.GET)
    names, code = page.names_read, criterion.code
    read_evidence(by=request.user, ward=ward, criterion=code, day=day, count=names)
    context = {"title": criterion.title, "page": page, "page_obj": page.page_obj}
    return render(request, "reports/evidence.html", context)


@require_GET
@requires(Permission.VIEW_OVERVIEW)
def incident_list(request: OfficerRequest) -> HttpResponse:
    """Lists the incidents since 2023 by ward, which the overview shows as one figure."""
    page = incidents.build(request.user, _asked(request))
    return render(
        request, "reports/incident_list.html", {"title": _("Vụ việc từ đầu năm 2023"), "page": page}
    )


@require_GET
@requires(Permission.VIEW_TODAY)
def today_page(request: OfficerRequest) -> HttpResponse:
    """Shows what is due in the user's places; officers see this page first."""
    asked_for = (request.GET.get("page", "1"), request.GET.get("kind", ""))
    page = today.build(request.user, *asked_for)
    title = _("Việc hôm nay, %(weekday)s %(day)s") % {
        "weekday": page.weekday,
        "day": f"{page.day:%d/%m/%Y}",
    }
    return render(
        request, "reports/today.html", {"title": title, "page": page, "page_obj": page.page_obj}
    )


def _asked(request: OfficerRequest, ward: Ward | None = None) -> Asked:
    """Reads the address; warns the user when another day is shown, as before the ward existed."""
    question = asked(request.GET)
    if ward is not None:
        question = question.on_days_of(ward)
    if question.complaint:
        messages.warning(request, question.complaint)
    return question


def _known(set_code: str, criterion_code: str) -> tuple[CriteriaSet, Criterion]:
    """Returns the set and its criterion; raises Http404 when one is unknown.

    The counts of the class calculator are found under the set of Decision 28/2025.
    """
    criteria_set = get_set(set_code)
    criterion = criteria_set.criterion(criterion_code) if criteria_set else None
    if criteria_set is QD28_2025:
        criterion = criterion or class_count(criterion_code)
    if criteria_set is None or criterion is None:
        raise Http404
    return criteria_set, criterion
