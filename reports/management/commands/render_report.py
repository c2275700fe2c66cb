"""Writes a report as a PDF file, without storing it in the archive.

Example: `render_report ward-status --ward 02671 --as-of 2026-11-24 --output FILE`.
"""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from criteria.management.days import day_of
from reports.catalogue import CATALOGUE, get_report
from reports.catalogue.base import Place, Registry, Report
from reports.rendering import pdf_of
from wards.models import Area, Ward


class Command(BaseCommand):
    help = "Write a report of the catalogue as PDF. Small counts of people are printed in full unless --outside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help=", ".join(report.slug for report in CATALOGUE))
        parser.add_argument("--ward", default="", help="official code of the ward on that day")
        parser.add_argument("--area", default="", help="code of the area")
        parser.add_argument("--as-of", default="", help="YYYY-MM-DD; today unless given")
        parser.add_argument("--output", required=True, type=Path)
        parser.add_argument("--number", default="", help="as 05/BC-UBND; a draft unless given")
        parser.add_argument(
            "--outside", action="store_true", help='print "< 3" for one or two people'
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        report = get_report(options["slug"])
        if report is None:
            known = ", ".join(report.slug for report in CATALOGUE)
            raise CommandError(f"Không có báo cáo “{options['slug']}”. Các báo cáo: {known}.")
        day = day_of(options["as_of"])
        place = _place(report, day, options)
        registry = Registry(options["number"])
        paper = report.build(place, day, registry=registry, is_exact=not options["outside"])
        try:
            size = options["output"].write_bytes(pdf_of(paper))
        except OSError as error:
            raise CommandError(f"Không ghi được {options['output']}: {error.strerror}.") from error
        self.stdout.write(f"Đã ghi {options['output']} ({size // 1024} KB): {paper.title}.")


def _place(report: Report, day: date, options: dict[str, Any]) -> Place:
    name = "ward" if report.is_of_ward else "area"
    code = options[name]
    if not code:
        raise CommandError(f"Báo cáo {report.slug} cần --{name} MÃ.")
    place = _ward(code, day) if report.is_of_ward else _area(code)
    if place is None:
        word = "xã, phường" if report.is_of_ward else "địa bàn"
        raise CommandError(f"Không có {word} nào mang mã {code} vào ngày {day:%d/%m/%Y}.")
    return place


def _ward(code: str, day: date) -> Ward | None:
    return Ward.objects.in_force(day).filter(code=code).first()


def _area(code: str) -> Area | None:
    """Returns the latest area with that code, or None.

    The day plays no part: reports on an area may be about days before and after its own life.
    """
    return Area.objects.filter(code=code).order_by("-valid_to", "pk").first()
