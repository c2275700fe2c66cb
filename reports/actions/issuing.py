"""Issues reports into the archive and hands out files; the access log records both."""

import hashlib
import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import action, record
from accounts.models import User
from foundation.text import clean
from reports.catalogue import get_report
from reports.catalogue.base import Paper, Registry, Report
from reports.enums import AuditAction
from reports.models import IssuedReport
from reports.queries import knows_people, may_issue, why_only_draft
from reports.rendering import pdf_of
from wards.models import Area, Ward

_NUMBER = re.compile(r"0*([1-9]\d{0,4})/(.+)")


@action
def issue_report(
    *,
    by: User,
    slug: str,
    ward: Ward | None = None,
    area: Area | None = None,
    as_of: date,
    number: str,
    signer: str = "",
    by_deputy: bool = False,
    is_exact: bool = False,
) -> IssuedReport:
    """Issues the paper with its number and stores it for good.

    Effects, in order: checks the place, the right there, the day and the number; draws the PDF from
    today's data; stores its bytes, its SHA-256 and the printed figures; audits.
    Raises ValidationError when a check fails.
    """
    report, place = _report_and_place(slug, ward, area)
    _check_right(by, report, place)
    _check_day(place, as_of)
    if is_exact and not (ward and knows_people(by, ward, as_of)):
        raise ValidationError({"audience": _("Chỉ đơn vị quản lý được ghi đủ số người.")})
    registry = Registry(_number(number, report), clean(signer), by_deputy)
    paper = report.build(place, as_of, registry=registry, is_exact=is_exact)
    if reason := report.why_not_issued(paper):
        raise ValidationError({"as_of": reason})
    file = pdf_of(paper)
    issued = IssuedReport(
        slug=slug,
        number=registry.number,
        year=paper.signed_on.year,
        ward=ward,
        area=area,
        as_of=as_of,
        is_exact=is_exact,
        issued_by=by,
        figures=paper.figures,
        file=file,
        sha256=hashlib.sha256(file).hexdigest(),
    )
    _check_number_is_free(issued)
    issued.full_clean()
    issued.save()
    record(
        AuditAction.REPORT_ISSUED,
        by=by,
        target=issued,
        after={
            "slug": slug,
            "number": issued.number,
            "as_of": as_of,
            "sha256": issued.sha256,
            "area": issued.area_id,
        },
    )
    return issued


@action
def download_report(*, by: User, report: IssuedReport) -> bytes:
    """Returns the bytes of the PDF as it was issued. Effect: audits the download."""
    record(
        AuditAction.REPORT_DOWNLOADED,
        by=by,
        target=report,
        after={"number": report.number, "sha256": report.sha256},
    )
    return bytes(report.file)


def download_draft(*, by: User, paper: Paper) -> bytes:
    """Returns a PDF without a number; it is not stored. Effect: audits the download.

    Drawing takes seconds, so it is done before the transaction, in which the audit event locks the
    unit's chain.
    """
    file = pdf_of(paper)
    with transaction.atomic():
        record(
            AuditAction.REPORT_DOWNLOADED,
            by=by,
            target=paper.place,
            after={"slug": paper.report.slug, "as_of": paper.as_of, "draft": True},
        )
    return file


def _report_and_place(
    slug: str, ward: Ward | None, area: Area | None
) -> tuple[Report, Ward | Area]:
    report = get_report(slug)
    if report is None:
        raise ValidationError(_("Không có loại báo cáo này."))
    place, other = (ward, area) if report.is_of_ward else (area, ward)
    if place is None or other is not None:
        raise ValidationError(
            _("Báo cáo này lập cho một xã, phường hoặc một địa bàn, không phải cả hai.")
        )
    return report, place


def _check_right(by: User, report: Report, place: Ward | Area) -> None:
    if reason := why_only_draft(place):
        raise ValidationError(reason)
    if not may_issue(by, report.issued_with, place):
        words = _("Chỉ người có quyền ban hành tại %(place)s được ban hành báo cáo này.")
        raise ValidationError(words % {"place": place})


def _check_day(place: Ward | Area, as_of: date) -> None:
    if as_of > timezone.localdate():
        raise ValidationError({"as_of": _("Chưa có số liệu cho ngày sau hôm nay.")})
    if isinstance(place, Ward) and not place.holds_on(as_of):
        raise ValidationError({"as_of": _("Đơn vị này không tồn tại vào ngày đó.")})


def _number(text: str, report: Report) -> str:
    """Returns the number as it is written: "05/BC-UBND" for "5/BC-UBND".

    Raises ValidationError for another form or another symbol than the report's.
    """
    number = _NUMBER.fullmatch(text.strip().upper())
    if number is None or number.group(2) != report.symbol:
        example = {"example": f"05/{report.symbol}"}
        raise ValidationError({"number": _("Ghi số và ký hiệu dạng %(example)s.") % example})
    return f"{int(number.group(1)):02d}/{report.symbol}"


def _check_number_is_free(issued: IssuedReport) -> None:
    same = IssuedReport.objects.filter(
        ward=issued.ward, area=issued.area, year=issued.year, number=issued.number
    )
    if same.exists():
        used = {"number": issued.number, "year": issued.year}
        raise ValidationError({"number": _("Số %(number)s đã dùng trong năm %(year)s.") % used})
