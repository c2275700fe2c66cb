"""`score_wards --set CITY_2023 --as-of 2024-06-30` prints the figures of every ward on a day, as a table or JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from criteria.criterion import Result
from criteria.management.days import day_of
from criteria.queries.places import scored_wards
from criteria.scoring import WardScore, score
from criteria.sets import CITY_2023, SETS, get_set


class Command(BaseCommand):
    help = "Score wards against a criteria set on a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--set", default=CITY_2023.code, choices=[criteria_set.code for criteria_set in SETS]
        )
        parser.add_argument("--as-of", default="", help="YYYY-MM-DD; today unless given")
        parser.add_argument("--ward", default="", help="official code of one ward on that day")
        parser.add_argument(
            "--all", action="store_true", help="also wards in which no group is registered"
        )
        parser.add_argument("--format", default="table", choices=["table", "json"])

    def handle(self, *_args: Any, **options: Any) -> None:
        day = day_of(options["as_of"])
        criteria_set = get_set(options["set"]) or CITY_2023
        wards = scored_wards(day, code=options["ward"], with_groups=not options["all"])
        scores = score(day, criteria_set, wards)
        if not scores:
            raise CommandError(f"Không có xã, phường nào vào ngày {day:%d/%m/%Y} với mã đã cho.")
        if options["format"] == "json":
            self.stdout.write(
                json.dumps(
                    [_as_dict(ward_score) for ward_score in scores], ensure_ascii=False, indent=1
                )
            )
            return
        for ward_score in scores:
            self.stdout.write(
                f"{ward_score.ward.code}  {ward_score.ward!s:<28} {ward_score.met}/{ward_score.total}"
            )
            for result in ward_score.results:
                line = f"       {result.criterion.code:<17} {_fraction(result):<15} {result.verdict.label}"
                self.stdout.write(f"{line} {result.missing_text}".rstrip())


def _fraction(result: Result) -> str:
    m = result.measurement
    return str(m.numerator) if m.denominator is None else f"{m.numerator}/{m.denominator}"


def _as_dict(ward_score: WardScore) -> dict[str, Any]:
    return {
        "code": ward_score.ward.code,
        "name": str(ward_score.ward),
        "met": ward_score.met,
        "total": ward_score.total,
        "criteria": {
            result.criterion.code: {
                "numerator": result.measurement.numerator,
                "denominator": result.measurement.denominator,
                "missing": result.measurement.missing,
                "verdict": str(result.verdict),
            }
            for result in ward_score.results
        },
    }
