"""Issues reports into the archive and hands out files; the access log records both."""

import hashlib
import re
from dataclasses import dataclass
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
from reports.rendering import html_of, pdf_of, pdf_of_html
from wards.models import Area, Ward

_NUMBER = re.compile(r"0*([1-9]\d{0,4})/(.+)")


@dataclass(frozen=True)
class Asked:
    """The paper that somebody wants to issue, and how it is to be signed."""

    slug: str
    as_of: date
    number: str
    ward: Ward | None = None
    area: Area | None = None
    signer: str = ""
    by_deputy: bool = False
    is_exact: bool = False


@dataclass(frozen=True)
class Drawn:
    """A paper as it was drawn before the transaction: the PDF, and what was laid out in it."""

    html: str
    file: bytes


def draw_report(*, asker: User, asked: Asked) -> Drawn:
    """Draws the paper, which takes seconds; stores and audits nothing.

    Raises ValidationError when a check fails, as `issue_report` does.
    """
    html = html_of(_paper(asker, asked))
    return Drawn(html, pdf_of_html(html))


@action
def issue_report(*, by: User, asked: Asked, drawn: Drawn | None = None) -> IssuedReport:
    """Issues the paper with its number and stores it for good.

    Effects, in order: checks the place, the right there, the day and the number; draws the PDF from
    today's data; stores its bytes, its SHA-256 and the printed figures; audits.
    The PDF that was drawn before is stored if the same words and figures would be laid out now.
    Raises ValidationError when a check fails.
    """
    paper = _paper(by, asked)
    html = html_of(paper)
    file = drawn.file if drawn and drawn.html == html else pdf_of_html(html)
    issued = IssuedReport(
        slug=asked.slug,
        number=paper.registry.number,
        year=paper.signed_on.year,
        ward=asked.ward,
        area=asked.area,
        as_of=asked.as_of,
        is_exact=asked.is_exact,
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
            "slug": issued.slug,
            "number": issued.number,
            "as_of": issued.as_of,
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


def _paper(by: User, asked: Asked) -> Paper:
    """Returns the paper with today's figures; raises ValidationError if it may not be issued."""
    report, place = _report_and_place(asked.slug, asked.ward, asked.area)
    _check_right(by, report, place)
    _check_day(place, asked.as_of)
    if asked.is_exact and not (asked.ward and knows_people(by, asked.ward, asked.as_of)):
        raise ValidationError({"audience": _("Chỉ đơn vị quản lý được ghi đủ số người.")})
    registry = Registry(_number(asked.number, report), clean(asked.signer), asked.by_deputy)
    paper = report.build(place, asked.as_of, registry=registry, is_exact=asked.is_exact)
    if reason := report.why_not_issued(paper):
        raise ValidationError({"as_of": reason})
    return paper


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
